import { hash53 } from '../../base/hash.js'
import { parseOutputId } from '../../cluster/published.js'
import type { Definitions } from '../../definitions/definitions.js'
import { encodeActivate, encodeCommandRecord } from '../../event/batch.js'
import type { Event, Identifier } from '../../event/event.js'
import { type Names, names } from '../../event/subjects.js'
import type { Step } from '../../partition/step.js'
import { CheckpointOracle } from './checkpoint-oracle.js'
import { Cluster } from './cluster.js'
import { type Faults, NO_FAULTS } from './faults.js'
import { Ledger } from './ledger.js'
import { Producer } from './producer.js'
import type { Random } from './random.js'
import { DUPLICATE_WINDOW_MS, SimBroker } from './sim-broker.js'
import type { CheckpointHabits } from './sim-worker.js'
import { type Timeline, type TimelineStep, written } from './timeline.js'
import type { Trace } from './trace.js'
import { coldOf, TracedPartition } from './traced-partition.js'
import { eventLine } from './traced-ports.js'
import type { Version } from './version.js'
import { check } from './violation.js'
import type { VirtualTime } from './virtual-time.js'
import { WORKLOAD_MS, type Workload } from './workload.js'

/** Between two versions that come one soon after the other. */
const HASTE_MS = 2_000
/** When the faults end. */
const HEAL_MS = WORKLOAD_MS + 25_000
/** When everything is looked at: short windows are over by then, long ones are not. */
const REST_MS = 420_000
/** Links from one partition to another beyond which messages must be going in a circle. */
const LINKS_MAX = 10_000
/** How long the world may take to come to rest after that. */
const REST_BOUND_MS = 60_000

export interface Scenario {
  /** Instant at which the world begins, ms. */
  readonly start: number
  readonly partitions: number
  readonly workers: number
  /** Of the definitions: the first from the start on, the others one after the other. */
  readonly versions: readonly Version[]
  readonly workload: Workload
  readonly faults: Faults
  /** Duplicate window of the streams of facts and deliveries, ms. */
  readonly outputWindowMs: number
  readonly checkpoints: CheckpointHabits
}

/** What is left when everything is at rest, by a fresh replay of the logs. */
export interface Outcome {
  readonly timeline: Timeline
  readonly machines: readonly TracedPartition[]
  /** Events in the order in which they came into the log of their home, each once. */
  readonly arrivals: readonly Event[]
  /** Log time at which each command first stood in its log. */
  readonly commandTimes: ReadonlyMap<string, number>
}

/** Partitions, workers, producers and a broker, from the first event to the rest at the end. */
export class World {
  readonly #scenario: Scenario
  readonly #time: VirtualTime
  readonly #trace: Trace
  readonly #names: Names = names('wm')
  readonly #broker: SimBroker
  readonly #ledger: Ledger
  readonly #checkpoints: CheckpointOracle
  readonly #cluster: Cluster
  readonly #producers: Producer[]
  readonly #random: Random
  /** What stands in the records of events. */
  readonly #batches = new Map<Uint8Array, readonly Event[]>()
  #failure: unknown

