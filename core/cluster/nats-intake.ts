import type { Clock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'

/** What a socket reads with. */
export interface ReadHandle {
  readStop(): unknown
  readStart(): unknown
}

export interface IntakeSettings {
  /** Of the present connection; undefined while there is none. */
  readonly handle: () => ReadHandle | undefined
  readonly msMax: number
  readonly clock: Clock
}

/**
 * Lets what the broker sends gather in the kernel while little comes often. Each read costs the same however
 * little it brings, for the process has to be woken; and the more workers share the logs, the less each read
 * brings. The rest between two reads grows while one small read follows the other, up to a limit; what comes
 * now and then is read at once, and so is what comes in masses.
 */
export class Intake {
  readonly #settings: IntakeSettings
  #restMs = 0
  /** When the last read was, and what has come since. */
  #lastAt = Number.NEGATIVE_INFINITY
  #bytes = 0
  #resting = false

  constructor(settings: IntakeSettings) {
    this.#settings = settings
  }

  /** A message has come. */
  arrived(bytes: number): void {
    this.#bytes += bytes
    if (this.#resting) return
    const { clock, msMax } = this.#settings
    const now = clock.now()
    const since = now - this.#lastAt
    const step = this.#bytes < LIMITS.brokerReadBytesEnough ? 1 : -1
    // After a longer time than that, or after the clock was set back, it follows no other.
    const follows = since >= 0 && since <= 2 * msMax
    this.#restMs = follows ? Math.min(msMax, Math.max(0, this.#restMs + step)) : 0
    this.#lastAt = now
    this.#bytes = 0
    if (this.#restMs > 0) this.#rest()
  }

  #rest(): void {
    const { handle, clock } = this.#settings
    const resting = handle()
    if (resting === undefined) return
    this.#resting = true
    resting.readStop()
    clock.timer(this.#restMs, () => {
      this.#resting = false
      // A connection that has ended meanwhile has no handle any more.
      if (handle() === resting) resting.readStart()
    })
  }
}
