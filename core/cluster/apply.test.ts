import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { waymark } from '#proto'
import { systemClock } from '../base/clock.js'
import { silentLog } from '../base/log.js'
import { run } from '../cli/program.js'
import type { Terminal } from '../cli/terminal.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { checkConfig } from './config.js'
import { event, nats, PARTITIONS, until, user, visitor, World } from './engine-test-world.js'
import { BrokerFixture } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'
import { startWorker, type Worker } from './worker.js'

const journey = (more = '') => `
kind: journey
name: each
trigger: {event: Seen}
entry: {key: event.n}
steps: [{send: {channel: console, content: hello}}]
---
kind: content
name: hello
body: Hello
${more}`
const A = journey()
const B = journey(`---
kind: segment
name: seen
where: {count: {event: Seen, within: 1d, is: '>= 1'}}
`).replace('steps: [', 'exit: [{event: Gone}]\nsteps: [')
const PAST = journey(`---
kind: segment
name: regular
backfill: 1d
where: {count: {event: Seen, within: 1d, is: '>= 3'}}
`)
const versionOf = (text: string) => compileDefinitions([{ path: 'x.yaml', text }]).version
const journeyVersion = (text: string) => compileDefinitions([{ path: 'x.yaml', text }]).journeys[0]?.version

interface FactLine {
  readonly fact: string
  readonly name: string
  readonly version: string
  readonly because: { readonly instance: string; readonly key: string; readonly cause: string }
}

