import { describe, expect, test } from 'vitest'
import type { Log } from '../base/log.js'
import { silentLog } from '../base/log.js'
import type { DefinitionFile } from '../lane/protocol.js'
import { createPrometheus } from '../metrics/prometheus.js'
import { decodeChange } from '../partition/change-codec.js'
import type { Engine } from './engine.js'
import {
  DEFINITIONS,
  event,
  nats,
  onlyVersion,
  PARTITIONS,
  until,
  user,
  visitor,
  type World,
} from './engine-test-world.js'
import { testServers } from './nats-test-servers.js'
import { streamSpecs } from './streams.js'
import { TestWorlds } from './test-worlds.js'

describe.each(await testServers())('the state of an engine on nats-server $version', (binary) => {
  const worlds = new TestWorlds(binary, 'd')
  let world: World
  const fresh = async (): Promise<World> => (world = await worlds.fresh())
  /** Visitors who sign up: a profile each, of two identifiers. */
  const signUps = async (from: number, to: number): Promise<void> => {
    for (let i = from; i < to; i++) {
      await world.send(event('Product Viewed', [visitor(`v${i}`)]))
      await world.send(event('Signed Up', [user(`u${i}`), visitor(`v${i}`)]))
    }
  }
  const applied = async (engine: Engine, events: number): Promise<void> => {
    await until(async () => (await engine.totals()).events >= events)
    // Claims and their answers are records too.
    for (const partition of Array.from({ length: PARTITIONS }, (_, p) => p)) {
      const log = await worlds.fixture.broker.streamState(world.names.logStream(partition))
      await until(() => engine.owned().get(partition)?.lag === 0 || log.lastSequence === 0)
    }
  }
  const profilesOf = (engine: Engine, count: number): Promise<(string | null)[]> =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        engine.profile({ ...user(`u${i}`), named: false }, world.partition(user(`u${i}`))),
      ),
    )
  const ids = async (stream: string): Promise<string[]> =>
    (await world.now(stream)).map((message) => message.messageId)

  test('is there again after a stop, and nothing is applied or said twice', async () => {
    const { names } = await fresh()
    const first = await world.engine()
    await signUps(0, 20)
    await applied(first, 40)
    const before = await profilesOf(first, 20)
    expect(before).not.toContain(null)
    await first.stop()
    const said = await Promise.all([ids(names.factStream), ids(names.deliveryStream)])

    const meter = createPrometheus({ processMetrics: false })
    const second = await world.engine({ meter })
    expect(second.ready).toBe(true)
    expect(await profilesOf(second, 20)).toEqual(before)
    expect(await second.totals()).toMatchObject({ events: 0, profiles: 20, identifiers: 40 })
    await signUps(20, 21)
    await until(async () => (await second.totals()).deliveriesByChannel.console === 1)
    await second.stop()
    expect(await second.totals().catch(() => null)).toBeNull()
    const [facts, deliveries] = await Promise.all([ids(names.factStream), ids(names.deliveryStream)])
    expect(facts.slice(0, said[0]?.length)).toEqual(said[0])
    expect(new Set(facts).size).toBe(facts.length)
    expect(deliveries).toHaveLength(21)
    const text = await meter.render()
    expect(text).toMatch(/waymark_restore_seconds_count 4/)
    expect(text).toMatch(/waymark_checkpoint_bytes_total [1-9]/)
    expect(text).toMatch(/waymark_changelog_flaws_total 0/)
  })

  test('needs no record from before its last checkpoint', async () => {
    const { names, broker } = await fresh()
    const first = await world.engine()
    await signUps(0, 5)
    await applied(first, 10)
    await first.stop()
    for (let p = 0; p < PARTITIONS; p++) {
      const { lastSequence } = await broker.streamState(names.logStream(p))
      await broker.purge(names.logStream(p), lastSequence)
    }
    const second = await world.engine()
    await signUps(5, 6)
    await applied(second, 2)
    expect(await profilesOf(second, 6)).not.toContain(null)
  })

  test('is not needed when the log has everything: damage is told, the log is applied again', async () => {
    const { names, broker } = await fresh()
    const first = await world.engine()
    await signUps(0, 10)
    await applied(first, 20)
    const before = await profilesOf(first, 10)
    await first.stop()
    const said = await ids(names.factStream)
    // The sweep goes round each time here, so one damaged message spoils all but what follows it.
    for (let p = 0; p < PARTITIONS; p++) {
      const { lastSequence } = await broker.streamState(names.changelogStream(p))
      await broker.publish(names.changelog(p), new Uint8Array(100))
      if (lastSequence > 0) await broker.purge(names.changelogStream(p), lastSequence)
    }
    const { log, errors } = errorsOf()
    const second = await world.engine({ log })
    await until(() => second.ready)
    expect(errors).toHaveLength(2 * PARTITIONS)
    expect(errors[0]).toMatch(/^the changelog of partition \d has a flaw .*"reason":"no change: illegal tag/)
    expect(await profilesOf(second, 10)).toEqual(before)
    expect((await second.totals()).events).toBe(20)
    await second.stop()
    expect(await ids(names.factStream)).toEqual(said)
    // What it has written since is whole.
    const third = await world.engine()
    await until(() => third.ready)
    expect((await third.totals()).events).toBe(0)
    expect(await profilesOf(third, 10)).toEqual(before)
  })

  test('is that of an older commit when the newest checkpoint is damaged', async () => {
    const { names, broker } = await fresh()
    const first = await world.engine()
    await signUps(0, 10)
    await applied(first, 20)
    await first.stop()
    const stored = await Promise.all(
      Array.from({ length: PARTITIONS }, (_, p) => broker.streamState(names.changelogStream(p))),
    )
    for (const [p, { lastSequence }] of stored.entries())
      await broker.publish(names.changelog(p), new Uint8Array(10), { expectedLastSequence: lastSequence })
    const second = await world.engine()
    expect((await second.totals()).events).toBe(0)
    expect(await profilesOf(second, 10)).not.toContain(null)
  })

  test('is never begun from nothing: damaged and with half a log, a partition is refused', async () => {
    const { names, broker } = await fresh()
    const first = await world.engine()
    await signUps(0, 10)
    await applied(first, 20)
    await first.stop()
    const p = world.partition(user('u0'))
    const { lastSequence } = await broker.streamState(names.changelogStream(p))
    await broker.publish(names.changelog(p), new Uint8Array(10))
    await broker.purge(names.changelogStream(p), lastSequence)
    await broker.purge(names.logStream(p), 1)
    await world.send(event('Product Viewed', [user('u0')]))
    const second = await world.engine({}, [])
    for (let q = 0; q < PARTITIONS; q++) if (q !== p) await second.own(q)
    await expect(second.own(p)).rejects.toMatchObject({
      code: 'LOG_TRIMMED',
      message: expect.stringMatching(
        new RegExp(
          `^the log of partition ${p} begins at 2, but is needed from 1 on, since .* flaws: no change`,
        ),
      ),
    })
    // The others are as they were.
    const others = Array.from({ length: 10 }, (_, i) => user(`u${i}`)).filter(
      (one) => world.partition(one) !== p,
    )
    const profiles = others.map((one) => second.profile({ ...one, named: false }, world.partition(one)))
    expect(await Promise.all(profiles)).not.toContain(null)
    await expect(second.profile({ ...user('u0'), named: false }, p)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('lacks what was deleted in the midst of its log, and says so', async () => {
    const { names, broker } = await fresh()
    const p = world.partition(user('u0'))
    for (const name of ['Signed Up', 'Product Viewed', 'Product Viewed'])
      await world.send(event(name, [user('u0')]))
    await broker.delete(names.logStream(p), 2)
    const meter = createPrometheus({ processMetrics: false })
    const { log, errors } = errorsOf()
    const engine = await world.engine({ meter, log }, [p])
    await until(() => engine.owned().get(p)?.lag === 0)
    expect((await engine.totals()).events).toBe(2)
    expect(engine.owned().get(p)).toMatchObject({ missing: 1 })
    const lost = 'records were deleted before they were applied, what they said is lost'
    expect(errors).toEqual([`${names.logStream(p)}: ${lost} {"from":2,"to":2}`])
    expect(await meter.render()).toContain(`waymark_log_records_missing_total{partition="${p}"} 1`)
  })

  test('is not taken for that of a log that was made anew, however far it has come', async () => {
    const { names, broker } = await fresh()
    const first = await world.engine()
    await signUps(0, 5)
    await applied(first, 10)
    await first.stop()
    const p = world.partition(user('u0'))
    const stream = names.logStream(p)
    const { lastSequence } = await broker.streamState(stream)
    await broker.request(`$JS.API.STREAM.DELETE.${stream}`, new Uint8Array(), 5_000)
    await world.ensureStreams()
    const second = await world.engine({}, [])
    await expect(second.own(p)).rejects.toMatchObject({
      code: 'BROKER_UNSUITABLE',
      message: expect.stringContaining(`${stream} ends at 0, but ${lastSequence} was read before`),
    })
    for (let i = 0; i < lastSequence + 3; i++) await world.send(event('Product Viewed', [user('u0')]))
    await expect(second.own(p)).rejects.toMatchObject({
      code: 'BROKER_UNSUITABLE',
      message: expect.stringMatching(
        `^${stream} is not the log that its state was made of: ${lastSequence} was stored at 2`,
      ),
    })
  })

  test('is kept by one engine: the first lets go of what a second claims, and of nothing else', async () => {
    await fresh()
    const first = await world.engine()
    const lost: string[] = []
    first.onLost = (partition, error) => lost.push(`${partition} ${error.message}`)
    await signUps(0, 3)
    await applied(first, 6)
    const second = await world.engine({}, [0, 1, 2])
    await until(() => first.owned().size === 1)
    expect([...first.owned().keys()]).toEqual([3])
    expect(lost.sort()).toEqual([0, 1, 2].map((p) => expect.stringMatching(`^${p} .* is another worker's`)))
    await second.own(3)
    await until(() => first.owned().size === 0)
    await signUps(3, 6)
    await applied(second, 6)
    expect(await profilesOf(second, 6)).not.toContain(null)
    await second.stop()
    expect(await ids(world.names.deliveryStream)).toHaveLength(6)
  })

  test('is written while events go on, and the changelog stays within a few times the state', async () => {
    const { names, broker } = await fresh()
    const engine = await world.engine()
    for (let round = 0; round < 30; round++) {
      for (let i = 0; i < 10; i++) await world.send(event('Product Viewed', [user(`u${i}`)]))
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
    await applied(engine, 300)
    await engine.stop()
    const p = world.partition(user('u0'))
    const { firstSequence, lastSequence } = await broker.streamState(names.changelogStream(p))
    expect(lastSequence).toBeGreaterThan(20)
    expect(lastSequence - firstSequence).toBeLessThan(10)
    const kinds = (await world.now(names.changelogStream(p))).map(
      ({ bytes }) =>
        decodeChange(bytes, { namespace: names.namespace, partition: p, partitions: PARTITIONS }).kind,
    )
    expect(kinds.at(-1)).toBe('commit')
  })

  test('comes under changed definitions: running journeys go on, what is new begins', async () => {
    const { names } = await fresh()
    const first = await world.engine({ timeScale: 3_600 })
    await world.send(event('Cart Updated', [user('bob')], { cart_id: 'c1' }))
    await world.send(event('Cart Updated', [user('cleo')], { cart_id: 'c2' }))
    await until(async () => (await first.totals()).events === 2)
    await first.stop()
    const [file] = DEFINITIONS
    const changed: DefinitionFile[] = [
      { path: 'journeys.yaml', text: (file?.text ?? '').replace('{event: Signed Up}', '{event: Joined}') },
    ]
    const second = await world.engine({ definitions: onlyVersion(changed), timeScale: 3_600 })
    await until(() => second.ready)
    await world.send(event('Joined', [user('dan')]))
    const deliveries = await world.messages(names.deliveryStream, 3)
    const said = deliveries.map(
      ({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as { journey: string },
    )
    expect(said.map(({ journey }) => journey).sort()).toEqual(['cart-rescue', 'cart-rescue', 'welcome'])
    await second.stop()
    // The second start under the same definitions changes nothing more.
    const logs = () =>
      Promise.all(
        streamSpecs(names, { partitions: PARTITIONS, nats })
          .slice(0, PARTITIONS)
          .map(({ name }) => worlds.fixture.broker.streamState(name)),
      )
    const before = await logs()
    const third = await world.engine({ definitions: onlyVersion(changed), timeScale: 3_600 })
    expect(third.ready).toBe(true)
    expect(await logs()).toEqual(before)
  })
})

function errorsOf(): { log: Log; errors: string[] } {
  const errors: string[] = []
  const log: Log = {
    ...silentLog,
    error: (message, fields) => void errors.push(`${message} ${JSON.stringify(fields)}`),
    child: () => log,
  }
  return { log, errors }
}
