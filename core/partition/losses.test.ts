import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeEvents } from '../event/batch.js'
import type { Event, Identifier, Properties } from '../event/event.js'
import { Harness } from '../testing/harness.js'
import { Partition } from './partition.js'
import { encodeStitch } from './stitch-codec.js'

/** Nothing is lost silently (invariant I6): what a bound of a profile keeps out is counted. */
const TYPES = `
kind: identity
name: rules
types:
  - {type: user_id, role: known, from: [userId, previousId]}
  - {type: email, role: contact, from: [traits.email], max: 512}
  - {type: cookie, role: anonymous, from: [anonymousId], max: 1}
`
const JOURNEY = `
---
kind: journey
name: cart
trigger: {event: Cart}
entry: {key: event.cart, again: after 7d, limit: 64}
steps: [{wait: 1d}]
`
const SUM =
  "\n---\n{kind: segment, name: rich, where: {sum: {event: E, of: event.n, within: 1d, is: '>= 1'}}}\n"

function harness(definitions = TYPES): Harness {
  return new Harness({ definitions, partitions: 4 })
}

function merge(h: Harness, x = 'ann', y = 'bob'): void {
  const [subject, other] = [x, y].map((value) => ({ type: 'user_id', value }))
  if (subject !== undefined && other !== undefined) h.command({ name: 'link', subject, other })
}

describe('what finds no room in a profile is counted', () => {
  const identify = (h: Harness, userId: string, properties: Properties) =>
    h.send({ kind: 'identify', ids: { userId }, properties })
  const many = (prefix: string, count: number): Properties =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, i]))

  it('properties: too many, too long, and those that a merge brings', () => {
    const h = harness()
    identify(h, 'ann', many('p', LIMITS.profilePropertiesMax - 10))
    identify(h, 'ann', many('q', 13))
    expect(h.counts.lostProperties).toBe(3)
    identify(h, 'bob', { long: 'x'.repeat(LIMITS.traitLengthMax) })
    expect(h.counts.lostProperties).toBe(4)
    identify(h, 'bob', many('r', 5))
    merge(h)
    expect(h.counts.lostProperties).toBe(9)
  })

  it('entries of windows, also those that a merge brings', () => {
    const h = harness(TYPES + SUM)
    const fill = (userId: string, count: number) => {
      for (let i = 0; i < count; i++) h.track(userId, 'E', { n: 0 })
    }
    fill('ann', LIMITS.windowEntriesMax + 2)
    expect(h.counts.lostEntries).toBe(2)
    fill('bob', 3)
    merge(h)
    expect(h.counts.lostEntries).toBe(5)
  })

  it('instances of journeys: entries that are refused, and those that a merge has no room for', () => {
    const h = harness(TYPES + JOURNEY)
    const carts = (userId: string, prefix: string, count: number) => {
      for (let i = 0; i < count; i++) h.track(userId, 'Cart', { cart: `${prefix}${i}` })
    }
    carts('ann', 'a', LIMITS.instancesMax)
    expect([h.counts.lostInstances, h.counts.lostHistory]).toEqual([0, 0])
    carts('ann', 'b', 3)
    expect(h.counts.lostInstances).toBe(3)
    carts('bob', 'c', 2)
    merge(h)
    expect(h.counts).toMatchObject({ lostInstances: 5, lostHistory: 2 })
    expect(h.factsOf('journey.exited').map(({ because }) => because.reason)).toEqual(['limit', 'limit'])
  })

  it('keys of entries are never cut: long ones that begin alike are two', () => {
    const h = harness(TYPES + JOURNEY)
    for (const end of ['x', 'y', 'x']) h.track('ann', 'Cart', { cart: `${'k'.repeat(400)}${end}` })
    expect(h.factsOf('journey.entered')).toHaveLength(2)
    for (const { because } of h.factsOf('journey.entered'))
      expect(String(because.key)).toHaveLength(LIMITS.identifierLengthMax)
  })

  it('entries into journeys that are forgotten for newer ones', () => {
    const h = harness(TYPES + JOURNEY)
    for (let i = 0; i < LIMITS.journeyHistoryMax + 4; i++) {
      h.track('ann', 'Cart', { cart: `c${i}` })
      h.advance(86_400_000)
    }
    expect(h.counts).toMatchObject({ lostInstances: 0, lostHistory: 4 })
  })

  it('ids of events that are forgotten before their time, also by a merge', () => {
    const h = harness()
    for (let i = 0; i < LIMITS.seenEventsMax + 5; i++) h.track('ann', 'E')
    expect(h.counts.lostIds).toBe(5)
    for (let i = 0; i < 3; i++) h.track('bob', 'E')
    merge(h)
    expect(h.counts.lostIds).toBe(8)
    h.advance(LIMITS.seenMsMax)
    h.track('ann', 'E')
    expect(h.counts.lostIds).toBe(8)
  })

  it('refusals that are forgotten for newer ones', () => {
    const h = harness()
    for (let i = 0; i < LIMITS.refusalsMax + 3; i++) {
      h.send({ ids: { userId: `owner${i}`, 'traits.email': `m${i}@example.com` }, event: 'E' })
      h.send({ ids: { userId: 'ann', 'traits.email': `m${i}@example.com` }, event: 'E' })
    }
    expect(h.counts.lostRefusals).toBe(3)
  })
})

describe('what comes with a profile to a partition that does not know its definitions', () => {
  const older = compileDefinitions([{ path: 'd.yaml', text: TYPES }])
  const newer = compileDefinitions([{ path: 'd.yaml', text: TYPES + JOURNEY + SUM }])

  it('ends with a fact (an instance), or is counted (a window)', () => {
    const parties = ['ann', 'bob', 'cid', 'dan', 'eve'].map((value) => ({ type: 'user_id', value }))
    const [subject, other] = parties.sort((x, y) => older.identities.compare(x, y)).slice(0, 2)
    if (subject === undefined || other === undefined) throw new Error('two are needed')
    const [giver, taker] = [new Partition(0, 1, newer), new Partition(0, 1, older)]
    const event = (name: string, properties: Properties, messageId: string) =>
      encodeEvents([{ ...eventOf(other), name, properties, messageId }])
    giver.step({ offset: 1, time: 1, bytes: event('Cart', { cart: 'c' }, 'm1') })
    giver.step({ offset: 2, time: 1, bytes: event('E', { n: 3 }, 'm2') })
    const [root] = giver.profiles()
    if (root === undefined) throw new Error('there is no profile')
    const evidence = { eventId: 'm3', time: 1, source: 'test' }
    const handoff = { kind: 'handoff', to: subject, from: other, key: other, root, evidence } as const
    const message = encodeStitch({ ...handoff, generation: 0, returned: false }, newer)
    const record = { link: { from: 0, n: 1, messages: [message] } }
    taker.step({ offset: 1, time: 1, bytes: encodeEvents([eventOf(subject)]) })
    const { outputs, counts } = taker.step({
      ...{ offset: 2, time: 2 },
      bytes: waymark.Record.encode(record).finish(),
    })
    expect(counts.lostWindows).toBe(1)
    const exits = outputs.filter((output) => output.to === 'fact' && output.kind === 'journey.exited')
    expect(exits.map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)))).toMatchObject([
      { name: 'cart', because: { reason: 'definitions', instance: root.instances[0]?.id } },
    ])
  })
})

function eventOf(identifier: Identifier): Event {
  const common = { name: 'E', messageId: 'm0', time: 1, received: 1, source: 'test', properties: {} }
  return { kind: 'track', ...common, identifiers: [identifier] }
}
