import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ClusterView } from '../api/cluster-view.js'
import { decodeChange } from '../partition/change-codec.js'
import { event, nats, PARTITIONS, user, World } from './engine-test-world.js'
import { BrokerFixture } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'
import { countingDefinitions, entered, expectCountedOnce, sendCounted } from './test-counting.js'

/** The built command, as users run it: `npm test` builds first. */
const main = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url))

const WRITE_KEY = `Basic ${Buffer.from('write-key:').toString('base64')}`
const USERS = 40
const EVENTS = 12

interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  readonly out: () => string
  readonly admin: string
  /** Undefined without the role. */
  readonly ingest: string | undefined
}

describe.each((await testServers()).slice(0, 1))('workers on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  const folder = mkdtempSync(join(tmpdir(), 'waymark-workers-'))
  const children: ChildProcess[] = []
  beforeAll(async () => {
    await fixture.start()
    mkdirSync(join(folder, 'definitions'))
    writeFileSync(join(folder, 'definitions', 'all.yaml'), countingDefinitions(EVENTS))
  }, 30_000)
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })
  afterAll(async () => {
    await fixture.stop()
    rmSync(folder, { recursive: true })
  })

  function configure(namespace: string, partitions = PARTITIONS, url = fixture.url): void {
    const config = {
      namespace,
      partitions,
      nats: { ...nats, servers: [url] },
      ingest: { port: 0 },
      engine: { lanes: 1, checkpointSeconds: 0.5 },
      cluster: { heartbeatSeconds: 0.2, expirySeconds: 2 },
      admin: { port: 0 },
      channels: { console: { plugin: 'console' } },
    }
    writeFileSync(join(folder, 'waymark.yaml'), JSON.stringify(config))
  }

  function launch(role: string): Omit<Running, 'admin' | 'ingest'> {
    const args = [main, 'start', '--config', join(folder, 'waymark.yaml'), '--role', role]
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    let out = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        out += text
      })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { process: child, ended, out: () => out }
  }

  async function start(role: string): Promise<Running> {
    const launched = launch(role)
    await expect.poll(launched.out, { timeout: 20_000 }).toContain('"msg":"started"')
    const line = launched
      .out()
      .split('\n')
      .find((text) => text.includes('"msg":"started"'))
    return { ...launched, ...(JSON.parse(line ?? '{}') as { admin: string; ingest: string | undefined }) }
  }

  const cluster = async ({ admin }: Running): Promise<ClusterView> =>
    (await (await fetch(`${admin}/api/cluster`)).json()) as ClusterView
  const settles = (api: Running, engines: number) =>
    expect
      .poll(
        async () => {
          const { partitions, workers } = await cluster(api)
          const shares = workers.filter(({ roles }) => roles.includes('engine')).map((one) => one.partitions)
          const even = Math.max(...shares) - Math.min(...shares) <= 1
          return even && partitions.every(({ state }) => state === 'open') ? shares.length : 0
        },
        { timeout: 20_000, interval: 50 },
      )
      .toBe(engines)

  test('of one role each count every event once, whoever joins, is killed, sleeps, or ends', async () => {
    configure('many')
    const api = await start('api')
    const [first, second] = await Promise.all([start('engine'), start('engine')])
    const world = new World(fixture.broker, 'many')
    const { names } = world
    const load = sendCounted(world, { users: USERS, eventsEach: EVENTS, pauseMs: 15 })
    await settles(api, 2)

    const third = await start('engine')
    await settles(api, 3)
    first.process.kill('SIGKILL')
    await settles(api, 2)

    second.process.kill('SIGSTOP')
    await settles(api, 1)
    second.process.kill('SIGCONT')
    // It finds out at once, lets go of everything, and gets its share again.
    await expect.poll(second.out, { timeout: 2_000 }).toMatch(/partition \d is another worker's now/)
    await settles(api, 2)
    expect(second.process.exitCode).toBeNull()

    third.process.kill('SIGTERM')
    expect(await third.ended).toBe(0)
    await settles(api, 1)
    await load

    const profile = await fetch(`${api.admin}/api/profiles/user_id/u1`)
    expect(await profile.json()).toMatchObject({ root: user('u1'), segments: ['all'] })
    await expect.poll(async () => (await entered(world, 'all')).length, { timeout: 10_000 }).toBe(USERS)
    await world.messages(names.deliveryStream, USERS)
    await expectCountedOnce(world, USERS)

    // Two signals, and it ends at once.
    second.process.kill('SIGTERM')
    second.process.kill('SIGTERM')
    expect([0, 1]).toContain(await second.ended)
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const epochs = (await world.now(names.changelogStream(partition))).map(({ bytes }) => {
        return decodeChange(bytes, { namespace: 'many', partition, partitions: PARTITIONS }).epoch
      })
      expect(epochs).toEqual([...epochs].sort((a, b) => a - b))
    }
  }, 120_000)

  test('of one role each bring an event from HTTP to its channel', async () => {
    configure('roles')
    const [ingest, delivery, api] = await Promise.all([start('ingest'), start('delivery'), start('api')])
    const sent = { userId: 'ann', event: 'Seen', properties: { one: EVENTS } }
    const request = { method: 'POST', headers: { authorization: WRITE_KEY }, body: JSON.stringify(sent) }
    // What the broker has waits for an engine.
    expect((await fetch(`${ingest.ingest}/v1/track`, request)).status).toBe(200)
    await start('engine')
    await expect.poll(delivery.out, { timeout: 10_000 }).toContain('Thank you')
    expect((await cluster(api)).workers.map(({ roles }) => roles.join()).sort()).toEqual([
      'api',
      'delivery',
      'engine',
      'ingest',
    ])
    expect((await fetch(`${ingest.admin}/api/cluster`)).status).toBe(404)
    for (const { admin } of [ingest, delivery, api]) expect((await fetch(`${admin}/readyz`)).status).toBe(200)
  }, 60_000)

  test('with another number of partitions do not start', async () => {
    configure('fixed', 4)
    const worker = await start('engine')
    configure('fixed', 8)
    const wrong = launch('engine')
    expect(await wrong.ended).toBe(1)
    expect(wrong.out()).toMatch(/BROKER_UNSUITABLE namespace fixed was created with 4 partitions, .* says 8/)
    expect(worker.process.exitCode).toBeNull()
  }, 30_000)

  test('end within seconds of a signal although the broker is gone', async () => {
    const own = new BrokerFixture(binary)
    await own.start()
    configure('gone', PARTITIONS, own.url)
    const worker = await start('engine')
    const world = new World(own.broker, 'gone')
    // Something to say that can be stored nowhere.
    for (let i = 0; i < 20; i++) await world.send(event('Seen', [user(`u${i}`)], { one: 1 }))
    await own.stop()
    worker.process.kill('SIGTERM')
    expect([0, 1]).toContain(await worker.ended)
  }, 40_000)
})
