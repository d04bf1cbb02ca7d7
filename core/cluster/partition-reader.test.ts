import { expect, test } from 'vitest'
import type { EndingReader, StoredMessage } from './broker.js'
import { PartitionReader } from './partition-reader.js'

/** A broker that hands over what the test gives it. */
class HandBroker {
  from = 0
  #deliver: (messages: StoredMessage[]) => Promise<void> = async () => {}

  async read(
    _: string,
    from: number,
    onMessages: (messages: StoredMessage[]) => Promise<void>,
  ): Promise<EndingReader> {
    this.from = from
    this.#deliver = onMessages
    return { stop: async () => {}, ended: new Promise(() => {}) }
  }

  /** True while the reader wants no more. */
  async paused(...sequences: number[]): Promise<boolean> {
    const messages = sequences.map((sequence) => message(sequence))
    let done = false
    void this.#deliver(messages).then(() => {
      done = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    return !done
  }
}

function message(sequence: number): StoredMessage {
  const bytes = new Uint8Array(400)
  return { subject: 'wm.p.000', sequence, time: sequence, bytes, messageId: '', header: () => '' }
}

function reader(broker: HandBroker, onSkip = (_from: number, _to: number): void => {}): PartitionReader {
  return new PartitionReader({
    broker,
    stream: 'WM_P_000',
    partition: 0,
    bytesMax: 1_500,
    onArrival: () => {},
    onSkip,
    onEnd: () => {},
  })
}

test('records keep their order, and what is told again after a reconnect is left out', async () => {
  const broker = new HandBroker()
  const log = reader(broker)
  await log.start(7)
  expect(broker.from).toBe(7)
  await broker.paused(6, 7, 8)
  await broker.paused(7, 8, 9)
  const offsets: number[] = []
  for (let record = log.take(); record !== undefined; record = log.take()) offsets.push(record.offset)
  expect(offsets).toEqual([7, 8, 9])
})

test('records that are not there are told, each once', async () => {
  const broker = new HandBroker()
  const skipped: string[] = []
  const log = reader(broker, (from, to) => skipped.push(`${from}-${to}`))
  await log.start(4)
  await broker.paused(6, 7)
  await broker.paused(6, 7, 9, 12)
  expect(skipped).toEqual(['4-5', '8-8', '10-11'])
})

test('the broker is asked for no more until the lane is done with what was read', async () => {
  const broker = new HandBroker()
  const log = reader(broker)
  await log.start(1)
  expect(await broker.paused(1, 2)).toBe(false)
  const more = broker.paused(3, 4)
  expect(await more).toBe(true)
  log.take()
  log.take()
  expect(await broker.paused()).toBe(true)
  log.settled(2, 800)
  expect(await broker.paused()).toBe(false)
})

test('a stop lets a waiting broker go', async () => {
  const broker = new HandBroker()
  const log = reader(broker)
  await log.start(1)
  expect(await broker.paused(1, 2, 3)).toBe(true)
  await log.stop()
  expect(log.waiting).toBe(0)
  expect(await broker.paused(4, 5, 6)).toBe(false)
  expect(log.waiting).toBe(0)
})
