import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { compareKeys } from '../identity/name-order.js'
import type { ColdTier, ColdTimer } from './cold-tier.js'

/**
 * The timers of a cold tier, of which the first few are at hand:
 *
 *     at hand, in order | all others, in the tier
 */
export class ColdTimers {
  readonly #tier: ColdTier
  #atHand: ColdTimer[] = []
  #size = 0

  constructor(tier: ColdTier) {
    this.#tier = tier
  }

  /** The first one in the order (due, key). */
  get first(): ColdTimer | undefined {
    if (this.#atHand.length === 0 && this.#size > 0) this.#atHand = this.#tier.timers(LIMITS.coldTimersAtHand)
    return this.#atHand[0]
  }

  schedule(key: Identifier, due: number): void {
    const hasAll = this.#atHand.length === this.#size
    this.#tier.schedule(key, due)
    this.#size++
    const place = this.#placeOf(key, due)
    if (place < this.#atHand.length || hasAll) this.#atHand.splice(place, 0, { due, key })
    if (this.#atHand.length > LIMITS.coldTimersAtHand * 2) this.#atHand.pop()
  }

  unschedule(key: Identifier, due: number): void {
    this.#tier.unschedule(key, due)
    this.#size--
    const place = this.#placeOf(key, due)
    const timer = this.#atHand[place]
    if (timer !== undefined && order(timer, key, due) === 0) this.#atHand.splice(place, 1)
  }

  /** Where this timer stands among those at hand, or would. */
  #placeOf(key: Identifier, due: number): number {
    let low = 0
    let high = this.#atHand.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (order(this.#atHand[middle] as ColdTimer, key, due) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Negative when the timer comes before that of `key` and `due`, 0 when it is that one. */
function order(timer: ColdTimer, key: Identifier, due: number): number {
  return timer.due - due || compareKeys(timer.key, key)
}
