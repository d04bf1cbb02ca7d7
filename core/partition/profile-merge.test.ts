import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { KeptValue } from '../event/kept-value.js'
import type { Crowd } from '../identity/crowd.js'
import { Ledger } from '../identity/ledger.js'
import { identifierHash } from '../identity/name-order.js'
import { Nodes } from '../identity/nodes.js'
import type { StitchPorts } from '../identity/ports.js'
import type { IdentityState, Link, Refusal } from '../identity/root.js'
import type { Entered, Instance, Traveller } from '../journeys/instance.js'
import { type JourneyPorts, Journeys } from '../journeys/journeys.js'
import { rowOf } from '../segments/apart.js'
import { holdsAt, nextChange, valueAt } from '../segments/window-value.js'
import { type GivenEvent, Harness } from '../testing/harness.js'
import { Profile } from './profile.js'
import { mergeState, survivor } from './profile-merge.js'
import { Seen } from './seen.js'

const HOUR = 3_600_000
const evidence = { eventId: 'm1', time: 0, source: 'test' }
const definitions = compileDefinitions([
  { path: 'd.yaml', text: 'kind: segment\nname: s\nwhere: {profile: "true"}' },
])

/** States, how to join two into a new one, and what of a state counts. */
interface Joining<State, Canonical> {
  readonly states: fc.Arbitrary<State>
  join(x: State, y: State): State
  canonical(state: State): Canonical
}

function isCommutative<S, C>({ states, join, canonical }: Joining<S, C>): void {
  const law = fc.property(states, states, (x, y) => {
    expect(canonical(join(x, y))).toEqual(canonical(join(y, x)))
  })
  fc.assert(law)
}

function isAssociative<S, C>({ states, join, canonical }: Joining<S, C>): void {
  const law = fc.property(states, states, states, (x, y, z) => {
    expect(canonical(join(join(x, y), z))).toEqual(canonical(join(x, join(y, z))))
  })
  fc.assert(law)
}

function isIdempotent<S, C>({ states, join, canonical }: Joining<S, C>): void {
  const law = fc.property(states, (x) => {
    expect(canonical(join(x, x))).toEqual(canonical(x))
  })
  fc.assert(law)
}

function profile(known = false, created = 0, id = 'p'): Profile {
  return new Profile({ type: 'user_id', value: id }, 'user', id, created, { known, created })
}

describe('properties', () => {
  const values = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.integer()))
  const sets = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', '__proto__'), values, fc.integer({ min: 0, max: 3 })),
  )
  type Set = [string, string | number | boolean | null | number[], number]
  const built = (all: readonly Set[]): Profile => {
    const made = profile()
    for (const [key, value, time] of all) made.set(key, value, time)
    return made
  }
  const joining: Joining<Profile, unknown> = {
    states: sets.map(built),
    join: (x, y) => {
      const joined = profile()
      for (const side of [x, y]) mergeState(joined, side, definitions)
      return joined
    },
    canonical: ({ traits }) => [...traits].sort(([x], [y]) => (x < y ? -1 : 1)),
  }

  it('go by the time of the event: in any order, however often', () => {
    isCommutative(joining)
    isAssociative(joining)
    isIdempotent(joining)
  })

  it('are those that one profile would have that was told all, in any order', () => {
    fc.assert(
      fc.property(sets, sets, (x, y) => {
        const { join, canonical } = joining
        expect(canonical(join(built(x), built(y)))).toEqual(canonical(built([...y, ...x])))
      }),
    )
  })
})

