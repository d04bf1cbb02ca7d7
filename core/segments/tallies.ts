import type { Window } from '../definitions/window.js'
import type { Rows } from './apart.js'
import type { Before } from './before.js'
import { isApart } from './join.js'
import type { Entry } from './row.js'
import {
  type Counter,
  holdsIn,
  newTallyRow,
  placeOfTally,
  type Tally,
  type TallyRow,
  talliesOf,
} from './tally.js'
import { turnByEvent } from './tally-turns.js'
import { tallyUp, tidyTally } from './tally-up.js'
import type { EventChange } from './windowed-event.js'

/** What the tallies of one entity kind make of an event, or of time alone. */
export class Tallies {
  /** By symbol of an event's name. */
  readonly #byEvent: Tally[][] = []
  /** By number of a window. */
  readonly #counters: (Counter | undefined)[] = []
  readonly #tallies: (Tally | undefined)[] = []
  readonly #before: Before

  constructor(windows: readonly Window[], before: Before) {
    this.#before = before
    for (const tally of talliesOf(windows)) {
      for (const { event } of tally.windows[0]?.watched ?? []) {
        const others = this.#byEvent[event]
        if (others === undefined) this.#byEvent[event] = [tally]
        else others.push(tally)
      }
      for (const counter of tally.counters) {
        this.#counters[counter.window.number] = counter
        this.#tallies[counter.window.number] = tally
      }
    }
  }

  /** Those that watch events of a name. */
  of(symbol: number): readonly Tally[] | undefined {
    return this.#byEvent[symbol]
  }

  /** The row of a tally, a new one if need be; undefined: its windows stand apart. */
  row(state: Rows, tally: Tally): TallyRow | undefined {
    const { tallies } = state
    const place = placeOfTally(tallies, tally)
    const row = tallies[place]
    if (row !== undefined && row.tally.number === tally.number) return row
    if (isApart(state, tally)) return undefined
    const made = newTallyRow(tally)
    if (place === tallies.length) tallies.push(made)
    else tallies.splice(place, 0, made)
    return made
  }

  /**
   * Counts an event by the tests it passes. Windows whose truth it changes go to `changed`, or, of a profile
   * that is judged for the first time, all that it comes to.
   */
  count(row: TallyRow, entry: Entry, passed: number, change: EventChange, changed: Window[]): void {
    const { now } = change
    // Not behind: what the windows said before is asked for then, and hangs on one more than they keep.
    tidyTally(row, now)
    this.#before.noteTally(row, entry, passed)
    const came = entry.time > now - row.tally.withinMs ? tallyUp(row, entry, passed) : -1
    row.at = now
    turnByEvent(row, came, passed, change, changed)
  }

  /** Truth of a window; undefined: it stands apart, or no event has come to it. */
  holds({ tallies }: Rows, { number, tally }: Window, now: number): boolean | undefined {
    if (tally === null) return undefined
    const row = tallies[placeOfTally(tallies, this.#tallies[number] as Tally)]
    if (row === undefined || row.tally.number !== tally.first) return undefined
    return holdsIn(row, this.#counters[number] as Counter, now)
  }
}
