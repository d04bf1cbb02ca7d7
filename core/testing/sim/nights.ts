import type { Event, Properties } from '../../event/event.js'
import type { Random } from './random.js'
import { ZONES } from './spec-maker.js'
import type { Workload } from './workload.js'

/**
 * When worlds begin, and where it is about to be midnight then: after a clock change, or one that is skipped
 * or comes twice. Nowhere at the turn of the year in UTC.
 */
const NIGHTS = [
  ...(['2026-01-01T00:00Z UTC', '2026-01-01T00:00Z UTC', '2026-03-28T22:00Z Asia/Beirut'] as const),
  ...(['2026-03-28T23:00Z Europe/Berlin', '2026-03-29T22:00Z Europe/Berlin'] as const),
  ...(['2026-05-31T22:00Z Europe/Berlin', '2026-04-23T22:00Z Africa/Cairo'] as const),
  ...(['2026-10-29T21:00Z Africa/Cairo', '2026-10-29T22:00Z Africa/Cairo'] as const),
  ...(['2026-11-01T04:00Z America/Havana', '2026-11-01T05:00Z America/Havana'] as const),
  ...(['2026-04-05T03:00Z America/Santiago', '2026-04-05T04:00Z America/Santiago'] as const),
  '2026-09-06T04:00Z America/Santiago',
] as const
/** Of these the midnights that are skipped. */
const SKIPPED = [
  ...(['2026-03-28T22:00Z Asia/Beirut', '2026-04-23T22:00Z Africa/Cairo'] as const),
  '2026-09-06T04:00Z America/Santiago',
] as const
/** Midnight comes while customers are about. */
const AHEAD_MS = [20_000, 70_000] as const

/**
 * When the world of a seed begins, ms, and the zone of its midnight.
 * @param isSkipped there is no such midnight there
 */
export function nightOf(
  random: Random,
  isSkipped = false,
): { readonly start: number; readonly zone: string } {
  const night = random.pick<string>(isSkipped ? SKIPPED : NIGHTS)
  const [instant, zone] = night.split(' ') as [string, string]
  const ahead = night === NIGHTS[0] ? 0 : random.between(...AHEAD_MS)
  return { start: Date.parse(instant) - ahead, zone }
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
