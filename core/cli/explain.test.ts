import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../api/api.js'
import { NO_DEFINITIONS, NO_SEGMENTS } from '../api/test-definitions.js'
import { systemClock } from '../base/clock.js'
import { silentLog } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import { DEFAULT_IDENTITY } from '../definitions/default-identity.js'
import { Identities } from '../definitions/identities.js'
import { names } from '../event/subjects.js'
import type { HttpServer } from '../ingest/http.js'
import { createPrometheus } from '../metrics/prometheus.js'
import { run } from './program.js'

const EXPLANATION = {
  ...{ profile: 'p1', segment: 'gold', version: 'v1', asOf: '2026-01-02T00:00:00.000Z' },
  ...{ in: false, next: '2026-01-04T00:00:00.000Z' },
  where: {
    holds: false,
    all: [
      {
        ...{ leaf: 'count of Order >= 2 in 10d', holds: false, value: 1 },
        events: [{ id: 'm1', at: '2026-01-01T00:00:00.000Z' }],
      },
      {
        ...{ leaf: 'count of Order >= 1 today', holds: true, value: 1, zone: 'Asia/Shanghai' },
        events: [{ id: 'm2', at: '2026-01-02T07:00:00.000+08:00' }],
      },
      { holds: true, not: { leaf: 'tag new', holds: false, properties: { tags: ['vip'] } } },
    ],
  },
}
const UNKNOWN = { unknownSegment: 'golt', hint: ' (did you mean "gold"?)' }

let api: HttpServer

beforeAll(async () => {
  api = createApi({
    config: { host: '127.0.0.1', port: 0 },
    probesOnly: false,
    // Nothing here reaches the broker.
    broker: undefined as unknown as Broker,
    names: names('wm'),
    metrics: createPrometheus({ processMetrics: false }),
    identities: () => new Identities(DEFAULT_IDENTITY),
    definitions: NO_DEFINITIONS,
    segments: NO_SEGMENTS,
    ask: async ({ type, segment }) => {
      if (type === 'email') return { partition: 1, found: { redirect: { type: 'user_id', value: 'u1' } } }
      return { partition: 0, found: segment === 'gold' ? EXPLANATION : UNKNOWN }
    },
    partitionOf: () => 1,
    cluster: async () => ({
      namespace: 'wm',
      checkpointSeconds: 5,
      broker: { version: '', connected: true },
      ...{ workers: [], partitions: [] },
    }),
    notReady: async () => [],
    version: '',
    clock: systemClock,
    log: silentLog,
  })
  await api.start()
})

afterAll(() => api.stop())

async function waymark(...words: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await run(words, {
    out: async (line) => void out.push(line),
    say: (line) => void err.push(line),
    environment: { WAYMARK_ADMIN: api.url },
    interactive: false,
    canAsk: false,
    ask: async () => false,
  })
  return { code, out, err }
}

describe('waymark explain', () => {
  it('says whether somebody is in a segment, what each part says, and when that may change', async () => {
    const { code, out } = await waymark('explain', 'email:ann@example.com', 'gold')
    expect(code).toBe(0)
    expect(out).toEqual([
      'email:ann@example.com is not in gold, as of 2026-01-02T00:00:00.000Z',
      '  ✗ all of',
      '    ✗ count of Order >= 2 in 10d: 1',
      '        2026-01-01T00:00:00.000Z  m1',
      '    ✓ count of Order >= 1 today: 1 (Asia/Shanghai)',
      '        2026-01-02T07:00:00.000+08:00  m2',
      '    ✓ not',
      '      ✗ tag new: tags ["vip"]',
      'time alone could change it at 2026-01-04T00:00:00.000Z, not earlier',
    ])
  })

  it('says it as JSON', async () => {
    const { out } = await waymark('explain', 'user_id:u1', 'gold', '--json')
    const way = [{ type: 'user_id', value: 'u1', partition: 0, leads: 'profile' }]
    expect(JSON.parse(out.join(''))).toEqual({ ...EXPLANATION, way })
  })

  it('names the segment that is nearest to one that there is not', async () => {
    const { code, err } = await waymark('explain', 'user_id:u1', 'golt')
    expect(code).toBe(1)
    expect(err.join('')).toMatch(/^NOT_FOUND no segment [^\n]+ named "golt" \(did you mean "gold"\?\) — /)
  })
})

it('the admin API wants to know which segment is meant', async () => {
  const response = await fetch(`${api.url}/api/profiles/user_id/u1/explain`)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'REQUEST_INVALID' })
})