describe('the ids of accepted events', () => {
  const adds = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 30 })), {
    maxLength: 60,
  })
  const joining: Joining<Seen, unknown> = {
    states: adds.map((all) => {
      const seen = new Seen()
      for (const [id, hour] of all.sort(([, x], [, y]) => x - y)) if (!seen.has(id)) seen.add(id, hour * HOUR)
      return seen
    }),
    join: (x, y) => x.union(y),
    canonical: (seen) => [...seen.entries()].map(({ id, at }) => `${at} ${id}`).sort(),
  }

  it('unite: in any order, however often', () => {
    isCommutative(joining)
    isAssociative(joining)
    isIdempotent(joining)
  })

  it('are all there that are within the horizon of the newest', () => {
    fc.assert(
      fc.property(joining.states, joining.states, (x, y) => {
        const all = [...x.entries(), ...y.entries()]
        const edge = Math.max(0, ...all.map(({ at }) => at)) - LIMITS.seenMsMax
        const union = x.union(y)
        for (const { id, at } of all) if (at > edge) expect(union.has(id)).toBe(true)
        expect(union.size).toBe(new Set(all.filter(({ at }) => at > edge).map(({ id }) => id)).size)
      }),
    )
  })

  it('are the newest of both when they are too many', () => {
    const [x, y] = [new Seen(), new Seen()]
    for (let i = 0; i < LIMITS.seenEventsMax; i++) {
      x.add(2 * i, 2 * i)
      y.add(2 * i + 1, 2 * i + 1)
    }
    const union = x.union(y)
    expect(union.size).toBe(LIMITS.seenEventsMax)
    expect([...union.entries()][0]?.id).toBe(LIMITS.seenEventsMax)
  })
})

describe('the public id', () => {
  const origins = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.constantFrom('p', 'q', 'r', 's'))
  const joining: Joining<Profile, unknown> = {
    states: origins.map(([known, created, id]) => profile(known, created, `${id}${known}${created}`)),
    join: (x, y) => {
      const { id, origin } = survivor(x, y)
      const joined = profile(false, Math.min(x.created, y.created), id)
      joined.origin = origin
      return joined
    },
    canonical: ({ id }) => id,
  }

  it('that survives is the same in any order of merges', () => {
    isCommutative(joining)
    isAssociative(joining)
    isIdempotent(joining)
  })

  it('is that of a known one, then of the older, then the smaller', () => {
    expect(survivor(profile(true, 9, 'b'), profile(false, 1, 'a')).id).toBe('b')
    expect(survivor(profile(true, 9, 'a'), profile(true, 1, 'b')).id).toBe('b')
    expect(survivor(profile(false, 1, 'b'), profile(false, 1, 'a')).id).toBe('a')
  })
})

describe('identifiers', () => {
  type Held = Pick<IdentityState, 'links' | 'refusals' | 'crowd' | 'former'>
  const names = fc.constantFrom('a', 'b', 'c', 'd')
  const links = fc
    .uniqueArray(names)
    .map((values): Link[] =>
      values.map((value) => ({ type: 'email', value, generation: 0, linked: 0, evidence })),
    )
  const reason = fc.constantFrom('limit', 'shared')
  const refusals = fc.uniqueArray(
    fc.record({ type: fc.constant('email'), value: names, reason, at: fc.nat(3) }),
    { selector: ({ value }) => value },
  )
  const former = fc.uniqueArray(names).map((values) => values.map((value) => ({ type: 'email', value })))
  const crowds = fc
    .array(fc.nat(9), { maxLength: 5 })
    .map((at): Crowd[] => (at.length === 0 ? [] : [{ type: 'email', at: at.sort((x, y) => x - y) }]))
  const held = fc.tuple(links, refusals, crowds, former).map(([own, refused, crowd, former]): Held => {
    const apart = refused.filter(({ value }) => !own.some((link) => link.value === value))
    const hashed = apart.map((told): Refusal => ({ ...told, hash: identifierHash(told), evidence }))
    return { links: own, refusals: hashed, crowd, former }
  })
  const ports = { now: 0, absorb: () => {} } as unknown as StitchPorts<IdentityState>
  const ledger = new Ledger<IdentityState>(definitions.identities, new Nodes(), ports)
  const root = ({ links, refusals, crowd, former }: Held): IdentityState => ({
    key: { type: 'user_id', value: 'x' },
    links: [...links],
    refusals: [...refusals],
    former: [...former],
    pending: [],
    parked: [],
    shared: false,
    crowd,
    created: 0,
  })
  const joining: Joining<Held, unknown> = {
    states: held,
    join: (x, y) => {
      const winner = root(x)
      ledger.join(winner, root(y), { type: 'user_id', value: 'x' }, evidence)
      return winner
    },
    canonical: ({ links, refusals, crowd, former }) => ({
      // Whoever joins leaves its own node behind: here all have the same one.
      former: former.flatMap(({ value }) => (value === 'x' ? [] : [value])).sort(),
      links: links.map(({ value }) => value).sort(),
      refusals: refusals.map(({ hash, at, reason }) => `${hash} ${at} ${reason}`).sort(),
      crowd,
    }),
  }

  it('unite; of two refusals the newer stays, none for what is linked: in any order', () => {
    isCommutative(joining)
    isAssociative(joining)
    isIdempotent({
      ...joining,
      canonical: (state) => ({ ...(joining.canonical(state) as object), crowd: [] }),
    })
  })

  it('and claims under way: each is still to be answered as often as it was asked', () => {
    const pending = (value: string, open: number) => ({
      ...{ type: 'email', value, forced: false, evidence },
      ...{ open, refusal: '' },
    })
    const [winner, loser] = [
      root({ links: [], refusals: [], crowd: [], former: [] }),
      root({ links: [], refusals: [], crowd: [], former: [] }),
    ]
    winner.pending.push(pending('a', 1))
    loser.pending.push(pending('a', 2), pending('b', 1))
    ledger.join(winner, loser, { type: 'email', value: 'b' }, evidence)
    expect(winner.pending.map(({ value, open }) => [value, open])).toEqual([
      ['a', 3],
      ['b', 1],
    ])
  })
})

