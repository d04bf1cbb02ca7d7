import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { rules } from '../identity/test-rules.js'
import { Harness } from '../testing/harness.js'

const HOUR = 3_600_000

describe.each([1, 4, 16])('over %i partitions, an event of a device', (partitions) => {
  const harness = (definitions = rules()) => new Harness({ definitions, partitions })
  const once = (h: Harness, messageId: string) =>
    h.send({ ids: { anonymousId: 'c1' }, event: 'Seen', messageId })
  const login = (h: Harness, userId: string) => h.send({ ids: { userId, anonymousId: 'c1' }, event: 'Login' })
  const of = (h: Harness) => h.profile('cookie', 'c1')?.root.value

  it('that has switched its user since is dropped when it comes again: someone had it', () => {
    const h = harness()
    login(h, 'ann')
    once(h, 'm1')
    login(h, 'bob')
    once(h, 'm1')
    expect([of(h), h.counts.duplicates, h.counts.events]).toEqual(['bob', 1, 3])
    once(h, 'm2')
    login(h, 'ann')
    for (const messageId of ['m1', 'm2']) once(h, messageId)
    expect([of(h), h.counts.duplicates, h.counts.events]).toEqual(['ann', 3, 5])
  })

  it('that has gone from hand to hand is dropped whoever has it by now, and has joined', () => {
    const h = harness(rules().replace('switched: last-login', 'switched: last-login\n    max_owners: 9'))
    login(h, 'ann')
    once(h, 'm1')
    for (const user of ['bob', 'eve', 'joe']) login(h, user)
    const user = (value: string) => ({ type: 'user_id', value })
    h.command({ name: 'link', subject: user('joe'), other: user('pat') })
    once(h, 'm1')
    expect([h.counts.duplicates, h.counts.events]).toEqual([1, 5])
  })

  it('that was marked shared is dropped when it comes again', () => {
    const h = harness(rules({ switched: 'shared' }))
    login(h, 'ann')
    once(h, 'm1')
    login(h, 'bob')
    once(h, 'm1')
    expect(h.profile('cookie', 'c1')).toMatchObject({ shared: true })
    expect([h.counts.duplicates, h.counts.events]).toEqual([1, 3])
  })

  it('is the new user’s first as much as any other: all is judged then', () => {
    const where = "kind: segment\nname: new\nwhere: {not: {count: {event: Seen, within: 30d, is: '>= 3'}}}"
    const h = harness(`${rules()}\n---\n${where}\n`)
    login(h, 'ann')
    once(h, 'm1')
    login(h, 'bob')
    expect(h.profile('user_id', 'bob')?.segments).toEqual(['new'])
  })

  it('is known for as long as a profile knows its own', () => {
    const h = harness()
    login(h, 'ann')
    once(h, 'm1')
    h.advance(LIMITS.seenMsMax - HOUR)
    once(h, 'm2')
    h.advance(2 * HOUR)
    login(h, 'bob')
    for (const messageId of ['m1', 'm2']) once(h, messageId)
    expect([h.counts.duplicates, h.counts.events]).toEqual([1, 5])
  })
})

describe.each([2, 3, 8])('over %i partitions, users who sign in at the same time', (partitions) => {
  it.each([2, 3])(
    '(%i of them) on a device with two identifiers do not take it from each other for ever',
    (users) => {
      for (let i = 0; i < 30; i++) {
        const h = new Harness({ definitions: rules(), partitions })
        h.hold()
        const names = ['ann', 'bob', 'eve'].slice(0, users).map((name) => name + i)
        for (const userId of names)
          h.send({ ids: { userId, 'context.device.id': `d${i}`, anonymousId: `c${i}` }, event: 'Login' })
        h.release(500)
        const waiting = names.filter((name) => {
          const profile = h.profile('user_id', name)
          return profile === null || profile.pending.length + profile.parked > 0
        })
        expect([waiting, h.counts.events], names.join()).toEqual([[], users])
      }
    },
  )
})
