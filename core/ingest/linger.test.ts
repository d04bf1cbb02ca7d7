import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { Linger } from './linger.js'

/** Records at an even pace for a while; the time goes on. */
function load(linger: Linger, perSecond: number, from: number, seconds: number): number {
  const count = perSecond * seconds
  for (let i = 0; i < count; i++) linger.sealed(from + (i * 1000) / perSecond)
  return from + seconds * 1000
}

describe('Linger', () => {
  it('stays at rest while few records go out', () => {
    const linger = new Linger(2)
    load(linger, LIMITS.recordsPerSecondMax / 2, 5_000, 3)
    expect(linger.ms).toBe(2)
  })

  it('stretches under load up to its limit, and comes back to rest', () => {
    const linger = new Linger(2)
    const now = load(linger, LIMITS.recordsPerSecondMax * 5, 5_000, 2)
    expect(linger.ms).toBe(LIMITS.lingerMsMax)
    load(linger, 100, now, 3)
    expect(linger.ms).toBe(2)
  })

  it('settles where the rate of records is what it may be', () => {
    const linger = new Linger(0)
    const partitions = 20
    let now = 5_000
    for (let second = 0; second < 30; second++) {
      const perSecond = Math.round((partitions * 1000) / Math.max(linger.ms, 1))
      now = load(linger, perSecond, now, 0.2)
    }
    const perSecond = (partitions * 1000) / linger.ms
    expect(perSecond).toBeGreaterThan(LIMITS.recordsPerSecondMax * 0.8)
    expect(perSecond).toBeLessThan(LIMITS.recordsPerSecondMax * 1.2)
  })

  it('may be 0 at rest', () => {
    const linger = new Linger(0)
    const now = load(linger, LIMITS.recordsPerSecondMax * 5, 5_000, 1)
    expect(linger.ms).toBeGreaterThan(1)
    load(linger, 100, now, 3)
    expect(linger.ms).toBe(0)
  })
})
