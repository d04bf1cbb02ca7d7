import { describe, expect, it } from 'vitest'
import { Harness } from '../testing/harness.js'

const DAY = 86_400_000
const DEFINITIONS = `
kind: identity
name: people-and-accounts
types:
  - {type: user_id, role: known, from: [userId]}
  - {type: anonymous_id, role: anonymous, from: [anonymousId]}
  - {type: group_id, entity: account, role: known, from: [groupId]}
  - {type: domain, entity: account, role: contact, from: [traits.domain], normalise: lower}
---
kind: segment
name: busy-account
entity: account
where: {count: {event: Report Made, within: 7d, is: '>= 3'}}
---
kind: segment
name: busy-user
where: {count: {event: Report Made, within: 7d, is: '>= 3'}}
---
kind: segment
name: big-account
entity: account
where: {profile: 'profile.seats >= 100'}
---
kind: segment
name: silent-account
entity: account
where: {absent: {event: Report Made, for: 14d}}
---
kind: journey
name: upsell
entity: account
trigger: {segment: {entered: busy-account}}
audience: {segment: big-account}
steps: [{wait: 1d}, {send: {channel: console, content: offer}}]
---
kind: content
name: offer
body: More seats
`

describe.each([1, 4, 16])('accounts over %i partitions', (partitions) => {
  const harness = () => new Harness({ definitions: DEFINITIONS, partitions })
  const group = (h: Harness, userId: string, groupId: string, traits: Record<string, string | number>) =>
    h.send({
      kind: 'group',
      ids: {
        userId,
        groupId,
        ...(traits.domain === undefined ? {} : { 'traits.domain': `${traits.domain}` }),
      },
      properties: traits,
    })
  const report = (h: Harness, userId: string, groupId: string) =>
    h.send({ ids: { userId, groupId }, event: 'Report Made' })

  it('get a profile from a group call, with its traits; the user’s is another, without them', () => {
    const h = harness()
    group(h, 'ann', 'acme', { seats: 120, domain: 'Acme.example' })
    expect(h.profile('group_id', 'acme')).toMatchObject({
      entity: 'account',
      identifiers: [
        { type: 'group_id', value: 'acme' },
        { type: 'domain', value: 'acme.example' },
      ],
      properties: { seats: 120 },
      segments: ['big-account'],
    })
    expect(h.profile('domain', 'acme.example')).toEqual(h.profile('group_id', 'acme'))
    expect(h.profile('user_id', 'ann')).toMatchObject({ entity: 'user', properties: {}, segments: [] })
    expect(
      h
        .factsOf('profile.created')
        .map(({ because }) => because.entity)
        .sort(),
    ).toEqual(['account', 'user'])
    expect(h.factsOf('link.refused')).toEqual([])
  })

  it('count what all of their users do; each user counts the own', () => {
    const h = harness()
    for (const userId of ['ann', 'bob', 'cy']) report(h, userId, 'acme')
    expect(h.profile('group_id', 'acme')?.segments).toEqual(['busy-account'])
    expect(h.factsOf('segment.entered', 'busy-user')).toEqual([])
    h.advance(7 * DAY)
    expect(h.profile('group_id', 'acme')?.segments).toEqual([])
    for (let i = 0; i < 3; i++) report(h, 'ann', i === 0 ? 'acme' : 'other')
    expect(h.profile('user_id', 'ann')?.segments).toEqual(['busy-user'])
    expect(h.profile('group_id', 'acme')?.segments).toEqual([])
  })

  it('have journeys of their own, and deliveries that say whose', () => {
    const h = harness()
    group(h, 'ann', 'acme', { seats: 120 })
    for (const userId of ['ann', 'bob', 'cy']) report(h, userId, 'acme')
    h.advance(DAY)
    expect(h.deliveries).toMatchObject([
      {
        journey: 'upsell',
        at: '2026-01-02T00:00:00.000Z',
        profile: h.profile('group_id', 'acme')?.profile,
        subject: { type: 'group_id', value: 'acme' },
        to: { group_id: ['acme'] },
        snapshot: { profile: { seats: 120 } },
      },
    ])
  })

  it('fall silent by time alone, from their own last event', () => {
    const h = harness()
    report(h, 'ann', 'acme')
    h.advance(DAY)
    report(h, 'bob', 'acme')
    h.advance(30 * DAY)
    expect(h.factsOf('segment.entered', 'silent-account')).toMatchObject([{ at: '2026-01-16T00:00:00.000Z' }])
  })

  it('are not joined by a user who is in two of them', () => {
    const h = harness()
    for (const groupId of ['acme', 'bolt']) group(h, 'ann', groupId, { seats: 1 })
    expect(h.profile('group_id', 'acme')?.profile).not.toBe(h.profile('group_id', 'bolt')?.profile)
    expect(h.profile('user_id', 'ann')?.identifiers).toHaveLength(1)
  })

  it('merge, unlink and are erased as users are', () => {
    const h = harness()
    const [acme, bolt] = ['acme', 'bolt'].map((value) => ({ type: 'group_id', value }))
    if (acme === undefined || bolt === undefined) throw new Error('two accounts')
    for (const groupId of ['acme', 'bolt', 'bolt']) report(h, 'ann', groupId)
    h.command({ name: 'link', subject: acme, other: bolt })
    expect(h.profile('group_id', 'bolt')?.segments).toEqual(['busy-account'])
    h.command({ name: 'unlink', subject: bolt })
    report(h, 'ann', 'bolt')
    expect(h.profile('group_id', 'bolt')?.segments).toEqual([])
    h.command({ name: 'erase', subject: acme })
    expect([h.profile('group_id', 'acme'), h.profile('user_id', 'ann')?.segments]).toEqual([
      null,
      ['busy-user'],
    ])
  })
})
