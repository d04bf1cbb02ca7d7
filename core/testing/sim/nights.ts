import type { Event, Properties } from '../../event/event.js'
import type { Random } from './random.js'
import { ZONES } from './spec-maker.js'
import type { Workload } from './workload.js'

/**
 * When worlds begin: most at the turn of a year in UTC, some shortly before a midnight somewhere: one after a
 * clock change, or one that is skipped or comes twice.
 */
const NIGHTS = [
  ...new Array<string>(6).fill('2026-01-01T00:00Z'),
  ...['2026-03-28T22:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-05-31T22:00Z'],
  ...['2026-04-23T22:00Z', '2026-10-29T21:00Z', '2026-10-29T22:00Z', '2026-11-01T04:00Z'],
  ...['2026-11-01T05:00Z', '2026-04-05T03:00Z', '2026-04-05T04:00Z', '2026-09-06T04:00Z'],
] as const
/** Midnight comes while customers are about. */
const AHEAD_MS = [5_000, 80_000] as const

/** When the world of a seed begins, ms. */
export function nightOf(random: Random): number {
  const night = random.pick(NIGHTS)
  const ahead = night === NIGHTS[0] ? 0 : random.between(...AHEAD_MS)
  return Date.parse(night) - ahead
}

/** The same workload by customers who now and then say where they are, and what they are. */
export function withPlaces(workload: Workload, random: Random): Workload {
  const changed = new Map<Event, Event>()
  const placed = (event: Event): Event => {
    if (event.kind !== 'identify' && event.kind !== 'group') return event
    const properties = { ...event.properties, ...saidOf(random) }
    const known = changed.get(event) ?? { ...event, properties }
    changed.set(event, known)
    return known
  }
  return { ...workload, sendings: workload.sendings.map((one) => ({ ...one, event: placed(one.event) })) }
}

function saidOf(random: Random): Properties {
  const timezone = random.pick([...ZONES, 'Mars/Olympus', '', 5])
  const tags = random.some(['vip', 'beta'], 0.5)
  return { ...(random.chance(0.5) ? { timezone } : {}), ...(random.chance(0.5) ? { tags } : {}) }
}
