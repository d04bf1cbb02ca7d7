import type { Clock } from '../../base/clock.js'
import { WaymarkError } from '../../base/errors.js'
import { LIMITS } from '../../base/limits.js'
import { silentLog } from '../../base/log.js'
import { BrokerClock } from '../../cluster/broker-clock.js'
import type { EngineDefinitions } from '../../cluster/engine-definitions.js'
import { EngineTally } from '../../cluster/engine-tally.js'
import type { OwnedPartition } from '../../cluster/owned-partition.js'
import { PublishedScan } from '../../cluster/published.js'
import { Turns } from '../../cluster/turns.js'
import type { Names } from '../../event/subjects.js'
import type { LaneRules } from '../../lane/lane-rules.js'
import type { Opened } from '../../lane/protocol.js'
import { silentMeter } from '../../metrics/table.js'
import { Connection } from './connection.js'
import type { SimBroker } from './sim-broker.js'
import { SimOwner, type WorkerContext } from './sim-owner.js'

/** How checkpoints are made: small and often, so that a run has many of them. */
export interface CheckpointHabits {
  readonly everyMs: number
  readonly sliceBytes: number
  readonly sweepMin: number
  readonly changelogBytesMax: number
}

export interface WorkerSettings {
  readonly name: string
  readonly broker: SimBroker
  readonly names: Names
  /** P: the number of partitions. */
  readonly partitions: number
  readonly rules: LaneRules
  readonly checkpoints: CheckpointHabits
  readonly onOpened: (partition: number, opened: Opened, epoch: number) => void
  readonly onFailure: (error: unknown) => void
}

/** One life of one worker: it owns partitions until it dies, or until another one takes them from it. */
export class SimWorker {
  readonly name: string
  readonly owned = new Map<number, SimOwner>()
  /** Partitions that are another one's and seem to be about to come. */
  readonly #expected = new Map<number, SimOwner>()
  alive = true
  /** Told when this worker cannot go on with a partition, which it has let go. */
  onLost: (partition: number, error: WaymarkError, epoch: number) => void = () => {}
  readonly #settings: WorkerSettings
  readonly #connection: Connection
  readonly #clock: Clock
  readonly #context: Promise<WorkerContext>
  /** What is being done about a partition: one thing after the other. */
  readonly #changes = new Map<number, Promise<unknown>>()
  #pausedUntil = 0

