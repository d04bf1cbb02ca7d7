import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NatsBroker } from './nats-broker.js'
import { BrokenWire, BrokerFixture, bytesOf, collect, textOf } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

const servers = await testServers()

describe.each(servers)('a reader on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  beforeAll(() => fixture.start())
  afterAll(() => fixture.stop())

  it('gives all messages in order, then the new ones', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 3_000)
    const seen = await collect(fixture.broker, name, 1)
    await reach(seen.messages, 3_000)
    expect(seen.messages.map((m) => m.sequence)).toEqual(Array.from({ length: 3_000 }, (_, i) => i + 1))
    await fixture.broker.publish(subject, bytesOf('new'), { messageId: 'n' })
    await reach(seen.messages, 3_001)
    expect(seen.messages.at(-1)).toMatchObject({ subject, sequence: 3_001, messageId: 'n' })
    await seen.reader.stop()
  })

  it('gives bytes that are each their own', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 50)
    const seen = await collect(fixture.broker, name, 1)
    await reach(seen.messages, 50)
    const buffers = new Set(seen.messages.map((m) => m.bytes.buffer))
    expect(buffers.size).toBe(50)
    expect(seen.messages.every((m) => m.bytes.byteLength === m.bytes.buffer.byteLength)).toBe(true)
    await seen.reader.stop()
  })

  it('starts at any sequence, also at the one that is still to come', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 10)
    const late = await collect(fixture.broker, name, 7)
    await reach(late.messages, 4)
    expect(late.messages[0]?.sequence).toBe(7)
    const next = await collect(fixture.broker, name, 11)
    await fixture.broker.publish(subject, bytesOf('x'))
    await reach(next.messages, 1)
    expect(next.messages[0]?.sequence).toBe(11)
    await Promise.all([late.reader.stop(), next.reader.stop()])
  })

  it('waits for a slow reader and holds back what it cannot take', async () => {
    const { name, subject } = await fixture.stream({ bytesMax: 100_000_000 })
    await fixture.fill(subject, 40, 500_000)
    const sizes: number[] = []
    let running = 0
    const reader = await fixture.broker.read(name, 1, async (messages) => {
      expect(++running).toBe(1)
      sizes.push(messages.length)
      await pause(20)
      running--
    })
    await expect.poll(() => sum(sizes), { timeout: 10_000 }).toBe(40)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2)
    await reader.stop()
  }, 20_000)

  it('takes messages as large as the server does', async () => {
    const { name, subject } = await fixture.stream({ bytesMax: 100_000_000 })
    await fixture.fill(subject, 12, fixture.broker.payloadBytesMax)
    const seen = await collect(fixture.broker, name, 1)
    await reach(seen.messages, 12)
    await seen.reader.stop()
  })

  it('refuses to begin where the log is already gone', async () => {
    const { name, subject } = await fixture.stream({ bytesMax: 20_000, discard: 'old' })
    await fixture.fill(subject, 60, 1_000)
    await expect(fixture.broker.read(name, 1, async () => {})).rejects.toMatchObject({ code: 'LOG_TRIMMED' })
  })

  it('ends with the reason when the log is trimmed under it', async () => {
    const { name, subject } = await fixture.stream({ bytesMax: 1_000_000, discard: 'old' })
    await fixture.fill(subject, 4)
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const reader = await fixture.broker.read(name, 1, () => gate)
    await fixture.fill(subject, 40, 500_000)
    open()
    expect(await reader.ended).toMatchObject({ code: 'LOG_TRIMMED' })
  })

  it('refuses to go on behind the end of the stream', async () => {
    const { name } = await fixture.stream()
    await expect(fixture.broker.read(name, 9, async () => {})).rejects.toMatchObject({
      code: 'BROKER_UNSUITABLE',
      message: expect.stringContaining('lost messages'),
    })
  })

  it('of a stream that is not there says so', async () => {
    await expect(fixture.broker.read('NOPE', 1, async () => {})).rejects.toMatchObject({
      code: 'BROKER_UNSUITABLE',
    })
  })

  it('ends with the reason when the receiver fails', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 1)
    const reader = await fixture.broker.read(name, 1, () => Promise.reject(new Error('lane lost')))
    expect(await reader.ended).toMatchObject({ message: 'lane lost' })
  })

  it('goes on by itself when its consumer was deleted', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 5)
    const seen = await collect(fixture.broker, name, 1)
    await reach(seen.messages, 5)
    await deleteConsumers(fixture.broker, name)
    await fixture.fill(subject, 5)
    await reach(seen.messages, 10)
    expect(seen.messages.map((m) => m.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    await seen.reader.stop()
  }, 15_000)

  it('goes on where it was after the connection broke', async () => {
    const { name, subject } = await fixture.stream({ bytesMax: 100_000_000 })
    const wire = new BrokenWire(fixture.url)
    const broker = await fixture.connect(await wire.open())
    await fixture.fill(subject, 2_000, 1_000)
    const seen = await collect(broker, name, 1)
    await expect.poll(() => seen.messages.length, { interval: 1 }).toBeGreaterThan(0)
    wire.cut()
    await fixture.fill(subject, 100)
    await reach(seen.messages, 2_100)
    expect(seen.messages.map((m) => m.sequence)).toEqual(Array.from({ length: 2_100 }, (_, i) => i + 1))
    await broker.close()
    await wire.close()
  }, 20_000)

  it('asks again for what was lost on its way', async () => {
    const { name, subject } = await fixture.stream()
    const wire = new BrokenWire(fixture.url)
    const broker = await fixture.connect(await wire.open())
    const seen = await collect(broker, name, 1)
    wire.mute = true
    await fixture.fill(subject, 3)
    await pause(200)
    wire.mute = false
    await fixture.fill(subject, 3)
    await reach(seen.messages, 6)
    expect(seen.messages.map((m) => m.sequence)).toEqual([1, 2, 3, 4, 5, 6])
    await broker.close()
    await wire.close()
  }, 20_000)

  it('notices that the server has fallen silent', async () => {
    const { name, subject } = await fixture.stream()
    const wire = new BrokenWire(fixture.url)
    const broker = await fixture.connect(await wire.open())
    const seen = await collect(broker, name, 1)
    wire.mute = true
    await fixture.fill(subject, 3)
    await pause(4_800)
    wire.mute = false
    await reach(seen.messages, 3)
    await broker.close()
    await wire.close()
  }, 25_000)
})

function reach(messages: readonly unknown[], count: number): Promise<void> {
  return expect.poll(() => messages.length, { timeout: 12_000, interval: 5 }).toBe(count)
}

/** As an operator could: over the same API. */
async function deleteConsumers(broker: NatsBroker, stream: string): Promise<void> {
  const list = await broker.request(`$JS.API.CONSUMER.NAMES.${stream}`, bytesOf(''), 1_000)
  const { consumers } = JSON.parse(textOf(list)) as { consumers: string[] }
  for (const name of consumers)
    await broker.request(`$JS.API.CONSUMER.DELETE.${stream}.${name}`, bytesOf(''), 1_000)
}

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}
