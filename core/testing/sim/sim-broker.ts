import {
  type PublishAck,
  type PublishOptions,
  SequenceConflict,
  type StoredMessage,
  type StreamState,
} from '../../cluster/broker.js'
import type { Faults } from './faults.js'
import type { Random } from './random.js'
import type { Trace } from './trace.js'
import type { VirtualTime } from './virtual-time.js'

/** As in production: copies of a message id within it are dropped. */
export const DUPLICATE_WINDOW_MS = 120_000

export interface SimBrokerSettings {
  readonly time: VirtualTime
  readonly random: Random
  readonly trace: Trace
  readonly faults: Faults
  readonly streamOf: (subject: string) => string
  /** Within it copies of a message id are dropped, ms. */
  readonly windowOf: (stream: string) => number
  /** What a stream may hold, bytes. */
  readonly limitOf: (stream: string) => number
}

interface Stream {
  /** Everything that was ever stored: what was deleted too, for who wants to know what happened. */
  readonly history: StoredMessage[]
  /** Sequence of the first message that is not deleted. */
  first: number
  /** Sequences of messages after it that are. */
  readonly deleted: Set<number>
  /** Of what is not deleted. */
  bytes: number
  readonly ids: Map<string, { sequence: number; time: number }>
  /** Refuses everything until then. */
  fullUntil: number
}

/** The broker in memory: streams, and what may go wrong with them. */
export class SimBroker {
  readonly time: VirtualTime
  readonly random: Random
  readonly trace: Trace
  faults: Faults
  /** Broker's time minus virtual time: another leader, another clock. */
  aheadMs = 0
  /** Ids of messages whose sender was not told, at least once, what became of them. */
  readonly unanswered = new Set<string>()
  readonly #streams = new Map<string, Stream>()
  readonly #streamOf: (subject: string) => string
  readonly #windowOf: (stream: string) => number
  readonly #limitOf: (stream: string) => number
  readonly #listeners = new Map<string, Set<(message: StoredMessage) => void>>()

  constructor(settings: SimBrokerSettings) {
    this.time = settings.time
    this.random = settings.random
    this.trace = settings.trace
    this.faults = settings.faults
    this.#streamOf = settings.streamOf
    this.#windowOf = settings.windowOf
    this.#limitOf = settings.limitOf
  }

  /** Everything that was ever stored in a stream: no client can read all of it. */
  history(stream: string): readonly StoredMessage[] {
    return this.#stream(stream).history
  }

  /** What a stream holds from a sequence on, at most so many messages. */
  read(stream: string, from: number, count: number): readonly StoredMessage[] {
    const { history, first, deleted } = this.#stream(stream)
    const found: StoredMessage[] = []
    for (let at = Math.max(from, first) - 1; at < history.length && found.length < count; at++) {
      const message = history[at]
      if (message !== undefined && !deleted.has(message.sequence)) found.push(message)
    }
    return found
  }

  state(stream: string): StreamState {
    const { history, first, deleted, bytes } = this.#stream(stream)
    const lastSequence = history.length
    return { firstSequence: first, lastSequence, messages: lastSequence - first + 1 - deleted.size, bytes }
  }

  /** Deletes what a stream holds up to a sequence, with it. */
  purge(name: string, upTo: number): void {
    const stream = this.#stream(name)
    const last = Math.min(upTo, stream.history.length)
    for (; stream.first <= last || stream.deleted.has(stream.first); stream.first++)
      if (!stream.deleted.delete(stream.first))
        stream.bytes -= stream.history[stream.first - 1]?.bytes.length ?? 0
    this.trace.line(name, `begins at ${stream.first}`)
  }

  /** Deletes one message. */
  delete(name: string, sequence: number): void {
    const stream = this.#stream(name)
    const message = stream.history[sequence - 1]
    if (message === undefined || sequence < stream.first || stream.deleted.has(sequence)) return
    stream.deleted.add(sequence)
    stream.bytes -= message.bytes.length
    this.trace.count('deleted from the middle of a stream')
    this.trace.line(name, `${sequence} is deleted`)
    if (sequence === stream.first) this.purge(name, sequence - 1)
  }

