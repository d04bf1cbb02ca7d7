import type { Identities } from '../core/definitions/identities.js'
import { Random } from '../core/demo/random.js'
import { encodeEvents } from '../core/event/batch.js'
import type { Event, Identifier } from '../core/event/event.js'
import type { LogMessage } from './workload.js'

export interface IdentityWorkload {
  /** Distinct identifiers, over all types. */
  readonly identifiers: number
  readonly seed: number
}

/** Who one event names. */
export interface Touch {
  /** Strongest first. */
  readonly identifiers: readonly Identifier[]
  /** It brings to its profile an identifier that the profile did not have. */
  readonly links: boolean
}

/** Share of the events that carry a first link. */
const LINK_SHARE = 0.3
/** Customers who are somewhere in their life at the same time; fewer in a small workload. */
const UNDER_WAY_MAX = 2_000
/** Exponent of activity over customers, the first to come the busiest: that of YCSB. */
const ZIPF = 0.99
/** Events of one record: what ingest gathers under load. */
const RECORD_EVENTS = 64
const START = Date.parse('2026-01-01T00:00:00Z')
const EVENTS_PER_SECOND = 25_000

type LifeStep = 'sign in' | 'leave email' | 'come on another device' | 'sign in there'

/** What customers do after they came with an anonymous id; the share of those who live so. */
const LIVES: readonly { readonly share: number; readonly steps: readonly LifeStep[] }[] = [
  { share: 0.2, steps: [] },
  { share: 0.35, steps: ['sign in', 'leave email'] },
  { share: 0.15, steps: ['leave email', 'sign in'] },
  { share: 0.3, steps: ['sign in', 'leave email', 'come on another device', 'sign in there'] },
]

interface Customer {
  readonly number: number
  readonly steps: readonly LifeStep[]
  /** Steps taken so far. */
  taken: number
  /** Those from which the customer has signed in, and the first one. */
  readonly devices: Identifier[]
  visiting: Identifier | undefined
  user: Identifier | undefined
  email: Identifier | undefined
}

/**
 * Events of customers who come, sign in, leave their address and come back, in the same mix from the first
 * to the last. No identifier is ever shared, nobody has two of type `user_id`: every rule of stitching
 * comes to the same sets as a plain union-find.
 */
export function* touches({ identifiers, seed }: IdentityWorkload): Generator<Touch> {
  const crowd = new Crowd(seed)
  const underWay = Math.min(UNDER_WAY_MAX, Math.ceil(identifiers / 50))
  let [events, links] = [0, 0]
  while (crowd.identifiers < identifiers) {
    const touch =
      links < LINK_SHARE * (events + 1) && crowd.underWay > 0
        ? crowd.step()
        : crowd.underWay < underWay
          ? crowd.arrival()
          : crowd.activity()
    events++
    if (touch.links) links++
    yield touch
  }
}

/** The first `count` of an endless or very long row. */
export function first<Item>(count: number, items: Iterable<Item>): Item[] {
  const some: Item[] = []
  for (const item of items) if (some.push(item) >= count) break
  return some
}

export interface IdentityLog {
  readonly log: readonly LogMessage[]
  readonly events: number
  readonly links: number
}

/** As ingest would have stored them: records of all partitions, in the order in which they were sealed. */
export function encodedLog(
  rows: Iterable<Touch>,
  partitions: number,
  identities: Identities,
  seed: number,
): IdentityLog {
  const random = new Random(seed)
  const open = Array.from({ length: partitions }, (): Event[] => [])
  const log: LogMessage[] = []
  const seal = (partition: number): void => {
    const batch = open[partition] as Event[]
    if (batch.length > 0) log.push({ partition, bytes: encodeEvents(batch) })
    open[partition] = []
  }
  let [events, links] = [0, 0]
  for (const touch of rows) {
    const event = eventOf(touch, events++, random)
    if (touch.links) links++
    const home = identities.partitionOf(event.identifiers[0] as Identifier, partitions)
    if ((open[home]?.push(event) ?? 0) >= RECORD_EVENTS) seal(home)
  }
  for (let partition = 0; partition < partitions; partition++) seal(partition)
  return { log, events, links }
}

