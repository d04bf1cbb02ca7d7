import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Period, TimeZone, TimeZones } from './time-zone.js'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z')

describe('a local period', () => {
  it.each<[string, Period, string, string, string]>([
    ['Europe/Berlin', 'day', '2026-03-29T12:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    ['Europe/Berlin', 'day', '2026-10-25T12:00Z', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    ['Europe/Berlin', 'month', '2026-03-31T22:00Z', '2026-03-31T22:00Z', '2026-04-30T22:00Z'],
    ['Europe/Berlin', 'year', '2026-07-01T00:00Z', '2025-12-31T23:00Z', '2026-12-31T23:00Z'],
    ['America/New_York', 'week', '2026-03-08T12:00Z', '2026-03-02T05:00Z', '2026-03-09T04:00Z'],
    ['Asia/Kolkata', 'day', '2026-01-01T18:29Z', '2025-12-31T18:30Z', '2026-01-01T18:30Z'],
    ['Pacific/Kiritimati', 'day', '2026-01-01T10:00Z', '2026-01-01T10:00Z', '2026-01-02T10:00Z'],
    ['Etc/GMT+12', 'day', '2026-01-01T11:59Z', '2025-12-31T12:00Z', '2026-01-01T12:00Z'],
    // Midnight is skipped: the day begins at one.
    ['America/Sao_Paulo', 'day', '2018-11-04T12:00Z', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
    // The clock goes from midnight back to eleven: the day that had ended is not begun again.
    ['America/Sao_Paulo', 'day', '2018-02-18T02:30Z', '2018-02-17T02:00Z', '2018-02-18T03:00Z'],
    // One o'clock becomes midnight: the day has begun already.
    ['America/Havana', 'day', '2025-11-02T05:30Z', '2025-11-02T04:00Z', '2025-11-03T05:00Z'],
    // A minute past midnight becomes a minute past eleven.
    ['America/St_Johns', 'day', '2010-11-07T02:45Z', '2010-11-07T02:30Z', '2010-11-08T03:30Z'],
    // A whole day is left out.
    ['Pacific/Apia', 'day', '2011-12-30T09:59Z', '2011-12-29T10:00Z', '2011-12-30T10:00Z'],
    ['UTC', 'month', '2024-02-29T23:59Z', '2024-02-01T00:00Z', '2024-03-01T00:00Z'],
  ])('%s: the %s of %s is from %s to %s', (name, period, instant, start, end) => {
    const zone = new TimeZone(name)
    expect([iso(zone.startOf(period, at(instant))), iso(zone.endOf(period, at(instant)))]).toEqual([
      start,
      end,
    ])
  })

  const zoneName = fc.constantFrom(
    ...['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca'],
    ...['America/Sao_Paulo', 'America/St_Johns', 'Pacific/Apia', 'Africa/Cairo', 'UTC'],
  )
  const instant = fc.integer({ min: at('1990-01-01'), max: at('2035-01-01') })
  const period = fc.constantFrom<Period>('day', 'week', 'month', 'year')

  it('holds its instant, and the next one begins where it ends, whatever was asked before', () => {
    const zones = new TimeZones()
    fc.assert(
      fc.property(zoneName, period, instant, (name, of, now) => {
        const [fresh, used] = [new TimeZone(name), zones.find(name) as TimeZone]
        const [start, end] = [fresh.startOf(of, now), fresh.endOf(of, now)]
        expect([used.startOf(of, now), used.endOf(of, now)]).toEqual([start, end])
        expect(start <= now && now < end).toBe(true)
        expect(fresh.startOf(of, end)).toBe(end)
        expect(fresh.endOf(of, start - 1)).toBe(start)
        expect(fresh.startOf(of, start)).toBe(start)
      }),
      { numRuns: 400 },
    )
  })

  it('of a day has the date that the local clock shows at noon', () => {
    fc.assert(
      fc.property(zoneName, instant, (name, now) => {
        const date = new Intl.DateTimeFormat('en-CA', { timeZone: name }).format
        const zone = new TimeZone(name)
        const noon = zone.startOf('day', now) + 12 * HOUR
        expect(date(zone.startOf('day', noon))).toBe(date(noon))
      }),
      { numRuns: 400 },
    )
  })
})

it('a zone that is none is not found, and does no harm', () => {
  const zones = new TimeZones()
  expect([zones.find('Europe/Nowhere'), zones.find('')]).toEqual([undefined, undefined])
  expect(zones.find('Europe/Berlin')).toBe(zones.find('Europe/Berlin'))
})

it.each([
  ['Asia/Shanghai', '2026-01-31T10:00:00.250Z', '2026-01-31T18:00:00.250+08:00'],
  ['America/St_Johns', '2026-07-01T00:00:00.000Z', '2026-06-30T21:30:00.000-02:30'],
  ['UTC', '2026-01-31T10:00:00.000Z', '2026-01-31T10:00:00.000+00:00'],
  ['Europe/Berlin', '1880-01-01T00:00:00.000Z', '1880-01-01T00:53:28.000+00:53:28'],
])('in %s %s is %s', (name, utc, local) => {
  expect(new TimeZone(name).iso(Date.parse(utc))).toBe(local)
})
