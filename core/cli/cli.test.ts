import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../api/api.js'
import { NO_DEFINITIONS, NO_SEGMENTS } from '../api/test-definitions.js'
import { systemClock } from '../base/clock.js'
import { silentLog } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import { findNatsServer } from '../cluster/nats-binary.js'
import { connectBroker } from '../cluster/nats-broker.js'
import type { NatsServer } from '../cluster/nats-server.js'
import { startTestServer } from '../cluster/nats-test-servers.js'
import { DEFAULT_IDENTITY } from '../definitions/default-identity.js'
import { Identities } from '../definitions/identities.js'
import { names } from '../event/subjects.js'
import type { HttpServer } from '../ingest/http.js'
import { createPrometheus } from '../metrics/prometheus.js'

/** The built command, as users run it: `npm test` builds first. */
const main = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url))
const wm = names('wm')
const token = 'secret'

let server: NatsServer
let broker: Broker
let api: HttpServer
const children: ChildProcess[] = []

const because = { eventId: 'm1', time: Date.parse('2026-01-01'), source: 'web' }
const PROFILE = {
  profile: 'p1',
  root: { type: 'user_id', value: 'u1' },
  shared: false,
  identifiers: [
    { type: 'user_id', value: 'u1', linked: '2026-01-02', because },
    { type: 'user_id', value: 'u0', linked: '2026-01-03', because: { ...because, source: 'command' } },
  ],
  refused: [{ type: 'user_id', value: 'u2', reason: 'known-into-known', at: '2026-01-04', because }],
  pending: [],
  parked: 0,
  properties: { name: 'A\u001b[2Jnn', tier: 2 },
  segments: ['gold'],
  journeys: [{ journey: 'welcome', key: '', step: 3, due: null }],
}

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function start(words: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  const env = { PATH: process.env.PATH, WAYMARK_ADMIN: api.url, WAYMARK_TOKEN: token, ...environment }
  const child = spawn(process.execPath, [main, ...words], { env })
  children.push(child)
  return child
}

function waymark(words: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = start(words, environment)
  const [out, err] = [collect(child, 'stdout'), collect(child, 'stderr')]
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out: out(), err: err() })))
}

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  let text = ''
  child[stream]?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return () => text
}

beforeAll(async () => {
  server = await startTestServer(await findNatsServer(process.env, silentLog))
  broker = await connectBroker({ servers: [server.url], name: 'cli-test', log: silentLog })
  await broker.ensureStream({
    name: wm.factStream,
    subjects: ['wm.fact.>'],
    replicas: 1,
    bytesMax: 100_000_000,
    ageMsMax: 0,
    discard: 'old',
    duplicateWindowMs: 1_000,
  })
  await broker.publish(wm.fact('segment.entered', 1), Buffer.from('{"fact":"a"}\n{"fact":"b"}\n'))
  await broker.publish(wm.fact('journey.entered', 1), Buffer.from('{"fact":"c"}\n'))
  const unknown = {
    ...{ owner: null, epoch: null, lag: null, missing: null, backfillFailed: null },
    ...{ checkpointAgeMs: null, definitions: null, restoredPercent: null },
  }
  const whole = { owner: 'w1', epoch: 12, lag: 7, missing: 0, checkpointAgeMs: 3_400, definitions: 'v1' }
  const owned = { ...whole, backfillFailed: 'v1' }
  const opening = {
    ...{ ...whole, epoch: 13, lag: 0, checkpointAgeMs: null },
    ...{ restoredPercent: 42, backfillFailed: null },
  }
  api = createApi({
    config: { host: '127.0.0.1', port: 0, token },
    probesOnly: false,
    broker,
    names: wm,
    metrics: createPrometheus({ processMetrics: false }),
    identities: () => new Identities(DEFAULT_IDENTITY),
    definitions: NO_DEFINITIONS,
    segments: NO_SEGMENTS,
    ask: async ({ type, value }) => {
      if (type === 'email') return { partition: 1, found: { redirect: PROFILE.root } }
      return { partition: 0, found: value === 'u1' ? PROFILE : null }
    },
    partitionOf: () => 1,
    cluster: async () => ({
      namespace: 'wm',
      checkpointSeconds: 5,
      broker: { version: '2.15.1', connected: true },
      workers: [
        {
          ...{ id: 'w1', host: 'h1', roles: ['engine', 'api'], version: '1.2.3', state: 'present' },
          ...{ startedAt: new Date(Date.now() - 61_000).toISOString(), partitions: 1 },
        },
      ],
      partitions: [
        { partition: 0, state: 'open', ...owned, restoredPercent: 100, reason: null },
        { partition: 1, state: 'unowned', ...unknown, reason: null },
        { partition: 2, state: 'refused', ...unknown, reason: 'LOG_TRIMMED it begins too late' },
        { partition: 3, state: 'opening', ...opening, reason: null },
      ],
    }),
    notReady: async () => ['1 of 2 partitions have no owner'],
    version: '',
    clock: systemClock,
    log: silentLog,
  })
  await api.start()
}, 60_000)

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await api?.stop()
  await broker?.close()
  await server?.stop()
})

