import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Engine } from './engine.js'
import { event, PARTITIONS, until, user, type World } from './engine-test-world.js'
import { testServers } from './nats-test-servers.js'
import { TestWorlds } from './test-worlds.js'

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition)
const CUSTOMERS = 12

describe.each((await testServers()).slice(0, 1))('partitions that are expected, on $version', (binary) => {
  const worlds = new TestWorlds(binary, 't')
  let world: World
  afterEach(() => vi.restoreAllMocks())
  /** How often each changelog was read, or begun to be. */
  const reads = new Map<string, number>()

  /** An engine that has signed up customers, and one that has no partition yet. */
  const prepared = async (): Promise<{ first: Engine; second: Engine }> => {
    world = await worlds.fresh()
    const first = await world.engine()
    for (let i = 0; i < CUSTOMERS; i++) await world.send(event('Signed Up', [user(`u${i}`)]))
    await until(async () => (await first.totals()).deliveriesByChannel.console === CUSTOMERS)
    const second = await world.engine({}, [])
    reads.clear()
    const read = world.broker.read.bind(world.broker)
    vi.spyOn(world.broker, 'read').mockImplementation((stream, ...rest) => {
      reads.set(stream, (reads.get(stream) ?? 0) + 1)
      return read(stream, ...rest)
    })
    return { first, second }
  }
  const changelogReads = () => ALL.map((p) => reads.get(world.names.changelogStream(p)) ?? 0)
  const profiles = (engine: Engine) =>
    Promise.all(
      Array.from({ length: CUSTOMERS }, (_, i) =>
        engine.profile({ ...user(`u${i}`), named: false }, world.partition(user(`u${i}`))),
      ),
    )
  const handOver = async (from: Engine, to: Engine): Promise<void> => {
    await Promise.all(ALL.map((partition) => from.release(partition)))
    await Promise.all(ALL.map((partition) => to.own(partition)))
    await until(() => to.ready)
  }

  test('have their changelogs read before they come, once, with all that is written until then', async () => {
    const { first, second } = await prepared()
    second.expect(ALL)
    await until(() => changelogReads().every((count) => count === 1))
    for (let i = 0; i < CUSTOMERS; i++)
      await world.send(event('Cart Updated', [user(`u${i}`)], { cart_id: 'c' }))
    await until(async () => (await first.totals()).events === 2 * CUSTOMERS)
    const before = await profiles(first)
    await handOver(first, second)
    expect(changelogReads()).toEqual(ALL.map(() => 1))
    expect(await profiles(second)).toEqual(before)
    expect((await second.totals()).events).toBe(0)
  })

  test('that do not come leave nothing behind, and may come later', async () => {
    const { first, second } = await prepared()
    second.expect(ALL)
    await until(() => changelogReads().every((count) => count === 1))
    second.expect([])
    expect(second.owned().size).toBe(0)
    const before = await profiles(first)
    await handOver(first, second)
    expect(changelogReads()).toEqual(ALL.map(() => 2))
    expect(await profiles(second)).toEqual(before)
  })

  test('are dropped one by one, and those that are still expected stay as they are', async () => {
    const { first, second } = await prepared()
    second.expect(ALL)
    await until(() => changelogReads().every((count) => count === 1))
    const before = await profiles(first)
    second.expect(ALL.slice(0, 1))
    await handOver(first, second)
    expect(await profiles(second)).toEqual(before)
    expect(changelogReads()).toEqual([1, ...ALL.slice(1).map(() => 2)])
  })
})
