import { LIMITS } from '../../base/limits.js'
import { explanationJson } from '../../partition/explanation-json.js'
import type { Partition } from '../../partition/partition.js'
import type { Explained } from '../../segments/explain.js'
import { innerOf, leavesOf } from './conditions.js'
import type { Standing } from './identity-oracle.js'
import type { ModelProfile } from './model-profile.js'
import { hasPast } from './past.js'
import type { ConditionSpec, SegmentSpec } from './specs.js'
import { written } from './timeline.js'
import type { Version } from './version.js'
import { check, Violation } from './violation.js'

/** Compares what is left at rest with what profiles hold by the model, of which `living` is left. */
export function checkRest(
  living: readonly ModelProfile[],
  { profiles }: Standing,
  segmentName: (number: number) => string,
): void {
  const models = byNode(living)
  for (const [node, profile] of profiles) {
    const model = models.get(node)
    if (model === undefined) throw new Violation('every profile has a beginning', node)
    const segments = profile.segments.map(segmentName).filter((name) => !hasPast(name))
    segments.sort()
    const runs = profile.instances.map(({ id, key, due, place }) => [id, key, due, place])
    const is = [profile.id, profile.created, sorted(profile.properties() as object), segments, runs]
    const rightRuns = model.runs.map(({ id, key, due, place }) => [id, key, due, place])
    const members = [...model.members].sort()
    const right = [model.id, model.created, sorted(model.properties()), members, rightRuns]
    const [x, y] = [JSON.stringify(is), JSON.stringify(right)]
    check(x === y, 'a profile holds what its events make of it', () => `${node}\n  ${x}\n  ${y}`)
  }
}

/** Asks why each profile is in each segment, or not: so it is, and it changes when the model says. */
export function checkExplanations(
  machines: readonly Partition[],
  living: readonly ModelProfile[],
  { definitions, segments }: Version,
): void {
  const models = byNode(living)
  for (const machine of machines)
    for (const profile of machine.profiles()) {
      const model = models.get(written(profile.key))
      // Whoever has no event yet is not judged.
      if (model === undefined || !model.isJudged) continue
      const own = segments.filter(({ entity }) => entity === model.entity)
      for (const spec of own) {
        const said = explanationJson(profile, definitions, spec.name, machine.now)
        if ('unknownSegment' in said) throw new Violation('every segment is explained', spec.name)
        const place = `${written(profile.key)}, ${spec.name}, at ${said.asOf}`
        const asked = { model, at: machine.now, segments: own }
        check(said.in === model.members.has(spec.name), 'an explanation says who is in', () => place)
        checkExplained(said.where, spec.where, asked, place)
        const next = nextFlip(spec, asked)
        const isRight = next === undefined || (said.next === null ? null : Date.parse(said.next)) === next
        check(isRight, 'an explanation says until when', () => `${place}: ${said.next}, not ${next}`)
      }
    }
}

interface Asked {
  readonly model: ModelProfile
  readonly at: number
  /** All of the kind of the profile. */
  readonly segments: readonly SegmentSpec[]
}

/** Each part of an explanation says whether it holds. */
function checkExplained(said: Explained, condition: ConditionSpec, asked: Asked, place: string): void {
  const { model, at, segments } = asked
  const holds = model.wouldHold(condition, at, segments)
  check(said.holds === holds, 'an explanation says what holds', () => `${place}: ${JSON.stringify(said)}`)
  if ('where' in said && 'segment' in condition) {
    const spec = segments.find(({ name }) => name === condition.segment) as SegmentSpec
    checkExplained(said.where, spec.where, asked, place)
  }
  const inner = 'all' in said ? said.all : 'any' in said ? said.any : 'not' in said ? [said.not] : []
  for (const [i, part] of innerOf(condition).entries())
    checkExplained(inner[i] as Explained, part, asked, place)
}

/** The next instant at which time alone changes a segment; null: never; undefined: too far off to tell. */
function nextFlip({ where }: SegmentSpec, { model, at, segments }: Asked): number | null | undefined {
  const leaves = leavesBelow(where, segments)
  const present = model.wouldHold(where, at, segments)
  let now = at
  for (let i = 0; i < LIMITS.explainInstantsMax; i++) {
    now = model.nextOf(leaves, now)
    if (now === Number.POSITIVE_INFINITY) return null
    if (model.wouldHold(where, now, segments) !== present) return now
  }
  return undefined
}

/** Through other segments too. */
function leavesBelow(
  condition: ConditionSpec,
  segments: readonly SegmentSpec[],
): ReturnType<typeof leavesOf> {
  if ('segment' in condition) {
    const spec = segments.find(({ name }) => name === condition.segment) as SegmentSpec
    return leavesBelow(spec.where, segments)
  }
  const inner = innerOf(condition)
  return inner.length === 0 ? leavesOf(condition) : inner.flatMap((part) => leavesBelow(part, segments))
}

function byNode(living: readonly ModelProfile[]): Map<string, ModelProfile> {
  return new Map(living.map((model) => [written(model.key), model]))
}

function sorted(properties: object): [string, unknown][] {
  return Object.entries(properties).sort(([x], [y]) => (x < y ? -1 : 1))
}