  /** Newest message of a subject, which may have `*` for single tokens. */
  last(stream: string, subject: string): StoredMessage | null {
    const tokens = subject.split('.')
    const fits = (text: string): boolean => {
      const parts = text.split('.')
      if (subject === '>') return true
      return parts.length === tokens.length && tokens.every((token, i) => token === '*' || token === parts[i])
    }
    const { history, first } = this.#stream(stream)
    const newest = history.findLast((message) => fits(message.subject))
    return newest === undefined || newest.sequence < first ? null : newest
  }

  /** Calls whenever something is stored in the stream; returns how to end it. */
  onStored(stream: string, call: (message: StoredMessage) => void): () => void {
    const listeners = this.#listeners.get(stream) ?? new Set()
    this.#listeners.set(stream, listeners)
    listeners.add(call)
    return () => void listeners.delete(call)
  }

  /** Whether a stream has no room for so many bytes. */
  isFull(subject: string, bytes: number): boolean {
    const name = this.#streamOf(subject)
    const stream = this.#stream(name)
    if (stream.bytes + bytes <= this.#limitOf(name)) return stream.fullUntil > this.time.now()
    this.trace.count('stream at its limit')
    return true
  }

  /** The stream takes nothing for a while. */
  fill(stream: string, forMs: number): void {
    this.#stream(stream).fullUntil = this.time.now() + forMs
    this.trace.count('stream full')
    this.trace.line('broker', `${stream} is full for ${forMs} ms`)
  }

  /** Another server leads: its clock is another one. */
  changeLeader(): void {
    this.aheadMs = this.random.between(-700, 700)
    this.trace.count('leader changed')
    this.trace.line('broker', `leader changed, clock ahead by ${this.aheadMs} ms`)
  }

  /**
   * Stores a message now, unless its id is known.
   * @throws SequenceConflict when the last sequence is not the one that was expected
   */
  store(subject: string, bytes: Uint8Array, options: PublishOptions): PublishAck {
    const name = this.#streamOf(subject)
    const stream = this.#stream(name)
    const messageId = options.messageId ?? ''
    const time = this.time.now() + this.aheadMs
    const known = messageId === '' ? undefined : stream.ids.get(messageId)
    if (known !== undefined && time - known.time < this.#windowOf(name)) {
      this.trace.count('copy dropped by its id')
      return { sequence: known.sequence, duplicate: true }
    }
    const { expectedLastSequence = stream.history.length, headers = {} } = options
    if (expectedLastSequence !== stream.history.length)
      return this.#conflict(name, messageId, expectedLastSequence)
    const sequence = stream.history.length + 1
    if (time < (stream.history.at(-1)?.time ?? 0)) this.trace.count('broker time went back')
    const header = (key: string): string => headers[key] ?? ''
    const message = { subject, sequence, time, bytes, messageId, header }
    stream.history.push(message)
    stream.bytes += bytes.length
    if (messageId !== '') stream.ids.set(messageId, { sequence, time })
    this.trace.line(name, `${sequence} ${messageId} ${bytes.length} bytes at ${time}`)
    for (const call of this.#listeners.get(name) ?? []) call(message)
    return { sequence, duplicate: false }
  }

  /** As the production client does, it looks whether it was the sender itself who moved the sequence. */
  #conflict(name: string, messageId: string, expected: number): PublishAck {
    const found = this.#stream(name).history[expected]
    if (found?.messageId === messageId) return { sequence: found.sequence, duplicate: true }
    this.trace.count('append refused by the fence')
    throw new SequenceConflict(name, expected)
  }

  #stream(name: string): Stream {
    let stream = this.#streams.get(name)
    if (stream === undefined) {
      stream = { history: [], first: 1, deleted: new Set(), bytes: 0, ids: new Map(), fullUntil: 0 }
      this.#streams.set(name, stream)
    }
    return stream
  }
}
