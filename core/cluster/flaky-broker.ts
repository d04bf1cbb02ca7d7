/**
 * For tests: a broker in memory on a hand-moved clock, that by a seed delays, loses, refuses, stores twice
 * and forgets to answer. What NATS does at worst, and more: publishes under way may overtake each other.
 */
import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import {
  type Broker,
  type EndingReader,
  type HeardMessage,
  type Listener,
  type PublishAck,
  type PublishOptions,
  type Reader,
  SequenceConflict,
  type StoredMessage,
  type StreamState,
} from './broker.js'

/** A clock that jumps from timer to timer. */
export class JumpingClock implements Clock {
  #now: number
  #timers: { at: number; order: number; call: () => void }[] = []
  #order = 0

  constructor(now = 1_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  timer(delayMs: number, call: () => void): () => void {
    const timer = { at: this.#now + delayMs, order: this.#order++, call }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves on to the next timer, up to `until`, and lets all follow from it. False when there was none. */
  async step(until = Number.POSITIVE_INFINITY): Promise<boolean> {
    await settled()
    const next = this.#timers.reduce<{ at: number; order: number; call: () => void } | undefined>(
      (a, b) => (a === undefined || b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a),
      undefined,
    )
    if (next === undefined || next.at > until) return false
    this.#timers = this.#timers.filter((other) => other !== next)
    this.#now = Math.max(this.#now, next.at)
    next.call()
    await settled()
    return true
  }

  /** Runs all timers up to an instant; for ever-repeating ones, so give an end. */
  async runUntil(until: number): Promise<void> {
    while (await this.step(until));
    this.#now = Math.max(this.#now, until)
    await settled()
  }

  forgetAll(): void {
    this.#timers = []
  }
}

/** Lets promises and immediates that are due run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Chances of 0 to 1 for each publish. */
export interface Mishaps {
  readonly lost: number
  readonly answerLost: number
  readonly refused: number
  readonly late: number
  readonly twice: number
}

export const NO_MISHAPS: Mishaps = { lost: 0, answerLost: 0, refused: 0, late: 0, twice: 0 }

type Message = StoredMessage & { readonly stream: string }

export class FlakyBroker implements Broker, Listener {
  readonly version = '0.0.0'
  payloadBytesMax = 1024 * 1024
  connected = true
  readonly closed: Promise<Error | undefined>
  mishaps: Mishaps
  /** Publishes that the broker was asked for. */
  publishes = 0
  flightNow = 0
  flightMost = 0
  /** Broker's time minus that of the clock. */
  aheadMs = 0
  readonly #clock: JumpingClock
  readonly #random: () => number
  readonly #streamOf: (subject: string) => string
  readonly #streams = new Map<string, Message[]>()
  /** Last sequence of each stream. */
  readonly #last = new Map<string, number>()
  readonly #ids = new Map<string, number>()
  readonly #readers = new Set<() => void>()
  readonly #listeners = new Set<(message: Message) => void>()
  readonly #answers = new Map<string, (bytes: Uint8Array) => Promise<Uint8Array>>()
  #close: (reason: Error | undefined) => void = () => {}

  constructor(clock: JumpingClock, seed: number, mishaps: Mishaps, streamOf: (subject: string) => string) {
    this.#clock = clock
    this.#random = seeded(seed)
    this.mishaps = mishaps
    this.#streamOf = streamOf
    this.closed = new Promise((resolve) => {
      this.#close = resolve
    })
  }

  messages(stream: string): readonly StoredMessage[] {
    return this.#streams.get(stream) ?? []
  }

  /** The duplicate window is over. */
  forgetIds(): void {
    this.#ids.clear()
  }

  publish(subject: string, bytes: Uint8Array, options: PublishOptions = {}): Promise<PublishAck> {
    this.publishes++
    this.flightMost = Math.max(this.flightMost, ++this.flightNow)
    const { lost, answerLost, refused, late, twice } = this.mishaps
    const chance = this.#random()
    const arrival = this.#random() * 3 + (this.#random() < late ? 2_000 : 0)
    const answer = arrival + this.#random() * 3
    const copy = new Uint8Array(bytes)
    const store = (): PublishAck | SequenceConflict => this.#store(subject, copy, options)
    return new Promise<PublishAck>((resolve, reject) => {
      const fail = (delay: number, error: Error) => this.#clock.timer(delay, () => reject(error))
      if (chance < lost) {
        fail(answer, new WaymarkError('BROKER_UNREACHABLE', 'no answer'))
      } else if (chance < lost + answerLost) {
        this.#clock.timer(arrival, store)
        fail(this.#random() * 2 * answer, new WaymarkError('BROKER_UNREACHABLE', 'no answer'))
      } else if (chance < lost + answerLost + refused) {
        fail(answer, new WaymarkError('BROKER_FULL', 'the stream is full'))
      } else {
        let ack: PublishAck | SequenceConflict | undefined
        this.#clock.timer(arrival, () => {
          ack = store()
        })
        if (this.#random() < twice) this.#clock.timer(arrival + this.#random() * 50, store)
        this.#clock.timer(answer, () => {
          if (ack instanceof SequenceConflict) reject(ack)
          else if (ack !== undefined) resolve(ack)
        })
      }
    }).finally(() => {
      this.flightNow--
    })
  }

