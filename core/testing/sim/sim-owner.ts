import type { Clock } from '../../base/clock.js'
import { silentLog } from '../../base/log.js'
import type { BrokerClock } from '../../cluster/broker-clock.js'
import type { StreamTop } from '../../cluster/output-flow.js'
import { OutputPublisher, type PerStream } from '../../cluster/output-publisher.js'
import { Published, readPublished } from '../../cluster/published.js'
import { Ticker } from '../../cluster/ticker.js'
import { type Names, nnn } from '../../event/subjects.js'
import type { Partition } from '../../partition/partition.js'
import type { Step, StepRecord } from '../../partition/step.js'
import type { Connection } from './connection.js'
import type { SimBroker } from './sim-broker.js'

/** What the owners of one worker share. */
export interface WorkerContext {
  readonly name: string
  readonly broker: SimBroker
  readonly connection: Connection
  readonly names: Names
  readonly clock: Clock
  readonly time: BrokerClock
  readonly tops: PerStream<StreamTop>
  readonly deadLetters: ReadonlyMap<number, Published>
  /** Where a partition's state comes from when an owner begins: from nothing, or from what was kept. */
  readonly restore: (partition: number) => Promise<Partition>
  /** Called for every record that an owner applies, whoever else applies it too. */
  readonly onStep: (partition: number, record: StepRecord, step: Step) => void
  readonly onFailure: (error: unknown) => void
}

/** Records of one go of an owner. */
const CHUNK_RECORDS_MAX = 64

/** A partition as one worker runs it: the production step, publisher and ticker on a simulated log. */
export class SimOwner {
  readonly partition: number
  readonly #context: WorkerContext
  readonly #subject: string
  readonly #stream: string
  #machine: Partition | undefined
  #publisher: OutputPublisher | undefined
  #ticker: Ticker | undefined
  #reading = false
  #stopped = false
  #end: () => void = () => {}

  constructor(partition: number, context: WorkerContext) {
    this.partition = partition
    this.#context = context
    this.#subject = context.names.log(partition)
    this.#stream = context.names.logStream(partition)
  }

  /** Looks up what is out already, restores the state and reads on from there. */
  async open(): Promise<void> {
    const { broker, connection, clock, time, restore } = this.#context
    const published = await this.#readPublished()
    this.#machine = await restore(this.partition)
    if (this.#stopped) return
    this.#publisher = this.#makePublisher(published)
    this.#ticker = new Ticker({
      broker: connection,
      subject: this.#subject,
      clock,
      time,
      log: silentLog,
      busy: () => this.lag > 0,
    })
    this.#end = broker.onStored(this.#stream, () => this.#wake())
    this.#wake()
  }

  /** Records stored and not applied. */
  get lag(): number {
    return this.#context.broker.messages(this.#stream).length - (this.#machine?.offset ?? 0)
  }

  /** When its next timer is due. */
  get nextDue(): number {
    return this.#machine?.nextDue ?? Number.NEGATIVE_INFINITY
  }

  /** Resolves when all that was said is stored. */
  async flush(): Promise<void> {
    await this.#publisher?.flush()
  }

  /** Reads no more; what was said goes on to be published. */
  stopReading(): void {
    this.#stopped = true
    this.#end()
    this.#ticker?.stop()
  }

  /** Does nothing more at all. */
  stop(): void {
    this.stopReading()
    this.#publisher?.stop()
  }

  #wake(): void {
    if (this.#reading || this.#stopped || this.#publisher?.full === true || this.lag === 0) return
    this.#reading = true
    const { broker, clock } = this.#context
    clock.timer(broker.random.between(1, broker.faults.stepMs), () => {
      this.#reading = false
      if (this.#stopped) return
      this.#apply()
      this.#wake()
    })
  }

  #apply(): void {
    const { broker, onFailure } = this.#context
    const machine = this.#machine as Partition
    const from = machine.offset
    const most = broker.random.between(1, CHUNK_RECORDS_MAX)
    const records = broker.messages(this.#stream).slice(from, from + most)
    try {
      for (const { sequence, time, bytes } of records) this.#step({ offset: sequence, time, bytes })
    } catch (error) {
      this.stop()
      onFailure(error)
      return
    }
    this.#ticker?.applied(machine.offset, records.at(-1)?.time ?? 0, machine.nextDue)
  }

  #step(record: StepRecord): void {
    const { name, broker, onStep } = this.#context
    const step = (this.#machine as Partition).step(record)
    broker.trace.line(name, `applied ${this.#subject} ${record.offset}, ${step.outputs.length} outputs`)
    onStep(this.partition, record, step)
    this.#publisher?.offer(step.outputs)
  }

  #makePublisher(published: PerStream<Published>): OutputPublisher {
    const { broker, connection, names, clock, tops, onFailure } = this.#context
    for (const { open } of [published.facts, published.deliveries])
      if (open) broker.trace.count('outputs found above the floor')
    return new OutputPublisher({
      broker: connection,
      names,
      partition: this.partition,
      clock,
      log: silentLog,
      published,
      tops,
      onStored: () => {},
      onRoom: () => this.#wake(),
      onFatal: onFailure,
    })
  }

  async #readPublished(): Promise<PerStream<Published>> {
    const { connection, clock, names, deadLetters } = this.#context
    const { namespace, factStream, deliveryStream } = names
    const number = nnn(this.partition)
    const kinds = ['*', '*.*', '*.*.*'].map((kind) => `${namespace}.fact.${kind}.${number}`)
    const channels = [`${namespace}.delivery.*.${number}`]
    const [facts, deliveries] = await Promise.all([
      readPublished(connection, clock, factStream, this.partition, kinds),
      readPublished(connection, clock, deliveryStream, this.partition, channels),
    ])
    return { facts, deliveries, deadLetters: deadLetters.get(this.partition) ?? new Published() }
  }
}
