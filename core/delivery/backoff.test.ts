import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { backoffMs, retryMs } from './backoff.js'

describe('backoff', () => {
  it('spreads a try over the whole of its step, which doubles up to a cap', () => {
    const latest = [1, 2, 3, 4, 9, 10, 100].map((attempt) => backoffMs(attempt, () => 0.999999))
    expect(latest).toEqual([1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000])
    for (const attempt of [1, 5, 100]) expect(backoffMs(attempt, () => 0)).toBe(1)
  })

  it('takes the wait that the provider asks for instead, up to a day, and never less', () => {
    for (const random of [() => 0, () => 0.5, () => 0.999999]) {
      expect(retryMs(1, 7_000, random)).toBeGreaterThanOrEqual(7_000)
      expect(retryMs(8, 7_000, random)).toBeLessThanOrEqual(8_000)
      expect(retryMs(1, 1e12, random)).toBeLessThanOrEqual(LIMITS.deliveryRetryAfterMsMax + 1_000)
    }
  })
})
