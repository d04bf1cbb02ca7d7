import { LIMITS } from '../base/limits.js'
import type { Scope } from '../definitions/cel.js'
import type { Definitions } from '../definitions/definitions.js'
import { type Condition, isTagged, type Segment } from '../definitions/segment.js'
import type { Window } from '../definitions/window.js'
import type { Value } from '../event/event.js'
import type { Rows } from './apart.js'
import type { Before } from './before.js'
import { chainPlaces, type StepEntries } from './chain.js'
import { findRow, type Row, type Scalar } from './row.js'
import { findTally, holdsWith, type TallyRow } from './tally.js'
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
  const { condition } = segment
  if ('window' in condition)
    return [windowReason(definitions.windows[condition.window] as Window, member, now, before)]
  const reasons: Reason[] = []
  gather(definitions, condition, { member, now, before }, reasons)
  return reasons
}

/** Whose reasons are gathered, and when. */
interface Look {
  readonly member: Reasoned
  readonly now: number
  readonly before: Before
}

function gather(definitions: Definitions, condition: Condition, look: Look, reasons: Reason[]): void {
  if (reasons.length >= LIMITS.reasonLeavesMax) return
  if ('window' in condition) {
    const window = definitions.windows[condition.window] as Window
    reasons.push(windowReason(window, look.member, look.now, look.before))
  } else if ('all' in condition) for (const inner of condition.all) gather(definitions, inner, look, reasons)
  else if ('any' in condition) for (const inner of condition.any) gather(definitions, inner, look, reasons)
  else if ('not' in condition) gather(definitions, condition.not, look, reasons)
  else reasons.push(plainReason(definitions, condition, look.member))
}

/** What a window says; with what it said before, where that is known. */
export function windowReason(window: Window, member: Reasoned, now: number, before?: Before): Reason {
  if (window.tally !== null) {
    const tallied = findTally(member.tallies, window.tally.first)
    if (tallied !== undefined) return countReason(window, tallied, now, before)
  }
  const row = findRow(member.rows, window.number)
  const value = valueAt(window, row, member, now)
  const was = before?.knows(window) ? before.valueOf(window, row, member, now) : value
  const reason: Writable<Reason> = { leaf: window.label, holds: holdsAt(window, row, member, now) }
  if (value !== undefined) reason.value = shown(window, value)
  if (was !== value) reason.before = was === undefined ? null : shown(window, was)
  if (row === undefined) return reason
  const events = decidingIds(window, row, member, now)
  if (events.length > 0) reason.events = events
  const gone = goneIds(window, row, now)
  if (gone.length > 0) reason.gone = gone
  return reason
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/**
 * The same of one that counts with others: by itself it would keep the newest that were in it at the last
 * event.
 */
function countReason(window: Window, row: TallyRow, now: number, before: Before | undefined): Reason {
  const { withinMs, keep } = window
  const { times, ids, bits } = row
  const bit = 1 << (window.tally?.test ?? 0)
  const kept = row.at - withinMs
  const edge = now - withinMs
  const events: string[] = []
  let value = 0
  let over = 0
  let from = times.length
  for (let i = from - 1; i >= 0 && value + over < keep && (times[i] as number) > kept; i--) {
    if (bits !== null && ((bits[i] as number) & bit) === 0) continue
    from = i
    if ((times[i] as number) <= edge) over++
    else {
      value++
      if (events.length < LIMITS.reasonEventsMax && ids[i] !== '') events.push(ids[i] as string)
    }
  }
  const was = before?.knows(window) ? before.countOf(window, row, now) : value
  const gone = over === 0 ? [] : goneFrom(row, from, bit, withinMs, now)
  const reason: Writable<Reason> = { leaf: window.label, holds: holdsWith(window, value), value }
  if (was !== value) reason.before = was
  if (events.length > 0) reason.events = events
  if (gone.length > 0) reason.gone = gone
  return reason
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
  return decidingPlaces(window, row, member, now).map((place) => row.ids[place] as string)
}

/** Places in a row of the events that decide a window, newest first; those whose ids are kept. */
export function decidingPlaces(window: Window, row: Row, member: Reasoned, now: number): number[] {
  const { kind, sequence } = window
  const edge = edgeOf(window, member, now)
  if (sequence !== null) {
    const { chain } = row
    if (chain === null || chain.start <= edge) return []
    return known(row, chainPlaces(sequence, row as StepEntries, chain.start, chain.key).reverse())
  }
  if (kind === 'absent') return known(row, [0])
  const first = firstIn(row.times, edge)
  if (kind === 'min' || kind === 'max') return known(row, [first])
  const newest: number[] = []
  for (let i = row.ids.length - 1; i >= first && newest.length < LIMITS.reasonEventsMax; i--)
    if (row.ids[i] !== '') newest.push(i)
  return newest
}

/** As `goneIds`, of those that have passed a test, from a place on. */
function goneFrom(
  { times, ids, bits }: TallyRow,
  from: number,
  bit: number,
  withinMs: number,
  now: number,
): string[] {
  const gone: string[] = []
  for (let i = from; i < times.length && gone.length < LIMITS.reasonEventsMax; i++) {
    const over = (times[i] as number) + withinMs
    if (over > now) break
    const isOfTest = bits === null || ((bits[i] as number) & bit) !== 0
    if (over === now && isOfTest && ids[i] !== '') gone.push(ids[i] as string)
  }
  return gone
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

function known({ ids }: Row, places: readonly number[]): number[] {
  return places.filter((place) => (ids[place] ?? '') !== '').slice(0, LIMITS.reasonEventsMax)
}
