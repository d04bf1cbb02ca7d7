import { LIMITS } from '../base/limits.js'

/**
 * CEL's instants and spans of time (https://github.com/google/cel-spec/blob/master/doc/langdef.md): whole
 * seconds and the nanoseconds beyond them, 0 to 999,999,999, so that both are exact.
 */
export class TimeValue {
  readonly kind: 'timestamp' | 'duration'
  readonly seconds: number
  readonly nanos: number

  private constructor(kind: TimeValue['kind'], seconds: number, nanos: number) {
    this.kind = kind
    this.seconds = seconds
    this.nanos = nanos
  }

  /** Undefined beyond the years 1 to 9999, or beyond 10,000 years: CEL's ranges. */
  static of(kind: TimeValue['kind'], seconds: number, nanos: number): TimeValue | undefined {
    const carry = Math.floor(nanos / NANOS)
    const whole = seconds + carry
    const inRange =
      kind === 'timestamp' ? whole >= INSTANT_MIN && whole <= INSTANT_MAX : Math.abs(whole) <= SPAN_MAX
    return inRange ? new TimeValue(kind, whole, nanos - carry * NANOS) : undefined
  }

  /** Below 0 when this one is the earlier or shorter. */
  compare(other: TimeValue): number {
    return this.seconds - other.seconds || this.nanos - other.nanos
  }

  /** As JSON of protobuf has it: `2026-01-01T10:00:00Z`, `1.5s`. */
  toString(): string {
    if (this.kind === 'timestamp') {
      const text = new Date(this.seconds * 1000).toISOString().slice(0, -5)
      return `${text}${fraction(this.nanos)}Z`
    }
    const negative = this.seconds < 0 && this.nanos > 0
    const [seconds, nanos] = negative ? [-this.seconds - 1, NANOS - this.nanos] : [this.seconds, this.nanos]
    return `${negative ? '-' : ''}${seconds}${fraction(nanos)}s`
  }

  toJSON(): string {
    return this.toString()
  }
}

const NANOS = 1_000_000_000
const INSTANT_MIN = -62_135_596_800
const INSTANT_MAX = 253_402_300_799
const SPAN_MAX = 315_576_000_000

/** Three, six or nine digits, as many as are needed. */
function fraction(nanos: number): string {
  if (nanos === 0) return ''
  const digits = String(nanos).padStart(9, '0')
  if (digits.endsWith('000000')) return `.${digits.slice(0, 3)}`
  return `.${digits.endsWith('000') ? digits.slice(0, 6) : digits}`
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/

/** RFC 3339: `2026-01-01T10:00:00.5Z`. Undefined when it is none. */
export function parseInstant(text: string): TimeValue | undefined {
  const match = INSTANT.exec(text)
  if (match === null) return undefined
  const [, day, time, digits = '', sign, hours, minutes] = match
  const ms = Date.parse(`${day}T${time}Z`)
  // Days that a month does not have roll over in some engines.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day as string)) return undefined
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60)
  return TimeValue.of('timestamp', ms / 1000 - offset, Number(digits.padEnd(9, '0')))
}

const UNIT_NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}
const SPAN_LENGTH_MAX = 128

/** `1h30m`, `-1.5s`, as Go writes durations. Undefined when it is none. */
export function parseSpan(text: string): TimeValue | undefined {
  if (text.length > SPAN_LENGTH_MAX) return undefined
  if (/^[-+]?0$/.test(text)) return TimeValue.of('duration', 0, 0)
  if (!/^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined
  let nanos = 0n
  for (const [, whole = '', part = '', unit = ''] of text.matchAll(/(\d*)\.?(\d*)(ns|us|µs|ms|s|m|h)/g)) {
    const factor = UNIT_NANOS[unit] as bigint
    nanos += BigInt(whole) * factor + (BigInt(part) * factor) / 10n ** BigInt(part.length)
  }
  if (text.startsWith('-')) nanos = -nanos
  const seconds = nanos / 1_000_000_000n
  return TimeValue.of('duration', Number(seconds), Number(nanos - seconds * 1_000_000_000n))
}

/** What CEL reads off an instant in a zone, by the function's name; months and days of the year from 0. */
export const INSTANT_PARTS: Readonly<Record<string, (local: Date) => number>> = {
  getFullYear: (local) => local.getUTCFullYear(),
  getMonth: (local) => local.getUTCMonth(),
  getDate: (local) => local.getUTCDate(),
  getDayOfMonth: (local) => local.getUTCDate() - 1,
  getDayOfWeek: (local) => local.getUTCDay(),
  getDayOfYear: (local) => {
    const first = new Date(local)
    first.setUTCMonth(0, 1)
    return Math.round((local.getTime() - first.getTime()) / 86_400_000)
  },
  getHours: (local) => local.getUTCHours(),
  getMinutes: (local) => local.getUTCMinutes(),
  getSeconds: (local) => local.getUTCSeconds(),
  getMilliseconds: (local) => local.getUTCMilliseconds(),
}

/** What CEL reads off a span: all of it in that unit, but only the milliseconds beyond whole seconds. */
export const SPAN_PARTS: Readonly<Record<string, (span: TimeValue) => number>> = {
  getHours: (span) => Math.trunc(whole(span) / 3_600),
  getMinutes: (span) => Math.trunc(whole(span) / 60),
  getSeconds: (span) => whole(span),
  getMilliseconds: ({ seconds, nanos }) =>
    Math.trunc((seconds < 0 && nanos > 0 ? nanos - NANOS : nanos) / 1_000_000),
}

/** Whole seconds of a span, towards zero. */
export function whole({ seconds, nanos }: TimeValue): number {
  return seconds < 0 && nanos > 0 ? seconds + 1 : seconds
}

/** Formats by zone: making one takes long, and customers live in the same few zones. */
export type ZoneFormats = Map<string, Intl.DateTimeFormat | null>

/**
 * An instant as its wall clock shows it in a zone (`Europe/Berlin`, `+05:30`, UTC when none is said), as a
 * date whose UTC parts are those of the wall clock. Undefined for a zone that there is not.
 */
export function wallClock(
  { seconds, nanos }: TimeValue,
  zone: string,
  formats: ZoneFormats,
): Date | undefined {
  const ms = seconds * 1000 + Math.floor(nanos / 1_000_000)
  if (zone === 'UTC') return new Date(ms)
  const fixed = /^([+-]?)(\d\d):(\d\d)$/.exec(zone)
  if (fixed !== null) {
    const offset = (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000
    return new Date(ms + (fixed[1] === '-' ? -offset : offset))
  }
  const format = formatOf(zone, formats)
  if (format === null) return undefined
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(ms)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, new Date(ms).getUTCMilliseconds()))
}

function formatOf(timeZone: string, formats: ZoneFormats): Intl.DateTimeFormat | null {
  let format = formats.get(timeZone)
  if (format !== undefined) return format
  const [year, month, day, hour, minute, second] = Array<'numeric'>(6).fill('numeric')
  try {
    const shown = { year, month, day, hour, minute, second } as const
    format = new Intl.DateTimeFormat('en-US', { hourCycle: 'h23', timeZone, ...shown })
  } catch {
    format = null
  }
  if (formats.size >= LIMITS.expressionZonesMax) formats.clear()
  formats.set(timeZone, format)
  return format
}
