/**
 * The outputs of one partition to one stream, in order, with many publishes under way at once.
 *
 *     head                next                        window: sent, some of them already stored
 *      v                   v
 *      [ stored? | flying | waiting | waiting … ]
 *
 * When a publish fails or its fate is unknown nothing new is sent until all publishes under way have settled;
 * then everything from the head on is sent again, in order (go-back-N).
 *
 * - `by-id`: facts, deliveries, dead letters. They carry their id as `Nats-Msg-Id`, so what the broker has
 *   already is not stored twice, and only what was not acknowledged is sent again.
 * - `by-position`: links. Their receiver takes n only after n-1 and ignores it otherwise, so what counts is
 *   the place in the log: n is done when a copy of it lies behind a copy of n-1 that is done. Answers tell
 *   the place; a link found before its predecessor is sent again. Therefore links carry no
 *   `Nats-Msg-Id`: the broker would drop the second copy, the only one that the receiver can take. Copies too
 *   many are dropped by the receiver by their n.
 */
import type { Clock } from '../base/clock.js'
import { errorLine } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Output } from '../partition/output.js'
import type { Broker, PublishAck, PublishOptions } from './broker.js'
import { Fifo } from './fifo.js'
import { AFTER_HEADER, type Published } from './published.js'

/** Publishes under way, shared by all flows of a partition. */
export interface Flight {
  count: number
}

/** The highest sequence that this process knows to be in a stream, shared by all flows to it. */
export interface StreamTop {
  sequence: number
}

export interface FlowSettings {
  readonly broker: Pick<Broker, 'publish'>
  readonly clock: Clock
  readonly log: Log
  /** Of the stream or the receiving partition, named in logs. */
  readonly name: string
  readonly flight: Flight
  readonly order: { readonly by: 'position' } | { readonly by: 'id'; published: Published; top: StreamTop }
  /** Called once per output, when the broker has it for the first time. */
  readonly onStored: (output: Output) => void
  /** Called once per output, in order, when nothing more has to be done about it. */
  readonly onLeft: (output: Output) => void
  /** Called when `pump` may find something to send. */
  readonly onSettled: () => void
}

interface Item {
  readonly output: Output
  readonly subject: string
  state: 'waiting' | 'flying' | 'stored'
  failed: boolean
  /** Of the newest acknowledgement. */
  sequence: number
  /** Its sequence will be higher than this; -1 until it is first sent. */
  after: number
}

/** Why a dead letter is one. */
const REASON_HEADER = 'Waymark-Reason'

const BACKOFF_MS = 20

export class OutputFlow {
  readonly #settings: FlowSettings
  readonly #items = new Fifo<Item>()
  #next = 0
  #flying = 0
  /** by-position: sequence of the last link that is done. */
  #done = 0
  #floor: string
  #rewinding = false
  /** Times that the flow has gone back since a publish failed. */
  #failedRounds = 0
  #offered = 0
  #left = 0
  /** Who waits until so many have left. */
  #waiting: { readonly left: number; readonly resolve: () => void }[] = []
  #cancelBackoff: (() => void) | undefined
  #stopped = false

  constructor(settings: FlowSettings) {
    this.#settings = settings
    this.#floor = settings.order.by === 'id' ? settings.order.published.floor : ''
  }

  /** Adds an output behind the others; `pump` sends it. */
  offer(output: Output, subject: string): void {
    const { order } = this.#settings
    const stored = order.by === 'id' && order.published.has(output.id)
    const state = stored ? 'stored' : 'waiting'
    const item: Item = { output, subject, state, failed: false, sequence: 0, after: -1 }
    if (order.by === 'id') {
      if (order.published.open) item.after = order.published.after
      if (stored) order.published.passed(output.id)
    }
    this.#items.push(item)
    this.#offered++
    if (stored) this.#advance()
  }

  /** Sends what may be sent. */
  pump(): void {
    while (!this.#rewinding && !this.#stopped && this.#settings.flight.count < LIMITS.outputFlightMax) {
      const item = this.#items.at(this.#next)
      if (item === undefined) return
      this.#next++
      if (item.state === 'waiting') void this.#send(item)
    }
  }