  constructor(settings: WorkerSettings) {
    const { name, broker } = settings
    this.name = name
    this.#settings = settings
    this.#connection = new Connection(broker)
    const { faults, random, time } = broker
    const skew = random.between(-faults.skewMs, faults.skewMs)
    this.#clock = {
      now: () => time.now() + skew,
      timer: (delayMs, call) => this.#timer(delayMs, call),
    }
    this.#context = this.#start()
    this.#context.catch((error: unknown) => this.#failed(error))
  }

  /** Claims a partition, restores it and goes on with it. */
  own(partition: number): void {
    if (!this.alive) return
    this.#settings.broker.trace.line(this.name, `owns partition ${partition}`)
    this.#inTurn(partition, () => this.#open(partition)).catch((error: unknown) => this.#failed(error))
  }

  /** It is another one's and seems to be about to come: whether it does or not, or whenever. */
  async expect(partition: number): Promise<void> {
    const context = await this.#context.catch(() => undefined)
    if (context === undefined || !this.alive || this.owned.has(partition) || this.#expected.has(partition))
      return
    const owner = new SimOwner(partition, context)
    this.#expected.set(partition, owner)
    owner.owned.prepare()
  }

  /** Hands a partition over in good order: resolves when all that it said is stored, and its state too. */
  async release(partition: number): Promise<void> {
    await this.#inTurn(partition, async () => {
      const owner = this.owned.get(partition)
      if (owner === undefined) return
      await owner.owned.finish().catch((error: unknown) => {
        if (!isPassing(error)) throw error
      })
      await this.#drop(partition, owner)
    })
  }

  /** Does nothing for a while, then goes on as if nothing had been. */
  pause(forMs: number): void {
    this.#settings.broker.trace.line(this.name, `pauses for ${forMs} ms`)
    this.#pausedUntil = this.#settings.broker.time.now() + forMs
  }

  die(): void {
    if (!this.alive) return
    this.#settings.broker.trace.line(this.name, 'dies')
    this.alive = false
    for (const { owned } of [...this.owned.values(), ...this.#expected.values()]) owned.abandon()
    void this.#connection.close()
  }

  async #open(partition: number): Promise<void> {
    const context = await this.#context
    if (!this.alive || this.owned.has(partition)) return
    const expected = this.#expected.get(partition)
    this.#expected.delete(partition)
    if (expected !== undefined) this.#settings.broker.trace.count('read ahead')
    const owner = expected ?? new SimOwner(partition, context)
    this.owned.set(partition, owner)
    try {
      await owner.owned.open()
    } catch (error) {
      const { epoch } = owner.owned.view
      await this.#drop(partition, owner)
      if (!isPassing(error)) throw error
      this.onLost(partition, error, epoch)
    }
  }

  #lost(owned: OwnedPartition, error: Error): void {
    if (!isPassing(error)) {
      this.#failed(error)
      return
    }
    const { partition, view } = owned
    owned.abandon()
    void this.#inTurn(partition, async () => {
      const owner = this.owned.get(partition)
      if (owner?.owned !== owned) return
      await this.#drop(partition, owner)
      this.onLost(partition, error, view.epoch)
    })
  }

  async #drop(partition: number, owner: SimOwner): Promise<void> {
    owner.owned.abandon()
    await owner.owned.close()
    this.owned.delete(partition)
  }

  async #inTurn(partition: number, change: () => Promise<void>): Promise<void> {
    const before = this.#changes.get(partition) ?? Promise.resolve()
    const turn = before.then(change, change)
    this.#changes.set(partition, turn)
    await turn
  }

  /** What fails because it is dead is no failure. */
  #failed(error: unknown): void {
    if (this.alive) this.#settings.onFailure(error)
  }

  /** A timer of this worker: it waits for the end of a pause, and never comes after death. */
  #timer(delayMs: number, call: () => void): () => void {
    const { time } = this.#settings.broker
    let cancel = (): void => {}
    const arm = (delay: number): void => {
      cancel = time.timer(delay, () => {
        if (!this.alive) return
        if (time.now() < this.#pausedUntil) arm(this.#pausedUntil - time.now())
        else call()
      })
    }
    arm(delayMs)
    return () => cancel()
  }

  async #start(): Promise<WorkerContext> {
    const { name, broker, names, partitions, rules, checkpoints, onOpened } = this.#settings
    const connection = this.#connection
    const clock = this.#clock
    const top = async (stream: string) => ({ sequence: (await connection.streamState(stream)).lastSequence })
    const [facts, deliveries, dead] = [names.factStream, names.deliveryStream, names.deadLetterStream]
    const tops = { facts: await top(facts), deliveries: await top(deliveries), deadLetters: await top(dead) }
    return {
      engine: {
        ...{ broker: connection, names, partitions, worker: name, clock, log: silentLog, tops },
        definitions: NO_DEFINITIONS,
        checkpointMs: checkpoints.everyMs,
        changelogBytesMax: checkpoints.changelogBytesMax,
        time: new BrokerClock(clock),
        tally: new EngineTally(silentMeter),
        deadLetters: new PublishedScan(connection, clock, dead),
        onLost: (owned, error) => this.#lost(owned, error),
        onHarm: (_, { reason }) => this.#failed(new Error(reason)),
        trialTurns: new Turns(1),
        restoring: new Turns(LIMITS.restoringBytesMax),
        readingAhead: new Turns(LIMITS.readingAheadBytesMax),
      },
      ...{ broker, clock, rules, onOpened },
      sliceBytes: checkpoints.sliceBytes,
      onFailure: (error) => this.#failed(error),
    }
  }
}

/** No version is to come into force by an owner. */
const NO_DEFINITIONS: EngineDefinitions = {
  current: { version: '', revision: 0 },
  first: '',
  versions: () => [],
  refresh: async () => {},
  fetch: async (version) => {
    throw new Error(`version ${version} is not at hand`)
  },
  onChange: () => {},
}

/** What a worker gets over: another one has the partition, or the broker did not answer. */
function isPassing(error: unknown): error is WaymarkError {
  return (
    error instanceof WaymarkError &&
    ['PARTITION_LOST', 'BROKER_UNREACHABLE', 'BROKER_FULL', 'LOG_TRIMMED'].includes(error.code)
  )
}
