import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration } from './duration.js'

describe('a duration', () => {
  it.each([
    ['90d', 90 * 86_400_000],
    ['1h', 3_600_000],
    ['1h30m', 5_400_000],
    ['1h 30m', 5_400_000],
    [' 14 d ', 14 * 86_400_000],
    ['2w', 14 * 86_400_000],
    ['1y', 365 * 86_400_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['1m500ms', 60_500],
    ['0s', 0],
  ])('%j is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each([
    '',
    ' ',
    '90',
    'd',
    '90 days',
    '1h,30m',
    '-1h',
    '1h x 30m',
    '1e3s',
    '٣h',
    '1M',
    'h1',
    '1..5h',
    'PT1H',
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  it('is read back from how it is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      }),
    )
  })

  it('is shown in the units that a person would use', () => {
    expect([0, 1, 5_400_000, 90 * 86_400_000, 86_400_001].map(formatDuration)).toEqual([
      ...['0ms', '1ms', '1h 30m', '90d', '1d 1ms'],
    ])
  })
})
