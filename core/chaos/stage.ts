import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { silentLog } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import { checkConfig } from '../cluster/config.js'
import { connectBroker } from '../cluster/nats-broker.js'
import { ensureStreams } from '../cluster/streams.js'
import { type Names, names as namesOf } from '../event/subjects.js'
import { ChildWorker } from './child-worker.js'
import { Hook } from './hook.js'
import { KillableNats } from './killable-nats.js'
import { Watch } from './watch.js'

export interface StageSettings {
  /** Empty folder for everything that the processes write. */
  readonly folder: string
  /** Path of a nats-server. */
  readonly binary: string
  readonly servers: number
  /** Engines, each with the role delivery too; ingest and API run in a process of their own. */
  readonly engines: number
  readonly partitions: number
  /** Memory for profiles of each engine, bytes; the rest lies on disk. */
  readonly hotBytesMax: number
  readonly definitions: string
  /** Settings on top of those of the stage. */
  readonly config?: StageConfig
  readonly say: (line: string) => void
}

/** Settings of workers on top of those of the stage. */
export interface StageConfig {
  readonly nats?: Readonly<Record<string, unknown>>
  readonly [key: string]: unknown
}

export const WRITE_KEY = 'write-key'
const NAMESPACE = 'chaos'
/** How long partitions may take until all have an owner. */
const SETTLE_MS_MAX = 120_000

interface ClusterPage {
  readonly workers: readonly { readonly id: string }[]
  readonly partitions: readonly {
    readonly owner: string | null
    readonly state: string
    readonly lag: number | null
  }[]
}

/** Everything that a scenario plays with: servers, workers, the far end, and a look from outside. */
export class Stage {
  readonly names: Names = namesOf(NAMESPACE)
  readonly hook = new Hook()
  readonly settings: StageSettings
  readonly engines: ChildWorker[] = []
  nats!: KillableNats
  broker!: Broker
  watch!: Watch
  gateway!: ChildWorker
  /** Lets the verifier read what stands in the logs before it is deleted. */
  readLogs: () => Promise<void> = async () => {}
  /** Processes that ended without being told to. */
  readonly surprises: string[] = []
  /** By the id of a life of a worker: what its metrics counted when they were last seen. */
  readonly #metrics = new Map<string, ReadonlyMap<string, number>>()

  constructor(settings: StageSettings) {
    this.settings = settings
  }

  async start(): Promise<void> {
    const { folder, binary, servers, engines, partitions } = this.settings
    mkdirSync(join(folder, 'definitions'), { recursive: true })
    writeFileSync(join(folder, 'definitions', 'chaos.yaml'), this.settings.definitions)
    this.nats = await KillableNats.start(binary, folder, servers)
    await this.hook.start()
    this.broker = await this.#connect()
    const raw = this.#config(['engine'])
    const config = checkConfig(raw, { path: 'chaos', baseDir: folder, environment: {} })
    await ensureStreams(this.broker, this.names, config)
    this.watch = new Watch(this.broker, this.names, partitions)
    await this.watch.start()
    this.gateway = this.#worker('gateway', ['ingest', 'api'])
    await this.gateway.start()
    for (let i = 0; i < engines; i++) await this.addEngine()
    await this.settled()
  }

