import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { event, nats, PARTITIONS, until, user, visitor, World } from './engine-test-world.js'
import { BrokerFixture } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

/** The built command, as users run it: `npm test` builds first. */
const main = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url))

const USERS = 120
const EVENTS = 10
const DEFINITIONS = `
kind: segment
name: all
where: {sum: {event: Seen, of: event.one, within: 1d, is: '>= ${EVENTS}'}}
---
kind: segment
name: more
where: {sum: {event: Seen, of: event.one, within: 1d, is: '> ${EVENTS}'}}
---
kind: journey
name: thanks
trigger: {segment: {entered: all}}
entry: {again: never}
steps: [{send: {channel: console, content: thanks}}]
---
kind: content
name: thanks
body: Thank you
`

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
    writeFileSync(join(folder, 'definitions', 'all.yaml'), DEFINITIONS)
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
    const load = (async () => {
      for (let round = 0; round < EVENTS; round++)
        for (let i = 0; i < USERS; i++) {
          const identifiers = round % 3 === 1 ? [user(`u${i}`), visitor(`v${i}`)] : [user(`u${i}`)]
          await world.send(event('Seen', identifiers, { one: 1 }))
          sent++
          await pause(4)
        }
    })()
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
    await until(async () => (await flips('entered all')).length >= USERS)
    worker.kill('SIGTERM')
    await new Promise((resolve) => worker?.once('exit', resolve))

    expect(await flips('entered all')).toHaveLength(USERS)
    expect(await flips('entered more')).toEqual([])
    for (const stream of [names.deliveryStream, names.factStream]) {
      const ids = (await world.now(stream)).map(({ messageId }) => messageId)
      expect(new Set(ids).size).toBe(ids.length)
    }
    expect(await world.now(names.deliveryStream)).toHaveLength(USERS)

    async function flips(which: string): Promise<string[]> {
      const facts = (await world.now(names.factStream)).flatMap(({ bytes }) =>
        Buffer.from(bytes).toString().trim().split('\n'),
      )
      return facts.filter((line) => {
        const { fact, name } = JSON.parse(line) as { fact: string; name: string }
        return `${fact.replace('segment.', '')} ${name}` === which
      })
    }
  }, 90_000)
})
