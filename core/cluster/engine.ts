import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import type { NodeQuery, SpillSettings } from '../lane/protocol.js'
import type { Meter } from '../metrics/table.js'
import type { Harm } from '../partition/suspicion.js'
import type { Broker } from './broker.js'
import { BrokerClock } from './broker-clock.js'
import type { EngineContext } from './engine-context.js'
import type { EngineDefinitions } from './engine-definitions.js'
import { setGauges } from './engine-gauges.js'
import { EngineLanes, type RunningLane } from './engine-lanes.js'
import { EngineTally, type EngineTotals } from './engine-tally.js'
import type { LaneOptions } from './lane.js'
import { OwnedPartition } from './owned-partition.js'
import type { OwnedView } from './owned-view.js'
import { PartitionQueries, type PartitionQuery } from './partition-queries.js'
import { Prospects } from './prospects.js'
import { PublishedScan } from './published.js'
import { isLaneLost } from './trials.js'
import { Turns } from './turns.js'

export interface EngineOptions {
  readonly broker: Broker
  readonly names: Names
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  /** Engine threads; partition p runs in lane p mod lanes. */
  readonly lanes: number
  readonly definitions: EngineDefinitions
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
 * they say. It begins with none: `own` opens a partition, `release` closes it.
 */
export class Engine {
  /** Resolves with the reason when the engine cannot go on; the process must then end. Never rejects. */
  readonly failed: Promise<Error>
  /** Called when a partition was lost and is closed: it may be claimed again, after a while. */
  onLost: (partition: number, error: Error) => void = () => {}
  readonly #options: EngineOptions
  readonly #tally: EngineTally
  readonly #time: BrokerClock
  readonly #lanes: EngineLanes
  readonly #queries: PartitionQueries
  readonly #owned = new Map<number, OwnedPartition>()
  readonly #prospects: Prospects
  /** What is being done about a partition: one thing after the other. */
  readonly #changes = new Map<number, Promise<unknown>>()
  /** What is read of a changelog waits in memory for its lane: few at a time. */
  readonly #openings = new Turns(LIMITS.openFlightMax)
  /** What records have done, until their partitions are open again. */
  readonly #harms = new Map<number, Harm>()
  #context: EngineContext | undefined
  #cancelRefresh: (() => void) | undefined
  #declareFailed: (error: Error) => void = () => {}
  #failure: Error | undefined
  #state: 'new' | 'started' | 'failed' | 'stopped' = 'new'

