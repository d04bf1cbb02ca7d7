import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { isRedirect } from '../identity/nodes.js'
import { rules } from '../identity/test-rules.js'
import { Harness } from '../testing/harness.js'
import type { Profile } from './profile.js'
import { encodeProfile } from './profile-codec.js'

const DAY = 86_400_000
const mail: Identifier = { type: 'email', value: 'all@example.com' }

/** A harness that counts what partitions say to each other. */
function counted(definitions: string, partitions: number): { h: Harness; messages: () => number } {
  let messages = 0
  const h = new Harness({
    definitions,
    partitions,
    onOutput: ({ to, bytes }) => {
      if (to === 'link') messages += waymark.Record.decode(bytes).link?.messages?.length ?? 0
      if (messages > 100_000) throw new Error('messages go in circles')
    },
  })
  return { h, messages: () => messages }
}

/** The profile that lives at an identifier. */
function stateOf({ partitions }: Harness, { type, value }: Identifier): Profile {
  const node = partitions.map((partition) => partition.find(type, value)).find((found) => found !== undefined)
  if (node === undefined || isRedirect(node)) throw new Error(`${type}:${value} has no profile of its own`)
  return node
}

/** Bytes of its state, but for the ids of events: those have a limit of their own. */
function sizeOf(h: Harness, identifier: Identifier): number {
  const state = { ...encodeProfile(stateOf(h, identifier), h.definitions), seen: new Uint8Array(0) }
  return waymark.Profile.encode(state).finish().length
}

