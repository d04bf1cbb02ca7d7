import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { silentLog } from '../base/log.js'
import { connectBroker } from '../cluster/nats-broker.js'
import { testServers } from '../cluster/nats-test-servers.js'
import { IngestBed, type IngestRun } from './test-ingest.js'

const [binary] = await testServers()

describe.skipIf(binary === undefined)('ingest refuses', () => {
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

  it('one bad event with the reason, counts it, and keeps it without its key', async () => {
    const answer = await run.post('/v1/track', { userId: 'null', event: 'E', writeKey: 'k-web' })
    expect(answer.status).toBe(400)
    const message = 'no usable identifier: userId "null" is a blocked value'
    expect(answer.body).toEqual({ success: false, code: 'EVENT_INVALID', message })
    expect(run.meter.counts).toEqual({
      'events_rejected_total web no_identifier': 1,
      'dead_letters_total ingest': 1,
    })
    const event = { type: 'track', userId: 'null', event: 'E' }
    expect(await run.deadLetters()).toMatchObject([{ reason: message, source: 'web', event }])
    expect(JSON.stringify(await run.deadLetters())).not.toContain('k-web')
  })

  it('the bad ones of a batch, and takes the others', async () => {
    const good = { type: 'track', userId: 'u', event: 'E' }
    const batch = [
      good,
      { ...good, event: '' },
      'noise',
      good,
      { ...good, properties: { a: 'x'.repeat(40_000) } },
    ]
    const answer = await run.post('/v1/batch', { batch })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      success: true,
      rejected: [
        { index: 1, reason: expect.stringMatching(/^event: is missing/) },
        { index: 2, reason: 'the event is a string, not an object' },
        { index: 4, reason: expect.stringMatching(/at most 32768/) },
      ],
    })
    expect(await run.stored()).toHaveLength(2)
    const letters = await run.deadLetters()
    expect(letters).toHaveLength(3)
    for (const letter of letters) expect(JSON.stringify(letter).length).toBeLessThan(LIMITS.eventBytesMax)
    expect(run.ingest.counts()).toMatchObject({ accepted: 2, rejected: 3 })
  })

  it('a batch of which nothing can be taken', async () => {
    const answer = await run.post('/v1/batch', { batch: [{ type: 'track' }, null] })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ success: false, rejected: [{ index: 0 }, { index: 1 }] })
  })

  it('nothing of an empty batch', async () => {
    expect((await run.post('/v1/batch', { batch: [] })).status).toBe(200)
  })

  it.each<[string, string, unknown, number, string, RegExp]>([
    ['bad JSON', '/v1/track', '{"event":', 400, 'EVENT_INVALID', /not JSON/],
    ['no body', '/v1/track', '', 400, 'EVENT_INVALID', /empty/],
    ['a list', '/v1/track', [], 400, 'EVENT_INVALID', /an array, not an object/],
    ['a batch without events', '/v1/batch', {}, 400, 'EVENT_INVALID', /batch is missing/],
    [
      'a batch whose context is text',
      '/v1/batch',
      { batch: [], context: 'x' },
      400,
      'EVENT_INVALID',
      /context/,
    ],
    ['too many events', '/v1/batch', { batch: Array(2_501).fill(0) }, 413, 'EVENT_TOO_LARGE', /2501 events/],
    ['a large event', '/v1/track', { event: 'x'.repeat(40_000) }, 413, 'EVENT_TOO_LARGE', /32768/],
    ['a large body', '/v1/batch', { batch: ['x'.repeat(600_000)] }, 413, 'EVENT_TOO_LARGE', /512000 bytes/],
    ['a huge body', '/v1/batch', { batch: ['x'.repeat(1_100_000)] }, 413, 'EVENT_TOO_LARGE', /too large/],
    ['a gzip bomb', '/v1/batch', gzipSync(Buffer.alloc(50_000_000)), 413, 'EVENT_TOO_LARGE', /512000 bytes/],
    ['an unknown path', '/v1/trakc', {}, 404, 'NOT_FOUND', /no POST \/v1\/trakc/],
  ])('%s', async (_, path, body, status, code, message) => {
    const answer = await run.post(path, body)
    expect(answer).toMatchObject({ status, body: { success: false, code } })
    expect(answer.body.message).toMatch(message)
    expect((await run.post('/v1/track', { userId: 'u', event: 'E' })).status).toBe(200)
  })

  it('a context that a small batch would multiply beyond measure', async () => {
    const batch = Array(2_000).fill({ type: 'track', userId: 'u', event: 'E' })
    const answer = await run.post('/v1/batch', { batch, context: { a: 'x'.repeat(30_000) } })
    expect(answer).toMatchObject({ status: 413, body: { code: 'EVENT_TOO_LARGE' } })
  })

  it.each([
    ['no key', {}],
    ['a wrong key', { authorization: `Basic ${Buffer.from('k-we:').toString('base64')}` }],
    ['a wrong bearer', { authorization: 'Bearer nope' }],
    ['noise', { authorization: 'Basic' }],
  ])('%s', async (_, headers) => {
    const answer = await run.post('/v1/track', { userId: 'u', event: 'E' }, headers)
    expect(answer).toMatchObject({ status: 401, body: { success: false, code: 'KEY_REJECTED' } })
    expect(await run.stored()).toEqual([])
    expect(run.meter.counts).toEqual({ 'events_rejected_total  write_key': 1 })
  })

  it('what a full log cannot take, with 503 and when to come again; other partitions go on', async () => {
    const tight = await bed.ingest({ namespace: 'tight', logBytesMax: { 0: 1_000 } })
    const event = { event: 'E', properties: { a: 'x'.repeat(2_000) } }
    const refused = await tight.post('/v1/track', { ...event, userId: tight.userIn(0) })
    expect(refused).toMatchObject({ status: 503, body: { success: false, code: 'BROKER_FULL' } })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await tight.post('/v1/track', { ...event, userId: tight.userIn(1) })).status).toBe(200)
    expect(tight.ingest.counts()).toMatchObject({ accepted: 1, stored: 1 })
    await tight.ingest.stop()
  })

  it('everything, at once and with 503, while there is no connection', async () => {
    const broker = await connectBroker({ servers: [bed.url], name: 'gone', log: silentLog })
    const lonely = await bed.ingest({ broker })
    await broker.close()
    const answer = await lonely.post('/v1/track', { userId: 'u', event: 'E' })
    expect(answer).toMatchObject({ status: 503, body: { code: 'BROKER_UNREACHABLE' } })
    expect(answer.headers.get('retry-after')).toBe('1')
    await lonely.ingest.stop()
  })
})
