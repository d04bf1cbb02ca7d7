import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { bareValue, generationOf } from '../event/node-name.js'

/** What the owner of a partition is asked for. */
export interface Question extends Identifier {
  /** `value` is the name of a node, as a redirect gives it; else a value, whose present node is meant. */
  readonly named: boolean
  /** Name of a segment: not the profile is asked for, but why it is in it or not. */
  readonly segment?: string
}

export interface OwnerAnswer {
  readonly partition: number
  /** JSON of a profile, of a redirect `{redirect: {type, value}, owners?: […]}`, or null. */
  readonly found: unknown
}

export type AskOwner = (question: Question) => Promise<OwnerAnswer>

/** A profile as its owner gives it, and the way that led to it. */
export interface FoundProfile extends Readonly<Record<string, unknown>> {
  readonly way: readonly Hop[]
}

/** One step of the way: an identifier, the partition where it lives, and where it leads. */
export interface Hop extends Place {
  readonly partition: number
  /** `profile`: here it is. */
  readonly leads: 'profile' | Place
  /** Known users that an anonymous identifier has led to, oldest first; left out when there is but one. */
  readonly owners?: readonly Place[]
}

export interface Place extends Identifier {
  /** Of a place that a redirect names: how often the identifier had been let go. Left out when never. */
  readonly life?: number
}

/**
 * The profile that an identifier leads to, over redirects from partition to partition.
 * A redirect may be followed while its profile still is on its way there: then the end of the chain
 * knows nothing yet, and the look-up is to be tried again.
 * @throws WaymarkError NOT_FOUND, BROKER_UNREACHABLE
 */
export async function lookUpProfile(
  ask: AskOwner,
  identifier: Identifier,
  segment?: string,
): Promise<FoundProfile> {
  const of = segment === undefined ? {} : { segment }
  const way: Hop[] = []
  let at: Question = { ...identifier, named: false, ...of }
  while (way.length <= LIMITS.queryHopsMax) {
    const { partition, found } = await ask(at)
    if (!isObject(found)) throw notFound(identifier, way)
    const { redirect, owners } = found
    if (!isIdentifier(redirect))
      return { ...found, way: [...way, { ...placeOf(at), partition, leads: 'profile' }] }
    const known = Array.isArray(owners) ? owners.filter(isIdentifier).map(placeOf) : []
    const hop = { ...placeOf(at), partition, leads: placeOf(redirect) }
    way.push(known.length > 0 ? { ...hop, owners: known } : hop)
    at = { type: redirect.type, value: redirect.value, named: true, ...of }
  }
  throw new WaymarkError(
    'NOT_FOUND',
    `${show(identifier)} leads over more than ${LIMITS.queryHopsMax} redirects`,
    'try again when its links have settled',
  )
}

function notFound(identifier: Identifier, way: readonly Hop[]): WaymarkError {
  const what = `no profile has ${show(identifier)}`
  const last = way.at(-1)
  if (last === undefined || last.leads === 'profile')
    return new WaymarkError('NOT_FOUND', what, 'look at type and value, or whether its events have arrived')
  const over = `: it leads to ${show(last.leads)}, which knows nothing of it`
  return new WaymarkError('NOT_FOUND', what + over, 'it is being linked or erased just now: try again')
}

function placeOf({ type, value }: Identifier): Place {
  const life = generationOf(value)
  return { type, value: bareValue(value), ...(life > 0 ? { life } : {}) }
}

function show({ type, value }: Identifier): string {
  return `${type}:${value}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isIdentifier(value: unknown): value is Identifier {
  return isObject(value) && typeof value.type === 'string' && typeof value.value === 'string'
}
