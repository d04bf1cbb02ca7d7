import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { silentLog } from '../base/log.js'
import type { ApplyRequest } from '../cluster/apply-definitions.js'
import type { Broker } from '../cluster/broker.js'
import { DEFAULT_IDENTITY } from '../definitions/default-identity.js'
import { Identities } from '../definitions/identities.js'
import { names } from '../event/subjects.js'
import { createPrometheus } from '../metrics/prometheus.js'
import { type ApiParts, createApi } from './api.js'
import type { ApiDefinitions } from './definitions.js'
import { NO_DEFINITIONS, NO_SEGMENTS } from './test-definitions.js'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A started API on a free port; nothing here reaches the broker, `fact-stream.test.ts` does. */
async function start(parts: Partial<ApiParts> = {}): Promise<string> {
  const api = createApi({
    config: { host: '127.0.0.1', port: 0 },
    probesOnly: false,
    broker: undefined as unknown as Broker,
    names: names('wm'),
    metrics: createPrometheus({ processMetrics: false }),
    identities: () => new Identities(DEFAULT_IDENTITY),
    definitions: NO_DEFINITIONS,
    segments: NO_SEGMENTS,
    ask: async ({ value }) => ({ partition: 3, found: value === 'u1' ? { profile: 'p1' } : null }),
    partitionOf: () => 3,
    cluster: async () => ({
      namespace: 'wm',
      checkpointSeconds: 5,
      broker: { version: '2.15.1', connected: true },
      workers: [],
      partitions: [],
    }),
    notReady: async () => [],
    version: '1.2.3',
    clock: systemClock,
    log: silentLog,
    ...parts,
  })
  await api.start()
  stops.push(() => api.stop())
  return api.url
}

async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { headers })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text }
}

describe('readiness', () => {
  it('is 200 when there is no reason against it', async () => {
    expect(await get(`${await start()}/readyz`)).toEqual({ status: 200, body: { ready: true, reasons: [] } })
  })

  it('is 503 and says why not', async () => {
    const url = await start({ notReady: async () => ['2 of 16 partitions have no owner'] })
    expect(await get(`${url}/readyz`)).toEqual({
      status: 503,
      body: { ready: false, reasons: ['2 of 16 partitions have no owner'] },
    })
    expect((await get(`${url}/healthz`)).status).toBe(200)
  })
})

describe('metrics', () => {
  it('are what the meter counted, in the text format', async () => {
    const metrics = createPrometheus({ processMetrics: false })
    metrics.count('facts_total', { kind: 'segment.entered' }, 3)
    const url = await start({ metrics })
    const response = await fetch(`${url}/metrics`)
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(await response.text()).toContain('waymark_facts_total{kind="segment.entered"} 3')
  })
})

describe('profiles', () => {
  it('are found by an identifier, normalised as events are', async () => {
    const url = await start({ ask: async ({ value }) => ({ partition: 5, found: { value } }) })
    const way = [{ type: 'email', value: 'ann@example.com', partition: 5, leads: 'profile' }]
    expect(await get(`${url}/api/profiles/email/%20Ann@Example.COM`)).toEqual({
      status: 200,
      body: { value: 'ann@example.com', way },
    })
  })

  it('are found by values of any length and with any character', async () => {
    const url = await start({ ask: async ({ value }) => ({ partition: 5, found: { value } }) })
    for (const value of [`a/b c%?#${'é'.repeat(200)}`, '价'.repeat(255)]) {
      const { body } = await get(`${url}/api/profiles/user_id/${encodeURIComponent(value)}`)
      expect(body).toMatchObject({ value })
    }
  })

  it('are 404 when there is none', async () => {
    const { status, body } = await get(`${await start()}/api/profiles/user_id/nobody`)
    expect(status).toBe(404)
    expect(body).toMatchObject({ success: false, code: 'NOT_FOUND' })
  })

  it('are 400 for a type that is not declared, with those that are', async () => {
    const { status, body } = await get(`${await start()}/api/profiles/usr_id/u1`)
    expect(status).toBe(400)
    expect(body).toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringMatching(/types are user_id, .* \(did you mean "user_id"\?\)/),
    })
  })

  it('are 503 when the owner does not answer', async () => {
    const ask = async (): Promise<never> => {
      throw new WaymarkError('BROKER_UNREACHABLE', 'nobody answers for partition 3')
    }
    const { status, body } = await get(`${await start({ ask })}/api/profiles/user_id/u1`)
    expect(status).toBe(503)
    expect(body).toMatchObject({ message: 'nobody answers for partition 3' })
  })
})

