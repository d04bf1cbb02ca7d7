import { LIMITS } from '../base/limits.js'
import { compares, type Window } from '../definitions/window.js'
import { cut, type Entry } from './row.js'

/**
 * Windows that count the same events, over other spans or up to other numbers. What one of them keeps of a
 * profile is the newer end of what another one keeps, so all of it stands once:
 *
 *     times              1   2      5  6   8 9  now
 *     5 within 30d       |<- the newest 5 ->|
 *     3 within 30d              |<--------->|
 *     9 within an hour                 |<-->|
 */
export interface Tally {
  /** Number of the first of its windows. */
  readonly number: number
  readonly windows: readonly Window[]
  /** As windows, what of each is looked at all the time. */
  readonly counters: readonly Counter[]
  /** The most that any of them keeps, and the longest. */
  readonly keep: number
  readonly withinMs: number
  /** Of each of them. */
  readonly latenessMs: number
}

/** A window of a tally. */
interface Counter {
  readonly window: Window
  readonly keep: number
  readonly withinMs: number
  /** True, or false, just while the window holds as many as it keeps; null: the number has to be compared. */
  readonly whenFull: boolean | null
}

/** The state of a tally of one profile. */
export interface TallyRow {
  readonly tally: Tally
  /** Oldest first; a few more than are needed, so that not each newcomer moves all others. */
  times: number[]
  /** Message ids; only of the newest, else ''. */
  ids: string[]
  /** When the newest event came: what was over then is no part of the state. */
  at: number
  /** When time alone may next change the truth of a window; NaN: to be worked out. Follows from the rest. */
  due: number
}

/** The tallies of some windows; windows that count otherwise are in none. */
export function talliesOf(windows: readonly Window[]): Tally[] {
  const leaders = windows.filter(({ number, tally }) => number === tally)
  return leaders.map(({ number, latenessMs }) => {
    const those = windows.filter(({ tally }) => tally === number)
    return {
      number,
      windows: those,
      counters: those.map(counterOf),
      keep: Math.max(...those.map(({ keep }) => keep)),
      withinMs: Math.max(...those.map(({ withinMs }) => withinMs)),
      latenessMs,
    }
  })
}

function counterOf(window: Window): Counter {
  const { keep, withinMs, comparison } = window
  const { operator, threshold } = comparison ?? { operator: '==', threshold: 0 }
  const isOrder = operator !== '==' && operator !== '!='
  // Below that it is always true, or never.
  const isOpen = operator === '>' || operator === '<=' ? Number(threshold) >= 0 : Number(threshold) > 0
  const whenFull = isOrder && isOpen ? operator === '>=' || operator === '>' : null
  return { window, keep, withinMs, whenFull }
}

export function newTallyRow(tally: Tally): TallyRow {
  return { tally, times: [], ids: [], at: Number.NEGATIVE_INFINITY, due: Number.NaN }
}

/** The row of a tally among those of a profile, which are in the order of their tallies. */
export function findTally(rows: readonly TallyRow[], tally: number): TallyRow | undefined {
  const row = rows[tallyPlace(rows, tally)]
  return row !== undefined && row.tally.number === tally ? row : undefined
}

/** Where the row of a tally stands, or would. */
export function tallyPlace(rows: readonly TallyRow[], tally: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] as TallyRow).tally.number < tally) low = middle + 1
    else high = middle
  }
  return low
}

/** Truth of a window of the tally at an instant. */
export function holdsIn(times: readonly number[], counter: Counter, now: number): boolean {
  const { keep, withinMs, whenFull, window } = counter
  if (whenFull === null)
    return window.comparison !== null && compares(window.comparison, countIn(times, counter, now))
  const place = times.length - keep
  return (place >= 0 && (times[place] as number) > now - withinMs) === whenFull
}

/** The next instant after `now` at which time alone may change the truth of one of the windows. */
export function nextIn({ times, tally }: TallyRow, now: number): number {
  let due = Number.POSITIVE_INFINITY
  for (const counter of tally.counters) {
    const { keep, withinMs, whenFull } = counter
    const place = times.length - (whenFull === null ? countIn(times, counter, now) : keep)
    if (place < 0 || place >= times.length) continue
    const time = times[place] as number
    if (time > now - withinMs && time + withinMs < due) due = time + withinMs
  }
  return due
}

/** How many a window of the tally holds, of those that it keeps. */
export function countIn(times: readonly number[], { keep, withinMs }: Counter, now: number): number {
  const edge = now - withinMs
  let count = 0
  for (let i = times.length - 1; i >= 0 && count < keep && (times[i] as number) > edge; i--) count++
  return count
}

/** Puts an event in its place; of one instant the smaller id stands first. */
export function tallyUp({ times, ids }: TallyRow, { time, id }: Entry): void {
  let at = times.length
  while (at > 0 && (times[at - 1] as number) > time) at--
  while (at > 0 && times[at - 1] === time && (ids[at - 1] as string) > id) at--
  if (at === times.length) {
    times.push(time)
    ids.push(id)
  } else {
    times.splice(at, 0, time)
    ids.splice(at, 0, id)
  }
  const forgotten = ids.length - LIMITS.windowIdsMax - 1
  if (forgotten >= 0) ids[forgotten] = ''
}

/** Drops what no window needs again, when there is enough of it. */
export function tidyTally({ times, ids, tally }: TallyRow, now: number): void {
  const spare = SPARE + (tally.keep >> 3)
  let over = Math.max(0, times.length - tally.keep)
  if (over < spare) {
    const edge = now - tally.withinMs
    if (times.length <= spare || (times[spare] as number) > edge) return
    while (over < times.length && (times[over] as number) <= edge) over++
  }
  cut(times, 0, over)
  cut(ids, 0, over)
}

const SPARE = 8
