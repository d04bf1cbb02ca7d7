import { join } from 'node:path'
import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import type { DefinitionFile, NodeQuery, PartitionTotals, SpillSettings } from '../lane/protocol.js'
import type { Meter } from '../metrics/table.js'
import type { Broker, Reader } from './broker.js'
import { BrokerClock } from './broker-clock.js'
import { EngineTally, type EngineTotals } from './engine-tally.js'
import { Lane, type LaneOptions } from './lane.js'
import { LaneFeed } from './lane-feed.js'
import { type EngineContext, OwnedPartition } from './owned-partition.js'
import { scanPublished } from './published.js'

export interface EngineOptions {
  readonly broker: Broker
  readonly names: Names
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  /** Engine threads; partition p runs in lane p mod lanes. */
  readonly lanes: number
  readonly definitions: readonly DefinitionFile[]
  /** All durations in definitions are divided by this; 1 in production. */
  readonly timeScale: number
  /** Id of this process, unlike that of any other. */
  readonly worker: string
  /** Time between two checkpoints of a partition. */
  readonly checkpointSeconds: number
  readonly changelogBytesMax: number
  /** Memory of all lanes for profiles, and a folder of this process alone for the others. */
  readonly spill?: SpillSettings | undefined
  readonly meter: Meter
  readonly log: Log
  readonly clock: Clock
  readonly lane?: LaneOptions
}

const LAG_REFRESH_MS = 1_000

export function createEngine(options: EngineOptions): Engine {
  return new Engine(options)
}

/**
 * The engine role of a worker: reads the logs of its partitions, has them applied in lanes and publishes what
 * they say. It owns all partitions.
 */
export class Engine {
  /** Resolves with the reason when the engine cannot go on; the process must then end. Never rejects. */
  readonly failed: Promise<Error>
  readonly #options: EngineOptions
  readonly #tally: EngineTally
  readonly #time: BrokerClock
  readonly #lanes: Lane[] = []
  readonly #feeds: LaneFeed[] = []
  #owned: OwnedPartition[] = []
  readonly #queries: Reader[] = []
  #cancelRefresh: (() => void) | undefined
  #declareFailed: (error: Error) => void = () => {}
  #failure: Error | undefined
  #state: 'new' | 'started' | 'failed' | 'stopped' = 'new'

  constructor(options: EngineOptions) {
    this.#options = options
    this.#tally = new EngineTally(options.meter)
    this.#time = new BrokerClock(options.clock)
    this.failed = new Promise((resolve) => {
      this.#declareFailed = resolve
    })
  }

  /**
   * Starts the lanes, claims every partition, restores its state and reads its log on from there. What came
   * since may still be being applied when this resolves: see `ready`.
   * @throws WaymarkError LANE_LOST, LOG_TRIMMED, PARTITION_LOST, and whatever a lane says about definitions
   */
  async start(): Promise<void> {
    try {
      const version = await this.#startLanes()
      const context = await this.#context(version)
      this.#own(context)
      await this.#open()
      await this.#serveQueries()
      if (this.#failure !== undefined) throw this.#failure
    } catch (error) {
      this.#state = 'failed'
      await this.#close()
      throw error
    }
    this.#state = 'started'
    for (const feed of this.#feeds) feed.wake()
    this.#refreshLag()
    this.#options.meter.onScrape((set) => this.#scrape(set))
    void this.#options.broker.closed.then((reason) => {
      const why = reason === undefined ? '' : `: ${reason.message}`
      this.#fail(new WaymarkError('BROKER_UNREACHABLE', `the connection to the broker is closed${why}`))
    })
  }

  /** All partitions are open, and what their logs held at the start is applied. */
  get ready(): boolean {
    return this.#state === 'started' && this.#owned.every((partition) => partition.caughtUp)
  }

