import { setTimeout as pause } from 'node:timers/promises'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Reader, StoredMessage } from './broker.js'
import { type JetStreamApi, JetStreamRefusal, JS_ERROR } from './nats-api.js'
import { LogMessage, parseDelivered } from './nats-message.js'
import { backoffMs, encodeJson, type Wire, type WireMessage } from './nats-wire.js'

const NANOS = 1_000_000
const PULL_MS = 5_000
const HEARTBEAT_MS = 1_000
/** Three heartbeats missed and a little: the pull is dead. */
const SILENCE_MS = 3_500
/** The server forgets a consumer that nobody pulls from. */
const INACTIVE_MS = 300_000

export interface ReaderParts {
  /** Of what is given at once, if it is more than one message. */
  readonly batchBytesMax: number
  readonly wire: Wire
  readonly api: JetStreamApi
  readonly log: Log
}

/**
 * Reads a stream in order, without gaps, for ever. One pull is open at a time, bounded in bytes, and none
 * while the caller is behind; a consumer whose count skips, that falls silent or that a reconnect has cut
 * off is replaced by one that starts at the next sequence.
 *
 * Ours instead of the client's ordered consumer, which bounds what it reads ahead by messages (of up to
 * 900 KB each), and starts without a word at the first message left when the one wanted is gone.
 */
export class LogReader implements Reader {
  /** Resolves when reading is over: undefined after `stop`, else why it cannot go on. */
  readonly ended: Promise<Error | undefined>
  readonly #parts: ReaderParts
  readonly #stream: string
  readonly #onMessages: (messages: StoredMessage[]) => Promise<void>
  readonly #inbox: string
  readonly #stops: Array<() => void> = []
  readonly #watch: NodeJS.Timeout
  #settle: (reason: Error | undefined) => void = () => {}
  #over = false
  /** Sequence that comes next. */
  #next: number
  #consumer = ''
  /** Order of the newest message of the present consumer. */
  #order = 0
  /** Counts consumers; whatever belongs to an earlier one is dropped. */
  #generation = 0
  #pull = 0
  #pullOpen = false
  #pullLeft = 0
  #lastSign = 0
  /** Restarts since the last message: a consumer that someone keeps deleting must not make a storm. */
  #barren = 0
  #waiting: LogMessage[] = []
  #waitingBytes = 0
  #flushing: Promise<void> | undefined

  private constructor(
    parts: ReaderParts,
    stream: string,
    from: number,
    onMessages: (messages: StoredMessage[]) => Promise<void>,
  ) {
    this.#parts = parts
    this.#stream = stream
    this.#next = Math.max(1, from)
    this.#onMessages = onMessages
    this.ended = new Promise((settle) => {
      this.#settle = settle
    })
    this.#inbox = parts.wire.newInbox()
    this.#watch = setInterval(() => this.#checkLife(), HEARTBEAT_MS)
  }

