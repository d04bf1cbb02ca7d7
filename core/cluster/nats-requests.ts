import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Wire, WireMessage } from './nats-wire.js'

interface Pending {
  readonly due: number
  readonly settle: (answer: WireMessage | null) => void
}

const SWEEP_MS = 100

/**
 * Requests over one shared inbox and one timer: the client's own request makes a promise race and a timer
 * for each, which is dear at tens of thousands a second.
 */
export class Requests {
  readonly #wire: Wire
  readonly #prefix: string
  readonly #pending = new Map<string, Pending>()
  readonly #stops: Array<() => void>
  #count = 0
  #sweep: NodeJS.Timeout | undefined

  constructor(wire: Wire) {
    this.#wire = wire
    this.#prefix = `${wire.newInbox()}.`
    this.#stops = [
      wire.subscribe(`${this.#prefix}*`, (message) => this.#onAnswer(message)),
      // What was on its way is lost or its answer is: nobody has to wait for the timeout.
      wire.onChange((change) => change === 'down' && this.#settleAll()),
    ]
  }

  /**
   * Sends and waits for one answer. Null when there was none in time or the connection broke: what was sent
   * may or may not have arrived. An answer with status 503 says that no one listens.
   * @throws WaymarkError BROKER_FULL when too many requests wait already
   */
  send(
    subject: string,
    bytes: Uint8Array,
    timeoutMs: number,
    headers?: Uint8Array,
  ): Promise<WireMessage | null> {
    if (this.#pending.size >= LIMITS.brokerFlightMax)
      return Promise.reject(
        new WaymarkError('BROKER_FULL', `${this.#pending.size} requests wait for the broker`, 'send less'),
      )
    const token = (this.#count++).toString(36)
    return new Promise((settle, reject) => {
      this.#pending.set(token, { due: performance.now() + timeoutMs, settle })
      this.#sweep ??= setInterval(() => this.#expire(), SWEEP_MS)
      try {
        this.#wire.publish(subject, bytes, this.#prefix + token, headers)
      } catch (error) {
        this.#pending.delete(token)
        reject(error)
      }
    })
  }

  /** Whatever still waits gets null. */
  close(): void {
    for (const stop of this.#stops) stop()
    this.#settleAll()
    clearInterval(this.#sweep)
  }

  #onAnswer(message: WireMessage): void {
    const token = message.subject.slice(this.#prefix.length)
    const pending = this.#pending.get(token)
    if (pending === undefined) return
    this.#pending.delete(token)
    pending.settle(message)
  }

  #expire(): void {
    const now = performance.now()
    for (const [token, pending] of this.#pending) {
      if (pending.due > now) continue
      this.#pending.delete(token)
      pending.settle(null)
    }
    if (this.#pending.size > 0) return
    clearInterval(this.#sweep)
    this.#sweep = undefined
  }

  #settleAll(): void {
    const waiting = [...this.#pending.values()]
    this.#pending.clear()
    for (const pending of waiting) pending.settle(null)
  }
}
