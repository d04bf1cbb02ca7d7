import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { findNatsServer } from '../cluster/nats-binary.js'
import type { NatsServer } from '../cluster/nats-server.js'
import { startTestServer } from '../cluster/nats-test-servers.js'

/** The built command, as users run it: `npm test` builds first. */
const main = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url))

const DEFINITIONS = `
kind: journey
name: thanks
trigger: {event: Order Completed}
steps:
  - send: {channel: console, content: thanks}
---
kind: content
name: thanks
body: Thank you {{ profile.name }}
`
const WRITE_KEY = `Basic ${Buffer.from('key:').toString('base64')}`

let folder: string
const children: ChildProcess[] = []
const servers: NatsServer[] = []

interface Child {
  readonly process: ChildProcess
  /** Everything that it has said so far: results, then words. */
  out(): string
  err(): string
  readonly ended: Promise<number | null>
}

function spawnWaymark(words: readonly string[]): Child {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    WAYMARK_NATS_SERVER: process.env.WAYMARK_NATS_SERVER,
  }
  const child = spawn(process.execPath, [main, ...words], { cwd: folder, env })
  children.push(child)
  const text = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    text.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    text.err += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { process: child, out: () => text.out, err: () => text.err, ended }
}

/** A folder with a configuration on free ports, and one journey. */
function configure(extra: Record<string, unknown> = {}): void {
  const config = {
    partitions: 2,
    nats: { logBytesMax: 10_000_000, factsBytesMax: 10_000_000, deliveriesBytesMax: 10_000_000 },
    ingest: { port: 0, sources: [{ name: 'test', writeKey: 'key' }] },
    engine: { lanes: 1 },
    admin: { port: 0 },
    channels: { console: { plugin: 'console' } },
    ...extra,
  }
  mkdirSync(join(folder, 'definitions'), { recursive: true })
  writeFileSync(join(folder, 'definitions', 'thanks.yaml'), DEFINITIONS)
  writeFileSync(join(folder, 'waymark.yaml'), JSON.stringify(config))
}

interface Running extends Child {
  readonly ingest: string
  readonly admin: string
}

async function start(...words: string[]): Promise<Running> {
  const child = spawnWaymark(['start', '--config', 'waymark.yaml', ...words])
  await expect.poll(() => child.out() + child.err(), { timeout: 20_000 }).toContain('"msg":"started"')
  const line = child
    .out()
    .split('\n')
    .find((text) => text.includes('"msg":"started"'))
  const { ingest, admin } = JSON.parse(line ?? '{}') as { ingest: string; admin: string }
  return { ...child, ingest, admin }
}

async function send({ ingest }: Running, event: Record<string, unknown>): Promise<number> {
  const response = await fetch(`${ingest}/v1/track`, {
    method: 'POST',
    headers: { authorization: WRITE_KEY },
    body: JSON.stringify(event),
  })
  return response.status
}

/** What a command prints of a running worker. */
async function ask({ admin }: Running, ...words: string[]): Promise<string> {
  const child = spawnWaymark([...words, '--admin', admin])
  expect(await child.ended).toBe(0)
  return child.out()
}

/** The same of `status`, which ends with 3 while something is wrong. */
async function status({ admin }: Running): Promise<string> {
  const child = spawnWaymark(['status', '--admin', admin])
  expect([0, 3]).toContain(await child.ended)
  return child.out()
}

async function stop(running: Running): Promise<number | null> {
  running.process.kill('SIGTERM')
  return running.ended
}

/** Pid of the private nats-server, from the name of the file in which it tells its port. */
function natsPid(): number {
  const [file = ''] = readdirSync(join(folder, '.waymark', 'ports'))
  return Number(/_(\d+)\.ports$/.exec(file)?.[1])
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-start-'))
  configure()
})

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  for (const server of servers.splice(0)) await server.stop()
  await expect.poll(() => removed(folder), { timeout: 10_000 }).toBe(true)
})

/** A server that is ending may still write into its folder. */
function removed(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch {
    return false
  }
}

