const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/i
const ZONE = /(Z|[+-]\d\d(:?\d\d)?)$/i

/**
 * Milliseconds since the epoch of ISO 8601 text (UTC unless it names a zone) or of a number of
 * milliseconds; NaN when it is neither, or lies before 1970.
 */
export function instant(value: unknown): number {
  const ms = typeof value === 'string' ? ofText(value) : typeof value === 'number' ? value : Number.NaN
  return ms >= 0 && ms <= INSTANT_MAX ? ms : Number.NaN
}

/** The last instant that a date can hold (ECMA-262, 21.4.1.1). */
const INSTANT_MAX = 8_640_000_000_000_000

function ofText(text: string): number {
  if (!ISO_8601.test(text)) return Number.NaN
  const dotted = text.replace(',', '.')
  return Date.parse(text.length > 10 && !ZONE.test(text.slice(11)) ? `${dotted}Z` : dotted)
}

/**
 * When an event happened by our clock: the sender's clock is off by `sentAt` against `received`
 * (Segment: `timestamp = receivedAt - (sentAt - originalTimestamp)`). Without `sentAt` (NaN) its word counts.
 */
export function eventTime(received: number, sentAt: number, original: number): number {
  return Number.isNaN(sentAt) ? original : received - (sentAt - original)
}
