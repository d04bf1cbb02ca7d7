import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import { encodeEvents } from '../event/batch.js'
import type { Event } from '../event/event.js'
import { names } from '../event/subjects.js'
import { Appender, type RoutedEvent } from './appender.js'

/** A clock that stands until it is moved. */
class HandClock implements Clock {
  #now = 1_000_000
  #timers: { due: number; call: () => void }[] = []

  now(): number {
    return this.#now
  }

  timer(delayMs: number, call: () => void): () => void {
    const timer = { due: this.#now + delayMs, call }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  move(ms: number): void {
    this.#now += ms
    const due = this.#timers.filter((timer) => timer.due <= this.#now)
    this.#timers = this.#timers.filter((timer) => timer.due > this.#now)
    for (const { call } of due) call()
  }
}

interface Publish {
  readonly subject: string
  readonly text: string
  readonly bytes: number
  readonly messageId: string
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** A broker that answers when the test says so. */
class HandBroker {
  connected = true
  readonly waiting: Publish[] = []

  publish(subject: string, bytes: Uint8Array, options?: { messageId?: string }): Promise<never> {
    return new Promise<void>((resolve, reject) => {
      const text = Buffer.from(bytes).toString()
      const messageId = options?.messageId ?? ''
      this.waiting.push({ subject, text, bytes: bytes.length, messageId, resolve, reject })
    }) as Promise<never>
  }

