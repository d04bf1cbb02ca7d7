import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventTime, instant } from './instant.js'

describe('instant', () => {
  it.each([
    ['2024-02-29T12:34:56.789Z', Date.UTC(2024, 1, 29, 12, 34, 56, 789)],
    ['2024-02-29T12:34:56Z', Date.UTC(2024, 1, 29, 12, 34, 56)],
    ['2024-02-29T12:34:56.789123Z', Date.UTC(2024, 1, 29, 12, 34, 56, 789)],
    ['2024-02-29T20:34:56+08:00', Date.UTC(2024, 1, 29, 12, 34, 56)],
    ['2024-02-29T20:34:56+0800', Date.UTC(2024, 1, 29, 12, 34, 56)],
    ['2024-02-29T12:34:56', Date.UTC(2024, 1, 29, 12, 34, 56)],
    ['2024-02-29T12:34:56,5Z', Date.UTC(2024, 1, 29, 12, 34, 56, 500)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    [1_709_210_096_789, 1_709_210_096_789],
  ])('reads %j', (value, ms) => {
    expect(instant(value)).toBe(ms)
  })

  it.each([
    'yesterday',
    '29 Feb 2024',
    '2024-13-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '',
    -1,
    Number.POSITIVE_INFINITY,
    8.64e15 + 1,
    null,
    undefined,
    {},
    true,
  ])('is NaN for %j', (value) => {
    expect(instant(value)).toBeNaN()
  })
})

describe('eventTime', () => {
  const ms = fc.integer({ min: 0, max: 4_000_000_000_000 })
  const skew = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 })

  it("does not depend on the sender's clock", () => {
    fc.assert(
      fc.property(ms, ms, ms, skew, (received, sentAt, original, off) => {
        expect(eventTime(received, sentAt + off, original + off)).toBe(eventTime(received, sentAt, original))
      }),
    )
  })

  it('keeps the distance between two events of one request', () => {
    fc.assert(
      fc.property(ms, ms, ms, ms, (received, sentAt, one, other) => {
        const distance = eventTime(received, sentAt, one) - eventTime(received, sentAt, other)
        expect(distance).toBe(one - other)
      }),
    )
  })

  it('is the moment of receipt for an event that is sent at once', () => {
    fc.assert(
      fc.property(ms, ms, (received, sentAt) => {
        expect(eventTime(received, sentAt, sentAt)).toBe(received)
      }),
    )
  })

  it("takes the sender's word when it does not say when it sent", () => {
    expect(eventTime(5_000, Number.NaN, 3_000)).toBe(3_000)
  })
})
