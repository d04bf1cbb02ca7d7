import type { EventKind, Identifier, Properties } from '../../event/event.js'
import type { Random } from './random.js'
import { TIERS } from './spec-maker.js'

/** Whose identifiers there are: few, so that they meet often. */
export interface Population {
  readonly users: readonly string[]
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly devices: readonly string[]
  readonly groups: readonly string[]
}

/** What a scene says of an event; time and ids of messages are added here. */
export interface Act {
  /** ms after the scene began. */
  readonly after: number
  readonly ids: readonly Identifier[]
  readonly kind: EventKind
  readonly name: string
  readonly properties: Properties
}

export type Scene = (population: Population, random: Random) => Act[]

const user = (value: string): Identifier => ({ type: 'user_id', value })
const email = (value: string): Identifier => ({ type: 'email', value })
const phone = (value: string): Identifier => ({ type: 'phone', value })
const device = (value: string): Identifier => ({ type: 'anonymous_id', value })
const group = (value: string): Identifier => ({ type: 'group_id', value })

/** What customers do, by name. Each kind stresses stitching in its own way. */
export const SCENES: Readonly<Record<string, Scene>> = {
  visit: ({ devices }, random) => shop(random, [device(random.pick(devices))], 0, random.between(1, 5)),
  shopping: ({ users }, random) => shop(random, [user(random.pick(users))], 0, random.between(1, 5)),
  signUpAfterVisit: (population, random) => {
    const visitor = device(random.pick(population.devices))
    const ids = [user(random.pick(population.users)), visitor, ...someContacts(population, random)]
    const at = random.between(0, 8_000)
    const signUp = random.chance(0.5)
      ? track(at, ids, 'Signed Up', {})
      : ({ after: at, ids, kind: 'identify', name: '', properties: traits(random) } as const)
    const before = shop(random, [visitor], 0, random.between(0, 3))
    return [...before, signUp, ...shop(random, [ids[0] as Identifier], at, random.between(0, 3))]
  },
  login: ({ users, devices }, random) => {
    const ids = [user(random.pick(users)), device(random.pick(devices))]
    return [track(0, ids, 'Login', {}), ...shop(random, ids, 10, random.between(0, 3))]
  },
  switchedUser: ({ users, devices }, random) => {
    const shared = device(random.pick(devices))
    return Array.from({ length: random.between(2, 4) }, (_, i) => {
      const who = random.chance(0.3) ? [shared] : [user(random.pick(users)), shared]
      return track(i * random.between(0, 3_000), who, 'Login', {})
    })
  },
  /** Two sign in at the same time, each with the same two devices in one event. */
  twoDevicesAtOnce: ({ users, devices }, random) => {
    const shared = [device(random.pick(devices)), device(random.pick(devices))] as const
    const ids = distinct(...shared)
    return Array.from({ length: random.between(2, 4) }, (_, i) =>
      track(random.between(0, 2), [user(users[i % users.length] as string), ...ids], 'Login', {}),
    )
  },
  contacts: (population, random) => {
    const ids = [...someContacts(population, random), device(random.pick(population.devices))]
    return shop(random, ids, 0, random.between(1, 2))
  },
  cycle: ({ emails, phones, devices }, random) => {
    const pool = [...emails.map(email), ...phones.map(phone), ...devices.map(device)]
    const ring = Array.from({ length: random.between(2, 5) }, () => random.pick(pool))
    const spread = random.pick([0, 5, 500])
    return ring.flatMap((from, i) => {
      const to = ring[(i + 1) % ring.length] as Identifier
      return from === to ? [] : [track(random.between(0, spread), [from, to], 'View', {})]
    })
  },
  oppositeMerges: ({ emails, devices }, random) => {
    const [x, y] = [email(random.pick(emails)), email(random.pick(emails))]
    const [a, b] = [device(random.pick(devices)), device(random.pick(devices))]
    const pairs = [distinct(x, a), distinct(y, b), distinct(a, b), distinct(b, x), distinct(y, a)]
    return pairs.map((ids, i) => track(i < 2 ? 0 : 300 + random.between(0, 3), ids, 'View', {}))
  },
  hub: ({ emails, devices }, random) => {
    const hub = email(emails[0] as string)
    return devices.map((value) => track(random.between(0, 2_000), [hub, device(value)], 'View', {}))
  },
  aliasChain: ({ users }, random) => {
    const chain = random.some(users, 0.6)
    return chain.slice(1).map((value, i) => ({
      after: random.between(0, 2_000),
      ids: [user(value), user(chain[i] as string)],
      kind: 'alias',
      name: '',
      properties: {},
    }))
  },
  traits: ({ users, emails }, random) => {
    const ids = [random.chance(0.6) ? user(random.pick(users)) : email(random.pick(emails))]
    return [{ after: 0, ids, kind: 'identify', name: '', properties: traits(random) }]
  },
  company: ({ users, groups }, random) => {
    const ids = [user(random.pick(users)), group(random.pick(groups))]
    return [
      { after: 0, ids, kind: 'group', name: '', properties: traits(random) },
      ...shop(random, ids, random.between(0, 1_000), random.between(0, 2)),
    ]
  },
}

function shop(random: Random, ids: readonly Identifier[], from: number, count: number): Act[] {
  const pace = random.pick([0, 200, 3_000])
  return Array.from({ length: count }, (_, i) => {
    const name = random.pick(['View', 'View', 'Cart', 'Cart', 'Order'])
    const wanted = random.chance(0.9)
    const properties = {
      ...(wanted ? { total: random.between(5, 100) } : {}),
      ...(random.chance(0.9) ? { cart: `c${random.between(1, 3)}` } : {}),
    }
    return track(from + i * random.between(0, pace), ids, name, properties)
  })
}

function someContacts({ emails, phones }: Population, random: Random): Identifier[] {
  const contacts = [email(random.pick(emails)), phone(random.pick(phones))]
  return random.chance(0.3) ? contacts : [random.pick(contacts)]
}

function track(after: number, ids: readonly Identifier[], name: string, properties: Properties): Act {
  return { after, ids, kind: 'track', name, properties }
}

function traits(random: Random): Properties {
  return { tier: random.pick(TIERS), ...(random.chance(0.5) ? { visits: random.between(1, 9) } : {}) }
}

function distinct(x: Identifier, y: Identifier): Identifier[] {
  return x.type === y.type && x.value === y.value ? [x] : [x, y]
}