  acknowledgeAll(): Publish[] {
    const all = this.waiting.splice(0)
    for (const { resolve } of all) resolve()
    return all
  }
}

const event = (messageId: string): Event => ({
  kind: 'track',
  name: 'E',
  messageId,
  time: 0,
  received: 0,
  source: 's',
  identifiers: [],
  properties: {},
})
const to = (partition: number, messageId: string, size = 100): RoutedEvent => ({
  event: event(messageId),
  partition,
  size,
})
const list = (events: readonly Event[]) => Buffer.from(events.map(({ messageId }) => messageId).join())
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Partitions whose logs are as full as ingest may make them. */
const taken = new Set<number>()
const room = { isTaken: (partition: number) => taken.has(partition), sent: () => {} }

let broker: HandBroker
let clock: HandClock

function appender(lingerMs = 2, encode: (events: readonly Event[]) => Uint8Array = list): Appender {
  return new Appender({ broker, clock, encode, lingerMs, names: names('wm'), partitions: 4, room })
}

beforeEach(() => {
  broker = new HandBroker()
  clock = new HandClock()
})

describe('Appender', () => {
  it('gathers the events of all requests into one record per partition', async () => {
    const it = appender()
    const requests = [it.append([to(1, 'a'), to(2, 'b'), to(1, 'c')]), it.append([to(1, 'd')])]
    expect(broker.waiting).toHaveLength(0)
    clock.move(2)
    const records = broker.acknowledgeAll()
    expect(records.map(({ subject, text }) => [subject, text])).toEqual([
      ['wm.p.001', 'a,c,d'],
      ['wm.p.002', 'b'],
    ])
    expect(new Set(records.map(({ messageId }) => messageId)).size).toBe(2)
    await Promise.all(requests)
    expect(it.pendingBytes).toBe(0)
  })

  it('does not wait when nothing may linger', () => {
    const it = appender(0)
    void it.append([to(0, 'a'), to(0, 'b')])
    expect(broker.waiting.map(({ text }) => text)).toEqual(['a,b'])
  })

  it('answers a request only when every one of its records is stored', async () => {
    const it = appender(0)
    let answered = false
    const request = it.append([to(0, 'a'), to(1, 'b')]).then(() => {
      answered = true
    })
    broker.waiting[0]?.resolve()
    await settled()
    expect(answered).toBe(false)
    broker.acknowledgeAll()
    await request
  })

  it('fails the requests of a record that is refused, and no others', async () => {
    const it = appender(0)
    const [bad, good] = [it.append([to(0, 'a')]), it.append([to(1, 'b')])]
    broker.waiting[0]?.reject(new WaymarkError('BROKER_FULL', 'full'))
    broker.waiting[1]?.resolve()
    await expect(bad).rejects.toMatchObject({ code: 'BROKER_FULL' })
    await good
    expect(it.pendingBytes).toBe(0)
  })

  it('refuses before it takes anything while the broker is away', async () => {
    broker.connected = false
    await expect(appender(0).append([to(0, 'a')])).rejects.toMatchObject({ code: 'BROKER_UNREACHABLE' })
    expect(broker.waiting).toHaveLength(0)
  })

  it('refuses before it takes anything while one of the logs has no room for it', async () => {
    const it = appender()
    taken.add(2)
    await expect(it.append([to(1, 'a'), to(2, 'b')])).rejects.toMatchObject({ code: 'BROKER_FULL' })
    expect(it.pendingBytes).toBe(0)
    taken.clear()
    const stored = it.append([to(1, 'a'), to(2, 'b')])
    clock.move(10)
    broker.acknowledgeAll()
    await stored
  })

  it('refuses when as much waits as may, and takes again when there is room', async () => {
    const it = appender(0)
    const first = it.append([to(0, 'a', LIMITS.ingestPendingBytesMax)])
    await expect(it.append([to(0, 'b', 1)])).rejects.toMatchObject({ code: 'INGEST_FULL' })
    broker.acknowledgeAll()
    await first
    const second = it.append([to(0, 'c', 1)])
    broker.acknowledgeAll()
    await second
  })

  it('sends at once when a record is full by count or by size', () => {
    const it = appender()
    void it.append(Array.from({ length: LIMITS.recordEventsMax + 1 }, (_, i) => to(0, String(i))))
    expect(broker.waiting.map(({ text }) => text.split(',').length)).toEqual([LIMITS.recordEventsMax])
    const third = LIMITS.messageBytesMax / 6
    void it.append([to(1, 'a', third), to(1, 'b', third), to(1, 'c', third)])
    expect(broker.waiting[1]?.text).toBe('a,b')
  })

  it('has at most 8 records of a partition under way; meanwhile the next one grows', async () => {
    const it = appender(0)
    const requests = Array.from({ length: 20 }, (_, i) => it.append([to(0, String(i))]))
    expect(broker.waiting).toHaveLength(LIMITS.recordFlightMax)
    expect(broker.acknowledgeAll().map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
    await settled()
    expect(broker.acknowledgeAll().map(({ text }) => text)).toEqual(['8,9,10,11,12,13,14,15,16,17,18,19'])
    await Promise.all(requests)
  })

  it('one partition that hangs holds up no other', async () => {
    const it = appender(0)
    for (let i = 0; i < 20; i++) void it.append([to(0, String(i))])
    const other = it.append([to(1, 'x')])
    broker.waiting.find(({ subject }) => subject === 'wm.p.001')?.resolve()
    await other
  })

  it('cuts a record that is larger than it looked', async () => {
    const heavy = (events: readonly Event[]) => new Uint8Array(events.length * 300 * 1024)
    const it = appender(0, heavy)
    const request = it.append(Array.from({ length: 5 }, (_, i) => to(0, String(i))))
    expect(broker.waiting.map(({ bytes }) => bytes / 300 / 1024)).toEqual([2, 3])
    for (const { bytes } of broker.waiting) expect(bytes).toBeLessThanOrEqual(LIMITS.messageBytesMax)
    broker.acknowledgeAll()
    await request
  })

  it('an event that cannot be encoded fails its request and stops nothing', async () => {
    const it = appender(0, (events) => {
      if (events.some(({ messageId }) => messageId === 'bad')) throw new Error('a bug')
      return list(events)
    })
    await expect(it.append([to(0, 'bad')])).rejects.toThrow('a bug')
    const next = it.append([to(0, 'good')])
    broker.acknowledgeAll()
    await next
  })

  it('sends what lingers when it has to hurry, and lets nothing linger after', () => {
    const it = appender(50)
    void it.append([to(0, 'a')])
    it.hurry()
    void it.append([to(0, 'b')])
    expect(broker.waiting.map(({ text }) => text)).toEqual(['a', 'b'])
  })

  it('stores every event once and in order, whatever the pace', async () => {
    const step = fc.oneof(
      fc.record({ append: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 }) }),
      fc.record({ move: fc.integer({ min: 1, max: 30 }) }),
      fc.constant({ acknowledge: true }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.constantFrom(0, 2, 20),
        async (steps, lingerMs) => {
          broker = new HandBroker()
          clock = new HandClock()
          const it = appender(lingerMs)
          const sent: string[][] = [[], [], [], []]
          const stored: string[][] = [[], [], [], []]
          const requests: Promise<void>[] = []
          const acknowledge = async () => {
            for (const { subject, text } of broker.acknowledgeAll())
              stored[Number(subject.slice(-3))]?.push(...text.split(','))
            await settled()
          }
          let n = 0
          for (const each of steps) {
            if ('append' in each) {
              const routed = each.append.map((partition) => to(partition, String(n++)))
              for (const { event, partition } of routed) sent[partition]?.push(event.messageId)
              requests.push(it.append(routed))
            } else if ('move' in each) clock.move(each.move)
            else await acknowledge()
          }
          it.hurry()
          for (let i = 0; i < 100 && it.pendingBytes > 0; i++) await acknowledge()
          await Promise.all(requests)
          expect(stored).toEqual(sent)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('with the real encoding: no record of the largest events is too large for one message', () => {
    const properties = { a: '\u4e2d'.repeat(10_000) }
    const it = appender(50, encodeEvents)
    const size = 10_100
    void it.append(
      Array.from({ length: 200 }, (_, i) => ({
        event: { ...event(String(i)), properties },
        partition: 0,
        size,
      })),
    )
    expect(broker.waiting.length).toBeGreaterThan(3)
    for (const { bytes } of broker.waiting) expect(bytes).toBeLessThanOrEqual(LIMITS.messageBytesMax)
  })
})
