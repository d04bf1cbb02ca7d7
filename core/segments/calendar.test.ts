import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileDefinitions } from '../definitions/definitions.js'
import type { Segment } from '../definitions/segment.js'
import type { Value } from '../event/event.js'
import { explain } from './explain.js'
import { Membership } from './membership.js'
import type { Row } from './row.js'
import type { TallyRow } from './tally.js'

const HOUR = 3_600_000
const HOME = 'Europe/Berlin'
const ZONES = [HOME, 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'Nowhere', '']
const PERIODS = ['today', 'this week', 'this month'] as const
/** Before changes of the clock, and of the year. */
const STARTS = ['2026-03-06T00:00Z', '2026-03-27T00:00Z', '2026-10-23T00:00Z', '2026-12-30T00:00Z']

const moment = fc.record({
  gap: fc.integer({ min: 0, max: 30 }),
  late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
  value: fc.integer({ min: 1, max: 5 }),
  /** Moves there. */
  zone: fc.option(fc.constantFrom(...ZONES), { nil: undefined, freq: 2 }),
})
type Moment = typeof moment extends fc.Arbitrary<infer T> ? T : never

const LEAVES: [name: string, fields: object, holds: (values: readonly number[]) => boolean][] = [
  ['count', { is: '>= 2' }, (values) => values.length >= 2],
  ['count', { is: '== 1' }, (values) => values.length === 1],
  ['sum', { of: 'event.value', is: '>= 6' }, (values) => values.reduce((sum, value) => sum + value, 0) >= 6],
  ['max', { of: 'event.value', is: '>= 4' }, (values) => Math.max(0, ...values) >= 4],
]

const formats = new Map(
  ZONES.map((name) => {
    const timeZone = name === 'Nowhere' || name === '' ? HOME : name
    return [name, new Intl.DateTimeFormat('en-CA', { timeZone }).format]
  }),
)

/** The customer's day, week or month of an instant. */
function periodOf(period: (typeof PERIODS)[number], zone: string, at: number): string {
  const date = formats.get(zone)?.(at) ?? ''
  if (period === 'today') return date
  return period === 'this month'
    ? date.slice(0, 7)
    : `${Math.floor((Date.parse(date) / (24 * HOUR) + 3) / 7)}`
}

it('a calendar window holds the customer’s day, week or month, over changes of clock and zone', () => {
  const log = fc.array(moment, { minLength: 1, maxLength: 6 })
  const choice = fc.tuple(fc.constantFrom(...LEAVES), fc.constantFrom(...PERIODS), fc.constantFrom(...STARTS))
  fc.assert(
    fc.property(choice, log, ([[kind, fields, holds], during, start], moments) => {
      const customer = new Customer({ [kind]: { event: 'A', during, ...fields } }, Date.parse(start))
      customer.play(moments, () => {
        const { now, seen, zone } = customer
        const present = periodOf(during, zone, now)
        const inside = seen.filter(({ time }) => periodOf(during, zone, time) === present)
        expect(customer.isIn, new Date(now).toISOString()).toBe(holds(inside.map(({ value }) => value)))
      })
    }),
    { numRuns: 60 },
  )
})

/** One profile whose calendar windows follow its property `timezone`. */
class Customer {
  readonly seen: { time: number; value: number }[] = []
  readonly #properties: Record<string, Value> = {}
  readonly #member = {
    ...{ created: 0, rows: [] as Row[], tallies: [] as TallyRow[], segments: [] as number[] },
    ...{ property: (key: string) => this.#properties[key], properties: () => this.#properties },
  }
  readonly #definitions
  readonly #membership
  now: number
  #due = Number.POSITIVE_INFINITY

  constructor(where: object, now: number) {
    const timezone = { property: 'timezone', default: HOME }
    const text = JSON.stringify({ kind: 'segment', name: 's', timezone, where })
    this.#definitions = compileDefinitions([{ path: 'x.yaml', text }])
    this.#membership = new Membership(this.#definitions, 'user')
    this.now = now
  }

  get zone(): string {
    return String(this.#properties.timezone ?? '')
  }

  get isIn(): boolean {
    return this.#member.segments.length > 0
  }

  play(moments: readonly Moment[], check: () => void): void {
    for (const { gap, late, value, zone } of moments) {
      this.#advance(this.now + gap * HOUR, check)
      const properties = zone !== undefined && zone !== this.zone
      if (zone !== undefined) this.#properties.timezone = zone
      const event = {
        ...{ symbol: this.#definitions.symbols.find('A'), time: this.now - late * HOUR },
        ...{ messageId: `m${this.seen.length}`, get: () => value, properties: () => ({ value }) },
      }
      const change = { now: this.now, properties }
      this.#due = Math.min(
        this.#due,
        this.#membership.event(this.#member, event, change, () => {}),
      )
      this.seen.push({ time: event.time, value })
      check()
    }
    this.#advance(this.now + 33 * 24 * HOUR, check)
  }

  #advance(until: number, check: () => void): void {
    const [segment] = this.#definitions.segments as [Segment]
    const { next } = explain(this.#definitions, segment, this.#member, this.now)
    if (next !== null) expect(this.#due).toBeLessThanOrEqual(next)
    while (this.now < until) {
      this.now += HOUR
      while (this.#due <= this.now) {
        const at = this.#due
        this.#membership.instant(this.#member, at - 1, at, () => {})
        this.#due = this.#membership.next(this.#member, at)
      }
      check()
    }
  }
}
