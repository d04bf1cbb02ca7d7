import type { Event, Identifier } from '../../event/event.js'
import { makeOrders, type Order, sequels, squalls } from './orders.js'
import type { Random } from './random.js'
import { type Population, SCENES, type Scene } from './scenes.js'

/** One call of a client: a producer gets the event at that time. */
export interface Sending {
  /** ms after the start. */
  readonly at: number
  readonly producer: number
  readonly event: Event
}

export interface Workload {
  readonly population: Population
  /** In order of time. */
  readonly orders: readonly Order[]
  /** In order of time. */
  readonly sendings: readonly Sending[]
  readonly producers: number
}

/** How long clients go on sending. */
export const WORKLOAD_MS = 60_000

interface Habits {
  readonly late: number
  readonly early: number
  readonly again: number
}

/**
 * The input of a seed: scenes of some kinds (swarm), at random times, with late, early and repeated events.
 * @param strongestFirst sorts identifiers as ingest does
 */
export function makeWorkload(
  random: Random,
  start: number,
  strongestFirst: (x: Identifier, y: Identifier) => number,
): Workload {
  const population = makePopulation(random)
  const names = Object.keys(SCENES)
  const played = random.some(names, random.pick([0.3, 0.5, 0.8]))
  const scenes = (played.length === 0 ? names : played).map((name) => SCENES[name] as Scene)
  const producers = random.between(1, 4)
  const habits = {
    late: random.chance(0.4) ? random.next() * 0.5 : 0,
    early: random.chance(0.3) ? random.next() * 0.3 : 0,
    again: random.chance(0.6) ? random.next() * 0.4 : 0,
  }
  const sendings: Sending[] = []
  const count = random.between(4, random.pick([20, 50, 120]))
  let messages = 0
  for (let i = 0; i < count; i++) {
    const begin = random.between(0, WORKLOAD_MS)
    for (const act of random.pick(scenes)(population, random)) {
      const at = begin + act.after
      const time = start + eventTime(random, at, habits)
      const { kind, name, properties } = act
      const messageId = `m${++messages}`
      for (const identifiers of byEntity(act.ids, strongestFirst)) {
        const event: Event = {
          kind,
          name,
          messageId,
          time,
          received: start + at,
          source: 'sim',
          identifiers,
          properties,
        }
        sendings.push({ at, producer: random.between(0, producers - 1), event })
        while (random.chance(habits.again))
          sendings.push({
            at: at + random.between(0, 20_000),
            producer: random.between(0, producers - 1),
            event,
          })
      }
    }
  }
  const commanded = makeOrders(random, start, population, strongestFirst)
  const squall = squalls(random, start, population, strongestFirst)
  const orders = [...commanded, ...squall.orders].sort((x, y) => x.at - y.at)
  for (const { at, event } of [...sequels(random, start, commanded), ...squall.sequels])
    sendings.push({ at, producer: random.between(0, producers - 1), event })
  return { population, producers, orders, sendings: sendings.sort((x, y) => x.at - y.at) }
}

function makePopulation(random: Random): Population {
  const named = (prefix: string, most: number, least = 1) =>
    Array.from({ length: random.between(least, most) }, (_, i) => `${prefix}${i + 1}`)
  return {
    users: named('u', 5),
    emails: named('e', 4),
    phones: named('p', 3),
    devices: named('d', 8, 2),
    groups: named('g', 2),
  }
}

function eventTime(random: Random, at: number, habits: Habits): number {
  if (random.chance(habits.late)) return at - random.between(1, 50_000)
  if (random.chance(habits.early)) return at + random.between(1, 30_000)
  return at - random.between(0, 50)
}

/** An event that names several entities goes to each. */
function byEntity(
  ids: readonly Identifier[],
  compare: (x: Identifier, y: Identifier) => number,
): Identifier[][] {
  const account = ids.filter((id) => id.type === 'group_id')
  const user = ids.filter((id) => id.type !== 'group_id')
  return [user, account].filter((list) => list.length > 0).map((list) => [...list].sort(compare))
}
