import type { Expression, Scope } from '../definitions/cel.js'
import { compares, type Window } from '../definitions/window.js'

/**
 * Windows that count events of one name, over several spans, up to several numbers, with several tests. What
 * they keep of a profile is mostly the same, so it stands once, with the tests that each event has passed:
 *
 *     times                     1   2      5  6   8 9  now
 *     5 of all within 30d       |<- the newest 5 ->|
 *     3 of all within 30d              |<--------->|
 *     9 of all within an hour                 |<-->|
 *     tests (bits)              11  01    11 11  01 10
 *     2 of the second, 30d                |<------>|
 */
export interface Tally {
  /** Number of the first of its windows. */
  readonly number: number
  /** Its place among all: where its row stands in a profile that has those of all before. */
  readonly place: number
  readonly windows: readonly Window[]
  /** What of each window is looked at all the time. */
  readonly counters: readonly Counter[]
  readonly tests: readonly Test[]
  /** The longest of them. */
  readonly withinMs: number
  /** Of each of them. */
  readonly latenessMs: number
}

/** A window of a tally. */
export interface Counter {
  readonly window: Window
  /** Bit of its test. */
  readonly bit: number
  readonly keep: number
  readonly withinMs: number
  /** True, or false, just while the window holds as many as it keeps; null: the number has to be compared. */
  readonly whenFull: boolean | null
}

/** A test of a tally, as its windows have it: the same in each, but each counts when it has no value. */
interface Test {
  readonly wheres: readonly (Expression | null)[]
  /** The most that a window with this test keeps, and the longest. */
  readonly keep: number
  readonly withinMs: number
}

/** The state of a tally of one profile. */
export interface TallyRow {
  readonly tally: Tally
  /** Oldest first; a few more than are needed, so that not each newcomer moves all others. */
  times: number[]
  /** Message ids; '' where it is not kept. */
  ids: string[]
  /** Which tests each has passed, as bits; null: there is only one. */
  bits: number[] | null
  /** How many there may be before those that are not needed go. */
  room: number
  /** When the newest event came: what was over then is no part of the state. */
  at: number
  /** When time alone may next change the truth of a window; NaN: to be worked out. Follows from the rest. */
  due: number
}

/** So many find room at least before any go: lists that have grown once have it. */
const ROOM_MIN = 16

/** How many there may be, of which so many are needed, before those that are not go. */
export function roomOf(needed: number): number {
  return Math.max(ROOM_MIN, needed + 4 + (needed >> 2))
}

/** The tallies of some windows; windows that count otherwise are in none. */
export function talliesOf(windows: readonly Window[]): Tally[] {
  const leaders = windows.filter(({ number, tally }) => number === tally?.first)
  return leaders.map(({ number, latenessMs }, place) => {
    const those = windows.filter(({ tally }) => tally?.first === number)
    const last = Math.max(...those.map(({ tally }) => tally?.test ?? 0))
    return {
      number,
      place,
      windows: those,
      counters: those.map(counterOf),
      tests: Array.from({ length: last + 1 }, (_, i) =>
        testOf(those.filter(({ tally }) => tally?.test === i)),
      ),
      withinMs: Math.max(...those.map(({ withinMs }) => withinMs)),
      latenessMs,
    }
  })
}

function counterOf(window: Window): Counter {
  const { keep, withinMs, comparison, tally } = window
  const { operator, threshold } = comparison ?? { operator: '==', threshold: 0 }
  const isOrder = operator !== '==' && operator !== '!='
  // Below that it is always true, or never.
  const isOpen = operator === '>' || operator === '<=' ? Number(threshold) >= 0 : Number(threshold) > 0
  const whenFull = isOrder && isOpen ? operator === '>=' || operator === '>' : null
  return { window, bit: 1 << (tally?.test ?? 0), keep, withinMs, whenFull }
}

function testOf(windows: readonly Window[]): Test {
  return {
    wheres: windows.map(({ watched }) => watched[0]?.where ?? null),
    keep: Math.max(0, ...windows.map(({ keep }) => keep)),
    withinMs: Math.max(0, ...windows.map(({ withinMs }) => withinMs)),
  }
}

export function newTallyRow(tally: Tally): TallyRow {
  const bits = tally.tests.length > 1 ? [] : null
  return { tally, times: [], ids: [], bits, room: ROOM_MIN, at: Number.NEGATIVE_INFINITY, due: Number.NaN }
}

/** Which tests the event in scope passes, as bits. */
export function passed({ tests }: Tally, scope: Scope): number {
  let bits = 0
  for (let i = 0; i < tests.length; i++) {
    const { wheres } = tests[i] as Test
    const where = wheres[0] ?? null
    const value = where === null || where(scope)
    if (value === true) bits |= 1 << i
    else if (value === undefined) for (let j = 1; j < wheres.length; j++) wheres[j]?.(scope)
  }
  return bits
}

/** The row of a tally among those of a profile, which are in the order of their tallies. */
export function findTally(rows: readonly TallyRow[], tally: number): TallyRow | undefined {
  const row = rows[tallyPlace(rows, tally)]
  return row !== undefined && row.tally.number === tally ? row : undefined
}

/** Where the row of a tally stands, or would: mostly where it is expected, without a look at others. */
export function placeOfTally(rows: readonly TallyRow[], tally: Tally): number {
  const { place, number } = tally
  if (place < rows.length && (rows[place] as TallyRow).tally.number === number) return place
  return tallyPlace(rows, number)
}

function tallyPlace(rows: readonly TallyRow[], tally: number): number {
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
export function holdsIn(row: TallyRow, counter: Counter, now: number): boolean {
  const { whenFull, window, withinMs, keep } = counter
  if (whenFull !== null) return decidingPlace(row, counter, now - withinMs) >= 0 === whenFull
  return holdsWith(window, countIn(row, counter, now, keep))
}

/** Truth of a window that holds so many. */
export function holdsWith({ comparison }: Window, count: number): boolean {
  return comparison !== null && compares(comparison, count)
}

/** How many a window of the tally holds, of the newest `most`. */
export function countIn(
  row: TallyRow,
  counter: Pick<Counter, 'bit' | 'withinMs'>,
  now: number,
  most: number,
): number {
  const { times, bits } = row
  const edge = now - counter.withinMs
  let count = 0
  for (let i = times.length - 1; i >= 0 && count < most && (times[i] as number) > edge; i--)
    if (bits === null || ((bits[i] as number) & counter.bit) !== 0) count++
  return count
}

/** Place of the oldest of as many as the window keeps; -1 while there are not so many behind `edge`. */
export function decidingPlace({ times, bits }: TallyRow, { keep, bit }: Counter, edge: number): number {
  if (bits === null) {
    const place = times.length - keep
    return place >= 0 && (times[place] as number) > edge ? place : -1
  }
  let missing = keep
  for (let i = times.length - 1; i >= 0 && (times[i] as number) > edge; i--)
    if (((bits[i] as number) & bit) !== 0 && --missing === 0) return i
  return -1
}

/** Place of the oldest that the window keeps and holds behind `edge`; -1: none. */
export function oldestPlace({ times, bits }: TallyRow, { keep, bit }: Counter, edge: number): number {
  let found = -1
  for (let i = times.length - 1, count = 0; i >= 0 && count < keep && (times[i] as number) > edge; i--) {
    if (bits !== null && ((bits[i] as number) & bit) === 0) continue
    found = i
    count++
  }
  return found
}
