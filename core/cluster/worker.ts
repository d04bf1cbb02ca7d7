import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { availableParallelism, hostname } from 'node:os'
import { resolve } from 'node:path'
import { createApi } from '../api/api.js'
import type { ApiDefinitions } from '../api/definitions.js'
import { guard } from '../api/guard.js'
import type { ApiSegments } from '../api/segments.js'
import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { createDelivery, type DeliveryHost } from '../delivery/delivery-host.js'
import { encodeEvents } from '../event/batch.js'
import type { Identifier } from '../event/event.js'
import { type Names, names as namesOf } from '../event/subjects.js'
import { createIngest, type Ingest } from '../ingest/ingest.js'
import type { DefinitionFile, SpillSettings } from '../lane/protocol.js'
import { createPrometheus, type Prometheus } from '../metrics/prometheus.js'
import type { SegmentMembers } from '../partition/member-counts.js'
import type { MembersPage } from '../partition/members-page.js'
import { applyDefinitions } from './apply-definitions.js'
import { askOwner, askPartition } from './ask-owner.js'
import type { Broker, Listener } from './broker.js'
import { ClusterState } from './cluster-state.js'
import type { Config } from './config.js'
import { loadDefinitions } from './definition-files.js'
import { createEngine, type Engine } from './engine.js'
import { growHeaps } from './heap.js'
import { LiveDefinitions } from './live-definitions.js'
import { findNatsServer } from './nats-binary.js'
import { connectBroker } from './nats-broker.js'
import { startNatsServer } from './nats-server.js'
import { Ownership } from './ownership.js'
import { Roster } from './roster.js'
import { RunningParts } from './running-parts.js'
import { spillFolder } from './spill-folder.js'
import { ensureStreams, memberSpec, storeBytes } from './streams.js'
import { waymarkVersion } from './version.js'

export interface WorkerOptions {
  readonly clock: Clock
  readonly log: Log
  /** In [0, 1); `Math.random` unless told. */
  readonly random?: () => number
  /** All durations in definitions are divided by this; 1 unless told. */
  readonly timeScale?: number
  /** Where a nats-server is looked for; the process' own unless told. */
  readonly environment?: NodeJS.ProcessEnv
}

/** A running worker. Parts that its roles leave out are undefined. */
export interface Worker {
  readonly id: string
  readonly natsUrl: string
  readonly ingestUrl: string | undefined
  /** Probes and metrics; `/api` too with the role `api`. */
  readonly adminUrl: string
  readonly broker: Broker
  readonly engine: Engine | undefined
  readonly ingest: Ingest | undefined
  readonly delivery: DeliveryHost | undefined
  readonly metrics: Prometheus
  readonly definitions: LiveDefinitions
  /** Resolves with the reason when a part cannot go on: then the process must end. */
  readonly failed: Promise<Error>
  /** Stops all parts in reverse order of their start; never rejects. */
  stop(): Promise<void>
}

/**
 * Builds and starts a worker: broker, streams, delivery, engine, ingest, API, in this order, as far as its
 * roles want them. What has started is stopped again when a later part does not start.
 * @throws WaymarkError of the part that did not start
 */
export async function startWorker(config: Config, options: WorkerOptions): Promise<Worker> {
  growHeaps()
  const running = new RunningParts(options.log)
  try {
    return await build(config, options, running)
  } catch (error) {
    await running.stop()
    throw error
  }
}

interface OwnEngine {
  readonly engine: Engine
  readonly ownership: Ownership
}

/** What every part gets. */
interface Base {
  /** Id of this worker, unlike that of any other. */
  readonly id: string
  readonly config: Config
  readonly options: WorkerOptions
  readonly running: RunningParts
  readonly broker: Broker & Listener
  readonly names: Names
  readonly meter: Prometheus
  readonly definitions: LiveDefinitions
}

