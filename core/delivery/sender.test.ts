import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Channel, Message, SendContext, SendResult } from '../plugin/plugin.js'
import { quiet } from './test-broker.js'
import { bytesOf, sampleDelivery, senderBench } from './test-deliveries.js'

/** A channel that answers each call in turn, the last answer for ever, and keeps what it was given. */
function channelOf(...answers: ((message: Message, context: SendContext) => unknown)[]) {
  const calls: { message: Message; context: SendContext }[] = []
  const channel: Channel = {
    send: (message, context) => {
      calls.push({ message, context })
      const answer = answers[Math.min(calls.length, answers.length) - 1]
      return answer?.(message, context) as SendResult
    },
  }
  return { channel, calls }
}

const sent = () => ({ kind: 'sent' })
const retry = (afterMs?: number) => () => ({
  kind: 'retry',
  reason: 'busy',
  ...(afterMs !== undefined && { afterMs }),
})
const rejected = () => ({ kind: 'rejected', reason: 'no such address' })
const never = () => new Promise<never>(() => {})

describe('a sender', () => {
  it('sends what the journey decided, rendered, and acknowledges it', async () => {
    const { channel, calls } = channelOf(sent)
    const { put, broker, sender, clock } = senderBench(channel)
    put()
    await clock.pass(0)
    expect(calls.map(({ message }) => message)).toEqual([
      {
        key: '7-4711-0',
        channel: 'crm',
        at: '2026-01-01T10:00:00.000Z',
        profile: 'p-ann',
        to: { user_id: ['ann'], email: ['ann@example.com'] },
        content: { name: 'welcome', subject: 'Welcome, Ann', body: 'You have 2 things waiting.', parts: {} },
        journey: 'welcome',
        instance: 'i-1',
      },
    ])
    expect(broker.events).toEqual(['bring 1 #1', 'ack 1'])
    expect(sender.counts).toEqual({ sent: 1, retried: 0, rejected: 0, dead: 0, underWay: 0, waiting: 0 })
  })

  it('waits longer from try to try, and sends the same each time', async () => {
    const { channel, calls } = channelOf(retry(), retry(), retry(), sent)
    const { put, broker, clock } = senderBench(channel, { attempts: 10 })
    put()
    await clock.pass(60_000)
    expect(broker.events.filter((event) => event.startsWith('retry'))).toEqual([
      'retry 1 500',
      'retry 1 1000',
      'retry 1 2000',
    ])
    expect(calls.map(({ context }) => context.attempt)).toEqual([1, 2, 3, 4])
    for (const { message } of calls) expect(message).toEqual(calls[0]?.message)
  })

  it('does not come back before Retry-After', async () => {
    const { channel, calls } = channelOf(retry(90_000), sent)
    const { put, clock } = senderBench(channel)
    put()
    await clock.pass(89_999)
    expect(calls).toHaveLength(1)
    await clock.pass(1_000)
    expect(calls).toHaveLength(2)
  })

  it('stores a dead letter when tries are over, and acknowledges only then', async () => {
    const { channel, calls } = channelOf(retry())
    const { put, broker, meter, clock } = senderBench(channel, { attempts: 2 })
    put()
    await clock.pass(60_000)
    expect(calls).toHaveLength(2)
    expect(broker.events.slice(-2)).toEqual(['publish wm.dlq.delivery', 'ack 1'])
    expect(broker.published).toEqual([
      {
        subject: 'wm.dlq.delivery',
        bytes: bytesOf(sampleDelivery()),
        options: {
          messageId: 'WM_DELIVERIES-1',
          headers: {
            'Waymark-Reason': 'tries over: busy',
            'Waymark-Attempts': '2',
            'Waymark-Subject': 'wm.delivery.crm.007',
          },
        },
      },
    ])
    expect(meter.counts).toEqual({
      'deliveries_total{crm,retried}': 1,
      'deliveries_total{crm,dead}': 1,
      'dead_letters_total{delivery}': 1,
    })
  })

  it('does not try again what the provider refuses for good', async () => {
    const { channel, calls } = channelOf(rejected)
    const { put, broker, sender, clock } = senderBench(channel)
    put()
    await clock.pass(60_000)
    expect(calls).toHaveLength(1)
    expect(broker.published[0]?.options.headers?.['Waymark-Reason']).toBe('rejected: no such address')
    expect(sender.counts).toMatchObject({ rejected: 1, dead: 0 })
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('out of luck')
      },
      'the plugin threw: out of luck',
    ],
    [
      'rejects',
      async () => {
        throw new Error('out of luck')
      },
      'the plugin threw: out of luck',
    ],
    ['throws no error', () => Promise.reject(null), 'the plugin threw: null'],
    ['returns nothing', () => undefined, 'the plugin returned no result but undefined'],
    ['returns another kind', () => ({ kind: 'done' }), 'the plugin returned no result but done'],
    [
      'returns a delay that is none',
      () => ({ kind: 'retry', reason: 'x', afterMs: -1 }),
      'the plugin returned no result but retry',
    ],
    ['never answers', never, 'no answer within 1000 ms'],
  ])('takes it for a failed try when the plugin %s', async (_, answer, reason) => {
    const { channel, calls } = channelOf(answer)
    const { put, broker, sender, clock } = senderBench(channel, { attempts: 2 })
    put()
    await clock.pass(60_000)
    expect(calls).toHaveLength(2)
    expect(broker.published[0]?.options.headers?.['Waymark-Reason']).toBe(`tries over: ${reason}`)
    expect(sender.counts).toMatchObject({ retried: 1, dead: 1, underWay: 0 })
  })

  it('aborts a call at its deadline', async () => {
    const { channel, calls } = channelOf(never)
    const { put, clock } = senderBench(channel, { timeoutMs: 1_000 })
    put()
    await clock.pass(999)
    expect(calls[0]?.context.signal.aborted).toBe(false)
    await clock.pass(1)
    expect(calls[0]?.context.signal.aborted).toBe(true)
  })

  it.each([
    ['no JSON', new TextEncoder().encode('{'), 'malformed: not JSON in UTF-8'],
    ['no UTF-8', Uint8Array.of(0xff, 0xfe), 'malformed: not JSON in UTF-8'],
    ['no delivery', bytesOf({ key: 1 }), 'malformed: id'],
    [
      'a delivery for another channel',
      bytesOf(sampleDelivery({ channel: 'sms' })),
      'malformed: it is for channel sms',
    ],
    ['a delivery of unknown content', bytesOf(sampleDelivery({ content: 'x' })), 'there is no content "x"'],
  ])('puts %s into the dead-letter stream, unchanged, and goes on', async (_, bytes, reason) => {
    const { channel, calls } = channelOf(sent)
    const { put, broker, sender, clock } = senderBench(channel)
    broker.put('wm.delivery.crm.001', bytes)
    put()
    await clock.pass(0)
    expect(broker.published[0]?.bytes).toBe(bytes)
    expect(broker.published[0]?.options.headers?.['Waymark-Reason']).toContain(reason)
    expect(sender.counts).toMatchObject({ dead: 1, sent: 1 })
    expect(calls).toHaveLength(1)
  })

  it('keeps a delivery as long as its dead letter cannot be stored', async () => {
    const { channel, calls } = channelOf(rejected)
    const { put, broker, clock } = senderBench(channel)
    const full = new WaymarkError('BROKER_FULL', 'the stream is full')
    broker.publishFaults.push(full, full, full)
    put()
    await clock.pass(0)
    expect(broker.events).toEqual(['bring 1 #1'])
    await clock.pass(100_000)
    expect(broker.events).toEqual(['bring 1 #1', 'publish wm.dlq.delivery', 'ack 1'])
    expect(calls).toHaveLength(1)
  })

  it('does not send twice when an acknowledgement is lost', async () => {
    const { channel, calls } = channelOf(sent)
    const { put, broker, sender, clock } = senderBench(channel)
    broker.ackFaults.push(new Error('disconnected'))
    put()
    await clock.pass(60_000)
    expect(broker.events).toEqual(['bring 1 #1', 'retry 1 500', 'bring 1 #2', 'ack 1'])
    expect(calls).toHaveLength(1)
    expect(sender.counts.sent).toBe(1)
  })

  it('does not send twice what the engine said twice', async () => {
    const { channel, calls } = channelOf(sent)
    const { put, broker, clock } = senderBench(channel)
    put()
    await clock.pass(0)
    put()
    await clock.pass(0)
    expect(calls).toHaveLength(1)
    expect(broker.unsettled).toBe(0)
  })

  it('makes no more calls at once than it may', async () => {
    let underWay = 0
    let most = 0
    const { channel } = channelOf(async () => {
      most = Math.max(most, ++underWay)
      await quiet()
      underWay--
      return sent()
    })
    const { put, sender, clock } = senderBench(channel, { concurrency: 3 })
    for (let n = 0; n < 20; n++) put({ key: `k${n}` })
    expect(sender.counts).toMatchObject({ underWay: 3, waiting: 17 })
    while (sender.counts.sent < 20) await clock.pass(0)
    expect(most).toBe(3)
  })

  it('keeps what takes long alive at the broker', async () => {
    const { channel, calls } = channelOf(never)
    const { put, broker, clock } = senderBench(channel, { timeoutMs: 100_000, concurrency: 1 })
    put()
    put({ key: 'waits' })
    await clock.pass(99_999)
    expect(calls).toHaveLength(1)
    expect(broker.events).toEqual(['bring 1 #1', 'bring 2 #1'])
  })

  it('gives up a delivery that is taken up again and again and never settled', async () => {
    const { channel, calls } = channelOf(sent)
    const { sender, broker, clock } = senderBench(channel, { attempts: 3 })
    const message = (attempt: number) => ({
      subject: 'wm.delivery.crm.007',
      bytes: bytesOf(sampleDelivery({ key: `k${attempt}` })),
      sequence: attempt,
      time: 0,
      messageId: '',
      header: () => '',
      attempt,
      ack: async () => {},
      retry: () => {},
      working: () => {},
    })
    sender.take(message(3 + LIMITS.deliverySpareAttemptsMax))
    sender.take(message(4 + LIMITS.deliverySpareAttemptsMax))
    await clock.pass(0)
    expect(calls).toHaveLength(1)
    expect(broker.published[0]?.options.headers?.['Waymark-Reason']).toContain('tries over')
  })

  it('waits when too many calls ignore their abort, and goes on when one ends', async () => {
    const ends: (() => void)[] = []
    const stubborn = () => new Promise((resolve) => ends.push(() => resolve(sent())))
    const { channel, calls } = channelOf(stubborn)
    const { put, clock, sender } = senderBench(channel, { concurrency: 64, attempts: 100, timeoutMs: 10 })
    for (let n = 0; n < LIMITS.deliveryStraysMax + 100; n++) put({ key: `k${n}` })
    await clock.pass(1_000)
    const made = calls.length
    expect(made).toBeGreaterThanOrEqual(LIMITS.deliveryStraysMax)
    expect(made).toBeLessThan(LIMITS.deliveryStraysMax + 64)
    await clock.pass(10_000)
    expect(calls).toHaveLength(made)
    expect(sender.counts.underWay).toBe(0)
    for (const end of ends.splice(0, 80)) end()
    await quiet()
    expect(calls.length).toBeGreaterThan(made)
  })
})

