import { LIMITS } from '../base/limits.js'
import type { Scope } from '../definitions/cel.js'
import type { Definitions } from '../definitions/definitions.js'
import { type Condition, isTagged, type Segment } from '../definitions/segment.js'
import type { Window } from '../definitions/window.js'
import { rowOf } from './apart.js'
import { decidingPlaces, plainReason, type Reason, type Reasoned, windowReason } from './reasons.js'
import { holdsAt, nextChange, saysInstant, zoneOf } from './window-value.js'

/** A condition with what it says at an instant, and so each of its parts. JSON. */
export type Explained =
  | { readonly holds: boolean; readonly all: readonly Explained[] }
  | { readonly holds: boolean; readonly any: readonly Explained[] }
  | { readonly holds: boolean; readonly not: Explained }
  | (Reason & { readonly properties: Readonly<Record<string, unknown>> })
  /** A segment that this one looks at. */
  | (Reason & { readonly where: Explained })
  | ExplainedWindow

/** What a leaf over events says: instants in the zone of its calendar, where it has one, else in UTC. */
export interface ExplainedWindow extends Omit<Reason, 'events' | 'gone' | 'before'> {
  /** Of a leaf by the calendar: the zone whose days it counts. */
  readonly zone?: string
  /** Events that decide it, newest first. */
  readonly events?: readonly ExplainedEvent[]
}

export interface ExplainedEvent {
  /** Its `messageId`. */
  readonly id: string
  /** When it happened, ISO 8601. */
  readonly at: string
}

/** Why a profile is in a segment, or why not. */
export interface Explanation {
  readonly in: boolean
  readonly where: Explained
  /** Earliest instant at which time alone could change it, ms; null: never. */
  readonly next: number | null
}

/** Explains by what is known at `now`, an instant up to which time has been looked at. */
export function explain(
  definitions: Definitions,
  segment: Segment,
  member: Reasoned,
  now: number,
): Explanation {
  return {
    in: member.segments.includes(segment.number),
    where: explained(definitions, segment.condition, member, now),
    next: nextFlip(definitions, segment, member, now),
  }
}

function explained(definitions: Definitions, condition: Condition, member: Reasoned, now: number): Explained {
  const holds = () => holdsThen(definitions, condition, member, now)
  const inner = (part: Condition) => explained(definitions, part, member, now)
  if ('all' in condition) return { holds: holds(), all: condition.all.map(inner) }
  if ('any' in condition) return { holds: holds(), any: condition.any.map(inner) }
  if ('not' in condition) return { holds: holds(), not: inner(condition.not) }
  if ('window' in condition)
    return explainedWindow(definitions.windows[condition.window] as Window, member, now)
  const reason = plainReason(definitions, condition, member)
  if ('segment' in condition) {
    const segment = definitions.segments[condition.segment] as Segment
    return { ...reason, where: inner(segment.condition) }
  }
  const names = 'tag' in condition ? ['tags'] : condition.reads
  const properties = names.flatMap((name) => {
    const value = member.property(name)
    return value === undefined ? [] : [[name, value]]
  })
  return { ...reason, properties: Object.fromEntries(properties) as Record<string, unknown> }
}

function explainedWindow(window: Window, member: Reasoned, now: number): ExplainedWindow {
  const { leaf, holds, value } = windowReason(window, member, now)
  const zone = window.calendar === null ? undefined : zoneOf(window.calendar, member)
  const iso = (at: number) => zone?.iso(at) ?? new Date(at).toISOString()
  const row = rowOf(member, window)
  const places = row === undefined ? [] : decidingPlaces(window, row, member, now)
  const events = places.map((place) => ({
    id: row?.ids[place] as string,
    at: iso(row?.times[place] as number),
  }))
  const said = typeof value === 'string' && saysInstant(window) ? iso(Date.parse(value)) : value
  return {
    ...{ leaf, holds },
    ...(said === undefined ? {} : { value: said }),
    ...(zone === undefined ? {} : { zone: zone.name }),
    ...(events.length === 0 ? {} : { events }),
  }
}

/**
 * Goes from one instant at which a window may change to the next, until the whole condition does. After
 * `LIMITS.explainInstantsMax` of them the answer is the instant that it has come to: nothing changes before.
 */
function nextFlip(definitions: Definitions, segment: Segment, member: Reasoned, now: number): number | null {
  const windows = [...windowsOf(definitions, segment, new Set())]
  const holds = (at: number) => holdsThen(definitions, segment.condition, member, at)
  const present = holds(now)
  let at = now
  for (let i = 0; i < LIMITS.explainInstantsMax; i++) {
    let next = Number.POSITIVE_INFINITY
    for (const window of windows) next = Math.min(next, nextChange(window, rowOf(member, window), member, at))
    if (next === Number.POSITIVE_INFINITY) return null
    at = next
    if (holds(at) !== present) return at
  }
  return at
}

/** All windows that a segment looks at, through others too. */
function windowsOf(definitions: Definitions, segment: Segment, found: Set<Window>): Set<Window> {
  for (const number of segment.windows) found.add(definitions.windows[number] as Window)
  for (const number of segment.segments)
    windowsOf(definitions, definitions.segments[number] as Segment, found)
  return found
}

/** Truth of a condition at an instant that is yet to come, when nothing else happens until then. */
function holdsThen(definitions: Definitions, condition: Condition, member: Reasoned, at: number): boolean {
  const holds = (part: Condition): boolean => holdsThen(definitions, part, member, at)
  if ('all' in condition) return condition.all.every(holds)
  if ('any' in condition) return condition.any.some(holds)
  if ('not' in condition) return !holds(condition.not)
  if ('window' in condition) {
    const window = definitions.windows[condition.window] as Window
    return holdsAt(window, rowOf(member, window), member, at)
  }
  if ('segment' in condition) return holds((definitions.segments[condition.segment] as Segment).condition)
  if ('tag' in condition) return isTagged(member, condition.tag)
  const scope: Scope = { event: null, profile: member, entry: undefined, locals: [], turn: 0 }
  return condition.profile(scope) === true
}
