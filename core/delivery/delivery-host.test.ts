import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../base/clock.js'
import { silentLog } from '../base/log.js'
import { type Config, checkConfig } from '../cluster/config.js'
import { connectBroker, type NatsBroker } from '../cluster/nats-broker.js'
import type { NatsServer } from '../cluster/nats-server.js'
import { startTestServer, testServers } from '../cluster/nats-test-servers.js'
import { names } from '../event/subjects.js'
import { createDelivery, type DeliveryHost } from './delivery-host.js'
import { bytesOf, CountingMeter, contentsOf, sampleDelivery, WELCOME } from './test-deliveries.js'

const SECRET = Buffer.alloc(32, 7).toString('base64')
/** Fails, hangs and talks nonsense, as the content of the delivery says. */
const HOSTILE = `export default {kind: 'channel', name: 'hostile', setup: () => ({
  send: ({instance}) => {
    if (instance === 'throws') throw new Error('boom')
    if (instance === 'refuses') return {kind: 'rejected', reason: '没有此人\\r\\nX: y'}
    if (instance === 'hangs') return new Promise(() => {})
    return {kind: 'whatever'}
  },
})}`
/** Each send takes a second. */
const SLOW = `export default {kind: 'channel', name: 'slow', setup: () => ({
  send: () => new Promise((resolve) => setTimeout(resolve, 1000, {kind: 'sent'})),
})}`

