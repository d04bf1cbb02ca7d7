import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { SequenceConflict } from './broker.js'
import { connectBroker } from './nats-broker.js'
import { BrokenWire, BrokerFixture, bytesOf, textOf } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

const servers = await testServers()

describe.each(servers)('the broker on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  beforeAll(() => fixture.start())
  afterAll(() => fixture.stop())

  describe('streams', () => {
    it('are created, found again and updated', async () => {
      const { name, spec: first } = await fixture.stream()
      const spec = { ...first, bytesMax: 2_000_000, ageMsMax: 3_600_000 }
      await fixture.broker.ensureStream(spec)
      await fixture.broker.ensureStream(spec)
      expect(await fixture.broker.streamState(name)).toEqual({
        firstSequence: 1,
        lastSequence: 0,
        messages: 0,
        bytes: 0,
      })
    })

    it('may be created by several workers at once', async () => {
      const { spec: other } = await fixture.stream()
      const spec = { ...other, name: 'SAME', subjects: ['same'] }
      await Promise.all(Array.from({ length: 8 }, () => fixture.broker.ensureStream(spec)))
    })

    it('that overlap are refused with the reason', async () => {
      const { subject } = await fixture.stream()
      await expect(fixture.stream({ subjects: [subject] })).rejects.toMatchObject({
        code: 'BROKER_UNSUITABLE',
        message: expect.stringContaining('overlap'),
      })
    })

    it('that ask for more than the server has are refused with what to do', async () => {
      await expect(fixture.stream({ bytesMax: 2 ** 50 })).rejects.toMatchObject({
        code: 'BROKER_UNSUITABLE',
        todo: expect.stringContaining('max_file_store'),
      })
    })
  })

  describe('a place in time', () => {
    it('is that of the first message stored then or later, whatever was deleted', async () => {
      const { name, subject } = await fixture.stream()
      expect(await fixture.broker.sequenceAt(name, 0)).toBe(1)
      for (let i = 0; i < 6; i++) {
        await fixture.broker.publish(subject, bytesOf(`${i}`))
        await pause(5)
      }
      const times: number[] = []
      const reader = await fixture.broker.read(name, 1, async (some) => {
        times.push(...some.map(({ time }) => time))
      })
      await expect.poll(() => times.length).toBe(6)
      await reader.stop()
      for (const [i, time] of times.entries()) {
        expect(await fixture.broker.sequenceAt(name, time)).toBe(i + 1)
        expect(await fixture.broker.sequenceAt(name, time + 1)).toBe(i + 2)
      }
      await fixture.broker.delete(name, 4)
      expect(await fixture.broker.sequenceAt(name, times[3] as number)).toBe(5)
      await fixture.broker.purge(name, 2)
      expect(await fixture.broker.sequenceAt(name, 0)).toBe(3)
      await fixture.broker.purge(name, 6)
      expect(await fixture.broker.sequenceAt(name, times[0] as number)).toBe(7)
    })
  })

  describe('publish', () => {
    it('stores a message once, however often it is sent with its id', async () => {
      const { name, subject } = await fixture.stream()
      expect(await fixture.broker.publish(subject, bytesOf('a'), { messageId: 'x' })).toEqual({
        sequence: 1,
        duplicate: false,
      })
      expect(await fixture.broker.publish(subject, bytesOf('a'), { messageId: 'x' })).toEqual({
        sequence: 1,
        duplicate: true,
      })
      expect((await fixture.broker.streamState(name)).messages).toBe(1)
    })

    it('keeps order, headers and id', async () => {
      const { name, subject } = await fixture.stream()
      await fixture.broker.publish(subject, bytesOf('a'), {
        messageId: 'id-1',
        headers: { 'Waymark-Try': '3' },
      })
      const last = await fixture.broker.lastMessage(name, subject)
      expect(last).toMatchObject({ subject, sequence: 1, messageId: 'id-1' })
      expect(last?.header('Waymark-Try')).toBe('3')
      expect(last?.header('absent')).toBe('')
      expect(textOf(last?.bytes)).toBe('a')
      expect(Math.abs((last?.time ?? 0) - Date.now())).toBeLessThan(5_000)
    })

    it('is fenced by the last sequence of the whole stream', async () => {
      const { subject } = await fixture.stream()
      await fixture.broker.publish(subject, bytesOf('a'), { expectedLastSequence: 0, messageId: 'a' })
      await fixture.broker.publish(subject, bytesOf('b'), { expectedLastSequence: 1, messageId: 'b' })
      const zombie = fixture.broker.publish(subject, bytesOf('z'), {
        expectedLastSequence: 1,
        messageId: 'z',
      })
      await expect(zombie).rejects.toBeInstanceOf(SequenceConflict)
    })

    it('knows its own earlier write behind a fence', async () => {
      const { subject } = await fixture.stream({ duplicateWindowMs: 100 })
      await fixture.broker.publish(subject, bytesOf('a'), { expectedLastSequence: 0, messageId: 'own' })
      await pause(400)
      const again = await fixture.broker.publish(subject, bytesOf('a'), {
        expectedLastSequence: 0,
        messageId: 'own',
      })
      expect(again).toEqual({ sequence: 1, duplicate: true })
    })

    it('many fenced writes in flight are accepted in order', async () => {
      const { subject } = await fixture.stream()
      const acks = Array.from({ length: 200 }, (_, i) =>
        fixture.broker.publish(subject, bytesOf(String(i)), { expectedLastSequence: i, messageId: `f-${i}` }),
      )
      expect((await Promise.all(acks)).map((ack) => ack.sequence)).toEqual(acks.map((_, i) => i + 1))
    })

    it('to a full stream that discards new is refused as full', async () => {
      const { subject } = await fixture.stream({ bytesMax: 20_000 })
      const flood = fixture.fill(subject, 40, 1_000)
      await expect(flood).rejects.toMatchObject({ code: 'BROKER_FULL' })
    })

    it('is stored once when the answer was lost and the connection broke', async () => {
      const { name, subject } = await fixture.stream()
      const wire = new BrokenWire(fixture.url)
      const broker = await fixture.connect(await wire.open())
      wire.mute = true
      const ack = broker.publish(subject, bytesOf('a'), { messageId: 'once', deadlineMs: 10_000 })
      await expect.poll(async () => (await fixture.broker.streamState(name)).messages).toBe(1)
      wire.mute = false
      wire.cut()
      expect(await ack).toEqual({ sequence: 1, duplicate: true })
      await broker.close()
      await wire.close()
    }, 15_000)

    it('while there is no server waits for one: it is not taken for too large', async () => {
      const { subject } = await fixture.stream()
      const wire = new BrokenWire(fixture.url)
      const broker = await fixture.connect(await wire.open())
      wire.refuse = true
      wire.cut()
      await expect.poll(() => broker.connected).toBe(false)
      const acks = [0, 1, 2].map(async (i) => {
        await pause(200 * i)
        return broker.publish(subject, bytesOf('a'), { messageId: `${i}`, deadlineMs: 20_000 })
      })
      await pause(700)
      wire.refuse = false
      expect((await Promise.all(acks)).map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3])
      await broker.close()
      await wire.close()
    }, 30_000)

    it('without an id is not sent twice: the caller is told that it may be stored', async () => {
      const { subject } = await fixture.stream()
      const wire = new BrokenWire(fixture.url)
      const broker = await fixture.connect(await wire.open())
      wire.mute = true
      const lost = broker.publish(subject, bytesOf('a'), { deadlineMs: 300 })
      await expect(lost).rejects.toMatchObject({
        code: 'BROKER_UNREACHABLE',
        message: expect.stringContaining('may be stored'),
      })
      wire.mute = false
      await broker.close()
      await wire.close()
    })

    it('to a subject that no stream takes says so', async () => {
      const lost = fixture.broker.publish('nowhere', bytesOf('a'), { deadlineMs: 150 })
      await expect(lost).rejects.toMatchObject({
        code: 'BROKER_UNREACHABLE',
        message: expect.stringContaining('no stream takes'),
      })
    })

    it('over the server’s limit is refused before it is sent', async () => {
      const { subject } = await fixture.stream()
      const large = fixture.broker.publish(subject, new Uint8Array(fixture.broker.payloadBytesMax - 5), {
        messageId: 'x',
      })
      await expect(large).rejects.toMatchObject({ code: 'EVENT_TOO_LARGE' })
    })
  })

  it('deletes a message from the middle, and nothing when it is not there', async () => {
    const { name, subject } = await fixture.stream()
    await fixture.fill(subject, 5)
    const before = await fixture.broker.streamState(name)
    for (const sequence of [4, 3, 3, 99]) await fixture.broker.delete(name, sequence)
    const { bytes, ...state } = await fixture.broker.streamState(name)
    expect(state).toEqual({ firstSequence: 1, lastSequence: 5, messages: 3 })
    expect(bytes).toBeLessThan(before.bytes)
    await expect(fixture.broker.delete('NONE', 1)).rejects.toMatchObject({ message: expect.any(String) })
  })

  it('lastMessage is null where nothing was said', async () => {
    const { name } = await fixture.stream()
    expect(await fixture.broker.lastMessage(name, 's.none')).toBeNull()
  })

  describe('request', () => {
    it('is answered by who serves the subject', async () => {
      const serving = await fixture.broker.serve('q.1', async (bytes) => bytesOf(textOf(bytes).toUpperCase()))
      expect(textOf(await fixture.broker.request('q.1', bytesOf('ann'), 1_000))).toBe('ANN')
      await serving.stop()
      await expect(fixture.broker.request('q.1', bytesOf('ann'), 1_000)).rejects.toMatchObject({
        code: 'BROKER_UNREACHABLE',
      })
    })

    it('fails with the reason of who serves it', async () => {
      const serving = await fixture.broker.serve('q.2', () => Promise.reject(new Error('no such profile')))
      await expect(fixture.broker.request('q.2', bytesOf(''), 1_000)).rejects.toThrowError('no such profile')
      await serving.stop()
    })
  })

  it('refuses a wrong secret without showing it', async () => {
    const wrong = [fixture.url.replace(/[0-9a-f]+@/, 'hush@')]
    const attempt = connectBroker({ servers: wrong, name: 'test', log: silentLog })
    await expect(attempt).rejects.toMatchObject({
      code: 'BROKER_UNREACHABLE',
      message: expect.not.stringContaining('hush'),
    })
  })

  it('tells when it is closed', async () => {
    const other = await fixture.connect()
    await other.close()
    expect(await other.closed).toBeUndefined()
    expect(other.connected).toBe(false)
  })
})