describe.runIf(existsSync(main))('waymark', () => {
  it('describes its commands', async () => {
    const { code, out } = await waymark(['--help'])
    expect(code).toBe(0)
    const commands = ['start', 'facts', 'profile', 'link', 'unlink', 'erase', 'status']
    for (const command of commands) expect(out).toContain(`  ${command} `)
  })

  it('answers a command line that it does not understand with one line and 2', async () => {
    const wrong = [
      ['--nonsense'],
      ['factz'],
      ['facts', '--knid', 'x'],
      ['facts', 'segment.entered'],
      ['facts', '--since', 'yesterday'],
      ['facts', '--admin', 'nowhere'],
      ['profile'],
      ['profile', 'u1'],
      ['profile', 'user_id:'],
      ['start', '--role', 'engine,dancer'],
      ['link', 'user_id:u1'],
      ['link', 'user_id:u1', 'u2'],
      ['unlink', 'user_id'],
      ['erase', 'user_id:u1'],
      ['erase', 'user_id:', '--yes'],
    ]
    for (const words of wrong) {
      const { code, out, err } = await waymark(words)
      expect(code, words.join(' ')).toBe(2)
      expect(err, words.join(' ')).toMatch(/^USAGE [^\n]+ — [^\n]+\n$/)
      expect(out).toBe('')
    }
  })

  it('without a command shows what there is, and ends with 2', async () => {
    const { code, err } = await waymark([])
    expect(code).toBe(2)
    expect(err).toContain('Usage: waymark')
  })

  it('says in one line that nobody answers, and what to do', async () => {
    for (const words of [['status'], ['facts'], ['profile', 'user_id:u1']]) {
      const { code, err } = await waymark(words, { WAYMARK_ADMIN: 'http://127.0.0.1:1' })
      expect(code).toBe(1)
      expect(err).toBe(
        'ADMIN_UNREACHABLE nobody answers at http://127.0.0.1:1 — ' +
          'start Waymark (waymark start), or say where it is with --admin URL\n',
      )
    }
  })

  it('says in one line that the token is wrong', async () => {
    const { code, err } = await waymark(['status'], { WAYMARK_TOKEN: 'guess' })
    expect(code).toBe(1)
    expect(err).toMatch(/^TOKEN_REJECTED .* — set WAYMARK_TOKEN to admin.token\n$/)
  })

  it('says in one line that something else answers', async () => {
    const other: Server = createServer((_, response) => response.end('<html>'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { code, err } = await waymark(['status'], { WAYMARK_ADMIN: `http://127.0.0.1:${port}` })
    other.close()
    other.closeAllConnections()
    expect(code).toBe(1)
    expect(err).toMatch(/^ADMIN_UNREACHABLE what answers at .* is not Waymark — [^\n]+\n$/)
  })

  it('says in one line what is wrong with a configuration', async () => {
    const { code, err } = await waymark(['start', '--config', '/nonexistent.yaml'])
    expect(code).toBe(1)
    expect(err).toBe('CONFIG_INVALID cannot read /nonexistent.yaml — name an existing file with --config\n')
  })
})

describe.runIf(existsSync(main))('waymark facts', () => {
  it('prints what is stored as NDJSON', async () => {
    const { code, out, err } = await waymark(['facts'])
    expect({ code, out, err }).toEqual({
      code: 0,
      out: '{"fact":"a"}\n{"fact":"b"}\n{"fact":"c"}\n',
      err: '',
    })
  })

  it('prints one kind', async () => {
    expect((await waymark(['facts', '--kind', 'journey'])).out).toBe('{"fact":"c"}\n')
  })

  it('says when there are none, apart from the results', async () => {
    const { code, out, err } = await waymark(['facts', '--kind', 'link', '--since', '10m'])
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(err).toContain('no such facts yet')
  })

  it('gives the reason for which a kind is none', async () => {
    const { code, err } = await waymark(['facts', '--kind', 'Segment!'])
    expect(code).toBe(1)
    expect(err).toMatch(/^REQUEST_INVALID kind is one kind of fact[^\n]*\n$/)
  })

  it('with --follow goes on with those to come', async () => {
    const child = start(['facts', '--follow', '--kind', 'profile.merged'])
    const out = collect(child, 'stdout')
    await broker.publish(wm.fact('profile.merged', 2), Buffer.from('{"fact":"d"}\n'))
    await expect.poll(out, { timeout: 5_000 }).toBe('{"fact":"d"}\n')
    expect(child.exitCode).toBeNull()
    child.kill('SIGTERM')
  })

  it('ends quietly when its reader has seen enough', async () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `{"fact":"${i} ${'x'.repeat(200)}"}\n`).join('')
    for (let i = 0; i < 4; i++) await broker.publish(wm.fact('profile.created', 3), Buffer.from(many))
    const child = start(['facts', '--kind', 'profile.created'])
    const err = collect(child, 'stderr')
    child.stdout?.once('data', () => child.stdout?.destroy())
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect({ code, err: err() }).toEqual({ code: 0, err: '' })
  })
})

