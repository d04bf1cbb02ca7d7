import { describe, expect, it } from 'vitest'
import { compileDefinitions } from '../core/definitions/definitions.js'
import type { Contender } from './identity-contender.js'
import { countMessages, type MessageCounts, Partitions, partitionsContender } from './identity-partitions.js'
import { postgresContenders } from './identity-postgres.js'
import { race } from './identity-race.js'
import { redisContenders } from './identity-redis.js'
import { rankName, setsOf, UnionFind } from './identity-sets.js'
import { encodedLog, touches } from './identity-workload.js'

const definitions = compileDefinitions([])
const { identities } = definitions
const workload = { identifiers: 2_000, seed: 7 }
const rows = [...touches(workload)]
const unions = UnionFind.of(rows, identities)
const right = { events: rows.length, sets: unions.sets() }
const names = rows.map(({ identifiers }) => identifiers.map((identifier) => rankName(identifier, identities)))

describe('workload of the case identity', () => {
  it('has as many identifiers as are asked for, and is the same again', () => {
    expect(right.sets.identifiers).toBe(workload.identifiers)
    expect([...touches(workload)]).toEqual(rows)
  })

  it('links by 30 % of its events, from the first tenth to the last', () => {
    for (let tenth = 0; tenth < 10; tenth++) {
      const part = rows.slice(tenth * 0.1 * rows.length, (tenth + 1) * 0.1 * rows.length)
      expect(part.filter(({ links }) => links).length / part.length).toBeCloseTo(0.3, 1)
    }
  })

  it('says of every event whether it brings an identifier that is new to its profile', () => {
    const before = new UnionFind()
    for (const [i, { links }] of rows.entries()) {
      const [one = '', ...others] = names[i] ?? []
      expect(others.some((other) => before.find(other) !== before.find(one))).toBe(links)
      for (const other of others) before.union(one, other)
    }
  })

  it('never brings two known users together', () => {
    const users = new Set<string>()
    const all = rows.flatMap(({ identifiers }) => identifiers).filter(({ type }) => type === 'user_id')
    for (const value of new Set(all.map((user) => rankName(user, identities)))) users.add(unions.find(value))
    expect(users.size).toBe(new Set(all.map(({ value }) => value)).size)
  })
})

describe('sets', () => {
  it('are the same under other names, and not with one identifier elsewhere', () => {
    const pairs = [['a', 1] as const, ['b', 1] as const, ['c', 2] as const]
    expect(setsOf([['c', 'y'] as const, ['b', 'x'] as const, ['a', 'x'] as const])).toEqual(setsOf(pairs))
    expect(setsOf([['a', 1] as const, ['b', 2] as const, ['c', 2] as const])).not.toEqual(setsOf(pairs))
  })
})

describe('everybody who does the job', () => {
  it.each([1, 3, 16])('%d partitions come to the sets of a plain union-find', async (count) => {
    await agrees([partitionsContender(count, definitions, rows)])
  })

  it('Redis comes to them too, where it is installed', async () => {
    await agrees(await redisContenders(names))
  })

  it('PostgreSQL comes to them too, where it is installed', async () => {
    await agrees(await postgresContenders(names))
  })

  it('partitions say a claim and an answer for most first links', () => {
    const log = encodedLog(rows, 16, identities, workload.seed)
    const counts: MessageCounts = {}
    const said = new Partitions(16, definitions).apply(log, (record) => countMessages(record, counts))
    const { claim = 0, reply = 0, handoff = 0 } = counts
    expect(said.applied).toBe(log.events)
    expect(claim).toBeGreaterThan(0.8 * log.links)
    expect(reply + handoff).toBeGreaterThan(0.8 * log.links)
  })
})

async function agrees(contenders: readonly Contender[]): Promise<void> {
  try {
    const laps = await race(contenders, 1, right)
    expect(laps.map(({ ms }) => ms.length)).toEqual(contenders.map(() => 1))
  } finally {
    for (const contender of contenders) await contender.stop()
  }
}
