import type { Identifier } from '../../event/event.js'
import type { ModelProfile } from './model-profile.js'
import type { SegmentSpec } from './specs.js'
import { type Entry, type TimelineStep, written } from './timeline.js'
import { SLOW_PACE } from './traced-partition.js'
import { check } from './violation.js'

/** Whom of these time changes first, in the order (due, key), and when. */
export function firstDue(
  profiles: Iterable<ModelProfile>,
  instants: ReadonlyMap<ModelProfile, number>,
): [number, ModelProfile | undefined] {
  let first: ModelProfile | undefined
  let due = Number.POSITIVE_INFINITY
  for (const profile of profiles) {
    const next = instants.get(profile) ?? Number.POSITIVE_INFINITY
    if (first === undefined || next < due || (next === due && isBefore(profile.key, first.key))) {
      first = profile
      due = next
    }
  }
  return [due, first]
}

/** Whether a profile was renewed before time changes another one, in the order (due, key). */
export function isFirst(
  { at, root }: Entry & { kind: 'renewed' },
  due: number,
  { key }: ModelProfile,
): boolean {
  return at < due || (at === due && !isBefore(key, root))
}

/** Whoever still goes by earlier definitions has nothing due that those in force say too. */
export function checkNothingDue(who: ModelProfile, segments: readonly SegmentSpec[], at: number): void {
  const changed = who.changed(segments)
  const flips = segments.some(
    ({ name, where }) => !changed.has(name) && who.holds(where, at) !== who.members.has(name),
  )
  const isLate = flips || who.runs.some(({ due }) => due <= at)
  check(!isLate, 'whoever time changes goes by what is in force', () => written(who.key))
}

/** No step takes long: it judges only so many to whom nothing happens. */
export function checkPiece(partition: number, { offset, entries }: TimelineStep): void {
  const swept = entries.filter((entry) => entry.kind === 'renewed' && entry.by === 'sweep').length
  check(
    swept <= SLOW_PACE.profiles,
    'definitions meet few profiles at a time',
    () => `${partition}-${offset}: ${swept}`,
  )
}

function isBefore(x: Identifier, y: Identifier): boolean {
  return x.value === y.value ? x.type < y.type : x.value < y.value
}
