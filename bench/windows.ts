import { compileDefinitions, type Definitions } from '../core/definitions/definitions.js'
import type { Outcome } from './outcome.js'
import { WindowsOwner } from './windows-owner.js'
import { raceRedis } from './windows-redis.js'
import {
  EVENT_NAMES,
  type Moment,
  moments,
  START,
  type WindowsWorkload,
  windowDefinitions,
} from './windows-workload.js'

const WORKLOAD: WindowsWorkload = { events: 200_000, profiles: 2_000, seed: 1 }
/** Of these Redis does the first. */
const RACE_EVENTS = 20_000
const PENDING = [10_000, 1_000_000] as const
const ROUNDS = 3
const DAY_MS = 86_400_000
const LASTING_DAYS = 90

/**
 * Windows alone: a hundred segments of which ten watch the event at hand; members who leave by time alone,
 * with few and with many timers pending; and the same windows in Redis sorted sets, where it is installed.
 */
export async function windows(): Promise<Outcome[]> {
  const definitions = windowDefinitions()
  const log = moments(WORKLOAD)
  return [
    windowsOf('windows', definitions, log),
    windowsOf('windows, each with its own test', windowDefinitions(true), log),
    ...exits(PENDING),
    ...(await raceRedis(definitions, log.slice(0, RACE_EVENTS))),
  ]
}

/** Every event to ten windows, every timer at its instant. */
export function windowsOf(name: string, definitions: Definitions, log: readonly Moment[]): Outcome {
  const ids = log.map((_, i) => `message-${i}`)
  let owner = new WindowsOwner(definitions, EVENT_NAMES)
  const best = fastest(() => {
    owner = new WindowsOwner(definitions, EVENT_NAMES)
    for (let i = 0; i < log.length; i++) {
      const { profile, name, at } = log[i] as Moment
      owner.event(profile, name, at, ids[i] as string)
    }
  })
  const each = (count: number) => (count / log.length).toFixed(2)
  const { entered, left, fired } = owner
  const says = `${each(entered)} enter, ${each(left)} leave, ${each(fired)} timers`
  return {
    name,
    eventsPerSecond: (1000 * log.length) / best.ms,
    cpu: { thread: best.cpuMicros / log.length },
    words: `best of ${ROUNDS}; an event to 10 of 100 windows: ${says}`,
    target: 250_000,
  }
}

/** Members of one segment, who all leave it by time alone. */
export function exits(pending: readonly number[]): Outcome[] {
  const count = { event: 'Event 0', within: `${LASTING_DAYS}d`, is: '>= 1' }
  const text = JSON.stringify({ kind: 'segment', name: 's', where: { count } })
  const definitions = compileDefinitions([{ path: 'exits.yaml', text }])
  const laps = pending.map((members) => {
    let owner = new WindowsOwner(definitions, 1)
    const prepare = () => {
      owner = new WindowsOwner(definitions, 1)
      // In the order of time, as events come, but of members who were made in another one.
      for (let i = 0; i < members; i++)
        owner.event((i * 7_919) % members, 0, START + Math.floor((i * DAY_MS) / members), `message-${i}`)
    }
    const best = fastest(() => owner.advance(START + 2 * LASTING_DAYS * DAY_MS), prepare)
    if (owner.left !== members) throw new Error(`${owner.left} of ${members} have left`)
    return { members, best }
  })
  const few = laps[0]?.best.cpuMicros ?? 0
  return laps.map(({ members, best }) => {
    const ratio = best.cpuMicros / members / (few / (laps[0]?.members ?? 1))
    return {
      name: `windows, exits by time, ${members} pending`,
      eventsPerSecond: (1000 * members) / best.ms,
      cpu: { thread: best.cpuMicros / members },
      words: `timers a second; best of ${ROUNDS}; a timer costs ×${ratio.toFixed(2)} of one of the fewest`,
      target: 500_000,
    }
  })
}

/** Wall time and CPU of the fastest of some runs. */
function fastest(run: () => void, prepare: () => void = () => {}): { ms: number; cpuMicros: number } {
  let best = { ms: Number.POSITIVE_INFINITY, cpuMicros: Number.POSITIVE_INFINITY }
  for (let round = 0; round < ROUNDS; round++) {
    prepare()
    const [cpu, start] = [process.cpuUsage(), performance.now()]
    run()
    const ms = performance.now() - start
    const { user, system } = process.cpuUsage(cpu)
    if (ms < best.ms) best = { ms, cpuMicros: user + system }
  }
  return best
}
