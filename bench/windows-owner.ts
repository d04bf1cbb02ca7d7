import { type Timed, TimerQueue } from '../core/base/timer-queue.js'
import type { Definitions } from '../core/definitions/definitions.js'
import { Membership, type OnFlip } from '../core/segments/membership.js'
import type { Row } from '../core/segments/row.js'
import type { TallyRow } from '../core/segments/tally.js'

/** A profile as far as windows need it. */
class Customer implements Timed {
  readonly key: { readonly type: string; readonly value: string }
  timerPlace = -1
  armed = Number.POSITIVE_INFINITY
  created: number
  readonly rows: Row[] = []
  readonly tallies: TallyRow[] = []
  readonly segments: number[] = []

  constructor(value: string, created: number) {
    this.key = { type: 'user_id', value }
    this.created = created
  }

  property(): undefined {
    return undefined
  }

  properties(): Record<string, never> {
    return {}
  }
}

/** Windows, memberships and timers of many customers on one thread: what a partition does of it, alone. */
export class WindowsOwner {
  readonly #membership: Membership
  readonly #timers = new TimerQueue<Customer>()
  readonly #customers: Customer[] = []
  readonly #symbols: readonly number[]
  readonly #change = { now: 0, properties: false }
  readonly #event = {
    ...{ symbol: 0, time: 0, messageId: '' },
    ...{ get: () => undefined, properties: () => ({}) },
  }
  entered = 0
  left = 0
  fired = 0

  constructor(definitions: Definitions, names: number) {
    this.#membership = new Membership(definitions, 'user')
    this.#symbols = Array.from({ length: names }, (_, i) => definitions.symbols.find(`Event ${i}`))
  }

  get pending(): number {
    return this.#timers.size
  }

  /** Timers that are due fire, each at its own instant; then the event. */
  event(profile: number, name: number, at: number, messageId: string): void {
    this.advance(at)
    let customer = this.#customers[profile]
    if (customer === undefined) {
      customer = new Customer(`customer-${profile}`, at)
      this.#customers[profile] = customer
    }
    const event = this.#event
    event.symbol = this.#symbols[name] as number
    event.time = at
    event.messageId = messageId
    this.#change.now = at
    this.#arm(customer, this.#membership.event(customer, event, this.#change, this.#onFlip))
  }

  advance(now: number): void {
    for (let customer = this.#timers.first; customer !== undefined; customer = this.#timers.first) {
      const { due } = this.#timers
      if (due > now) return
      this.#timers.remove(customer)
      customer.armed = Number.POSITIVE_INFINITY
      this.fired++
      this.#arm(customer, this.#membership.instant(customer, due - 1, due, this.#onFlip))
    }
  }

  /** Whether a customer is in a segment. */
  isIn(profile: number, segment: number): boolean {
    return this.#customers[profile]?.segments.includes(segment) ?? false
  }

  #arm(customer: Customer, due: number): void {
    if (due >= customer.armed) return
    customer.armed = due
    this.#timers.set(customer, due)
  }

  readonly #onFlip: OnFlip = (_, flip) => {
    if (flip === 'entered') this.entered++
    else this.left++
  }
}
