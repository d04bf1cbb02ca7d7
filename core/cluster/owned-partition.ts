import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import { encodeActivate } from '../event/batch.js'
import type { Names } from '../event/subjects.js'
import { nnn } from '../event/subjects.js'
import type { LogRecord, Opened, StepOutcome } from '../lane/protocol.js'
import type { Output } from '../partition/output.js'
import type { Broker } from './broker.js'
import type { BrokerClock } from './broker-clock.js'
import { Changelog } from './changelog.js'
import { Checkpoints } from './checkpoints.js'
import type { EngineTally } from './engine-tally.js'
import type { TaskRunner } from './lane.js'
import type { FedRecords, FeedSource } from './lane-feed.js'
import type { StreamTop } from './output-flow.js'
import { OutputPublisher, type PerStream } from './output-publisher.js'
import { PartitionReader } from './partition-reader.js'
import { Published, parseOutputId, readPublished } from './published.js'
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
  readonly deadLetters: ReadonlyMap<number, Published>
  readonly onFatal: (error: Error) => void
}

/** A kind of fact has at most this many words: as many tokens of its subject. */
const FACT_KIND_WORDS_MAX = 3
const ACTIVATE_AGAIN_MS = 5_000

/**
 * One partition that this worker owns: its reader, its state in a lane, its publisher and its ticks.
 * Records go from the reader to the lane's feed; what the lane answers goes to the publisher.
 */
export class OwnedPartition implements FeedSource {
  readonly partition: number
  readonly #label: string
  readonly #context: EngineContext
  readonly #lane: TaskRunner
  readonly #reader: PartitionReader
  readonly #ticker: Ticker
  readonly #wake: () => void
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

  constructor(partition: number, context: EngineContext, lane: TaskRunner, wake: () => void) {
    this.partition = partition
    this.#label = String(partition)
    this.#context = context
    this.#lane = lane
    this.#wake = wake
    const { broker, names, clock, time, log } = context
    this.#reader = new PartitionReader({
      broker,
      stream: names.logStream(partition),
      partition,
      bytesMax: LIMITS.readAheadBytesMax,
      onArrival: wake,
      onEnd: context.onFatal,
    })
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
    const { log, tops, onFatal } = this.#context
    this.#publisher = new OutputPublisher({
      broker,
      names,
      partition: this.partition,
      clock,
      log,
      published,
      tops,
      onStored: (output) => this.#stored(output),
      onRoom: this.#wake,
      onFatal,
    })
    await this.#startCheckpoints(changelog, opened)
    if (opened.restored !== undefined) this.#ticker.applied(offset, now, nextDue)
    await this.#reader.start(offset + 1)
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
    const last = fed.offsets.length - 1
    const offset = fed.offsets[last] ?? this.#applied
    this.#atWork -= fed.offsets.length
    this.#applied = offset
    this.#tail = Math.max(this.#tail, offset)
    this.#context.tally.stepped(this.#label, outcome.counts)
    for (const output of outcome.outputs) this.#remember(output, fed)
    this.#publisher?.offer(outcome.outputs)
    this.#reader.settled(fed.offsets.length, fed.bytes)
    this.#ticker.applied(offset, fed.times[last] ?? 0, outcome.nextDue)
    this.#checkpoints?.applied(offset, fed.offsets.length)
  }

  /** Reads no more. */
  async stopReading(): Promise<void> {
    this.#stopped = true
    this.#ticker.stop()
    await this.#reader.stop()
  }

  /** Resolves when all that was said is stored. */
  async flush(): Promise<void> {
    await this.#publisher?.flush()
  }

  /** Resolves when the state as it is now is durable. */
  async lastCheckpoint(): Promise<void> {
    await this.#checkpoints?.last()
  }

  /** Says nothing more, neither outputs nor state. */
  stopPublishing(): void {
    this.#publisher?.stop()
    this.#checkpoints?.stop()
    this.#changelog?.stop()
  }

  async #restore(changelog: Changelog): Promise<Opened> {
    const { clock, log, tally } = this.#context
    const { partition } = this
    const startedAt = clock.now()
    await changelog.read((messages) => {
      const changes = messages.map(({ sequence, bytes }) => ({ sequence, bytes }))
      return this.#lane.run({ kind: 'restore', partition, changes })
    })
    const opened = await this.#lane.run({ kind: 'open', partition })
    tally.restored(opened.flaws.length, clock.now() - startedAt)
    for (const { sequence, reason } of opened.flaws)
      log.error(`the changelog of partition ${partition} has a flaw`, { sequence, reason })
    if (opened.flaws.length > 0)
      log.error(`partition ${partition} falls back`, { to: `its state at offset ${opened.offset}` })
    return opened
  }

  async #startCheckpoints(changelog: Changelog, { offset, restored, flaws }: Opened): Promise<void> {
    const { checkpointMs, changelogBytesMax, clock, log, tally, onFatal } = this.#context
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
      onFatal,
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
      await this.#activate(changelog, checkpoints)
    }
    checkpoints.start()
  }

  async #outputsStored(upTo: number): Promise<void> {
    if (this.#applied < upTo) throw new Error(`outputs of ${upTo} are awaited at ${this.#applied}`)
    await this.#publisher?.storedSoFar()
  }

  /** Puts the version of the definitions into the log: from there on all profiles are judged by it. */
  async #activate(changelog: Changelog, checkpoints: Checkpoints): Promise<void> {
    if (this.#stopped) return
    const { broker, names, version, clock, log } = this.#context
    const messageId = `activate ${this.partition} ${changelog.epoch}`
    try {
      const { sequence } = await broker.publish(names.log(this.partition), encodeActivate(version), {
        messageId,
      })
      this.#tail = Math.max(this.#tail, sequence)
      this.#tailAtStart = Math.max(this.#tailAtStart, sequence)
      checkpoints.notBefore = sequence
    } catch (error) {
      // A log that is full must not keep the partition from its work.
      const reason = errorLine(error)
      log.warn(`partition ${this.partition}: the definitions cannot be activated yet`, { reason })
      clock.timer(ACTIVATE_AGAIN_MS, () => void this.#activate(changelog, checkpoints))
    }
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
    return { facts, deliveries, deadLetters: deadLetters.get(this.partition) ?? new Published() }
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
