import { TimerQueue } from '../base/timer-queue.js'
import type { Profile } from './profile.js'

/** When time alone may change a profile next: one timer for each. */
export class Alarms {
  readonly #queue = new TimerQueue<Profile>()
  readonly #onArm: () => void

  /** @param onArm called whenever it has been found out when a profile changes next */
  constructor(onArm: () => void = () => {}) {
    this.#onArm = onArm
  }

  get size(): number {
    return this.#queue.size
  }

  /** Instant of the first, ms; Infinity when there is none. */
  get due(): number {
    return this.#queue.due
  }

  get first(): Profile | undefined {
    return this.#queue.first
  }

  /** A timer is never moved to later: it fires, finds nothing, and is armed anew. */
  arm(profile: Profile, due: number): void {
    this.#onArm()
    if (due >= profile.armed) return
    profile.armed = due
    this.#queue.set(profile, due)
  }

  disarm(profile: Profile): void {
    profile.armed = Number.POSITIVE_INFINITY
    this.#queue.remove(profile)
  }
}
