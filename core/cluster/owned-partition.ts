import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { LogRecord, Opened, StepOutcome } from '../lane/protocol.js'
import type { Output } from '../partition/output.js'
import type { Harm, Skip, Suspect } from '../partition/suspicion.js'
import { Activation } from './activation.js'
import type { Changelog } from './changelog.js'
import { Checkpoints } from './checkpoints.js'
import { DecidedTimes } from './decided-times.js'
import type { EngineContext } from './engine-context.js'
import type { FedRecords, FeedSource } from './lane-feed.js'
import { LogTail } from './log-tail.js'
import { OutputPublisher } from './output-publisher.js'
import type { OwnedView } from './owned-view.js'
import { type OwnersLane, PartitionLane } from './partition-lane.js'
import { answerIn, type PartitionQuery } from './partition-queries.js'
import { PartitionReader } from './partition-reader.js'
import { Replayer } from './replayer.js'
import { RestoreProgress } from './restore-progress.js'
import { Takeover } from './takeover.js'
import { Ticker } from './ticker.js'
import { careOf, isLaneLost, Trials } from './trials.js'
import { VersionGate } from './version-gate.js'

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
  readonly #harm: Harm | undefined
  #skips: Skip[] = []
  #trials: Trials | undefined
  readonly #tail: LogTail
  readonly #gate: VersionGate
  readonly #replayer: Replayer
  #activation: Activation | undefined
  #versions = { version: '', waiting: '' }
  #changelog: Changelog | undefined
  #publisher: OutputPublisher | undefined
  #checkpoints: Checkpoints | undefined
  readonly #restore: RestoreProgress
  readonly #takeover: Takeover
  readonly #decided = new DecidedTimes()
  #atWork = 0
  #stopped = false
  #open = false
  #claimedAt: number | undefined
  #abandoned = false
  readonly #abandonment: Promise<void>
  #declareAbandoned: () => void = () => {}
  #answered: (() => void)[] = []

  /** @param harm what a record of it has done to this process */
  constructor(partition: number, context: EngineContext, running: OwnersLane, harm?: Harm) {
    this.partition = partition
    this.#harm = harm
    this.#label = String(partition)
    this.#context = context
    this.#running = running
    this.#lane = new PartitionLane(running.lane, partition)
    this.#abandonment = new Promise((resolve) => {
      this.#declareAbandoned = resolve
    })
    const { broker, names, clock, time, log, tally } = context
    const stream = names.logStream(partition)
    const onMissing = (records: number): void => tally.missed(this.#label, records)
    this.#tail = new LogTail({ broker, stream, partition, clock, log, onMissing })
    this.#reader = new PartitionReader({
      ...{ broker, stream, partition },
      bytesMax: LIMITS.readAheadBytesMax,
      onArrival: () => this.#wake(),
      onSkip: (from, to) => this.#tail.skipped(from, to),
      onEnd: (error) => this.#lost(error),
    })
    const progress = new RestoreProgress(partition, clock, log)
    this.#restore = progress
    this.#takeover = new Takeover({ context, partition, running, lane: this.#lane, progress })
    this.#gate = new VersionGate({
      versions: running.versions,
      onOpen: () => this.#wake(),
      onStuck: (error) => this.#lost(error),
    })
    this.#replayer = new Replayer({ broker, names, partition, lane: this.#lane, clock, log })
    this.#ticker = new Ticker({
      broker,
      subject: names.log(partition),
      clock,
      time,
      log,
      busy: () => this.#reader.waiting > 0 || this.#atWork > 0 || this.lag > 0,
    })
  }

  /** It is another worker's, and about to come: reads its changelog ahead. Then it is opened, or closed. */
  prepare(): void {
    void this.#takeover.prepare()
  }

  /**
   * Claims the partition, restores its state into its lane and starts to read its log behind it.
   * @throws WaymarkError LOG_TRIMMED when the log no longer holds what its state is made of,
   *   BROKER_UNSUITABLE when it is another one, PARTITION_LOST
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

  get lane(): OwnersLane {
    return this.#running
  }

  /** What it says of a record that a lane has died, or thrown, at it. */
  suspectAt(offset: number): Suspect {
    return this.#trials?.suspectAt(offset) ?? { from: offset, to: offset, deaths: 1 }
  }

  get view(): OwnedView {
    const epoch = this.#changelog?.epoch ?? 0
    return {
      epoch,
      claimedAt: this.#claimedAt,
      open: this.#open,
      restoredPercent: this.#open ? 100 : this.#restore.percent,
      lag: this.lag,
      missing: this.#tail.missing,
      version: this.#versions.version,
      backfillFailed: this.#replayer.failed?.version ?? '',
      checkpointAt: this.#checkpoints?.durableAt,
    }
  }

  /** @returns JSON, as `Engine.answer` */
  async answer(query: PartitionQuery): Promise<string | null> {
    return answerIn(this.#lane, this.partition, query)
  }

  /** Records stored but not applied, as far as is known. */
  get lag(): number {
    return this.#tail.lag
  }

  /** True when what the log held at the start is applied. */
  get caughtUp(): boolean {
    return this.#publisher !== undefined && this.#tail.caughtUp
  }

  async refreshLag(): Promise<void> {
    const isQuiet = (): boolean => !this.#open || this.#stopped
    const stalled = await this.#tail.refresh(() => (isQuiet() ? 1 : this.#reader.waiting + this.#atWork))
    if (stalled !== undefined && !isQuiet()) this.#lost(stalled)
  }

  get next(): LogRecord | undefined {
    const { first } = this.#reader
    if (first === undefined || this.#publisher === undefined || this.#publisher.full) return undefined
    return this.#gate.passes(first) ? first : undefined
  }

  take(): LogRecord | undefined {
    this.#atWork++
    return this.#reader.take()
  }

  /** The lane has applied records. */
  stepped(outcome: StepOutcome, fed: FedRecords): void {
    this.#atWork -= fed.offsets.length
    if (this.#abandoned) return
    if (outcome.thrown !== undefined) {
      const { offset, reason } = outcome.thrown
      this.#context.onHarm(this, { suspect: this.suspectAt(offset), reason })
      return
    }
    const last = fed.offsets.length - 1
    const offset = fed.offsets[last] ?? this.#tail.offset
    this.#versions = { version: outcome.version, waiting: outcome.waiting }
    this.#tail.applied(offset)
    this.#context.tally.stepped(this.#label, outcome.counts)
    this.#context.tally.failed(outcome.failures)
    this.#context.tally.flipped(outcome.flips)
    for (const output of outcome.outputs) this.#decided.remember(output, fed)
    this.#publisher?.offer(outcome.outputs)
    this.#reader.settled(fed.offsets.length, fed.bytes)
    this.#ticker.applied(offset, fed.times[last] ?? 0, outcome.nextDue)
    this.#checkpoints?.applied(offset, fed.offsets.length)
    this.#replayer.want(outcome.replay, outcome.backfillFailed)
    if (this.#atWork === 0) for (const resolve of this.#answered.splice(0)) resolve()
    this.lookAtVersion()
  }

  /** Another version of the definitions may be the current one: it comes into force by way of the log. */
  lookAtVersion(): void {
    if (this.#open && this.caughtUp && !this.#stopped)
      this.#activation?.look({ applied: this.#tail.offset, ...this.#versions })
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
    // From now on nobody serves it.
    await this.#running.feed.yieldTo(() => Promise.race([finished(), this.#abandonment]))
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
    this.#takeover.stop()
  }

  /** As `abandon`; resolves when the lane has dropped the state too. */
  async close(): Promise<void> {
    this.abandon()
    await this.#lane.close()
  }

  async #stopReading(): Promise<void> {
    this.#stopped = true
    this.#trials?.stop()
    this.#ticker.stop()
    this.#activation?.stop()
    this.#replayer.stop()
    await this.#reader.stop()
  }

  /** Applies with care what is suspected, then feeds the lane with all that comes. */
  async #take(trials: Trials | undefined): Promise<void> {
    this.#trials = trials
    try {
      if (trials !== undefined && !(await trials.run())) return
    } catch (error) {
      this.#lost(error instanceof Error ? error : new Error(String(error)))
      return
    }
    this.#trials = undefined
    if (this.#stopped) return
    this.#running.feed.add(this)
    this.#running.feed.wake()
  }

  async #claimAndRestore(): Promise<void> {
    const { broker, names, clock } = this.#context
    const changelog = await this.#takeover.claim()
    this.#changelog = changelog
    if (this.#abandoned) changelog.stop()
    this.#claimedAt = clock.now()
    const { opened, published, firstSequence, lastSequence } = await this.#takeover.restore(changelog)
    const { offset, now, nextDue, version, waiting } = opened
    this.#versions = { version, waiting }
    this.#tail.start(offset, lastSequence)
    const { log, tops } = this.#context
    this.#publisher = new OutputPublisher({
      ...{ broker, names, partition: this.partition, clock, log, published, tops },
      onStored: (output) => this.#stored(output),
      onRoom: () => this.#wake(),
      onFatal: (error) => this.#lost(error),
    })
    this.#skips = opened.skips.filter((skip) => skip.offset >= firstSequence)
    await this.#startCheckpoints(changelog, opened)
    if (opened.restored !== undefined) this.#ticker.applied(offset, now, nextDue)
    if (this.#stopped) return
    await this.#reader.start(offset + 1)
    this.#open = true
    this.#replayer.want(opened.replay, opened.backfillFailed)
    this.lookAtVersion()
    if (!this.#stopped) void this.#take(this.#trialsOf(changelog, opened, lastSequence))
  }

  #trialsOf(changelog: Changelog, opened: Opened, lastSequence: number): Trials | undefined {
    const care = careOf(opened, this.#harm, lastSequence)
    if (care === undefined) return undefined
    const { log, trialTurns: turns } = this.#context
    return new Trials({
      ...{ partition: this.partition, lane: this.#lane, changelog, turns, log, ...care },
      next: () => this.next,
      take: () => void this.take(),
      stepped: (outcome, fed) => this.stepped(outcome, fed),
      skips: this.#skips,
    })
  }

  #wake(): void {
    this.#trials?.wake()
    this.#running.feed.wake()
  }

  /** The lane's own death is told by the lane. */
  #lost(error: Error): void {
    if (!this.#abandoned && !isLaneLost(error)) this.#context.onLost(this, error)
  }

  async #startCheckpoints(
    changelog: Changelog,
    { offset, restored, flaws, torn, claims }: Opened,
  ): Promise<void> {
    const { checkpointMs, changelogBytesMax, clock, log, tally } = this.#context
    const checkpoints = new Checkpoints({
      partition: this.partition,
      lane: this.#lane,
      changelog,
      changelogBytesMax,
      outputsStored: async (upTo) => {
        if (this.#tail.offset < upTo)
          throw new Error(`outputs of ${upTo} are awaited at ${this.#tail.offset}`)
        await this.#publisher?.storedSoFar()
      },
      skips: this.#skips,
      everyMs: checkpointMs,
      clock,
      log,
      onWritten: (bytes, tookMs) => tally.checkpointed(bytes, tookMs),
      onFatal: (error) => this.#lost(error),
      start: {
        // After a flaw everything is written anew, at once.
        offset: flaws.length > 0 ? -1 : offset,
        sweepFrom: flaws.length > 0 ? undefined : restored?.sweepFrom,
        // Those who had nothing to do needed none.
        inVain: this.#tail.lastAtStart > offset ? Math.max(0, claims - 1) : 0,
      },
    })
    this.#checkpoints = checkpoints
    void changelog.deleteTorn(torn)
    // What the restored commit does not need may go when there is no room for the next one.
    if (flaws.length === 0) changelog.neededFrom = restored?.sweepFrom ?? 0
    checkpoints.applied(offset, 0)
    this.#activation = new Activation({
      ...this.#context,
      partition: this.partition,
      versions: this.#running.versions,
      epoch: changelog.epoch,
      onStored: (offset) => this.#tail.stored(offset),
      onSettled: (offset) => {
        this.#tail.awaits(offset)
        checkpoints.notBefore = offset
      },
    })
    if (restored?.otherwise === true) {
      // Until it is settled the state is of neither version.
      checkpoints.notBefore = Number.POSITIVE_INFINITY
      await this.#activation.settle()
    }
    checkpoints.start()
  }

  #stored(output: Output): void {
    const { tally, time } = this.#context
    tally.stored(output, this.#decided.agoMs(output, time.now()))
  }
}
