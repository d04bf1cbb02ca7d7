import type { Clock } from '../../base/clock.js'
import { BrokerClock } from '../../cluster/broker-clock.js'
import { scanPublished } from '../../cluster/published.js'
import type { Names } from '../../event/subjects.js'
import type { Partition } from '../../partition/partition.js'
import type { Step, StepRecord } from '../../partition/step.js'
import { Connection } from './connection.js'
import type { SimBroker } from './sim-broker.js'
import { SimOwner, type WorkerContext } from './sim-owner.js'

export interface WorkerSettings {
  readonly name: string
  readonly broker: SimBroker
  readonly names: Names
  readonly restore: (partition: number) => Promise<Partition>
  readonly onStep: (partition: number, record: StepRecord, step: Step) => void
  readonly onFailure: (error: unknown) => void
}

/** One life of one worker: it owns partitions until it dies. */
export class SimWorker {
  readonly name: string
  readonly owned = new Map<number, SimOwner>()
  alive = true
  readonly #settings: WorkerSettings
  readonly #connection: Connection
  readonly #clock: Clock
  readonly #context: Promise<WorkerContext>
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

  own(partition: number): void {
    if (!this.alive || this.owned.has(partition)) return
    this.#settings.broker.trace.line(this.name, `owns partition ${partition}`)
    void this.#context
      .then(async (context) => {
        if (!this.alive || this.owned.has(partition)) return
        const owner = new SimOwner(partition, context)
        this.owned.set(partition, owner)
        await owner.open()
      })
      .catch((error: unknown) => this.#failed(error))
  }

  /** Hands a partition over in good order: resolves when all that it said is stored. */
  async release(partition: number): Promise<void> {
    const owner = this.owned.get(partition)
    if (owner === undefined) return
    owner.stopReading()
    await owner.flush()
    owner.stop()
    this.owned.delete(partition)
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
    for (const owner of this.owned.values()) owner.stop()
    void this.#connection.close()
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
    const { names } = this.#settings
    const connection = this.#connection
    const top = async (stream: string) => ({ sequence: (await connection.streamState(stream)).lastSequence })
    const [facts, deliveries, dead] = [names.factStream, names.deliveryStream, names.deadLetterStream]
    const tops = { facts: await top(facts), deliveries: await top(deliveries), deadLetters: await top(dead) }
    const clock = this.#clock
    const deadLetters = await scanPublished(connection, clock, dead)
    return { ...this.#settings, connection, clock, time: new BrokerClock(clock), tops, deadLetters }
  }
}