async function build(config: Config, options: WorkerOptions, running: RunningParts): Promise<Worker> {
  const { log } = options
  const id = `${hostname().replace(/[^A-Za-z0-9_-]/g, '_')}-${randomBytes(3).toString('hex')}`
  // What is wrong with the configuration is said before anything starts.
  guard(config.admin)
  if (config.nats.servers.length === 0) readFolder(config, options)
  const meter = createPrometheus({
    onError: (error) => log.warn('a gauge could not be read', { reason: errorLine(error) }),
  })
  const { natsUrl, broker, brokerLost } = await connect(config, options, running, id)
  const names = namesOf(config.namespace)
  await ensureStreams(broker, names, config)
  const definitions = await startDefinitions({ id, config, options, running, broker, names, meter })
  const base: Base = { id, config, options, running, broker, names, meter, definitions }
  const delivery = config.roles.includes('delivery') ? await startDelivery(base) : undefined
  const roster = await startRoster(base, config.nats.servers.length === 0)
  const engine = config.roles.includes('engine') ? await startEngine(base) : undefined
  const own = engine && (await startOwnership(base, roster, engine))
  await roster.start()
  await own?.ownership.start()
  const ingest = config.roles.includes('ingest') ? await startIngest(base) : undefined
  const adminUrl = await startApi(base, roster, own)
  log.info('started', { worker: id, roles: config.roles.join(','), ingest: ingest?.url, admin: adminUrl })
  return {
    id,
    natsUrl,
    ingestUrl: ingest?.url,
    adminUrl,
    broker,
    engine,
    ingest,
    delivery,
    metrics: meter,
    definitions,
    failed: Promise.race([brokerLost, ...[engine, delivery].flatMap((part) => part?.failed ?? [])]),
    stop: () => running.stop(),
  }
}

function readFolder(
  config: Config,
  { timeScale = 1 }: WorkerOptions,
): { files: readonly DefinitionFile[]; definitions: Definitions } {
  const files = loadDefinitions(config.definitions)
  const channels = new Set(Object.keys(config.channels))
  return { files, definitions: compileDefinitions(files, { timeScale, channels }) }
}

/** A private server is this worker's own: there the folder counts. On others what was applied to all. */
async function startDefinitions(base: Omit<Base, 'definitions'>): Promise<LiveDefinitions> {
  const { id, config, options, running, broker, names } = base
  const { clock, timeScale = 1 } = options
  const log = options.log.child('definitions')
  const definitions = new LiveDefinitions({
    broker,
    names,
    folder: () => readFolder(config, options),
    shared: config.nats.servers.length > 0,
    timeScale,
    by: id,
    clock,
    log,
  })
  running.add('definitions', () => definitions.stop())
  await definitions.start()
  if (definitions.versions().at(-1)?.files.length === 0)
    log.warn('there are no definitions', { folder: config.definitions })
  return definitions
}

async function connect(
  config: Config,
  options: WorkerOptions,
  running: RunningParts,
  id: string,
): Promise<{ natsUrl: string; broker: Broker & Listener; brokerLost: Promise<Error> }> {
  const { log, environment = process.env } = options
  const servers = [...config.nats.servers]
  const losses: Promise<Error>[] = []
  if (servers.length === 0) {
    const binary = await findNatsServer(environment, log)
    const storeBytesMax = Math.max(LIMITS.privateStoreBytesMax, storeBytes(namesOf(config.namespace), config))
    const dataDir = resolve(config.nats.dataDir)
    const server = await startNatsServer({ binary, dataDir, log, storeBytesMax })
    running.add('nats-server', () => server.stop())
    losses.push(server.exited.then(() => lost('the private nats-server has ended', config.nats.dataDir)))
    servers.push(server.url)
  }
  const broker = await connectBroker({ servers, name: id, credentials: config.nats.credentials, log })
  running.add('broker', () => broker.close())
  losses.push(broker.closed.then((reason) => reason ?? lost('the connection to the broker is closed')))
  return { natsUrl: servers.join(','), broker, brokerLost: Promise.race(losses) }
}

function lost(what: string, dataDir?: string): WaymarkError {
  const todo =
    dataDir === undefined ? 'start the worker again' : `look into ${dataDir}, start the worker again`
  return new WaymarkError('BROKER_UNREACHABLE', what, todo)
}

async function startDelivery({ config, options, running, ...base }: Base): Promise<DeliveryHost> {
  const { log, clock, random = Math.random } = options
  const { definitions } = base
  const contentsOf = (journey: string, version: string) => definitions.contentsOf(journey, version)
  const { contents } = definitions.definitions
  const delivery = await createDelivery({ ...base, config, contents, contentsOf, log, clock, random })
  running.add('delivery', () => delivery.stop())
  await delivery.start()
  return delivery
}

