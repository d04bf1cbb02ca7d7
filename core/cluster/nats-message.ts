import type { StoredMessage } from './broker.js'
import type { ApiMessage } from './nats-api.js'
import { decodeHeaders, NOTHING, type WireHeaders, type WireMessage } from './nats-wire.js'

/** What the reply subject of a delivered message says of it. */
export interface Delivered {
  readonly consumer: string
  /** How often it was delivered, from 1. */
  readonly attempt: number
  readonly sequence: number
  /** Counts the messages of this consumer without gaps, from 1. */
  readonly order: number
  readonly time: number
}

/**
 * Reads `$JS.ACK.<stream>.<consumer>.<attempt>.<sequence>.<order>.<time>.<pending>`; newer servers put
 * domain and account before the stream, and a token behind (ADR-15).
 */
export function parseDelivered(reply: string): Delivered | null {
  const words = reply.split('.')
  if (words.length < 9 || words[0] !== '$JS' || words[1] !== 'ACK') return null
  const at = words.length === 9 ? 3 : 5
  return {
    consumer: words[at] as string,
    attempt: Number(words[at + 1]),
    sequence: Number(words[at + 2]),
    order: Number(words[at + 3]),
    // Nanoseconds; over 2^53, so cut as text.
    time: Number((words[at + 4] as string).slice(0, -6)),
  }
}

/** A stored message with bytes of its own. Headers are only read when asked for. */
export class LogMessage implements StoredMessage {
  readonly subject: string
  readonly sequence: number
  readonly time: number
  readonly bytes: Uint8Array
  readonly #source: { readonly headers?: WireHeaders | undefined }

  constructor(message: WireMessage, sequence: number, time: number) {
    this.subject = message.subject
    this.sequence = sequence
    this.time = time
    // One read of the socket is one buffer for all its messages: a transfer of it would empty them all.
    this.bytes = new Uint8Array(message.data)
    this.#source = message
  }

  get messageId(): string {
    return this.header('Nats-Msg-Id')
  }

  header(name: string): string {
    return this.#source.headers?.get(name) ?? ''
  }
}

/** A message that was asked for by itself. */
export function fromApi(message: ApiMessage): LogMessage {
  const headers = message.hdrs === undefined ? undefined : decodeHeaders(Buffer.from(message.hdrs, 'base64'))
  const data = message.data === undefined ? NOTHING : Buffer.from(message.data, 'base64')
  return new LogMessage({ subject: message.subject, data, headers }, message.seq, Date.parse(message.time))
}
