import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import { silentLog } from '../base/log.js'
import { encodeActivate, encodeEvents } from '../event/batch.js'
import { createPrometheus } from '../metrics/prometheus.js'
import { decodeChange } from '../partition/change-codec.js'
import type { Engine } from './engine.js'
import { DEFINITIONS, event, onlyVersion, PARTITIONS, until, user, type World } from './engine-test-world.js'
import { testServers } from './nats-test-servers.js'
import { built, harmfulLane } from './test-lane.js'
import { TestWorlds } from './test-worlds.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-poison-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The production program of a lane, but records that say so do harm in the step. */
const program = harmfulLane(
  folder,
  `  if (text.includes('poison-kill')) process.kill(process.pid, 'SIGKILL')
  if (text.includes('poison-exit')) process.exit(3)
  if (text.includes('poison-loop')) for (;;);
  if (record.bytes[0] === 34) throw new TypeError('not these definitions')
  if (text.includes('poison-throw')) throw new TypeError('a bug')
  if (text.includes('poison-memory')) for (const all = []; ; ) all.push(new Array(1e5).fill(all.length))`,
)

/** A process of its own with an engine. */
const script = join(folder, 'engine.mjs')
writeFileSync(
  script,
  `import { connectBroker } from '${built('cluster/nats-broker.js')}'
import { createEngine } from '${built('cluster/engine.js')}'
import { systemClock } from '${built('base/clock.js')}'
import { silentLog } from '${built('base/log.js')}'
import { silentMeter } from '${built('metrics/table.js')}'
import { names } from '${built('event/subjects.js')}'
import { onlyVersion } from '${built('cluster/engine-test-world.js')}'
const { server, namespace, partitions, files, worker } = JSON.parse(process.argv[2])
const definitions = onlyVersion(files)
const broker = await connectBroker({ servers: [server], name: worker, log: silentLog })
const engine = createEngine({
  ...{ broker, names: names(namespace), partitions, definitions, worker, lanes: 1, timeScale: 1 },
  ...{ checkpointSeconds: 0.1, changelogBytesMax: 50e6, meter: silentMeter, log: silentLog },
  ...{ clock: systemClock, lane: { program: '${program}' } },
})
process.on('SIGTERM', () => engine.stop().then(() => process.exit(0)))
await engine.start()
await Promise.all(Array.from({ length: partitions }, (_, partition) => engine.own(partition)))
`,
)

