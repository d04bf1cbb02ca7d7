import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nats, until } from './engine-test-world.js'
import { BrokerFixture, bytesOf } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

/** The built command, as users run it: `npm test` builds first. */
const main = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url))

describe.each((await testServers()).slice(0, 1))('a worker on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  const folder = mkdtempSync(join(tmpdir(), 'waymark-worker-'))
  beforeAll(() => fixture.start(), 30_000)
  afterAll(async () => {
    await fixture.stop()
    rmSync(folder, { recursive: true })
  })

  test('ends with 1 and says why when the consumer of a channel is deleted', async () => {
    mkdirSync(join(folder, 'definitions'))
    const config = {
      namespace: 'quiet',
      partitions: 1,
      roles: ['delivery'],
      nats: { ...nats, servers: [fixture.url] },
      admin: { port: 0 },
      channels: { console: { plugin: 'console' } },
    }
    writeFileSync(join(folder, 'waymark.yaml'), JSON.stringify(config))
    const args = [main, 'start', '--config', join(folder, 'waymark.yaml')]
    const worker = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    try {
      let said = ''
      worker.stderr.on('data', (bytes: Buffer) => {
        said += bytes
      })
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      const consumer = 'QUIET_DELIVERIES.delivery-console'
      const ask = async (what: string) =>
        JSON.parse(
          Buffer.from(
            await fixture.broker.request(`$JS.API.CONSUMER.${what}.${consumer}`, bytesOf(''), 2_000),
          ).toString(),
        ) as { num_waiting?: number; success?: boolean }
      await until(async () => ((await ask('INFO')).num_waiting ?? 0) > 0)
      expect(await ask('DELETE')).toMatchObject({ success: true })
      expect(await ended).toBe(1)
      expect(said).toMatch(/BROKER_UNSUITABLE channel console gets no more deliveries of QUIET_DELIVERIES/)
    } finally {
      worker.kill('SIGKILL')
    }
  }, 40_000)
})
