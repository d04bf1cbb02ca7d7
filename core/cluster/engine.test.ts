import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Clock, systemClock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import { event, nats, PARTITIONS, until, user, visitor, type World } from './engine-test-world.js'
import { testServers } from './nats-test-servers.js'
import { streamSpecs } from './streams.js'
import { TestWorlds } from './test-worlds.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-engine-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(await testServers())('an engine on nats-server $version', (binary) => {
  const worlds = new TestWorlds(binary, 'n')
  let world: World
  const fresh = async (): Promise<World> => (world = await worlds.fresh())

  test('an event in brings a delivery out, and its latency is known', async () => {
    const { names } = await fresh()
    const engine = await world.engine()
    await world.send(event('Signed Up', [user('ann')], { plan: 'gold' }))
    const [delivery] = await world.messages(names.deliveryStream, 1)
    expect(delivery?.subject).toMatch(new RegExp(`^${names.namespace}\\.delivery\\.console\\.00\\d$`))
    expect(JSON.parse(Buffer.from(delivery?.bytes ?? []).toString())).toMatchObject({
      channel: 'console',
      subject: { type: 'user_id', value: 'ann' },
    })
    await until(async () => (await engine.totals()).deliveriesByChannel.console === 1)
    const totals = await engine.totals()
    expect(totals).toMatchObject({ events: 1, duplicates: 0, profiles: 1, identifiers: 1, deadLetters: 0 })
    expect(totals.toDeliveryMs.count).toBe(1)
    expect(totals.toDeliveryMs.p99).toBeLessThan(5_000)
    expect(totals.factsByKind['profile.created']).toBe(1)
  })

  test('a timer goes off on time although nothing more happens', async () => {
    const { names } = await fresh()
    const engine = await world.engine({ timeScale: 36_000 })
    await until(() => engine.ready)
    await world.send(event('Cart Updated', [user('bob')], { cart_id: 'c1' }))
    const [delivery] = await world.messages(names.deliveryStream, 1)
    const log = await world.now(names.logStream(world.partition(user('bob'))))
    const { at } = JSON.parse(Buffer.from(delivery?.bytes ?? []).toString()) as { at: string }
    expect(Date.parse(at) - Math.floor(log[0]?.time ?? 0)).toBe(100)
    expect((delivery?.time ?? 0) - Date.parse(at)).toBeLessThan(1_000)
    expect(log.length).toBeLessThanOrEqual(3)
  })

  test('identifiers that meet become one profile across partitions, and queries find it', async () => {
    const { names, broker } = await fresh()
    const engine = await world.engine()
    const anonymous = Array.from({ length: 20 }, (_, i) => visitor(`v${i}`))
    for (const one of anonymous) await world.send(event('Product Viewed', [one]))
    for (const one of anonymous) await world.send(event('Signed Up', [user('cleo'), one]))
    await until(async () => (await engine.totals()).events >= 40)
    const partition = world.partition(user('cleo'))
    await until(async () => {
      const json = await engine.profile({ type: 'user_id', value: 'cleo', named: false }, partition)
      return json !== null && anonymous.every(({ value }) => json.includes(`"${value}"`))
    })
    const ask = (type: string, value: string, p: number) =>
      broker.request(
        names.query(p),
        Buffer.from(JSON.stringify({ kind: 'profile', type, value, named: false })),
        1_000,
      )
    const parse = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString())
    expect(parse(await ask('user_id', 'cleo', partition))).toMatchObject({ identifiers: expect.anything() })
    expect(parse(await ask('anonymous_id', 'v0', world.partition(visitor('v0'))))).toEqual({
      redirect: { type: 'user_id', value: 'cleo' },
    })
    expect(parse(await ask('user_id', 'nobody', world.partition(user('nobody'))))).toBeNull()
    expect(parse(await broker.request(names.query(0), Buffer.from('{'), 1_000))).toHaveProperty('error')
  })

  test('an engine that starts anew holds the same state and says nothing twice', async () => {
    const { names } = await fresh()
    const first = await world.engine()
    for (let i = 0; i < 30; i++) {
      await world.send(event('Product Viewed', [visitor(`v${i}`)]))
      await world.send(event('Signed Up', [user(`u${i % 10}`), visitor(`v${i}`)]))
    }
    await world.broker.publish(names.log(1), Buffer.from('no record'))
    await until(async () => (await first.totals()).events >= 60)
    await until(() => [...first.owned().values()].every(({ lag }) => lag === 0))
    const profile = await first.profile({ ...user('u3'), named: false }, world.partition(user('u3')))
    await first.stop()
    const streams = [names.factStream, names.deliveryStream, names.deadLetterStream]
    const said = await Promise.all(streams.map((stream) => world.now(stream)))
    expect(said[1]?.length).toBe(10)
    expect(said[2]?.map((letter) => letter.header('Waymark-Reason'))).toEqual([expect.stringMatching(/./)])

    const second = await world.engine()
    await until(() => second.ready)
    expect(await second.profile({ ...user('u3'), named: false }, world.partition(user('u3')))).toBe(profile)
    await world.send(event('Signed Up', [user('new')]))
    await world.messages(names.deliveryStream, 11)
    await second.stop()
    const again = await Promise.all(streams.map((stream) => world.now(stream)))
    for (const [i, before] of said.entries()) {
      const ids = again[i]?.map((message) => message.messageId) ?? []
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.slice(0, before.length)).toEqual(before.map((message) => message.messageId))
    }
    expect(again[1]?.length).toBe(11)
    expect(again[2]?.length).toBe(1)
  })

  test('a log that has lost its beginning is refused with its reason', async () => {
    const { names, broker } = await fresh()
    const [spec] = streamSpecs(names, { partitions: PARTITIONS, nats })
    if (spec === undefined) throw new Error('no log')
    await broker.ensureStream({ ...spec, bytesMax: 5_000, discard: 'old' })
    for (let i = 0; i < 20; i++) await broker.publish(names.log(0), new Uint8Array(1_000))
    const engine = await world.engine({}, [1, 2, 3])
    await expect(engine.own(0)).rejects.toMatchObject({
      code: 'LOG_TRIMMED',
      message: expect.stringMatching(/^the log of partition 0 begins at \d+, but is needed from 1 on$/),
    })
    // The others are at work.
    await until(() => engine.ready)
    expect([...engine.owned().keys()]).toEqual([1, 2, 3])
    const other = Array.from({ length: 50 }, (_, i) => user(`u${i}`)).find(
      (one) => world.partition(one) !== 0,
    )
    if (other === undefined) throw new Error('no other')
    await world.send(event('Signed Up', [other]))
    await world.messages(names.deliveryStream, 1)
  })

  test('a thread that cannot start ends the engine at once, and nothing hangs', async () => {
    await fresh()
    for (const [file, text] of [
      ['missing.mjs', undefined],
      ['bad.mjs', 'this is no program'],
      ['throws.mjs', `throw new Error('not here')`],
      ['exits.mjs', `process.exit(7)`],
      ['refuses.mjs', `export default () => { throw new Error('not these definitions') }`],
    ] as const) {
      const program = join(folder, file)
      if (text !== undefined) writeFileSync(program, text)
      const startedAt = Date.now()
      await expect(world.engine({ lane: { program } }), file).rejects.toThrow(
        /engine thread|Cannot find|Unexpected|not here|not these/,
      )
      expect(Date.now() - startedAt).toBeLessThan(5_000)
    }
  }, 30_000)

  test('threads that die again and again end the engine: its process must', async () => {
    await fresh()
    const program = join(folder, 'dies.mjs')
    writeFileSync(
      program,
      `export default ({ kind }) => {
        if (kind === 'cut') process.exit(1)
        if (kind === 'step') return { steps: [] }
        return kind === 'open' ? { offset: 0, flaws: [{}], torn: [], skips: [], claims: 0 } : { refused: [] }
      }`,
    )
    const clock: Clock = {
      ...systemClock,
      // Pauses are short; a start may take its time.
      timer: (delayMs, call) => systemClock.timer(delayMs > 30_000 ? delayMs : Math.min(delayMs, 10), call),
    }
    const engine = await world.engine({ lane: { program }, clock, lanes: 1 }, [0])
    expect(await engine.failed).toMatchObject({
      code: 'LANE_LOST',
      message: expect.stringContaining(`${LIMITS.laneReplacementsPerHourMax} were replaced within an hour`),
    })
    expect(engine.ready).toBe(false)
  }, 40_000)
})
