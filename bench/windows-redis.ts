import type { Redis } from 'ioredis'
import type { Definitions } from '../core/definitions/definitions.js'
import { cpuOf } from './cpu.js'
import type { Outcome } from './outcome.js'
import { startRedis } from './redis.js'
import { WindowsOwner } from './windows-owner.js'
import { EVENT_NAMES, type Moment, WINDOWS } from './windows-workload.js'

/** Events of one pipeline. */
const PIPELINE_EVENTS = 100

/**
 * The same windows as sorted sets, one for each profile and window: what is over is removed, the event is
 * added, what is left is counted. So Redis knows who enters; who leaves by time alone it is not asked.
 * @returns none where there is no redis-server
 * @throws Error when the two do not agree on who is in a segment behind some event
 */
export async function raceRedis(definitions: Definitions, log: readonly Moment[]): Promise<Outcome[]> {
  const running = await startRedis()
  if (running === undefined) return []
  const { redis, server } = running
  try {
    return [await race(redis, server.pid, definitions, log)]
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

async function race(redis: Redis, pid: number, definitions: Definitions, log: readonly Moment[]) {
  const ownStart = performance.now()
  const own = standings(definitions, log)
  const ownMs = performance.now() - ownStart
  const [cpu, start] = [cpuOf(pid), performance.now()]
  const theirs = await redisStandings(redis, log)
  const ms = performance.now() - start
  const [at] = own.flatMap((isIn, i) => (isIn === theirs[i] ? [] : [i]))
  if (at !== undefined || own.length !== theirs.length) throw new Error(`Redis differs at ${at}`)
  return {
    name: 'windows, redis',
    eventsPerSecond: (1000 * log.length) / ms,
    cpu: { 'redis-server': (cpuOf(pid) - cpu) / log.length },
    words: `first ${log.length} events; against it windows ×${(ms / ownMs).toFixed(1)}`,
  }
}

/** Of each event, of each window that watches it: whether the customer is in its segment then. */
function standings(definitions: Definitions, log: readonly Moment[]): boolean[] {
  const owner = new WindowsOwner(definitions, EVENT_NAMES)
  const isIn: boolean[] = []
  for (const [i, { profile, name, at }] of log.entries()) {
    owner.event(profile, name, at, `message-${i}`)
    for (const window of watching(name)) isIn.push(owner.isIn(profile, window))
  }
  return isIn
}

async function redisStandings(redis: Redis, log: readonly Moment[]): Promise<boolean[]> {
  const isIn: boolean[] = []
  for (let from = 0; from < log.length; from += PIPELINE_EVENTS) {
    const pipeline = redis.pipeline()
    const part = log.slice(from, from + PIPELINE_EVENTS)
    for (const [i, { profile, name, at }] of part.entries()) {
      for (const number of watching(name)) {
        const key = `${profile}:${number}`
        const { spanMs } = WINDOWS[number] as (typeof WINDOWS)[number]
        pipeline.zremrangebyscore(key, '-inf', at - spanMs)
        pipeline.zadd(key, at, String(from + i))
        pipeline.zcard(key)
        pipeline.pexpire(key, spanMs)
      }
    }
    const answers = (await pipeline.exec()) ?? []
    let place = 2
    for (const { name } of part)
      for (const number of watching(name)) {
        const [error, count] = answers[place] as [Error | null, number]
        if (error !== null) throw error
        isIn.push(count >= (WINDOWS[number]?.atLeast ?? 0))
        place += 4
      }
  }
  return isIn
}

/** Numbers of the windows that watch events of a name. */
function watching(name: number): number[] {
  return WINDOWS.flatMap((window, number) => (window.name === name ? [number] : []))
}
