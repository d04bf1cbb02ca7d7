import type { Clock } from '../base/clock.js'
import type { Log } from '../base/log.js'

const TELL_MS = 5_000

/** How far the restore of a partition has come, for `waymark status`; a long one tells it in the log, too. */
export class RestoreProgress {
  readonly #partition: number
  readonly #clock: Clock
  readonly #log: Log
  #percent = 0
  #toldAt: number

  constructor(partition: number, clock: Clock, log: Log) {
    this.#partition = partition
    this.#clock = clock
    this.#log = log
    this.#toldAt = clock.now()
  }

  /** 0 to 100: the changelog counts for a half, the state that it says for the other. */
  get percent(): number {
    return this.#percent
  }

  /** @param share of the changelog, 0 to 1 */
  read(share: number): void {
    this.#tell(Math.floor(50 * share))
  }

  /** @param share of the state, 0 to 1 */
  restored(share: number): void {
    this.#tell(50 + Math.floor(50 * share))
  }

  #tell(percent: number): void {
    this.#percent = percent
    const now = this.#clock.now()
    if (now - this.#toldAt < TELL_MS) return
    this.#toldAt = now
    this.#log.info(`restoring partition ${this.#partition}`, { percent })
  }
}