describe.runIf(existsSync(main))('waymark start', { timeout: 60_000 }, () => {
  it('runs a journey for an event that came over HTTP, and shows it', async () => {
    const worker = await start()
    expect(await send(worker, { userId: 'u1', event: 'Order Completed' })).toBe(200)
    await expect.poll(worker.out, { timeout: 10_000 }).toContain('Thank you')
    const facts = (await ask(worker, 'facts', '--kind', 'journey.entered')).trim().split('\n')
    expect(facts.map((fact) => JSON.parse(fact))).toMatchObject([
      { fact: 'journey.entered', name: 'thanks', subject: { type: 'user_id', value: 'u1' } },
    ])
    expect(await ask(worker, 'profile', 'user_id:u1')).toContain('root     user_id:u1')
    expect(await status(worker)).toContain('2 of 2 partitions open, 0 records behind')
    const metrics = await (await fetch(`${worker.admin}/metrics`)).text()
    expect(metrics).toContain('waymark_events_ingested_total{source="test"} 1')
    expect(metrics).toContain('waymark_deliveries_total{channel="console",outcome="sent"} 1')
    expect((await fetch(`${worker.admin}/readyz`)).status).toBe(200)
  })

  it('stops cleanly on SIGTERM, its nats-server with it, and goes on where it was', async () => {
    const first = await start()
    for (const userId of ['u1', 'u2', 'u3']) await send(first, { userId, event: 'Order Completed' })
    await expect
      .poll(async () => (await ask(first, 'facts', '--kind', 'journey.exited')).split('\n').length)
      .toBe(4)
    const before = await ask(first, 'facts')
    const nats = natsPid()
    expect(await stop(first)).toBe(0)
    expect(first.err()).toBe('')
    expect(lives(nats)).toBe(false)

    const second = await start()
    expect(await ask(second, 'profile', 'user_id:u2')).toContain('root     user_id:u2')
    expect(await ask(second, 'facts')).toBe(before)
    expect(await stop(second)).toBe(0)
  })

  it('ends with 1 and one line when its broker ends', async () => {
    const worker = await start()
    process.kill(natsPid(), 'SIGKILL')
    expect(await worker.ended).toBe(1)
    expect(worker.err()).toMatch(/^BROKER_UNREACHABLE [^\n]+\n$/)
  })

  it('ends at once on a second signal', async () => {
    const worker = await start()
    const nats = natsPid()
    worker.process.kill('SIGINT')
    worker.process.kill('SIGTERM')
    await worker.ended
    await expect.poll(() => lives(nats), { timeout: 10_000 }).toBe(false)
  })

  it('leaves nothing behind when a part does not start', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    configure({ ingest: { port, sources: [{ name: 'test', writeKey: 'key' }] } })
    const child = spawnWaymark(['start', '--config', 'waymark.yaml'])
    expect(await child.ended).toBe(1)
    other.close()
    expect(child.err()).toMatch(
      /^CONFIG_INVALID cannot listen on 127.0.0.1:\d+: [^\n]+ — name a free port\n$/,
    )
    expect(lives(natsPid())).toBe(false)
  })

  it('names file and place of a mistake in a definition, before it starts anything', async () => {
    writeFileSync(join(folder, 'definitions', 'thanks.yaml'), DEFINITIONS.replace('trigger:', 'triger:'))
    const child = spawnWaymark(['start', '--config', 'waymark.yaml'])
    expect(await child.ended).toBe(1)
    expect(child.err()).toMatch(/^DEFINITION_INVALID definitions\/thanks.yaml:\d+:\d+: /)
    expect(existsSync(join(folder, '.waymark'))).toBe(false)
  })

  it('names a channel that a journey uses and nobody configured', async () => {
    configure({ channels: {} })
    const child = spawnWaymark(['start', '--config', 'waymark.yaml'])
    expect(await child.ended).toBe(1)
    expect(child.err()).toMatch(/DEFINITION_INVALID .*console/)
  })

  it('refuses to offer the admin API to others without a token', async () => {
    configure({ admin: { host: '0.0.0.0', port: 0 } })
    const child = spawnWaymark(['start', '--config', 'waymark.yaml'])
    expect(await child.ended).toBe(1)
    expect(existsSync(join(folder, '.waymark'))).toBe(false)
    expect(child.err()).toMatch(/^CONFIG_INVALID admin.host 0.0.0.0 [^\n]+ — [^\n]+\n$/)
  })

  it('does only what its roles say, together with others on one broker', async () => {
    const server = await startTestServer(await findNatsServer(process.env, silentLog))
    servers.push(server)
    configure({ nats: { servers: [server.url], logBytesMax: 10_000_000 } })
    const door = await start('--role', 'ingest,api')
    expect(await status(door)).toContain('0 of 2 partitions open')
    expect(await send(door, { userId: 'u1', event: 'Order Completed' })).toBe(200)
    const alone = spawnWaymark(['profile', 'user_id:u1', '--admin', door.admin])
    expect(await alone.ended).toBe(1)
    expect(alone.err()).toMatch(
      /^ADMIN_UNREACHABLE partition \d: no worker with the role engine answers — [^\n]+\n$/,
    )

    const engine = await start('--role', 'engine', '--role', 'delivery')
    expect(engine.ingest).toBeUndefined()
    expect((await fetch(`${engine.admin}/api/cluster`)).status).toBe(404)
    await expect.poll(engine.out, { timeout: 10_000 }).toContain('Thank you')
    expect(await ask(door, 'profile', 'user_id:u1')).toContain('root     user_id:u1')
    // What others own and lag is known from their heartbeats, a second later.
    const all = '2 of 2 partitions open, 0 records behind'
    await expect.poll(() => status(door), { timeout: 10_000 }).toContain(all)
    expect(await status(door)).toMatch(/engine,delivery/)
  })
})
