import type { Value } from '../../event/event.js'
import type { CalendarSpec } from './specs.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far around an instant clocks are looked at: the month behind it ends in there. */
const [BEFORE_MS, BEHIND_MS] = [3 * DAY_MS, 35 * DAY_MS]
/** Clocks by zone. */
const CLOCKS = new Map<string, Intl.DateTimeFormat | null>()
/** By zone, calendar and day: where periods begin. */
const BEGINNINGS = new Map<string, readonly number[]>()

/** Newest beginning at or before an instant; -Infinity: days ago. */
export function periodStart(calendar: CalendarSpec, named: Value | undefined, at: number): number {
  return beginnings(calendar, named, at).findLast((beginning) => beginning <= at) ?? Number.NEGATIVE_INFINITY
}

/** First beginning behind an instant. */
export function periodEnd(calendar: CalendarSpec, named: Value | undefined, at: number): number {
  return beginnings(calendar, named, at).find((beginning) => beginning > at) ?? Number.POSITIVE_INFINITY
}

/**
 * Looks at the local clock hour by hour (zones here change by whole hours): a period begins when a date of it
 * is shown for the first time.
 */
function beginnings(
  { during, zone, property }: CalendarSpec,
  named: Value | undefined,
  at: number,
): readonly number[] {
  const own = property !== null && typeof named === 'string' ? clockOf(named) : null
  const clock = own ?? (clockOf(zone) as Intl.DateTimeFormat)
  const day = Math.floor(at / DAY_MS) * DAY_MS
  const key = `${clock.resolvedOptions().timeZone} ${during} ${day}`
  const known = BEGINNINGS.get(key)
  if (known !== undefined) return known
  const found: number[] = []
  let newest = ''
  for (let instant = day - BEFORE_MS; instant <= day + BEHIND_MS; instant += HOUR_MS) {
    const period = periodOf(clock.format(instant), during)
    if (newest !== '' && period > newest) found.push(instant)
    if (period > newest) newest = period
  }
  BEGINNINGS.set(key, found)
  return found
}

/** Of a date as `2026-03-29` the first one of its period. */
function periodOf(date: string, during: CalendarSpec['during']): string {
  if (during === 'today') return date
  if (during === 'this month') return date.slice(0, 7)
  const noon = new Date(`${date}T12:00Z`)
  const monday = noon.getTime() - ((noon.getUTCDay() + 6) % 7) * DAY_MS
  return new Date(monday).toISOString().slice(0, 10)
}

/** Null when there is no such zone. */
function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = CLOCKS.get(zone)
  if (known !== undefined) return known
  let clock: Intl.DateTimeFormat | null = null
  try {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    })
  } catch {
    // Customers may say anything.
  }
  CLOCKS.set(zone, clock)
  return clock
}
