import { LIMITS } from '../base/limits.js'

/** How long one reading of the rate lasts, ms. */
const WINDOW_MS = 100

/**
 * How long a record waits for more events. At rest that is the configured linger; when more records a second
 * go out than `recordsPerSecondMax`, it stretches, so that records grow instead of getting more; when fewer
 * go out, it shrinks again. One for all partitions of an ingest.
 */
export class Linger {
  readonly #restMs: number
  #ms: number
  #windowStart = 0
  #records = 0

  constructor(restMs: number) {
    this.#restMs = restMs
    this.#ms = restMs
  }

  get ms(): number {
    return this.#ms
  }

  /** A record goes out. */
  sealed(now: number): void {
    this.#records++
    const elapsed = now - this.#windowStart
    if (elapsed >= 0 && elapsed < WINDOW_MS) return
    const rate = (this.#records * 1000) / Math.max(elapsed, WINDOW_MS)
    this.#windowStart = now
    this.#records = 0
    this.#ms = this.#next(rate / LIMITS.recordsPerSecondMax)
  }

  /** Moves towards what the load asks for, by a factor of two at most: the load follows with a delay. */
  #next(load: number): number {
    const from = Math.max(this.#ms, 1)
    const asked = from * Math.min(2, Math.max(0.5, load))
    return load < 1 && asked <= Math.max(this.#restMs, 1)
      ? this.#restMs
      : Math.min(LIMITS.lingerMsMax, Math.max(this.#restMs, asked))
  }
}
