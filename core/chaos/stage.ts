import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { silentLog } from '../base/log.js'
import type { Broker, StreamSpec } from '../cluster/broker.js'
import { type Config, checkConfig } from '../cluster/config.js'
import { connectBroker } from '../cluster/nats-broker.js'
import { ensureStreams, streamSpecs } from '../cluster/streams.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { type Names, names as namesOf } from '../event/subjects.js'
import { ChildWorker } from './child-worker.js'
import { countersOf } from './counters.js'
import { HARM_FILE, HARMLESS_FILE, type Harm } from './harms.js'
import { Hook } from './hook.js'
import { KillableNats } from './killable-nats.js'
import { configOf, type StageConfig } from './stage-config.js'
import { Watch } from './watch.js'

export interface StageSettings {
  /** Empty folder for everything that the processes write. */
  readonly folder: string
  /** Path of a nats-server. */
  readonly binary: string
  /** nats-servers; 3 keep each stream three times. */
  readonly servers: number
  /** Engines, each with the role delivery too; ingest and API run in a process of their own. */
  readonly engines: number
  readonly partitions: number
  /** Memory for profiles of each engine, bytes; the rest lies on disk. */
  readonly hotBytesMax: number
  readonly checkpointSeconds: number
  readonly definitions: string
  /** Settings on top of those of the stage. */
  readonly config?: StageConfig
  /** Threads of each engine; 1 unless told. */
  readonly lanes?: number
  /** By name: what else lies beside the configuration. */
  readonly files?: Readonly<Record<string, string>>
  /** Tries of a delivery. */
  readonly attempts?: number
  /** Threads of engines do harm when told, see `harm`. */
  readonly harmful?: boolean
  /** An engine that ends by itself is started again, as whoever runs workers would. */
  readonly supervised?: boolean
  readonly say: (line: string) => void
}

const NAMESPACE = 'chaos'
/** How long partitions may take until all have an owner. */
const SETTLE_MS_MAX = 120_000

