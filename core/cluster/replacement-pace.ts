import { LIMITS } from '../base/limits.js'

const HOUR_MS = 3_600_000

/**
 * How long to wait before a lane is replaced: the longer the more were replaced within the last hour, until
 * there are too many. One harmful record ends a few of them: those do not wait for one another.
 */
export class ReplacementPace {
  #instants: number[] = []

  /** @returns ms, or undefined when `LIMITS.laneReplacementsPerHourMax` are used up */
  next(now: number): number | undefined {
    this.#instants = this.#instants.filter((instant) => instant > now - HOUR_MS)
    if (this.#instants.length >= LIMITS.laneReplacementsPerHourMax) return undefined
    const delay = LIMITS.laneBackoffMsMin * 2 ** Math.floor(this.#instants.length / LIMITS.recordAttemptsMax)
    this.#instants.push(now)
    return Math.min(LIMITS.laneBackoffMsMax, delay)
  }
}
