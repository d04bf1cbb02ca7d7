import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkMessage } from './broker.js'
import { BrokerFixture, bytesOf } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

const servers = await testServers()

describe.each(servers)('a work consumer on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  beforeAll(() => fixture.start())
  afterAll(() => fixture.stop())

  const work = { durable: 'w', ackWaitMs: 30_000, flightMax: 4 }

  it('gives each message once when it is acknowledged, also to the next consumer', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 20)
    const seen: number[] = []
    const spec = { ...work, stream: name, filterSubject: subject }
    const onMessage = (message: WorkMessage) => {
      void message.ack().then(() => seen.push(message.sequence))
    }
    const reader = await fixture.broker.consume(spec, onMessage)
    await expect.poll(() => seen.length).toBe(20)
    await reader.stop()
    await fixture.fill(subject, 1)
    const next = await fixture.broker.consume(spec, onMessage)
    await expect.poll(() => seen.length).toBe(21)
    expect(seen.at(-1)).toBe(21)
    await next.stop()
  })

  it('has no more in flight than it was told', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 20)
    const held: WorkMessage[] = []
    const reader = await fixture.broker.consume({ ...work, stream: name, filterSubject: subject }, (m) =>
      held.push(m),
    )
    await expect.poll(() => held.length).toBe(4)
    await pause(200)
    expect(held.length).toBe(4)
    await Promise.all(held.splice(0).map((message) => message.ack()))
    await expect.poll(() => held.length).toBe(4)
    await reader.stop()
  })

  it('brings a message again after a delay, with its try counted', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 1)
    const attempts: number[] = []
    const started = Date.now()
    const reader = await fixture.broker.consume(
      { ...work, stream: name, filterSubject: subject },
      (message) => {
        attempts.push(message.attempt)
        if (message.attempt < 3) message.retry(150)
        else void message.ack()
      },
    )
    await expect.poll(() => attempts, { timeout: 5_000 }).toEqual([1, 2, 3])
    expect(Date.now() - started).toBeGreaterThanOrEqual(290)
    await reader.stop()
  })

  it('keeps a message while it is worked on, and gives up a silent one', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 1)
    const attempts: number[] = []
    const spec = { ...work, ackWaitMs: 400, stream: name, filterSubject: subject }
    let beat: NodeJS.Timeout | undefined
    const reader = await fixture.broker.consume(spec, (message) => {
      attempts.push(message.attempt)
      if (message.attempt === 1) beat = setInterval(() => message.working(), 100)
      else void message.ack()
    })
    await pause(1_000)
    expect(attempts).toEqual([1])
    clearInterval(beat)
    await expect.poll(() => attempts, { timeout: 3_000 }).toEqual([1, 2])
    await reader.stop()
  })

  it('changes the settings of the consumer that is there', async () => {
    const { name, subject } = await fixture.stream()
    const spec = { ...work, stream: name, filterSubject: subject }
    await (await fixture.broker.consume(spec, () => {})).stop()
    const held: WorkMessage[] = []
    const reader = await fixture.broker.consume({ ...spec, flightMax: 8, ackWaitMs: 31_000 }, (m) =>
      held.push(m),
    )
    await fixture.fill(subject, 20)
    await expect.poll(() => held.length).toBe(8)
    await reader.stop()
  })

  it('tells when its consumer was deleted', async () => {
    const { name, subject } = await fixture.stream()
    const reader = await fixture.broker.consume({ ...work, stream: name, filterSubject: subject }, () => {})
    await fixture.broker.request(`$JS.API.CONSUMER.DELETE.${name}.${work.durable}`, bytesOf(''), 1_000)
    expect(await reader.ended).toBeInstanceOf(Error)
  }, 15_000)
})
