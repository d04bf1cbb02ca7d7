import { describe, expect, it } from 'vitest'
import { compileDefinitions } from '../definitions/definitions.js'
import { EventParser } from '../ingest/event-parser.js'
import { Harness } from '../testing/harness.js'
import { type Policy, rules } from './test-rules.js'

/*
 * The edge cases that identity must get right, by number; where a type's policy decides, each has a test.
 * More: `core/partition/commands.test.ts`, `core/definitions/identities.test.ts`.
 */

const DAY = 86_400_000

describe.each([1, 4, 16])('over %i partitions', (partitions) => {
  const harness = (policy: Policy = {}) => new Harness({ definitions: rules(policy), partitions })
  /** Public id of the profile that an identifier leads to. */
  const of = (h: Harness, type: string, value: string) => h.profile(type, value)?.profile
  const user = (h: Harness, value: string) => of(h, 'user_id', value)
  const cookie = (h: Harness, value: string) => of(h, 'cookie', value)
  const seen = (h: Harness, ids: Record<string, string>) => h.send({ ids, event: 'Seen' })
  const links = (h: Harness, type: string, value: string) =>
    h.profile(type, value)?.identifiers.map((link) => `${link.type}:${link.value}`)
  const reasons = (h: Harness) => h.factsOf('link.refused').map(({ because }) => because.reason)
  const alias = (h: Harness, userId: string, previousId: string, messageId?: string) =>
    h.send({ kind: 'alias', ids: { userId, previousId }, ...(messageId === undefined ? {} : { messageId }) })

  it.each(['null', 'undefined', 'NaN', '[object Object]', '00000000-0000', '-1', 'anonymous', '', ' '])(
    '1: %j names nobody: the event goes to whom else it names, and is refused when that is no one',
    (nobody) => {
      const h = harness()
      seen(h, { userId: nobody, anonymousId: 'c1' })
      seen(h, { userId: nobody, anonymousId: 'c2' })
      expect(h.factsOf('profile.created')).toHaveLength(2)
      expect(links(h, 'cookie', 'c1')).toEqual(['cookie:c1'])
      expect(parse(rules(), { userId: nobody })).toMatchObject({ reason: 'no_identifier' })
    },
  )

  it('2: the same identifier twice in an event is one', () => {
    const h = harness()
    seen(h, { userId: 'ann', 'traits.email': 'Ann@Example.com', 'properties.email': ' ann@example.com' })
    expect(links(h, 'user_id', 'ann')).toEqual(['user_id:ann', 'email:ann@example.com'])
    expect(h.factsOf('identifier.linked')).toHaveLength(1)
  })

  it('3: an alias of oneself changes nothing', () => {
    const h = harness()
    seen(h, { userId: 'ann' })
    alias(h, 'ann', 'ann')
    const ann = { type: 'user_id', value: 'ann' }
    h.command({ name: 'link', subject: ann, other: ann })
    expect(links(h, 'user_id', 'ann')).toEqual(['user_id:ann'])
    expect(h.facts.map(({ fact }) => fact)).toEqual(['profile.created', 'journey.entered', 'journey.step'])
  })

  it('4: what a visitor did last week is the user’s after the login', () => {
    const h = harness()
    for (let i = 0; i < 2; i++) seen(h, { anonymousId: 'c1' })
    h.advance(7 * DAY)
    seen(h, { userId: 'ann', anonymousId: 'c1' })
    expect(cookie(h, 'c1')).toBe(user(h, 'ann'))
    expect(h.profile('user_id', 'ann')).toMatchObject({
      segments: ['browser'],
      created: '2026-01-01T00:00:00.000Z',
    })
  })

  /** Ann logs in on a cookie, then Bob does; each twice seen there. */
  const switched = (policy: Policy['switched']): Harness => {
    const h = harness({ switched: policy })
    for (const userId of ['ann', 'ann', 'bob', 'bob']) seen(h, { userId, anonymousId: 'c1' })
    expect(user(h, 'ann')).not.toBe(user(h, 'bob'))
    expect(h.factsOf('segment.entered')).toEqual([])
    return h
  }

  it('5: a shared browser is two users, its cookie goes to the last login (switched: last-login)', () => {
    const h = switched('last-login')
    expect(cookie(h, 'c1')).toBe(user(h, 'bob'))
    seen(h, { userId: 'ann', anonymousId: 'c1' })
    expect(cookie(h, 'c1')).toBe(user(h, 'ann'))
    expect(h.factsOf('segment.entered').map(({ profile }) => profile)).toEqual([user(h, 'ann')])
  })

  it('5: a shared browser is two users, its cookie stays with the first (switched: first)', () => {
    const h = switched('first')
    expect(cookie(h, 'c1')).toBe(user(h, 'ann'))
    expect(reasons(h)).toEqual(['known-into-known'])
  })

  it('5: a shared browser is two users, its cookie is neither’s (switched: shared)', () => {
    const h = switched('shared')
    seen(h, { anonymousId: 'c1' })
    expect(h.profile('cookie', 'c1')).toMatchObject({ shared: true, identifiers: [{ value: 'c1' }] })
    expect([user(h, 'ann'), user(h, 'bob')]).not.toContain(cookie(h, 'c1'))
  })

  it('6: a user switches without a logout: each has the events under the own id', () => {
    const h = harness()
    for (const userId of ['ann', 'bob', 'ann', 'bob', 'ann']) seen(h, { userId, anonymousId: 'c1' })
    expect(h.profile('user_id', 'ann')?.segments).toEqual(['browser'])
    expect(h.profile('user_id', 'bob')?.segments).toEqual([])
    expect(cookie(h, 'c1')).toBe(user(h, 'ann'))
  })

  it('7: after a logout that resets the cookie, browsing is not the user’s', () => {
    const h = harness()
    seen(h, { userId: 'ann', anonymousId: 'c1' })
    seen(h, { anonymousId: 'c2' })
    expect(cookie(h, 'c2')).not.toBe(user(h, 'ann'))
  })

  it.each(['last-login', 'first', 'shared'] as const)(
    '7: a cookie that a logout does not reset stays that of its only user (switched: %s)',
    (policy) => {
      const h = harness({ switched: policy })
      seen(h, { userId: 'ann', anonymousId: 'c1' })
      seen(h, { anonymousId: 'c1' })
      expect(cookie(h, 'c1')).toBe(user(h, 'ann'))
    },
  )

  it('7: a cookie that two have used, and no logout resets, is neither’s (switched: shared)', () => {
    const h = switched('shared')
    for (let i = 0; i < 3; i++) seen(h, { anonymousId: 'c1' })
    expect(h.factsOf('segment.entered').map(({ profile }) => profile)).toEqual([cookie(h, 'c1')])
  })

  it('8: a tablet in a shop with 500 logins is marked shared, and joins nobody', () => {
    const h = harness()
    for (let i = 0; i < 500; i++) seen(h, { userId: `u${i}`, 'context.device.id': 'tablet' })
    expect(h.factsOf('identifier.shared')).toHaveLength(1)
    expect(h.profile('device', 'tablet')).toMatchObject({ shared: true, identifiers: [{ value: 'tablet' }] })
    expect(new Set(Array.from({ length: 500 }, (_, i) => user(h, `u${i}`))).size).toBe(500)
  })

  it('9: an e-mail of two known users stays with the first; the second is a profile of its own', () => {
    const h = harness()
    seen(h, { userId: 'ann', 'traits.email': 'us@example.com' })
    seen(h, { userId: 'bob', 'traits.email': 'us@example.com' })
    expect(of(h, 'email', 'us@example.com')).toBe(user(h, 'ann'))
    expect(links(h, 'user_id', 'bob')).toEqual(['user_id:bob'])
    expect(reasons(h)).toEqual(['known-into-known'])
  })

  it('10: a known user is not joined to another by an event; that is refused once, and to be seen', () => {
    const h = harness()
    seen(h, { userId: 'ann' })
    seen(h, { userId: 'bob', 'context.externalIds.union_id': 'wx-bob' })
    for (let i = 0; i < 3; i++) seen(h, { userId: 'ann', 'context.externalIds.union_id': 'wx-bob' })
    expect(of(h, 'union_id', 'wx-bob')).toBe(user(h, 'bob'))
    expect(reasons(h)).toEqual(['known-into-known'])
    expect(h.profile('user_id', 'ann')).toMatchObject({
      segments: ['browser'],
      refused: [{ type: 'union_id', reason: 'known-into-known' }],
    })
  })

  it('11: links in a circle make one profile, again and again', () => {
    const h = harness()
    for (let round = 0; round < 3; round++)
      for (const [to, from] of ['ab', 'bc', 'ca'] as const) alias(h, `u-${to}`, `u-${from}`)
    expect(new Set(['a', 'b', 'c'].map((name) => user(h, `u-${name}`))).size).toBe(1)
    expect(h.factsOf('profile.merged')).toHaveLength(h.factsOf('profile.created').length - 1)
    expect(links(h, 'user_id', 'u-a')).toHaveLength(3)
  })

  it('12: after a chain of merges an event for the first loser finds the last winner', () => {
    const h = harness()
    seen(h, { userId: 'u0', anonymousId: 'c0' })
    for (let i = 1; i <= 20; i++) {
      seen(h, { userId: `u${i}` })
      alias(h, `u${i}`, `u${i - 1}`)
    }
    seen(h, { userId: 'u0' })
    seen(h, { anonymousId: 'c0' })
    expect(cookie(h, 'c0')).toBe(user(h, 'u20'))
    expect(links(h, 'user_id', 'u0')).toHaveLength(22)
    expect(h.counts.events).toBe(43)
  })

  it('13: a merge that comes twice, as a copy or said again, is one', () => {
    const h = harness()
    for (const userId of ['ann', 'anna']) seen(h, { userId })
    for (const messageId of ['m1', 'm1', 'm2']) alias(h, 'ann', 'anna', messageId)
    expect(h.factsOf('profile.merged')).toHaveLength(1)
    expect(h.counts).toMatchObject({ duplicates: 1, events: 4 })
  })

  it('14: a sign-up that arrives before the anonymous events, and events older than the link, count', () => {
    const h = harness()
    h.advance(DAY)
    h.send({ kind: 'identify', ids: { userId: 'ann', anonymousId: 'c1' }, properties: { tier: 'new' } })
    for (const hour of ['03', '01', '02'])
      h.send({ ids: { anonymousId: 'c1' }, event: 'Seen', at: `2026-01-01T${hour}:00:00Z` })
    h.send({
      kind: 'identify',
      ids: { userId: 'ann' },
      at: '2026-01-01T00:00:00Z',
      properties: { tier: 'old' },
    })
    expect(h.profile('user_id', 'ann')).toMatchObject({
      segments: ['browser'],
      created: '2026-01-01T00:00:00.000Z',
      properties: { tier: 'new' },
    })
  })

  it.each(['abcd', 'dcba', 'bdac', 'cbda'])(
    '15: two merges at once that share a profile end in one (%s)',
    (order) => {
      const h = harness()
      for (const name of order) seen(h, { userId: `u-${name}`, anonymousId: `c-${name}` })
      h.hold()
      alias(h, 'u-a', 'u-b')
      alias(h, 'u-c', 'u-b')
      alias(h, 'u-c', 'u-d')
      alias(h, 'u-d', 'u-a')
      h.release()
      expect(new Set([...order].map((name) => cookie(h, `c-${name}`))).size).toBe(1)
      expect(h.profile('user_id', 'u-a')).toMatchObject({ segments: ['browser'], pending: [], parked: 0 })
      expect(h.factsOf('profile.merged')).toHaveLength(3)
    },
  )

  it('16: an event with only an identifier that was unlinked makes a new profile', () => {
    const h = harness()
    seen(h, { userId: 'ann', anonymousId: 'c1' })
    h.command({ name: 'unlink', subject: { type: 'cookie', value: 'c1' } })
    expect(h.profile('cookie', 'c1')).toBeNull()
    seen(h, { anonymousId: 'c1' })
    expect(cookie(h, 'c1')).not.toBe(user(h, 'ann'))
    expect(links(h, 'user_id', 'ann')).toEqual(['user_id:ann'])
  })

  it('16: a parent that is unlinked takes its children with it', () => {
    const h = harness()
    seen(h, { userId: 'ann', 'traits.phone': '13800138000', anonymousId: 'c1' })
    h.command({ name: 'unlink', subject: { type: 'user_id', value: 'ann' } })
    expect(links(h, 'cookie', 'c1')).toEqual(['cookie:c1'])
    seen(h, { 'traits.phone': '+86 138 0013 8000' })
    expect(of(h, 'phone', '+8613800138000')).not.toBe(cookie(h, 'c1'))
  })

  it('17: an identifier that is linked, unlinked and linked to another is the other’s', () => {
    const h = harness()
    seen(h, { userId: 'ann', 'traits.email': 'us@example.com' })
    h.command({ name: 'unlink', subject: { type: 'email', value: 'us@example.com' } })
    seen(h, { userId: 'bob', 'traits.email': 'us@example.com' })
    expect(of(h, 'email', 'us@example.com')).toBe(user(h, 'bob'))
    expect(links(h, 'user_id', 'ann')).toEqual(['user_id:ann'])
    expect(reasons(h)).toEqual([])
  })

  it('18: the sixth cookie in a week is refused; after a month it is taken (over_limit: reject)', () => {
    const h = harness()
    for (let i = 1; i <= 6; i++) seen(h, { userId: 'ann', anonymousId: `c${i}` })
    expect(reasons(h)).toEqual(['limit'])
    expect(h.profile('cookie', 'c6')).toBeNull()
    h.advance(30 * DAY)
    seen(h, { userId: 'ann', anonymousId: 'c6' })
    expect(cookie(h, 'c6')).toBe(user(h, 'ann'))
    expect(h.profile('user_id', 'ann')?.refused).toEqual([])
  })

  it('18: the sixth cookie in a week takes the place of the first (over_limit: evict-oldest)', () => {
    const h = harness({ overLimit: 'evict-oldest' })
    for (let i = 1; i <= 6; i++) {
      seen(h, { userId: 'ann', anonymousId: `c${i}` })
      h.advance(1000)
    }
    expect(links(h, 'user_id', 'ann')?.slice(1)).toEqual([2, 3, 4, 5, 6].map((i) => `cookie:c${i}`))
    expect(h.factsOf('identifier.unlinked')).toMatchObject([
      { because: { reason: 'limit', identifier: { value: 'c1' } } },
    ])
    h.advance(30 * DAY)
    seen(h, { userId: 'ann', anonymousId: 'c7' })
    expect(h.factsOf('identifier.unlinked')).toHaveLength(1)
  })

  it('19: who is unlinked begins anew; what was done while linked stays where it was done', () => {
    const h = harness()
    const bob = { type: 'user_id', value: 'bob' }
    for (const userId of ['ann', 'bob', 'bob']) seen(h, { userId })
    h.command({ name: 'link', subject: { type: 'user_id', value: 'ann' }, other: bob })
    expect(h.factsOf('segment.entered')).toHaveLength(1)
    h.command({ name: 'unlink', subject: bob })
    for (let i = 0; i < 2; i++) seen(h, { userId: 'bob' })
    expect(h.profile('user_id', 'ann')?.segments).toEqual(['browser'])
    expect(h.profile('user_id', 'bob')).toMatchObject({ segments: [], identifiers: [{ value: 'bob' }] })
    seen(h, { userId: 'bob' })
    expect(h.profile('user_id', 'bob')?.segments).toEqual(['browser'])
  })

  it('20: a phone number is one however it is written', () => {
    const h = harness()
    for (const phone of [
      '13800138000',
      ' 138 0013 8000',
      '+86 138-0013-8000',
      '008613800138000',
      '(+86)13800138000',
    ])
      seen(h, { 'traits.phone': phone })
    expect(h.factsOf('profile.created')).toHaveLength(1)
    expect(h.profile('phone', '+8613800138000')?.segments).toEqual(['browser'])
  })

  it('21: an identifier of an undeclared type is ignored (undeclared: ignore)', () => {
    const call = { userId: 'ann', context: { externalIds: [{ id: 'l1', type: 'loyalty' }] } }
    expect(parse(rules(), call)).toMatchObject({
      outcome: 'parsed',
      events: [{ identifiers: [{ type: 'user_id', value: 'ann' }] }],
    })
  })

  it.each([
    [
      {
        externalIds: [
          { id: 'w1', type: 'union_id' },
          { id: 'l1', type: 'loyalty' },
        ],
      },
    ],
    [{ externalIds: { union_id: 'w1', loyalty: 'l1' } }],
  ])('21: the event is refused, with the type that is not declared (undeclared: reject)', (context) => {
    expect(parse(rules({ undeclared: 'reject' }), { userId: 'ann', context })).toMatchObject({
      reason: 'undeclared',
      at: 'context.externalIds.loyalty',
    })
  })

  it('21: declared types alone are taken where undeclared ones are refused (undeclared: reject)', () => {
    const call = { userId: 'ann', context: { externalIds: [{ id: 'w1', type: 'union_id' }] } }
    expect(parse(rules({ undeclared: 'reject' }), call)).toMatchObject({
      events: [{ identifiers: [{ value: 'ann' }, { value: 'w1' }] }],
    })
  })

  it.each([
    ['keep-oldest', ['2026-01-02T00:00:00.000Z']],
    ['keep-newest', ['2026-01-02T06:00:00.000Z']],
    ['keep-all', ['2026-01-02T00:00:00.000Z', '2026-01-02T06:00:00.000Z']],
  ] as const)(
    '22: of two running journeys a merge keeps what the journey says (on_merge: %s)',
    (onMerge, sent) => {
      for (const early of ['user', 'cookie']) {
        const h = harness({ onMerge })
        seen(h, early === 'user' ? { userId: 'ann' } : { anonymousId: 'c1' })
        h.advance(DAY / 4)
        seen(h, early === 'user' ? { anonymousId: 'c1' } : { userId: 'ann' })
        seen(h, { userId: 'ann', anonymousId: 'c1' })
        h.advance(2 * DAY)
        expect(h.deliveries.map(({ at }) => at)).toEqual(sent)
        seen(h, { userId: 'ann' })
        expect(h.factsOf('journey.entered')).toHaveLength(2)
      }
    },
  )

  it('23: who is erased and comes again is somebody new', () => {
    const h = harness()
    for (let i = 0; i < 3; i++) seen(h, { userId: 'ann', anonymousId: 'c1' })
    const before = user(h, 'ann')
    h.command({ name: 'erase', subject: { type: 'user_id', value: 'ann' } })
    expect([h.profile('user_id', 'ann'), h.profile('cookie', 'c1')]).toEqual([null, null])
    h.advance(1)
    seen(h, { userId: 'ann' })
    expect(h.profile('user_id', 'ann')).toMatchObject({ segments: [], identifiers: [{ value: 'ann' }] })
    expect(user(h, 'ann')).not.toBe(before)
  })

  it.each(['reject', 'evict-oldest'] as const)(
    '24: a limit that is tightened changes no profile; it holds for what comes (over_limit: %s)',
    (overLimit) => {
      const h = harness()
      for (let i = 1; i <= 5; i++) {
        seen(h, { userId: 'ann', anonymousId: `c${i}` })
        h.advance(1000)
      }
      const before = h.facts.length
      h.activate(rules({ cookies: 2, overLimit }))
      seen(h, { userId: 'ann', anonymousId: 'c5' })
      expect(links(h, 'user_id', 'ann')).toHaveLength(6)
      expect(h.facts.slice(before)).toEqual([])
      seen(h, { userId: 'ann', anonymousId: 'c6' })
      expect(links(h, 'user_id', 'ann')).toHaveLength(6)
      const told = overLimit === 'reject' ? ['link.refused'] : ['identifier.unlinked', 'identifier.linked']
      expect(new Set(h.facts.slice(before).map(({ fact }) => fact))).toEqual(new Set(told))
    },
  )
})

function parse(definitions: string, call: Record<string, unknown>) {
  const { identities } = compileDefinitions([{ path: 'rules.yaml', text: definitions }])
  const received = Date.UTC(2026, 0, 1)
  const envelope = { source: 'web', received, sentAt: Number.NaN, context: undefined, contextSize: 0 }
  return new EventParser(identities).parse({ event: 'Seen', ...call }, 'track', envelope)
}