describe('journeys', () => {
  const { journeys } = compileDefinitions([
    {
      path: 'journeys.yaml',
      text: ['keep-oldest', 'keep-newest', 'keep-all']
        .map(
          (policy) =>
            `kind: journey\nname: ${policy}\ntrigger: {event: E}\non_merge: ${policy}\nsteps: [{wait: 1d}]`,
        )
        .join('\n---\n'),
    },
  ])
  let exited: string[] = []
  const ports = {
    exited: (_: unknown, __: unknown, { id }: Instance, reason: string) => exited.push(`${id} ${reason}`),
  } as unknown as JourneyPorts<Traveller>
  const runner = new Journeys<Traveller>(definitions, 'user', ports)
  const places = fc.uniqueArray(
    fc.record({
      journey: fc.constantFrom(...journeys),
      key: fc.constantFrom('', 'k'),
      entered: fc.nat(3),
      n: fc.nat(),
    }),
    { selector: ({ journey, key }) => `${journey.name} ${key}` },
  )
  const memory = fc.uniqueArray(
    fc.record({ journey: fc.constantFrom('j1', 'j2'), key: fc.constantFrom('', 'k'), at: fc.nat(5) }),
    { selector: ({ journey, key }) => `${journey} ${key}` },
  )
  const traveller = (instances: readonly Instance[], entered: readonly Entered[]): Traveller => ({
    id: 'p',
    instances: [...instances],
    entered: entered.map((item) => ({ ...item })),
    segments: [],
    property: () => undefined,
    properties: () => ({}),
  })
  const states = fc.tuple(places, memory).map(([running, entered]) =>
    traveller(
      running.map(({ journey, key, entered: at, n }) => ({
        ...{ id: `${journey.name}-${key}-${at}-${n}`, journey, key, entered: at, entry: KeptValue.of({}) },
        ...{ place: 0, due: at + 1, sends: 0 },
      })),
      entered,
    ),
  )
  const joining: Joining<Traveller, unknown> = {
    states,
    join: (x, y) => {
      const winner = traveller(x.instances, x.entered)
      runner.merge(winner, traveller(y.instances, y.entered), 0)
      return winner
    },
    canonical: ({ instances, entered }) => ({
      running: instances.map(({ id }) => id).sort(),
      entered: entered.map(({ journey, key, at }) => `${journey} ${key} ${at}`).sort(),
    }),
  }

  it('that run go on as their on_merge says, entries are remembered: in any order', () => {
    isCommutative(joining)
    isAssociative(joining)
  })

  it('that run either go on or end with a fact', () => {
    fc.assert(
      fc.property(states, states, (x, y) => {
        exited = []
        const { instances } = joining.join(x, y)
        const ended = exited.map((line) => line.replace(/ merged$/, ''))
        const all = [...x.instances, ...y.instances].map(({ id }) => id)
        expect([...instances.map(({ id }) => id), ...ended].sort()).toEqual(all.sort())
      }),
    )
  })
})

