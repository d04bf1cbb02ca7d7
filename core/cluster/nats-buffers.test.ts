import { MessageChannel } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkMessage } from './broker.js'
import { BrokerFixture } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

const MESSAGES = 500

describe.each((await testServers()).slice(0, 1))(
  'messages of one read of the socket, on $version',
  (binary) => {
    const fixture = new BrokerFixture(binary)
    const { port1: to, port2: other } = new MessageChannel()
    beforeAll(() => fixture.start())
    afterAll(async () => {
      to.close()
      other.close()
      await fixture.stop()
    })

    const fill = async (subject: string): Promise<void> => {
      for (let i = 0; i < MESSAGES; i++)
        await fixture.broker.publish(subject, Buffer.from(`message ${i + 1}`))
    }
    /** Moves the bytes to another thread, as a task does: here they are empty afterwards. */
    const moveAway = (bytes: Uint8Array): void => to.postMessage(bytes, [bytes.buffer as ArrayBuffer])
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

    it('may be kept and moved to a thread: what is moved takes no other one with it', async () => {
      const { name, subject } = await fixture.stream()
      await fill(subject)
      const kept = new Map<number, Uint8Array>()
      let moved = 0
      let reads = 0
      const reader = await fixture.broker.read(name, 1, async (messages) => {
        reads++
        for (const { sequence, bytes } of messages) {
          expect(text(bytes)).toBe(`message ${sequence}`)
          if (sequence % 2 === 0) kept.set(sequence, bytes)
        }
        for (const { sequence, bytes } of messages) {
          if (sequence % 2 === 0) continue
          moveAway(bytes)
          expect(bytes.length).toBe(0)
          moved++
        }
      })
      await expect.poll(() => kept.size + moved, { timeout: 10_000 }).toBe(MESSAGES)
      await reader.stop()
      // Else nothing was shared to begin with.
      expect(reads).toBeLessThan(MESSAGES)
      for (const [sequence, bytes] of kept) expect(text(bytes)).toBe(`message ${sequence}`)
    })

    it('are acknowledged, all of them, although their bytes have gone to a thread', async () => {
      const { name, subject } = await fixture.stream()
      await fill(subject)
      const spec = { stream: name, durable: 'w', ackWaitMs: 2_000, flightMax: 256, filterSubject: subject }
      let acknowledged = 0
      const again: number[] = []
      const onMessage = (message: WorkMessage): void => {
        if (message.attempt > 1) again.push(message.sequence)
        moveAway(message.bytes)
        void message.ack().then(() => acknowledged++)
      }
      const reader = await fixture.broker.consume(spec, onMessage)
      await expect.poll(() => acknowledged, { timeout: 10_000 }).toBe(MESSAGES)
      await new Promise((resolve) => setTimeout(resolve, spec.ackWaitMs + 200))
      await reader.stop()
      expect(again).toEqual([])
    })
  },
)
