import { systemClock } from '../base/clock.js'
import { silentLog } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import { configSchema } from '../cluster/config.js'
import type { NatsBinary } from '../cluster/nats-binary.js'
import { connectBroker, type NatsBroker } from '../cluster/nats-broker.js'
import { startTestServer } from '../cluster/nats-test-servers.js'
import { DEFAULT_IDENTITY } from '../definitions/default-identity.js'
import { Identities } from '../definitions/identities.js'
import { encodeEvents } from '../event/batch.js'
import type { Event } from '../event/event.js'
import { Batch, EventView } from '../event/reader.js'
import { names } from '../event/subjects.js'
import { Symbols } from '../event/symbols.js'
import { Wire } from '../event/wire.js'
import type { Labels, Meter } from '../metrics/table.js'
import { createIngest, type Ingest } from './ingest.js'

const PARTITIONS = 4
const identities = new Identities(DEFAULT_IDENTITY)

/** Basic authorization of the source `web`. */
export const AUTHORIZATION = `Basic ${Buffer.from('k-web:').toString('base64')}`

/** An event and the partition whose log holds it. */
export interface StoredEvent extends Event {
  readonly partition: number
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: { readonly success: boolean; readonly code?: string; readonly message?: string }
}

/** Counts by name and labels. */
export class Tally implements Meter {
  readonly counts: Record<string, number> = {}
  observed = 0

  count(name: string, labels: Labels, by = 1): void {
    const key = [name, ...Object.values(labels)].join(' ')
    this.counts[key] = (this.counts[key] ?? 0) + by
  }

  observe(): void {
    this.observed++
  }

  onScrape(): void {}
}

/** A nats-server with the connection that the tests use. */
export class IngestBed {
  readonly broker: NatsBroker
  readonly url: string
  readonly #end: () => Promise<void>
  readonly #streams = new Set<string>()

  private constructor(broker: NatsBroker, url: string, end: () => Promise<void>) {
    this.broker = broker
    this.url = url
    this.#end = end
  }

  static async start(binary: NatsBinary): Promise<IngestBed> {
    const server = await startTestServer(binary)
    const broker = await connectBroker({ servers: [server.url], name: 'test', log: silentLog })
    return new IngestBed(broker, server.url, async () => {
      await broker.close()
      await server.stop()
    })
  }

  stop(): Promise<void> {
    return this.#end()
  }

  /** A running ingest; what was stored before it does not count. */
  async ingest(options: IngestRunOptions = {}): Promise<IngestRun> {
    const space = names(options.namespace ?? 'wm')
    const streams = Array.from({ length: PARTITIONS }, (_, p) => space.logStream(p))
    for (const [p, stream] of streams.entries())
      await this.#ensure(stream, space.log(p), options.logBytesMax?.[p] ?? 10_000_000)
    await this.#ensure(space.deadLetterStream, `${space.namespace}.dlq.>`, 10_000_000)
    const sources = [
      { name: 'web', writeKey: 'k-web' },
      { name: 'app', writeKey: 'k-app' },
    ]
    const { port = 0, lingerMs = 2 } = options
    const meter = new Tally()
    const ingest = createIngest({
      broker: options.broker ?? this.broker,
      names: space,
      partitions: PARTITIONS,
      logBytesMax: 10_000_000,
      config: configSchema.parse({ ingest: { port, sources, lingerMs } }).ingest,
      identities: () => identities,
      encode: encodeEvents,
      meter,
      log: silentLog,
      clock: systemClock,
    })
    await ingest.start()
    const marks = await Promise.all([...streams, space.deadLetterStream].map((each) => this.#mark(each)))
    return new IngestRun(ingest, meter, this.broker, marks)
  }

  async #mark(stream: string): Promise<Mark> {
    return { stream, last: (await this.broker.streamState(stream)).lastSequence }
  }

  async #ensure(name: string, subject: string, bytesMax: number): Promise<void> {
    if (this.#streams.has(name)) return
    this.#streams.add(name)
    const rest = { replicas: 1, ageMsMax: 0, discard: 'new', duplicateWindowMs: 120_000 } as const
    await this.broker.ensureStream({ name, subjects: [subject], bytesMax, ...rest })
  }
}

export interface IngestRunOptions {
  /** One of its own for a test that wants other limits. */
  readonly namespace?: string
  readonly port?: number
  readonly lingerMs?: number
  /** Limits of the partition logs that are to be small. */
  readonly logBytesMax?: Readonly<Record<number, number>>
  /** Instead of the one that the tests use. */
  readonly broker?: Broker
}

/** Where a stream ended when a run began. */
interface Mark {
  readonly stream: string
  readonly last: number
}

/** One ingest, called over HTTP, and what it stored. */
export class IngestRun {
  readonly ingest: Ingest
  readonly meter: Tally
  readonly #broker: Broker
  readonly #logs: readonly Mark[]
  readonly #deadLetters: Mark

  constructor(ingest: Ingest, meter: Tally, broker: Broker, marks: readonly Mark[]) {
    this.ingest = ingest
    this.meter = meter
    this.#broker = broker
    this.#logs = marks.slice(0, PARTITIONS)
    this.#deadLetters = marks[PARTITIONS] as Mark
  }

  async post(
    path: string,
    body: unknown,
    headers: object = { authorization: AUTHORIZATION },
  ): Promise<Answer> {
    const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    const init = { method: 'POST', body: raw, headers: headers as Record<string, string> }
    const response = await fetch(this.ingest.url + path, init)
    const { status } = response
    return { status, headers: response.headers, body: (await response.json()) as Answer['body'] }
  }

  async stored(): Promise<StoredEvent[]> {
    const all: StoredEvent[] = []
    for (const [partition, log] of this.#logs.entries())
      for (const bytes of await this.#messages(log)) all.push(...eventsOf(bytes, partition))
    return all
  }

  async deadLetters(): Promise<{ reason: string; source: string; receivedAt: string; event: unknown }[]> {
    return (await this.#messages(this.#deadLetters)).map((bytes) => JSON.parse(Buffer.from(bytes).toString()))
  }

  /** A user id that lives in a partition. */
  userIn(partition: number): string {
    for (let i = 0; ; i++) {
      const value = `u${i}`
      if (identities.partitionOf({ type: 'user_id', value }, PARTITIONS) === partition) return value
    }
  }

  /** All messages of a stream after the mark. */
  async #messages({ stream, last }: Mark): Promise<Uint8Array[]> {
    const { lastSequence } = await this.#broker.streamState(stream)
    const messages = lastSequence - last
    if (messages === 0) return []
    const found: Uint8Array[] = []
    let done = () => {}
    const complete = new Promise<void>((resolve) => {
      done = resolve
    })
    const reader = await this.#broker.read(stream, last + 1, async (batch) => {
      for (const { bytes } of batch) found.push(bytes)
      if (found.length >= messages) done()
    })
    await complete
    await reader.stop()
    return found
  }
}

/** Reads a record as the engine does. */
function eventsOf(record: Uint8Array, partition: number): StoredEvent[] {
  const wire = new Wire(record)
  wire.varint(record.length)
  const end = wire.fieldEnd(record.length)
  const batch = new Batch(wire, wire.at, end, new Symbols())
  const view = new EventView()
  return Array.from({ length: batch.length }, (_, i) => {
    batch.view(i, view)
    return { ...view.materialize(), partition }
  })
}
