import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { compileDefinitions } from '../definitions/definitions.js'
import type { Journey } from '../definitions/journey.js'
import { Harness } from '../testing/harness.js'
import type { Instance, Traveller } from './instance.js'
import { Journeys } from './journeys.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A journey `j` of these lines, with the contents a, b, c and d, on the channel `console`. */
function harness(lines: string, more = ''): Harness {
  const contents = ['a', 'b', 'c', 'd'].map((name) => `---\nkind: content\nname: ${name}\nbody: ''\n`)
  return new Harness({ definitions: `kind: journey\nname: j\n${lines}\n${contents.join('')}${more}` })
}

const send = (content: string) => `{send: {channel: console, content: ${content}}}`
const sent = (h: Harness) => h.deliveries.map(({ content, at }) => `${content} ${at.slice(5, 16)}`)
const entered = (h: Harness) => h.factsOf('journey.entered', 'j').map(({ because }) => because.key)
const left = (h: Harness) => h.factsOf('journey.exited', 'j').map(({ because }) => because.reason)

describe('entry', () => {
  it('is once at a time without a key, and again when it is out', () => {
    const h = harness(`trigger: {event: Go}\nsteps: [{wait: 1h}, ${send('a')}]`)
    for (let i = 0; i < 3; i++) h.track('ann', 'Go')
    h.advance(HOUR)
    h.track('ann', 'Go')
    h.advance(HOUR)
    expect(sent(h)).toEqual(['a 01-01T01:00', 'a 01-01T02:00'])
  })

  it('is once at a time for each key', () => {
    const h = harness(`trigger: {event: Go}\nentry: {key: event.id}\nsteps: [{wait: 1h}]`)
    for (const id of ['x', 'y', 'x', 3, '3', true, '']) h.track('ann', 'Go', { id })
    expect(entered(h)).toEqual(['x', 'y', '3', 'true', ''])
  })

  it('is not for an event whose key is missing, null or no single value', () => {
    const h = harness(`trigger: {event: Go}\nentry: {key: event.id}\nsteps: [{wait: 1h}]`)
    h.track('ann', 'Go')
    for (const id of [null, { a: 1 }, ['x'], []]) h.track('ann', 'Go', { id })
    expect(entered(h)).toEqual([])
    expect(h.deadLetters).toEqual([])
  })

  it('takes a long key by its beginning', () => {
    const h = harness(`trigger: {event: Go}\nentry: {key: event.id}\nsteps: [{wait: 1h}]`)
    h.track('ann', 'Go', { id: 'x'.repeat(10_000) })
    expect(String(entered(h)[0])).toHaveLength(LIMITS.identifierLengthMax)
  })

  it('is only for events of which `where` is true', () => {
    const h = harness(
      `trigger: {event: Go, where: 'event.n > 1 && profile.tier == "gold"'}\nsteps: [${send('a')}]`,
    )
    h.track('ann', 'Go', { n: 2 })
    h.send({ kind: 'identify', ids: { userId: 'ann' }, properties: { tier: 'gold' } })
    h.track('ann', 'Go', { n: 1 })
    h.track('ann', 'Go', { n: 'many' })
    h.track('ann', 'Go')
    expect(entered(h)).toEqual([])
    h.track('ann', 'Go', { n: 2 })
    expect(entered(h)).toHaveLength(1)
  })

  it.each([
    ['always', [0, 1, 2, 3, 4, 5]],
    ['never', [0]],
    ['after 2h', [0, 2, 4]],
  ])('again %s: at hours %j', (again, hours) => {
    const h = harness(`trigger: {event: Go}\nentry: {again: ${again}}\nsteps: [${send('a')}]`)
    for (let hour = 0; hour < 6; hour++) {
      h.track('ann', 'Go')
      h.advance(HOUR)
    }
    expect(h.factsOf('journey.entered').map(({ at }) => Number(at.slice(11, 13)))).toEqual(hours)
  })

  it('again counts each key for itself', () => {
    const h = harness(`trigger: {event: Go}\nentry: {key: event.id, again: never}\nsteps: [${send('a')}]`)
    for (const id of ['x', 'y', 'x', 'y']) h.track('ann', 'Go', { id })
    expect(entered(h)).toEqual(['x', 'y'])
  })

  it('is limited to as many at once as `limit` says', () => {
    const h = harness(`trigger: {event: Go}\nentry: {key: event.id, limit: 2}\nsteps: [{wait: 1h}]`)
    for (const id of ['x', 'y', 'z']) h.track('ann', 'Go', { id })
    expect(entered(h)).toEqual(['x', 'y'])
    h.advance(HOUR)
    h.track('ann', 'Go', { id: 'z' })
    expect(entered(h)).toEqual(['x', 'y', 'z'])
  })

  const vip = "---\nkind: segment\nname: vip\nwhere: {count: {event: Buy, within: 1d, is: '>= 1'}}\n"

  it('is for the audience only, and does not end when they leave it', () => {
    const h = harness(
      `trigger: {event: Go}\naudience: {segment: vip}\nsteps: [{wait: 2d}, ${send('a')}]`,
      vip,
    )
    h.track('bob', 'Go')
    h.track('ann', 'Buy')
    h.track('ann', 'Go')
    h.advance(3 * DAY)
    expect(h.deliveries.map(({ subject }) => subject.value)).toEqual(['ann'])
  })

  it.each(['aaa', 'zzz'])(
    'sees an audience that the same event brings about, also when it is named %s',
    (name) => {
      const audience = vip.replace('vip', name)
      const h = harness(
        `trigger: {segment: {entered: vip}}\naudience: {segment: ${name}}\nsteps: [${send('a')}]`,
        vip + audience,
      )
      h.track('ann', 'Buy')
      expect(entered(h)).toHaveLength(1)
    },
  )

  it('can be the entering or the leaving of a segment, at its instant', () => {
    for (const [flip, at] of [
      ['entered', '01-01T00:00'],
      ['left', '01-02T00:00'],
    ]) {
      const h = harness(`trigger: {segment: {${flip}: vip}}\nsteps: [${send('a')}]`, vip)
      h.track('ann', 'Buy')
      h.advance(2 * DAY)
      expect(sent(h)).toEqual([`a ${at}`])
      expect(h.deliveries[0]?.snapshot.entry).toMatchObject({ segment: 'vip', flip })
    }
  })

  it('does not happen for a segment that the very first event ends', () => {
    const none = "---\nkind: segment\nname: no-buyer\nwhere: {count: {event: Buy, within: 1d, is: '== 0'}}\n"
    const h = harness(`trigger: {segment: {entered: no-buyer}}\nsteps: [${send('a')}]`, none)
    h.track('ann', 'Buy')
    expect(h.factsOf('segment.entered', 'no-buyer')).toEqual([])
    expect(entered(h)).toEqual([])
    h.advance(DAY)
    expect(sent(h)).toEqual(['a 01-02T00:00'])
  })

  it('gives each profile an instance of its own, also when one event speaks of two', () => {
    const h = harness(`trigger: {event: Go}\nsteps: [${send('a')}]`)
    h.send({ ids: { userId: 'ann' }, event: 'Go', messageId: 'm1' })
    h.send({ ids: { userId: 'bob' }, event: 'Go', messageId: 'm1' })
    expect(new Set(h.deliveries.map(({ key }) => key)).size).toBe(2)
  })
})

