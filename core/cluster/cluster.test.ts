import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../base/clock.js'
import { silentLog } from '../base/log.js'
import { Changelog } from './changelog.js'
import { ClusterWorld, type Node, TIMING } from './cluster-test-world.js'
import { BrokerFixture } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

const PARTITIONS = 12

const servers = await testServers()

describe.each(servers)('workers of one namespace on nats-server $version', { timeout: 60_000 }, (binary) => {
  // What rests on counting heartbeats is the same on every server.
  const onOne = test.runIf(binary === servers[0])
  const fixture = new BrokerFixture(binary)
  let namespaces = 0
  let world: ClusterWorld
  beforeAll(() => fixture.start(), 30_000)
  afterAll(() => fixture.stop())
  afterEach(async () => {
    await Promise.all(world.nodes.map((node) => node.stop()))
  })
  const fresh = async (): Promise<ClusterWorld> => {
    world = new ClusterWorld(fixture, `c${namespaces++}`, PARTITIONS)
    await world.ensureStreams()
    return world
  }

  test('share its partitions, and each that joins gets its part within moments', async () => {
    const { start } = bound(await fresh())
    const ann = await start('ann')
    expect(ann.open).toHaveLength(PARTITIONS)
    const bob = await start('bob')
    await until(() => world.balanced(ann, bob))
    const cleo = await start('cleo')
    const at = performance.now()
    await until(() => world.balanced(ann, bob, cleo))
    expect(performance.now() - at).toBeLessThan(5_000)
    // Each was claimed once, then six and then four more changed hands: no move too many.
    expect(world.claims).toBe(PARTITIONS + 6 + 4)
  })

  test('take over what one hands over when it ends, and what one leaves that is killed', async () => {
    const { start } = bound(await fresh())
    const [ann, bob, cleo] = [await start('ann'), await start('bob'), await start('cleo')]
    await until(() => world.balanced(ann, bob, cleo))
    const leaving = bob.stop()
    await until(() => world.balanced(ann, cleo))
    await leaving
    expect(ann.roster.members.present.map(({ worker }) => worker)).toEqual(['ann', 'cleo'])
    // Who hands over says so at once.
    expect(Math.max(...world.unownedSeconds)).toBeLessThan(TIMING.expiryMs / 1000)
    world.unownedSeconds.length = 0
    const at = performance.now()
    await cleo.kill()
    await until(() => world.balanced(ann))
    const tookMs = performance.now() - at
    expect(tookMs).toBeLessThan(TIMING.expiryMs + 5_000)
    expect(world.unownedSeconds).toHaveLength(PARTITIONS / 2)
    for (const seconds of world.unownedSeconds) {
      expect(seconds * 1000).toBeGreaterThan(TIMING.expiryMs - 2 * TIMING.heartbeatMs)
      expect(seconds * 1000).toBeLessThan(tookMs + 3 * TIMING.heartbeatMs)
    }
  })

  onOne('that start all at once come to shares too', async () => {
    const { start } = bound(await fresh())
    const nodes = await Promise.all(['ann', 'bob', 'cleo', 'dan'].map((id) => start(id)))
    await until(() => world.balanced(...nodes))
  })

  onOne('do not mind that the bucket of their heartbeats is emptied', async () => {
    const { start } = bound(await fresh())
    const [ann, bob] = [await start('ann'), await start('bob')]
    await until(() => world.balanced(ann, bob))
    const before = world.claims
    const { lastSequence } = await fixture.broker.streamState(world.names.memberStream)
    await fixture.broker.purge(world.names.memberStream, lastSequence)
    await new Promise((resolve) => setTimeout(resolve, 2 * TIMING.expiryMs))
    expect(world.balanced(ann, bob)).toBe(true)
    expect(world.claims).toBe(before)
    const cleo = await start('cleo')
    await until(() => world.balanced(ann, bob, cleo))
  })

  onOne('leave alone a partition whose log has lost its beginning, and say so', async () => {
    const { names } = await fresh()
    for (let i = 0; i < 3; i++) await fixture.broker.publish(names.log(5), new Uint8Array(10))
    await fixture.broker.purge(names.logStream(5), 2)
    const { start } = bound(world)
    const ann = await start('ann')
    expect(ann.open).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11])
    const reason = 'LOG_TRIMMED the log of partition 5 begins at 3, but is needed from 1 on'
    expect(ann.ownership.reasonsNotReady()).toEqual([expect.stringContaining(`partition 5: ${reason}`)])
    const bob = await start('bob')
    const shares = () => [ann.open.length, bob.open.length].sort().join()
    await until(() => shares() === '5,6')
  })

  onOne('leave nothing unowned for long, although one comes and goes and others end', async () => {
    const { start } = bound(await fresh())
    const first = await start('ann')
    const watch = watching(world)
    const others = await Promise.all(['bob', 'cleo', 'dan'].map((id) => start(id)))
    await until(() => world.balanced(first, ...others))
    for (let round = 0; round < 2; round++) {
      const flapper = await start(`eve${round}`, 'eve')
      await new Promise((resolve) => setTimeout(resolve, 3 * TIMING.heartbeatMs))
      await flapper.kill()
      world.nodes.splice(world.nodes.indexOf(flapper), 1)
    }
    await until(() => world.balanced(first, ...others))
    await Promise.all(others.slice(1).map((node) => node.stop()))
    await until(() => world.balanced(first, ...others.slice(0, 1)))
    watch.stop()
    expect(watch.longestMs).toBeLessThan(TIMING.expiryMs + 5_000)
  })

  test('that claim a partition at once own it one after the other, never two in one epoch', async () => {
    const { names } = await fresh()
    const brokers = await Promise.all(Array.from({ length: 10 }, () => fixture.connect()))
    for (let round = 0; round < 4; round++) {
      const claims = brokers.map(async (broker, n) => {
        const settings = { broker, names, partition: 0, partitions: PARTITIONS, worker: `w${n}` }
        const changelog = await Changelog.claim({ ...settings, clock: systemClock, log: silentLog })
        return { epoch: changelog.epoch, check: () => changelog.check() }
      })
      const owners = (await Promise.allSettled(claims)).flatMap((one) =>
        one.status === 'fulfilled' ? [one.value] : [],
      )
      const epochs = owners.map(({ epoch }) => epoch)
      expect(new Set(epochs).size).toBe(epochs.length)
      const checks = await Promise.allSettled(owners.map(({ check }) => check()))
      const holding = owners.filter((_, n) => checks[n]?.status === 'fulfilled')
      expect(holding.map(({ epoch }) => epoch)).toEqual([Math.max(...epochs)])
    }
    await Promise.all(brokers.map((broker) => broker.close()))
  })
})

/** Machines that have much else to do are slow. */
async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 30_000, interval: 10 }).toBe(true)
}

function bound(world: ClusterWorld): { start: (id: string, host?: string) => Promise<Node> } {
  return { start: (id, host) => world.start(id, host) }
}

/** Looks all the time for how long a partition has no owner. */
function watching(world: ClusterWorld): { stop: () => void; readonly longestMs: number } {
  const since = new Map<number, number>()
  let longestMs = 0
  const timer = setInterval(() => {
    const now = performance.now()
    const unowned = new Set(world.unowned())
    for (let partition = 0; partition < world.partitions; partition++) {
      if (!unowned.has(partition)) since.delete(partition)
      else if (!since.has(partition)) since.set(partition, now)
      else longestMs = Math.max(longestMs, now - (since.get(partition) ?? now))
    }
  }, 10)
  return {
    stop: () => clearInterval(timer),
    get longestMs() {
      return longestMs
    },
  }
}
