import { setTimeout as pause } from 'node:timers/promises'
import { WaymarkError } from '../base/errors.js'
import type { StreamState } from './broker.js'
import type { Requests } from './nats-requests.js'
import { backoffMs, encodeJson, NOTHING } from './nats-wire.js'

const TRY_MS = 2_000
const DEADLINE_MS = 10_000

/** Error numbers of JetStream that we act on (server/errors.json of nats-server). */
export const JS_ERROR = {
  consumerNotFound: 10_014,
  insufficientResources: 10_023,
  noMessage: 10_037,
  storageExceeded: 10_047,
  streamNameInUse: 10_058,
  streamNotFound: 10_059,
  wrongLastSequence: 10_071,
  notEnabled: 10_076,
  notEnabledForAccount: 10_039,
  storeFailed: 10_077,
  duplicateInProcess: 10_158,
  wrongLastSequenceUnknown: 10_164,
} as const

/** What JetStream answered instead of doing it. */
export class JetStreamRefusal extends Error {
  readonly number: number

  constructor(number: number, description: string) {
    super(`${description} (${number})`)
    this.name = 'JetStreamRefusal'
    this.number = number
  }
}

export interface StreamConfig {
  name: string
  subjects: readonly string[]
  retention: string
  storage: string
  discard: string
  num_replicas: number
  max_bytes: number
  /** Nanoseconds, 0 for none. */
  max_age: number
  duplicate_window: number
  max_msgs_per_subject?: number
}

export interface ConsumerConfig {
  name?: string
  durable_name?: string
  ack_policy: string
  deliver_policy: string
  opt_start_seq?: number
  opt_start_time?: string
  filter_subject?: string
  ack_wait?: number
  max_ack_pending?: number
  max_deliver?: number
  inactive_threshold?: number
  num_replicas?: number
  mem_storage?: boolean
  replay_policy?: string
}

/** A stored message as the API gives it: headers and data in base64. */
export interface ApiMessage {
  readonly subject: string
  readonly seq: number
  readonly hdrs?: string
  readonly data?: string
  readonly time: string
}

interface ApiAnswer {
  readonly error?: { readonly code: number; readonly err_code?: number; readonly description?: string }
  readonly config?: unknown
  readonly state?: { first_seq: number; last_seq: number; messages: number; bytes: number }
  readonly message?: ApiMessage
  readonly delivered?: { readonly stream_seq: number }
}

/**
 * JetStream's administration as JSON requests. Every call here may safely be made twice, so one without an
 * answer (an election, a reconnect) is made again for 10 s.
 * @throws JetStreamRefusal with the server's reason, WaymarkError BROKER_UNREACHABLE without one
 */
export class JetStreamApi {
  readonly #requests: Requests

  constructor(requests: Requests) {
    this.#requests = requests
  }

  /** Refuses when JetStream is off, for the server or for this account. */
  async account(): Promise<void> {
    await this.#call('INFO')
  }

  /** The configuration that the server keeps, which may lack what it does not know. */
  async createStream(config: StreamConfig): Promise<StreamConfig> {
    return (await this.#call(`STREAM.CREATE.${config.name}`, config)).config as StreamConfig
  }

  async updateStream(config: StreamConfig): Promise<StreamConfig> {
    return (await this.#call(`STREAM.UPDATE.${config.name}`, config)).config as StreamConfig
  }

  async stream(name: string): Promise<{ readonly config: StreamConfig; readonly state: StreamState }> {
    const { config, state } = await this.#call(`STREAM.INFO.${name}`)
    return {
      config: config as StreamConfig,
      state: {
        // An empty new stream says 0 on some versions; its first message will be 1.
        firstSequence: Math.max(1, state?.first_seq ?? 0),
        lastSequence: state?.last_seq ?? 0,
        messages: state?.messages ?? 0,
        bytes: state?.bytes ?? 0,
      },
    }
  }

  /** Deletes messages up to a sequence, with it. */
  async purge(stream: string, upTo: number): Promise<void> {
    await this.#call(`STREAM.PURGE.${stream}`, { seq: upTo + 1 })
  }

  /** Deletes a message; its bytes are not overwritten. Nothing happens when it is not there. */
  async deleteMessage(stream: string, seq: number): Promise<void> {
    try {
      await this.#call(`STREAM.MSG.DELETE.${stream}`, { seq, no_erase: true })
    } catch (error) {
      // Servers say differently that it is not there.
      if (!(error instanceof JetStreamRefusal) || (await this.message(stream, { seq })) !== null) throw error
    }
  }

  /** Asks the leader, so it sees every acknowledged message; null if there is none. */
  async message(
    stream: string,
    which: { seq: number } | { last_by_subj: string },
  ): Promise<ApiMessage | null> {
    try {
      return (await this.#call(`STREAM.MSG.GET.${stream}`, which)).message ?? null
    } catch (error) {
      if (error instanceof JetStreamRefusal && error.number === JS_ERROR.noMessage) return null
      throw error
    }
  }

  /** Returns the sequence with which it begins. */
  async createConsumer(stream: string, config: ConsumerConfig, action: 'create' | 'update'): Promise<number> {
    const name = config.name ?? config.durable_name
    const filter = config.filter_subject === undefined ? '' : `.${config.filter_subject}`
    const body = { stream_name: stream, config, action }
    const { delivered } = await this.#call(`CONSUMER.CREATE.${stream}.${name}${filter}`, body)
    return (delivered?.stream_seq ?? 0) + 1
  }

  /** Null if there is none. */
  async consumer(stream: string, name: string): Promise<ConsumerConfig | null> {
    try {
      return (await this.#call(`CONSUMER.INFO.${stream}.${name}`)).config as ConsumerConfig
    } catch (error) {
      if (error instanceof JetStreamRefusal && error.number === JS_ERROR.consumerNotFound) return null
      throw error
    }
  }

  async deleteConsumer(stream: string, name: string): Promise<void> {
    await this.#call(`CONSUMER.DELETE.${stream}.${name}`)
  }

  async #call(verb: string, body?: object): Promise<ApiAnswer> {
    const bytes = body === undefined ? NOTHING : encodeJson(body)
    const deadline = performance.now() + DEADLINE_MS
    for (let n = 1; ; n++) {
      const answer = await this.#requests.send(`$JS.API.${verb}`, bytes, TRY_MS)
      const silent = answer === null || answer.headers?.code === 503
      if (!silent) return accept(JSON.parse(Buffer.from(answer.data).toString()))
      if (performance.now() > deadline)
        throw new WaymarkError(
          'BROKER_UNREACHABLE',
          `JetStream does not answer ${verb}`,
          'check that the server runs with JetStream on',
        )
      await pause(backoffMs(n))
    }
  }
}

function accept(answer: ApiAnswer): ApiAnswer {
  const { error } = answer
  if (error !== undefined)
    throw new JetStreamRefusal(error.err_code ?? error.code, error.description ?? 'refused without a reason')
  return answer
}