  /** Records stored but not applied, by partition; at most a second old. */
  lag(): ReadonlyMap<number, number> {
    return new Map(this.#owned.map((owned) => [owned.partition, owned.lag]))
  }

  async totals(): Promise<EngineTotals> {
    return this.#tally.totals(await this.#partitionTotals())
  }

  /**
   * A profile as JSON, `{"redirect": {type, value}, "owners"?: […]}` when the node leads elsewhere, or null.
   * @param partition the one that the identifier belongs to
   * @throws WaymarkError NOT_FOUND when this worker does not own the partition
   */
  async profile({ type, value, named }: NodeQuery, partition: number): Promise<string | null> {
    const lane = this.#lanes[partition % this.#lanes.length]
    if (lane === undefined || !this.#owned.some((owned) => owned.partition === partition))
      throw new WaymarkError('NOT_FOUND', `partition ${partition} is not run by this worker`)
    const { json } = await lane.run({ kind: 'profile', partition, type, value, named })
    return json
  }

  /**
   * Reads no more, lets the lanes finish what they have, waits until all outputs and a last checkpoint are
   * stored (`LIMITS.stopFlushMsMax` at most: what is not comes again from the replay) and ends the threads.
   */
  async stop(): Promise<void> {
    if (this.#state === 'stopped') return
    const failed = this.#state === 'failed'
    this.#state = 'stopped'
    this.#cancelRefresh?.()
    await Promise.allSettled(this.#queries.splice(0).map((query) => query.stop()))
    await Promise.allSettled(this.#owned.map((partition) => partition.stopReading()))
    if (!failed) await this.#finish()
    await this.#close()
  }

  /** Returns the version of the definitions. */
  async #startLanes(): Promise<string> {
    const { lanes, partitions, definitions, timeScale, clock, lane: options, names } = this.#options
    const { namespace } = names
    for (let number = 0; number < Math.max(1, Math.min(lanes, partitions)); number++) {
      const lane = new Lane(number, options)
      this.#lanes.push(lane)
      void lane.lost.then((error) => this.#fail(error))
    }
    const start = (lane: Lane) =>
      lane.start(
        { lane: lane.number, namespace, partitions, definitions, timeScale, spill: this.#spill(lane) },
        clock,
      )
    const started = await Promise.all(this.#lanes.map(start))
    return started[0]?.version ?? ''
  }

  /** Each lane has a folder of its own and an equal share of the memory. */
  #spill({ number }: Lane): SpillSettings | undefined {
    const { spill } = this.#options
    if (spill === undefined) return undefined
    const hotBytesMax = Math.floor(spill.hotBytesMax / this.#lanes.length)
    return { folder: join(spill.folder, `lane-${number}`), hotBytesMax }
  }

  async #context(version: string): Promise<EngineContext> {
    const { broker, clock, names, checkpointSeconds } = this.#options
    const top = async (stream: string) => ({ sequence: (await broker.streamState(stream)).lastSequence })
    const tops = {
      facts: await top(names.factStream),
      deliveries: await top(names.deliveryStream),
      deadLetters: await top(names.deadLetterStream),
    }
    const deadLetters = await scanPublished(broker, clock, names.deadLetterStream)
    const onFatal = (error: Error): void => this.#fail(error)
    const own = { version, checkpointMs: checkpointSeconds * 1000, time: this.#time, tally: this.#tally }
    return { ...this.#options, ...own, tops, deadLetters, onFatal }
  }

  #own(context: EngineContext): void {
    const owned: OwnedPartition[] = []
    for (const lane of this.#lanes) {
      this.#feeds.push(
        new LaneFeed({
          lane,
          onOutcome: (outcome, fed) => owned[outcome.partition]?.stepped(outcome, fed),
          onFailure: (error) => this.#fail(error instanceof Error ? error : new Error(String(error))),
        }),
      )
    }
    for (let partition = 0; partition < this.#options.partitions; partition++) {
      const lane = this.#lanes[partition % this.#lanes.length]
      const feed = this.#feeds[partition % this.#lanes.length]
      if (lane === undefined || feed === undefined) continue
      const one = new OwnedPartition(partition, context, lane, () => feed.wake())
      owned.push(one)
      feed.add(one)
    }
    this.#owned = owned
  }

  /** Few at a time: what is read of a changelog waits in memory for its lane. */
  async #open(): Promise<void> {
    const waiting = [...this.#owned]
    const openNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next.open()
    }
    await Promise.all(Array.from({ length: LIMITS.openFlightMax }, openNext))
  }

  async #serveQueries(): Promise<void> {
    const { broker, names } = this.#options
    for (const { partition } of this.#owned) {
      const answer = (bytes: Uint8Array) => this.#answer(partition, bytes)
      this.#queries.push(await broker.serve(names.query(partition), answer))
    }
  }

  /** `{"kind":"profile","type":…,"value":…,"named":…}` -> the profile, `null`, or `{"error":…}`. */
  async #answer(partition: number, bytes: Uint8Array): Promise<Uint8Array> {
    let json: string | null
    try {
      const query: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
      if (!isProfileQuery(query))
        throw new WaymarkError('USAGE', 'a query is {kind: "profile", type, value, named}')
      json = await this.profile(query, partition)
    } catch (error) {
      json = JSON.stringify({ error: errorLine(error) })
    }
    return Buffer.from(json ?? 'null')
  }

  #refreshLag(): void {
    const refresh = async (): Promise<void> => {
      // While the broker is away the lag stays what it was; its own errors tell of that.
      await Promise.allSettled(this.#owned.map((partition) => partition.refreshLag()))
      if (this.#state === 'started') this.#refreshLag()
    }
    this.#cancelRefresh = this.#options.clock.timer(LAG_REFRESH_MS, () => void refresh())
  }

  async #scrape(set: Parameters<Parameters<Meter['onScrape']>[0]>[0]): Promise<void> {
    if (this.#state !== 'started') return
    for (const { partition, lag } of this.#owned) {
      set('partition_lag', { partition: String(partition) }, lag)
      set('partition_owned', { partition: String(partition) }, 1)
    }
    for (const lane of this.#lanes) set('lane_utilization', { lane: String(lane.number) }, lane.utilization())
    for (const { partition, profiles, cold, timers } of await this.#partitionTotals()) {
      set('profiles', { partition: String(partition), tier: 'hot' }, profiles - cold)
      set('profiles', { partition: String(partition), tier: 'cold' }, cold)
      set('timers', { partition: String(partition) }, timers)
    }
  }

  async #partitionTotals(): Promise<PartitionTotals[]> {
    const answers = await Promise.all(this.#lanes.map((lane) => lane.run({ kind: 'totals' })))
    return answers.flatMap(({ partitions }) => partitions)
  }

  /** Lets the lanes answer and the broker take what they say, as long as there is time. */
  async #finish(): Promise<void> {
    const { clock, log } = this.#options
    let cancel = (): void => {}
    const late = new Promise<'late'>((resolve) => {
      cancel = clock.timer(LIMITS.stopFlushMsMax, () => resolve('late'))
    })
    const finished = Promise.all(this.#feeds.map((feed) => feed.stop())).then(() =>
      Promise.all(this.#owned.map((partition) => partition.flush())),
    )
    if ((await Promise.race([finished, late])) === 'late')
      log.warn('not all outputs could be stored before the end; they will be when the log is replayed')
    else await this.#lastCheckpoints(late)
    cancel()
  }

  async #lastCheckpoints(late: Promise<'late'>): Promise<void> {
    const { clock, log } = this.#options
    let cancel = (): void => {}
    const tooLong = new Promise<'late'>((resolve) => {
      cancel = clock.timer(LIMITS.stopCheckpointMsMax, () => resolve('late'))
    })
    const written = Promise.all(this.#owned.map((partition) => partition.lastCheckpoint()))
    try {
      if ((await Promise.race([written, late, tooLong])) === 'late')
        log.warn(
          'not all state could be stored before the end; the log will be replayed from the last checkpoint',
        )
    } catch (error) {
      log.warn('the last checkpoint could not be stored', { reason: errorLine(error) })
    }
    cancel()
  }

  #fail(error: Error): void {
    if (this.#state === 'stopped' || this.#state === 'failed') return
    this.#state = 'failed'
    this.#failure = error
    this.#options.log.error('the engine cannot go on', { reason: errorLine(error) })
    for (const feed of this.#feeds) void feed.stop()
    for (const partition of this.#owned) partition.stopPublishing()
    this.#declareFailed(error)
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#queries.splice(0).map((query) => query.stop()))
    await Promise.allSettled(this.#owned.map((partition) => partition.stopReading()))
    for (const partition of this.#owned) partition.stopPublishing()
    await Promise.allSettled(this.#lanes.map((lane) => lane.close()))
  }
}

interface ProfileQuery extends NodeQuery {
  readonly kind: 'profile'
}

function isProfileQuery(query: unknown): query is ProfileQuery {
  if (typeof query !== 'object' || query === null) return false
  const { kind, type, value, named } = query as Record<string, unknown>
  const isNode = typeof type === 'string' && typeof value === 'string' && typeof named === 'boolean'
  return kind === 'profile' && isNode
}
