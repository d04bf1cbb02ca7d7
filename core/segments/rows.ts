import { LIMITS } from '../base/limits.js'
import { compares, type Window } from '../definitions/segment.js'

/**
 * The state of one window of one profile: instants of its events, oldest first, and for a `sum` what each
 * added. A `count` keeps only as many as decide its truth, an `absent` only the newest.
 */
export interface Row {
  readonly window: number
  readonly times: number[]
  readonly values: number[] | null
}

export function newRow(window: Window): Row {
  return { window: window.number, times: [], values: window.kind === 'sum' ? [] : null }
}

/** Puts an event in its place; late ones count where they belong. Returns entries lost to the limit. */
export function record(window: Window, row: Row, time: number, value: number, now: number): number {
  if (window.kind !== 'absent') {
    expire(window, row, now)
    if (time <= now - window.withinMs) return 0
  }
  return insert(window, row, time, value)
}

/** Drops what has fallen out of the window at `now`. */
function expire(window: Window, { times, values }: Row, now: number): void {
  const edge = now - window.withinMs
  let gone = 0
  while (gone < times.length && (times[gone] as number) <= edge) gone++
  if (gone === 0) return
  times.splice(0, gone)
  values?.splice(0, gone)
}

/** The window's value at an instant: count, sum, or for `absent` how long there has been none, in ms. */
export function valueAt(window: Window, row: Row | undefined, created: number, now: number): number {
  if (window.kind === 'absent') return now - lastOrCreated(row, created)
  if (row === undefined) return 0
  const edge = now - window.withinMs
  const { times, values } = row
  if (values === null) {
    let first = 0
    while (first < times.length && (times[first] as number) <= edge) first++
    return times.length - first
  }
  let sum = 0
  for (let i = times.length - 1; i >= 0 && (times[i] as number) > edge; i--) sum += values[i] as number
  return sum
}

/** Truth of a window's condition at an instant. */
export function holdsAt(window: Window, row: Row | undefined, created: number, now: number): boolean {
  const value = valueAt(window, row, created, now)
  return window.comparison === null ? value >= window.withinMs : compares(window.comparison, value)
}

/** The next instant after `now` at which time alone may change the truth; Infinity when it cannot. */
export function nextChange(window: Window, row: Row | undefined, created: number, now: number): number {
  if (window.kind === 'absent') {
    const due = lastOrCreated(row, created) + window.withinMs
    return due > now ? due : Number.POSITIVE_INFINITY
  }
  if (row === undefined) return Number.POSITIVE_INFINITY
  const { times } = row
  const edge = now - window.withinMs
  const { operator, threshold } = window.comparison ?? { operator: '==', threshold: 0 }
  if (window.kind === 'count' && (operator === '>=' || operator === '<')) {
    const deciding = times[times.length - Math.max(1, Math.ceil(threshold))]
    return deciding !== undefined && deciding > edge ? deciding + window.withinMs : Number.POSITIVE_INFINITY
  }
  for (const time of times) if (time > edge) return time + window.withinMs
  return Number.POSITIVE_INFINITY
}

/** Union of the same window of two profiles, as if one had seen all. Returns entries lost to the limit. */
export function merge(window: Window, winner: Row, loser: Row): number {
  let lost = 0
  for (let i = 0; i < loser.times.length; i++)
    lost += insert(window, winner, loser.times[i] as number, loser.values?.[i] ?? 0)
  return lost
}

function insert(window: Window, row: Row, time: number, value: number): number {
  const { times, values } = row
  if (window.kind === 'absent') {
    if (times.length === 0 || time > (times[0] as number)) times[0] = time
    return 0
  }
  let at = times.length
  while (at > 0 && (times[at - 1] as number) > time) at--
  // Of one instant the smaller first: a sum of doubles must not depend on the order of arrival.
  if (values !== null) while (at > 0 && times[at - 1] === time && (values[at - 1] as number) > value) at--
  if (at === times.length) {
    times.push(time)
    values?.push(value)
  } else {
    times.splice(at, 0, time)
    values?.splice(at, 0, value)
  }
  if (times.length > window.keep) times.shift()
  if (times.length <= LIMITS.windowEntriesMax) return 0
  times.shift()
  values?.shift()
  return 1
}

function lastOrCreated(row: Row | undefined, created: number): number {
  return Math.max(row?.times[0] ?? created, created)
}
