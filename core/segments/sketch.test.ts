import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hash53 } from '../base/hash.js'
import { SKETCH_ERROR, Sketch } from './sketch.js'

type Seen = readonly [value: number, time: number]

function sketchOf(seen: readonly Seen[]): Sketch {
  const sketch = new Sketch()
  for (const [value, time] of seen) sketch.add(hash53(String(value)), time)
  return sketch
}

describe('the estimate of distinct values', () => {
  it.each([1_000, 3_000, 10_000, 50_000, 200_000])('of %i is within four standard errors', (count) => {
    const sketch = new Sketch()
    for (let i = 0; i < count; i++) {
      sketch.add(hash53(`value ${i}`), i)
      sketch.add(hash53(`value ${i}`), i)
    }
    expect(Math.abs(sketch.estimate(-1) / count - 1)).toBeLessThan(4 * SKETCH_ERROR)
    // The newest half alone.
    expect(Math.abs(sketch.estimate(count / 2 - 1) / (count / 2) - 1)).toBeLessThan(4 * SKETCH_ERROR)
  })

  it('has on average the error that is declared', () => {
    let squares = 0
    const rounds = 60
    for (let round = 0; round < rounds; round++) {
      const sketch = new Sketch()
      for (let i = 0; i < 5_000; i++) sketch.add(hash53(`${round} ${i}`), i)
      squares += (sketch.estimate(-1) / 5_000 - 1) ** 2
    }
    expect(Math.sqrt(squares / rounds)).toBeLessThan(1.3 * SKETCH_ERROR)
  })

  it('of nothing is nothing', () => {
    expect(new Sketch().estimate(0)).toBe(0)
    expect(new Sketch().oldest(0)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a sketch', () => {
  const seen = fc.array(fc.tuple(fc.nat(5_000), fc.nat(30)), { maxLength: 300 })

  it('is a function of the values and their instants: any order, any split, any moment of dropping', () => {
    fc.assert(
      fc.property(seen, seen, fc.nat(30), (mine, yours, dropped) => {
        const whole = sketchOf([...mine, ...yours])
        const merged = sketchOf([...yours].reverse())
        merged.drop(dropped)
        merged.merge(sketchOf(mine))
        for (let edge = dropped; edge < 32; edge += 3) {
          expect(merged.estimate(edge)).toBe(whole.estimate(edge))
          expect(merged.oldest(edge)).toBe(whole.oldest(edge))
        }
      }),
      { numRuns: 60 },
    )
  })
})
