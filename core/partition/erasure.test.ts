import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Identifier } from '../event/event.js'
import { rules } from '../identity/test-rules.js'
import { type GivenCommand, Harness } from '../testing/harness.js'

const DAY = 86_400_000
const ann: Identifier = { type: 'user_id', value: 'user-ann' }
const bob: Identifier = { type: 'user_id', value: 'user-bob' }
const cookie: Identifier = { type: 'cookie', value: 'cookie-1' }
const email: Identifier = { type: 'email', value: 'ann@example.com' }

describe.each([1, 4, 16])('over %i partitions, an erasure', (partitions) => {
  const harness = (definitions = rules()) => new Harness({ definitions, partitions })
  const seen = (h: Harness, ids: Record<string, string>) => h.send({ ids, event: 'Seen' })
  const erase = (h: Harness, subject: Identifier) => {
    h.advance(1)
    h.command({ name: 'erase', subject })
  }
  const owners = (h: Harness, { type, value }: Identifier) =>
    h.partitions
      .map((partition) => partition.find(type, value))
      .flatMap((node) => (node && 'to' in node ? node.owners : []))

  it('takes along the redirects of what had been unlinked', () => {
    const h = harness()
    const all = { userId: ann.value, anonymousId: cookie.value, 'traits.email': email.value }
    seen(h, all)
    for (const subject of [email, cookie]) h.command({ name: 'unlink', subject })
    expect(kept(h)).toMatch(/user-ann.*cookie-1/s)
    erase(h, ann)
    expect(kept(h)).not.toMatch(/ann|cookie-1/)
    seen(h, { anonymousId: cookie.value })
    expect(h.profile('cookie', cookie.value)).toMatchObject({ identifiers: [cookie] })
  })

  it('takes along the own identifier of a profile that it was unlinked from', () => {
    const h = harness()
    seen(h, { userId: ann.value, anonymousId: cookie.value })
    h.command({ name: 'unlink', subject: ann })
    erase(h, cookie)
    expect(kept(h)).not.toMatch(/ann|cookie-1/)
  })

  it('takes along the redirects of whoever was merged after its own identifier had left it', () => {
    const h = harness()
    seen(h, { 'traits.email': email.value, anonymousId: cookie.value })
    h.command({ name: 'unlink', subject: email })
    seen(h, { userId: bob.value, anonymousId: cookie.value })
    erase(h, bob)
    expect(kept(h)).not.toMatch(/ann|bob|cookie-1/)
  })

  it('takes the owner out of the lists of devices that have switched; they stay with the others', () => {
    const h = harness()
    const users = ['user-ann', 'user-bob', 'user-eve']
    for (const userId of users) seen(h, { userId, 'context.device.id': 'tablet' })
    const tablet = { type: 'device', value: 'tablet' }
    expect(owners(h, tablet).map(({ value }) => value)).toEqual(users)
    erase(h, ann)
    expect(owners(h, tablet).map(({ value }) => value)).toEqual(['user-bob', 'user-eve'])
    expect(kept(h)).not.toMatch(/user-ann/)
    expect(h.profile('device', 'tablet')?.root.value).toBe('user-eve')
    // One of the three that may own it is no more.
    seen(h, { userId: 'user-joe', 'context.device.id': 'tablet' })
    expect(h.profile('device', 'tablet')?.root.value).toBe('user-joe')
    erase(h, { type: 'user_id', value: 'user-joe' })
    expect(kept(h)).not.toMatch(/user-ann|user-joe/)
    for (const value of ['user-bob', 'user-eve']) erase(h, { type: 'user_id', value })
    expect(kept(h)).not.toMatch(/user|tablet/)
  })

  it('of an owner leaves nothing at a device that was marked shared', () => {
    const h = harness(rules({ switched: 'shared' }))
    for (const userId of [ann.value, bob.value]) seen(h, { userId, anonymousId: cookie.value })
    expect(h.profile('cookie', cookie.value)).toMatchObject({ shared: true })
    erase(h, ann)
    expect(kept(h)).not.toMatch(/user-ann/)
  })

  it('leaves no word of it in what others were refused; they are refused it still', () => {
    const h = harness(rules({ cookies: 1 }))
    seen(h, { userId: ann.value, anonymousId: cookie.value, 'traits.email': email.value })
    seen(h, { userId: bob.value, anonymousId: 'cookie-2' })
    const bobs = { userId: bob.value, anonymousId: cookie.value, 'traits.email': email.value }
    seen(h, bobs)
    const refused = h.factsOf('link.refused').map(({ because }) => because.reason)
    expect(refused.sort()).toEqual(['known-into-known', 'limit'])
    erase(h, ann)
    expect(kept(h)).not.toMatch(/ann|cookie-1/)
    expect(
      h
        .profile('user_id', bob.value)
        ?.refused.map(({ type }) => type)
        .sort(),
    ).toEqual(['cookie', 'email'])
    seen(h, { userId: bob.value, 'traits.email': email.value })
    expect(h.factsOf('link.refused')).toHaveLength(2)
  })

  it('leaves no word of it with whom an event from before names it', () => {
    const h = harness()
    seen(h, { anonymousId: cookie.value })
    erase(h, cookie)
    h.send({
      ids: { userId: bob.value, anonymousId: cookie.value },
      event: 'Seen',
      at: '2026-01-01T00:00:00Z',
    })
    expect(h.profile('user_id', bob.value)?.refused).toMatchObject([{ type: 'cookie', reason: 'erased' }])
    expect(kept(h)).not.toMatch(/cookie-1/)
  })

  it('of all who are there leaves nothing of anyone, whatever has happened or is under way', () => {
    const users = ['user-ann', 'user-bob']
    const mails = ['m1@example.com', 'm2@example.com']
    const cookies = ['cookie-1', 'cookie-2']
    const all = [
      ...users.map((value) => ({ type: 'user_id', value })),
      ...mails.map((value) => ({ type: 'email', value })),
      ...cookies.map((value) => ({ type: 'cookie', value })),
    ]
    const one = fc.constantFrom(...all)
    const maybe = (values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
    const ids = fc.record({
      userId: maybe(users),
      'traits.email': maybe(mails),
      anonymousId: maybe(cookies),
    })
    const act: fc.Arbitrary<Act> = fc.oneof(
      { weight: 6, arbitrary: ids.map((given) => ({ seen: present(given) })) },
      { weight: 3, arbitrary: one.map((subject) => ({ name: 'unlink' as const, subject })) },
      { weight: 1, arbitrary: one.map((subject) => ({ name: 'erase' as const, subject })) },
      {
        weight: 1,
        arbitrary: fc
          .uniqueArray(one, { minLength: 2, maxLength: 2 })
          .map(([subject, other]) => ({ name: 'link' as const, subject, other }) as GivenCommand),
      },
      { weight: 2, arbitrary: fc.nat(6).map((records) => ({ records })) },
      { weight: 1, arbitrary: fc.constant({ ms: 1_000 }) },
    )
    const play = (h: Harness, given: Act): void => {
      if ('seen' in given) seen(h, given.seen)
      else if ('records' in given) h.release(given.records)
      else if ('ms' in given) h.advance(given.ms)
      else h.command(given)
    }
    const policy = fc.constantFrom('last-login' as const, 'shared' as const)
    fc.assert(
      fc.property(policy, fc.array(act, { minLength: 3, maxLength: 30 }), (switched, acts) => {
        const h = harness(rules({ switched, overLimit: 'evict-oldest', cookies: 1 }))
        h.hold()
        for (const given of acts) play(h, given)
        h.advance(1)
        for (const subject of all) h.command({ name: 'erase', subject })
        h.release()
        // Who was joined while the commands were under way is there still.
        for (const subject of all) erase(h, subject)
        expect(kept(h)).not.toMatch(/user-|example|cookie-/)
        const nothing = { profiles: 0, cold: 0, identifiers: 0, timers: 0 }
        expect(h.partitions.map(({ totals }) => totals)).toEqual(h.partitions.map(() => nothing))
        expect(h.deadLetters).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('tells what the profile was in, before it tells its end, and names nobody', () => {
    const h = harness()
    for (let i = 0; i < 3; i++) seen(h, { userId: ann.value })
    const { profile } = h.profile('user_id', ann.value) ?? {}
    const [entered] = h.factsOf('journey.entered')
    h.facts.length = 0
    erase(h, ann)
    const about = { at: h.now, profile, subject: { type: 'user_id', value: '' } }
    expect(inOrder(h)).toMatchObject([
      { ...about, fact: 'segment.left', name: 'browser', because: { cause: 'erased' } },
      {
        ...about,
        fact: 'journey.exited',
        name: 'nudge',
        because: { instance: entered?.because.instance, reason: 'erased' },
      },
      { ...about, fact: 'profile.erased' },
    ])
    h.advance(2 * DAY)
    expect([h.facts.length, h.deliveries]).toEqual([3, []])
  })
})

/** An event, a command, records that arrive, or time that passes. */
type Act =
  | { readonly seen: Readonly<Record<string, string>> }
  | { readonly records: number }
  | { readonly ms: number }
  | GivenCommand

/** Facts of the newest step, in the order in which they came about. */
function inOrder({ facts }: Harness): Harness['facts'] {
  const place = (offset: string): number => Number(offset.split('-')[2])
  return [...facts].sort((x, y) => place(x.offset) - place(y.offset))
}

function present(ids: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given = Object.entries(ids).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(given)
}

/** All that a checkpoint would keep, as text: a round of the sweep, after one that told of what is gone. */
function kept({ partitions }: Harness): string {
  const texts = partitions.map((partition) => {
    let text = ''
    for (const round of [1, 2]) {
      text = ''
      partition.beginCheckpoint(true)
      for (;;) {
        const slice = partition.checkpointSlice(1_000_000)
        if (slice.length === 0) break
        if (round === 2) for (const bytes of slice) text += new TextDecoder('latin1').decode(bytes)
      }
    }
    return text
  })
  return texts.join('\n')
}
