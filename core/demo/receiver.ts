import { createHistogram } from 'node:perf_hooks'
import { Webhook } from 'standardwebhooks'
import { hash53 } from '../base/hash.js'
import type { Log } from '../base/log.js'
import type { Percentiles } from '../cluster/engine-tally.js'
import { createHttpServer, type HttpAnswer, type HttpRequest, json } from '../ingest/http.js'
import { Counts } from './counts.js'

export interface ReceiverOptions {
  /** 0: any free one. */
  readonly port: number
  /** Of the webhook channel, `whsec_…`. */
  readonly secret: string
  readonly log: Log
}

/** A message that has arrived, as far as a person wants to see it. */
export interface Received {
  readonly key: string
  readonly at: string
  readonly to: Readonly<Record<string, readonly string[]>>
  readonly content: { readonly name: string; readonly subject?: string; readonly body: string }
}

/** Every so manieth message is turned away the first time it comes, as a busy receiver does. */
const BUSY_EVERY = 50
const BODY_BYTES_MAX = 1_000_000
const PATH = '/waymark'

/**
 * The customer's end of the webhook channel: an HTTP server that checks signatures, and counts messages by
 * their idempotency key.
 */
export class Receiver {
  /** `received <content>`: each key once; and what should not be: `received again`, `unsigned`, `changed`. */
  readonly counts = new Counts()
  /** Messages turned away on their first try. */
  busy = 0
  onMessage: (message: Received) => void = () => {}
  readonly #webhook: Webhook
  readonly #server
  readonly #latency = createHistogram()
  /** Hash of the body by key; of what was turned away, too. */
  readonly #bodies = new Map<string, number>()
  readonly #turnedAway = new Set<string>()

  constructor({ port, secret, log }: ReceiverOptions) {
    this.#webhook = new Webhook(secret)
    this.#server = createHttpServer({
      host: '127.0.0.1',
      port,
      routes: [{ method: 'POST', path: PATH, answer: (request) => this.#answer(request) }],
      bodyBytesMax: BODY_BYTES_MAX,
      anyOrigin: false,
      drainMs: 1_000,
      log,
    })
  }

  get url(): string {
    return this.#server.url + PATH
  }

  /** From the instant that decides a message to its arrival here, ms. */
  get latency(): Percentiles {
    const { count } = this.#latency
    const at = (percent: number): number => (count === 0 ? 0 : this.#latency.percentile(percent) / 1000)
    return { count, p50: at(50), p99: at(99) }
  }

  start(): Promise<void> {
    return this.#server.start()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }

  #answer({ body, headers }: HttpRequest): HttpAnswer {
    const text = body.toString('utf8')
    try {
      this.#webhook.verify(text, headers as Record<string, string>)
    } catch {
      this.counts.add('received unsigned')
      return json(401, { error: 'the signature does not fit' })
    }
    const message = JSON.parse(text) as Received
    const before = this.#bodies.get(message.key)
    const hash = hash53(text)
    if (before !== undefined && before !== hash) this.counts.add('received changed')
    if (before === undefined) {
      this.#bodies.set(message.key, hash)
      if (this.#bodies.size % BUSY_EVERY === 0) {
        this.busy++
        this.#turnedAway.add(message.key)
        return json(503, { error: 'busy' })
      }
    } else if (!this.#turnedAway.delete(message.key)) {
      this.counts.add('received again')
      return json(200, {})
    }
    this.#take(message, before === undefined)
    return json(200, {})
  }

  #take(message: Received, atOnce: boolean): void {
    this.counts.add(`received ${message.content.name}`)
    // What was turned away is late by our own doing.
    const ms = Date.now() - Date.parse(message.at)
    if (atOnce) this.#latency.record(Math.max(1, Math.round(ms * 1000)))
    this.onMessage(message)
  }
}
