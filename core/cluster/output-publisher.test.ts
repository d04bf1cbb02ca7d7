import { describe, expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { type Log, silentLog } from '../base/log.js'
import { names } from '../event/subjects.js'
import type { Output } from '../partition/output.js'
import { FlakyBroker, JumpingClock, type Mishaps, NO_MISHAPS, seeded } from './flaky-broker.js'
import { OutputPublisher, type PublisherSettings } from './output-publisher.js'
import { PublishedScan, readPublished } from './published.js'

const wm = names('wm')
const STORMY: Mishaps = { lost: 0.05, answerLost: 0.05, refused: 0.03, late: 0.03, twice: 0.05 }

function streamOf(subject: string): string {
  if (subject.startsWith('wm.fact.')) return wm.factStream
  if (subject.startsWith('wm.delivery.')) return wm.deliveryStream
  if (subject.startsWith('wm.dlq.')) return wm.deadLetterStream
  return `WM_P_${subject.slice(-3)}`
}

/** What partition 1 says, the same for the same seed. */
function story(seed: number, steps: number): Output[][] {
  const random = seeded(seed)
  const n = [0, 0, 0]
  return Array.from({ length: steps }, (_, step) => {
    let i = 0
    const id = () => `1-${step + 1}-${i++}`
    const bytes = Uint8Array.of(step & 255, step >> 8)
    const outputs: Output[] = []
    if (random() < 0.7) outputs.push({ to: 'fact', id: id(), kind: 'segment.entered', count: 1, bytes })
    if (random() < 0.3) outputs.push({ to: 'fact', id: id(), kind: 'delivery', count: 2, bytes })
    if (random() < 0.5) outputs.push({ to: 'delivery', id: id(), channel: 'email', at: 0, bytes })
    if (random() < 0.1) outputs.push({ to: 'dead-letter', id: id(), what: 'record', reason: 'bad', bytes })
    for (const target of [0, 2]) {
      if (random() > 0.6) continue
      const next = (n[target] ?? 0) + 1
      n[target] = next
      const body = new Uint8Array(new Float64Array([next]).buffer)
      outputs.push({ to: 'link', id: id(), target, n: next, bytes: body })
    }
    return outputs
  })
}

interface World {
  readonly clock: JumpingClock
  readonly broker: FlakyBroker
  readonly stored: string[]
  readonly warnings: string[]
  publisher(partial?: Partial<PublisherSettings>): Promise<OutputPublisher>
}

function world(seed: number, mishaps: Mishaps): World {
  const clock = new JumpingClock()
  const broker = new FlakyBroker(clock, seed, mishaps, streamOf)
  const stored: string[] = []
  const warnings: string[] = []
  const log: Log = { ...silentLog, warn: (message) => warnings.push(message) }
  return {
    clock,
    broker,
    stored,
    warnings,
    publisher: async (partial) => {
      const top = async (stream: string) => ({ sequence: (await broker.streamState(stream)).lastSequence })
      // Reading takes place on the real event loop; the clock stands still.
      const facts = await readPublished(broker, clock, wm.factStream, 1, ['wm.fact.*.001', 'wm.fact.*.*.001'])
      const deliveries = await readPublished(broker, clock, wm.deliveryStream, 1, ['wm.delivery.*.001'])
      const deadLetters = await new PublishedScan(broker, clock, wm.deadLetterStream).of(1)
      return new OutputPublisher({
        broker,
        names: wm,
        partition: 1,
        clock,
        log,
        published: { facts, deliveries, deadLetters },
        tops: {
          facts: await top(wm.factStream),
          deliveries: await top(wm.deliveryStream),
          deadLetters: await top(wm.deadLetterStream),
        },
        onStored: (output) => stored.push(output.id),
        onRoom: () => {},
        onFatal: (error) => {
          throw error
        },
        ...partial,
      })
    },
  }
}

async function drained(publisher: OutputPublisher, clock: JumpingClock): Promise<void> {
  let done = false
  void publisher.flush().then(() => {
    done = true
  })
  while (!done) if (!(await clock.step()) && !done) throw new Error('stuck: nothing is under way')
}

function ids(outputs: Output[][], to: Output['to']): string[] {
  return outputs.flat().flatMap((output) => (output.to === to ? [output.id] : []))
}

/** What a receiver with go-back-N takes from a log. */
function received(broker: FlakyBroker, log: string): number[] {
  const taken: number[] = []
  for (const { bytes } of broker.messages(log)) {
    const n = new Float64Array(bytes.slice().buffer)[0]
    if (n === taken.length + 1) taken.push(n)
  }
  return taken
}

function linksTo(outputs: Output[][], target: number): number[] {
  return outputs
    .flat()
    .flatMap((output) => (output.to === 'link' && output.target === target ? [output.n] : []))
}

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1)

