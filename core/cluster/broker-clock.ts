import type { Clock } from '../base/clock.js'

/**
 * The broker's time as far as this process can tell: its own clock plus an offset. Log time is the broker's,
 * so what is due is judged by it. The offset is measured on records that this process stored itself (as NTP
 * does: the broker's timestamp against the middle between sending and answer) and 0 until then.
 */
export class BrokerClock {
  readonly #clock: Clock
  #offsetMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  now(): number {
    return this.#clock.now() + this.#offsetMs
  }

  /** A record with this timestamp was sent and acknowledged at these instants of our own clock, ms. */
  measured(sentAt: number, answeredAt: number, brokerTime: number): void {
    // Within what the exchange cannot tell: leave it, so that the time does not jitter.
    if (brokerTime >= sentAt + this.#offsetMs - 1 && brokerTime <= answeredAt + this.#offsetMs + 1) return
    this.#offsetMs = brokerTime - (sentAt + answeredAt) / 2
  }

  /** A record with this timestamp is in hand: the broker's time is that or later. */
  seen(brokerTime: number): void {
    const ahead = brokerTime - this.#clock.now()
    if (ahead > this.#offsetMs) this.#offsetMs = ahead
  }
}
