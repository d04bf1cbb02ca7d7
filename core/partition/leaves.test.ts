import { describe, expect, it } from 'vitest'
import { isRedirect } from '../identity/nodes.js'
import { type GivenEvent, Harness } from '../testing/harness.js'
import { explanationJson } from './explanation-json.js'

const DAY = 86_400_000

function harness(where: string, more = '', start = '2026-01-01T00:00:00Z'): Harness {
  return new Harness({ definitions: `kind: segment\nname: s\n${more}\nwhere: ${where}\n`, start })
}

/** What u1 does: an event, with properties. */
function acts(h: Harness, event: string, given: Partial<GivenEvent> = {}): void {
  h.send({ ids: { userId: 'u1' }, event, ...given })
}

function tells(h: Harness, traits: Record<string, string | readonly string[]>): void {
  h.send({ ids: { userId: 'u1' }, kind: 'identify', properties: traits })
}

const flips = (h: Harness) =>
  h.facts
    .filter(({ fact }) => fact.startsWith('segment.'))
    .map(({ fact, at }) => `${at.slice(0, 16)} ${fact.slice(8)}`)

function explained(h: Harness, name = 's') {
  for (const partition of h.partitions) {
    const node = partition.find('user_id', 'u1')
    if (node !== undefined && !isRedirect(node))
      return explanationJson(node, h.definitions, name, Date.parse(h.now))
  }
  throw new Error('u1 is nowhere')
}

describe('a flip says why', () => {
  it('by event: what the leaf said before and says now, and which events decide it', () => {
    const h = harness("{count: {event: A, within: 10d, is: '>= 2'}}")
    for (const messageId of ['m1', 'm2']) acts(h, 'A', { messageId })
    expect(h.factsOf('segment.entered')[0]?.because).toEqual({
      cause: 'm2',
      leaves: [{ leaf: 'count of A >= 2 in 10d', holds: true, value: 2, before: 1, events: ['m2', 'm1'] }],
    })
  })

  it('by time: which event has fallen out', () => {
    const h = harness("{sum: {event: A, of: event.n, within: 10d, is: '>= 5'}}")
    acts(h, 'A', { messageId: 'm1', properties: { n: 3 } })
    h.advance(DAY)
    acts(h, 'A', { messageId: 'm2', properties: { n: 4 } })
    h.advance(20 * DAY)
    const leaf = 'sum of event.n of A >= 5 in 10d'
    expect(h.factsOf('segment.entered')[0]?.because).toMatchObject({ leaves: [{ value: 7, before: 3 }] })
    expect(h.factsOf('segment.left')[0]).toMatchObject({
      at: '2026-01-11T00:00:00.000Z',
      because: {
        cause: 'time',
        leaves: [{ leaf, holds: false, value: 4, before: 7, events: ['m2'], gone: ['m1'] }],
      },
    })
  })

  it('of all leaves, at most so many, in the order of the definition', () => {
    const h = harness(
      "{all: [{tag: vip}, {not: {profile: 'profile.age > 17'}}, {absent: {event: B, for: 2d}}]}",
    )
    tells(h, { tags: ['new', 'vip'] })
    h.advance(3 * DAY)
    const leaves = [
      { leaf: 'tag vip', holds: true },
      { leaf: 'profile.age > 17', holds: false },
      { leaf: 'absent of B in 2d', holds: true, value: '2026-01-01T00:00:00.000Z' },
    ]
    expect(h.factsOf('segment.entered')[0]?.because).toEqual({ cause: 'time', leaves })
  })
})

it('a property from a clock that is ahead gives way to what is said after it', () => {
  const h = harness('{profile: \'profile.plan == "gold"\'}')
  tells(h, { plan: 'silver' })
  h.advance(DAY)
  h.send({ ids: { userId: 'u1' }, kind: 'identify', at: '2036-01-01T00:00Z', properties: { plan: 'gold' } })
  h.advance(DAY)
  tells(h, { plan: 'silver' })
  expect(flips(h)).toEqual(['2026-01-02T00:00 entered', '2026-01-03T00:00 left'])
})

