import { LIMITS } from '../base/limits.js'
import type { Scope } from '../definitions/cel.js'
import type { Definitions } from '../definitions/definitions.js'
import { type Condition, isTagged, type Segment } from '../definitions/segment.js'
import type { Window } from '../definitions/window.js'
import type { Value } from '../event/event.js'
import { type Rows, rowOf } from './apart.js'
import type { Before } from './before.js'
import { chainPlaces, type StepEntries } from './chain.js'
import type { Row, Scalar } from './row.js'
import { edgeOf, firstIn, holdsAt, type Subject, saysInstant, valueAt } from './window-value.js'

/** What one leaf of a segment says: JSON, as facts and `explain` show it. */
export interface Reason {
  readonly leaf: string
  readonly holds: boolean
  /** A number, a value or an instant (ISO 8601); left out when there is nothing to tell one from. */
  readonly value?: Scalar
  /** What it said before, when that is known to have been something else; null: nothing. */
  readonly before?: Scalar | null
  /** Message ids of the events that decide it, newest first, `LIMITS.reasonEventsMax` at most. */
  readonly events?: readonly string[]
  /** Those that fell out of the window at this instant. */
  readonly gone?: readonly string[]
}

/** Whose leaves they are. */
export interface Reasoned extends Subject, Rows {
  readonly segments: readonly number[]
  properties(): Value
}

/** Why a segment has flipped: what its leaves say, and what those that changed said before. */
export function reasonsOf(
  definitions: Definitions,
  segment: Segment,
  member: Reasoned,
  now: number,
  before: Before,
): Reason[] {
  const reasons: Reason[] = []
  const visit = (condition: Condition): void => {
    if (reasons.length >= LIMITS.reasonLeavesMax) return
    if ('all' in condition) for (const inner of condition.all) visit(inner)
    else if ('any' in condition) for (const inner of condition.any) visit(inner)
    else if ('not' in condition) visit(condition.not)
    else if ('window' in condition) {
      const window = definitions.windows[condition.window] as Window
      reasons.push(windowReason(window, member, now, before))
    } else reasons.push(plainReason(definitions, condition, member))
  }
  visit(segment.condition)
  return reasons
}

/** What a window says; with what it said before, where that is known. */
export function windowReason(window: Window, member: Reasoned, now: number, before?: Before): Reason {
  const row = rowOf(member, window)
  const value = valueAt(window, row, member, now)
  const was = before?.knows(window) ? before.valueOf(window, row, member, now) : value
  const events = row === undefined ? [] : decidingIds(window, row, member, now)
  const gone = row === undefined ? [] : goneIds(window, row, now)
  return {
    leaf: window.label,
    holds: holdsAt(window, row, member, now),
    ...(value === undefined ? {} : { value: shown(window, value) }),
    ...(was === value ? {} : { before: was === undefined ? null : shown(window, was) }),
    ...(events.length === 0 ? {} : { events }),
    ...(gone.length === 0 ? {} : { gone }),
  }
}

/** What a leaf that is no window says. */
export function plainReason(
  { segments }: Definitions,
  condition: Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown } | { window: unknown }>,
  member: Reasoned,
): Reason {
  if ('segment' in condition) {
    const name = segments[condition.segment]?.name ?? ''
    return { leaf: `segment ${name}`, holds: member.segments.includes(condition.segment) }
  }
  if ('tag' in condition) return { leaf: `tag ${condition.tag}`, holds: isTagged(member, condition.tag) }
  const scope: Scope = { event: null, profile: member, entry: undefined, locals: [], turn: 0 }
  return { leaf: condition.text, holds: condition.profile(scope) === true }
}

function shown(window: Window, value: Scalar): Scalar {
  return saysInstant(window) && typeof value === 'number' ? new Date(value).toISOString() : value
}

function decidingIds(window: Window, row: Row, member: Reasoned, now: number): string[] {
  const { kind, sequence } = window
  const edge = edgeOf(window, member, now)
  if (sequence !== null) {
    const { chain } = row
    if (chain === null || chain.start <= edge) return []
    const places = chainPlaces(sequence, row as StepEntries, chain.start, chain.key)
    return known(places.reverse().map((place) => row.ids[place]))
  }
  if (kind === 'absent') return known([row.ids[0]])
  const first = firstIn(row.times, edge)
  if (kind === 'min' || kind === 'max') return known([row.ids[first]])
  const newest: string[] = []
  for (let i = row.ids.length - 1; i >= first && newest.length < LIMITS.reasonEventsMax; i--) {
    const id = row.ids[i] as string
    if (id !== '') newest.push(id)
  }
  return newest
}

function goneIds(window: Window, { times, ids }: Row, now: number): string[] {
  if (window.kind === 'absent' || window.calendar !== null) return []
  const gone: string[] = []
  for (let i = 0; i < times.length && gone.length < LIMITS.reasonEventsMax; i++) {
    const id = ids[i] as string
    if ((times[i] as number) + window.withinMs === now && id !== '') gone.push(id)
  }
  return gone
}

function known(ids: readonly (string | undefined)[]): string[] {
  return ids.filter((id) => id !== undefined && id !== '').slice(0, LIMITS.reasonEventsMax) as string[]
}