  constructor(scenario: Scenario, time: VirtualTime, random: Random, trace: Trace) {
    const { partitions, workers, faults, versions, checkpoints } = scenario
    this.#scenario = scenario
    this.#time = time
    this.#trace = trace
    this.#random = random
    const streamOf = (subject: string): string => this.#streamOf(subject)
    const windowOf = (stream: string): number => this.#windowOf(stream)
    const limitOf = (stream: string): number =>
      stream.startsWith('WM_S_') ? checkpoints.changelogBytesMax : Number.POSITIVE_INFINITY
    this.#broker = new SimBroker({ time, random, trace, faults, streamOf, windowOf, limitOf })
    this.#ledger = new Ledger(partitions)
    const onFailure = (error: unknown): void => {
      this.#failure ??= error
    }
    this.#checkpoints = new CheckpointOracle({
      ...{ broker: this.#broker, names: this.#names, partitions, ledger: this.#ledger, onFailure },
      versions: versions.map(({ definitions }) => definitions),
    })
    this.#cluster = new Cluster({
      ...{ partitions, workers, checkpoints, broker: this.#broker, names: this.#names, onFailure },
      rules: { load: () => [], has: () => true, make: (number) => this.#owned(number), failures: () => ({}) },
      onOpened: (partition, opened, epoch) => this.#checkpoints.opened(partition, opened, epoch),
      onLost: (partition, error, epoch) => {
        try {
          this.#checkpoints.lost(partition, error, epoch)
        } catch (violation) {
          onFailure(violation)
        }
      },
    })
    this.#producers = Array.from({ length: scenario.workload.producers }, (_, i) => this.#producer(i))
  }

  /**
   * Runs everything to rest.
   * @throws Violation, or whatever the production code threw
   */
  async run(): Promise<Outcome> {
    for (const { at, producer, event } of this.#scenario.workload.sendings)
      this.#time.at(this.#scenario.start + at, () => {
        this.#trace.line('client', eventLine(event))
        this.#producers[producer]?.send(event)
      })
    for (const { at, command } of this.#scenario.workload.orders)
      this.#time.at(this.#scenario.start + at, () => {
        const { name, id, subject, other } = command
        this.#trace.line(
          'admin',
          `${id} ${name} ${written(subject)} ${other === undefined ? '' : written(other)}`,
        )
        void this.#producers[0]?.append(this.#logOf(subject), encodeCommandRecord(command), id)
      })
    this.#activate()
    this.#cluster.start()
    await this.#until(this.#scenario.start + HEAL_MS)
    this.#broker.faults = NO_FAULTS
    this.#cluster.heal()
    await this.#until(this.#scenario.start + REST_MS)
    await this.#rest()
    this.#checkpoints.checkTorn(this.#scenario.start + HEAL_MS)
    const messages = (stream: string) => this.#broker.history(stream)
    this.#ledger.checkStreams(this.#names, messages, (id, afterMs) => this.#mayRepeat(id, afterMs))
    this.#ledger.checkLinks(this.#names, messages)
    return this.#replay()
  }

  /**
   * The broker knows an id for a while only. Who comes after that with the same may, where two owners at once
   * did not know of each other, or where the first sender never heard that it was stored.
   */
  #mayRepeat(messageId: string, afterMs: number): boolean {
    if (afterMs < this.#scenario.outputWindowMs) return false
    const partition = parseOutputId(messageId)?.partition ?? -1
    this.#trace.count('stored again behind the duplicate window')
    return this.#cluster.hadTwoOwners.has(partition) || this.#broker.unanswered.has(messageId)
  }

  /** Versions come into force one after the other, in each partition when its log comes to it. */
  #activate(): void {
    const [first, ...later] = this.#scenario.versions
    // One may come while profiles still go by the one before the last.
    const isHasty = hash53(first?.definitions.version ?? '') % 2 === 0
    const every = isHasty ? HASTE_MS : WORKLOAD_MS / (later.length + 1)
    const stored = Array.from({ length: this.#scenario.partitions }, () => Promise.resolve())
    for (const [i, { definitions }] of later.entries())
      this.#time.at(this.#scenario.start + WORKLOAD_MS / (later.length + 1) + i * every, () => {
        this.#trace.line('admin', `activates ${definitions.version}`)
        for (const [partition, before] of stored.entries())
          stored[partition] = before.then(() => this.#activateIn(partition, definitions))
      })
  }

  async #activateIn(partition: number, { version }: Definitions): Promise<void> {
    const record = encodeActivate(version)
    await this.#producers[0]?.append(this.#names.log(partition), record, `${version}-${partition}`)
  }

  /** A partition of a worker: all of them must say the same. */
  #owned(number: number): TracedPartition {
    const { partitions, versions, checkpoints } = this.#scenario
    return new TracedPartition(number, partitions, versions, {
      sweepMin: checkpoints.sweepMin,
      cold: coldOf(number),
      onMessage: (_, line) => this.#trace.line(`p${number}`, line),
      onRestored: (twin) => this.#checkpoints.restored(twin),
      onStep: (partition, record, step) => {
        checkEnds(partition, step)
        this.#ledger.observe(partition, record, step)
      },
    })
  }

  async #until(instant: number): Promise<void> {
    await this.#time.run(instant, () => this.#failure !== undefined)
    if (this.#failure !== undefined) throw this.#failure
  }

  async #rest(): Promise<void> {
    const limit = this.#time.now() + REST_BOUND_MS
    for (;;) {
      const atRest = (): boolean => this.#restless().length === 0
      await this.#time.run(limit, () => atRest() || this.#failure !== undefined)
      if (this.#failure !== undefined) throw this.#failure
      if (atRest()) return
      check(this.#time.now() < limit, 'comes to rest', () => this.#restless().join('; '))
    }
  }

  #restless(): string[] {
    const busy = this.#producers.filter((producer) => !producer.isIdle).map(() => 'a producer is busy')
    return [...busy, ...this.#cluster.restless(this.#scenario.start + REST_MS), ...this.#notDurable()]
  }

  /** What is durable was said before: with the last record all outputs are stored too. */
  #notDurable(): string[] {
    return Array.from({ length: this.#scenario.partitions }, (_, partition) => {
      const { lastSequence } = this.#broker.state(this.#names.logStream(partition))
      const durable = this.#checkpoints.durable(partition)
      return durable < lastSequence ? `partition ${partition} is durable up to ${durable} only` : ''
    }).filter((reason) => reason !== '')
  }

  #replay(): Outcome {
    const { partitions, versions } = this.#scenario
    const count = (kind: string): void => this.#trace.count(`message: ${kind}`)
    const machines = Array.from(
      { length: partitions },
      (_, number) => new TracedPartition(number, partitions, versions, { onMessage: count }),
    )
    const timeline = machines.map((machine) => this.#replayOne(machine))
    return { machines, timeline, arrivals: this.#arrivals(), commandTimes: this.#commandTimes(timeline) }
  }

  #replayOne(machine: TracedPartition): TimelineStep[] {
    const log = this.#broker.history(this.#names.logStream(machine.number))
    return log.map(({ sequence: offset, time, bytes }) => {
      const record = { offset, time, bytes }
      const step = machine.step(record)
      this.#ledger.observe(machine.number, record, step)
      if (step.counts.linkGaps > 0) this.#trace.count('link behind a gap')
      if (step.counts.linkDuplicates > 0) this.#trace.count('link twice')
      if (step.counts.duplicates > 0) this.#trace.count('event twice')
      const { now, version } = machine
      return { offset, now, version, entries: machine.entries.splice(0), outputs: step.outputs }
    })
  }

  #commandTimes(timeline: Timeline): Map<string, number> {
    const ids = new Set(this.#scenario.workload.orders.map(({ command }) => command.id))
    const times = new Map<string, number>()
    for (const [partition, steps] of timeline.entries())
      for (const [i, { messageId }] of this.#broker.history(this.#names.logStream(partition)).entries())
        if (ids.has(messageId) && !times.has(messageId)) times.set(messageId, steps[i]?.now ?? 0)
    return times
  }

  #arrivals(): Event[] {
    const arrived = new Set<Event>()
    for (let partition = 0; partition < this.#scenario.partitions; partition++)
      for (const { bytes } of this.#broker.history(this.#names.logStream(partition)))
        for (const event of this.#batches.get(bytes) ?? []) arrived.add(event)
    return [...arrived]
  }

  #producer(number: number): Producer {
    return new Producer({
      name: `producer${number}`,
      broker: this.#broker,
      subjectOf: ({ identifiers }) => this.#logOf(identifiers[0] as Identifier),
      onBatch: (bytes, events) => void this.#batches.set(bytes, events),
      onGivenUp: (event) => this.#random.pick(this.#producers).send(event),
    })
  }

  /** Subject of the log of an identifier's home. */
  #logOf(identifier: Identifier): string {
    const { partitions, versions } = this.#scenario
    const { identities } = (versions[0] as Version).definitions
    return this.#names.log(identities.partitionOf(identifier, partitions))
  }

  #windowOf(stream: string): number {
    const { factStream, deliveryStream } = this.#names
    const isOutput = stream === factStream || stream === deliveryStream
    return isOutput ? this.#scenario.outputWindowMs : DUPLICATE_WINDOW_MS
  }

  #streamOf(subject: string): string {
    if (subject.startsWith('wm.fact.')) return this.#names.factStream
    if (subject.startsWith('wm.delivery.')) return this.#names.deliveryStream
    if (subject.startsWith('wm.dlq.')) return this.#names.deadLetterStream
    if (subject.startsWith('wm.s.')) return this.#names.changelogStream(Number(subject.slice(-3)))
    return this.#names.logStream(Number(subject.slice(-3)))
  }
}

/** However often a log is replayed, its links have the same numbers: only new messages make them grow. */
function checkEnds(partition: number, { outputs }: Step): void {
  for (const output of outputs)
    if (output.to === 'link')
      check(output.n < LINKS_MAX, 'messages do not go in circles', () => `${partition} to ${output.target}`)
}
