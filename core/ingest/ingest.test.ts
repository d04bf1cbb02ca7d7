import { gzipSync } from 'node:zlib'
import { Analytics } from '@segment/analytics-node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testServers } from '../cluster/nats-test-servers.js'
import { AUTHORIZATION, IngestBed, type IngestRun } from './test-ingest.js'

const [binary] = await testServers()

describe.skipIf(binary === undefined)('ingest takes events', () => {
  let bed: IngestBed
  let run: IngestRun

  beforeAll(async () => {
    if (binary !== undefined) bed = await IngestBed.start(binary)
  })

  afterAll(() => bed?.stop())

  beforeEach(async () => {
    run = await bed.ingest()
  })

  afterEach(() => run.ingest.stop())

  it('one, and puts it into the log of its strongest identifier', async () => {
    const event = {
      userId: run.userIn(2),
      anonymousId: 'a1',
      event: 'Signed Up',
      messageId: 'm1',
      properties: { a: 1 },
    }
    expect(await run.post('/v1/track', event)).toMatchObject({ status: 200, body: { success: true } })
    const [found, ...others] = await run.stored()
    expect(others).toEqual([])
    expect(found).toMatchObject({ partition: 2, name: 'Signed Up', messageId: 'm1', properties: { a: 1 } })
    expect(found?.identifiers).toEqual([
      { type: 'user_id', value: run.userIn(2) },
      { type: 'anonymous_id', value: 'a1' },
    ])
    expect(run.meter.counts).toEqual({ 'events_ingested_total web': 1 })
    expect(run.meter.observed).toBe(1)
  })

  it.each([
    ['the key in the body', { writeKey: 'k-app' }, {}, 'app'],
    ['the key as bearer', {}, { authorization: 'Bearer k-app' }, 'app'],
    [
      'basic without a colon',
      {},
      { authorization: `Basic ${Buffer.from('k-app').toString('base64')}` },
      'app',
    ],
    [
      'a token of another sort, the key in the body',
      { writeKey: 'k-web' },
      { authorization: 'Bearer x' },
      'web',
    ],
  ])('with %s', async (_, fields, headers, source) => {
    const answer = await run.post('/v1/track', { userId: 'u', event: 'E', ...fields }, headers)
    expect(answer.status).toBe(200)
    expect(run.meter.counts).toEqual({ [`events_ingested_total ${source}`]: 1 })
  })

  it.each([
    ['text/plain;charset=UTF-8'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data'],
    ['no/such; =type;;'],
  ])('whose content type is %s', async (type) => {
    const headers = { authorization: AUTHORIZATION, 'content-type': type }
    expect((await run.post('/v1/track', { userId: 'u', event: 'E' }, headers)).status).toBe(200)
  })

  it('in a gzip that says nothing of itself', async () => {
    const body = gzipSync(JSON.stringify({ userId: 'u', event: 'E' }))
    expect((await run.post('/v1/track', body)).status).toBe(200)
  })

  it("corrects the sender's clock", async () => {
    const sent = Date.now() + 3_600_000
    const times = { timestamp: new Date(sent - 5_000).toISOString(), sentAt: new Date(sent).toISOString() }
    await run.post('/v1/batch', { batch: [{ type: 'track', userId: 'u', event: 'E', ...times }] })
    const [found] = await run.stored()
    expect((found?.received ?? 0) - (found?.time ?? 0)).toBe(5_000)
  })

  it('from many senders at once, each of them once', async () => {
    const requests = Array.from({ length: 40 }, (_, r) => {
      const batch = Array.from({ length: 50 }, (_, i) => ({
        type: 'track',
        event: 'E',
        userId: `u${i}`,
        messageId: `m${r}-${i}`,
      }))
      return run.post('/v1/batch', { batch })
    })
    for (const { status } of await Promise.all(requests)) expect(status).toBe(200)
    const ids = (await run.stored()).map(({ messageId }) => messageId)
    expect(ids).toHaveLength(2_000)
    expect(new Set(ids).size).toBe(2_000)
    expect(run.ingest.counts()).toMatchObject({ requests: 40, accepted: 2_000, stored: 2_000, rejected: 0 })
    expect(run.ingest.counts().pendingBytes).toBe(0)
  })

  it("from Segment's own client for Node: all six calls", async () => {
    const client = new Analytics({ writeKey: 'k-web', host: run.ingest.url, flushAt: 20, maxRetries: 0 })
    const failures: unknown[] = []
    client.on('error', (error) => failures.push(error))
    client.identify({ userId: 'u1', anonymousId: 'a1', traits: { email: 'Ann@Example.com' } })
    client.track({
      userId: 'u1',
      event: 'Order Completed',
      properties: { total: 12.5, items: [{ sku: 'x' }] },
    })
    client.page({ userId: 'u1', name: 'Home', properties: { url: '/' } })
    client.screen({ anonymousId: 'a1', name: 'Start' })
    client.group({ userId: 'u1', groupId: 'g1', traits: { plan: 'pro' } })
    client.alias({ userId: 'u2', previousId: 'a2' })
    await client.closeAndFlush()
    expect(failures).toEqual([])
    const found = await run.stored()
    const said = found.map(({ kind, name, identifiers }) => {
      const ids = identifiers.map(({ type, value }) => `${type}:${value}`)
      return `${kind} «${name}» ${ids.join()}`
    })
    expect(said.sort()).toEqual([
      expect.stringMatching(/^alias «» user_id:(u2,user_id:a2|a2,user_id:u2)$/),
      'group «» group_id:g1',
      'group «» user_id:u1',
      'identify «» user_id:u1,email:ann@example.com,anonymous_id:a1',
      'page «Home» user_id:u1',
      'screen «Start» anonymous_id:a1',
      'track «Order Completed» user_id:u1',
    ])
    for (const { time, received } of found) expect(Math.abs(time - received)).toBeLessThan(5_000)
  })

  it('lets pages of any origin in', async () => {
    const preflight = await fetch(`${run.ingest.url}/v1/track`, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const answer = await run.post('/v1/track', { userId: 'u', event: 'E' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('ends by storing and answering what it has taken', async () => {
    const slow = await bed.ingest({ lingerMs: 50 })
    const requests = Promise.all(
      Array.from({ length: 10 }, (_, i) => slow.post('/v1/track', { userId: `u${i}`, event: 'E' })),
    )
    while (slow.ingest.counts().requests < 10) await new Promise((resolve) => setImmediate(resolve))
    await slow.ingest.stop()
    expect((await requests).map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(await slow.stored()).toHaveLength(10)
  })

  it('says so when its port is taken', async () => {
    const port = Number(new URL(run.ingest.url).port)
    await expect(bed.ingest({ port })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(String(port)),
    })
  })
})