describe('exit', () => {
  const lines = `
trigger: {event: Go}
entry: {key: event.id}
exit:
  - {event: Stop, where: 'event.id == entry.event.id'}
  - {event: Stop All}
steps: [{wait: 1h}, ${send('a')}, {wait: 1h}, ${send('b')}]`

  it('is at once, wherever the instance stands, of that instance alone', () => {
    const h = harness(lines)
    h.track('ann', 'Go', { id: 'x' })
    h.track('ann', 'Go', { id: 'y' })
    h.advance(HOUR)
    h.track('ann', 'Stop', { id: 'x' })
    h.track('ann', 'Stop', { id: 'z' })
    h.advance(DAY)
    expect(sent(h)).toEqual(['a 01-01T01:00', 'a 01-01T01:00', 'b 01-01T02:00'])
    expect(left(h)).toEqual(['event', 'completed'])
  })

  it('by any of several events', () => {
    const h = harness(lines)
    for (const id of ['x', 'y']) h.track('ann', 'Go', { id })
    h.track('ann', 'Stop All')
    h.advance(DAY)
    expect([left(h), sent(h)]).toEqual([['event', 'event'], []])
  })

  it('comes before entry: one event ends the old instance and begins a new one', () => {
    const h = harness(`trigger: {event: Go}\nexit: [{event: Go}]\nsteps: [{wait: 1h}, ${send('a')}]`)
    h.track('ann', 'Go')
    h.advance(HOUR / 2)
    h.track('ann', 'Go')
    h.advance(DAY)
    expect(left(h)).toEqual(['event', 'completed'])
    expect(sent(h)).toEqual(['a 01-01T01:30'])
  })

  it('loses to what was due at the very instant of the event', () => {
    const h = harness(`trigger: {event: Go}\nexit: [{event: Stop}]\nsteps: [{wait: 1h}, ${send('a')}]`)
    h.track('ann', 'Go')
    h.advance(HOUR)
    h.track('ann', 'Stop')
    expect([sent(h), left(h)]).toEqual([['a 01-01T01:00'], ['completed']])
  })
})