  async addEngine(): Promise<ChildWorker> {
    const engine = this.#worker(`engine-${this.engines.length}`, ['engine', 'delivery'])
    this.engines.push(engine)
    await engine.start()
    return engine
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.engines, this.gateway].map((worker) => worker?.end('SIGKILL')))
    await this.watch?.stop().catch(() => {})
    await this.broker?.close().catch(() => {})
    await this.nats?.stop()
    await this.hook.stop().catch(() => {})
  }

  /** Addresses of ingest. */
  get ingestUrls(): string[] {
    const url = this.gateway.started?.ingest
    return url === undefined ? [] : [url]
  }

  /** Partitions that an engine owns, as the API says. */
  async ownedBy(worker: ChildWorker): Promise<number[]> {
    const id = worker.started?.worker
    const { partitions } = await this.cluster()
    return partitions.flatMap(({ owner }, partition) => (owner === id ? [partition] : []))
  }

  async cluster(): Promise<ClusterPage> {
    const answer = await request(`${this.gateway.started?.admin}/api/cluster`, { headersTimeout: 5_000 })
    return (await answer.body.json()) as ClusterPage
  }

  /** Resolves when every partition has an owner that has opened it; returns how long that took, ms. */
  async settled(): Promise<number> {
    const start = performance.now()
    for (;;) {
      const page = await this.cluster().catch(() => undefined)
      if (page?.partitions.every(({ state }) => state === 'open') === true) return performance.now() - start
      if (performance.now() - start > SETTLE_MS_MAX) throw new Error('partitions stay without an owner')
      await pause(100)
    }
  }

  /** Kills an engine, notes what it owned, and starts it again. */
  async killEngine(engine: ChildWorker): Promise<void> {
    await this.look()
    const owned = await this.ownedBy(engine).catch(() => [])
    this.watch.lost(owned)
    await engine.end('SIGKILL')
    await engine.start()
  }

  /** Reads the counters of all workers: those of a life that ends are lost else. */
  async look(): Promise<void> {
    for (const { started } of [this.gateway, ...this.engines]) {
      if (started === undefined) continue
      const text = await request(`${started.admin}/metrics`, { headersTimeout: 5_000 })
        .then(({ body }) => body.text())
        .catch(() => undefined)
      if (text !== undefined) this.#metrics.set(started.worker, countersOf(text))
    }
  }

  /** Deletes what every state is past from the logs, once the verifier has seen it. */
  async makeRoom(): Promise<void> {
    await this.readLogs()
    const { broker, names, watch } = this
    for (const [partition, offset] of watch.committed) await broker.purge(names.logStream(partition), offset)
  }

  /** Sum of a counter over all lives of all workers, as far as they were seen. */
  counted(name: string): number {
    return [...this.#metrics.values()].reduce((sum, metrics) => sum + (metrics.get(name) ?? 0), 0)
  }

  #connect(): Promise<Broker> {
    return connectBroker({ servers: this.nats.urls, name: 'chaos', log: silentLog })
  }

  #worker(name: string, roles: readonly string[]): ChildWorker {
    const { folder, say } = this.settings
    const config = join(folder, `${name}.yaml`)
    writeFileSync(config, JSON.stringify(this.#config(roles)))
    return new ChildWorker({
      name,
      config,
      log: join(folder, `${name}.log`),
      onUnexpectedExit: (who, code, signal) => {
        this.surprises.push(`${who} ended with ${signal ?? code}`)
        say(`${who} ended by itself with ${signal ?? code}`)
      },
    })
  }

  #config(roles: readonly string[]): Record<string, unknown> {
    const { folder, servers, partitions, hotBytesMax, config: { nats, ...config } = {} } = this.settings
    return {
      namespace: NAMESPACE,
      partitions,
      roles,
      nats: { servers: this.nats.urls, replicas: servers >= 3 ? 3 : 1, logBytesMax: 2_000_000_000, ...nats },
      ingest: { port: 0, sources: [{ name: 'chaos', writeKey: WRITE_KEY }] },
      engine: { lanes: 1, checkpointSeconds: 2, hotBytesMax, spillDir: join(folder, 'spill') },
      cluster: { heartbeatSeconds: 0.5, expirySeconds: 2 },
      admin: { port: 0 },
      definitions: 'definitions',
      channels: {
        hook: {
          plugin: 'webhook',
          options: { url: this.hook.url, secret: SECRET, allow: ['127.0.0.1'] },
        },
      },
      ...config,
    }
  }
}

/** Signs what nobody checks. */
const SECRET = `whsec_${Buffer.from('chaos needs no secret, really').toString('base64')}`

/** Counters of a page of metrics, summed over their labels; by outcome too. */
function countersOf(text: string): Map<string, number> {
  const counters = new Map<string, number>()
  for (const [, name = '', labels = '', value = ''] of text.matchAll(
    /^waymark_(\w+)(\{.*\})? ([\d.e+]+)$/gm,
  )) {
    const outcome = /outcome="(\w+)"/.exec(labels)?.[1]
    for (const key of outcome === undefined ? [name] : [name, `${name} ${outcome}`])
      counters.set(key, (counters.get(key) ?? 0) + Number(value))
  }
  return counters
}