describe('a worker without the role api', () => {
  it('serves probes and metrics, nothing else', async () => {
    const url = await start({ probesOnly: true })
    for (const path of ['/healthz', '/readyz', '/metrics']) expect((await get(url + path)).status).toBe(200)
    for (const path of ['/api/cluster', '/api/facts', '/api/openapi.json', '/api/profiles/user_id/u1'])
      expect((await get(url + path)).status).toBe(404)
  })
})

describe('who may call', () => {
  it('refuses to listen to others without a token', () => {
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'waymark.example'])
      expect(() => createApi({ config: { host, port: 0 } } as ApiParts)).toThrow(/admin.token is not set/)
  })

  it('wants the token from every caller, apart from probes', async () => {
    const url = await start({ config: { host: '127.0.0.1', port: 0, token: 'secret' } })
    for (const path of [
      '/metrics',
      '/api/cluster',
      '/api/facts',
      '/api/openapi.json',
      '/api/profiles/user_id/u1',
    ]) {
      expect((await get(url + path)).status).toBe(401)
      expect((await get(url + path, { authorization: 'Bearer guess' })).status).toBe(401)
      expect((await get(url + path, { authorization: 'Basic secret' })).status).toBe(401)
    }
    for (const path of ['/healthz', '/readyz']) expect((await get(url + path)).status).toBe(200)
    expect((await get(`${url}/api/cluster`, { authorization: 'Bearer secret' })).status).toBe(200)
  })

  it('without a token answers only who calls a loopback address by its name', async () => {
    const url = await start()
    const status = await new Promise((resolve) => {
      httpRequest(`${url}/api/cluster`, { headers: { host: 'rebound.example' } }, (response) =>
        resolve(response.resume().statusCode),
      ).end()
    })
    expect(status).toBe(403)
    expect((await get(`${url.replace('127.0.0.1', 'localhost')}/api/cluster`)).status).toBe(200)
  })
})