  constructor(options: EngineOptions) {
    const { broker, names, clock, partitions, lanes, definitions, timeScale, spill } = options
    this.#options = options
    this.#tally = new EngineTally(options.meter)
    this.#time = new BrokerClock(clock)
    this.#lanes = new EngineLanes({
      count: Math.max(1, Math.min(lanes, partitions)),
      lane: { namespace: names.namespace, partitions, timeScale, spill },
      definitions,
      log: options.log,
      options: options.lane,
      clock,
      onLost: (lane, error, delayMs) => this.#laneLost(lane, error, delayMs),
      onBroken: (error) => this.#fail(error),
    })
    this.#queries = new PartitionQueries(broker, names, (query, partition) => this.answer(query, partition))
    this.#prospects = new Prospects({
      laneOf: (partition) => this.#lanes.runningOf(partition),
      make: (partition, lane) => this.#made(partition, lane),
    })
    this.failed = new Promise((resolve) => {
      this.#declareFailed = resolve
    })
  }

  /**
   * Starts the lanes.
   * @throws WaymarkError LANE_LOST, BROKER_UNREACHABLE, and whatever a lane says about definitions
   */
  async start(): Promise<void> {
    try {
      await this.#lanes.start()
      this.#context = await this.#prepare()
      if (this.#failure !== undefined) throw this.#failure
    } catch (error) {
      this.#state = 'failed'
      await this.#close()
      throw error
    }
    this.#state = 'started'
    this.#options.definitions.onChange(() => void this.#takeOver())
    this.#refreshLag()
    this.#options.meter.onScrape(async (set) => {
      if (this.#state === 'started')
        await setGauges(set, { owned: this.owned(), lanes: this.#lanes, tally: this.#tally })
    })
    void this.#options.broker.closed.then((reason) => {
      const why = reason === undefined ? '' : `: ${reason.message}`
      this.#fail(new WaymarkError('BROKER_UNREACHABLE', `the connection to the broker is closed${why}`))
    })
  }

  /**
   * Claims a partition, restores its state and reads its log on from there. What came since may still be
   * being applied when this resolves: see `ready`.
   * @throws WaymarkError LOG_TRIMMED, PARTITION_LOST, LANE_LOST, BROKER_UNREACHABLE; then it is not owned
   */
  async own(partition: number): Promise<void> {
    await this.#inTurn(partition, () => this.#openings.take(() => this.#open(partition)))
  }

  /** These are still another worker's and about to come: what can be done before is. No others are. */
  expect(partitions: readonly number[]): void {
    if (this.#state !== 'started') return
    this.#prospects.are(partitions, (partition) => this.#owned.has(partition) || this.#changes.has(partition))
  }

  /**
   * Reads no more of a partition, lets the lane finish what it has, waits until its outputs and a last
   * checkpoint are stored (`LIMITS.releaseMsMax` at most: what is not comes again from the replay) and drops
   * its state. Never rejects.
   */
  async release(partition: number): Promise<void> {
    const opening = this.#owned.get(partition)
    // A restore under way is for nothing.
    if (opening?.view.open === false) void opening.close()
    await this.#inTurn(partition, async () => {
      const owned = this.#owned.get(partition)
      if (owned === undefined) return
      if (this.#state !== 'failed') await this.#finish(owned)
      await this.#drop(owned)
    })
  }

  /** Looks at once whether partitions, or one, are another worker's meanwhile: then they are let go. */
  async verify(only?: number): Promise<void> {
    const looked = only === undefined ? [...this.#owned.values()] : [this.#owned.get(only)]
    await Promise.all(looked.map((owned) => owned?.verify()))
  }

  /** All partitions that are owned are open, and what their logs held then is applied. */
  get ready(): boolean {
    return this.#state === 'started' && [...this.#owned.values()].every((partition) => partition.caughtUp)
  }

  /** What is owned, or is just being opened or released. */
  owned(): ReadonlyMap<number, OwnedView> {
    return new Map([...this.#owned].map(([partition, owned]) => [partition, owned.view]))
  }

  async totals(): Promise<EngineTotals> {
    return this.#tally.totals(await this.#lanes.totals())
  }

  /**
   * A profile as JSON, `{"redirect": {type, value}, "owners"?: […]}` when the node leads elsewhere, or null.
   * @param partition the one that the identifier belongs to
   * @throws WaymarkError NOT_FOUND when this worker does not own the partition
   */
  async profile(query: NodeQuery, partition: number): Promise<string | null> {
    return this.answer({ kind: 'profile', ...query }, partition)
  }

  /**
   * What anyone may ask about a partition, as JSON.
   * @throws WaymarkError NOT_FOUND when this worker does not own the partition
   */
  async answer(query: PartitionQuery, partition: number): Promise<string | null> {
    return this.#openOne(partition).answer(query)
  }

  /** Releases all partitions and ends the threads. */
  async stop(): Promise<void> {
    if (this.#state === 'stopped') return
    if (this.#state === 'started') {
      this.#state = 'stopped'
      await Promise.all([...this.#owned.keys()].map((partition) => this.release(partition)))
    }
    this.#state = 'stopped'
    await this.#close()
  }

  #openOne(partition: number): OwnedPartition {
    const owned = this.#owned.get(partition)
    if (owned?.view.open === true) return owned
    throw new WaymarkError('NOT_FOUND', `partition ${partition} is not run by this worker`)
  }

  async #prepare(): Promise<EngineContext> {
    const { broker, clock, names, checkpointSeconds } = this.#options
    const top = async (stream: string) => ({ sequence: (await broker.streamState(stream)).lastSequence })
    const tops = {
      facts: await top(names.factStream),
      deliveries: await top(names.deliveryStream),
      deadLetters: await top(names.deadLetterStream),
    }
    const deadLetters = new PublishedScan(broker, clock, names.deadLetterStream)
    const onLost = (owned: OwnedPartition, error: Error): void => this.#lost(owned, error)
    const onHarm = (owned: OwnedPartition, harm: Harm): void => this.#harmed(owned, harm)
    const own = { checkpointMs: checkpointSeconds * 1000, time: this.#time, tally: this.#tally }
    const restoring = new Turns(LIMITS.restoringBytesMax)
    const readingAhead = new Turns(LIMITS.readingAheadBytesMax)
    const turns = { trialTurns: new Turns(1), restoring, readingAhead }
    return { ...this.#options, ...own, ...turns, tops, deadLetters, onLost, onHarm }
  }

  /** Another version of the definitions is the current one: lanes first, then logs. */
  async #takeOver(): Promise<void> {
    if (this.#state !== 'started') return
    const { log, definitions } = this.#options
    try {
      await this.#lanes.load()
    } catch (error) {
      // A lane that is lost starts with it; what a lane cannot compile it does not activate.
      log.error('the definitions cannot be taken over', { ...definitions.current, reason: errorLine(error) })
    }
    for (const owned of this.#owned.values()) owned.lookAtVersion()
  }

  async #open(partition: number): Promise<void> {
    while (!this.#owned.has(partition)) {
      if (this.#state !== 'started') throw this.#failure ?? stopped()
      const running = await this.#lanes.of(partition)
      const owned = (await this.#prospects.take(partition, running)) ?? this.#made(partition, running)
      this.#owned.set(partition, owned)
      try {
        await owned.open()
        await this.#queries.serve(partition)
        this.#harms.delete(partition)
      } catch (error) {
        await this.#drop(owned)
        // Another thread takes its place.
        if (!isLaneLost(error)) throw error
      }
      // It may have died when it was no longer needed for the opening.
      if (running.lane.isLost && this.#owned.get(partition) === owned) await this.#drop(owned)
    }
  }

  #made(partition: number, running: RunningLane): OwnedPartition {
    if (this.#context === undefined) throw stopped()
    return new OwnedPartition(partition, this.#context, running, this.#harms.get(partition))
  }

  /** A thread has died: its partitions are opened anew in the one that takes its place. */
  #laneLost({ number, lane }: RunningLane, error: Error, delayMs: number): void {
    const { log, meter } = this.#options
    const { place } = lane
    const reason = errorLine(error)
    log.error(`engine thread ${number} is replaced in ${delayMs} ms`, { reason, ...place })
    meter.count('lane_replacements_total', {})
    for (const owned of this.#owned.values()) {
      if (owned.lane.lane !== lane) continue
      if (place?.partition === owned.partition && place.offset > 0)
        this.#harms.set(owned.partition, { suspect: owned.suspectAt(place.offset), reason: error.message })
      // What is being opened finds out by itself, and goes on with the next thread.
      if (owned.view.open) void this.#reopen(owned)
    }
  }

  /** A record has thrown: what its step has left behind is no state to go on with. */
  #harmed(owned: OwnedPartition, harm: Harm): void {
    const { partition } = owned
    const { reason, suspect } = harm
    this.#options.log.error(`a record of partition ${partition} has thrown`, { offset: suspect.from, reason })
    this.#harms.set(partition, harm)
    void this.#reopen(owned)
  }

  async #reopen(owned: OwnedPartition): Promise<void> {
    const { partition } = owned
    owned.abandon()
    await this.#inTurn(partition, async () => {
      if (this.#owned.get(partition) !== owned || this.#state !== 'started') return
      await this.#drop(owned)
      try {
        await this.#openings.take(() => this.#open(partition))
      } catch (error) {
        if (this.#state === 'started')
          this.onLost(partition, error instanceof Error ? error : new Error(String(error)))
      }
    })
  }

  /** This worker cannot go on with a partition: all others go on. */
  #lost(owned: OwnedPartition, error: Error): void {
    const { partition } = owned
    const { log } = this.#options
    const reason = errorLine(error)
    if (isLost(error)) log.warn(`partition ${partition} is another worker's now`, { reason })
    else log.error(`partition ${partition} cannot go on`, { reason })
    owned.abandon()
    void this.#inTurn(partition, async () => {
      if (this.#owned.get(partition) !== owned) return
      await this.#drop(owned)
      this.onLost(partition, error)
    })
  }

  async #drop(owned: OwnedPartition): Promise<void> {
    owned.abandon()
    await this.#queries.end(owned.partition)
    await owned.close()
    this.#owned.delete(owned.partition)
  }

  async #finish(owned: OwnedPartition): Promise<void> {
    const { clock, log } = this.#options
    let cancel = (): void => {}
    const late = new Promise<'late'>((resolve) => {
      cancel = clock.timer(LIMITS.releaseMsMax, () => resolve('late'))
    })
    const failed = (error: unknown) => errorLine(error)
    const outcome = await Promise.race([owned.finish().then(() => undefined, failed), late])
    cancel()
    if (outcome !== undefined)
      log.warn(`partition ${owned.partition} was released before all was stored: its log is replayed`, {
        reason: outcome === 'late' ? `${LIMITS.releaseMsMax / 1000} s were over` : outcome,
      })
  }

  /** Does one thing after the other about a partition. */
  async #inTurn(partition: number, change: () => Promise<void>): Promise<void> {
    const before = this.#changes.get(partition) ?? Promise.resolve()
    const turn = before.then(change, change)
    this.#changes.set(partition, turn)
    try {
      await turn
    } finally {
      if (this.#changes.get(partition) === turn) this.#changes.delete(partition)
    }
  }

  #refreshLag(): void {
    const refresh = async (): Promise<void> => {
      // While the broker is away the lag stays what it was; its own errors tell of that.
      await Promise.allSettled([...this.#owned.values()].map((partition) => partition.refreshLag()))
      if (this.#state === 'started') this.#refreshLag()
    }
    this.#cancelRefresh = this.#options.clock.timer(LAG_REFRESH_MS, () => void refresh())
  }

  #fail(error: Error): void {
    if (this.#state === 'stopped' || this.#state === 'failed') return
    this.#state = 'failed'
    this.#failure = error
    this.#options.log.error('the engine cannot go on', { reason: errorLine(error) })
    this.#lanes.end()
    for (const partition of this.#owned.values()) partition.abandon()
    this.#declareFailed(error)
  }

  async #close(): Promise<void> {
    this.#cancelRefresh?.()
    this.#prospects.end()
    await this.#queries.stop()
    for (const partition of this.#owned.values()) partition.abandon()
    await this.#lanes.close()
  }
}

function isLost(error: Error): boolean {
  return error instanceof WaymarkError && error.code === 'PARTITION_LOST'
}

function stopped(): WaymarkError {
  return new WaymarkError('LANE_LOST', 'the engine does not run', 'start the worker again')
}