/** Says that this worker is there, whatever it does, and finds out who else is. */
async function startRoster(base: Base, privateServer: boolean): Promise<Roster> {
  const { config, options, running, broker, names, id } = base
  const { heartbeatSeconds, expirySeconds, steadyBeats } = config.cluster
  // Whoever used a private server before is dead: it ends with its worker.
  if (privateServer) {
    const { lastSequence } = await broker.streamState(names.memberStream)
    if (lastSequence > 0) await broker.purge(names.memberStream, lastSequence)
  }
  const startedAt = new Date(options.clock.now()).toISOString()
  const roster = new Roster({
    broker,
    names,
    worker: { worker: id, host: hostname(), roles: config.roles, startedAt, version: waymarkVersion() },
    heartbeatMs: heartbeatSeconds * 1000,
    expiryMs: expirySeconds * 1000,
    steadyBeats,
    ensureStream: () => broker.ensureStream(memberSpec(names, config.nats.replicas)),
    log: options.log.child('cluster'),
    clock: options.clock,
  })
  running.add('roster', () => roster.stop())
  return roster
}

async function startOwnership(base: Base, roster: Roster, engine: Engine): Promise<OwnEngine> {
  const { config, options, running, id } = base
  const ownership = new Ownership({
    engine,
    roster,
    worker: id,
    partitions: config.partitions,
    movesMax: config.cluster.movesMax,
    meter: base.meter,
    log: options.log.child('cluster'),
    clock: options.clock,
  })
  running.add('ownership', () => ownership.stop())
  return { engine, ownership }
}

async function startEngine({ config, options, running, ...base }: Base): Promise<Engine> {
  const { clock, timeScale = 1 } = options
  const engine = createEngine({
    ...base,
    partitions: config.partitions,
    // One core is left to the process itself: the broker's client, ingest, delivery.
    lanes: config.engine.lanes || Math.max(1, availableParallelism() - 1),
    timeScale,
    worker: base.id,
    checkpointSeconds: config.engine.checkpointSeconds,
    changelogBytesMax: config.nats.changelogBytesMax,
    spill: spillOf(config, base.id, running),
    log: options.log.child('engine'),
    clock,
  })
  running.add('engine', () => engine.stop())
  await engine.start()
  return engine
}

function spillOf({ engine }: Config, id: string, running: RunningParts): SpillSettings | undefined {
  const { hotBytesMax, spillDir } = engine
  if (hotBytesMax === 0) return undefined
  const folder = spillFolder(spillDir, id)
  running.add('spill', () => rm(folder, { recursive: true, force: true }))
  return { folder, hotBytesMax }
}

async function startIngest({ config, options, running, ...base }: Base): Promise<Ingest> {
  const ingest = createIngest({
    ...base,
    partitions: config.partitions,
    config: config.ingest,
    logBytesMax: config.nats.logBytesMax,
    identities: () => base.definitions.definitions.identities,
    encode: encodeEvents,
    log: options.log.child('ingest'),
    clock: options.clock,
  })
  running.add('ingest', () => ingest.stop())
  await ingest.start()
  return ingest
}

async function startApi(base: Base, roster: Roster, own: OwnEngine | undefined): Promise<string> {
  const { config, options, running, broker, names, meter, definitions } = base
  const { partitions } = config
  const { checkpointSeconds } = config.engine
  const worker = base.id
  const cluster = new ClusterState({ broker, names, partitions, checkpointSeconds, worker, roster, own })
  const identities = () => definitions.definitions.identities
  const partitionOf = (identifier: Identifier) => identities().partitionOf(identifier, partitions)
  const api = createApi({
    config: config.admin,
    probesOnly: !config.roles.includes('api'),
    broker,
    names,
    metrics: meter,
    identities,
    definitions: apiDefinitions(base),
    ask: askOwner(broker, names, partitionOf),
    segments: apiSegments(base),
    partitionOf,
    cluster: async () => cluster.view(),
    notReady: async () => cluster.reasonsNotReady(),
    version: waymarkVersion(),
    log: options.log.child('api'),
    clock: options.clock,
  })
  running.add('api', () => api.stop())
  await api.start()
  return api.url
}

function apiSegments({ broker, names, config, definitions }: Base): ApiSegments {
  const ask = askPartition(broker, names)
  return {
    all: () => definitions.definitions.segments,
    partitions: config.partitions,
    counts: async (partition) => (await ask(partition, { kind: 'segments' })) as readonly SegmentMembers[],
    members: async (partition, segment, after, limit) =>
      (await ask(partition, { kind: 'members', segment, after, limit })) as MembersPage,
  }
}

function apiDefinitions({ config, options, definitions }: Base): ApiDefinitions {
  const { bucket } = definitions
  const channels = new Set(Object.keys(config.channels))
  const { clock } = options
  const log = options.log.child('definitions')
  return {
    history: async () => {
      const { current } = await bucket.look()
      if (current === null) return []
      const { earlier, first: _, ...revision } = current
      return [revision, ...earlier]
    },
    apply: (request) => applyDefinitions(request, { bucket, channels, clock, log }),
  }
}