  async streamState(stream: string): Promise<StreamState> {
    const stored = this.messages(stream)
    const lastSequence = this.#last.get(stream) ?? 0
    const firstSequence = stored[0]?.sequence ?? lastSequence + 1
    const bytes = stored.reduce((sum, message) => sum + message.bytes.length, 0)
    return { firstSequence, lastSequence, messages: stored.length, bytes }
  }

  async sequenceAt(stream: string, time: number): Promise<number> {
    const found = this.messages(stream).find((message) => message.time >= time)
    return found?.sequence ?? (this.#last.get(stream) ?? 0) + 1
  }

  async purge(stream: string, upTo: number): Promise<void> {
    this.#streams.set(
      stream,
      (this.#streams.get(stream) ?? []).filter(({ sequence }) => sequence > upTo),
    )
  }

  async delete(stream: string, sequence: number): Promise<void> {
    const stored = this.#streams.get(stream) ?? []
    this.#streams.set(
      stream,
      stored.filter((message) => message.sequence !== sequence),
    )
  }

  async lastMessage(stream: string, subject: string): Promise<StoredMessage | null> {
    const tokens = subject.split('.')
    const matches = (text: string) => {
      const parts = text.split('.')
      if (subject === '>') return true
      return parts.length === tokens.length && tokens.every((token, i) => token === '*' || token === parts[i])
    }
    return this.messages(stream).findLast((message) => matches(message.subject)) ?? null
  }

  async messageAt(stream: string, sequence: number): Promise<StoredMessage | null> {
    return this.messages(stream).find((message) => message.sequence === sequence) ?? null
  }

  async read(
    stream: string,
    from: number,
    onMessages: (messages: StoredMessage[]) => Promise<void>,
  ): Promise<EndingReader> {
    const first = this.messages(stream)[0]?.sequence ?? from
    if (first > from) throw new WaymarkError('LOG_TRIMMED', `${stream} begins at ${first}`)
    let next = from
    let running = false
    const more = async (): Promise<void> => {
      if (running) return
      running = true
      for (;;) {
        const batch = this.messages(stream).filter((message) => message.sequence >= next)
        const some = batch.slice(0, 1 + Math.floor(this.#random() * 20))
        if (some.length === 0 || !this.#readers.has(wake)) break
        next = (some.at(-1)?.sequence ?? 0) + 1
        await onMessages(some)
      }
      running = false
    }
    const wake = (): void => void more()
    this.#readers.add(wake)
    setImmediate(wake)
    return { stop: async () => void this.#readers.delete(wake), ended: new Promise(() => {}) }
  }

  async listen(subject: string, onMessage: (message: HeardMessage) => void): Promise<Reader> {
    const listener = (message: Message): void => {
      if (message.subject.startsWith(subject.replace('>', ''))) onMessage(message)
    }
    this.#listeners.add(listener)
    return { stop: async () => void this.#listeners.delete(listener) }
  }

  async serve(subject: string, answer: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<Reader> {
    this.#answers.set(subject, answer)
    return { stop: async () => void this.#answers.delete(subject) }
  }

  async request(subject: string, bytes: Uint8Array): Promise<Uint8Array> {
    const answer = this.#answers.get(subject)
    if (answer === undefined) throw new WaymarkError('BROKER_UNREACHABLE', `no one answers on ${subject}`)
    return answer(bytes)
  }

  async ensureStream(): Promise<void> {}

  async consume(): Promise<EndingReader> {
    throw new Error('the engine consumes nothing')
  }

  async close(): Promise<void> {
    this.connected = false
    this.#close(undefined)
  }

  #store(subject: string, bytes: Uint8Array, options: PublishOptions): PublishAck | SequenceConflict {
    const stream = this.#streamOf(subject)
    const messageId = options.messageId ?? ''
    const known = this.#ids.get(`${stream} ${messageId}`)
    if (messageId !== '' && known !== undefined) return { sequence: known, duplicate: true }
    const messages = this.#streams.get(stream) ?? []
    this.#streams.set(stream, messages)
    const last = this.#last.get(stream) ?? 0
    const { expectedLastSequence: expected } = options
    if (expected !== undefined && expected !== last) {
      const own = messages.find((message) => message.sequence === expected + 1)
      if (messageId !== '' && own?.messageId === messageId) return { sequence: own.sequence, duplicate: true }
      return new SequenceConflict(stream, expected)
    }
    const sequence = last + 1
    this.#last.set(stream, sequence)
    const time = this.#clock.now() + this.aheadMs
    const headers = options.headers ?? {}
    const header = (name: string): string => headers[name] ?? ''
    const message = { stream, subject, sequence, time, bytes, messageId, header }
    messages.push(message)
    for (const listener of this.#listeners) setImmediate(() => listener(message))
    if (messageId !== '') this.#ids.set(`${stream} ${messageId}`, sequence)
    for (const wake of this.#readers) setImmediate(wake)
    return { sequence, duplicate: false }
  }
}

/** Mulberry32: a small generator of numbers from 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
