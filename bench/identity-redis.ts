import type { Redis } from 'ioredis'
import { cpuOf } from './cpu.js'
import type { Contender } from './identity-contender.js'
import type { ForeignServer } from './identity-server.js'
import { setsOf } from './identity-sets.js'
import { startRedis } from './redis.js'

/** Events of one pipeline. */
const PIPELINE_EVENTS = 500
/** Pipelines under way, so that client and server work at the same time. */
const PIPELINES = 4
const KEY = 'parents'

/**
 * A union-find in one hash: an identifier to its parent. Path splitting (Tarjan and van Leeuwen); the
 * stronger name leads: names sort by rank. Takes events as identifiers with an empty text behind each event,
 * answers with their roots.
 */
const SCRIPT = `
local parents = KEYS[1]
local function find(name)
  local parent = redis.call('HGET', parents, name)
  if not parent then
    redis.call('HSET', parents, name, name)
    return name
  end
  while parent ~= name do
    local next = redis.call('HGET', parents, parent)
    if next ~= parent then redis.call('HSET', parents, name, next) end
    name, parent = parent, next
  end
  return name
end
local roots, root = {}, nil
for _, name in ipairs(ARGV) do
  if name == '' then
    roots[#roots + 1], root = root, nil
  else
    local other = find(name)
    if not root then
      root = other
    elseif other < root then
      redis.call('HSET', parents, root, other)
      root = other
    elseif root < other then
      redis.call('HSET', parents, other, root)
    end
  end
end
return roots
`

/**
 * Redis does the job, on loopback, without persistence: once with a call of the script for every event, once
 * with a call for a whole pipeline.
 * @param rows rank names of the identifiers of every event
 * @returns none where there is no redis-server
 */
export async function redisContenders(rows: readonly (readonly string[])[]): Promise<Contender[]> {
  const running = await startRedis()
  if (running === undefined) return []
  const { redis, server } = running
  try {
    const sha = String(await redis.script('LOAD', SCRIPT))
    return [1, PIPELINE_EVENTS].map((eventsPerCall) => contender({ redis, sha, server }, rows, eventsPerCall))
  } catch (error) {
    await server.stop()
    throw error
  }
}

function contender(
  { redis, sha, server }: { readonly redis: Redis; readonly sha: string; readonly server: ForeignServer },
  rows: readonly (readonly string[])[],
  eventsPerCall: number,
): Contender {
  return {
    name: eventsPerCall === 1 ? 'redis' : 'redis, by batch',
    words:
      eventsPerCall === 1
        ? `a script call an event, pipelined by ${PIPELINE_EVENTS}, ${PIPELINES} under way`
        : `a script call for ${PIPELINE_EVENTS} events, ${PIPELINES} under way`,
    reset: async () => {
      await redis.flushall()
    },
    run: () => resolveAll(redis, sha, rows, eventsPerCall),
    cpu: () => ({ 'redis-server': cpuOf(server.pid) }),
    sets: async () => setsOf(await pairs(redis)),
    stop: async () => {
      redis.disconnect()
      await server.stop()
    },
  }
}

async function resolveAll(
  redis: Redis,
  sha: string,
  rows: readonly (readonly string[])[],
  eventsPerCall: number,
): Promise<number> {
  const underWay: Promise<number>[] = []
  let resolved = 0
  for (let from = 0; from < rows.length; from += PIPELINE_EVENTS) {
    const to = Math.min(rows.length, from + PIPELINE_EVENTS)
    const pipeline = redis.pipeline()
    for (let at = from; at < to; at += eventsPerCall) {
      const names = rows.slice(at, Math.min(to, at + eventsPerCall)).flatMap((row) => [...row, ''])
      pipeline.evalsha(sha, 1, KEY, ...names)
    }
    underWay.push(pipeline.exec().then(rootsOf))
    if (underWay.length >= PIPELINES) resolved += (await underWay.shift()) ?? 0
  }
  for (const answer of underWay) resolved += await answer
  return resolved
}

function rootsOf(answers: [error: Error | null, roots: unknown][] | null): number {
  let count = 0
  for (const [error, roots] of answers ?? []) {
    if (error !== null) throw error
    count += (roots as string[]).length
  }
  return count
}

async function pairs(redis: Redis): Promise<[string, string][]> {
  const parents = new Map(Object.entries(await redis.hgetall(KEY)))
  return [...parents].map(([name, parent]) => {
    let root = parent
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
      root = next
    return [name, root]
  })
}