  /** @throws WaymarkError LOG_TRIMMED when the stream begins after `from`, BROKER_UNSUITABLE without it */
  static async open(
    parts: ReaderParts,
    stream: string,
    from: number,
    onMessages: (messages: StoredMessage[]) => Promise<void>,
  ): Promise<LogReader> {
    const reader = new LogReader(parts, stream, from, onMessages)
    reader.#stops.push(
      parts.wire.subscribe(`${reader.#inbox}.*`, (message) => reader.#onMessage(message)),
      parts.wire.onChange((change) => change === 'up' && reader.#restart('the connection was lost')),
    )
    try {
      await reader.#attach(++reader.#generation, 0)
    } catch (error) {
      await reader.stop()
      throw asEnd(error, stream)
    }
    return reader
  }

  async stop(): Promise<void> {
    this.#end(undefined)
    await this.#flushing
  }

  #end(reason: Error | undefined): void {
    if (this.#over) return
    this.#over = true
    this.#waiting = []
    clearInterval(this.#watch)
    for (const stop of this.#stops) stop()
    if (this.#parts.wire.connected) this.#dropConsumer()
    if (reason !== undefined) this.#tell(reason)
    this.#settle(reason)
  }

  #tell(reason: Error): void {
    const { log } = this.#parts
    const fields = { reason: reason.message, next: this.#next }
    // Who drops what is old loses nothing, and who does it meanwhile is waited for: the caller knows.
    const isTrimmed = reason instanceof WaymarkError && reason.code === 'LOG_TRIMMED'
    if (isTrimmed) log.debug(`${this.#stream}: reading has ended`, fields)
    else log.error(`${this.#stream}: reading has ended`, fields)
  }

  /** Makes a consumer at the next sequence; `hole` is where messages go on after some that were deleted. */
  async #attach(generation: number, hole: number): Promise<void> {
    const { state } = await this.#parts.api.stream(this.#stream)
    if (state.firstSequence > this.#next) throw trimmed(this.#stream, this.#next, state.firstSequence)
    if (state.lastSequence < this.#next - 1) throw shrunk(this.#stream, this.#next, state.lastSequence)
    if (hole > this.#next) {
      // Of a bucket that is nothing: who reads a log makes an alarm of it.
      this.#parts.log.debug(`${this.#stream}: messages were deleted`, { from: this.#next, to: hole - 1 })
      this.#next = hole
    }
    const name = `${this.#inbox.replaceAll('.', '-')}-${generation}`
    await this.#parts.api.createConsumer(
      this.#stream,
      {
        name,
        ack_policy: 'none',
        deliver_policy: 'by_start_sequence',
        opt_start_seq: this.#next,
        replay_policy: 'instant',
        inactive_threshold: INACTIVE_MS * NANOS,
        num_replicas: 1,
        mem_storage: true,
      },
      'create',
    )
    if (this.#over || generation !== this.#generation) return
    this.#consumer = name
    this.#order = 0
    this.#pullOpen = false
    this.#pullIfRoom()
  }

  #restart(why: string, hole = 0): void {
    if (this.#over) return
    const generation = ++this.#generation
    this.#parts.log.debug(`${this.#stream}: a new reader`, { why, next: this.#next })
    this.#dropConsumer()
    void this.#reattach(generation, hole)
  }

  async #reattach(generation: number, hole: number): Promise<void> {
    for (let n = ++this.#barren; !this.#over && generation === this.#generation; n++) {
      if (n > 1) await pause(backoffMs(n - 1))
      try {
        await this.#attach(generation, hole)
        return
      } catch (error) {
        const end = asEnd(error, this.#stream)
        if (end instanceof WaymarkError && end.code !== 'BROKER_UNREACHABLE') return this.#end(end)
      }
    }
  }

  #dropConsumer(): void {
    const name = this.#consumer
    this.#consumer = ''
    this.#pullOpen = false
    // Only courtesy: the server forgets it by itself.
    if (name !== '') this.#parts.api.deleteConsumer(this.#stream, name).catch(() => {})
  }

  #pullIfRoom(): void {
    const room = LIMITS.readAheadBytesMax - this.#waitingBytes
    if (this.#over || this.#pullOpen || this.#consumer === '' || room < LIMITS.readAheadBytesMax / 2) return
    this.#pullOpen = true
    this.#pullLeft = LIMITS.pullMessagesMax
    this.#lastSign = performance.now()
    const request = {
      batch: this.#pullLeft,
      // A message that does not fit would never come.
      max_bytes: Math.max(room, this.#parts.wire.payloadBytesMax * 2),
      expires: PULL_MS * NANOS,
      idle_heartbeat: HEARTBEAT_MS * NANOS,
    }
    const subject = `$JS.API.CONSUMER.MSG.NEXT.${this.#stream}.${this.#consumer}`
    this.#parts.wire.publish(subject, encodeJson(request), `${this.#inbox}.${++this.#pull}`)
  }

  #onMessage(message: WireMessage): void {
    if (this.#over) return
    if (message.subject.startsWith(this.#inbox)) return this.#onStatus(message)
    const delivered = parseDelivered(message.reply ?? '')
    if (delivered === null || delivered.consumer !== this.#consumer) return
    this.#lastSign = performance.now()
    if (delivered.order !== this.#order + 1) return this.#restart('a message was lost on its way')
    if (delivered.sequence !== this.#next) return this.#restart('the stream has a hole', delivered.sequence)
    this.#barren = 0
    this.#order++
    this.#next++
    this.#waiting.push(new LogMessage(message, delivered.sequence, delivered.time))
    this.#waitingBytes += message.data.length
    if (--this.#pullLeft === 0) this.#pullOpen = false
    this.#flushing ??= Promise.resolve().then(() => this.#flush())
    if (!this.#pullOpen) this.#pullIfRoom()
  }

  /** A heartbeat, or the end of a pull. */
  #onStatus(message: WireMessage): void {
    if (!message.subject.endsWith(`.${this.#pull}`)) return
    this.#lastSign = performance.now()
    const { code = 0, description = '' } = message.headers ?? {}
    if (code === 100) return
    this.#pullOpen = false
    const isPlainEnd = code === 404 || code === 408 || /maxbytes|batch completed/i.test(description)
    if (isPlainEnd) this.#pullIfRoom()
    else this.#restart(description || 'the consumer is gone')
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const { batch, bytes } = this.#take()
      try {
        await this.#onMessages(batch)
      } catch (error) {
        this.#end(error instanceof Error ? error : new Error(String(error)))
      }
      this.#waitingBytes -= bytes
      this.#pullIfRoom()
    }
    this.#flushing = undefined
  }

  #take(): { batch: LogMessage[]; bytes: number } {
    let count = 0
    let bytes = 0
    for (const message of this.#waiting) {
      if (count > 0 && bytes + message.bytes.length > this.#parts.batchBytesMax) break
      bytes += message.bytes.length
      count++
    }
    const batch = this.#waiting.slice(0, count)
    this.#waiting = this.#waiting.slice(count)
    return { batch, bytes }
  }

  #checkLife(): void {
    if (this.#pullOpen && this.#parts.wire.connected && performance.now() - this.#lastSign > SILENCE_MS)
      this.#restart('no sign of life')
  }
}

function asEnd(error: unknown, stream: string): unknown {
  return error instanceof JetStreamRefusal && error.number === JS_ERROR.streamNotFound
    ? new WaymarkError('BROKER_UNSUITABLE', `there is no stream ${stream}`, 'start Waymark once to create it')
    : error
}

function trimmed(stream: string, wanted: number, first: number): WaymarkError {
  return new WaymarkError(
    'LOG_TRIMMED',
    `${stream} begins at ${first}, but ${wanted} is needed: ${first - wanted} messages are lost`,
    'raise nats.logAgeDays or the stream’s limit; restore from a backup, or accept the loss',
  )
}

function shrunk(stream: string, wanted: number, last: number): WaymarkError {
  const why = 'the broker has lost messages, or the stream is a new one'
  return new WaymarkError(
    'BROKER_UNSUITABLE',
    `${stream} ends at ${last}, but ${wanted - 1} was read before: ${why}`,
    'restore the stream, or start with a new namespace',
  )
}
