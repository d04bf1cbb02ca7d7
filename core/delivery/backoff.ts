import { LIMITS } from '../base/limits.js'

/**
 * How long to wait after try number `attempt` (from 1), ms: exponential with full jitter, so that what
 * failed together does not come back together (Brooker, "Exponential Backoff And Jitter", AWS 2015).
 * @param random in [0, 1)
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LIMITS.deliveryBackoffMsMax, LIMITS.deliveryBackoffMsMin * 2 ** (attempt - 1))
  return Math.max(1, Math.round(random() * ceiling))
}

/** The same, but not before the provider wants to be called again. */
export function retryMs(attempt: number, afterMs: number | undefined, random: () => number): number {
  const backoff = backoffMs(attempt, random)
  if (afterMs === undefined) return backoff
  const jitter = Math.round(random() * LIMITS.deliveryBackoffMsMin)
  return Math.min(LIMITS.deliveryRetryAfterMsMax, Math.ceil(afterMs)) + jitter
}