describe.each(SEEDS)('with a broker that loses, refuses, delays and repeats (seed %i)', (seed) => {
  test('a receiver takes every link, once and in order', async () => {
    const { broker, clock, publisher } = world(seed, STORMY)
    const said = story(seed, 150)
    const out = await publisher()
    for (const outputs of said) {
      out.offer(outputs)
      if (seed % 2 === 0) await clock.step()
    }
    await drained(out, clock)
    for (const target of [0, 2]) expect(received(broker, wm.logStream(target))).toEqual(linksTo(said, target))
  })

  test('every fact, delivery and dead letter is stored once and told once', async () => {
    const { broker, clock, stored, publisher } = world(seed, STORMY)
    const said = story(seed, 150)
    const out = await publisher()
    for (const outputs of said) out.offer(outputs)
    await drained(out, clock)
    const inStream = (stream: string) => broker.messages(stream).map((message) => message.messageId)
    expect(inStream(wm.factStream).sort()).toEqual(ids(said, 'fact').sort())
    expect(inStream(wm.deliveryStream).sort()).toEqual(ids(said, 'delivery').sort())
    expect(inStream(wm.deadLetterStream).sort()).toEqual(ids(said, 'dead-letter').sort())
    const told = [...ids(said, 'fact'), ...ids(said, 'delivery'), ...ids(said, 'dead-letter')]
    expect(stored.toSorted()).toEqual(told.sort())
  })

  test('a replay after crashes adds what is missing and no more, though all ids are forgotten', async () => {
    const { broker, clock, publisher } = world(seed, STORMY)
    const said = story(seed, 150)
    const random = seeded(seed * 31)
    for (let life = 0; life < 4; life++) {
      const out = await publisher()
      for (const outputs of said) out.offer(outputs)
      const steps = Math.floor(random() * 900)
      for (let step = 0; step < steps; step++) await clock.step()
      out.stop()
      // What was under way arrives or does not; then the duplicate window passes.
      if (random() < 0.5) clock.forgetAll()
      else while (await clock.step());
      broker.forgetIds()
    }
    const out = await publisher()
    for (const outputs of said) out.offer(outputs)
    await drained(out, clock)
    const inStream = (stream: string) => broker.messages(stream).map((message) => message.messageId)
    expect(inStream(wm.factStream).sort()).toEqual(ids(said, 'fact').sort())
    expect(inStream(wm.deliveryStream).sort()).toEqual(ids(said, 'delivery').sort())
    expect(inStream(wm.deadLetterStream).sort()).toEqual(ids(said, 'dead-letter').sort())
    for (const target of [0, 2]) expect(received(broker, wm.logStream(target))).toEqual(linksTo(said, target))
  })
})

test('without mishaps nothing is sent twice, links included, when publishes keep their order', async () => {
  const { broker, clock, publisher } = world(1, NO_MISHAPS)
  const said = story(3, 100)
  const out = await publisher()
  for (const outputs of said) {
    out.offer(outputs)
    await drained(out, clock)
  }
  expect(broker.publishes).toBe(said.flat().length)
})

test('publishes under way are bounded', async () => {
  const { broker, clock, publisher } = world(1, NO_MISHAPS)
  const out = await publisher()
  for (const outputs of story(5, 300)) out.offer(outputs)
  await drained(out, clock)
  expect(broker.flightMost).toBe(LIMITS.outputFlightMax)
})

test('a full broker is waited for: said once, nothing dropped, nothing more wanted', async () => {
  let rooms = 0
  const { broker, clock, warnings, stored, publisher } = world(1, { ...NO_MISHAPS, refused: 1 })
  const out = await publisher({ onRoom: () => rooms++ })
  const bytes = new Uint8Array(100_000)
  const count = Math.ceil(LIMITS.outputWaitingBytesMax / bytes.length)
  for (let i = 0; i < count; i++) out.offer([{ to: 'fact', id: `1-${i + 1}-0`, kind: 'x', count: 1, bytes }])
  expect(out.full).toBe(true)
  await clock.runUntil(clock.now() + 120_000)
  expect(warnings).toHaveLength(1)
  expect(stored).toHaveLength(0)
  expect(rooms).toBe(0)
  broker.mishaps = NO_MISHAPS
  await drained(out, clock)
  expect(stored).toHaveLength(count)
  expect(out.full).toBe(false)
  expect(rooms).toBe(1)
})

test('an output that the broker cannot take becomes a dead letter with its reason', async () => {
  const { broker, clock, publisher } = world(1, NO_MISHAPS)
  broker.payloadBytesMax = 100_000
  const out = await publisher()
  out.offer([{ to: 'delivery', id: '1-1-0', channel: 'email', at: 0, bytes: new Uint8Array(100_000) }])
  await drained(out, clock)
  expect(broker.messages(wm.deliveryStream)).toHaveLength(0)
  const [letter] = broker.messages(wm.deadLetterStream)
  expect(letter?.subject).toBe('wm.dlq.delivery')
  expect(letter?.header('Waymark-Reason')).toBe('delivery of 100000 bytes; the broker takes 98976')
})

test('a link that the broker cannot take stops the partition with the reason', async () => {
  const failures: Error[] = []
  const { broker, publisher } = world(1, NO_MISHAPS)
  broker.payloadBytesMax = 100_000
  const out = await publisher({ onFatal: (error) => failures.push(error) })
  out.offer([{ to: 'link', id: '1-1-0', target: 2, n: 1, bytes: new Uint8Array(100_000) }])
  expect(failures.map((error) => error.message)).toEqual([
    'partition 1 has too much to say to 2: link of 100000 bytes; the broker takes 98976',
  ])
})
