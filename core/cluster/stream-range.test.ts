import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../base/clock.js'
import type { Broker } from './broker.js'
import { BrokerFixture, bytesOf } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'
import { PublishedScan } from './published.js'
import { readRange } from './stream-range.js'

const servers = await testServers()

describe.each(servers)('a part of a stream on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  beforeAll(() => fixture.start())
  afterAll(() => fixture.stop())

  /** A stream of so many messages, without those of `gone`. */
  async function streamWithout(messages: number, gone: readonly number[]): Promise<string> {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, messages)
    for (const sequence of gone) await remove(name, sequence)
    return name
  }

  async function remove(stream: string, sequence: number): Promise<void> {
    const request = bytesOf(JSON.stringify({ seq: sequence }))
    await fixture.broker.request(`$JS.API.STREAM.MSG.DELETE.${stream}`, request, 2_000)
  }

  async function read(stream: string, from: number, to: number, broker: Broker = fixture.broker) {
    const found: number[] = []
    await readRange(broker, systemClock, { stream, from, to }, ({ sequence }) => found.push(sequence))
    return found
  }

  it('is read from its first to its last message, and no further', async () => {
    const stream = await streamWithout(300, [])
    expect(await read(stream, 11, 290)).toEqual(Array.from({ length: 280 }, (_, i) => i + 11))
  })

  it('is read to its end when the newest message was deleted', async () => {
    const stream = await streamWithout(6, [3, 5, 6])
    expect(await read(stream, 1, 6)).toEqual([1, 2, 4])
  }, 10_000)

  it('is nothing when all of it was deleted', async () => {
    const stream = await streamWithout(6, [4, 5, 6])
    expect(await read(stream, 4, 6)).toEqual([])
    await fixture.broker.purge(stream, 6)
    expect(await read(stream, 4, 6)).toEqual([])
  }, 10_000)

  it('goes on at the first message left when the stream drops its oldest meanwhile', async () => {
    const stream = await streamWithout(20, [])
    let asked = 0
    const shrinking = new Proxy(fixture.broker, {
      get: (broker, name) => {
        const value: unknown = Reflect.get(broker, name)
        if (name !== 'streamState' || typeof value !== 'function')
          return typeof value === 'function' ? value.bind(broker) : value
        return async (name: string) => {
          const state = await broker.streamState(name)
          if (++asked === 1) await broker.purge(name, 12)
          return state
        }
      },
    })
    expect(await read(stream, 5, 20, shrinking)).toEqual([13, 14, 15, 16, 17, 18, 19, 20])
    expect(asked).toBe(2)
  })

  it('ends with the reason when its stream is deleted', async () => {
    const stream = await streamWithout(6, [6])
    const found: number[] = []
    const range = { stream, from: 1, to: 6 }
    const reading = readRange(fixture.broker, systemClock, range, ({ sequence }) => found.push(sequence))
    const failing = expect(reading).rejects.toMatchObject({ code: 'BROKER_UNSUITABLE' })
    await expect.poll(() => found.length, { interval: 1 }).toBe(5)
    await fixture.broker.request(`$JS.API.STREAM.DELETE.${stream}`, bytesOf(''), 2_000)
    await failing
  }, 20_000)

  it('what partitions have put out is found, though the newest message was deleted', async () => {
    const { name, subject } = await fixture.stream()
    const headers = { 'Waymark-After': '0 -' }
    for (const messageId of ['1-7-0', '2-3-0', '1-9-0'])
      await fixture.broker.publish(subject, bytesOf('x'), { messageId, headers })
    await remove(name, 3)
    const scan = new PublishedScan(fixture.broker, systemClock, name)
    const has = async (partition: number, id: string) => (await scan.of(partition)).has(id)
    expect([await has(1, '1-7-0'), await has(2, '2-3-0'), await has(1, '1-9-0')]).toEqual([true, true, false])
  }, 10_000)
})
