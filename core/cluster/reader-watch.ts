import type { Clock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'

/** Finds out when a log goes on and nothing of it comes. */
export class ReaderWatch {
  readonly #clock: Clock
  #idle: { readonly applied: number; readonly since: number } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * @param lag records known to be in the log and not yet applied
   * @param held records that have come and are not yet applied
   * @returns true when nothing has come for `LIMITS.readerStallMsMax` although there is something
   */
  isStalled(applied: number, lag: number, held: number): boolean {
    const now = this.#clock.now()
    if (lag === 0 || held > 0) this.#idle = undefined
    else if (this.#idle?.applied !== applied) this.#idle = { applied, since: now }
    return this.#idle !== undefined && now - this.#idle.since >= LIMITS.readerStallMsMax
  }
}
