import { setTimeout as pause } from 'node:timers/promises'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import { type PublishAck, type PublishOptions, SequenceConflict } from './broker.js'
import { type JetStreamApi, JS_ERROR } from './nats-api.js'
import { fromApi } from './nats-message.js'
import type { Requests } from './nats-requests.js'
import { backoffMs, encodeHeaders, type Wire, type WireMessage } from './nats-wire.js'

interface Answer {
  readonly stream?: string
  readonly seq?: number
  readonly duplicate?: boolean
  readonly error?: { readonly code: number; readonly err_code?: number; readonly description?: string }
}

/** What one try came to; whatever cannot be mended by another try is thrown. */
type Outcome = PublishAck | 'unknown' | 'not stored'

const FULL: readonly number[] = [
  JS_ERROR.insufficientResources,
  JS_ERROR.storageExceeded,
  JS_ERROR.storeFailed,
]

/**
 * Publishes into streams. The answer to a try can be lost after the message was stored, so a try without
 * an answer is made again under the same message id, and a refused fence is checked for our own write.
 */
export class Publisher {
  readonly #wire: Wire
  readonly #requests: Requests
  readonly #api: JetStreamApi

  constructor(wire: Wire, requests: Requests, api: JetStreamApi) {
    this.#wire = wire
    this.#requests = requests
    this.#api = api
  }

  /** See `Broker.publish`. */
  async publish(subject: string, bytes: Uint8Array, options: PublishOptions = {}): Promise<PublishAck> {
    const headers = headersOf(options)
    this.#checkSize(subject, bytes.length + (headers?.length ?? 0))
    const deadline = performance.now() + (options.deadlineMs ?? LIMITS.publishDeadlineMs)
    for (let n = 1; ; n++) {
      const outcome = await this.#try(subject, bytes, headers, deadline, options)
      if (typeof outcome === 'object') return outcome
      const again = outcome === 'not stored' || isRepeatable(options)
      const wait = backoffMs(n)
      if (!again || performance.now() + wait > deadline) throw unanswered(subject, outcome)
      await pause(wait)
    }
  }

  async #try(
    subject: string,
    bytes: Uint8Array,
    headers: Uint8Array | undefined,
    deadline: number,
    options: PublishOptions,
  ): Promise<Outcome> {
    if (!this.#wire.connected) return 'not stored'
    const timeoutMs = Math.min(LIMITS.publishTryMs, deadline - performance.now())
    const message = await this.#requests.send(subject, bytes, timeoutMs, headers)
    if (message === null) return 'unknown'
    if (message.headers?.code === 503) return 'not stored'
    const answer = parse(message)
    if (answer.error !== undefined) return this.#refused(subject, answer, options)
    if (answer.seq === undefined) throw unsuitable(subject, 'its answer is no acknowledgement')
    return { sequence: answer.seq, duplicate: answer.duplicate === true }
  }

  async #refused(subject: string, answer: Answer, options: PublishOptions): Promise<Outcome> {
    const code = answer.error?.code ?? 0
    const number = answer.error?.err_code ?? 0
    const reason = `${answer.error?.description} (${number})`
    if (number === JS_ERROR.wrongLastSequence || number === JS_ERROR.wrongLastSequenceUnknown)
      return this.#conflict(subject, answer.stream ?? '', options)
    if (FULL.includes(number))
      throw new WaymarkError('BROKER_FULL', `${subject}: ${reason}`, 'raise its limit, or wait for room')
    if (number === JS_ERROR.duplicateInProcess) return 'unknown'
    if (code === 429 || code === 503) return 'not stored'
    throw unsuitable(subject, reason)
  }

  /** Our own earlier try may be what moved the sequence. */
  async #conflict(subject: string, stream: string, options: PublishOptions): Promise<Outcome> {
    const expected = options.expectedLastSequence
    if (expected === undefined || stream === '') throw unsuitable(subject, 'a fence that was not asked for')
    const { state } = await this.#api.stream(stream)
    // Refused although it holds: a write that is still under way stood before ours.
    if (state.lastSequence === expected) return 'not stored'
    if (options.messageId !== undefined && state.lastSequence > expected) {
      const found = await this.#api.message(stream, { seq: expected + 1 })
      if (found !== null && fromApi(found).messageId === options.messageId)
        return { sequence: found.seq, duplicate: true }
    }
    throw new SequenceConflict(stream, expected)
  }

  #checkSize(subject: string, bytes: number): void {
    if (bytes > this.#wire.payloadBytesMax)
      throw new WaymarkError(
        'EVENT_TOO_LARGE',
        `${subject}: a message of ${bytes} bytes, the broker takes ${this.#wire.payloadBytesMax}`,
        'send smaller ones, or raise max_payload of the server',
      )
  }
}

function headersOf(options: PublishOptions): Uint8Array | undefined {
  const headers: [string, string][] = Object.entries(options.headers ?? {})
  if (options.messageId !== undefined) headers.push(['Nats-Msg-Id', options.messageId])
  if (options.expectedLastSequence !== undefined)
    headers.push(['Nats-Expected-Last-Sequence', String(options.expectedLastSequence)])
  return headers.length === 0 ? undefined : encodeHeaders(headers)
}

/** A second copy would be recognised by the broker. */
function isRepeatable(options: PublishOptions): boolean {
  return options.messageId !== undefined || options.expectedLastSequence !== undefined
}

function parse(message: WireMessage): Answer {
  try {
    return JSON.parse(
      Buffer.from(message.data.buffer, message.data.byteOffset, message.data.length).toString(),
    )
  } catch {
    return {}
  }
}

function unanswered(subject: string, outcome: 'unknown' | 'not stored'): WaymarkError {
  return new WaymarkError(
    'BROKER_UNREACHABLE',
    outcome === 'unknown'
      ? `${subject}: the broker gave no answer; the message may be stored or not`
      : `${subject}: no stream takes the message`,
    'check the broker, then send again',
  )
}

function unsuitable(subject: string, why: string): WaymarkError {
  return new WaymarkError('BROKER_UNSUITABLE', `${subject}: ${why}`)
}
