import { WaymarkError } from '../../base/errors.js'
import {
  type Broker,
  type EndingReader,
  type PublishAck,
  type PublishOptions,
  type Reader,
  SequenceConflict,
  type StoredMessage,
  type StreamState,
} from '../../cluster/broker.js'
import type { SimBroker } from './sim-broker.js'

/** How long a caller waits for an answer. */
const ANSWER_MS = 2_000
/** How late a message may still be stored. */
const LATE_MS = 10_000

/** One process's connection to the simulated broker: where messages and answers are lost and delayed. */
export class Connection implements Broker {
  readonly version = '0.0.0'
  readonly payloadBytesMax = 1024 * 1024
  readonly closed: Promise<Error | undefined>
  connected = true
  readonly #broker: SimBroker
  #close: (reason: Error | undefined) => void = () => {}
  /** When what was sent last arrives: without the fault of overtaking, nothing arrives before it. */
  #lastArrival = 0

  constructor(broker: SimBroker) {
    this.#broker = broker
    this.closed = new Promise((resolve) => {
      this.#close = resolve
    })
  }

  publish(subject: string, bytes: Uint8Array, options: PublishOptions = {}): Promise<PublishAck> {
    const { faults, random, time, trace } = this.#broker
    const fate = random.next()
    const back = random.between(0, faults.latencyMs)
    return new Promise<PublishAck>((resolve, reject) => {
      const unanswered = new WaymarkError('BROKER_UNREACHABLE', `${subject}: no answer`)
      const giveUp = (): void => void time.timer(ANSWER_MS, () => this.connected && reject(unanswered))
      if (fate < faults.lost) {
        trace.count('publish lost')
        giveUp()
        return
      }
      const isLate = random.chance(faults.late)
      const arrival = this.#arrival() + (isLate ? random.between(ANSWER_MS, LATE_MS) : 0)
      const answered = fate >= faults.lost + faults.answerLost && !isLate
      if (!answered) giveUp()
      time.at(arrival, () => {
        if (random.chance(faults.refused) || this.#broker.isFull(subject, bytes.length)) {
          trace.count('publish refused')
          const full = new WaymarkError('BROKER_FULL', `${subject}: full`)
          if (answered) time.timer(back, () => this.connected && reject(full))
          return
        }
        const ack = this.#store(subject, bytes, options)
        if (ack instanceof Error) {
          if (answered) time.timer(back, () => this.connected && reject(ack))
          return
        }
        if (!answered) this.#unanswered(options)
        if (!this.connected) trace.count('stored after the crash')
        if (isLate) trace.count('stored after giving up')
        if (random.chance(faults.twice)) this.#again(subject, bytes, options)
        if (answered) time.timer(back, () => (this.connected ? resolve(ack) : this.#unanswered(options)))
        else trace.count('stored, answer lost')
      })
    })
  }

  async purge(stream: string, upTo: number): Promise<void> {
    await this.#trip()
    this.#broker.purge(stream, upTo)
  }

  async delete(stream: string, sequence: number): Promise<void> {
    await this.#trip()
    this.#broker.delete(stream, sequence)
  }

  async lastMessage(stream: string, subject: string): Promise<StoredMessage | null> {
    await this.#trip()
    return this.#broker.last(stream, subject)
  }

  async messageAt(stream: string, sequence: number): Promise<StoredMessage | null> {
    const [message] = this.#broker.read(stream, sequence, 1)
    return message?.sequence === sequence ? message : null
  }

  async streamState(stream: string): Promise<StreamState> {
    await this.#trip()
    return this.#broker.state(stream)
  }

  async sequenceAt(stream: string, time: number): Promise<number> {
    await this.#trip()
    const { firstSequence, lastSequence } = this.#broker.state(stream)
    const left = this.#broker.read(stream, firstSequence, Number.POSITIVE_INFINITY)
    return left.find((message) => message.time >= time)?.sequence ?? lastSequence + 1
  }

  async read(
    stream: string,
    from: number,
    onMessages: (messages: StoredMessage[]) => Promise<void>,
  ): Promise<EndingReader> {
    await this.#trip()
    if (this.#broker.state(stream).firstSequence > from) throw trimmed(stream, from)
    let next = from
    let reading = false
    let settle: (reason: Error | undefined) => void = () => {}
    const ended = new Promise<Error | undefined>((resolve) => {
      settle = resolve
    })
    let over = false
    const stop = (reason?: Error): void => {
      over = true
      end()
      settle(reason)
    }
    const more = async (): Promise<void> => {
      if (reading) return
      reading = true
      for (;;) {
        await this.#trip()
        if (over) return
        if (this.#broker.state(stream).firstSequence > next) return stop(trimmed(stream, next))
        const some = this.#broker.read(stream, next, this.#broker.random.between(1, 50))
        if (some.length === 0) break
        next = (some.at(-1)?.sequence ?? next) + 1
        await onMessages([...some])
      }
      reading = false
    }
    const end = this.#broker.onStored(stream, () => void more())
    void more()
    return { stop: async () => stop(), ended }
  }

  async ensureStream(): Promise<void> {}

  async consume(): Promise<EndingReader> {
    throw new Error('nothing is consumed in the simulation')
  }

  async request(subject: string): Promise<Uint8Array> {
    throw new WaymarkError('BROKER_UNREACHABLE', `no one answers on ${subject}`)
  }

  async serve(): Promise<Reader> {
    return { stop: async () => {} }
  }

  /** The process is gone. What it has sent may arrive yet, but no one hears the answers. */
  async close(): Promise<void> {
    this.connected = false
    this.#close(undefined)
  }

  #unanswered({ messageId }: PublishOptions): void {
    if (messageId !== undefined) this.#broker.unanswered.add(messageId)
  }

  #store(subject: string, bytes: Uint8Array, options: PublishOptions): PublishAck | SequenceConflict {
    try {
      return this.#broker.store(subject, bytes, options)
    } catch (error) {
      if (error instanceof SequenceConflict) return error
      throw error
    }
  }

  #arrival(): number {
    const { faults, random, time } = this.#broker
    const arrival = time.now() + random.between(1, 1 + faults.latencyMs)
    if (faults.overtakeMs > 0) return arrival + random.between(0, faults.overtakeMs)
    this.#lastArrival = Math.max(arrival, this.#lastArrival)
    return this.#lastArrival
  }

  #again(subject: string, bytes: Uint8Array, options: PublishOptions): void {
    const { random, time, trace } = this.#broker
    trace.count('delivered twice by the network')
    time.timer(random.between(1, 3_000), () => {
      if (!this.#broker.isFull(subject, bytes.length)) this.#store(subject, bytes, options)
    })
  }

  /** There and back; a dead process waits for ever. */
  async #trip(): Promise<void> {
    const { faults, random, time } = this.#broker
    const delay = random.between(1, 2 + 2 * faults.latencyMs)
    await new Promise<void>((resolve) => time.timer(delay, () => this.connected && resolve()))
  }
}

function trimmed(stream: string, from: number): WaymarkError {
  return new WaymarkError('LOG_TRIMMED', `${stream} begins after ${from}`)
}
