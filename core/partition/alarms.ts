import { TimerQueue } from '../base/timer-queue.js'
import type { Identifier } from '../event/event.js'
import { compareKeys } from '../identity/name-order.js'
import type { Profile } from './profile.js'
import type { Tiers } from './tiers.js'

/** When time alone may change a profile next: one timer each, in memory or not, in the order (due, key). */
export class Alarms {
  /** Those of the profiles in memory. */
  readonly hot = new TimerQueue<Profile>()
  readonly #onArm: () => void
  #tiers: Tiers | undefined

  /** @param onArm called whenever it has been found out when a profile changes next */
  constructor(onArm: () => void = () => {}) {
    this.#onArm = onArm
  }

  /** Where the others are. */
  watch(tiers: Tiers): void {
    this.#tiers = tiers
  }

  get size(): number {
    return this.hot.size + (this.#tiers?.cold.timers ?? 0)
  }

  /** Instant of the first, ms; Infinity when there is none. */
  get due(): number {
    return Math.min(this.hot.due, this.#tiers?.firstTimer?.due ?? Number.POSITIVE_INFINITY)
  }

  /** Name of the profile whose timer is the first. */
  get first(): Identifier | undefined {
    const cold = this.#tiers?.firstTimer
    const key = this.hot.first?.key
    if (cold === undefined || key === undefined) return key ?? cold?.key
    return (this.hot.due - cold.due || compareKeys(key, cold.key)) < 0 ? key : cold.key
  }

  /** A timer is never moved to later: it fires, finds nothing, and is armed anew. */
  arm(profile: Profile, due: number): void {
    this.#onArm()
    if (due >= profile.armed) return
    profile.armed = due
    this.hot.set(profile, due)
  }

  disarm(profile: Profile): void {
    profile.armed = Number.POSITIVE_INFINITY
    this.hot.remove(profile)
  }
}
