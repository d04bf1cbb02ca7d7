import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { systemClock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import { type Log, silentLog } from '../base/log.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { EventView } from '../event/reader.js'
import type { LaneTask } from '../lane/protocol.js'
import { createPrometheus } from '../metrics/prometheus.js'
import { Partition } from '../partition/partition.js'
import { readRecord } from '../partition/record-reader.js'
import type { EngineDefinitions } from './engine-definitions.js'
import { event, onlyVersion, PARTITIONS, until, user, type World } from './engine-test-world.js'
import type { TaskRunner } from './lane.js'
import { testServers } from './nats-test-servers.js'
import { Replayer } from './replayer.js'
import { harmfulLane } from './test-lane.js'
import { TestWorlds } from './test-worlds.js'

const FIRST = `
kind: journey
name: each
trigger: {event: Never}
steps: [{stop: true}]
`
const PAST = `${FIRST}---
kind: segment
name: regular
backfill: 1d
where: {count: {event: Seen, within: 1d, is: '>= 2'}}
`
const files = (text: string) => [{ path: 'all.yaml', text }]
const past = compileDefinitions(files(PAST))

const folder = mkdtempSync(join(tmpdir(), 'waymark-replayer-'))
afterAll(() => rmSync(folder, { recursive: true }))
const REPLAY_TAG = 50

/** The production program of a lane, but its thread ends at a `Replay` that brings a certain event. */
const program = harmfulLane(
  folder,
  `  if (record.bytes[0] === ${REPLAY_TAG} && text.includes('poison')) process.exit(3)`,
)

/** Two versions, of which the second one can become the current one. */
class Versions implements EngineDefinitions {
  current = onlyVersion(files(FIRST)).current
  readonly first = this.current.version
  readonly #all = [FIRST, PAST].flatMap((text) => onlyVersion(files(text)).versions())
  readonly #listeners: (() => void)[] = []
  readonly versions = () => this.#all
  readonly refresh = async () => {}
  readonly fetch = onlyVersion(files(FIRST)).fetch

  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  apply(): void {
    this.current = { version: past.version, revision: 2 }
    for (const listener of this.#listeners) listener()
  }
}

describe.each(await testServers())('a backfill on nats-server $version', (binary) => {
  const worlds = new TestWorlds(binary, 'r')

  test('begins where the broker says that its time begins, and brings nothing that is older', async () => {
    const world = await worlds.fresh()
    const log = world.names.logStream(0)
    const users = Array.from({ length: 60 }, (_, i) => user(`u${i}`))
    const own = users.filter((one) => world.partition(one) === 0).slice(0, 6)
    for (const one of own) {
      await world.send(event('Seen', [one]))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const times = (await world.now(log)).map(({ time }) => time)
    const third = times[2] as number
    const [all, recent, none] = [
      await replayed(world, { from: 0 }),
      await replayed(world, { from: third }),
      await replayed(world, { from: third + LIMITS.brokerClocksMsMax }),
    ]
    const values = own.map(({ value }) => value)
    expect(all).toEqual({ begins: [1], to: 6, users: values })
    // Clocks of servers may differ, so what is a little older is read, and passed over.
    expect(recent).toEqual({ begins: [1], to: 6, users: values.slice(2) })
    expect(none).toEqual({ begins: [3], to: 6, users: [] })
    // Behind the first piece no time is asked for; what the log has dropped is not waited for.
    expect(await replayed(world, { from: 0, after: 4 })).toEqual({
      ...{ begins: [5], to: 6, users: values.slice(4) },
    })
    await world.broker.purge(log, 3)
    expect(await replayed(world, { from: third })).toEqual({ begins: [4], to: 6, users: values.slice(3) })
  })

  test('ends visibly when its record ends the thread; the partition, and all others, go on', async () => {
    const world = await worlds.fresh()
    const { names } = world
    const { log, lines } = lineLog()
    const meter = createPrometheus({ processMetrics: false })
    const definitions = new Versions()
    const first = await world.engine({ lane: { program }, log, meter, definitions })
    const users = ['poison', ...Array.from({ length: 20 }, (_, i) => `u${i}`)].map(user)
    for (const one of [...users, ...users]) await world.send(event('Seen', [one]))
    const p = world.partition(user('poison'))
    const [lost, others] = [users.filter(isAt), users.filter((one) => !isAt(one))]
    function isAt(one: (typeof users)[number]): boolean {
      return world.partition(one) === p
    }
    const entered = async (): Promise<string[]> =>
      (await world.now(names.factStream)).flatMap(({ bytes }) =>
        [
          ...Buffer.from(bytes)
            .toString()
            .matchAll(/"segment.entered".*?"value":"(.*?)".*"cause":"(.*?)"/g),
        ].map(([, who, cause]) => `${who} ${cause}`),
      )
    await until(() => first.ready)
    definitions.apply()

    await until(async () => (await entered()).length >= others.length, 1_500)
    expect((await entered()).sort()).toEqual(others.map(({ value }) => `${value} backfill`).sort())
    const [letter, ...more] = await world.messages(names.deadLetterStream, 1)
    expect([letter?.subject, more]).toEqual([names.deadLetter('poison'), []])
    expect(letter?.header('Waymark-Reason')).toMatch(/^3 times: engine thread \d ended: .*code: 3/)
    const failed = (engine: typeof first) =>
      [...engine.owned()].filter(([, view]) => view.backfillFailed !== '')
    expect(failed(first)).toEqual([[p, expect.objectContaining({ backfillFailed: past.version })]])
    expect(first.owned().size).toBe(PARTITIONS)
    expect(lines.filter((line) => line.startsWith(`partition ${p} gives up a backfill`))).toHaveLength(1)
    expect(await meter.render()).toContain('waymark_lane_replacements_total 3')

    // What comes from now on counts there as anywhere.
    for (const one of [...lost, ...lost]) await world.send(event('Seen', [one]))
    await until(async () => (await entered()).length === users.length, 1_500)
    await first.stop()
    const next = await world.engine({ definitions })
    await until(() => next.ready)
    expect(failed(next).map(([number]) => number)).toEqual([p])
    expect(await world.now(names.deadLetterStream)).toHaveLength(1)
  }, 60_000)
})

/** What a replayer reads of the log of partition 0, which has six records, and what it appends then. */
async function replayed(
  { broker, names }: World,
  { from, after = 0 }: { readonly from: number; readonly after?: number },
): Promise<{ begins: number[]; to: number; users: string[] }> {
  const stream = names.logStream(0)
  const partition = new Partition(0, PARTITIONS, past)
  const begins: number[] = []
  const { lastSequence } = await broker.streamState(stream)
  const replayer = new Replayer({
    ...{ names, partition: 0, clock: systemClock, log: silentLog },
    broker: {
      publish: (...args) => broker.publish(...args),
      read: (...args) => {
        begins.push(args[1])
        return broker.read(...args)
      },
      sequenceAt: (...args) => broker.sequenceAt(...args),
      streamState: (...args) => broker.streamState(...args),
    },
    lane: encoderOf(partition),
  })
  replayer.want({ begun: lastSequence, after, until: 6, from })
  await until(async () => (await broker.streamState(stream)).lastSequence > lastSequence)
  replayer.stop()
  const stored = await broker.lastMessage(stream, names.log(0))
  const record = readRecord(stored?.bytes ?? new Uint8Array(), past.symbols, PARTITIONS)
  if (record.kind !== 'replay') throw new Error(`a record of kind ${record.kind}`)
  const view = new EventView()
  const users = record.batches.map(({ batch }) => {
    batch.view(0, view)
    return view.idValue(0)
  })
  return { begins, to: record.to, users }
}

/** As a lane does it. */
function encoderOf(partition: Partition): TaskRunner {
  const run = async ({ after, to, records }: Extract<LaneTask, { kind: 'replay' }>) => ({
    record: partition.past.encode(after, to, records),
  })
  return { run } as unknown as TaskRunner
}

function lineLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const line = (message: string): void => void lines.push(message)
  const log: Log = { ...silentLog, info: line, warn: line, error: line, child: () => log }
  return { log, lines }
}
