import { errorLine } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { WorkMessage } from '../cluster/broker.js'
import { backoffMs } from './backoff.js'
import type { LoadedChannel } from './channels.js'
import { Courier, type CourierPorts, type Outcome } from './courier.js'
import { beforeDeadline } from './deadline.js'

/** What became of the deliveries of one channel in this process, and where the others are. */
export interface DeliveryCounts extends Readonly<Record<Outcome, number>> {
  /** Being sent or settled. */
  readonly underWay: number
  /** Brought by the broker, waiting for a free place. */
  readonly waiting: number
}

/**
 * The deliveries of one channel instance in this process: a bounded number under way at once, the others in
 * order of arrival (the broker bounds how many), all of them kept alive at the broker. A call that ignores
 * its abort gives its place to the next one; when too many do, the channel waits for one of them.
 */
export class Sender {
  readonly #ports: CourierPorts
  readonly #concurrency: number
  readonly #courier: Courier
  readonly #waiting: WorkMessage[] = []
  readonly #inHand = new Set<WorkMessage>()
  #underWay = 0
  #stopping = false
  #onIdle = () => {}
  #cancelBeat: () => void

  constructor(channel: LoadedChannel, ports: CourierPorts) {
    this.#ports = ports
    this.#concurrency = channel.limits.concurrency
    this.#courier = new Courier(channel, ports, () => this.#pump())
    this.#cancelBeat = this.#beat()
  }

  /** A message of the broker: it will be acknowledged or given back, never forgotten. */
  take(message: WorkMessage): void {
    if (this.#stopping) return message.retry(backoffMs(1, this.#ports.random))
    this.#inHand.add(message)
    this.#waiting.push(message)
    this.#pump()
  }

  get counts(): DeliveryCounts {
    return { ...this.#courier.outcomes, underWay: this.#underWay, waiting: this.#waiting.length }
  }

  /** Gives back what waits, waits for what is under way, gives up what takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#courier.stop()
    for (const message of this.#waiting.splice(0)) {
      this.#inHand.delete(message)
      message.retry(backoffMs(1, this.#ports.random))
    }
    if (!(await this.#idleWithin(LIMITS.deliveryDrainMsMax))) {
      this.#courier.abort()
      await this.#idleWithin(LIMITS.deliveryAbortMsMax)
    }
    this.#cancelBeat()
  }

  #pump(): void {
    while (this.#underWay < this.#concurrency && !this.#courier.jammed) {
      const message = this.#waiting.shift()
      if (message === undefined) break
      this.#underWay++
      void this.#carry(message)
    }
    if (this.#underWay === 0) this.#onIdle()
  }

  async #carry(message: WorkMessage): Promise<void> {
    try {
      await this.#courier.deliver(message)
    } catch (error) {
      this.#ports.log.warn('a delivery could not be settled; the broker brings it again', {
        reason: errorLine(error),
      })
      message.retry(backoffMs(message.attempt, this.#ports.random))
    }
    this.#inHand.delete(message)
    this.#underWay--
    this.#pump()
  }

  /** Tells the broker, again and again, that what is in hand is not forgotten. */
  #beat(): () => void {
    return this.#ports.clock.timer(LIMITS.deliveryAckMsMax / 3, () => {
      for (const message of this.#inHand) message.working()
      this.#cancelBeat = this.#beat()
    })
  }

  async #idleWithin(ms: number): Promise<boolean> {
    if (this.#underWay === 0) return true
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve
    })
    return beforeDeadline(idle, ms, this.#ports.clock, 'draining').then(
      () => true,
      () => false,
    )
  }
}
