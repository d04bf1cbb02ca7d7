import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nats, PARTITIONS, until, World } from './engine-test-world.js'
import { BrokerFixture } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'
import { countingDefinitions, entered, expectCountedOnce, sendCounted } from './test-counting.js'

/** The built command, as users run it: `npm test` builds first. */
const main = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url))

const USERS = 120
const EVENTS = 10

describe.each((await testServers()).slice(0, 1))('on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  const folder = mkdtempSync(join(tmpdir(), 'waymark-crash-'))
  let worker: ChildProcess | undefined
  beforeAll(() => fixture.start(), 30_000)
  afterAll(async () => {
    worker?.kill('SIGKILL')
    await fixture.stop()
    rmSync(folder, { recursive: true })
  })

  const start = (): ChildProcess =>
    spawn(process.execPath, [main, 'start', '--config', join(folder, 'waymark.yaml')], {
      cwd: folder,
      stdio: 'ignore',
    })

  test('a worker that is killed again and again under load counts every event once', async () => {
    mkdirSync(join(folder, 'definitions'))
    writeFileSync(join(folder, 'definitions', 'all.yaml'), countingDefinitions(EVENTS))
    const config = {
      namespace: 'crash',
      partitions: PARTITIONS,
      roles: ['engine'],
      nats: { ...nats, servers: [fixture.url] },
      engine: { lanes: 1, checkpointSeconds: 0.2 },
      cluster: { heartbeatSeconds: 0.1, expirySeconds: 0.5 },
      admin: { port: 0 },
      channels: { console: { plugin: 'console' } },
    }
    writeFileSync(join(folder, 'waymark.yaml'), JSON.stringify(config))
    const world = new World(fixture.broker, 'crash')
    await world.ensureStreams()
    const { names } = world
    const claims = async (): Promise<number> =>
      (await fixture.broker.streamState(names.changelogStream(0))).lastSequence

    let sent = 0
    const load = sendCounted(world, { users: USERS, eventsEach: EVENTS, pauseMs: 4 }, () => sent++)
    for (let crash = 0; sent < USERS * EVENTS; crash++) {
      const before = await claims()
      worker = start()
      // It gets so far as to claim, then dies at some moment: during restore, replay or a checkpoint.
      await until(async () => (await claims()) > before)
      await pause(100 + ((crash * 370) % 1_100))
      worker.kill('SIGKILL')
    }
    await load
    worker = start()
    await world.messages(names.deliveryStream, USERS)
    await until(async () => (await entered(world, 'all')).length >= USERS)
    worker.kill('SIGTERM')
    await new Promise((resolve) => worker?.once('exit', resolve))

    await expectCountedOnce(world, USERS)
  }, 90_000)
})
