import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type JsMsg, jetstream } from '@nats-io/jetstream'
import { type ConnectionOptions, connect, credsAuthenticator, MsgHdrsImpl, type NatsConnection } from 'nats'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type {
  Broker,
  ConsumerSpec,
  EndingReader,
  HeardMessage,
  Listener,
  PublishAck,
  PublishOptions,
  Reader,
  StoredMessage,
  StreamSpec,
  StreamState,
  WorkMessage,
} from './broker.js'
import { judgeVersion } from './capabilities.js'
import { parseAddresses } from './nats-address.js'
import { JetStreamApi, JetStreamRefusal } from './nats-api.js'
import { request, serve } from './nats-exchange.js'
import { fromApi } from './nats-message.js'
import { Publisher } from './nats-publisher.js'
import { LogReader } from './nats-reader.js'
import { Requests } from './nats-requests.js'
import { ensureStream, sequenceAt } from './nats-stream.js'
import type { Wire, WireMessage } from './nats-wire.js'
import { ensureWorkConsumer, NatsWorkMessage } from './nats-work.js'

export interface BrokerOptions {
  /** `nats://host:4222`, `nats://token@host`, `nats://user:password@host`, `tls://…`. */
  readonly servers: readonly string[]
  /** Path of a `.creds` file. */
  readonly credentials?: string | undefined
  /** Seen in the server's list of connections. */
  readonly name: string
  readonly log: Log
}

/**
 * Connects to NATS and keeps connecting for ever once it has been connected.
 * @throws WaymarkError BROKER_UNREACHABLE, BROKER_UNSUITABLE (version, JetStream off)
 */
