import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import type { DeadLetterOutput, Output } from '../partition/output.js'
import type { Broker } from './broker.js'
import { type Flight, OutputFlow, type StreamTop } from './output-flow.js'
import type { Published } from './published.js'

/** The streams whose messages carry the ids of outputs. */
type OutputStream = 'facts' | 'deliveries' | 'deadLetters'
export type PerStream<T> = Readonly<Record<OutputStream, T>>

export interface PublisherSettings {
  readonly broker: Pick<Broker, 'publish' | 'payloadBytesMax'>
  readonly names: Names
  readonly partition: number
  readonly clock: Clock
  readonly log: Log
  readonly published: PerStream<Published>
  readonly tops: PerStream<StreamTop>
  /** Called once for each fact, delivery and dead letter that the broker did not have and now has. */
  readonly onStored: (output: Output) => void
  /** Called when `full` ends. */
  readonly onRoom: () => void
  /** Called when an output can never be published: the partition must stop. */
  readonly onFatal: (error: Error) => void
}

/** Counted for each waiting output on top of its bytes. */
const OVERHEAD_BYTES = 256
/** Room for headers and subject within the broker's largest message. */
const HEADER_BYTES = 1024
const EXCERPT_BYTES = 64 * 1024

/**
 * Publishes what one partition says, each stream in order, at most `LIMITS.outputFlightMax` under way.
 * It never drops an output and never gives up: while the broker refuses or is away it tries again, `full`
 * becomes true, and the partition's log is read no further.
 */
export class OutputPublisher {
  readonly #settings: PublisherSettings
  readonly #flight: Flight = { count: 0 }
  readonly #streams: PerStream<OutputFlow>
  readonly #links = new Map<number, OutputFlow>()
  #flows: OutputFlow[]
  #waitingBytes = 0
  #full = false
  #turn = 0
  #flushed: (() => void)[] = []

  constructor(settings: PublisherSettings) {
    this.#settings = settings
    const { names } = settings
    this.#streams = {
      facts: this.#flow(names.factStream, 'facts'),
      deliveries: this.#flow(names.deliveryStream, 'deliveries'),
      deadLetters: this.#flow(names.deadLetterStream, 'deadLetters'),
    }
    this.#flows = Object.values(this.#streams)
  }

  /** Takes the outputs of one step, in order. Those which are out already are left out. */
  offer(outputs: readonly Output[]): void {
    for (const output of outputs) this.#offer(output)
    this.#pump()
  }

  /** True while so much waits that no more should be offered. */
  get full(): boolean {
    return this.#full
  }

  /** Resolves when everything offered is stored. */
  async flush(): Promise<void> {
    if (this.#waitingBytes > 0) await new Promise<void>((resolve) => this.#flushed.push(resolve))
  }

  /** Resolves when everything offered so far is stored; what is offered meanwhile does not count. */
  async storedSoFar(): Promise<void> {
    await Promise.all(this.#flows.map((flow) => flow.stored()))
  }

  stop(): void {
    for (const flow of this.#flows) flow.stop()
  }

  #offer(given: Output): void {
    const output = this.#fitting(given)
    if (output === null) return
    this.#waitingBytes += output.bytes.length + OVERHEAD_BYTES
    if (this.#waitingBytes >= LIMITS.outputWaitingBytesMax) this.#full = true
    this.#flowOf(output).offer(output, this.#subject(output))
  }

  #flowOf(output: Output): OutputFlow {
    switch (output.to) {
      case 'fact':
        return this.#streams.facts
      case 'delivery':
        return this.#streams.deliveries
      case 'dead-letter':
        return this.#streams.deadLetters
      case 'link':
        return this.#link(output.target)
    }
  }

  #subject(output: Output): string {
    const { names, partition } = this.#settings
    switch (output.to) {
      case 'fact':
        return names.fact(output.kind, partition)
      case 'delivery':
        return names.delivery(output.channel, partition)
      case 'dead-letter':
        return names.deadLetter(output.what)
      case 'link':
        return names.log(output.target)
    }
  }

  /** An output that the broker can store: one that is too large becomes a dead letter with an excerpt. */
  #fitting(output: Output): Output | null {
    const bytesMax = this.#settings.broker.payloadBytesMax - HEADER_BYTES
    if (output.bytes.length <= bytesMax) return output
    const reason = `${output.to} of ${output.bytes.length} bytes; the broker takes ${bytesMax}`
    if (output.to === 'link') {
      const what = `partition ${this.#settings.partition} has too much to say to ${output.target}: ${reason}`
      this.#settings.onFatal(new WaymarkError('BROKER_UNSUITABLE', what, "raise the broker's max_payload"))
      return null
    }
    const bytes = output.bytes.slice(0, Math.min(EXCERPT_BYTES, bytesMax))
    return { to: 'dead-letter', id: output.id, what: output.to, reason, bytes } satisfies DeadLetterOutput
  }

  #link(target: number): OutputFlow {
    const known = this.#links.get(target)
    if (known !== undefined) return known
    const flow = this.#flow(this.#settings.names.logStream(target), null)
    this.#links.set(target, flow)
    this.#flows.push(flow)
    return flow
  }

  #flow(name: string, stream: OutputStream | null): OutputFlow {
    const { broker, clock, log, published, tops, onStored } = this.#settings
    return new OutputFlow({
      broker,
      clock,
      log,
      name,
      flight: this.#flight,
      order:
        stream === null ? { by: 'position' } : { by: 'id', published: published[stream], top: tops[stream] },
      onStored: stream === null ? () => {} : onStored,
      onLeft: (output) => this.#left(output),
      onSettled: () => this.#pump(),
    })
  }

  #left(output: Output): void {
    this.#waitingBytes -= output.bytes.length + OVERHEAD_BYTES
    if (this.#full && this.#waitingBytes * 2 < LIMITS.outputWaitingBytesMax) {
      this.#full = false
      this.#settings.onRoom()
    }
    if (this.#waitingBytes > 0) return
    const flushed = this.#flushed
    this.#flushed = []
    for (const resolve of flushed) resolve()
  }

  /** Lets the flows send, another one first each time, so that none starves for a place in the flight. */
  #pump(): void {
    const count = this.#flows.length
    this.#turn = (this.#turn + 1) % count
    for (let i = 0; i < count; i++) {
      if (this.#flight.count >= LIMITS.outputFlightMax) return
      this.#flows[(this.#turn + i) % count]?.pump()
    }
  }
}
