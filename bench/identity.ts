import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { compileDefinitions, type Definitions } from '../core/definitions/definitions.js'
import { countMessages, type MessageCounts, Partitions, partitionsContender } from './identity-partitions.js'
import { postgresContenders } from './identity-postgres.js'
import { type Lap, median, race } from './identity-race.js'
import { redisContenders } from './identity-redis.js'
import { checkSame, rankName, UnionFind } from './identity-sets.js'
import { encodedLog, first, type IdentityWorkload, type Touch, touches } from './identity-workload.js'
import type { Outcome } from './outcome.js'
import { PARTITIONS } from './workload.js'

const WORKLOAD: IdentityWorkload = { identifiers: 1_000_000, seed: 1 }
/** Of these everybody does the same first events; that is enough for a rate, and bearable for a database. */
const RACE_EVENTS = 100_000
const RACE_ROUNDS = 5

/**
 * Stitching alone, without segments and journeys: a million identifiers on one thread; and the first events
 * of the same workload side by side with Redis and PostgreSQL, where they are installed. Those keep
 * identifiers and nothing else; partitions drop duplicates, keep traits and evidence and state facts as well.
 */
export async function identity(): Promise<Outcome[]> {
  const definitions = compileDefinitions([])
  const rows = first(RACE_EVENTS, touches(WORKLOAD))
  console.error('bench: identity: side by side')
  const laps = await raced(definitions, rows)
  const messages = messagesOf(definitions, rows)
  const right = UnionFind.of(touches(WORKLOAD), definitions.identities).sets()
  const whole = [1, PARTITIONS].map((count) => {
    console.error(`bench: identity: ${WORKLOAD.identifiers} identifiers, partitions: ${count}`)
    const { outcome, sets } = stitchAll(definitions, count, count === 1 ? '' : messages)
    checkSame(outcome.name, sets, right)
    return outcome
  })
  return [...whole, ...peers(laps)]
}

async function raced(definitions: Definitions, rows: readonly Touch[]): Promise<Lap[]> {
  const { identities } = definitions
  const named = rows.map(({ identifiers }) =>
    identifiers.map((identifier) => rankName(identifier, identities)),
  )
  const redis = await redisContenders(named)
  const postgres = await postgresContenders(named)
  for (const [{ length }, name] of [[redis, 'redis-server'] as const, [postgres, 'postgresql'] as const])
    if (length === 0) console.error(`bench: identity: no ${name} here, left out (apt-get install ${name})`)
  const own = [1, PARTITIONS].map((count) => partitionsContender(count, definitions, rows))
  const contenders = [...own, ...redis, ...postgres]
  const sets = UnionFind.of(rows, identities).sets()
  try {
    return await race(contenders, RACE_ROUNDS, { events: rows.length, sets })
  } finally {
    for (const contender of contenders) await contender.stop()
  }
}

/** What partitions say to each other, counted message by message; not timed. */
function messagesOf(definitions: Definitions, rows: readonly Touch[]): string {
  const log = encodedLog(rows, PARTITIONS, definitions.identities, WORKLOAD.seed)
  const counts: MessageCounts = {}
  new Partitions(PARTITIONS, definitions).apply(log, (record) => countMessages(record, counts))
  const { forward = 0, ...linking } = counts
  const each = (count: number) => (count / log.links).toFixed(2)
  const kinds = Object.entries(linking).map(([kind, count]) => `${kind} ${each(count)}`)
  const all = each(Object.values(linking).reduce((sum, count) => sum + count, 0))
  const forwards = (forward / log.events).toFixed(2)
  return `${all} messages a first link (${kinds.join(', ')}), ${forwards} forwards an event`
}

function stitchAll(definitions: Definitions, count: number, messages: string) {
  const log = encodedLog(touches(WORKLOAD), count, definitions.identities, WORKLOAD.seed)
  const { events, links } = log
  const heapBefore = heapBytes()
  const partitions = new Partitions(count, definitions)
  const [own, start] = [process.cpuUsage(), performance.now()]
  const said = partitions.apply(log)
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(own)
  if (said.applied !== events) throw new Error(`${said.applied} events were applied instead of ${events}`)
  const heap = heapBytes() - heapBefore
  const sets = partitions.sets()
  // The log is read once more: what is collected before the heap is measured would count as less of it.
  const perRecord = (events / log.log.length).toFixed(0)
  const each = Math.round(heap / sets.identifiers)
  const words = [
    `${events} events, ${perRecord} a record, ${(100 * (links / events)).toFixed(1)} % with a first link`,
    `${sets.identifiers} identifiers in ${sets.sets} profiles, ${each} bytes of heap an identifier`,
    `${(said.facts / events).toFixed(2)} facts an event`,
    ...(messages === '' ? [] : [`${(said.records / links).toFixed(2)} link records and ${messages}`]),
  ]
  const outcome: Outcome = {
    name: count === 1 ? 'identity, 1 partition' : `identity, ${count} partitions`,
    eventsPerSecond: (1000 * events) / ms,
    cpu: { thread: (user + system) / events },
    words: words.join('; '),
  }
  return { outcome, sets }
}

/** A row for everybody else, with what part of its rate partitions came to in the same rounds. */
function peers(laps: readonly Lap[]): Outcome[] {
  const [one, many, ...others] = laps
  return others.map(({ contender, ms, cpu }) => {
    const ratio = (own: Lap | undefined): string => {
      const ratios = ms.map((took, round) => took / (own?.ms[round] ?? 0))
      const [low, middle, high] = [Math.min(...ratios), median(ratios), Math.max(...ratios)]
      return `${own?.contender.name} ×${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
    }
    const { this: client = 0, ...servers } = cpu
    const each = Object.entries({ client, ...servers }).map(([name, micros]) => [name, micros / RACE_EVENTS])
    const rounds = `first ${RACE_EVENTS} events, ${RACE_ROUNDS} rounds in turn`
    return {
      name: `identity, ${contender.name}`,
      eventsPerSecond: (1000 * RACE_EVENTS) / median(ms),
      cpu: Object.fromEntries(each) as Record<string, number>,
      words: `${rounds}; against it ${ratio(one)}, ${ratio(many)}; ${contender.words}`,
    }
  })
}

/** What lives on the heap, with the buffers that hang on it, after a full collection. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
