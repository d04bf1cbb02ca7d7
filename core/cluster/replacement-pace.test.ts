import { expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { ReplacementPace } from './replacement-pace.js'

it('lanes are replaced after longer and longer, within a bound, and so often an hour', () => {
  const pace = new ReplacementPace()
  const delays = Array.from(
    { length: LIMITS.laneReplacementsPerHourMax },
    (_, i) => pace.next(i * 1_000) ?? 0,
  )
  expect(delays[0]).toBe(LIMITS.laneBackoffMsMin)
  expect(delays).toEqual([...delays].sort((a, b) => a - b))
  expect(delays.at(-1)).toBe(LIMITS.laneBackoffMsMax)
  expect(pace.next(60_000)).toBeUndefined()
  // An hour after the first one there is room for one, and no more.
  expect(pace.next(3_600_000)).toBe(LIMITS.laneBackoffMsMax)
  expect(pace.next(3_600_000)).toBeUndefined()
  expect(pace.next(10_000_000)).toBe(LIMITS.laneBackoffMsMin)
})