function milliseconds(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

describe.each([1, 4, 16])('over %i partitions', (partitions) => {
  describe.each(['reject', 'evict-oldest'] as const)(
    'one e-mail of 5,000 cookies (over_limit: %s)',
    (overLimit) => {
      const { h, messages } = counted(rules({ cookies: 100, overLimit }), partitions)
      const visit = (i: number) =>
        h.send({
          ids: { 'traits.email': mail.value, anonymousId: `c${i}` },
          event: 'Seen',
          messageId: `m${i}`,
        })
      const perEvent: number[] = []
      const marks: { ms: number; bytes: number; identifiers: number; facts: number }[] = []
      for (let thousand = 0; thousand < 5; thousand++) {
        const ms = milliseconds(() => {
          for (let i = thousand * 1_000; i < (thousand + 1) * 1_000; i++) {
            const before = messages()
            visit(i)
            perEvent.push(messages() - before)
          }
        })
        const identifiers = h.partitions.reduce((sum, { totals }) => sum + totals.identifiers, 0)
        marks.push({ ms, bytes: sizeOf(h, mail), identifiers, facts: h.facts.length })
      }
      const [first, last] = [marks[0], marks[4]] as const

      it('takes few messages an event, and none once it is marked', () => {
        expect(Math.max(...perEvent)).toBeLessThanOrEqual(4)
        expect(Math.max(...perEvent.slice(500))).toBe(0)
      })

      it('takes no longer for an event when it has grown', () => {
        expect(last?.ms).toBeLessThan(5 * (first?.ms ?? 0) + 100)
      })

      it('keeps no more when it has grown', () => {
        expect(last?.identifiers).toBe(first?.identifiers)
        expect(last?.bytes).toBeLessThan(1.05 * (first?.bytes ?? 0))
        const { links, refusals, parked, pending, seen } = stateOf(h, mail)
        expect(links.length).toBeLessThanOrEqual(101)
        expect(refusals.length).toBeLessThanOrEqual(LIMITS.refusalsMax)
        expect([parked.length, pending.length, seen.size]).toEqual([0, 0, LIMITS.seenEventsMax])
      })

      it('is said to be shared once, and nothing more', () => {
        expect(h.factsOf('identifier.shared')).toHaveLength(1)
        expect(stateOf(h, mail).shared).toBe(true)
        expect(last?.facts).toBe(first?.facts)
      })

      it('loses no event', () => {
        expect(h.counts).toMatchObject({ events: 5_000, parkedPastLimit: 0 })
      })
    },
  )

  it('one device of 500 logins takes few messages a login, and is marked once', () => {
    const { h, messages } = counted(rules(), partitions)
    const perLogin = Array.from({ length: 500 }, (_, i) => {
      const before = messages()
      h.send({ ids: { userId: `u${i}`, 'context.device.id': 'tablet' }, event: 'Seen' })
      return messages() - before
    })
    expect(Math.max(...perLogin)).toBeLessThanOrEqual(6)
    expect(Math.max(...perLogin.slice(10))).toBeLessThanOrEqual(2)
    expect(h.factsOf('identifier.shared')).toHaveLength(1)
    const nodes = h.partitions.reduce((sum, partition) => sum + [...partition.nodes()].length, 0)
    // The users, the device as each of its first owners had it, and as its own.
    expect(nodes).toBe(504)
    expect(h.counts.events).toBe(500)
  })

  it('what is refused is remembered within the limit, also by who was merged of many', () => {
    const { h } = counted(rules({ cookies: 100 }), partitions)
    for (let user = 0; user < 6; user++) {
      for (let i = 0; i < 40; i++) {
        const email = `m${user}-${i}@example.com`
        h.send({ ids: { userId: `owner${user}-${i}`, 'traits.email': email }, event: 'Known' })
        h.send({ ids: { userId: `u${user}`, 'traits.email': email }, event: 'Known' })
      }
    }
    const users = Array.from({ length: 6 }, (_, user) => ({ type: 'user_id', value: `u${user}` }))
    for (const other of users.slice(1)) h.command({ name: 'link', subject: users[0] as Identifier, other })
    expect(h.profile('user_id', 'u0')?.identifiers).toHaveLength(6)
    expect(h.profile('user_id', 'u0')?.refused).toHaveLength(LIMITS.refusalsMax)
  })
})

it('an alias of what is shared is refused once: it does not ask for ever', () => {
  const { h, messages } = counted(rules(), 16)
  h.command({ name: 'link', subject: { type: 'user_id', value: 'shop' }, other: mail })
  const shared = { userId: 'shop', 'traits.email': mail.value }
  for (let i = 0; i < 20; i++) h.send({ ids: { ...shared, anonymousId: `c${i}` }, event: 'Seen' })
  expect(h.profile('user_id', 'shop')?.shared).toBe(true)
  const before = messages()
  for (let i = 0; i < 2; i++) h.send({ kind: 'alias', ids: { userId: 'ann', previousId: 'shop' } })
  expect(messages() - before).toBeLessThan(10)
  expect(h.factsOf('link.refused').filter(({ because }) => because.reason === 'shared')).toHaveLength(2)
})

it('a chain of 10,000 aliases ends, without recursion, and every event is applied', {
  timeout: 60_000,
}, () => {
  const { h, messages } = counted('kind: segment\nname: any\nwhere: {profile: "true"}', 4)
  for (let i = 0; i < 10_000; i++)
    h.send({ kind: 'alias', ids: { userId: `u${i + 1}`, previousId: `u${i}` } })
  expect(h.counts.events).toBe(10_000)
  expect(messages()).toBeLessThan(60_000)
  expect(h.profile('user_id', 'u9999')?.profile).toBe(h.profile('user_id', 'u10000')?.profile)
  for (const { pending, parked } of h.partitions.flatMap((partition) => [...partition.profiles()]))
    expect(pending.length + parked.length).toBe(0)
})

describe('the id of an accepted event', () => {
  const twice = (apart: number): number => {
    const h = new Harness({ definitions: rules(), partitions: 1 })
    h.send({ ids: { userId: 'ann' }, event: 'Seen', messageId: 'm1' })
    h.advance(apart)
    h.send({ ids: { userId: 'ann' }, event: 'Seen', messageId: 'other' })
    h.send({ ids: { userId: 'ann' }, event: 'Seen', messageId: 'm1' })
    return h.counts.duplicates
  }

  it('is known for 24 hours, to the millisecond', () => {
    expect(twice(DAY - 1)).toBe(1)
    expect(twice(DAY)).toBe(0)
  })

  it('is known to whom the profile was merged into', () => {
    const h = new Harness({ definitions: rules() })
    h.send({ ids: { anonymousId: 'c1' }, event: 'Seen', messageId: 'm1' })
    h.send({ ids: { userId: 'ann', anonymousId: 'c1' }, event: 'Seen', messageId: 'm2' })
    h.send({ ids: { anonymousId: 'c1' }, event: 'Seen', messageId: 'm1' })
    expect(h.counts).toMatchObject({ events: 2, duplicates: 1 })
  })

  it('is known of so many of the newest as the limit says', () => {
    const h = new Harness({ definitions: rules() })
    for (let i = 0; i <= LIMITS.seenEventsMax; i++)
      h.send({ ids: { userId: 'ann' }, event: 'Seen', messageId: `m${i}` })
    for (const messageId of ['m1', 'm0']) h.send({ ids: { userId: 'ann' }, event: 'Seen', messageId })
    expect(h.counts).toMatchObject({ events: LIMITS.seenEventsMax + 2, duplicates: 1 })
  })
})
