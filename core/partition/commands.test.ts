import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import type { Identifier } from '../event/event.js'
import { rules } from '../identity/test-rules.js'
import { type GivenCommand, Harness, type HarnessOptions } from '../testing/harness.js'

const DAY = 86_400_000
const ann: Identifier = { type: 'user_id', value: 'ann' }
const bob: Identifier = { type: 'user_id', value: 'bob' }
const cookie: Identifier = { type: 'cookie', value: 'c1' }
const email: Identifier = { type: 'email', value: 'ann@example.com' }

describe.each([1, 4, 16])('over %i partitions', (partitions) => {
  const harness = (options: Partial<HarnessOptions> = {}) =>
    new Harness({ definitions: rules(), partitions, ...options })
  const command = (h: Harness, name: GivenCommand['name'], subject: Identifier, other?: Identifier) =>
    h.command({ name, subject, ...(other === undefined ? {} : { other }) })
  const seen = (h: Harness, ids: Record<string, string>) => h.send({ ids, event: 'Seen' })
  const of = (h: Harness, { type, value }: Identifier) => h.profile(type, value)?.profile
  const links = (h: Harness, { type, value }: Identifier) =>
    h.profile(type, value)?.identifiers.map((link) => `${link.type}:${link.value}`)
  /** Ann with all that she has. */
  const withAnn = (options: Partial<HarnessOptions> = {}): Harness => {
    const h = harness(options)
    const traits = { 'traits.email': email.value, 'traits.phone': '13800138000' }
    h.send({
      kind: 'identify',
      ids: { userId: 'ann', anonymousId: 'c1', ...traits },
      properties: { tier: 'gold' },
    })
    for (let i = 0; i < 3; i++) seen(h, { userId: 'ann' })
    expect(links(h, ann)).toHaveLength(4)
    return h
  }

  describe('unlink', () => {
    it('leaves the profile as it is, but for the identifier', () => {
      const h = withAnn()
      const before = h.profile('user_id', 'ann')
      command(h, 'unlink', email)
      expect(h.profile('user_id', 'ann')).toEqual({
        ...before,
        identifiers: before?.identifiers.filter(({ type }) => type !== 'email'),
      })
    })

    it('of the root’s own identifier leaves the profile to the others; it begins anew', () => {
      const h = withAnn()
      const before = of(h, ann)
      command(h, 'unlink', ann)
      expect(of(h, ann)).toBeUndefined()
      expect(of(h, cookie)).toBe(before)
      expect(links(h, email)?.sort()).toEqual(['cookie:c1', 'email:ann@example.com'])
      seen(h, { userId: 'ann' })
      expect(h.profile('user_id', 'ann')).toMatchObject({ segments: [], identifiers: [ann] })
      expect(of(h, ann)).not.toBe(before)
      seen(h, { anonymousId: 'c1' })
      expect(of(h, cookie)).toBe(before)
    })

    it('does not keep apart what events join again', () => {
      const h = withAnn()
      const before = of(h, ann)
      command(h, 'unlink', ann)
      seen(h, { userId: 'ann' })
      seen(h, { userId: 'ann', anonymousId: 'c1' })
      expect(of(h, ann)).toBe(of(h, cookie))
      expect(links(h, ann)).toContain('cookie:c1')
      expect([before, h.factsOf('profile.created')[1]?.profile]).toContain(of(h, ann))
    })

    it('takes children along, and theirs', () => {
      const declared = rules().replace(
        'role: anonymous, from: [context',
        'role: anonymous, parent: phone, from: [context',
      )
      const h = harness({ definitions: declared })
      seen(h, { userId: 'ann', 'traits.phone': '13800138000', 'context.device.id': 'd1', anonymousId: 'c1' })
      command(h, 'unlink', ann)
      expect(links(h, cookie)).toEqual(['cookie:c1'])
      const left = h.factsOf('identifier.unlinked').map(({ because }) => because.identifier)
      expect(left).toMatchObject([{ type: 'user_id' }, { type: 'phone' }, { type: 'device' }])
    })

    it('of the last identifier ends the profile, with facts: nothing could ever lead to it', () => {
      const h = harness()
      for (let i = 0; i < 3; i++) seen(h, { userId: 'ann' })
      const before = of(h, ann)
      h.facts.length = 0
      command(h, 'unlink', ann)
      const told = h.facts.map(({ fact, profile, because }) => ({ fact, profile, because }))
      expect(told).toMatchObject([
        { fact: 'identifier.unlinked' },
        { fact: 'segment.left', because: { cause: 'erased' } },
        { fact: 'journey.exited', because: { reason: 'erased' } },
        { fact: 'profile.erased', because: { reason: 'unlinked' } },
      ])
      expect(new Set(told.map(({ profile }) => profile))).toEqual(new Set([before]))
      h.advance(2 * DAY)
      expect([h.deliveries, h.partitions.map(({ totals }) => totals.profiles)]).toEqual([
        [],
        h.partitions.map(() => 0),
      ])
      // It is not erased: events from before begin its next life like any other.
      h.send({ ids: { userId: 'ann' }, event: 'Seen', at: '2026-01-01T00:00:00Z' })
      expect(h.profile('user_id', 'ann')?.identifiers).toMatchObject([ann])
      expect(of(h, ann)).not.toBe(before)
    })

    it('of one identifier after the other ends the profile with the last, whatever waits for it', () => {
      const h = withAnn()
      seen(h, { userId: 'ann', anonymousId: 'c2' })
      h.hold()
      for (const subject of [cookie, { type: 'cookie', value: 'c2' }, email, ann]) {
        command(h, 'unlink', subject)
        seen(h, { userId: 'ann' })
      }
      h.release()
      expect(h.factsOf('profile.erased')).toHaveLength(1)
      expect(h.counts).toMatchObject({ events: 9, duplicates: 0 })
      expect(h.profile('user_id', 'ann')).toMatchObject({ identifiers: [ann], parked: 0 })
    })

    it('waits its turn behind claims under way', () => {
      const h = harness()
      h.hold()
      seen(h, { userId: 'ann', anonymousId: 'c1' })
      command(h, 'unlink', ann)
      seen(h, { userId: 'ann' })
      h.release()
      expect(links(h, cookie)).toEqual(['cookie:c1'])
      expect(h.counts).toMatchObject({ events: 2, duplicates: 0 })
    })

    it('lets what was under way before it arrive at the old profile', () => {
      const h = withAnn()
      for (let i = 0; i < 4; i++) {
        h.hold()
        seen(h, { anonymousId: 'c1' })
        command(h, 'unlink', cookie)
        h.release()
        expect(links(h, ann)).not.toContain('cookie:c1')
        seen(h, { userId: 'ann', anonymousId: 'c1' })
      }
      expect(h.counts.events).toBe(12)
      expect(links(h, ann)).toContain('cookie:c1')
    })

    it('of what nobody has does nothing', () => {
      const h = withAnn()
      const { length } = h.facts
      command(h, 'unlink', bob)
      expect([h.facts.length, of(h, bob)]).toEqual([length, undefined])
    })
  })

  describe('link', () => {
    it('joins two known users, over any limit, once', () => {
      const h = withAnn()
      for (let i = 0; i < 2; i++) seen(h, { userId: 'bob', anonymousId: 'c2' })
      for (let i = 0; i < 2; i++) command(h, 'link', ann, bob)
      expect(of(h, bob)).toBe(of(h, ann))
      expect(h.factsOf('profile.merged')).toHaveLength(1)
      expect(links(h, ann)).toHaveLength(6)
    })

    it('joins one that was never seen', () => {
      const h = harness()
      command(h, 'link', cookie, ann)
      expect(of(h, cookie)).toBe(of(h, ann))
      expect(h.profile('user_id', 'ann')?.identifiers).toMatchObject([
        { ...ann, because: { source: 'command' } },
        { ...cookie, because: { source: 'command' } },
      ])
    })

    it('judges whom it makes as an event would: by what it is made of, before any event', () => {
      const where = "kind: segment\nname: new\nwhere: {not: {count: {event: Seen, within: 30d, is: '>= 3'}}}"
      const definitions = `${rules()}\n---\n${where}\n`
      const h = harness({ definitions })
      command(h, 'link', ann, cookie)
      expect(h.profile('user_id', 'ann')?.segments).toEqual(['new'])
      expect(h.factsOf('segment.entered')).toMatchObject([{ because: { cause: 'command-1' } }])
      for (let i = 0; i < 3; i++) seen(h, { anonymousId: 'c2' })
      h.facts.length = 0
      // Not new, not for a moment: the visitor has a past.
      command(h, 'link', bob, { type: 'cookie', value: 'c2' })
      expect(h.profile('user_id', 'bob')?.segments).toEqual(['browser'])
      expect(h.factsOf('segment.entered').map(({ name }) => name)).toEqual(['browser'])
    })

    it('lets those who are new by time alone be so without an event', () => {
      const absent = 'kind: segment\nname: idle\nwhere: {absent: {event: Seen, for: 7d}}'
      const h = harness({ definitions: `${rules()}\n---\n${absent}\n` })
      command(h, 'link', ann, cookie)
      h.advance(7 * DAY)
      expect(h.factsOf('segment.entered', 'idle')).toMatchObject([{ at: '2026-01-08T00:00:00.000Z' }])
    })

    it('and unlink, in turns, end as the last says', () => {
      const h = withAnn()
      for (let round = 0; round < 5; round++) {
        seen(h, { userId: 'bob' })
        expect(of(h, bob)).not.toBe(of(h, ann))
        command(h, 'link', ann, bob)
        seen(h, { userId: 'bob' })
        expect(of(h, bob)).toBe(of(h, ann))
        command(h, 'unlink', bob)
      }
      expect(of(h, bob)).toBeUndefined()
      expect(h.counts.events).toBe(14)
    })

    it('takes what an event was refused', () => {
      const h = withAnn()
      seen(h, { userId: 'bob', 'traits.email': email.value })
      command(h, 'link', bob, email)
      expect(of(h, bob)).toBe(of(h, ann))
      expect(h.profile('user_id', 'bob')?.refused).toEqual([])
    })
  })

  describe('erase', () => {
    it('forgets the profile whichever of its identifiers is named', () => {
      for (const subject of [ann, email, cookie, { type: 'phone', value: '+8613800138000' }]) {
        const h = withAnn()
        command(h, 'erase', subject)
        expect([ann, email, cookie].map((identifier) => of(h, identifier))).toEqual([
          undefined,
          undefined,
          undefined,
        ])
        expect(h.factsOf('profile.erased')).toHaveLength(1)
      }
    })

    it('keeps nothing of it: no node, no timer, no word in what is said from then on', () => {
      const said: string[] = []
      const h = withAnn({ onOutput: (output) => output.to !== 'link' && said.push(text(output.bytes)) })
      // Lives before this one leave nodes behind, too.
      for (const subject of [email, cookie]) {
        command(h, 'unlink', subject)
        seen(h, { userId: 'ann', anonymousId: 'c1', 'traits.email': email.value })
      }
      said.length = 0
      command(h, 'erase', ann)
      seen(h, { userId: 'ann', anonymousId: 'c1', 'traits.email': email.value })
      h.advance(60 * DAY)
      const kept = h.partitions.map((partition) => [...partition.nodes()])
      expect(`${inspect(kept, { depth: 20 })} ${said}`).not.toMatch(/ann|c1|13800138000|gold/)
      expect(h.partitions.map(({ totals }) => totals)).toEqual(
        h.partitions.map(() => ({ profiles: 0, cold: 0, identifiers: 0, timers: 0 })),
      )
      expect(h.facts.slice(-3).map(({ fact }) => fact)).toEqual([
        'segment.left',
        'journey.exited',
        'profile.erased',
      ])
      expect(said).toHaveLength(3)
    })

    it('leaves no timer that would keep the profile until it fires', () => {
      const h = withAnn()
      expect(h.partitions.some(({ totals }) => totals.timers > 0)).toBe(true)
      command(h, 'erase', ann)
      expect(h.partitions.every(({ totals }) => totals.timers === 0)).toBe(true)
      expect(h.partitions.every(({ nextDue }) => nextDue === Number.POSITIVE_INFINITY)).toBe(true)
    })

    it('drops and counts events from before, for good; newer ones make another profile', () => {
      const h = withAnn()
      const before = of(h, ann)
      h.advance(DAY)
      command(h, 'erase', ann)
      h.advance(DAY)
      for (const at of ['2026-01-01T12:00:00Z', '2026-01-02T00:00:00Z']) {
        h.send({ ids: { userId: 'ann' }, event: 'Seen', at })
        h.send({ ids: { anonymousId: 'c1' }, event: 'Seen', at })
      }
      expect([of(h, ann), of(h, cookie), h.counts.erasedEvents]).toEqual([undefined, undefined, 4])
      seen(h, { userId: 'ann' })
      expect(of(h, ann)).not.toBe(before)
      h.send({ ids: { userId: 'ann' }, event: 'Seen', at: '2026-01-01T12:00:00Z' })
      expect(h.counts.erasedEvents).toBe(5)
      expect(h.profile('user_id', 'ann')?.segments).toEqual([])
    })

    it('twice gives a third life an id of its own', () => {
      const h = harness()
      const ids = new Set<string | undefined>()
      for (let life = 0; life < 3; life++) {
        seen(h, { userId: 'ann', anonymousId: 'c1' })
        ids.add(of(h, ann))
        command(h, 'erase', ann)
        h.advance(1)
      }
      expect(ids.size).toBe(3)
    })

    it('waits its turn behind claims under way; what came behind it is dropped and counted, or new', () => {
      const h = harness()
      seen(h, { anonymousId: 'c1' })
      h.hold()
      seen(h, { userId: 'ann', anonymousId: 'c1' })
      command(h, 'erase', ann)
      seen(h, { userId: 'ann' })
      command(h, 'link', ann, bob)
      h.send({ ids: { userId: 'ann' }, event: 'Seen', at: '2026-01-01T00:00:01Z' })
      h.release()
      expect(of(h, cookie)).toBeUndefined()
      expect(h.counts).toMatchObject({ events: 3, erasedEvents: 1 })
      expect(of(h, ann)).toBe(of(h, bob))
      expect(of(h, ann)).toBeDefined()
    })

    it('and what comes in the same breath are kept apart: each life has its own id, no event is lost', () => {
      const h = harness()
      const later = (seconds: number) =>
        h.send({ ids: { userId: 'ann' }, event: 'Seen', at: `2026-01-01T00:00:0${seconds}Z` })
      h.hold()
      seen(h, { userId: 'ann', anonymousId: 'c1' })
      for (let i = 1; i < 4; i++) {
        command(h, 'erase', ann)
        later(i)
      }
      h.release()
      const created = h.factsOf('profile.created').map(({ profile }) => profile)
      expect(new Set(created).size).toBe(created.length)
      expect(h.factsOf('profile.erased')).toHaveLength(created.length - 1)
      expect(h.counts).toMatchObject({ events: 4, erasedEvents: 0 })
      expect(h.profile('user_id', 'ann')).toMatchObject({ profile: created.at(-1), identifiers: [ann] })
    })

    it('of whom nobody knows still holds back events from before', () => {
      const h = harness()
      command(h, 'erase', ann)
      seen(h, { userId: 'ann' })
      expect([of(h, ann), h.counts.erasedEvents, h.facts.length]).toEqual([undefined, 1, 0])
      h.advance(1)
      seen(h, { userId: 'ann' })
      expect(h.profile('user_id', 'ann')?.identifiers).toMatchObject([ann])
    })

    it('lets those who share an identifier with the erased one live', () => {
      const h = withAnn()
      seen(h, { userId: 'bob', anonymousId: 'c1' })
      command(h, 'erase', ann)
      expect(links(h, bob)).toEqual(['user_id:bob', 'cookie:c1'])
      seen(h, { anonymousId: 'c1' })
      expect(of(h, cookie)).toBe(of(h, bob))
    })
  })

  it('a malformed command becomes a dead letter, and the rest goes on', () => {
    const h = harness()
    const bodies = [
      { id: 'x', name: 'drop', subject: ann },
      { name: 'erase', subject: ann },
      { id: 'x', name: 'link', subject: ann },
    ]
    for (const body of bodies) h.append(0, waymark.Record.encode({ command: body }).finish())
    seen(h, { userId: 'ann' })
    expect(h.deadLetters).toMatchObject([
      { reason: 'unknown command "drop"' },
      { reason: 'a required text is missing' },
      { reason: 'a required text is missing' },
    ])
    expect(of(h, ann)).toBeDefined()
  })
})

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