describe('profiles that are merged are as one that saw all of it', () => {
  const DEFINITIONS = `
kind: identity
name: rules
types: [{type: cookie, role: anonymous, from: [anonymousId], max: 100}]
---
{kind: segment, name: thrice, where: {count: {event: E, within: 10h, is: '>= 3'}}}
---
{kind: segment, name: twice, where: {count: {event: E, within: 7h, is: '== 2'}}}
---
{kind: segment, name: few, where: {not: {count: {event: E, within: 5h, is: '> 1'}}}}
---
{kind: segment, name: rich, where: {sum: {event: E, of: event.n, within: 12h, is: '>= 1.1'}}}
---
{kind: segment, name: poor, where: {sum: {event: E, of: event.n, within: 6h, is: '< 0.5'}}}
---
{kind: segment, name: silent, where: {absent: {event: E, for: 4h}}}
---
{kind: segment, name: gold, where: {profile: 'profile.tier == "gold"'}}
`
  const event = fc.record({
    who: fc.nat(2),
    after: fc.nat(4),
    late: fc.oneof(fc.constant(0), fc.nat(14)),
    n: fc.constantFrom(0.1, 0.2, 0.3, 0.7),
    tier: fc.constantFrom('gold', 'tin', undefined),
  })
  const history = fc.array(event, { minLength: 1, maxLength: 25 })
  const order = fc.constantFrom('012', '021', '102', '120', '201', '210')
  type Step = typeof event extends fc.Arbitrary<infer T> ? T : never

  function live(steps: readonly Step[], cookieOf: (who: number) => string): Harness {
    const h = new Harness({ definitions: DEFINITIONS })
    for (const [i, { who, after, late, n, tier }] of steps.entries()) {
      h.advance(after * HOUR)
      const at = new Date(Date.parse(h.now) - late * HOUR).toISOString()
      const common: GivenEvent = { ids: { anonymousId: cookieOf(who) }, at, messageId: `m${i}` }
      if (tier === undefined) h.send({ ...common, event: 'E', properties: { n } })
      else h.send({ ...common, kind: 'identify', properties: { tier } })
    }
    return h
  }

  /** All that the state of the profile says, now and from now on. */
  function standing(h: Harness, cookie: string): unknown {
    const json = h.profile('cookie', cookie)
    const root = h.partitions.flatMap((partition) => [...partition.profiles()])
    const [only] = root
    if (only === undefined || root.length !== 1) throw new Error(`${root.length} profiles`)
    const now = Date.parse(h.now)
    const windows = h.definitions.windows.map((window) => {
      const row = rowOf(only, window)
      const value = window.kind === 'count' ? null : valueAt(window, row, only, now)
      const [holds, next] = [holdsAt, nextChange].map((of) => of(window, row, only, now))
      return { label: window.label, value, holds, next }
    })
    const told = h.facts.length
    h.advance(48 * HOUR)
    const flips = h.facts.slice(told).map(({ fact, at, name }) => ({ fact, at, name }))
    const { created, properties, segments } = json ?? {}
    return { created, properties, segments, seen: only.seen.size, windows, flips }
  }

  it('windows, segments, properties, creation, and every flip that is still to come', () => {
    fc.assert(
      fc.property(history, order, (steps, [x, y, z]) => {
        const one = live(steps, () => 'c0')
        const three = live(steps, (who) => `c${who}`)
        const there = [x, y, z].filter((who) => steps.some((step) => `${step.who}` === who))
        const [first, ...others] = there.map((who) => ({ type: 'cookie', value: `c${who}` }))
        for (const other of others)
          if (first !== undefined) three.command({ name: 'link', subject: first, other })
        expect(standing(three, `c${there[0]}`)).toEqual(standing(one, 'c0'))
      }),
      { numRuns: 300 },
    )
  })
})
