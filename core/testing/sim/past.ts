import type { Event, Identifier } from '../../event/event.js'
import type { Partition } from '../../partition/partition.js'
import type { ModelProfile } from './model-profile.js'
import type { Random } from './random.js'
import type { Leaf, Specs } from './specs.js'
import { written } from './timeline.js'
import { check } from './violation.js'
import { type Sending, WORKLOAD_MS, type Workload } from './workload.js'

const EVERY = 15
/** Longer than any world lasts. */
const DAY_MS = 86_400_000
/** More than there are such events: so each one tells. */
const COUNTS = 20
const LEAF: Leaf = {
  ...{ kind: 'count', event: 'Glimpse', where: null, of: null, withinMs: 30 * DAY_MS },
  is: { operator: '>=', threshold: 1 },
}
/** Segments that come late, their windows filled with what the logs hold: by how many events they want. */
const PAST: ReadonlyMap<string, number> = new Map(
  Array.from({ length: COUNTS }, (_, i) => [`s-past-${String(i + 1).padStart(2, '0')}`, i + 1] as const),
)

/** It is judged by `checkPast` alone. */
export function hasPast(segment: string | undefined): boolean {
  return segment !== undefined && PAST.has(segment)
}

/** Some seeds have a backfill: in their second version of the definitions. */
export function isPast(seed: number): boolean {
  return seed % EVERY === 0
}

/** The same definitions with segments that have a past. */
export function withPast(specs: Specs): Specs {
  const made = [...PAST].map(([name, threshold]) => {
    const leaf: Leaf = { ...LEAF, is: { operator: '>=', threshold } }
    return { name, entity: 'user', where: { leaf }, backfillMs: DAY_MS }
  })
  return { ...specs, segments: [...specs.segments, ...made] }
}

/**
 * The same workload with visitors who look before they sign up, on a device that others may use too; and
 * without commands: nobody is told apart again, so the past of a customer is that of all his identifiers.
 */
export function visited(workload: Workload, start: number, random: Random): Workload {
  const { population, producers } = workload
  const sendings: Sending[] = [...workload.sendings]
  let messages = 0
  const send = (at: number, name: string, identifiers: Identifier[]): void => {
    const event: Event = {
      ...{ kind: 'track', name, messageId: `past${++messages}`, source: 'sim', properties: {} },
      ...{ time: start + at, received: start + at, identifiers },
    }
    const producer = random.between(0, producers - 1)
    for (let sent = at; sent < WORKLOAD_MS; sent += random.between(1_000, 40_000))
      sendings.push({ at: sent, producer, event })
  }
  for (const [i, value] of population.users.entries()) {
    const user = { type: 'user_id', value }
    const device = {
      type: 'anonymous_id',
      value: population.devices[i % population.devices.length] as string,
    }
    for (let i = random.between(1, 3); i > 0; i--) send(random.between(0, 20_000), 'Glimpse', [device])
    send(random.between(0, 28_000), 'Signed Up', [user, device])
    if (random.chance(0.5)) send(random.between(25_000, 50_000), 'Glimpse', [user])
  }
  return { ...workload, orders: [], sendings: sendings.sort((x, y) => x.at - y.at) }
}

/**
 * Whoever has had so many events, whenever they came, is in the segments, and nobody else: as if they had
 * always been there. True where no identifier ever goes to another customer.
 */
export function checkPast(
  machines: readonly Partition[],
  living: readonly ModelProfile[],
  { sendings }: Workload,
  reached: (state: string) => void,
): void {
  const glimpses = new Set(
    sendings.flatMap(({ event: { name, messageId } }) => (name === LEAF.event ? [messageId] : [])),
  )
  const members = new Map<string, string>()
  for (const machine of machines) {
    const { wanted, failed } = machine.past
    check(
      wanted === undefined && failed === undefined,
      'a backfill comes to its end',
      () => `${machine.number}`,
    )
    const named = machine.definitions.segments
    for (const { key, segments } of machine.profiles())
      members.set(
        written(key),
        segments
          .map((number) => named[number]?.name)
          .filter(hasPast)
          .sort()
          .join(),
      )
  }
  for (const { key, entity, seen } of living) {
    const count = [...seen].filter((messageId) => glimpses.has(messageId)).length
    const wanted = [...PAST].filter(([, least]) => entity === 'user' && count >= least)
    const [is, should] = [members.get(written(key)), wanted.map(([name]) => name).join()]
    if (should !== '') reached('backfilled')
    const text = (): string => `${written(key)}, ${count} events: ${is}, not ${should}`
    check(is === should, 'a backfill makes members of whoever would be one', text)
  }
}
