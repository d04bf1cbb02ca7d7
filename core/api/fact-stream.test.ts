import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import { silentLog } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import { findNatsServer } from '../cluster/nats-binary.js'
import { connectBroker } from '../cluster/nats-broker.js'
import type { NatsServer } from '../cluster/nats-server.js'
import { startTestServer } from '../cluster/nats-test-servers.js'
import { DEFAULT_IDENTITY } from '../definitions/default-identity.js'
import { Identities } from '../definitions/identities.js'
import { type Names, names } from '../event/subjects.js'
import type { HttpServer } from '../ingest/http.js'
import { createPrometheus } from '../metrics/prometheus.js'
import { createApi } from './api.js'
import { NO_DEFINITIONS, NO_SEGMENTS } from './test-definitions.js'

let server: NatsServer
let broker: Broker
let api: HttpServer

/** Each test has a namespace of its own: an empty facts stream. */
let count = 0
async function emptyFacts(): Promise<Names> {
  const own = names(`t${count++}`)
  await broker.ensureStream({
    name: own.factStream,
    subjects: [`${own.namespace}.fact.>`],
    replicas: 1,
    bytesMax: 10_000_000,
    ageMsMax: 0,
    discard: 'old',
    duplicateWindowMs: 1_000,
  })
  return own
}

async function startApi(own: Names): Promise<string> {
  await api?.stop()
  api = createApi({
    config: { host: '127.0.0.1', port: 0 },
    probesOnly: false,
    broker,
    names: own,
    metrics: createPrometheus({ processMetrics: false }),
    identities: () => new Identities(DEFAULT_IDENTITY),
    definitions: NO_DEFINITIONS,
    segments: NO_SEGMENTS,
    ask: async () => ({ partition: 0, found: null }),
    partitionOf: () => 0,
    cluster: async () => ({
      namespace: 'wm',
      checkpointSeconds: 5,
      broker: { version: '', connected: true },
      workers: [],
      partitions: [],
    }),
    notReady: async () => [],
    version: '',
    clock: systemClock,
    log: silentLog,
  })
  await api.start()
  return `${api.url}/api/facts`
}

async function publish(own: Names, kind: string, ...facts: string[]): Promise<void> {
  await broker.publish(own.fact(kind, 3), Buffer.from(facts.map((fact) => `{"fact":"${fact}"}\n`).join('')))
}

/** The text of a stream that ends. */
async function text(url: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(url, { headers })).text()
}

/** Facts of a stream's text, by their names. */
function facts(stream: string): string[] {
  return [...stream.matchAll(/^data: \{"fact":"(.*)"\}$/gm)].map(([, fact = '']) => fact)
}

/** Reads a stream until it has said `last`, then leaves. */
async function until(response: Response, last: string): Promise<string> {
  let seen = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    seen += decoder.decode(chunk as Uint8Array, { stream: true })
    if (seen.includes(last)) break
  }
  return seen
}

beforeAll(async () => {
  server = await startTestServer(await findNatsServer(process.env, silentLog))
  broker = await connectBroker({ servers: [server.url], name: 'facts-test', log: silentLog })
}, 60_000)

afterAll(async () => {
  await api?.stop()
  await broker?.close()
  await server?.stop()
})

describe('/api/facts', () => {
  it('gives what is stored, one fact a line, and says that it ends', async () => {
    const own = await emptyFacts()
    await publish(own, 'segment.entered', 'a', 'b')
    await publish(own, 'journey.step', 'c')
    const stream = await text(`${await startApi(own)}?follow=false`)
    expect(facts(stream)).toEqual(['a', 'b', 'c'])
    expect(stream.endsWith('id: 2\n\nevent: end\ndata: {}\n\n')).toBe(true)
  })

  it('ends at once when nothing is stored', async () => {
    const url = await startApi(await emptyFacts())
    expect(await text(`${url}?follow=false`)).toBe(': facts\n\nevent: end\ndata: {}\n\n')
  })

  it('gives one kind, or all that begin so', async () => {
    const own = await emptyFacts()
    for (const kind of ['segment.entered', 'segment.left', 'segmentation', 'profile.created'])
      await publish(own, kind, kind)
    const url = `${await startApi(own)}?follow=false`
    expect(facts(await text(`${url}&kind=segment.left`))).toEqual(['segment.left'])
    expect(facts(await text(`${url}&kind=segment`))).toEqual(['segment.entered', 'segment.left'])
    expect(facts(await text(`${url}&kind=link`))).toEqual([])
  })

  it('gives what was stored since an instant', async () => {
    const own = await emptyFacts()
    await publish(own, 'delivery', 'old')
    const { time } = (await broker.lastMessage(own.factStream, own.fact('delivery', 3))) ?? { time: 0 }
    const url = `${await startApi(own)}?follow=false`
    expect(facts(await text(`${url}&since=${new Date(time).toISOString()}`))).toEqual(['old'])
    expect(facts(await text(`${url}&since=${new Date(time + 1).toISOString()}`))).toEqual([])
    expect(facts(await text(`${url}&since=now`))).toEqual([])
  })

  it('goes on with what comes, after the last id that was seen', async () => {
    const own = await emptyFacts()
    await publish(own, 'delivery', 'seen')
    await publish(own, 'delivery', 'stored')
    const response = await fetch(await startApi(own), { headers: { 'last-event-id': '1' } })
    await publish(own, 'delivery', 'to come')
    expect(facts(await until(response, 'to come'))).toEqual(['stored', 'to come'])
  })

  it('has a bounded number of listeners, and room again when one goes', async () => {
    const own = await emptyFacts()
    const url = await startApi(own)
    const leave: AbortController[] = []
    for (let i = 0; i < LIMITS.factListenersMax; i++) {
      const controller = new AbortController()
      leave.push(controller)
      expect((await fetch(url, { signal: controller.signal })).status).toBe(200)
    }
    const refused = await fetch(url)
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY' })
    leave[0]?.abort()
    await expect.poll(async () => (await fetch(`${url}?follow=false`)).status).toBe(200)
    for (const controller of leave) controller.abort()
  })

  it('does not keep a stop waiting', async () => {
    const url = await startApi(await emptyFacts())
    const response = await fetch(url)
    const started = performance.now()
    await api.stop()
    expect(performance.now() - started).toBeLessThan(1_500)
    await expect(response.text()).rejects.toThrow()
  })

  it('carries many facts to a slow listener without loss', async () => {
    const own = await emptyFacts()
    const wide = 'x'.repeat(1_000)
    for (let i = 0; i < 20; i++)
      await publish(own, 'delivery', ...Array.from({ length: 100 }, (_, j) => `${i * 100 + j} ${wide}`))
    const response = await fetch(`${await startApi(own)}?follow=false`)
    const all = facts(await response.text()).map((fact) => Number.parseInt(fact, 10))
    expect(all).toEqual(Array.from({ length: 2_000 }, (_, i) => i))
  })
})
