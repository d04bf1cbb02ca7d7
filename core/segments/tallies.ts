import type { Scope } from '../definitions/cel.js'
import type { Window } from '../definitions/window.js'
import { isApart, type Rows } from './apart.js'
import type { Before } from './before.js'
import type { Entry } from './row.js'
import {
  countIn,
  findTally,
  holdsIn,
  newTallyRow,
  nextIn,
  type Tally,
  type TallyRow,
  talliesOf,
  tallyPlace,
  tallyUp,
  tidyTally,
} from './tally.js'

type Counter = Tally['counters'][number]

/** What the tallies of one entity kind make of an event, or of time alone. */
export class Tallies {
  /** By symbol of an event's name. */
  readonly #byEvent: Tally[][] = []
  readonly #counters: (Counter | undefined)[] = []
  readonly #before: Before
  /** By place in a tally: whether the window held before the event in hand. */
  readonly #held: Uint8Array

  constructor(windows: readonly Window[], before: Before) {
    this.#before = before
    const tallies = talliesOf(windows)
    this.#held = new Uint8Array(Math.max(0, ...tallies.map((tally) => tally.windows.length)))
    for (const tally of tallies) {
      for (const { event } of tally.windows[0]?.watched ?? []) {
        const others = this.#byEvent[event]
        if (others === undefined) this.#byEvent[event] = [tally]
        else others.push(tally)
      }
      for (const counter of tally.counters) this.#counters[counter.window.number] = counter
    }
  }

  /** Those that watch events of a name. */
  of(symbol: number): readonly Tally[] | undefined {
    return this.#byEvent[symbol]
  }

  /** The row of a tally, a new one if need be; undefined: its windows stand apart. */
  row(state: Rows, tally: Tally): TallyRow | undefined {
    const { tallies } = state
    const place = tallyPlace(tallies, tally.number)
    const row = tallies[place]
    if (row !== undefined && row.tally.number === tally.number) return row
    if (isApart(state, tally)) return undefined
    const made = newTallyRow(tally)
    tallies.splice(place, 0, made)
    return made
  }

  /** Counts an event. Windows whose truth it changes go to `changed`; of a new row all. */
  count(row: TallyRow, entry: Entry, now: number, changed: Window[]): void {
    const { tally, times } = row
    const { counters } = tally
    const held = this.#held
    const isNew = row.at === Number.NEGATIVE_INFINITY
    for (let i = 0; i < counters.length; i++) held[i] = holdsIn(times, counters[i] as Counter, now) ? 1 : 0
    if (entry.time > now - tally.withinMs) tallyUp(row, entry)
    for (let i = 0; i < counters.length; i++) {
      const counter = counters[i] as Counter
      const holds = holdsIn(times, counter, now)
      if (holds === (held[i] === 1) && !isNew) continue
      changed.push(counter.window)
      this.#before.noteCount(counter.window, isNew ? 0 : countWithout(times, counter, entry, now))
    }
    tidyTally(row, now)
    row.at = now
    row.due = nextIn(row, now)
  }

  /** Time has passed since `before`. Windows whose truth that changes go to `changed`. */
  instant(row: TallyRow, before: number, now: number, changed: Window[]): void {
    for (const counter of row.tally.counters)
      if (holdsIn(row.times, counter, before) !== holdsIn(row.times, counter, now))
        changed.push(counter.window)
    row.due = nextIn(row, now)
  }

  /** Truth of a window; undefined: it stands apart, or no event has come to it. */
  holds({ tallies }: Rows, { number, tally }: Window, now: number): boolean | undefined {
    if (tally === null) return undefined
    const row = findTally(tallies, tally)
    return row === undefined ? undefined : holdsIn(row.times, this.#counters[number] as Counter, now)
  }
}

/** Whether the event in scope is one of those that a tally counts. */
export function passes({ windows }: Tally, scope: Scope): boolean {
  const where = windows[0]?.watched[0]?.where ?? null
  const value = where === null || where(scope)
  // Each definition has its own count of what had no value.
  if (value === undefined) for (let i = 1; i < windows.length; i++) windows[i]?.watched[0]?.where?.(scope)
  return value === true
}

/** How many a window held before an entry came. */
function countWithout(times: readonly number[], counter: Counter, entry: Entry, now: number): number {
  const { keep, withinMs } = counter
  const count = countIn(times, { ...counter, keep: keep + 1 }, now)
  return Math.min(keep, entry.time > now - withinMs ? count - 1 : count)
}
