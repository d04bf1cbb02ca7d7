import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { ConsumerSpec, WorkMessage } from './broker.js'
import type { ConsumerConfig, JetStreamApi } from './nats-api.js'
import { type Delivered, LogMessage, parseDelivered } from './nats-message.js'
import type { Requests } from './nats-requests.js'
import { encodeJson, type Wire, type WireMessage } from './nats-wire.js'

const NANOS = 1_000_000
const ACK_TRIES_MAX = 3
const ACK = Buffer.from('+ACK')
const WORKING = Buffer.from('+WPI')

/**
 * Creates a durable work consumer, or updates the one there is. It looks before it creates: some servers
 * lose a consumer's state when a create is refused.
 * @throws WaymarkError BROKER_UNSUITABLE when the one there is cannot become what is asked
 */
export async function ensureWorkConsumer(api: JetStreamApi, spec: ConsumerSpec): Promise<void> {
  const wanted: ConsumerConfig = {
    durable_name: spec.durable,
    ack_policy: 'explicit',
    deliver_policy: 'all',
    replay_policy: 'instant',
    filter_subject: spec.filterSubject,
    ack_wait: spec.ackWaitMs * NANOS,
    max_ack_pending: spec.flightMax,
    // A message that is given up after some tries would stay behind unseen: the host counts, and parks it.
    max_deliver: -1,
  }
  const present = await api.consumer(spec.stream, spec.durable)
  if (present === null) {
    await api.createConsumer(spec.stream, wanted, 'create')
    return
  }
  if (present.ack_policy !== 'explicit')
    throw new WaymarkError(
      'BROKER_UNSUITABLE',
      `consumer ${spec.durable} of ${spec.stream} was made by something else`,
      'delete it',
    )
  const keys = Object.keys(wanted) as Array<keyof ConsumerConfig>
  if (keys.every((key) => present[key] === wanted[key])) return
  await api.createConsumer(spec.stream, { ...present, ...wanted }, 'update')
}

/** One message of a work consumer and how to settle it. */
export class NatsWorkMessage extends LogMessage implements WorkMessage {
  readonly attempt: number
  readonly #reply: string
  readonly #wire: Wire
  readonly #requests: Requests

  private constructor(message: WireMessage, delivered: Delivered, wire: Wire, requests: Requests) {
    super(message, delivered.sequence, delivered.time)
    this.attempt = delivered.attempt
    this.#reply = message.reply ?? ''
    this.#wire = wire
    this.#requests = requests
  }

  /** Null for what is not a stored message. */
  static from(message: WireMessage, wire: Wire, requests: Requests): NatsWorkMessage | null {
    const delivered = parseDelivered(message.reply ?? '')
    return delivered === null ? null : new NatsWorkMessage(message, delivered, wire, requests)
  }

  /** @throws WaymarkError BROKER_UNREACHABLE when the broker does not confirm it: the message comes again */
  async ack(): Promise<void> {
    for (let n = 0; n < ACK_TRIES_MAX; n++)
      if ((await this.#requests.send(this.#reply, ACK, LIMITS.publishTryMs)) !== null) return
    throw new WaymarkError('BROKER_UNREACHABLE', `${this.subject} ${this.sequence}: no answer to its ack`)
  }

  retry(delayMs: number): void {
    this.#say(Buffer.concat([Buffer.from('-NAK '), encodeJson({ delay: Math.round(delayMs * NANOS) })]))
  }

  working(): void {
    this.#say(WORKING)
  }

  /** Lost while disconnected: then the ack clock brings the message back. */
  #say(what: Uint8Array): void {
    if (this.#wire.connected) this.#wire.publish(this.#reply, what)
  }
}