interface ClusterPage {
  readonly workers: readonly { readonly id: string }[]
  readonly partitions: readonly {
    readonly owner: string | null
    readonly state: string
    readonly lag: number | null
    readonly reason: string | null
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
  /** Engines that have ended by themselves and were started again. */
  deaths = 0
  /** Figures of a scenario of its own. */
  readonly figures: string[] = []
  /** By the id of a life of a worker: what its metrics counted when they were last seen. */
  #stopped = false
  readonly #metrics = new Map<string, ReadonlyMap<string, number>>()

  constructor(settings: StageSettings) {
    this.settings = settings
  }

  async start(): Promise<void> {
    const { folder, binary, servers, engines, partitions } = this.settings
    mkdirSync(join(folder, 'definitions'), { recursive: true })
    writeFileSync(join(folder, 'definitions', 'chaos.yaml'), this.settings.definitions)
    for (const [name, text] of Object.entries(this.settings.files ?? {}))
      writeFileSync(join(folder, name), text)
    this.nats = await KillableNats.start(binary, folder, servers)
    await this.hook.start()
    this.broker = await this.#connect()
    await ensureStreams(this.broker, this.names, this.#checked())
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
    this.#stopped = true
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

  /** Ends all engines at once, plays, and starts them again. */
  async whileStopped(signal: NodeJS.Signals, play: () => Promise<void>): Promise<void> {
    await this.look()
    this.watch.lost(Array.from({ length: this.settings.partitions }, (_, partition) => partition))
    await Promise.all(this.engines.map((engine) => engine.end(signal)))
    await play()
    await Promise.all(this.engines.map((engine) => engine.start()))
  }

  /** A thread of an engine is to do harm in the midst of its next step; see `harmIsDone`. */
  harm(engine: ChildWorker, kind: Harm): void {
    writeFileSync(this.#harmFile(engine.name), kind)
  }

  harmIsDone(engine: ChildWorker): boolean {
    return !existsSync(this.#harmFile(engine.name))
  }

  /** From now on records with words of harm do none. */
  makeHarmless(): void {
    writeFileSync(this.#harmlessFile, '')
  }

  /** Puts an empty file beside the configuration, for a plugin to see. */
  leave(name: string): void {
    writeFileSync(join(this.settings.folder, name), '')
  }

  /** Whether a plugin has left such a file. */
  found(name: string): boolean {
    return existsSync(join(this.settings.folder, name))
  }

  /** What a worker has said, over all its lives. */
  logOf({ name }: ChildWorker): string {
    const file = join(this.settings.folder, `${name}.log`)
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }

  /** A user who is not in the plan, and whose home is this partition. */
  strangerOf(partition: number, what: string): string {
    const { identities } = compileDefinitions([])
    for (let n = 0; ; n++) {
      const value = `${what}-${n}`
      if (identities.partitionOf({ type: 'user_id', value }, this.settings.partitions) === partition)
        return value
    }
  }

  /** Whether the API knows a profile of this user. */
  async hasProfile(user: string): Promise<boolean> {
    const url = `${this.gateway.started?.admin}/api/profiles/user_id/${user}`
    const { statusCode, body } = await request(url, { headersTimeout: 5_000 })
    await body.dump()
    return statusCode === 200
  }

  /** Starts a worker that must not: resolves with its exit code and what it has said. */
  async refused(
    name: string,
    over: Readonly<Record<string, unknown>>,
  ): Promise<{ code: number; said: string }> {
    const { folder } = this.settings
    const config = join(folder, `${name}.yaml`)
    writeFileSync(config, JSON.stringify({ ...this.#config(['engine']), ...over }))
    let ended: number | undefined
    const onUnexpectedExit = (_: string, code: number | null) => {
      ended = code ?? -1
    }
    const worker = new ChildWorker({ name, config, log: join(folder, `${name}.log`), onUnexpectedExit })
    await worker.start()
    if (ended === undefined) await worker.end('SIGKILL')
    return { code: ended ?? 0, said: this.logOf(worker) }
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

  /** The stream of a state changelog, as workers make it. */
  changelogSpec(partition: number): StreamSpec {
    const name = this.names.changelogStream(partition)
    const spec = streamSpecs(this.names, this.#checked()).find((one) => one.name === name)
    if (spec === undefined) throw new Error(`there is no partition ${partition}`)
    return spec
  }

  #checked(): Config {
    const origin = { path: 'chaos', baseDir: this.settings.folder, environment: {} }
    return checkConfig(this.#config(['engine']), origin)
  }

  #connect(): Promise<Broker> {
    return connectBroker({ servers: this.nats.urls, name: 'chaos', log: silentLog })
  }

  #worker(name: string, roles: readonly string[]): ChildWorker {
    const { folder, say, harmful = false, supervised = false } = this.settings
    const config = join(folder, `${name}.yaml`)
    writeFileSync(config, JSON.stringify(this.#config(roles)))
    const isHarmful = harmful && roles.includes('engine')
    const worker = new ChildWorker({
      name,
      config,
      log: join(folder, `${name}.log`),
      node: isHarmful ? ['--max-old-space-size=384', '--import', HARM_PROGRAM] : [],
      environment: { [HARM_FILE]: this.#harmFile(name), [HARMLESS_FILE]: this.#harmlessFile },
      onUnexpectedExit: (who, code, signal) => {
        say(`${who} ended by itself with ${signal ?? code}`)
        if (!supervised) this.surprises.push(`${who} ended with ${signal ?? code}`)
        if (!supervised || this.#stopped) return
        this.deaths++
        void worker.start().catch((error: unknown) => this.surprises.push(String(error)))
      },
    })
    return worker
  }

  #harmFile(name: string): string {
    return join(this.settings.folder, `${name}.harm`)
  }

  get #harmlessFile(): string {
    return join(this.settings.folder, 'harmless')
  }

  #config(roles: readonly string[]): Record<string, unknown> {
    const { settings, nats, hook } = this
    return configOf({ ...settings, namespace: NAMESPACE, roles, urls: nats.urls, hookUrl: hook.url })
  }
}

const HARM_PROGRAM = new URL('harm.js', import.meta.url).href