describe.runIf(existsSync(main))('waymark profile', () => {
  it('shows the profile in lines: the way to it, and why its identifiers are its own', async () => {
    const { code, out } = await waymark(['profile', 'email:ann@example.com'])
    expect(code).toBe(0)
    expect(out.split('\n')).toEqual([
      'profile  p1',
      'root     user_id:u1',
      'shared   false',
      'pending  0',
      'parked   0',
      '',
      'way',
      '  email:ann@example.com  partition 1, leads user_id:u1',
      '  user_id:u1  partition 0, leads profile',
      '',
      'identifiers',
      '  user_id:u1  linked 2026-01-02, because event m1 from web at 2026-01-01T00:00:00.000Z',
      '  user_id:u0  linked 2026-01-03, because command m1 at 2026-01-01T00:00:00.000Z',
      '',
      'refused',
      '  user_id:u2  reason known-into-known, at 2026-01-04, ' +
        'because event m1 from web at 2026-01-01T00:00:00.000Z',
      '',
      'properties',
      '  name  A [2Jnn',
      '  tier  2',
      '',
      'segments',
      '  gold',
      '',
      'journeys',
      '  welcome  step 3',
      '',
    ])
  })

  it('shows it as JSON', async () => {
    const { out } = await waymark(['profile', 'user_id:u1', '--json'])
    const way = [{ type: 'user_id', value: 'u1', partition: 0, leads: 'profile' }]
    expect(JSON.parse(out)).toEqual({ ...PROFILE, way })
  })

  it('says that there is none', async () => {
    const { code, err } = await waymark(['profile', 'user_id:u2'])
    expect(code).toBe(1)
    expect(err).toMatch(/^NOT_FOUND no profile has user_id:u2 — [^\n]+\n$/)
  })

  it('names the types that there are', async () => {
    const { code, err } = await waymark(['profile', 'usr:u2'])
    expect(code).toBe(1)
    expect(err).toMatch(/^REQUEST_INVALID usr:u2 identifies nobody — types are user_id,[^\n]+\n$/)
  })
})

describe.runIf(existsSync(main))('waymark link, unlink and erase', () => {
  const log = wm.logStream(1)
  const stored = async (): Promise<number> => (await broker.streamState(log)).messages

  beforeAll(async () => {
    await broker.ensureStream({
      name: log,
      subjects: [wm.log(1)],
      replicas: 1,
      bytesMax: 1_000_000,
      ageMsMax: 0,
      discard: 'new',
      duplicateWindowMs: 60_000,
    })
  })

  it('store their command, say what it does and what to look at next', async () => {
    const calls = [
      ['link', 'email:ann@example.com', 'user_id:u1'],
      ['unlink', 'email:ann@example.com'],
      ['erase', 'email:ann@example.com', '--yes'],
    ]
    for (const [i, words] of calls.entries()) {
      const { code, out, err } = await waymark([...words, '--id', `c${i}`])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out.split('\n')).toEqual([
        `command  c${i}, stored as record ${i + 1} of partition 1`,
        expect.stringMatching(/^does {5}.*email:ann@example.com/),
        expect.stringMatching(/^look at {2}waymark /),
        '',
      ])
    }
    expect(await stored()).toBe(3)
    const { out } = await waymark(['unlink', 'email:ann@example.com', '--id', 'c1', '--json'])
    expect(JSON.parse(out)).toEqual({ id: 'c1', partition: 1, sequence: 2 })
    expect(await stored()).toBe(3)
  })

  it('refuse what identifies nobody, with the nearest type', async () => {
    const { code, err } = await waymark(['unlink', 'user_d:u1'])
    expect(code).toBe(1)
    expect(err).toMatch(/^REQUEST_INVALID user_d:u1 identifies nobody — [^\n]+did you mean "user_id"\?\)\n$/)
  })

  it('erase nothing unless it is meant', async () => {
    const before = await stored()
    const { code, err } = await waymark(['erase', 'user_id:u1'])
    expect(code).toBe(2)
    expect(err).toMatch(/^USAGE nothing is erased yet: .* — .*--yes\n$/)
    expect(await stored()).toBe(before)
  })
})

describe.runIf(existsSync(main))('waymark status', () => {
  it('says what is wrong, shows workers and partitions, and ends with 3', async () => {
    const { code, out, err } = await waymark(['status'])
    expect(code).toBe(3)
    expect(err).toMatch(/^UNHEALTHY 1 of 4 partitions not filled; [^\n]+ — look at what is marked/)
    expect(out).toMatch(/^unhealthy {2}wm: 1 of 4 partitions open, 7 records behind, .*; 1 worker\n/)
    expect(out).toMatch(/\n +! not ready: 1 of 2 partitions have no owner\n/)
    expect(out).toMatch(/\n +w1 +h1 +engine,api +1\.2\.3 +1m \ds +1 +7 +3s +present\n/)
    expect(out).toMatch(/\n! +2 +refused +LOG_TRIMMED it begins too late\n/)
    expect((await waymark(['status', '--help'])).out).toContain('\n  3  unhealthy: ')
  })

  it('says it as JSON', async () => {
    const { code, out } = await waymark(['status', '--json'])
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ namespace: 'wm', checkpointSeconds: 5 })
  })
})
