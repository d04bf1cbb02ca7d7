import type { Window } from '../definitions/window.js'
import type { Entry, Row, Scalar } from './row.js'
import { countIn, type TallyRow } from './tally.js'
import { edgeOf, firstIn, type Subject, valueAt } from './window-value.js'

/**
 * What windows said before the change in hand: for the reasons of a flip. Most events flip nothing, so that
 * noting costs little, and what costs more is worked out when it is asked for.
 */
export class Before {
  readonly #values: (Scalar | undefined)[]
  /** Of sums and averages the entry that came: without it they are what they were. */
  readonly #times: Float64Array
  readonly #amounts: Float64Array
  /** By window: number of the change that noted it. */
  readonly #noted: Float64Array
  /** By number of a tally: the change that noted it, when its event was, and which tests that has passed. */
  readonly #tallied: Float64Array
  readonly #tallyTimes: Float64Array
  readonly #passed: Int32Array
  #change = 0
  #instant: number | undefined

  constructor(windows: number) {
    this.#values = new Array<Scalar | undefined>(windows).fill(undefined)
    this.#times = new Float64Array(windows)
    this.#amounts = new Float64Array(windows)
    this.#noted = new Float64Array(windows)
    this.#tallied = new Float64Array(windows)
    this.#tallyTimes = new Float64Array(windows)
    this.#passed = new Int32Array(windows)
  }

  /** Another change begins, of which nothing is known but what is noted. */
  clear(): void {
    this.#change++
    this.#instant = undefined
  }

  /** The change is that time has passed since `instant`. */
  at(instant: number): void {
    this.#change++
    this.#instant = instant
  }

  /** The entry is about to come to the window, which holds nothing any more that is over. */
  note(window: Window, row: Row, subject: Subject, now: number, entry: Entry): void {
    const { number } = window
    this.#noted[number] = this.#change
    if (window.kind === 'sum' || window.kind === 'avg') {
      this.#times[number] = entry.time
      this.#amounts[number] = entry.value
    } else if (window.kind === 'count' && window.calendar === null) this.#values[number] = row.times.length
    else this.#values[number] = valueAt(window, row, subject, now)
  }

  /** The entry is about to come to those windows of the tally whose tests it has passed. */
  noteTally(row: TallyRow, { time }: Entry, passed: number): void {
    const { number } = row.tally
    this.#tallied[number] = this.#change
    this.#tallyTimes[number] = time
    this.#passed[number] = passed
  }

  isNoted(window: number): boolean {
    return this.#noted[window] === this.#change
  }

  /** Whether it is known what the window said. */
  knows(window: Window): boolean {
    return this.#instant !== undefined || this.isNoted(window.number) || this.#isTallied(window)
  }

  valueOf(window: Window, row: Row | undefined, subject: Subject, now: number): Scalar | undefined {
    if (this.#instant !== undefined) return valueAt(window, row, subject, this.#instant)
    if (window.kind !== 'sum' && window.kind !== 'avg') return this.#values[window.number]
    return row === undefined ? undefined : this.#without(window, row, edgeOf(window, subject, now))
  }

  /** The same of a window that counts with others, in their row. */
  countOf(window: Window, row: TallyRow, now: number): number {
    const { withinMs, keep, tally, number } = window
    const bit = 1 << (tally?.test ?? 0)
    if (this.#instant !== undefined)
      return countIn(row, { bit, withinMs }, Math.max(row.at, this.#instant), keep)
    return this.#isTallied(window) ? this.#countWithout(window, row, now) : (this.#values[number] as number)
  }

  #isTallied({ tally }: Window): boolean {
    if (tally === null || this.#tallied[tally.first] !== this.#change) return false
    return (((this.#passed[tally.first] as number) >> tally.test) & 1) === 1
  }

  /** How many a window held before the entry came that its tally has let in. */
  #countWithout({ tally, keep, withinMs }: Window, row: TallyRow, now: number): number {
    const { first, test } = tally as NonNullable<Window['tally']>
    const count = countIn(row, { bit: 1 << test, withinMs }, now, keep + 1)
    const hasCome = (this.#tallyTimes[first] as number) > now - withinMs
    return Math.max(0, Math.min(keep, hasCome ? count - 1 : count))
  }

  #without({ number, kind }: Window, { times, values }: Row, edge: number): number | undefined {
    const [time, amount] = [this.#times[number], this.#amounts[number]]
    let [sum, count, passed] = [0, 0, false]
    for (let i = times.length - 1; i >= firstIn(times, edge); i--) {
      const value = values?.[i] as number
      if (!passed && times[i] === time && value === amount) passed = true
      else {
        sum += value
        count++
      }
    }
    if (kind === 'sum') return sum
    return count === 0 ? undefined : sum / count
  }
}
