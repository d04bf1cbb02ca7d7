import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import { nnn } from '../event/subjects.js'
import type { LogRecord, NodeQuery, Opened, StepOutcome } from '../lane/protocol.js'
import type { Output } from '../partition/output.js'
import { Activation } from './activation.js'
import type { Broker, StoredMessage } from './broker.js'
import type { BrokerClock } from './broker-clock.js'
import { Changelog } from './changelog.js'
import { Checkpoints } from './checkpoints.js'
import type { EngineTally } from './engine-tally.js'
import type { TaskRunner } from './lane.js'
import type { FedRecords, FeedSource, LaneFeed } from './lane-feed.js'
import type { StreamTop } from './output-flow.js'
import { OutputPublisher, type PerStream } from './output-publisher.js'
import { PartitionLane } from './partition-lane.js'
import { PartitionReader } from './partition-reader.js'
import { type Published, type PublishedScan, parseOutputId, readPublished } from './published.js'
import { ReaderWatch } from './reader-watch.js'
import { Ticker } from './ticker.js'

/** What the partitions of one engine share. */
export interface EngineContext {
  readonly broker: Broker
  readonly names: Names
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  /** Id of this process, unlike that of any other. */
  readonly worker: string
  /** Version of the definitions that the lanes run. */
  readonly version: string
  readonly checkpointMs: number
  readonly changelogBytesMax: number
  readonly clock: Clock
  readonly time: BrokerClock
  readonly log: Log
  readonly tally: EngineTally
  readonly tops: PerStream<StreamTop>
  /** What each partition has put into the dead-letter stream. */
  readonly deadLetters: PublishedScan
  /** This worker cannot go on with a partition: it is another one's, or its log or outputs do not fit. */
  readonly onLost: (owned: OwnedPartition, error: Error) => void
}

/** Where the state of a partition lives, and what feeds it. */
export interface OwnersLane {
  readonly lane: TaskRunner
  readonly feed: LaneFeed
}

/** An owned partition, as others may know of it. */
export interface OwnedView {
  /** Sequence of the claim; 0 while there is none yet. */
  readonly epoch: number
  /** Restored, and reading its log. */
  readonly open: boolean
  /** Records stored but not applied; at most a second old. */
  readonly lag: number
  /** When its state was last known to be durable, ms since the epoch; undefined before that. */
  readonly checkpointAt: number | undefined
}

/** A kind of fact has at most this many words: as many tokens of its subject. */
const FACT_KIND_WORDS_MAX = 3

/**
 * One partition that this worker owns: its reader, its state in a lane, its publisher and its ticks.
 * Records go from the reader to the lane's feed; what the lane answers goes to the publisher.
 */
export class OwnedPartition implements FeedSource {
  readonly partition: number
  readonly #label: string
  readonly #context: EngineContext
  readonly #running: OwnersLane
  readonly #lane: PartitionLane
  readonly #reader: PartitionReader
  readonly #ticker: Ticker
  readonly #watch: ReaderWatch
  #activation: Activation | undefined
  #changelog: Changelog | undefined
  #publisher: OutputPublisher | undefined
  #checkpoints: Checkpoints | undefined
  /** When the record behind a fact was stored. */
  readonly #decided = new WeakMap<Output, number>()
  #atWork = 0
  #applied = 0
  /** The log's last sequence as far as it is known. */
  #tail = 0
  #tailAtStart = 0
  #stopped = false
  #open = false
  #abandoned = false
  readonly #abandonment: Promise<void>
  #declareAbandoned: () => void = () => {}
  #answered: (() => void)[] = []

