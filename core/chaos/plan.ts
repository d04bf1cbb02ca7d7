import { hash32 } from '../base/hash.js'

export interface PlanSettings {
  readonly seed: number
  readonly customers: number
  /** Who has done it all enters one segment, who seems to have done more another. */
  readonly eventsEach: number
  /** Customers that are under way at the same time. */
  readonly cohort: number
  /** Characters that each event carries besides. */
  readonly padding?: number
}

/** Events of one request. */
const BATCH_EVENTS = 200
/** Devices of a customer. */
const DEVICES = 2
/** How late an event may say that it is. */
const LATE_MS_MAX = 20 * 60 * 1000

/** An event of the plan, by its place: the place is all that must be known to make it again. */
export interface PlannedEvent {
  readonly customer: number
  /** Types and values; a customer is a user and some devices, which events name in turn. */
  readonly ids: { readonly userId?: string; readonly anonymousId?: string }
  readonly messageId: string
  /** Ms that it lies in the past when it is sent. */
  readonly age: number
}

/**
 * What is sent, derived from a seed and the place of each event: so the verifier knows it without being told.
 * The customers of a cohort take turns; the cohorts follow each other.
 */
export class Plan {
  readonly events: number
  readonly batches: number
  readonly settings: PlanSettings

  constructor(settings: PlanSettings) {
    this.settings = settings
    this.events = settings.customers * settings.eventsEach
    this.batches = Math.ceil(this.events / BATCH_EVENTS)
  }

  event(place: number): PlannedEvent {
    const { seed, cohort, eventsEach, customers } = this.settings
    const number = Math.floor(place / (cohort * eventsEach))
    const size = Math.min(cohort, customers - number * cohort)
    const within = place - number * cohort * eventsEach
    const round = Math.floor(within / size)
    const customer = number * cohort + ((within + hash32(`${round}`, seed)) % size)
    const chance = hash32(`${place}`, seed)
    return {
      customer,
      ids: idsOf(customer, round),
      messageId: `${ID}${place}`,
      age: chance % 4 === 0 ? chance % LATE_MS_MAX : 0,
    }
  }

  /** Body of a request to `/v1/batch`. */
  body(batch: number, now: number): string {
    const texts: string[] = []
    const { padding } = this.settings
    const properties = padding === undefined ? { one: 1 } : { one: 1, padding: '.'.repeat(padding) }
    const end = Math.min(this.events, (batch + 1) * BATCH_EVENTS)
    for (let place = batch * BATCH_EVENTS; place < end; place++) {
      const { ids, messageId, age } = this.event(place)
      const timestamp = new Date(now - age).toISOString()
      const call = { type: 'track', event: 'Seen', messageId, ...ids, timestamp, properties }
      texts.push(JSON.stringify(call))
    }
    return `{"batch":[${texts.join(',')}]}`
  }

  /** Batches that are sent a second time, as by a phone that lost the answer. */
  isRepeated(batch: number): boolean {
    return hash32(`again ${batch}`, this.settings.seed) % 50 === 0
  }
}

const ID = 'e'

/** The place of an event in the plan; -1 for an id of somebody else. */
export function placeOf(messageId: string): number {
  return messageId.startsWith(ID) ? Number(messageId.slice(ID.length)) : -1
}

function userOf(customer: number): string {
  return `u${customer}`
}

function deviceOf(customer: number, device: number): string {
  return `u${customer}-d${device}`
}

/** First each device alone, then each with the user, so that profiles meet; later they take turns. */
function idsOf(customer: number, round: number): PlannedEvent['ids'] {
  const anonymousId = deviceOf(customer, round % DEVICES)
  if (round < DEVICES || round % 3 === 0) return { anonymousId }
  const userId = userOf(customer)
  return round < 2 * DEVICES
    ? { userId, anonymousId }
    : round % 3 === 1
      ? { userId }
      : { userId, anonymousId }
}

/** A segment that all must enter once, one that nobody may, and a journey that ends in one delivery each. */
export function definitionsOf({ eventsEach }: PlanSettings): string {
  const seen = 'event: Seen, of: event.one, within: 30d'
  return `kind: segment
name: all
where: { sum: { ${seen}, is: '>= ${eventsEach}' } }
---
kind: segment
name: more
where: { sum: { ${seen}, is: '> ${eventsEach}' } }
---
kind: journey
name: thanks
trigger: { segment: { entered: all } }
entry: { again: never }
steps:
  - wait: 1s
  - send: { channel: hook, content: thanks }
---
kind: content
name: thanks
body: 'Thank you'
`
}