describe('a sender that stops', () => {
  it('gives back what waits and lets end what is under way', async () => {
    let end = () => {}
    const { channel } = channelOf(
      () =>
        new Promise((resolve) => {
          end = () => resolve(sent())
        }),
    )
    const { put, broker, sender, clock } = senderBench(channel, { concurrency: 1 })
    put()
    put({ key: 'waits' })
    const stopped = sender.stop()
    end()
    await stopped
    await clock.pass(0)
    expect(broker.events).toEqual(['bring 1 #1', 'bring 2 #1', 'retry 2 500', 'ack 1'])
  })

  it('aborts what takes too long and gives it back, without a dead letter', async () => {
    const { channel, calls } = channelOf(never)
    const { put, broker, sender, clock } = senderBench(channel, { attempts: 1, timeoutMs: 60_000 })
    put()
    let stopped = false
    void sender.stop().then(() => {
      stopped = true
    })
    await clock.pass(LIMITS.deliveryDrainMsMax)
    expect(calls[0]?.context.signal.aborted).toBe(true)
    expect(broker.events).toEqual(['bring 1 #1', 'retry 1 500'])
    expect(stopped).toBe(true)
  })

  it('gives back what waits for its dead letter', async () => {
    const { channel } = channelOf(rejected)
    const { put, broker, sender, clock } = senderBench(channel)
    const gone = new WaymarkError('BROKER_UNREACHABLE', 'no answer')
    broker.publishFaults.push(gone, gone, gone)
    put()
    await clock.pass(0)
    await sender.stop()
    expect(broker.events).toEqual(['bring 1 #1', 'retry 1 500'])
  })
})

