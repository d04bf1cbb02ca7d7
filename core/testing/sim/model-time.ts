import type { Identifier } from '../../event/event.js'
import type { ModelProfile } from './model-profile.js'
import type { Entry, TimelineStep } from './timeline.js'
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
