import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { rules } from '../identity/test-rules.js'
import { type Fact, Harness } from '../testing/harness.js'

const HOUR = 3_600_000
const AT = '2026-01-01T00:00:00.000Z'
const ann: Identifier = { type: 'user_id', value: 'ann' }
const bob: Identifier = { type: 'user_id', value: 'bob' }
const cookie: Identifier = { type: 'cookie', value: 'c1' }
const email: Identifier = { type: 'email', value: 'us@example.com' }
/** Partition, offset of the record, number in its step. */
const offset = expect.stringMatching(/^\d+-\d+-\d+$/)

const harness = (definitions = rules()) => new Harness({ definitions, partitions: 16 })
const send = (h: Harness, ids: Record<string, string>, messageId: string) =>
  h.send({ ids, event: 'Known', messageId })
const idOf = (h: Harness, { type, value }: Identifier) => h.profile(type, value)?.profile

/** A fact of Ann's as it stands on the stream, whole. */
const ofAnn = (h: Harness, fact: string, because: Fact['because']) => ({
  fact,
  at: h.now,
  profile: idOf(h, ann),
  subject: ann,
  because,
  offset,
})

describe('profile', () => {
  it('created: of which kind, by which event', () => {
    const h = harness()
    send(h, { userId: 'ann' }, 'm1')
    expect(h.facts).toEqual([ofAnn(h, 'profile.created', { entity: 'user', event: 'm1', source: 'test' })])
  })

  it('merged: which public id is no more, which stands for it, and what event says so', () => {
    const h = harness()
    send(h, { anonymousId: 'c1' }, 'm1')
    const from = idOf(h, cookie)
    h.advance(HOUR)
    send(h, { userId: 'ann', anonymousId: 'c1' }, 'm2')
    const because = { from, to: idOf(h, ann), event: 'm2', source: 'test' }
    expect(h.factsOf('profile.merged')).toEqual([ofAnn(h, 'profile.merged', because)])
  })

  it('merged: what the one that is gone was in, it has left; the other enters it, because of it', () => {
    const h = harness()
    for (let i = 0; i < 3; i++) h.send({ ids: { anonymousId: 'c1' }, event: 'Seen' })
    const visitor = idOf(h, cookie)
    send(h, { userId: 'ann', anonymousId: 'c1' }, 'm2')
    const flips = h.facts.filter(({ fact }) => fact.startsWith('segment.'))
    const { version } = h.definitions.segments[0] ?? {}
    const flip = { at: AT, subject: ann, name: 'browser', version, offset }
    const events = ['message-3', 'message-2', 'message-1']
    const leaf = { leaf: 'count of Seen >= 3 in 30d', holds: true, value: 3, events }
    const because = { cause: `merged ${visitor}`, leaves: [leaf] }
    expect(flips.slice(1)).toEqual([
      { ...flip, fact: 'segment.left', profile: visitor, subject: cookie, because: { merged: idOf(h, ann) } },
      { ...flip, fact: 'segment.entered', profile: idOf(h, ann), because },
    ])
  })

  it('erased: the public id and the command, and nothing that names anyone', () => {
    const h = harness()
    send(h, { userId: 'ann' }, 'm1')
    const profile = idOf(h, ann)
    h.command({ name: 'erase', subject: ann, id: 'cmd-7' })
    expect(h.factsOf('profile.erased')).toEqual([
      {
        fact: 'profile.erased',
        at: AT,
        profile,
        subject: { type: 'user_id', value: '' },
        because: { command: 'cmd-7' },
        offset,
      },
    ])
  })
})

describe('identifier', () => {
  it('linked: which, by which event', () => {
    const h = harness()
    send(h, { userId: 'ann', 'traits.email': 'Us@example.com' }, 'm1')
    const because = { identifier: email, event: 'm1', source: 'test' }
    expect(h.factsOf('identifier.linked')).toEqual([ofAnn(h, 'identifier.linked', because)])
  })

  it('linked: by a command', () => {
    const h = harness()
    send(h, { userId: 'ann' }, 'm1')
    h.command({ name: 'link', subject: ann, other: email, id: 'cmd-7' })
    const because = { identifier: email, event: 'cmd-7', source: 'command' }
    expect(h.factsOf('identifier.linked')).toEqual([ofAnn(h, 'identifier.linked', because)])
  })

  it.each<[string, (h: Harness) => void]>([
    ['command', (h) => h.command({ name: 'unlink', subject: cookie })],
    ['switched', (h) => send(h, { userId: 'bob', anonymousId: 'c1' }, 'm2')],
    [
      'limit',
      (h) => {
        for (let i = 0; i < 5; i++) send(h, { userId: 'ann', anonymousId: `d${i}` }, `n${i}`)
      },
    ],
  ])('unlinked: which, because of %s', (reason, act) => {
    const h = harness(rules({ overLimit: 'evict-oldest' }))
    send(h, { userId: 'ann', anonymousId: 'c1' }, 'm0')
    act(h)
    const because = { identifier: cookie, reason }
    expect(h.factsOf('identifier.unlinked')).toEqual([ofAnn(h, 'identifier.unlinked', because)])
  })

  it('shared: whose it was', () => {
    const h = harness(rules({ switched: 'shared' }))
    for (const userId of ['ann', 'bob']) send(h, { userId, anonymousId: 'c1' }, userId)
    const fact = { fact: 'identifier.shared', at: AT, profile: idOf(h, cookie), subject: cookie, offset }
    expect(h.factsOf('identifier.shared')).toEqual([{ ...fact, because: { owners: [ann, bob] } }])
  })

  it('shared: by more than can be one customer’s', () => {
    const h = harness(rules({ cookies: 2 }))
    for (let i = 0; i < 20; i++) send(h, { 'traits.email': email.value, anonymousId: `d${i}` }, `m${i}`)
    const fact = { fact: 'identifier.shared', at: AT, profile: idOf(h, email), subject: email, offset }
    expect(h.factsOf('identifier.shared')).toEqual([{ ...fact, because: { owners: [] } }])
  })
})