/** When the n-th event happened, ms. */
export function timeOf(n: number): number {
  return START + Math.floor((1000 * n) / EVENTS_PER_SECOND)
}

function eventOf({ identifiers, links }: Touch, n: number, random: Random): Event {
  const email = identifiers.find(({ type }) => type === 'email')
  return {
    kind: links ? 'identify' : 'track',
    name: links ? '' : 'Product Viewed',
    messageId: uuid(random),
    time: timeOf(n),
    received: timeOf(n),
    source: 'bench',
    identifiers,
    properties: links
      ? { plan: 'free', ...(email === undefined ? {} : { email: email.value }) }
      : { product_id: `p-${random.between(1, 999)}`, price: random.between(1, 500) },
  }
}

/** Everybody who has come so far. */
class Crowd {
  identifiers = 0
  readonly #random: Random
  readonly #all: Customer[] = []
  readonly #underWay: Customer[] = []

  constructor(seed: number) {
    this.#random = new Random(seed)
  }

  get underWay(): number {
    return this.#underWay.length
  }

  arrival(): Touch {
    const device = this.#device()
    let draw = this.#random.next()
    const life = LIVES.find(({ share }) => {
      draw -= share
      return draw < 0
    })
    const customer: Customer = {
      number: this.#all.length,
      steps: life?.steps ?? [],
      taken: 0,
      devices: [device],
      visiting: undefined,
      user: undefined,
      email: undefined,
    }
    this.#all.push(customer)
    if (customer.steps.length > 0) this.#underWay.push(customer)
    return { identifiers: [device], links: false }
  }

  /** The next step in the life of somebody who has one to go. */
  step(): Touch {
    const place = Math.floor(this.#random.next() * this.#underWay.length)
    const customer = this.#underWay[place] as Customer
    const step = customer.steps[customer.taken++] as LifeStep
    if (customer.taken === customer.steps.length) {
      const last = this.#underWay.pop() as Customer
      if (last !== customer) this.#underWay[place] = last
    }
    return this.#taken(customer, step)
  }

  /** Somebody, by Zipf's law (its continuous inverse), does something and brings nothing new. */
  activity(): Touch {
    const flat = 1 - ZIPF
    const rank = ((this.#all.length ** flat - 1) * this.#random.next() + 1) ** (1 / flat)
    const customer = this.#all[Math.min(this.#all.length, Math.floor(rank)) - 1] as Customer
    const device = this.#random.pick(customer.devices)
    if (customer.user === undefined) return { identifiers: [device], links: false }
    const draw = this.#random.next()
    // A browser names both, a server the user, a page seen before the session is back the device.
    const identifiers = draw < 0.8 ? [customer.user, device] : draw < 0.9 ? [customer.user] : [device]
    return { identifiers, links: false }
  }

  #taken(customer: Customer, step: LifeStep): Touch {
    const { number } = customer
    const device = customer.devices[0] as Identifier
    switch (step) {
      case 'sign in':
        customer.user = this.#new('user_id', `u-${number}`)
        break
      case 'leave email':
        customer.email = this.#new('email', `customer.${number}@example.com`)
        break
      case 'come on another device':
        customer.visiting = this.#device()
        return { identifiers: [customer.visiting], links: false }
      case 'sign in there': {
        const other = customer.visiting as Identifier
        customer.devices.push(other)
        return { identifiers: [customer.user as Identifier, other], links: true }
      }
    }
    const named = [customer.user, customer.email, device].filter((identifier) => identifier !== undefined)
    return { identifiers: named, links: true }
  }

  #device(): Identifier {
    return this.#new('anonymous_id', uuid(this.#random))
  }

  #new(type: string, value: string): Identifier {
    this.identifiers++
    return { type, value }
  }
}

function uuid(random: Random): string {
  const hex = () =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  const [a, b, c, d] = [hex(), hex(), hex(), hex()]
  return `${a}-${b.slice(4)}-${b.slice(0, 4)}-${c.slice(4)}-${c.slice(0, 4)}${d}`
}