describe.each(await testServers())('the delivery host on nats-server $version', (binary) => {
  let server: NatsServer
  let broker: NatsBroker
  let receiver: Server
  let baseDir: string
  let host: DeliveryHost | undefined
  let round = 0
  let ours = names('wm')
  let answer: (call: number) => number = () => 204
  const calls: { id: string; body: string }[] = []

  beforeAll(async () => {
    server = await startTestServer(binary)
    broker = await connectBroker({ servers: [server.url], name: 'test', log: silentLog })
    receiver = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      new Webhook(SECRET).verify(body, request.headers as Record<string, string>)
      calls.push({ id: String(request.headers['webhook-id']), body })
      response.writeHead(answer(calls.length)).end()
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    baseDir = await mkdtemp(join(tmpdir(), 'waymark-delivery-'))
    await writeFile(join(baseDir, 'hostile.mjs'), HOSTILE)
    await writeFile(join(baseDir, 'slow.mjs'), SLOW)
  }, 60_000)
  afterAll(async () => {
    receiver?.close()
    await broker?.close()
    await server?.stop()
    await rm(baseDir, { recursive: true, force: true })
  }, 30_000)

  beforeEach(async () => {
    ours = names(`wm${++round}`)
    calls.length = 0
    answer = () => 204
    const limits = {
      replicas: 1,
      bytesMax: 16e6,
      ageMsMax: 0,
      duplicateWindowMs: 120_000,
      discard: 'new',
    } as const
    const deliveries = { name: ours.deliveryStream, subjects: [`${ours.namespace}.delivery.>`], ...limits }
    const deadLetters = { name: ours.deadLetterStream, subjects: [`${ours.namespace}.dlq.>`], ...limits }
    await broker.ensureStream(deliveries)
    await broker.ensureStream(deadLetters)
  })
  afterEach(async () => {
    await host?.stop()
    host = undefined
  })

  const port = () => (receiver.address() as AddressInfo).port
  const webhook = (more = {}) => ({
    plugin: 'webhook',
    options: { url: `http://127.0.0.1:${port()}/`, secret: SECRET, allow: ['127.0.0.1'] },
    ...more,
  })

  async function startHost(channels: object): Promise<{ host: DeliveryHost; meter: CountingMeter }> {
    const config: Config = checkConfig({ channels }, { path: 'test', baseDir, environment: {} })
    const meter = new CountingMeter()
    const contents = contentsOf(WELCOME)
    const ports = { broker, names: ours, config, contents, meter, log: silentLog }
    host = await createDelivery({
      ...ports,
      contentsOf: () => contents,
      clock: systemClock,
      random: () => 0.05,
    })
    await host.start()
    return { host, meter }
  }

  async function put(n: number, channel: string, change = {}): Promise<void> {
    const delivery = sampleDelivery({ id: `1-${n}-0`, key: `1-${n}-0`, channel, ...change })
    await broker.publish(ours.delivery(channel, 1), bytesOf(delivery), { messageId: delivery.id })
  }

  it('brings every delivery to a webhook that fails now and then, each with one key and body', async () => {
    answer = (call) => (call % 3 === 0 ? 503 : 204)
    for (let n = 0; n < 30; n++) await put(n, 'crm')
    const { host, meter } = await startHost({ crm: webhook() })
    await expect.poll(() => host.counts().crm?.sent, { timeout: 10_000 }).toBe(30)
    const bodies = new Map(calls.map(({ id, body }) => [id, body]))
    expect(bodies.size).toBe(30)
    for (const { id, body } of calls) expect(body).toBe(bodies.get(id))
    expect(meter.counts['deliveries_total{crm,sent}']).toBe(30)
    expect(meter.counts['deliveries_total{crm,retried}']).toBe(calls.length - 30)
    expect(meter.seconds['delivery_send_seconds{crm}']).toHaveLength(calls.length)
  })

  it('stores a dead letter with reason, tries and the delivery as it was', async () => {
    answer = () => 410
    const { host } = await startHost({ crm: webhook() })
    await put(1, 'crm')
    await expect.poll(() => host.counts().crm?.rejected).toBe(1)
    const letter = await broker.lastMessage(ours.deadLetterStream, ours.deadLetter('delivery'))
    expect(JSON.parse(new TextDecoder().decode(letter?.bytes))).toMatchObject({
      key: '1-1-0',
      channel: 'crm',
    })
    expect(letter?.header('Waymark-Reason')).toBe('rejected: HTTP 410')
    expect(letter?.header('Waymark-Attempts')).toBe('1')
  })

  it('keeps a reason in any script, on one line', async () => {
    const { host } = await startHost({ hostile: { plugin: './hostile.mjs' } })
    await put(1, 'hostile', { instance: 'refuses' })
    await expect.poll(() => host.counts().hostile?.rejected).toBe(1)
    const letter = await broker.lastMessage(ours.deadLetterStream, ours.deadLetter('delivery'))
    expect(letter?.header('Waymark-Reason')).toBe('rejected: 没有此人 X: y')
  })

  it('keeps the harm of one channel from the others', async () => {
    const { host } = await startHost({
      hostile: { plugin: './hostile.mjs', timeoutMs: 50, attempts: 2 },
      slow: { plugin: './slow.mjs', concurrency: 1 },
      crm: webhook(),
    })
    for (let n = 0; n < 20; n++) await put(n, 'slow')
    for (const instance of ['throws', 'hangs', 'nonsense'])
      await put(100 + instance.length, 'hostile', { instance })
    await broker.publish(ours.delivery('crm', 1), Uint8Array.of(1, 2, 3), {})
    for (let n = 200; n < 220; n++) await put(n, 'crm')
    await expect.poll(() => host.counts().crm, { timeout: 5_000 }).toMatchObject({ sent: 20, dead: 1 })
    await expect.poll(() => host.counts().hostile, { timeout: 5_000 }).toMatchObject({ retried: 3, dead: 3 })
    expect(host.counts().slow?.sent).toBeLessThan(20)
  })

  it('goes on in the next process where this one stopped', async () => {
    for (let n = 0; n < 40; n++) await put(n, 'crm')
    const first = await startHost({ crm: webhook({ concurrency: 2 }) })
    await expect.poll(() => first.host.counts().crm?.sent, { interval: 1 }).toBeGreaterThan(2)
    await first.host.stop()
    const { sent = 0 } = first.host.counts().crm ?? {}
    expect(sent).toBeLessThan(40)
    const second = await startHost({ crm: webhook() })
    await expect.poll(() => second.host.counts().crm?.sent, { timeout: 10_000 }).toBe(40 - sent)
    expect(new Set(calls.map(({ id }) => id)).size).toBe(40)
    expect(calls).toHaveLength(40)
  })

  it.each(['CONSUMER', 'STREAM'] as const)(
    'has failed when its %s is deleted',
    async (what) => {
      const { host } = await startHost({ crm: webhook(), slow: { plugin: './slow.mjs' } })
      const consumer = what === 'CONSUMER' ? '.delivery-crm' : ''
      await broker.request(
        `$JS.API.${what}.DELETE.${ours.deliveryStream}${consumer}`,
        new Uint8Array(),
        2_000,
      )
      expect(await host.failed).toMatchObject({
        code: 'BROKER_UNSUITABLE',
        message: expect.stringContaining(ours.deliveryStream),
      })
    },
    15_000,
  )

  it('has not failed when it was stopped', async () => {
    const { host } = await startHost({ crm: webhook() })
    await host.stop()
    const later = new Promise((resolve) => setTimeout(resolve, 300, 'no failure'))
    expect(await Promise.race([host.failed, later])).toBe('no failure')
  })

  it('does not begin with a template that is no Liquid', async () => {
    const contents = contentsOf({ ...WELCOME, body: '{% if %}' })
    const config = checkConfig({}, { path: 'test', baseDir, environment: {} })
    const ports = { broker, names: ours, config, contents, meter: new CountingMeter(), log: silentLog }
    const creating = createDelivery({
      ...ports,
      contentsOf: () => contents,
      clock: systemClock,
      random: Math.random,
    })
    await expect(creating).rejects.toMatchObject({ code: 'DEFINITION_INVALID' })
  })
})
