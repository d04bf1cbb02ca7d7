import { nearest } from './did-you-mean.js'

/** Parts of the calendar: a week begins on Monday (ISO 8601). */
export type Period = 'day' | 'week' | 'month' | 'year'

/** No zone is further from UTC than this, and none changes its clock twice within it. */
const OFFSET_MS_MAX = 16 * 3_600_000
/** Names of zones are a small, fixed set; this bounds what a customer's property can make of it. */
const ZONES_MAX = 1_024

/**
 * The calendar of a place. Rules come from the ICU that Node is built with, by `Intl.DateTimeFormat`: no I/O,
 * and the same answers wherever its zone rules are the same.
 *
 * A local day begins at the first instant at which the local clock shows its date or a later one: so each
 * instant is in exactly one day, also where a clock change skips midnight or comes to it twice.
 */
export class TimeZone {
  readonly name: string
  readonly #format: Intl.DateTimeFormat
  /** By period: the one asked for last. Most instants asked for are in it. */
  readonly #last: Partial<Record<Period, readonly [start: number, end: number]>> = {}

  /** @throws RangeError when there is no such zone */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
    this.name = name
  }

  /** First instant of the period that `at` is in, ms. */
  startOf(period: Period, at: number): number {
    return this.#bounds(period, at)[0]
  }

  /** First instant behind the period that `at` is in, ms. */
  endOf(period: Period, at: number): number {
    return this.#bounds(period, at)[1]
  }

  /** An instant (ms) by the local clock, and its distance to UTC: `2026-01-31T18:00:00.000+08:00`. */
  iso(at: number): string {
    const offset = this.#offset(at)
    const distance = new Date(Math.abs(offset)).toISOString().slice(11, offset % 60_000 === 0 ? 16 : 19)
    return `${new Date(at + offset).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${distance}`
  }

  #bounds(period: Period, at: number): readonly [start: number, end: number] {
    const last = this.#last[period]
    if (last !== undefined && last[0] <= at && at < last[1]) return last
    let wall = periodStart(period, this.#wall(at))
    let start = this.#instantOf(wall)
    // A clock that was put back over midnight shows the old date once more.
    let end = this.#instantOf(nextPeriod(period, wall))
    while (end <= at) {
      wall = nextPeriod(period, wall)
      start = end
      end = this.#instantOf(nextPeriod(period, wall))
    }
    const bounds = [start, end] as const
    this.#last[period] = bounds
    return bounds
  }

  /** What the local clock shows, as if it were UTC, ms. */
  #wall(at: number): number {
    const [month, day, year, hour, minute, second] = this.#format
      .format(at)
      .split(/[^0-9]+/)
      .map(Number) as [number, number, number, number, number, number]
    const wall = Date.UTC(2000, month - 1, day, hour, minute, second)
    return new Date(wall).setUTCFullYear(year, month - 1, day) + (((at % 1000) + 1000) % 1000)
  }

  #offset(at: number): number {
    return this.#wall(at) - at
  }

  /** The first instant at which the local clock shows `wall` or later. */
  #instantOf(wall: number): number {
    let low = wall - OFFSET_MS_MAX
    let high = wall + OFFSET_MS_MAX
    const before = this.#offset(low)
    const after = this.#offset(high)
    if (before === after) return wall - before
    // The clock is changed at `high`, once the two have met.
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#offset(middle) === before) low = middle
      else high = middle
    }
    return wall - before < high ? wall - before : Math.max(high, wall - after)
  }
}

/** Zones by name, each made once; what it answers depends on names alone. */
export class TimeZones {
  readonly #zones = new Map<string, TimeZone>()

  /** Undefined when there is no such zone. */
  find(name: string): TimeZone | undefined {
    const known = this.#zones.get(name)
    if (known !== undefined) return known
    try {
      const zone = new TimeZone(name)
      if (this.#zones.size >= ZONES_MAX) this.#zones.clear()
      this.#zones.set(name, zone)
      return zone
    } catch {
      return undefined
    }
  }
}

/** How to write a zone that somebody has written otherwise. */
export function zoneAdvice(name: string): string {
  if (/^(?:UTC|GMT)?\s*[+-]\s*\d/i.test(name)) return ': a zone is named by a place, as in Asia/Shanghai'
  if (/^(?:beijing|peking|北京|中国|china)/i.test(name)) return ': write Asia/Shanghai'
  const zones = Intl.supportedValuesOf('timeZone')
  const places = new Map(zones.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]))
  const near = nearest(name, zones) ?? places.get(nearest(name.replaceAll(' ', '_'), places.keys()) ?? '')
  return near === undefined ? ': write Europe/Berlin' : ` (did you mean "${near}"?)`
}

function periodStart(period: Period, wall: number): number {
  const date = new Date(wall)
  date.setUTCHours(0, 0, 0, 0)
  if (period === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  if (period === 'month') date.setUTCDate(1)
  if (period === 'year') date.setUTCMonth(0, 1)
  return date.getTime()
}

function nextPeriod(period: Period, wall: number): number {
  const date = new Date(wall)
  if (period === 'day') date.setUTCDate(date.getUTCDate() + 1)
  if (period === 'week') date.setUTCDate(date.getUTCDate() + 7)
  if (period === 'month') date.setUTCMonth(date.getUTCMonth() + 1)
  if (period === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1)
  return date.getTime()
}
