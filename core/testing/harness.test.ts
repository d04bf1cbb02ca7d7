import { describe, expect, it } from 'vitest'
import { Harness } from './harness.js'

const HOUR = 3_600_000
const DEFINITIONS = `
kind: segment
name: active
where: {count: {event: Seen, within: 1h, is: '>= 2'}}
---
kind: segment
name: quiet
where: {absent: {event: Seen, for: 2h}}
---
kind: journey
name: nudge
trigger: {segment: {entered: quiet}}
steps: [{wait: 30m}, {send: {channel: console, content: hello}}]
---
kind: content
name: hello
body: Hi
`
const harness = (options: { partitions?: number; timeScale?: number; start?: string } = {}) =>
  new Harness({ definitions: DEFINITIONS, ...options })

/** All that was said, with what depends on the number of partitions taken out. */
function told(h: Harness): unknown[] {
  const facts = h.facts.map(({ offset: _, ...fact }) => JSON.stringify(fact))
  const deliveries = h.deliveries.map(({ id: _, ...delivery }) => JSON.stringify(delivery))
  return [...facts, ...deliveries].sort()
}

/** A day of three people on several devices. */
function day(h: Harness): Harness {
  for (let i = 0; i < 40; i++) {
    const user = `u${i % 3}`
    h.send({ ids: { anonymousId: `d${i % 5}` }, event: 'Seen', messageId: `a${i}` })
    if (i % 4 === 0)
      h.send({ ids: { userId: user, anonymousId: `d${i % 3}` }, event: 'Seen', messageId: `u${i}` })
    h.advance(((i * 7) % 11) * 600_000)
  }
  h.advance(24 * HOUR)
  return h
}

describe('the clock', () => {
  it('stands still until it is moved, and then at the instant told', () => {
    const h = harness()
    h.track('ann', 'Seen')
    expect(h.now).toBe('2026-01-01T00:00:00.000Z')
    h.advance(HOUR)
    expect(h.now).toBe('2026-01-01T01:00:00.000Z')
    h.advanceTo('2026-02-01T00:00:00Z')
    expect(h.now).toBe('2026-02-01T00:00:00.000Z')
    expect(harness({ start: '2020-02-29T12:00:00Z' }).now).toBe('2020-02-29T12:00:00.000Z')
  })

  it('brings timers at their own instants, whatever the size of its steps', () => {
    const inOne = harness()
    inOne.track('ann', 'Seen')
    inOne.advance(10 * HOUR)
    const inMany = harness()
    inMany.track('ann', 'Seen')
    for (let i = 0; i < 1_000; i++) inMany.advance(HOUR / 100)
    expect(told(inMany)).toEqual(told(inOne))
    expect(inOne.factsOf('segment.entered', 'quiet').map(({ at }) => at)).toEqual([
      '2026-01-01T02:00:00.000Z',
    ])
    expect(inOne.deliveries.map(({ at }) => at)).toEqual(['2026-01-01T02:30:00.000Z'])
  })

  it('runs as much faster as the time scale says', () => {
    const h = harness({ timeScale: 3_600 })
    h.track('ann', 'Seen')
    h.advance(2_500)
    expect(h.deliveries.map(({ at }) => at)).toEqual(['2026-01-01T00:00:02.500Z'])
  })
})

describe('what it says', () => {
  it('is the same, byte for byte, each time', () => {
    const [first, second] = [day(harness()), day(harness())]
    expect(second.facts).toEqual(first.facts)
    expect(second.deliveries).toEqual(first.deliveries)
    expect(first.facts.length).toBeGreaterThan(50)
  })

  it('is the same over one partition and over many', () => {
    const one = told(day(harness({ partitions: 1 })))
    for (const partitions of [2, 7, 16]) expect(told(day(harness({ partitions })))).toEqual(one)
  })

  it('has a place of its own for each fact', () => {
    const h = day(harness())
    expect(new Set(h.facts.map(({ offset }) => offset)).size).toBe(h.facts.length)
    expect(new Set(h.deliveries.map(({ id }) => id)).size).toBe(h.deliveries.length)
  })

  it('can be asked for by kind and definition', () => {
    const h = harness()
    for (let i = 0; i < 2; i++) h.track('ann', 'Seen')
    expect(h.factsOf('segment.entered').map(({ name }) => name)).toEqual(['active'])
    expect(h.factsOf('segment.entered', 'quiet')).toEqual([])
  })
})

describe('an event', () => {
  it('that is late counts at its own time', () => {
    const h = harness()
    h.send({ ids: { userId: 'ann' }, event: 'Seen', at: '2025-12-31T23:30:00Z' })
    h.track('ann', 'Seen')
    expect(h.factsOf('segment.entered', 'active')).toHaveLength(1)
    h.advance(HOUR)
    expect(h.factsOf('segment.left', 'active')).toMatchObject([{ at: '2026-01-01T00:30:00.000Z' }])
  })

  it('that names nobody leaves no trace', () => {
    const h = harness()
    h.send({ ids: { userId: 'null', anonymousId: '0000-0000' }, event: 'Seen' })
    h.send({ ids: { loyaltyId: 'l1' }, event: 'Seen' })
    expect([h.facts, h.deadLetters]).toEqual([[], []])
  })

  it('of a group speaks of the account, its traits are the account’s alone', () => {
    const h = harness()
    h.send({ kind: 'identify', ids: { userId: 'ann' }, properties: { name: 'Ann' } })
    h.send({ kind: 'group', ids: { userId: 'ann', groupId: 'acme' }, properties: { name: 'Acme' } })
    expect(h.profile('user_id', 'ann')?.properties).toEqual({ name: 'Ann' })
    expect(h.profile('group_id', 'acme')?.properties).toEqual({ name: 'Acme' })
  })

  it('whose properties are of any shape stops nothing', () => {
    const h = harness()
    const odd = { __proto__x: 1, constructor: { prototype: null }, deep: [[[{}]]], empty: '', none: null }
    h.send({ kind: 'identify', ids: { userId: 'ann' }, properties: odd })
    h.send({ kind: 'identify', ids: { userId: 'ann' }, properties: JSON.parse('{"__proto__":{"x":1}}') })
    h.track('ann', 'Seen', odd)
    expect(h.deadLetters).toEqual([])
    expect(h.profile('user_id', 'ann')?.properties).toMatchObject({ deep: [[[{}]]], none: null })
    expect(({} as { x?: number }).x).toBeUndefined()
  })
})

it('a profile that is not there is null', () => {
  expect(harness().profile('user_id', 'nobody')).toBeNull()
})
