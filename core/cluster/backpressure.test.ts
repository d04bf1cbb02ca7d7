import { describe, expect, test } from 'vitest'
import { type Log, silentLog } from '../base/log.js'
import type { Event } from '../event/event.js'
import { event, nats, PARTITIONS, until, user, visitor, type World } from './engine-test-world.js'
import { testServers } from './nats-test-servers.js'
import { streamSpecs } from './streams.js'
import { TestWorlds } from './test-worlds.js'

describe.each((await testServers()).slice(0, 1))('on nats-server $version', (binary) => {
  const worlds = new TestWorlds(binary, 'b')
  let world: World
  /** A namespace in which some streams hold less. */
  const fresh = async (limits: Partial<typeof nats>): Promise<World> => {
    world = worlds.bare()
    await limit(limits)
    return world
  }
  const limit = async (limits: Partial<typeof nats>): Promise<void> => {
    for (const spec of streamSpecs(world.names, { partitions: PARTITIONS, nats: { ...nats, ...limits } }))
      await worlds.fixture.broker.ensureStream(spec)
  }
  const signUps = (from: number, to: number): Event[] =>
    Array.from({ length: to - from }, (_, i) => event('Signed Up', [user(`u${from + i}`)]))

  test('deliveries without room wait, and it is said; after a purge they go on', async () => {
    const { names, broker } = await fresh({ deliveriesBytesMax: 20_000 })
    const { log, lines } = lineLog()
    const engine = await world.engine({ log })
    await world.send(...signUps(0, 120))
    await until(() => lines.some((line) => line.startsWith(`cannot publish to ${names.deliveryStream}`)))
    await until(async () => (await engine.totals()).events === 120)
    expect([...engine.owned().values()].every(({ open }) => open)).toBe(true)
    // No state is durable that says more than is stored.
    const seen = new Set<string>()
    while (seen.size < 120) {
      const stored = await world.now(names.deliveryStream)
      for (const { messageId } of stored) seen.add(messageId)
      await broker.purge(names.deliveryStream, stored.at(-1)?.sequence ?? 0)
      await until(
        async () => seen.size >= 120 || (await broker.streamState(names.deliveryStream)).messages > 0,
      )
    }
    expect(lines.filter((line) => line.startsWith('cannot publish')).length).toBeLessThan(60)
    expect(seen.size).toBe(120)
    await engine.stop()
    expect((await world.now(names.deliveryStream)).filter(({ messageId }) => !seen.has(messageId))).toEqual(
      [],
    )
  }, 40_000)

  test('what has to be said to a partition whose log is full arrives when there is room', async () => {
    const { names, broker } = await fresh({})
    const { log, lines } = lineLog()
    const engine = await world.engine({ log })
    const people = Array.from({ length: 60 }, (_, i) => i)
    await world.send(...people.map((i) => event('Product Viewed', [visitor(`v${i}`)])))
    await until(async () => (await engine.totals()).events === people.length)
    const logs = Array.from({ length: PARTITIONS }, (_, p) => broker.streamState(names.logStream(p)))
    await limit({ logBytesMax: Math.max(...(await Promise.all(logs)).map(({ bytes }) => bytes)) + 1_000 })
    const refused: Event[] = []
    for (const i of people) {
      const one = event('Signed Up', [user(`u${i}`), visitor(`v${i}`)])
      await world.send(one).catch(() => refused.push(one))
    }
    expect(refused.length).toBeGreaterThan(0)
    await until(() => lines.some((line) => /^cannot publish to B\d+_P_/.test(line)))
    await limit({})
    await world.send(...refused)
    await until(async () => (await engine.totals()).factsByKind['profile.merged'] === people.length)
    await until(async () => (await engine.totals()).deliveriesByChannel.console === people.length)
    expect((await engine.totals()).events).toBe(2 * people.length)
  }, 40_000)

  test('with a full changelog events go on; state is durable when there is room', async () => {
    const { names, broker } = await fresh({ changelogBytesMax: 6_000 })
    const { log, lines } = lineLog()
    const first = await world.engine({ log })
    await world.send(...signUps(0, 200))
    await until(() => lines.some((line) => line.startsWith(`cannot append to ${names.changelogStream(0)}`)))
    await until(async () => (await first.totals()).deliveriesByChannel.console === 200)
    const before = await broker.streamState(names.changelogStream(0))
    expect(before.bytes).toBeLessThanOrEqual(6_000)
    await limit({})
    await until(() => lines.some((line) => line.startsWith(`appending to ${names.changelogStream(0)} works`)))
    await first.stop()
    const second = await world.engine()
    await until(() => second.ready)
    expect(await second.totals()).toMatchObject({ events: 0, profiles: 200 })
  }, 40_000)
})

function lineLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const line = (message: string): void => void lines.push(message)
  const log: Log = { ...silentLog, info: line, warn: line, error: line, child: () => log }
  return { log, lines }
}