  constructor(partition: number, context: EngineContext, running: OwnersLane) {
    this.partition = partition
    this.#label = String(partition)
    this.#context = context
    this.#running = running
    this.#lane = new PartitionLane(running.lane, partition)
    this.#abandonment = new Promise((resolve) => {
      this.#declareAbandoned = resolve
    })
    const { broker, names, clock, time, log } = context
    this.#reader = new PartitionReader({
      broker,
      stream: names.logStream(partition),
      partition,
      bytesMax: LIMITS.readAheadBytesMax,
      onArrival: () => running.feed.wake(),
      onEnd: (error) => this.#lost(error),
    })
    this.#watch = new ReaderWatch(clock)
    this.#ticker = new Ticker({
      broker,
      subject: names.log(partition),
      clock,
      time,
      log,
      busy: () => this.#reader.waiting > 0 || this.#atWork > 0 || this.lag > 0,
    })
  }

  /**
   * Claims the partition, restores its state into its lane and starts to read its log behind it.
   * @throws WaymarkError LOG_TRIMMED when the log no longer holds what its state is made of, PARTITION_LOST
   */
  async open(): Promise<void> {
    const letGo = this.#abandonment.then(() => {
      throw new WaymarkError('PARTITION_LOST', `partition ${this.partition} was let go while it was opened`)
    })
    // What goes on after it was let go, and whatever that begins, comes to nothing.
    const opening = this.#claimAndRestore().finally(() => {
      if (this.#abandoned) this.abandon()
    })
    await Promise.race([opening, letGo])
  }

  get view(): OwnedView {
    const epoch = this.#changelog?.epoch ?? 0
    return { epoch, open: this.#open, lag: this.lag, checkpointAt: this.#checkpoints?.durableAt }
  }

  /** @returns JSON, as `Engine.profile` */
  async profile({ type, value, named }: NodeQuery): Promise<string | null> {
    const { partition } = this
    return (await this.#lane.run({ kind: 'profile', partition, type, value, named })).json
  }

  /** Records stored but not applied, as far as is known. */
  get lag(): number {
    return Math.max(0, this.#tail - this.#applied)
  }

  /** True when what the log held at the start is applied. */
  get caughtUp(): boolean {
    return this.#publisher !== undefined && this.#applied >= this.#tailAtStart
  }

  async refreshLag(): Promise<void> {
    const { broker, names } = this.#context
    const { lastSequence } = await broker.streamState(names.logStream(this.partition))
    this.#tail = Math.max(this.#tail, lastSequence)
    const applied = this.#applied
    const { lag } = this
    if (!this.#open || this.#stopped) return
    if (!this.#watch.isStalled(applied, lag, this.#reader.waiting + this.#atWork)) return
    const what = `nothing of the log of partition ${this.partition} comes, at ${applied} of ${applied + lag}`
    this.#lost(new WaymarkError('BROKER_UNREACHABLE', what, 'it is opened anew; look at the broker'))
  }

  get next(): LogRecord | undefined {
    return this.#publisher === undefined || this.#publisher.full ? undefined : this.#reader.first
  }

  take(): LogRecord | undefined {
    this.#atWork++
    return this.#reader.take()
  }

  /** The lane has applied records. */
  stepped(outcome: StepOutcome, fed: FedRecords): void {
    this.#atWork -= fed.offsets.length
    if (this.#abandoned) return
    const last = fed.offsets.length - 1
    const offset = fed.offsets[last] ?? this.#applied
    this.#applied = offset
    this.#tail = Math.max(this.#tail, offset)
    this.#context.tally.stepped(this.#label, outcome.counts)
    this.#context.tally.failed(outcome.failures)
    for (const output of outcome.outputs) this.#remember(output, fed)
    this.#publisher?.offer(outcome.outputs)
    this.#reader.settled(fed.offsets.length, fed.bytes)
    this.#ticker.applied(offset, fed.times[last] ?? 0, outcome.nextDue)
    this.#checkpoints?.applied(offset, fed.offsets.length)
    if (this.#atWork === 0) for (const resolve of this.#answered.splice(0)) resolve()
  }

  /** Lets the partition go when its changelog has another owner. */
  async verify(): Promise<void> {
    try {
      await this.#changelog?.check()
    } catch (error) {
      if (error instanceof WaymarkError && error.code === 'PARTITION_LOST') this.#lost(error)
    }
  }

  /** Reads no more; resolves when what was read is applied, what that says is stored, and so is the state. */
  async finish(): Promise<void> {
    const finished = async (): Promise<void> => {
      await this.#stopReading()
      if (this.#atWork > 0) await new Promise<void>((resolve) => this.#answered.push(resolve))
      await this.#publisher?.flush()
      await this.#checkpoints?.last()
    }
    await Promise.race([finished(), this.#abandonment])
  }

  /** Reads nothing more and says nothing more, neither outputs nor state: at once. */
  abandon(): void {
    this.#abandoned = true
    this.#declareAbandoned()
    void this.#stopReading().catch(() => {})
    this.#running.feed.remove(this)
    this.#publisher?.stop()
    this.#checkpoints?.stop()
    this.#changelog?.stop()
  }

  /** As `abandon`; resolves when the lane has dropped the state too. */
  async close(): Promise<void> {
    this.abandon()
    await this.#lane.close()
  }

  async #stopReading(): Promise<void> {
    this.#stopped = true
    this.#ticker.stop()
    this.#activation?.stop()
    await this.#reader.stop()
  }

  #lost(error: Error): void {
    if (!this.#abandoned) this.#context.onLost(this, error)
  }

  async #claimAndRestore(): Promise<void> {
    const { broker, names, clock } = this.#context
    const changelog = await Changelog.claim({ ...this.#context, partition: this.partition })
    this.#changelog = changelog
    const opened = await this.#restore(changelog)
    const [published, { firstSequence, lastSequence }] = await Promise.all([
      this.#readPublished(),
      broker.streamState(names.logStream(this.partition)),
    ])
    const { offset, now, nextDue } = opened
    if (lastSequence > offset && firstSequence > offset + 1) throw this.#trimmed(opened, firstSequence)
    for (const stream of Object.values(published)) stream.restored(offset)
    this.#applied = offset
    this.#tail = lastSequence
    this.#tailAtStart = lastSequence
    const { log, tops } = this.#context
    this.#publisher = new OutputPublisher({
      broker,
      names,
      partition: this.partition,
      clock,
      log,
      published,
      tops,
      onStored: (output) => this.#stored(output),
      onRoom: () => this.#running.feed.wake(),
      onFatal: (error) => this.#lost(error),
    })
    await this.#startCheckpoints(changelog, opened)
    if (opened.restored !== undefined) this.#ticker.applied(offset, now, nextDue)
    if (this.#stopped) return
    this.#running.feed.add(this)
    await this.#reader.start(offset + 1)
    this.#open = true
  }

  async #restore(changelog: Changelog): Promise<Opened> {
    const { clock, log, tally } = this.#context
    const { partition } = this
    const startedAt = clock.now()
    const take = (messages: readonly StoredMessage[]) => {
      const changes = messages.map(({ sequence, bytes }) => ({ sequence, bytes }))
      return this.#lane.run({ kind: 'restore', partition, changes })
    }
    await changelog.read(take, () => this.#lane.run({ kind: 'close', partition }))
    const opened = await this.#lane.run({ kind: 'open', partition })
    tally.restored(opened.flaws.length, clock.now() - startedAt)
    for (const { sequence, reason } of opened.flaws)
      log.error(`the changelog of partition ${partition} has a flaw`, { sequence, reason })
    if (opened.flaws.length > 0)
      log.error(`partition ${partition} falls back`, { to: `its state at offset ${opened.offset}` })
    return opened
  }

  async #startCheckpoints(changelog: Changelog, { offset, restored, flaws }: Opened): Promise<void> {
    const { checkpointMs, changelogBytesMax, clock, log, tally } = this.#context
    const checkpoints = new Checkpoints({
      partition: this.partition,
      lane: this.#lane,
      changelog,
      changelogBytesMax,
      outputsStored: (upTo) => this.#outputsStored(upTo),
      everyMs: checkpointMs,
      clock,
      log,
      onWritten: (bytes, tookMs) => tally.checkpointed(bytes, tookMs),
      onFatal: (error) => this.#lost(error),
      start: {
        // After a flaw everything is written anew, at once.
        offset: flaws.length > 0 ? -1 : offset,
        sweepFrom: flaws.length > 0 ? undefined : restored?.sweepFrom,
      },
    })
    this.#checkpoints = checkpoints
    checkpoints.applied(offset, 0)
    if (restored?.otherwise === true) {
      // Until it is settled the state is of neither version.
      checkpoints.notBefore = Number.POSITIVE_INFINITY
      this.#activation = new Activation({
        ...this.#context,
        partition: this.partition,
        epoch: changelog.epoch,
        onStored: (offset) => {
          this.#tail = Math.max(this.#tail, offset)
          this.#tailAtStart = Math.max(this.#tailAtStart, offset)
          checkpoints.notBefore = offset
        },
      })
      await this.#activation.begin()
    }
    checkpoints.start()
  }

  async #outputsStored(upTo: number): Promise<void> {
    if (this.#applied < upTo) throw new Error(`outputs of ${upTo} are awaited at ${this.#applied}`)
    await this.#publisher?.storedSoFar()
  }

  async #readPublished(): Promise<PerStream<Published>> {
    const { broker, clock, names, deadLetters } = this.#context
    // Wildcards match one token each: the deepest kind of fact decides how many subjects there are.
    const kinds = Array.from({ length: FACT_KIND_WORDS_MAX }, (_, words) =>
      '*.'.repeat(words + 1).slice(0, -1),
    )
    const [facts, deliveries] = await Promise.all([
      readPublished(
        broker,
        clock,
        names.factStream,
        this.partition,
        kinds.map((kind) => `${names.namespace}.fact.${kind}.${nnn(this.partition)}`),
      ),
      readPublished(broker, clock, names.deliveryStream, this.partition, [
        `${names.namespace}.delivery.*.${nnn(this.partition)}`,
      ]),
    ])
    return { facts, deliveries, deadLetters: await deadLetters.of(this.partition) }
  }

  #remember(output: Output, fed: FedRecords): void {
    if (output.to !== 'fact') return
    const offset = parseOutputId(output.id)?.offset ?? 0
    const time = fed.times[fed.offsets.indexOf(offset)]
    if (time !== undefined) this.#decided.set(output, time)
  }

  #stored(output: Output): void {
    const { tally, time } = this.#context
    const decided = output.to === 'delivery' ? output.at : this.#decided.get(output)
    tally.stored(output, decided === undefined ? undefined : Math.max(0, time.now() - decided))
  }

  #trimmed({ offset, flaws }: Opened, first: number): WaymarkError {
    const from = offset + 1
    const flawed = flaws.length === 0 ? '' : `, since its changelog has flaws: ${flaws[0]?.reason}`
    return new WaymarkError(
      'LOG_TRIMMED',
      `the log of partition ${this.partition} begins at ${first}, but is needed from ${from} on${flawed}`,
      'raise nats.logBytesMax and nats.logAgeDays, and start with a new namespace or empty streams',
    )
  }
}