describe('late events', () => {
  it('count where they belong, and the flip is stamped when it was known', () => {
    const h = harness("{count: {event: A, within: 10d, is: '>= 1'}}")
    h.advance(5 * DAY)
    acts(h, 'A', { at: '2026-01-02T00:00:00Z' })
    h.advance(10 * DAY)
    expect(flips(h)).toEqual(['2026-01-06T00:00 entered', '2026-01-12T00:00 left'])
    expect(h.counts.lateEvents).toBe(0)
  })

  it('beyond the lateness of the segment are kept out of its windows, and counted; one at it counts', () => {
    const h = harness("{count: {event: A, within: 10d, is: '>= 1'}}", 'lateness: 1d')
    h.advance(5 * DAY)
    acts(h, 'A', { at: '2026-01-04T23:59:59.999Z' })
    expect([flips(h), h.counts.lateEvents, h.counts.events]).toEqual([[], 1, 1])
    acts(h, 'A', { at: '2026-01-05T00:00:00Z' })
    expect([flips(h), h.counts.lateEvents]).toEqual([['2026-01-06T00:00 entered'], 1])
  })
})

describe('a calendar window', () => {
  const often = "{count: {event: A, during: today, is: '>= 2'}}"
  const zone = 'timezone: {property: timezone, default: America/New_York}'

  it('ends with the customer’s own day, also one of 23 hours', () => {
    const h = harness(often, zone, '2026-03-29T10:00:00Z')
    tells(h, { timezone: 'Europe/Berlin' })
    acts(h, 'A')
    acts(h, 'A', { at: '2026-03-28T23:00:00Z' })
    h.advance(DAY)
    expect(flips(h)).toEqual(['2026-03-29T10:00 entered', '2026-03-29T22:00 left'])
  })

  it('follows a customer who moves: the day of the new place decides from then on', () => {
    const h = harness(often, zone, '2026-07-01T03:00:00Z')
    for (const _ of [1, 2]) acts(h, 'A')
    h.advance(3_600_000 / 2)
    tells(h, { timezone: 'Asia/Tokyo' })
    h.advance(2 * DAY)
    expect(flips(h)).toEqual(['2026-07-01T03:00 entered', '2026-07-01T15:00 left'])
  })

  it('is in UTC unless told', () => {
    const h = harness(
      "{sum: {event: A, of: event.n, during: this month, is: '> 5'}}",
      '',
      '2026-02-27T00:00:00Z',
    )
    acts(h, 'A', { properties: { n: 6 } })
    h.advance(5 * DAY)
    expect(flips(h)).toEqual(['2026-02-27T00:00 entered', '2026-03-01T00:00 left'])
  })
})

describe('a sequence', () => {
  const steps = 'steps: [{event: Cart}, {event: Checkout}], without: {event: Order}'
  const cart = (id: string) => ({ properties: { cart: id } })

  it('is of events that agree in its key, and ends by time', () => {
    const h = harness(`{sequence: {${steps}, key: event.cart, within: 2d}}`)
    acts(h, 'Cart', cart('x'))
    acts(h, 'Checkout', cart('y'))
    expect(flips(h)).toEqual([])
    h.advance(DAY)
    acts(h, 'Checkout', cart('x'))
    h.advance(3 * DAY)
    expect(flips(h)).toEqual(['2026-01-02T00:00 entered', '2026-01-03T00:00 left'])
    const because = h.factsOf('segment.entered')[0]?.because
    const leaf = 'Cart then Checkout without Order by event.cart in 2d'
    expect(because?.leaves).toMatchObject([{ leaf, before: null, events: ['message-3', 'message-1'] }])
  })

  it('is undone by a late event that must not come between', () => {
    const h = harness(`{sequence: {${steps}, within: 2d}}`)
    acts(h, 'Cart')
    h.advance(2 * 3_600_000)
    acts(h, 'Checkout')
    acts(h, 'Order', { at: '2026-01-01T01:00:00Z' })
    expect(flips(h)).toEqual(['2026-01-01T02:00 entered', '2026-01-01T02:00 left'])
  })
})