describe.each((await testServers()).slice(0, 1))('on nats-server $version', (binary) => {
  const worlds = new TestWorlds(binary, 'x')
  let world: World
  const fresh = async (): Promise<World> => (world = await worlds.fresh())
  const lane = { program, hangMs: 800, heapMb: 64 }
  const letters = async (): Promise<{ text: string; reason: string; subject: string }[]> =>
    (await world.now(world.names.deadLetterStream)).map((letter) => ({
      text: Buffer.from(letter.bytes).toString('latin1'),
      reason: letter.header('Waymark-Reason'),
      subject: letter.subject,
    }))
  const profile = (engine: Engine, name: string): Promise<string | null> =>
    engine.profile({ ...user(name), named: false }, world.partition(user(name)))

  test.each([
    ['ends its thread', 'poison-exit', /^3 times: engine thread \d ended: .*code: 3/],
    ['turns for ever', 'poison-loop', /^3 times: engine thread \d ended: it got nowhere for 0.8 s/],
    ['throws', 'poison-throw', /^3 times: a bug/],
    ['takes all memory', 'poison-memory', /^3 times: engine thread \d ended: .*memory/],
  ])(
    'a record that %s is skipped, all others are applied, by whoever comes next too',
    async (_, what, reason) => {
      const { names, broker } = await fresh()
      const { log, lines } = lineLog()
      const meter = createPrometheus({ processMetrics: false })
      const first = await world.engine({ lane, log, meter })
      const others = Array.from({ length: 30 }, (_, i) => user(`u${i}`))
      for (const one of others) await world.send(event('Signed Up', [one]))
      // In the midst of records of all partitions, in one task.
      const batch = others.map((one) => event('Signed Up', [user(`${one.value}-after`)]))
      const p = world.partition(user('poison'))
      await Promise.all([
        ...batch.slice(0, 15).map((one) => world.send(one)),
        broker.publish(names.log(p), encodeEvents([event('Seen', [user('poison')], { say: what })])),
        ...batch.slice(15).map((one) => world.send(one)),
      ])
      await world.messages(names.deliveryStream, 60)
      await until(async () => (await letters()).length === 1)
      const [letter] = await letters()
      expect(letter).toMatchObject({ subject: names.deadLetter('poison') })
      expect(letter?.text).toContain(what)
      expect(letter?.reason).toMatch(reason)
      expect(first.owned().size).toBe(PARTITIONS)
      await until(() => first.ready)
      expect(await profile(first, 'poison')).toBeNull()
      const profiles = await Promise.all(others.map(({ value }) => profile(first, `${value}-after`)))
      expect(profiles).not.toContain(null)
      expect(lines.filter((line) => line.includes('is skipped'))).toHaveLength(1)
      if (what !== 'poison-throw') expect(await meter.render()).toContain('waymark_lane_replacements_total 3')
      await first.stop()

      // The log is applied from its beginning, by a program that the record would not harm: only what was
      // decided is left of the changelog.
      for (let q = 0; q < PARTITIONS; q++) {
        const owner = { namespace: names.namespace, partition: q, partitions: PARTITIONS }
        const changes = await world.now(names.changelogStream(q))
        const commit = changes.findLast(({ bytes }) => decodeChange(bytes, owner).kind === 'commit')
        await broker.purge(names.changelogStream(q), (commit?.sequence ?? 1) - 1)
      }
      const second = await world.engine()
      await until(() => second.ready)
      expect(await profile(second, 'poison')).toBeNull()
      expect(await Promise.all(others.map(({ value }) => profile(second, `${value}-after`)))).toEqual(
        profiles,
      )
      await second.stop()
      expect(await letters()).toHaveLength(1)
      const ids = (await world.now(names.deliveryStream)).map(({ messageId }) => messageId)
      expect(ids).toHaveLength(60)
      expect(new Set(ids).size).toBe(60)
    },
    40_000,
  )

  test('a record that cannot be skipped stops its partition, with an alarm, and no other', async () => {
    const { names, broker } = await fresh()
    const { log, lines } = lineLog()
    const engine = await world.engine({ lane, log })
    const lost: unknown[] = []
    engine.onLost = (partition, error) => lost.push({ partition, error })
    await broker.publish(names.log(2), encodeActivate(onlyVersion(DEFINITIONS).current.version))
    await until(() => lost.length > 0)
    expect(lost).toEqual([
      {
        partition: 2,
        error: expect.objectContaining({
          code: 'RECORD_POISONOUS',
          message:
            'record 1 of partition 2 does harm (not these definitions), but it puts definitions into force',
        }),
      },
    ])
    expect(lines.some((line) => line.startsWith('partition 2 cannot go on'))).toBe(true)
    expect([...engine.owned().keys()].sort()).toEqual([0, 1, 3])
    expect(await letters()).toEqual([])
    // Who opens it again needs no further try.
    await engine.own(2)
    await until(() => lost.length > 1)
    expect(lines.filter((line) => line.startsWith('a record of partition 2 has thrown'))).toHaveLength(3)
  })

  test('a record that ends the whole process is found by halves, over its deaths, and skipped', async () => {
    const { names, broker } = await fresh()
    const p = world.partition(user('poison'))
    const others = Array.from({ length: 16 }, (_, i) => user(`u${i}`))
    for (const [i, one] of others.entries()) {
      if (i === 9)
        await broker.publish(
          names.log(p),
          encodeEvents([event('Seen', [user('poison')], { say: 'poison-kill' })]),
        )
      await world.send(event('Signed Up', [one]))
    }
    let running: ChildProcess | undefined
    let deaths = 0
    let ended = false
    const start = (): void => {
      const { namespace } = names
      const given = { server: worlds.fixture.url, namespace, partitions: PARTITIONS, files: DEFINITIONS }
      const worker = `w${deaths}`
      running = spawn(process.execPath, [script, JSON.stringify({ ...given, worker })], { stdio: 'inherit' })
      running.once('exit', (_, signal) => {
        if (ended) return
        expect(signal).toBe('SIGKILL')
        deaths++
        start()
      })
    }
    start()
    try {
      await until(async () => (await letters()).length > 0, 2_000)
      await world.messages(names.deliveryStream, 16)
    } finally {
      ended = true
      running?.kill('SIGTERM')
    }
    await new Promise((resolve) => running?.once('exit', resolve))
    // None that was only near it, in its partition or another, is taken for it.
    const [letter, ...innocent] = await letters()
    expect(innocent).toEqual([])
    expect(letter?.text).toContain('poison-kill')
    expect(letter?.reason).toBe(`it ended the process ${LIMITS.unseenAttemptsMax} times`)
    // Two until care is taken, halves of a few records, then the one alone.
    expect(deaths).toBeGreaterThanOrEqual(2 + LIMITS.unseenAttemptsMax)
    expect(deaths).toBeLessThanOrEqual(2 + 4 + LIMITS.unseenAttemptsMax)

    const healthy = await world.engine()
    await until(() => healthy.ready)
    expect(await profile(healthy, 'poison')).toBeNull()
    const found = await Promise.all(others.map(({ value }) => profile(healthy, value)))
    expect(found).not.toContain(null)
    await healthy.stop()
    expect(await letters()).toHaveLength(1)
    const ids = (await world.now(names.deliveryStream)).map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(16)
  }, 90_000)
})

function lineLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const line = (message: string, fields?: object): void =>
    void lines.push(`${message} ${JSON.stringify(fields ?? {})}`)
  const log: Log = { ...silentLog, info: line, warn: line, error: line, child: () => log }
  return { log, lines }
}