describe('steps', () => {
  it('go through nested branches by the first case that holds, and on behind them', () => {
    const lines = `
trigger: {event: Go}
steps:
  - branch:
      - when: 'entry.event.n > 10'
        do:
          - branch:
              - {when: 'entry.event.n > 100', do: [${send('a')}]}
              - {when: 'entry.event.missing > 1', do: [${send('d')}]}
          - ${send('b')}
      - otherwise:
          - ${send('c')}
  - ${send('d')}`
    const of = (n: number) => {
      const h = harness(lines)
      h.track('ann', 'Go', { n })
      expect(left(h)).toEqual(['completed'])
      return h.deliveries.map(({ content }) => content).join('')
    }
    expect([of(1000), of(50), of(1)]).toEqual(['abd', 'bd', 'cd'])
  })

  it('see the profile as it is when they are reached, and the entry as it was', () => {
    const h = harness(`
trigger: {event: Go}
steps:
  - wait: 1h
  - branch:
      - {when: 'profile.tier == "gold" && entry.event.n == 1', do: [${send('a')}]}`)
    h.track('ann', 'Go', { n: 1 })
    h.send({ kind: 'identify', ids: { userId: 'ann' }, properties: { tier: 'gold' } })
    h.track('ann', 'Go', { n: 2 })
    h.advance(HOUR)
    expect(h.deliveries[0]).toMatchObject({ content: 'a', snapshot: { profile: { tier: 'gold' } } })
  })

  it('stop where they are told to', () => {
    const h = harness(
      `trigger: {event: Go}\nsteps: [${send('a')}, {branch: [{when: 'true', do: [{stop: }]}]}, ${send('b')}]`,
    )
    h.track('ann', 'Go')
    expect([sent(h), left(h)]).toEqual([['a 01-01T00:00'], ['stopped']])
  })

  it('wait one after the other, each to the instant, however far the clock jumps', () => {
    const h = harness(
      `trigger: {event: Go}
steps: [{wait: 90m}, ${send('a')}, {wait: 1d}, ${send('b')}, {wait: 30s}, ${send('c')}]`,
    )
    h.track('ann', 'Go')
    h.advance(30 * DAY)
    expect(h.deliveries.map(({ content, at }) => `${content} ${at}`)).toEqual([
      'a 2026-01-01T01:30:00.000Z',
      'b 2026-01-02T01:30:00.000Z',
      'c 2026-01-02T01:30:30.000Z',
    ])
  })

  it('number their sends: each key once, the same on a replay', () => {
    const keys = [0, 1].map(() => {
      const h = harness(`trigger: {event: Go}\nsteps: [${send('a')}, ${send('a')}, {wait: 1h}, ${send('b')}]`)
      for (const user of ['ann', 'bob']) h.track(user, 'Go')
      h.advance(HOUR)
      return h.deliveries.map(({ key }) => key)
    })
    expect(new Set(keys[0]).size).toBe(6)
    expect(keys[1]).toEqual(keys[0])
  })

  it('state each instruction as a fact, in order', () => {
    const h = harness(`trigger: {event: Go}\nsteps: [{wait: 1h}, ${send('a')}]`)
    h.track('ann', 'Go')
    h.advance(HOUR)
    const facts = h.facts.filter(({ name }) => name === 'j')
    expect(facts.map(({ fact, because }) => `${fact} ${because.do ?? because.reason ?? ''}`)).toEqual([
      ...['journey.entered ', 'journey.step wait', 'journey.step send', 'journey.exited completed'],
    ])
  })

  it('end when they run in a circle without a wait', () => {
    const { journeys } = compileDefinitions([
      { path: 'x.yaml', text: 'kind: journey\nname: j\ntrigger: {event: Go}\nsteps: [{stop: }]\n' },
    ])
    const circle: Journey = { ...(journeys[0] as Journey), instructions: [{ do: 'jump', to: 0 }] }
    const definitions = { ...compileDefinitions([]), journeys: [circle] }
    const reasons: string[] = []
    const runner = new Journeys<Traveller>(definitions, 'user', {
      entered: () => {},
      stepped: () => {},
      deliver: () => {},
      exited: (_traveller, _journey, _instance: Instance, because) => reasons.push(because),
      lost: () => {},
    })
    const traveller = {
      id: 'p',
      instances: [],
      entered: [],
      segments: [],
      property: () => undefined,
      properties: () => ({}),
    }
    const event = {
      symbol: circle.trigger.event,
      name: 'Go',
      messageId: 'm',
      time: 0,
      get: () => undefined,
      properties: () => ({}),
    }
    runner.event(traveller, event, 0)
    expect([reasons, traveller.instances]).toEqual([['endless'], []])
  })
})