describe('first and last', () => {
  it('look at the first, or the last, of all such events: whether it is in the window, and its value', () => {
    const h = harness(
      `{all: [{first: {event: A, within: 10d}}, {last: {event: A, of: event.plan, is: '== "pro"'}}]}`,
    )
    acts(h, 'A', { properties: { plan: 'pro' } })
    h.advance(DAY)
    acts(h, 'A', { properties: { plan: 'free' } })
    h.advance(DAY)
    acts(h, 'A', { properties: { plan: 'pro' } })
    h.advance(20 * DAY)
    const days = ['01T00:00 entered', '02T00:00 left', '03T00:00 entered', '11T00:00 left']
    expect(flips(h)).toEqual(days.map((day) => `2026-01-${day}`))
  })
})

it('many distinct values are estimated, within a tenth, and the row does not grow with them', () => {
  const h = harness("{distinct: {event: A, of: event.page, within: 10d, is: '>= 3000'}}")
  let entered = 0
  for (let i = 0; i < 3_400 && entered === 0; i++) {
    acts(h, 'A', { properties: { page: `page ${i}` } })
    if (h.factsOf('segment.entered').length > 0) entered = i
  }
  expect(Math.abs(entered / 3_000 - 1)).toBeLessThan(0.1)
  h.advance(10 * DAY)
  expect(flips(h).at(-1)).toBe('2026-01-11T00:00 left')
})

describe('an explanation', () => {
  const text = "{any: [{count: {event: A, within: 10d, is: '>= 2'}}, {not: {absent: {event: A, for: 3d}}}]}"

  it('says what each part says, and when time alone could change the whole', () => {
    const h = harness(text)
    acts(h, 'A', { messageId: 'm1' })
    h.advance(DAY)
    acts(h, 'B')
    expect(explained(h)).toMatchObject({
      segment: 's',
      in: true,
      asOf: '2026-01-02T00:00:00.000Z',
      next: '2026-01-04T00:00:00.000Z',
      where: {
        holds: true,
        any: [
          {
            leaf: 'count of A >= 2 in 10d',
            holds: false,
            value: 1,
            events: [{ id: 'm1', at: '2026-01-01T00:00:00.000Z' }],
          },
          { holds: true, not: { holds: false, value: '2026-01-01T00:00:00.000Z' } },
        ],
      },
    })
    h.advance(5 * DAY)
    expect(explained(h)).toMatchObject({ in: false, next: null })
  })

  it('by the calendar says instants in the customer’s zone, else in that of the segment', () => {
    const zone = 'timezone: {property: tz, default: Asia/Shanghai}'
    const h = harness(
      "{all: [{count: {event: A, during: today, is: '>= 1'}}, {count: {event: A, within: 9d, is: '>= 1'}}]}",
      zone,
    )
    acts(h, 'A', { messageId: 'm1' })
    const leaves = (at: string, zone: string) => ({
      where: {
        all: [
          { value: 1, zone, events: [{ id: 'm1', at }] },
          { events: [{ id: 'm1', at: '2026-01-01T00:00:00.000Z' }] },
        ],
      },
    })
    expect(explained(h)).toMatchObject(leaves('2026-01-01T08:00:00.000+08:00', 'Asia/Shanghai'))
    tells(h, { tz: 'America/New_York' })
    expect(explained(h)).toMatchObject(leaves('2025-12-31T19:00:00.000-05:00', 'America/New_York'))
  })

  it('of a segment that there is not is the nearest name', () => {
    const h = harness(text)
    acts(h, 'A')
    expect(explained(h, 't')).toEqual({ unknownSegment: 't', hint: ' (did you mean "s"?)' })
    expect(explained(h, 'big-spender')).toMatchObject({ hint: ': there are s' })
  })
})
