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
  /** How often each batch is sent again at most, in another order; unless told few are, once. */
  readonly copies?: number
  /** Clocks of devices are off by anything from seconds to decades. */
  readonly wildClocks?: boolean
}

/** Events of one request. */
const BATCH_EVENTS = 200
/** By how many events each copy of a batch is turned. */
const TURN = 67
/** Devices of a customer. */
const DEVICES = 2
/** How late an event may say that it is. */
const LATE_MS_MAX = 20 * 60 * 1000
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Of the windows of the definitions. */
const WINDOW_DAYS = 30
/** By the number of an event of a customer, in turn: how the clock of its device is off. */
const WILD_CLOCKS: readonly { readonly age: number; readonly at?: number; readonly counts: boolean }[] = [
  { age: 0, at: Date.UTC(1970, 0, 1, 0, 0, 10), counts: false },
  { age: 0, counts: true },
  { age: HOUR_MS / 2, counts: true },
  { age: HOUR_MS, counts: true },
  { age: DAY_MS, counts: true },
  { age: (WINDOW_DAYS - 1) * DAY_MS, counts: true },
  { age: (WINDOW_DAYS + 1) * DAY_MS, counts: false },
  // The future counts as now.
  { age: -DAY_MS, counts: true },
  { age: 0, at: Date.UTC(2038, 0, 19, 3, 14, 8), counts: true },
]

/** An event of the plan, by its place: the place is all that must be known to make it again. */
export interface PlannedEvent {
  readonly customer: number
  /** Types and values; a customer is a user and some devices, which events name in turn. */
  readonly ids: { readonly userId?: string; readonly anonymousId?: string }
  readonly messageId: string
  /** Ms that it lies in the past when it is sent; negative: in the future. */
  readonly age: number
  /** Where it lies whenever it is sent, ms since the epoch. */
  readonly at?: number
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
    const event = { customer, ids: idsOf(customer, round), messageId: `${ID}${place}` }
    if (this.settings.wildClocks === true) {
      const { age, at } = WILD_CLOCKS[round % WILD_CLOCKS.length] as (typeof WILD_CLOCKS)[number]
      return { ...event, age, ...(at === undefined ? {} : { at }) }
    }
    const chance = hash32(`${place}`, seed)
    return { ...event, age: chance % 4 === 0 ? chance % LATE_MS_MAX : 0 }
  }

  /** Body of a request to `/v1/batch`. */
  body(batch: number, now: number, copy = 0): string {
    const texts: string[] = []
    const { padding } = this.settings
    const properties = JSON.stringify({ one: 1, padding: padding && '.'.repeat(padding) })
    const end = Math.min(this.events, (batch + 1) * BATCH_EVENTS)
    for (let place = batch * BATCH_EVENTS; place < end; place++) {
      const { ids, messageId, age, at } = this.event(place)
      const timestamp = new Date(at ?? now - age).toISOString()
      // Ids need no escapes: put together by hand, a batch takes a third of the time.
      const user = ids.userId === undefined ? '' : `"userId":"${ids.userId}",`
      const device = ids.anonymousId === undefined ? '' : `"anonymousId":"${ids.anonymousId}",`
      const about = `"messageId":"${messageId}",${user}${device}"timestamp":"${timestamp}"`
      texts.push(`{"type":"track","event":"Seen",${about},"properties":${properties}}`)
    }
    // Each copy begins elsewhere, and the last ones go backwards.
    const turn = (copy * TURN) % texts.length
    const turned = [...texts.slice(turn), ...texts.slice(0, turn)]
    return `{"batch":[${(copy > 2 ? turned.reverse() : turned).join(',')}]}`
  }

  /** How often a batch is sent again, as by a phone that lost the answer. */
  copiesOf(batch: number): number {
    const { copies, seed } = this.settings
    const chance = hash32(`again ${batch}`, seed)
    if (copies !== undefined) return chance % (copies + 1)
    return chance % 50 === 0 ? 1 : 0
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

/** Events of each customer that lie in the windows. */
function countedOf({ eventsEach, wildClocks = false }: PlanSettings): number {
  if (!wildClocks) return eventsEach
  const rounds = Array.from({ length: eventsEach }, (_, round) => WILD_CLOCKS[round % WILD_CLOCKS.length])
  return rounds.filter((clock) => clock?.counts).length
}

/** A segment that all must enter once, one that nobody may, and a journey that ends in one delivery each. */
export function definitionsOf(settings: PlanSettings): string {
  const seen = `event: Seen, of: event.one, within: ${WINDOW_DAYS}d`
  const counted = countedOf(settings)
  return `kind: segment
name: all
where: { sum: { ${seen}, is: '>= ${counted}' } }
---
kind: segment
name: more
where: { sum: { ${seen}, is: '> ${counted}' } }
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
