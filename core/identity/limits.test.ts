import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { Harness } from '../testing/harness.js'
import { type Policy, rules } from './test-rules.js'

const DAY = 86_400_000

describe.each([1, 4, 16])('limits of types over %i partitions', (partitions) => {
  const harness = (policy: Policy = {}) => new Harness({ definitions: rules(policy), partitions })
  const id = (type: string, value: string): Identifier => ({ type, value })
  const cookies = (h: Harness, type: string, value: string) =>
    h
      .profile(type, value)
      ?.identifiers.filter((link) => link.type === 'cookie')
      .map((link) => link.value)
      .sort()
  /** One with an e-mail or an id, and cookies, each a second younger than the one before. */
  const person = (h: Harness, ids: Record<string, string>, ...anonymous: string[]) => {
    for (const anonymousId of anonymous) {
      h.send({ ids: { ...ids, anonymousId }, event: 'Seen' })
      h.advance(1_000)
    }
  }
  const meet = (h: Harness) =>
    h.send({ ids: { 'traits.phone': '13800138000', 'traits.email': 'a@example.com' }, event: 'Seen' })
  const about = (h: Harness, fact: string) =>
    h.factsOf(fact).map(({ because }) => {
      const { identifier, reason } = because as { identifier: Identifier; reason: string }
      return `${identifier.value} ${reason}`
    })

  it('a merge lets the oldest go, with a fact each, and they begin anew (evict-oldest)', () => {
    const h = harness({ overLimit: 'evict-oldest', cookies: 3 })
    person(h, { 'traits.email': 'a@example.com' }, 'c1', 'c2', 'c3')
    person(h, { 'traits.phone': '13800138000' }, 'c4', 'c5')
    meet(h)
    expect(cookies(h, 'email', 'a@example.com')).toEqual(['c3', 'c4', 'c5'])
    expect(about(h, 'identifier.unlinked')).toEqual(['c1 limit', 'c2 limit'])
    expect(h.factsOf('link.refused')).toEqual([])
    h.send({ ids: { anonymousId: 'c1' }, event: 'Seen' })
    expect(cookies(h, 'cookie', 'c1')).toEqual(['c1'])
    expect(cookies(h, 'email', 'a@example.com')).toEqual(['c3', 'c4', 'c5'])
  })

  it('a merge lets the newest go, refused for the limit, and they begin anew (reject)', () => {
    const h = harness({ overLimit: 'reject', cookies: 3 })
    person(h, { 'traits.email': 'a@example.com' }, 'c1', 'c2', 'c3')
    person(h, { 'traits.phone': '13800138000' }, 'c4', 'c5')
    meet(h)
    expect(cookies(h, 'email', 'a@example.com')).toEqual(['c1', 'c2', 'c3'])
    expect(about(h, 'identifier.unlinked')).toEqual(['c4 limit', 'c5 limit'])
    expect(about(h, 'link.refused')).toEqual(['c4 limit', 'c5 limit'])
    person(h, { 'traits.phone': '13800138000' }, 'c5')
    expect(h.profile('cookie', 'c5')).toBeNull()
    expect(cookies(h, 'email', 'a@example.com')).toEqual(['c1', 'c2', 'c3'])
    expect(h.factsOf('link.refused')).toHaveLength(2)
  })

  it.each(['reject', 'evict-oldest'] as const)(
    'what is older than the window counts no more in a merge (%s)',
    (overLimit) => {
      const h = harness({ overLimit, cookies: 3 })
      person(h, { 'traits.email': 'a@example.com' }, 'c1', 'c2', 'c3')
      h.advance(7 * DAY)
      person(h, { 'traits.phone': '13800138000' }, 'c4', 'c5')
      meet(h)
      expect(cookies(h, 'email', 'a@example.com')).toEqual(['c1', 'c2', 'c3', 'c4', 'c5'])
      expect(h.factsOf('identifier.unlinked')).toEqual([])
    },
  )

  it.each(['reject', 'evict-oldest'] as const)(
    'a merge keeps what brings the two together, and who is known (%s)',
    (overLimit) => {
      const h = harness({ overLimit, cookies: 1 })
      person(h, { 'traits.email': 'a@example.com' }, 'c1')
      person(h, { userId: 'ann' }, 'c2')
      person(h, { userId: 'anna' })
      h.command({ name: 'link', subject: id('user_id', 'ann'), other: id('user_id', 'anna') })
      h.send({ ids: { userId: 'ann', 'traits.email': 'a@example.com' }, event: 'Seen' })
      const { identifiers = [] } = h.profile('user_id', 'ann') ?? {}
      const left = overLimit === 'reject' ? 'c1' : 'c2'
      expect(identifiers.map(({ value }) => value).sort()).toEqual(['a@example.com', 'ann', 'anna', left])
    },
  )

  it('a commanded link goes past the limit, and takes nobody’s place', () => {
    const h = harness({ overLimit: 'evict-oldest', cookies: 1 })
    person(h, { userId: 'ann' }, 'c1')
    person(h, {}, 'c2')
    h.command({ name: 'link', subject: id('user_id', 'ann'), other: id('cookie', 'c2') })
    expect(cookies(h, 'user_id', 'ann')).toEqual(['c1', 'c2'])
  })

  it('a merge lets none go that one of the two held alone: a limit that was tightened changes nobody', () => {
    const h = harness({ overLimit: 'evict-oldest', cookies: 4 })
    person(h, { 'traits.email': 'a@example.com' }, 'c1', 'c2', 'c3', 'c4')
    h.activate(rules({ overLimit: 'evict-oldest', cookies: 2 }))
    person(h, { 'traits.phone': '13800138000' }, 'c5')
    meet(h)
    expect(cookies(h, 'email', 'a@example.com')).toEqual(['c2', 'c3', 'c4', 'c5'])
  })

  it.each(['reject', 'evict-oldest'] as const)(
    'claims that are under way while two merge do not lead past the limit (%s)',
    (overLimit) => {
      for (let records = 0; records < 12; records++) {
        const h = harness({ overLimit, cookies: 2 })
        person(h, { 'traits.email': 'a@example.com' }, 'c1')
        person(h, { 'traits.phone': '13800138000' }, 'c2')
        h.hold()
        h.send({ ids: { 'traits.email': 'a@example.com', anonymousId: 'c3' }, event: 'Seen' })
        h.send({ ids: { 'traits.phone': '13800138000', anonymousId: 'c4' }, event: 'Seen' })
        h.release(records)
        meet(h)
        h.release()
        const { pending, parked } = h.profile('email', 'a@example.com') ?? {}
        expect([pending, parked]).toEqual([[], 0])
        expect(cookies(h, 'email', 'a@example.com')).toHaveLength(2)
        expect(h.counts.events).toBe(5)
      }
    },
  )

  describe('a profile that lets identifiers go', () => {
    /** Rounds of visits half a day apart, each from a cookie of its own; a month between rounds. */
    const visits = (count: number, rounds = 1) => {
      const h = harness({ overLimit: 'evict-oldest', cookies: 5 })
      for (let i = 0; i < count * rounds; i++) {
        h.send({ ids: { 'traits.email': 'a@example.com', anonymousId: `c${i}` }, event: 'Seen' })
        h.advance((i + 1) % count === 0 ? 30 * DAY : DAY / 2)
      }
      return h
    }

    it('is marked as shared when they are more than the limit within the window', () => {
      expect(visits(10).factsOf('identifier.shared')).toHaveLength(0)
      const h = visits(11)
      expect(h.factsOf('identifier.shared')).toHaveLength(1)
      expect(h.profile('email', 'a@example.com')).toMatchObject({ shared: true })
      expect(h.counts.shared).toBe(1)
    })

    it('is one customer’s when they are more over the years only', () => {
      const h = visits(10, 12)
      expect(h.factsOf('identifier.shared')).toEqual([])
      expect(h.factsOf('identifier.unlinked')).toHaveLength(5 * 12)
      const [crowd] = h.partitions.flatMap((p) => [...p.profiles()].flatMap((profile) => profile.crowd))
      expect(crowd?.at).toHaveLength(5)
    })
  })

  it('a profile that is full, and goes on refusing, is marked as shared: told, counted, and quiet', () => {
    const h = new Harness({
      definitions:
        'kind: identity\nname: rules\ntypes:\n' +
        '  - {type: email, role: contact, from: [traits.email], max: 512}\n' +
        '  - {type: cookie, role: anonymous, from: [anonymousId], max: 512}',
      partitions,
    })
    const visit = (i: number) =>
      h.send({ ids: { 'traits.email': 'all@example.com', anonymousId: `c${i}` }, event: 'Seen' })
    const room = LIMITS.profileIdentifiersMax - 1
    for (let i = 0; i < room + LIMITS.turnedAwayMax; i++) visit(i)
    expect(new Set(about(h, 'link.refused').map((line) => line.split(' ')[1]))).toEqual(
      new Set(['too-many-identifiers']),
    )
    expect([h.factsOf('identifier.shared').length, h.counts.shared]).toEqual([0, 0])
    visit(room + LIMITS.turnedAwayMax)
    expect([h.factsOf('identifier.shared').length, h.counts.shared]).toEqual([1, 1])
    const told = h.facts.length
    for (let i = 0; i < 500; i++) visit(2_000 + i)
    expect(h.facts).toHaveLength(told)
    expect(h.profile('email', 'all@example.com')?.identifiers).toHaveLength(LIMITS.profileIdentifiersMax)
    expect(h.counts.events).toBe(room + LIMITS.turnedAwayMax + 501)
  })

  it('a merge of more than a profile may hold is marked as shared, and the newest go', () => {
    const h = harness({ cookies: 500 })
    const half = LIMITS.profileIdentifiersMax / 2 + 10
    h.activate(rules({ cookies: 512 }))
    for (let i = 0; i < half; i++) {
      h.send({ ids: { userId: 'ann', anonymousId: `a${i}` }, event: 'Seen' })
      h.send({ ids: { userId: 'bob', anonymousId: `b${i}` }, event: 'Seen' })
    }
    h.command({ name: 'link', subject: id('user_id', 'ann'), other: id('user_id', 'bob') })
    expect(h.profile('user_id', 'bob')?.identifiers.length).toBeLessThanOrEqual(LIMITS.profileIdentifiersMax)
    expect(h.factsOf('identifier.shared').length + h.factsOf('identifier.unlinked').length).toBeGreaterThan(0)
    expect(h.profile('user_id', 'ann')).toMatchObject({ shared: true, pending: [] })
  })

  it.each(['reject', 'evict-oldest'] as const)(
    'an event of more than a type may have brings as many as there may be, and marks nobody (%s)',
    (overLimit) => {
      const h = harness({ overLimit, cookies: 1 })
      const ids = { userId: 'ann', anonymousId: 'c1', 'context.previous': 'c2' }
      h.send({ ids, event: 'Seen' })
      expect(h.profile('user_id', 'ann')?.shared).toBe(false)
      expect(cookies(h, 'user_id', 'ann')).toHaveLength(1)
      expect(about(h, 'link.refused')).toHaveLength(1)
      expect(h.factsOf('identifier.unlinked')).toEqual([])
    },
  )

  it('commands link no more than a profile may hold', () => {
    const h = harness()
    person(h, { userId: 'ann' }, 'c')
    for (let i = 0; i < LIMITS.profileIdentifiersMax + 5; i++)
      h.command({ name: 'link', subject: id('user_id', 'ann'), other: id('cookie', `c${i}`) })
    expect(h.profile('user_id', 'ann')?.identifiers).toHaveLength(LIMITS.profileIdentifiersMax)
    expect(about(h, 'link.refused').at(-1)).toBe(`c${LIMITS.profileIdentifiersMax + 4} too-many-identifiers`)
  })
})
