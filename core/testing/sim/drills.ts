import type { Event } from '../../event/event.js'
import type { Random } from './random.js'
import type { CalendarSpec, Leaf, SegmentSpec, Specs } from './specs.js'
import { type Sending, WORKLOAD_MS, type Workload } from './workload.js'

const EVERY = 15
const FIRST = 10
const [SPAN_MS, LATENESS_MS, LATE_MS] = [30_000, 5_000, 12_000] as const

/** Some seeds also have what comes about by chance too seldom: a drill. */
export function isDrill(seed: number): boolean {
  return seed % EVERY === FIRST
}

/** The same definitions with segments of which a drill has what matters. */
export function withDrill(specs: Specs): Specs {
  const leaf: Leaf = {
    ...{ kind: 'count', event: 'View', where: null, of: null, withinMs: SPAN_MS },
    is: { operator: '>=', threshold: 2 },
  }
  const calendar: CalendarSpec = { zone: specs.zone, property: null, during: 'today' }
  const once = { operator: '>=', threshold: 1 } as const
  const day: Leaf = { ...leaf, withinMs: Number.POSITIVE_INFINITY, calendar, is: once }
  const chain: Leaf = { ...leaf, kind: 'sequence', behind: 'Order', without: 'Cart', is: null }
  const drills: readonly SegmentSpec[] = [
    { name: 's-day', entity: 'user', where: { leaf: day }, timezone: calendar },
    { name: 's-chain', entity: 'user', where: { leaf: chain } },
    {
      ...{ name: 's-late', entity: 'user', latenessMs: LATENESS_MS },
      where: { leaf: { ...leaf, latenessMs: LATENESS_MS } },
    },
  ]
  return { ...specs, segments: [...specs.segments, ...drills] }
}

/**
 * The same workload with customers who look, take something into a cart and order, in this order, and of whom
 * some events come too late: before and behind the midnight that comes while they are about.
 */
export function drilled(workload: Workload, start: number, random: Random): Workload {
  const sendings: Sending[] = [...workload.sendings]
  let messages = 0
  for (const value of workload.population.users) {
    const producer = random.between(0, workload.producers - 1)
    for (let at = random.between(0, 5_000); at < WORKLOAD_MS; at += random.between(8_000, 25_000)) {
      const acts = [
        ['View', 0],
        ['Cart', 0],
        ['Order', 0],
        ['View', LATE_MS],
      ] as const
      for (const [i, [name, lateMs]] of acts.entries()) {
        const sent = at + i * 1_500
        const event: Event = {
          ...{ kind: 'track', name, messageId: `drill${++messages}`, source: 'sim', properties: {} },
          ...{ time: start + sent - lateMs, received: start + sent },
          identifiers: [{ type: 'user_id', value }],
        }
        sendings.push({ at: sent, producer, event })
      }
    }
  }
  return { ...workload, sendings: sendings.sort((x, y) => x.at - y.at) }
}