describe('when two profiles become one', () => {
  const lines = (more: string) => `trigger: {event: Go}\n${more}\nsteps: [{wait: 1h}, ${send('a')}]`

  /** Ann goes as a visitor at 0:00 and as a user at 0:10; at 0:20 she turns out to be one. */
  function merged(more: string): Harness {
    const h = harness(lines(more))
    h.send({ ids: { anonymousId: 'a1' }, event: 'Go', properties: { id: 'x' } })
    h.advance(HOUR / 6)
    h.track('ann', 'Go', { id: 'x' })
    h.advance(HOUR / 6)
    h.send({ ids: { userId: 'ann', anonymousId: 'a1' }, event: 'Login' })
    return h
  }

  it.each([
    ['keep-oldest', ['a 01-01T01:00']],
    ['keep-newest', ['a 01-01T01:10']],
    ['keep-all', ['a 01-01T01:00', 'a 01-01T01:10']],
  ])('and %s, what goes on is %j', (policy, expected) => {
    const h = merged(`on_merge: ${policy}`)
    h.advance(DAY)
    expect(sent(h)).toEqual(expected)
    expect(left(h)).toEqual([
      ...(policy === 'keep-all' ? [] : ['merged']),
      ...expected.map(() => 'completed'),
    ])
    expect(new Set(h.deliveries.map(({ profile }) => profile)).size).toBe(1)
  })

  it('instances of different keys both go on', () => {
    const h = harness(lines('entry: {key: event.id}'))
    h.send({ ids: { anonymousId: 'a1' }, event: 'Go', properties: { id: 'x' } })
    h.track('ann', 'Go', { id: 'y' })
    h.send({ ids: { userId: 'ann', anonymousId: 'a1' }, event: 'Login' })
    h.advance(DAY)
    expect(h.deliveries).toHaveLength(2)
    expect(h.deliveries.every(({ subject }) => subject.value === 'ann')).toBe(true)
  })

  it('what the visitor entered once is not entered again by the user', () => {
    const h = harness(`trigger: {event: Go}\nentry: {again: never}\nsteps: [${send('a')}]`)
    h.send({ ids: { anonymousId: 'a1' }, event: 'Go' })
    h.send({ ids: { userId: 'ann', anonymousId: 'a1' }, event: 'Login' })
    h.track('ann', 'Go')
    expect(h.deliveries).toHaveLength(1)
  })
})

it('a profile runs no more instances at once than the limit', () => {
  const h = harness(`trigger: {event: Go}\nentry: {key: event.id, limit: 64}\nsteps: [{wait: 1h}]`)
  for (let id = 0; id < LIMITS.instancesMax + 10; id++) h.track('ann', 'Go', { id })
  expect(entered(h)).toHaveLength(LIMITS.instancesMax)
})
