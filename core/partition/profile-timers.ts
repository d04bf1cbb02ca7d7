import { TimerQueue } from '../base/timer-queue.js'
import type { Profile } from './profile.js'

/** One timer for each profile, at or before the first instant at which time alone changes it. */
export class ProfileTimers {
  readonly #queue = new TimerQueue<Profile>()

  get size(): number {
    return this.#queue.size
  }

  /** When the first is due, ms; Infinity for none. Stale timers may make it too early, never too late. */
  get due(): number {
    this.#dropStale()
    return this.#queue.due
  }

  /** A timer is never moved to later: it goes off, finds nothing, and is armed anew. */
  arm(profile: Profile, due: number): void {
    if (due >= profile.armed) return
    profile.armed = due
    this.#queue.push(due, profile)
  }

  /** Takes the first one out; there is one when `due` is finite. */
  take(): Profile {
    const profile = this.#queue.first as Profile
    this.#queue.pop()
    profile.armed = Number.POSITIVE_INFINITY
    return profile
  }

  /** A timer would keep all of the profile until it goes off. */
  discard(profile: Profile): void {
    this.#queue.discard(profile)
  }

  #dropStale(): void {
    for (let first = this.#queue.first; first !== undefined; first = this.#queue.first) {
      if (!first.retired && first.armed === this.#queue.due) return
      this.#queue.pop()
    }
  }
}
