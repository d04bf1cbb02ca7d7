import { didYouMean } from '../base/did-you-mean.js'
import type { Definitions } from '../definitions/definitions.js'
import { type Explained, explain } from '../segments/explain.js'
import type { Profile } from './profile.js'

/** Why a profile is in a segment, or why not: the answer of `/explain` and of `waymark explain`. */
export interface ExplanationJson {
  readonly profile: string
  readonly segment: string
  readonly version: string
  /** Log time of its partition: up to here time has been looked at. */
  readonly asOf: string
  readonly in: boolean
  readonly where: Explained
  /** Earliest instant at which time alone could change it; null: never. */
  readonly next: string | null
}

/** What there is to say of a segment that is not there. */
export interface UnknownSegment {
  readonly unknownSegment: string
  /** The nearest name, else all when they are few, as a hint; or ''. */
  readonly hint: string
}

/** Segments that are named where none is near to what was asked for. */
const NAMED_MAX = 20

export function explanationJson(
  profile: Profile,
  definitions: Definitions,
  name: string,
  now: number,
): ExplanationJson | UnknownSegment {
  const own = definitions.segments.filter(({ entity }) => entity === profile.entity)
  const segment = own.find((candidate) => candidate.name === name)
  if (segment === undefined) {
    const names = own.map((candidate) => candidate.name)
    const some = names.length > 0 && names.length <= NAMED_MAX ? `: there are ${names.join(', ')}` : ''
    return { unknownSegment: name, hint: didYouMean(name, names) || some }
  }
  const explanation = explain(definitions, segment, profile, now)
  return {
    profile: profile.id,
    segment: segment.name,
    version: segment.version,
    asOf: new Date(now).toISOString(),
    in: explanation.in,
    where: explanation.where,
    next: explanation.next === null ? null : new Date(explanation.next).toISOString(),
  }
}
