import type { TimeZone } from '../base/time-zone.js'
import { type Calendar, compares, type Window } from '../definitions/window.js'
import type { Value } from '../event/event.js'
import type { Row, Scalar } from './row.js'

/** Whose windows they are. */
export interface Subject {
  /** Instant of its first event, ms. */
  readonly created: number
  property(key: string): Value | undefined
}

/** The newest instant that is not in the window at `now`: it holds what lies behind, up to `now`. */
export function edgeOf({ calendar, withinMs }: Window, subject: Subject, now: number): number {
  if (calendar === null) return now - withinMs
  return zoneOf(calendar, subject).startOf(calendar.period, now) - 1
}

/** Before this nothing will be in the window again, whatever becomes of its zone. */
export function keptSince({ withinMs }: Window, now: number): number {
  return now - withinMs
}

/** The window's number at an instant: how many, sum, …; undefined: nothing to tell it from. */
function numberAt(window: Window, row: Row | undefined, edge: number): number | undefined {
  if (row === undefined) return window.kind === 'avg' || isExtreme(window) ? undefined : 0
  const { times } = row
  const first = firstIn(times, edge)
  switch (window.kind) {
    case 'count':
      return times.length - first
    case 'distinct':
      return distinctAt(window, row, first, edge)
    case 'sum':
      return sumFrom(row, first)
    case 'avg':
      return first === times.length ? undefined : sumFrom(row, first) / (times.length - first)
    default:
      return row.values?.[first]
  }
}

/** Truth of a window's condition at an instant. */
export function holdsAt(window: Window, row: Row | undefined, subject: Subject, now: number): boolean {
  const { kind, comparison } = window
  if (kind === 'absent') return now - lastOrCreated(row, subject) >= window.withinMs
  const edge = edgeOf(window, subject, now)
  if (kind === 'sequence') return row?.chain !== undefined && row.chain !== null && row.chain.start > edge
  if (kind === 'first' || kind === 'last') {
    if (row === undefined || (row.times[0] ?? Number.NEGATIVE_INFINITY) <= edge) return false
    return comparison === null || (row.scalar !== null && compares(comparison, row.scalar))
  }
  const value = numberAt(window, row, edge)
  return value !== undefined && comparison !== null && compares(comparison, value)
}

/** The next instant after `now` at which time alone may change the truth; Infinity when it cannot. */
export function nextChange(window: Window, row: Row | undefined, subject: Subject, now: number): number {
  if (window.kind === 'absent') {
    const due = lastOrCreated(row, subject) + window.withinMs
    return due > now ? due : Number.POSITIVE_INFINITY
  }
  if (row === undefined) return Number.POSITIVE_INFINITY
  const edge = edgeOf(window, subject, now)
  const leaving = nextLeaving(window, row, edge)
  if (leaving === Number.POSITIVE_INFINITY) return leaving
  const { calendar } = window
  if (calendar !== null) return zoneOf(calendar, subject).endOf(calendar.period, now)
  return leaving + window.withinMs
}

/** Instant of the entry whose leaving is the next that matters; Infinity: none. */
function nextLeaving(window: Window, row: Row, edge: number): number {
  const { kind, comparison } = window
  const { times } = row
  const { chain } = row
  if (chain !== null) return chain.start > edge ? chain.start : Number.POSITIVE_INFINITY
  const isSaturated = row.sketch !== null && times.length - firstIn(times, edge) >= window.keep
  if ((kind === 'count' || kind === 'distinct') && !isSaturated && comparison !== null) {
    if (comparison.operator !== '==' && comparison.operator !== '!=') {
      // As many are kept as decide it.
      const deciding = times[times.length - window.keep]
      return deciding !== undefined && deciding > edge ? deciding : Number.POSITIVE_INFINITY
    }
  }
  const oldest = times[firstIn(times, edge)] ?? Number.POSITIVE_INFINITY
  return isSaturated && row.sketch !== null ? Math.min(oldest, row.sketch.oldest(edge)) : oldest
}

/** What the leaf says: a number or a value; an instant in ms where it goes by one (`saysInstant`). */
export function valueAt(
  window: Window,
  row: Row | undefined,
  subject: Subject,
  now: number,
): Scalar | undefined {
  if (window.kind === 'absent') return lastOrCreated(row, subject)
  const edge = edgeOf(window, subject, now)
  switch (window.kind) {
    case 'sequence':
      return !row?.chain || row.chain.start <= edge ? undefined : row.chain.start
    case 'first':
    case 'last': {
      const time = row?.times[0]
      return row === undefined || time === undefined || time <= edge ? undefined : (row.scalar ?? time)
    }
    default:
      return numberAt(window, row, edge)
  }
}

/** The value of the leaf is an instant: that of an event. */
export function saysInstant({ kind, of }: Window): boolean {
  return kind === 'absent' || kind === 'sequence' || ((kind === 'first' || kind === 'last') && of === null)
}

/** Place of the first entry behind `edge`. */
export function firstIn(times: readonly number[], edge: number): number {
  let first = 0
  while (first < times.length && (times[first] as number) <= edge) first++
  return first
}

/** Of doubles the newest first: the same order whatever has come before. */
function sumFrom({ times, values }: Row, first: number): number {
  let sum = 0
  for (let i = times.length - 1; i >= first; i--) sum += values?.[i] as number
  return sum
}

/** Exact while all values of the window are among those that are told apart. */
function distinctAt(window: Window, { times, sketch }: Row, first: number, edge: number): number {
  const exact = times.length - first
  if (sketch === null || exact < window.keep) return exact
  return Math.max(exact, Math.round(sketch.estimate(edge)))
}

function isExtreme({ kind }: Window): boolean {
  return kind === 'min' || kind === 'max'
}

function lastOrCreated(row: Row | undefined, { created }: Subject): number {
  return Math.max(row?.times[0] ?? created, created)
}

/** That of the customer, when a property of the profile names one. */
export function zoneOf({ property, zone, zones }: Calendar, subject: Subject): TimeZone {
  if (property === null) return zone
  const name = subject.property(property)
  return (typeof name === 'string' ? zones.find(name) : undefined) ?? zone
}