describe('link.refused', () => {
  const refused = (h: Harness, identifier: Identifier, reason: string, event: string) => [
    ofAnn(h, 'link.refused', { identifier, reason, event, source: 'test' }),
  ]
  const told = (h: Harness) => h.factsOf('link.refused')

  it('known-into-known: it belongs to another known one', () => {
    const h = harness()
    send(h, { userId: 'bob', 'traits.email': email.value }, 'm1')
    send(h, { userId: 'ann', 'traits.email': email.value }, 'm2')
    expect(told(h)).toEqual(refused(h, email, 'known-into-known', 'm2'))
  })

  it('limit: there are as many of its type as there may be', () => {
    const h = harness(rules({ cookies: 1 }))
    for (const anonymousId of ['c0', 'c1', 'c1']) send(h, { userId: 'ann', anonymousId }, anonymousId)
    expect(told(h)).toEqual(refused(h, cookie, 'limit', 'c1'))
  })

  it('too-many-identifiers: there are as many as a profile may hold', () => {
    const h = harness()
    const aliases = LIMITS.profileIdentifiersMax - 1
    for (let i = 0; i < aliases; i++)
      h.command({ name: 'link', subject: ann, other: { type: 'cookie', value: `d${i}` } })
    send(h, { userId: 'ann', anonymousId: 'c1' }, 'm1')
    expect(told(h)).toEqual(refused(h, cookie, 'too-many-identifiers', 'm1'))
  })

  it('shared: it is used by too many', () => {
    const h = harness(rules({ switched: 'shared' }))
    for (const userId of ['u1', 'u2']) send(h, { userId, anonymousId: 'c1' }, userId)
    h.facts.length = 0
    send(h, { userId: 'ann', anonymousId: 'c1' }, 'm1')
    expect(told(h)).toEqual(refused(h, cookie, 'shared', 'm1'))
  })

  it('erased: the event is from before it was erased', () => {
    const h = harness()
    send(h, { anonymousId: 'c1' }, 'm1')
    h.command({ name: 'erase', subject: cookie })
    h.advance(HOUR)
    h.send({ ids: { userId: 'ann', anonymousId: 'c1' }, event: 'Known', messageId: 'm2', at: AT })
    expect(told(h)).toEqual(refused(h, cookie, 'erased', 'm2'))
  })

  it('gone: whom it belonged to was erased while the claim was under way', () => {
    const h = harness()
    // Each lives elsewhere, so that every message is a record of its own.
    const [user, mail, visitor] = apart(h, ['user_id', 'email', 'cookie']) as [
      Identifier,
      Identifier,
      Identifier,
    ]
    send(h, { userId: user.value, anonymousId: visitor.value }, 'm1')
    h.hold()
    send(h, { 'traits.email': mail.value, anonymousId: visitor.value }, 'm2')
    // The claim, its way on along the redirect, the answer to yield; the handoff finds nobody.
    h.release(3)
    h.command({ name: 'erase', subject: user })
    h.release()
    const because = { identifier: visitor, reason: 'gone', event: 'm2', source: 'test' }
    const fact = { fact: 'link.refused', at: AT, profile: idOf(h, mail), subject: mail, because, offset }
    expect(told(h)).toEqual([fact])
    expect(h.profile('email', mail.value)).toMatchObject({ pending: [], parked: 0, identifiers: [mail] })
  })
})

/** Identifiers of these types, each of another partition. */
function apart({ definitions, partitions }: Harness, types: readonly string[]): Identifier[] {
  const homes = new Set<number>()
  return types.map((type) => {
    for (let i = 0; ; i++) {
      const identifier = { type, value: type === 'email' ? `m${i}@example.com` : `v${i}` }
      const home = definitions.identities.partitionOf(identifier, partitions.length)
      if (homes.has(home)) continue
      homes.add(home)
      return identifier
    }
  })
}