  /** Resolves when nothing more has to be done about what was offered so far. */
  async stored(): Promise<void> {
    const left = this.#offered
    if (this.#left < left) await new Promise<void>((resolve) => this.#waiting.push({ left, resolve }))
  }

  /** Sends nothing more; what is under way is left to its fate. */
  stop(): void {
    this.#stopped = true
    this.#cancelBackoff?.()
  }

  async #send(item: Item): Promise<void> {
    const { broker, flight } = this.#settings
    item.state = 'flying'
    this.#flying++
    flight.count++
    const outcome = await broker
      .publish(item.subject, item.output.bytes, this.#options(item))
      .catch((failure: unknown) => ({ failure }))
    this.#flying--
    flight.count--
    if (this.#stopped) return
    if ('failure' in outcome) this.#failed(item, outcome.failure)
    else this.#stored(item, outcome)
    this.#advance()
    if (this.#rewinding && this.#flying === 0) this.#goBack()
    this.#settings.onSettled()
  }

  #options(item: Item): PublishOptions {
    const { order } = this.#settings
    if (order.by === 'position') return {}
    if (item.after < 0) item.after = order.top.sequence
    const after = this.#items.at(0)?.after ?? item.after
    const headers: Record<string, string> = { [AFTER_HEADER]: `${after} ${this.#floor || '-'}` }
    if (item.output.to === 'dead-letter') headers[REASON_HEADER] = headerText(item.output.reason)
    return { messageId: item.output.id, headers }
  }

  #stored(item: Item, ack: PublishAck): void {
    const { order, onStored } = this.#settings
    const first = item.sequence === 0
    item.state = 'stored'
    item.sequence = ack.sequence
    if (order.by === 'id' && ack.sequence > order.top.sequence) order.top.sequence = ack.sequence
    if (first) onStored(item.output)
  }

  #failed(item: Item, failure: unknown): void {
    const { log, name } = this.#settings
    item.state = 'waiting'
    item.failed = true
    this.#rewinding = true
    if (this.#failedRounds > 0) return
    this.#failedRounds = 1
    log.warn(`cannot publish to ${name}, trying again until it works`, { reason: errorLine(failure) })
  }

  /** Lets go of what is done at the head. */
  #advance(): void {
    const { order, onLeft } = this.#settings
    for (;;) {
      const head = this.#items.at(0)
      if (head === undefined || head.state !== 'stored') return
      if (order.by === 'position' && head.sequence <= this.#done) {
        this.#rewinding = true
        return
      }
      this.#done = head.sequence
      this.#floor = head.output.id
      this.#items.shift()
      if (this.#next > 0) this.#next--
      if (head.failed) this.#recovered()
      onLeft(head.output)
      this.#left++
      while ((this.#waiting[0]?.left ?? Number.POSITIVE_INFINITY) <= this.#left)
        this.#waiting.shift()?.resolve()
    }
  }

  #recovered(): void {
    if (this.#failedRounds === 0) return
    this.#failedRounds = 0
    this.#settings.log.info(`publishing to ${this.#settings.name} works again`)
  }

  /** Nothing is under way: starts again from the head. */
  #goBack(): void {
    if (this.#settings.order.by === 'position') {
      for (let place = 0; place < this.#next; place++) {
        const item = this.#items.at(place)
        if (item !== undefined) item.state = 'waiting'
      }
    }
    this.#next = 0
    const again = (): void => {
      this.#rewinding = false
      this.#settings.onSettled()
    }
    if (this.#failedRounds === 0) {
      again()
      return
    }
    const delay = Math.min(LIMITS.publishBackoffMsMax, BACKOFF_MS * 2 ** this.#failedRounds++)
    this.#cancelBackoff = this.#settings.clock.timer(delay, again)
  }
}

function headerText(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, LIMITS.reasonLengthMax)
}