export async function connectBroker(options: BrokerOptions): Promise<NatsBroker> {
  const connection = await dial(options)
  try {
    const warning = judgeVersion(connection.info?.version ?? '')
    if (warning !== '') options.log.warn(warning)
    const broker = new NatsBroker(connection, options.log)
    await broker.checkJetStream()
    return broker
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** The broker on NATS JetStream. */
export class NatsBroker implements Broker, Listener {
  readonly closed: Promise<Error | undefined>
  readonly #connection: NatsConnection
  readonly #log: Log
  readonly #wire: NatsWire
  readonly #requests: Requests
  readonly #api: JetStreamApi
  readonly #publisher: Publisher

  constructor(connection: NatsConnection, log: Log) {
    this.#connection = connection
    this.#log = log
    this.#wire = new NatsWire(connection, log)
    this.#requests = new Requests(this.#wire)
    this.#api = new JetStreamApi(this.#requests)
    this.#publisher = new Publisher(this.#wire, this.#requests, this.#api)
    this.closed = connection.closed().then((reason) => reason ?? undefined)
  }

  get version(): string {
    return this.#connection.info?.version ?? ''
  }

  get payloadBytesMax(): number {
    return this.#wire.payloadBytesMax
  }

  get connected(): boolean {
    return this.#wire.connected
  }

  /** @throws WaymarkError BROKER_UNSUITABLE when it is off */
  async checkJetStream(): Promise<void> {
    try {
      await this.#api.account()
    } catch (cause) {
      if (!(cause instanceof JetStreamRefusal)) throw cause
      throw new WaymarkError(
        'BROKER_UNSUITABLE',
        `JetStream: ${cause.message}`,
        'start nats-server with -js',
        {
          cause,
        },
      )
    }
  }

  ensureStream(spec: StreamSpec): Promise<void> {
    return ensureStream(this.#api, spec)
  }

  async streamState(stream: string): Promise<StreamState> {
    return (await this.#api.stream(stream)).state
  }

  sequenceAt(stream: string, time: number): Promise<number> {
    return sequenceAt(this.#api, stream, time, this.#wire.newInbox())
  }

  publish(subject: string, bytes: Uint8Array, options?: PublishOptions): Promise<PublishAck> {
    return this.#publisher.publish(subject, bytes, options)
  }

  purge(stream: string, upTo: number): Promise<void> {
    return this.#api.purge(stream, upTo)
  }

  delete(stream: string, sequence: number): Promise<void> {
    return this.#api.deleteMessage(stream, sequence)
  }

  async lastMessage(stream: string, subject: string): Promise<StoredMessage | null> {
    const message = await this.#api.message(stream, { last_by_subj: subject })
    return message === null ? null : fromApi(message)
  }

  async messageAt(stream: string, seq: number): Promise<StoredMessage | null> {
    const message = await this.#api.message(stream, { seq })
    return message === null ? null : fromApi(message)
  }

  read(
    stream: string,
    from: number,
    onMessages: (messages: StoredMessage[]) => Promise<void>,
    batchBytesMax: number = LIMITS.readBatchBytesMax,
  ): Promise<EndingReader> {
    const parts = { wire: this.#wire, api: this.#api, log: this.#log, batchBytesMax }
    return LogReader.open(parts, stream, from, onMessages)
  }

  async consume(spec: ConsumerSpec, onMessage: (message: WorkMessage) => void): Promise<EndingReader> {
    await ensureWorkConsumer(this.#api, spec)
    const consumer = await jetstream(this.#connection).consumers.get(spec.stream, spec.durable)
    const messages = await consumer.consume({
      // Handed over at once, so what was fetched is what is in flight, and its ack clock is its own.
      max_messages: spec.flightMax,
      expires: 5_000,
      idle_heartbeat: 1_000,
      abort_on_missing_resource: true,
      callback: (message) => {
        const work = NatsWorkMessage.from(rawMessage(message), this.#wire, this.#requests)
        if (work !== null) onMessage(work)
      },
    })
    let stopped = false
    const ended = messages.closed().then((reason) => {
      if (stopped) return undefined
      const error = reason instanceof Error ? reason : new Error('the consumer is gone')
      this.#log.error(`${spec.stream}: consumer ${spec.durable} has ended`, { reason: error.message })
      return error
    })
    const stop = async () => {
      stopped = true
      await messages.close()
    }
    return { ended, stop }
  }

  request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    return request(this.#requests, subject, bytes, timeoutMs)
  }

  serve(subject: string, answer: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<Reader> {
    return serve(this.#wire, this.#log, subject, answer)
  }

  async listen(subject: string, onMessage: (message: HeardMessage) => void): Promise<Reader> {
    const stop = this.#wire.subscribe(subject, (message) => {
      const bytes = new Uint8Array(message.data)
      onMessage({ subject: message.subject, bytes, header: (name) => message.headers?.get(name) ?? '' })
    })
    return { stop: async () => stop() }
  }

  async close(): Promise<void> {
    if (!this.#connection.isClosed()) {
      this.#wire.flush()
      // A server that has fallen silent must not hold up the end.
      const flushed = this.#connection.flush().catch(() => {})
      const late = pause(LIMITS.brokerFlushMsMax, undefined, { ref: false })
      if (this.#wire.connected) await Promise.race([flushed, late])
      await this.#connection.close()
    }
    this.#requests.close()
  }
}

type WireOptions = NonNullable<Parameters<NatsConnection['publish']>[2]>

/** `Wire` on the client's connection. */
class NatsWire implements Wire {
  connected = true
  readonly #connection: NatsConnection
  readonly #log: Log
  readonly #changes = new Set<(change: 'up' | 'down') => void>()
  #payloadBytesMax: number
  #outgoing: { subject: string; bytes: Uint8Array; options: WireOptions }[] = []

  constructor(connection: NatsConnection, log: Log) {
    this.#connection = connection
    this.#log = log
    this.#payloadBytesMax = connection.info?.max_payload ?? 0
    void this.#follow(log)
  }

  /** While it connects anew the client does not know: then what the server said before counts. */
  get payloadBytesMax(): number {
    this.#payloadBytesMax = this.#connection.info?.max_payload || this.#payloadBytesMax
    return this.#payloadBytesMax
  }

  /**
   * Sent at the end of this turn of the event loop, with all that is published until then: the client writes
   * to its socket once for every run of microtasks, and such a write is the dearest part of a publish.
   */
  publish(subject: string, bytes: Uint8Array, reply?: string, headers?: Uint8Array): void {
    if (this.#connection.isClosed()) throw new Error('the connection is closed')
    const options = {
      ...(reply === undefined ? {} : { reply }),
      ...(headers === undefined ? {} : { headers: new EncodedHeaders(headers) }),
    }
    this.#outgoing.push({ subject, bytes, options })
    if (this.#outgoing.length === 1) setImmediate(() => this.flush())
  }

  /** Sends now what `publish` was given. */
  flush(): void {
    const outgoing = this.#outgoing
    this.#outgoing = []
    for (const { subject, bytes, options } of outgoing) {
      try {
        this.#connection.publish(subject, bytes, options)
      } catch (error) {
        // Lost, as on a connection that breaks: who waits for an answer tries again.
        this.#log.warn('a message could not be sent', { subject, reason: errorLine(error) })
      }
    }
  }

  subscribe(subject: string, onMessage: (message: WireMessage) => void): () => void {
    const subscription = this.#connection.subscribe(subject, {
      callback: (error, message) => {
        // A subscription that is not permitted: the message is none.
        if (error === null) onMessage(message as WireMessage)
      },
    })
    return () => {
      if (!this.#connection.isClosed()) subscription.unsubscribe()
    }
  }

  newInbox(): string {
    return `_INBOX.${crypto.randomUUID().replaceAll('-', '')}`
  }

  onChange(call: (change: 'up' | 'down') => void): () => void {
    this.#changes.add(call)
    return () => this.#changes.delete(call)
  }

  async #follow(log: Log): Promise<void> {
    for await (const status of this.#connection.status()) {
      if (status.type === 'disconnect') this.#become(false)
      else if (status.type === 'reconnect') this.#become(true)
      else if (status.type === 'error') log.warn('the broker complains', { reason: status.error.message })
      else continue
      if (status.type !== 'error') log.warn(`broker ${status.type}`, { server: status.server })
    }
    this.#become(false)
  }

  #become(connected: boolean): void {
    if (this.connected === connected) return
    this.connected = connected
    for (const call of this.#changes) call(connected ? 'up' : 'down')
  }
}

class EncodedHeaders extends MsgHdrsImpl {
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    super()
    this.#bytes = bytes
  }

  override encode(): Uint8Array {
    return this.#bytes
  }
}

/** With its reply subject, which the client has but does not declare. */
function rawMessage(message: JsMsg): WireMessage {
  const { subject, data, headers } = message
  return { subject, data, headers, reply: (message as JsMsg & { readonly reply: string }).reply }
}

async function dial(options: BrokerOptions): Promise<NatsConnection> {
  const { servers, ...secrets } = parseAddresses(options.servers)
  const settings: ConnectionOptions = {
    servers,
    ...secrets,
    name: options.name,
    noAsyncTraces: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 500,
    reconnectJitterTLS: 500,
    pingInterval: 10_000,
    maxPingOut: 2,
    // A secret that is being changed must not end a worker for good.
    ignoreAuthErrorAbort: true,
    timeout: 5_000,
  }
  if (options.credentials !== undefined) settings.authenticator = credentials(options.credentials)
  if (options.servers.some((server) => server.startsWith('tls://'))) settings.tls = {}
  try {
    return await connect(settings)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new WaymarkError(
      'BROKER_UNREACHABLE',
      `no NATS server at ${servers.join(', ')}: ${reason}`,
      'check nats.servers and nats.credentials',
      { cause },
    )
  }
}

function credentials(path: string) {
  try {
    return credsAuthenticator(readFileSync(path))
  } catch (cause) {
    throw new WaymarkError('CONFIG_INVALID', `cannot read ${path}`, 'mend nats.credentials', { cause })
  }
}
