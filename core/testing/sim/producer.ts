import { encodeEvents } from '../../event/batch.js'
import type { Event } from '../../event/event.js'
import { Connection } from './connection.js'
import type { SimBroker } from './sim-broker.js'

export interface ProducerSettings {
  readonly name: string
  readonly broker: SimBroker
  /** Subject of the log that an event goes to. */
  readonly subjectOf: (event: Event) => string
  /** Told what stands in a record. */
  readonly onBatch: (bytes: Uint8Array, events: readonly Event[]) => void
  /** Called when a client gives up waiting: it will send to someone else. */
  readonly onGivenUp: (event: Event) => void
}

const LINGER_MS_MAX = 30
const BATCH_EVENTS_MAX = 6

/** What stands for ingest: batches events by partition, and tries until the broker has them. */
export class Producer {
  readonly #settings: ProducerSettings
  readonly #connection: Connection
  readonly #waiting = new Map<string, Event[]>()
  #records = 0
  #flight = 0

  constructor(settings: ProducerSettings) {
    this.#settings = settings
    this.#connection = new Connection(settings.broker)
  }

  /** Events that are not stored yet, as far as it knows. */
  get isIdle(): boolean {
    return this.#flight === 0 && this.#waiting.size === 0
  }

  send(event: Event): void {
    const { broker, subjectOf } = this.#settings
    const subject = subjectOf(event)
    const waiting = this.#waiting.get(subject)
    if (waiting !== undefined && waiting.length < BATCH_EVENTS_MAX) {
      waiting.push(event)
      return
    }
    const batch = [event]
    this.#waiting.set(subject, batch)
    broker.time.timer(broker.random.between(0, LINGER_MS_MAX), () => {
      if (this.#waiting.get(subject) === batch) this.#waiting.delete(subject)
      this.#sendBatch(subject, batch)
    })
  }

  /** Puts a record of its own into a log, a command or definitions. Resolves when it is there. */
  append(subject: string, bytes: Uint8Array, messageId: string): Promise<void> {
    return this.#append(subject, bytes, messageId, () => false)
  }

  #sendBatch(subject: string, batch: readonly Event[]): void {
    const { name, broker, onBatch, onGivenUp } = this.#settings
    const bytes = encodeEvents(batch)
    onBatch(bytes, batch)
    const messageId = `${name}-${++this.#records}`
    const ids = batch.map((event) => event.messageId).join(' ')
    broker.trace.line(name, `sends ${messageId} to ${subject}: ${ids}`)
    void this.#append(subject, bytes, messageId, () => {
      if (!broker.random.chance(0.3)) return false
      broker.trace.count('client sent to another producer')
      for (const event of batch) onGivenUp(event)
      return true
    })
  }

  /** Tries until the broker has it, or the client gives up waiting. */
  async #append(
    subject: string,
    bytes: Uint8Array,
    messageId: string,
    givesUp: () => boolean,
  ): Promise<void> {
    const { random, time } = this.#settings.broker
    this.#flight++
    for (;;) {
      try {
        await this.#connection.publish(subject, bytes, { messageId })
        break
      } catch {
        if (givesUp()) break
        await time.pause(random.between(50, 1_000))
      }
    }
    this.#flight--
  }
}