describe('openapi', () => {
  interface Operation {
    readonly responses: Record<string, unknown>
  }
  interface Document {
    readonly info: { readonly version: string }
    readonly paths: Record<string, { get?: Operation; post?: Operation }>
  }

  it('names every path that answers, and no other', async () => {
    const url = await start({
      segments: {
        partitions: 1,
        all: () => [{ name: 'regulars', version: 'v1', entity: 'user' }],
        counts: async () => [{ segment: 'regulars', members: 0 }],
        members: async () => ({ members: [], after: undefined }),
      },
      broker: {
        streamState: async () => ({ firstSequence: 0, lastSequence: 0, messages: 0, bytes: 0 }),
      } as unknown as Broker,
    })
    const { paths, info } = (await get(`${url}/api/openapi.json`)).body as Document
    expect(info.version).toBe('1.2.3')
    expect(Object.keys(paths)).toEqual([
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/cluster',
      '/api/profiles/{type}/{value}',
      '/api/profiles/{type}/{value}/explain',
      '/api/segments',
      '/api/segments/{name}',
      '/api/segments/{name}/members',
      '/api/facts',
      '/api/commands',
      '/api/definitions',
      '/api/openapi.json',
    ])
    for (const [path, { get: operation, post }] of Object.entries(paths)) {
      if (post !== undefined) {
        expect((await fetch(url + path, { method: 'POST', body: '' })).status, path).toBe(400)
        expect(Object.keys(post.responses)).toContain('202')
      }
      if (operation === undefined) continue
      const call = path.replace('{type}', 'user_id').replace('{value}', 'u1').replace('{name}', 'regulars')
      const more = path === '/api/facts' ? '?follow=false' : path.endsWith('/explain') ? '?segment=s' : ''
      const { status } = await get(url + call + more)
      expect(status, path).toBe(200)
      expect(Object.keys(operation.responses)).toContain('200')
    }
    expect(await get(`${url}/api/journeys`)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  })
})

describe('what would be passed over in silence', () => {
  it('is refused: parameters that there are not, or given twice, with the nearest name', async () => {
    const url = await start()
    const wrong = [
      [
        'facts?knd=segment',
        'there is no parameter knd (did you mean "kind"?): there are kind, follow, since',
      ],
      ['facts?kind=segment&kind=link', 'kind is given twice'],
      ['profiles/user_id/u1/explain?segmnt=gold', 'there is no parameter segmnt (did you mean "segment"?)'],
      ['segments/gold/members?limt=3', 'there is no parameter limt (did you mean "limit"?)'],
      ['segments?name=gold', 'there is no parameter name: this path has none'],
      ['cluster?pretty=1', 'there is no parameter pretty: this path has none'],
    ] as const
    for (const [path, message] of wrong) {
      const { status, body } = await get(`${url}/api/${path}`)
      expect({ status, body }, path).toMatchObject({
        ...{ status: 400, body: { code: 'REQUEST_INVALID', message: expect.stringContaining(message) } },
      })
    }
    const dry = await fetch(`${url}/api/definitions?dryRun=true`, { method: 'POST', body: '{"version":"v"}' })
    expect([dry.status, await dry.json()]).toMatchObject([400, { code: 'REQUEST_INVALID' }])
    expect((await get(`${url}/metrics?from=prometheus`)).status).toBe(200)
  })

  it('is refused: kinds of facts that never come, with those that there are', async () => {
    const url = await start()
    const { status, body } = await get(`${url}/api/facts?kind=segment.enterd`)
    expect(status).toBe(400)
    expect((body as { message: string }).message).toMatch(
      /^no fact is of the kind segment\.enterd \(did you mean "segment\.entered"\?\): .* journey\.exited$/,
    )
  })

  it('is named: the nearest path, and the method that a path has', async () => {
    const url = await start()
    const message = async (path: string) => ((await get(url + path)).body as { message: string }).message
    expect(await message('/api/segmnts')).toBe('there is no GET /api/segmnts (did you mean "/api/segments"?)')
    expect(await message('/api/commands')).toBe('there is no GET /api/commands: it is POST')
    expect(await message('/')).toMatch(/^there is no GET \/: there are \/healthz, .*\/api\/openapi\.json/)
  })
})

describe('facts', () => {
  it('refuses what it does not understand, with the reason', async () => {
    const url = await start()
    const wrong = ['kind=Segment', 'kind=a..b', 'follow=yes', 'since=yesterday']
    for (const query of wrong) {
      const { status, body } = await get(`${url}/api/facts?${query}`)
      expect(status, query).toBe(400)
      expect(body).toMatchObject({ code: 'REQUEST_INVALID' })
    }
    expect((await get(`${url}/api/facts`, { 'last-event-id': 'x' })).status).toBe(400)
  })
})

describe('definitions', () => {
  const asked: ApplyRequest[] = []
  const definitions: ApiDefinitions = {
    history: async () => [
      { revision: 1, version: 'v1', at: '2026-01-01T00:00:00.000Z', by: 'ann', changes: [] },
    ],
    apply: async (request) => {
      asked.push(request)
      return { version: 'v2', revision: 2, applied: !request.dryRun, changes: [] }
    },
  }
  const post = async (url: string, body: unknown, headers = {}) => {
    const call = { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await fetch(`${url}/api/definitions`, call)
    return { status: response.status, body: await response.json() }
  }

  it('tell what is in force and what was', async () => {
    expect(await get(`${await start({ definitions })}/api/definitions`)).toMatchObject({
      status: 200,
      body: { current: { revision: 1, by: 'ann' }, earlier: [] },
    })
  })

  it('are taken as files or by version: 202 when they are applied, 200 when they are not', async () => {
    const url = await start({ definitions })
    const files = [{ path: 'a.yaml', text: 'x'.repeat(100_000) }]
    expect(await post(url, { files, by: 'bob', dryRun: true })).toMatchObject({
      status: 200,
      body: { version: 'v2' },
    })
    expect(await post(url, { version: 'v2', after: 1 })).toMatchObject({ status: 202, body: { revision: 2 } })
    expect(asked).toEqual([
      { wanted: { files }, by: 'bob', dryRun: true },
      { wanted: { version: 'v2' }, by: 'unknown', after: 1, dryRun: false },
    ])
  })

  it('are refused with what is wrong with the call, or with them, and without the token', async () => {
    const url = await start({ config: { host: '127.0.0.1', port: 0, token: 'secret' } })
    expect((await post(url, {})).status).toBe(401)
    const headers = { authorization: 'Bearer secret' }
    for (const body of [
      '',
      {},
      { files: [], version: 'v' },
      { files: [{ path: 'a' }] },
      { version: 'v', more: 1 },
    ])
      expect(await post(url, body, headers)).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } })
    const broken = await post(url, { files: [] }, headers)
    expect(broken).toMatchObject({ status: 400, body: { code: 'DEFINITION_INVALID' } })
    expect((broken.body as { message: string }).message).toContain('a.yaml:1:1 no\nb.yaml:2:2 no')
  })
})
