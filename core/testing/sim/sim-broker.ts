import type { PublishAck, PublishOptions, StoredMessage, StreamState } from '../../cluster/broker.js'
import type { Faults } from './faults.js'
import type { Random } from './random.js'
import type { Trace } from './trace.js'
import type { VirtualTime } from './virtual-time.js'

/** As in production: copies of a message id within it are dropped. */
export const DUPLICATE_WINDOW_MS = 120_000

interface Stream {
  readonly messages: StoredMessage[]
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
  readonly #streams = new Map<string, Stream>()
  readonly #streamOf: (subject: string) => string
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(settings: {
    readonly time: VirtualTime
    readonly random: Random
    readonly trace: Trace
    readonly faults: Faults
    readonly streamOf: (subject: string) => string
  }) {
    this.time = settings.time
    this.random = settings.random
    this.trace = settings.trace
    this.faults = settings.faults
    this.#streamOf = settings.streamOf
  }

  messages(stream: string): readonly StoredMessage[] {
    return this.#stream(stream).messages
  }

  state(stream: string): StreamState {
    const stored = this.messages(stream)
    const firstSequence = stored[0]?.sequence ?? 0
    return { firstSequence, lastSequence: stored.at(-1)?.sequence ?? 0, messages: stored.length, bytes: 0 }
  }

  /** Newest message of a subject, which may have `*` for single tokens. */
  last(stream: string, subject: string): StoredMessage | null {
    const tokens = subject.split('.')
    const fits = (text: string): boolean => {
      const parts = text.split('.')
      if (subject === '>') return true
      return parts.length === tokens.length && tokens.every((token, i) => token === '*' || token === parts[i])
    }
    return this.messages(stream).findLast((message) => fits(message.subject)) ?? null
  }

  /** Calls whenever something is stored in the stream; returns how to end it. */
  onStored(stream: string, call: () => void): () => void {
    const listeners = this.#listeners.get(stream) ?? new Set()
    this.#listeners.set(stream, listeners)
    listeners.add(call)
    return () => void listeners.delete(call)
  }

  isFull(subject: string): boolean {
    return this.#stream(this.#streamOf(subject)).fullUntil > this.time.now()
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

  /** Stores a message now, unless its id is known. */
  store(subject: string, bytes: Uint8Array, options: PublishOptions): PublishAck {
    const name = this.#streamOf(subject)
    const stream = this.#stream(name)
    const messageId = options.messageId ?? ''
    const time = this.time.now() + this.aheadMs
    const known = messageId === '' ? undefined : stream.ids.get(messageId)
    if (known !== undefined && time - known.time < DUPLICATE_WINDOW_MS) {
      this.trace.count('copy dropped by its id')
      return { sequence: known.sequence, duplicate: true }
    }
    const sequence = stream.messages.length + 1
    if (time < (stream.messages.at(-1)?.time ?? 0)) this.trace.count('broker time went back')
    const headers = options.headers ?? {}
    stream.messages.push({
      subject,
      sequence,
      time,
      bytes,
      messageId,
      header: (header) => headers[header] ?? '',
    })
    if (messageId !== '') stream.ids.set(messageId, { sequence, time })
    this.trace.line(name, `${sequence} ${messageId} ${bytes.length} bytes at ${time}`)
    for (const call of this.#listeners.get(name) ?? []) call()
    return { sequence, duplicate: false }
  }

  #stream(name: string): Stream {
    let stream = this.#streams.get(name)
    if (stream === undefined) {
      stream = { messages: [], ids: new Map(), fullUntil: 0 }
      this.#streams.set(name, stream)
    }
    return stream
  }
}
