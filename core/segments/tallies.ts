import type { Window } from '../definitions/window.js'
import type { Rows } from './apart.js'
import type { Before } from './before.js'
import { isApart } from './join.js'
import type { Entry } from './row.js'
import {
  type Counter,
  findTally,
  holdsIn,
  newTallyRow,
  nextIn,
  type Tally,
  type TallyRow,
  talliesOf,
  tallyPlace,
} from './tally.js'
import { tallyUp, tidyTally } from './tally-up.js'

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

  /** Counts an event by the tests it passes. Windows whose truth it changes go to `changed`. */
  count(row: TallyRow, entry: Entry, passed: number, now: number, changed: Window[]): void {
    const { tally } = row
    const { counters } = tally
    const held = this.#held
    // Not behind: what the windows said before is asked for then, and hangs on one more than they keep.
    tidyTally(row, now)
    this.#before.noteTally(row, entry, passed)
    for (let i = 0; i < counters.length; i++) {
      const counter = counters[i] as Counter
      if ((counter.bit & passed) !== 0) held[i] = holdsIn(row, counter, now) ? 1 : 0
    }
    if (entry.time > now - tally.withinMs) tallyUp(row, entry, passed)
    for (let i = 0; i < counters.length; i++) {
      const counter = counters[i] as Counter
      if ((counter.bit & passed) === 0) continue
      const holds = holdsIn(row, counter, now)
      if (holds !== (held[i] === 1)) changed.push(counter.window)
    }
    row.at = now
    row.due = nextIn(row, now)
  }

  /** Time has passed since `before`. Windows whose truth that changes go to `changed`. */
  instant(row: TallyRow, before: number, now: number, changed: Window[]): void {
    for (const counter of row.tally.counters)
      if (holdsIn(row, counter, before) !== holdsIn(row, counter, now)) changed.push(counter.window)
    row.due = nextIn(row, now)
  }

  /** Truth of a window; undefined: it stands apart, or no event has come to it. */
  holds({ tallies }: Rows, { number, tally }: Window, now: number): boolean | undefined {
    if (tally === null) return undefined
    const row = findTally(tallies, tally.first)
    return row === undefined ? undefined : holdsIn(row, this.#counters[number] as Counter, now)
  }
}
