import type { Definitions } from '../core/definitions/definitions.js'
import { encodeEvents } from '../core/event/batch.js'
import type { Event, Identifier } from '../core/event/event.js'

/** Exponent of Zipf's law: as in the other cases, that of YCSB. */
const EXPONENT = 0.99
/** Events of one record: what ingest gathers under load. */
const RECORD_EVENTS = 64
/** One in so many people has a device besides the account: an identifier more, at another partition. */
const DEVICE_EVERY = 4
/** What people do; purchases are the rarest. */
const NAMES = ['Product Viewed', 'Product Viewed', 'Product Viewed', 'Cart Updated', 'Order Completed']

/** Of the number of a person. */
export const NUMBER_DIGITS = 7

/** The number of a person, as it stands in names. */
export function numberOf(person: number): string {
  return String(person).padStart(NUMBER_DIGITS, '0')
}

export function userOf(person: number): Identifier {
  return { type: 'user_id', value: `user-${numberOf(person)}` }
}

/** The other identifier of those who have one. */
export function deviceOf(person: number): Identifier {
  return { type: 'anonymous_id', value: `device-${numberOf(person)}-0b9f52c4` }
}

/** Id of a message; the first that comes of a person is of its number. */
export function messageOf(number: number): string {
  return `message-${numberOf(number)}`
}

export interface PeopleLog {
  readonly partition: number
  readonly bytes: Uint8Array
}

export interface PeopleOptions {
  /** Events of one record; as many as ingest gathers under load, unless told. */
  readonly recordEvents?: number
  /** Number of the first message: those below have come already. */
  readonly firstMessage?: number
}

/** Many people, of whom everyone comes once and then some far more often than others. */
export class People {
  readonly #definitions: Definitions
  readonly #count: number
  readonly #partitions: number
  /** Sums of the weights of the ranks, up to 1. */
  readonly #sums: Float64Array
  readonly #recordEvents: number
  readonly #open: Event[][]
  #state = 1
  /** Number of the next message. */
  #events: number

  constructor(
    definitions: Definitions,
    count: number,
    partitions: number,
    { recordEvents = RECORD_EVENTS, firstMessage = 0 }: PeopleOptions = {},
  ) {
    this.#recordEvents = recordEvents
    this.#events = firstMessage
    this.#definitions = definitions
    this.#count = count
    this.#partitions = partitions
    this.#open = Array.from({ length: partitions }, () => [])
    this.#sums = new Float64Array(count)
    let sum = 0
    for (let rank = 0; rank < count; rank++) this.#sums[rank] = sum += 1 / (rank + 1) ** EXPONENT
    for (let rank = 0; rank < count; rank++) this.#sums[rank] = (this.#sums[rank] as number) / sum
  }

  /** Records in which everyone comes for the first time. */
  *arrivals(time: () => number): Generator<PeopleLog> {
    for (let person = 0; person < this.#count; person++) yield* this.#add(person, 'Signed Up', time())
    yield* this.#seal()
  }

  /** Records of so many events, by Zipf's law. */
  *events(count: number, time: () => number): Generator<PeopleLog> {
    yield* this.open(count, time)
    yield* this.#seal()
  }

  /** As `events`; the last ones wait for others to make up a record. */
  *open(count: number, time: () => number): Generator<PeopleLog> {
    for (let i = 0; i < count; i++) {
      const name = NAMES[Math.floor(this.#chance() * NAMES.length)] as string
      yield* this.#add(this.#someone(), name, time())
    }
  }

  *#add(person: number, name: string, time: number): Generator<PeopleLog> {
    const user = userOf(person)
    const partition = this.#definitions.identities.partitionOf(user, this.#partitions)
    const open = this.#open[partition] as Event[]
    open.push({
      kind: 'track',
      name,
      messageId: messageOf(this.#events++),
      time,
      received: time,
      source: 'bench',
      identifiers: person % DEVICE_EVERY === 0 ? [user, deviceOf(person)] : [user],
      properties: {
        total: 40 + (person % 100),
        items: 2,
        cart_id: `c${person}`,
        sku: `sku-${person % 1000}`,
      },
    })
    if (open.length < this.#recordEvents) return
    this.#open[partition] = []
    yield { partition, bytes: encodeEvents(open) }
  }

  *#seal(): Generator<PeopleLog> {
    for (const [partition, open] of this.#open.entries())
      if (open.length > 0) yield { partition, bytes: encodeEvents(open) }
    this.#open.fill([])
    for (const partition of this.#open.keys()) this.#open[partition] = []
  }

  /** Ranks are scattered over the people: who comes often did not come first. */
  #someone(): number {
    const part = this.#chance()
    let low = 0
    let high = this.#count - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sums[middle] as number) < part) low = middle + 1
      else high = middle
    }
    return (low * 7919) % this.#count
  }

  #chance(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return this.#state / 0x1_0000_0000
  }
}