describe.each((await testServers()).slice(0, 1))('definitions on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  const root = mkdtempSync(join(tmpdir(), 'waymark-apply-'))
  const workers: Worker[] = []
  let namespaces = 0
  let world: World
  beforeAll(() => fixture.start(), 30_000)
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop()
  })
  afterAll(async () => {
    await fixture.stop()
    rmSync(root, { recursive: true })
  })

  function folder(text: string): string {
    const path = mkdtempSync(join(root, 'definitions-'))
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, 'all.yaml'), text)
    return path
  }

  function fresh(): void {
    world = new World(fixture.broker, `apply${namespaces++}`)
  }

  async function start(definitions: string): Promise<Worker> {
    const raw = {
      namespace: world.names.namespace,
      partitions: PARTITIONS,
      roles: ['engine', 'api'],
      nats: { ...nats, servers: [fixture.url] },
      engine: { lanes: 2, checkpointSeconds: 0.5 },
      cluster: { heartbeatSeconds: 0.1, expirySeconds: 1 },
      admin: { port: 0 },
      definitions,
      channels: { console: { plugin: 'console' } },
    }
    const config = checkConfig(raw, { path: 'test', baseDir: root, environment: {} })
    const worker = await startWorker(config, { clock: systemClock, log: silentLog })
    workers.push(worker)
    return worker
  }

  const inForce = (...of: readonly Worker[]): string[] =>
    of.flatMap(({ engine }) => [...(engine?.owned().values() ?? [])].map(({ version }) => version))
  const allIn = (version: string, ...of: readonly Worker[]) =>
    until(() => {
      const versions = inForce(...of)
      return versions.length === PARTITIONS && versions.every((one) => one === version)
    }, 1_500)
  const shared = (...of: readonly Worker[]) =>
    until(
      () => of.every(({ engine }) => engine?.ready && engine.owned().size === PARTITIONS / of.length),
      1_500,
    )

  async function apply(
    worker: Worker,
    ...words: string[]
  ): Promise<{ code: number; out: string[]; said: string[] }> {
    const out: string[] = []
    const said: string[] = []
    const terminal: Terminal = {
      out: async (line) => void out.push(line),
      say: (line) => void said.push(line),
      interactive: false,
      canAsk: false,
      ask: async () => false,
      environment: { WAYMARK_ADMIN: worker.adminUrl },
    }
    const code = await run(['apply', ...words], terminal)
    return { code, out, said }
  }

  async function facts(kind: string): Promise<FactLine[]> {
    const messages = await world.now(world.names.factStream)
    const lines = messages.flatMap(({ bytes }) => Buffer.from(bytes).toString().trim().split('\n'))
    return lines.map((line) => JSON.parse(line) as FactLine).filter(({ fact }) => fact === kind)
  }

  async function letters(): Promise<number> {
    return (await world.broker.streamState(world.names.deadLetterStream)).messages
  }

  const logged = async (): Promise<string[][]> =>
    Promise.all(
      Array.from({ length: PARTITIONS }, async (_, p) => {
        const records = await world.now(world.names.logStream(p))
        return records.flatMap(({ bytes }) => waymark.Record.decode(bytes).activate?.version ?? [])
      }),
    )

  test('that are applied while events flow come into force everywhere; none is lost; and back', async () => {
    fresh()
    const [first, second] = [await start(folder(A)), await start(folder(A))]
    await shared(first, second)
    let sent = 0
    let flowing = true
    const flow = (async () => {
      while (flowing) {
        await world.send(event('Seen', [user(`u${sent % 20}`)], { n: sent++ }))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    })()
    await until(() => sent > 50)
    const applied = await apply(first, folder(B), '--yes')
    expect(applied.said).toEqual([])
    expect(applied.out.join('\n')).toMatch(/changed journey each: running instances stay/)
    expect(applied.out.join('\n')).toMatch(
      /added {3}segment seen: every profile is judged once; 1 window begins empty/,
    )
    expect(applied.out.at(-1)).toBe(`in force    in ${PARTITIONS} of ${PARTITIONS} partitions`)
    await allIn(versionOf(B), first, second)
    const middle = sent
    await until(() => sent > middle + 50)
    expect((await apply(second, '--version', versionOf(A), '--yes')).code).toBe(0)
    await allIn(versionOf(A), first, second)
    const late = sent
    await until(() => sent > late + 50)
    flowing = false
    await flow
    await until(async () => (await facts('journey.entered')).length >= sent, 1_000)
    const entered = await facts('journey.entered')
    expect(entered).toHaveLength(sent)
    expect(new Set(entered.map(({ because }) => because.key)).size).toBe(sent)
    const versions = new Map(entered.map(({ because, version }) => [because.key, version]))
    expect(versions.get('0')).toBe(journeyVersion(A))
    expect(versions.get(String(middle + 40))).toBe(journeyVersion(B))
    expect(versions.get(String(late + 40))).toBe(journeyVersion(A))
    expect(await letters()).toBe(0)
    for (const versions of await logged()) expect(versions).toEqual([versionOf(B), versionOf(A)])
    const history = await apply(first, '--history')
    expect(history.out.map((line) => line.trim().split(/\s+/).slice(0, 2))).toEqual([
      ['3', versionOf(A)],
      ['2', versionOf(B)],
      ['1', versionOf(A)],
    ])
    // Windows that are gone are gone: who was in the segment has left it.
    const left = (await facts('segment.left')).filter(({ because }) => because.cause === 'definitions')
    expect(left.length).toBe((await facts('segment.entered')).length)
  }, 120_000)

  test('are filled with the past where they say so, and whoever is a member then is served', async () => {
    fresh()
    const first = await start(folder(A))
    await shared(first)
    // Visitors who become known after: what they did counts for who they are.
    for (let i = 0; i < 120; i++) await world.send(event('Seen', [visitor(`v${i % 30}`)], { n: i }))
    for (let i = 0; i < 20; i++) await world.send(event('Known', [user(`u${i % 10}`), visitor(`v${i}`)]))
    await until(async () => (await facts('journey.entered')).length >= 120, 1_000)
    const applied = await apply(first, folder(PAST), '--yes')
    expect(applied.out.join('\n')).toMatch(/1 window is filled with what the logs still hold of the last 1d/)
    // Its owner goes while the past comes; the next one goes on.
    await first.stop()
    const second = await start(folder(A))
    await shared(second)
    const read = async (path: string) => (await fetch(`${second.adminUrl}/api/segments${path}`)).json()
    const count = async () => ((await read('/regular')) as { members: number }).members
    // Ten users with two visitors each, and ten visitors.
    await until(async () => (await count()) === 20, 1_500)
    const members: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '?limit=7' : `?limit=7&cursor=${cursor}`
      const page = (await read(`/regular/members${query}`)) as {
        members: { subject: { value: string } }[]
        next: string | null
      }
      expect(page.members.length).toBeLessThanOrEqual(7)
      members.push(...page.members.map(({ subject }) => subject.value))
      cursor = page.next
    }
    const names = [...Array.from({ length: 10 }, (_, i) => [`u${i}`, `v${i + 20}`])].flat()
    expect(members.sort()).toEqual(names.sort())
    expect(await read('')).toMatchObject({ segments: [{ name: 'regular', members: 20 }] })
    const entered = (await facts('segment.entered')).filter(({ name }) => name === 'regular')
    expect(entered.map(({ because }) => because.cause)).toEqual(Array(20).fill('backfill'))
    const metrics = await (await fetch(`${second.adminUrl}/metrics`)).text()
    expect(metrics).toContain('waymark_segment_members{segment="regular"} 20')
    expect(await letters()).toBe(0)
  }, 120_000)

  test('are those of the bucket for a worker with another folder, and for one that takes over', async () => {
    fresh()
    const first = await start(folder(A))
    await shared(first)
    expect((await apply(first, folder(B), '--yes')).code).toBe(0)
    const second = await start(folder(A.replace('Hello', 'Other')))
    expect(second.definitions.current).toEqual({ ...first.definitions.current })
    expect(second.definitions.current.version).toBe(versionOf(B))
    await shared(first, second)
    expect(inForce(first, second)).toEqual(Array(PARTITIONS).fill(versionOf(B)))
    // Dies right behind an apply: nobody but the other can have activated what it owned.
    const applying = apply(second, '--version', versionOf(A), '--yes')
    await until(() => first.definitions.current.revision === 3)
    await first.broker.close()
    await applying
    await allIn(versionOf(A), second)
    expect(await letters()).toBe(0)
    for (const versions of await logged()) expect(versions).toEqual([versionOf(B), versionOf(A)])
  }, 120_000)

  test('that are broken or rank identifier types differently are refused, and so is no answer', async () => {
    fresh()
    const first = await start(folder(A))
    await shared(first)
    const broken = folder(
      `${A}---\nkind: journey\nname: x\ntriger: {event: A}\nsteps: []\n---\nkind: segmant\nname: y\n`,
    )
    const refused = await apply(first, broken, '--yes')
    expect(refused.code).toBe(1)
    expect(refused.said.join('\n')).toMatch(/DEFINITION_INVALID .*all\.yaml:\d+:\d+.*\n.*all\.yaml:\d+:\d+/)
    const types = '  - {type: user_id, role: known, from: [userId]}'
    const ranked = `${A}---\nkind: identity\nname: other\ntypes:\n${types}\n`
    const other = await apply(first, folder(ranked), '--yes')
    expect(other.said.join('\n')).toMatch(
      /^DEFINITION_INVALID identifier types keep their order, user user_id,/,
    )
    const unasked = await apply(first, folder(B))
    expect([unasked.code, unasked.said]).toEqual([
      2,
      [expect.stringMatching(/^USAGE nothing is applied yet: .*--yes/)],
    ])
    expect(unasked.out.join('\n')).toMatch(/^changes .*added {3}segment seen: .*\nversion /s)
    const asJson = await apply(first, folder(B), '--json')
    expect([asJson.code, JSON.parse(asJson.out.join('\n'))]).toMatchObject([2, { applied: false }])
    expect((await apply(first, '--version', 'nobody', '--yes')).said[0]).toMatch(/^NOT_FOUND/)
    expect(first.definitions.current.revision).toBe(1)
    expect((await apply(first, folder(A), '--yes')).out.at(-1)).toMatch(/^unchanged/)
  }, 60_000)
})