it('ends every delivery once, whatever the plugin and the broker do', async () => {
  const answers = fc.constantFrom('sent', 'retry', 'rejected', 'throws', 'silent', 'nonsense')
  const scenario = fc.record({
    answers: fc.array(fc.array(answers, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
    lostAcks: fc.nat(3),
    lostPublishes: fc.nat(3),
    concurrency: fc.integer({ min: 1, max: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ answers, lostAcks, lostPublishes, concurrency }) => {
      const tries = new Map<string, Message[]>()
      const channel: Channel = {
        send: (message) => {
          const before = tries.get(message.key) ?? []
          tries.set(message.key, [...before, message])
          const script = answers[Number(message.key)] ?? []
          switch (script[before.length % script.length]) {
            case 'sent':
              return { kind: 'sent' }
            case 'rejected':
              return { kind: 'rejected', reason: 'no' }
            case 'throws':
              throw new Error('no')
            case 'silent':
              return never()
            case 'nonsense':
              return 'sent' as unknown as SendResult
            default:
              return { kind: 'retry', reason: 'later' }
          }
        },
      }
      const { put, broker, sender, clock } = senderBench(channel, { attempts: 4, concurrency })
      for (let n = 0; n < lostAcks; n++) broker.ackFaults.push(new Error('lost'))
      for (let n = 0; n < lostPublishes; n++) broker.publishFaults.push(new Error('lost'))
      for (const n of answers.keys()) put({ key: String(n) })
      for (let n = 0; n < 40 && broker.unsettled > 0; n++) await clock.pass(30_000)
      await sender.stop()

      expect(broker.unsettled).toBe(0)
      const { sent, rejected, dead } = sender.counts
      expect(sent + rejected + dead).toBe(answers.length)
      expect(broker.published).toHaveLength(rejected + dead)
      for (const messages of tries.values()) {
        expect(messages.length).toBeLessThanOrEqual(4)
        for (const message of messages) expect(message).toEqual(messages[0])
      }
    }),
    { numRuns: 40 },
  )
})
