import { waymark } from '#proto'
import type { Clock } from '../base/clock.js'
import { errorLine } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Broker } from './broker.js'
import type { BrokerClock } from './broker-clock.js'

export interface TickerSettings {
  readonly broker: Pick<Broker, 'publish'>
  /** Subject of the partition's log. */
  readonly subject: string
  readonly clock: Clock
  readonly time: BrokerClock
  readonly log: Log
  /** True while records wait or are at work: they bring the time themselves. */
  readonly busy: () => boolean
}

const RETRY_MS = 1_000
/** The longest delay that Node's timers take. */
const TIMER_MS_MAX = 2 ** 31 - 1
const TICK = waymark.Record.encode({ tick: {} }).finish()

/**
 * Appends a `Tick` to a partition's own log when a timer is due and nothing else comes that would bring the
 * time on. At most one is on its way; the next one follows `LIMITS.tickSpacingMsMin` later at the earliest.
 */
export class Ticker {
  readonly #settings: TickerSettings
  #due = Number.POSITIVE_INFINITY
  #armedFor = Number.POSITIVE_INFINITY
  #disarm: (() => void) | undefined
  #underWay = false
  /** The tick that was stored and is yet to come by. */
  #sent: { sequence: number; sentAt: number; answeredAt: number } | undefined
  /** The newest record applied. */
  #last = { offset: 0, time: 0 }
  #notBefore = 0
  #failing = false
  #stopped = false

  constructor(settings: TickerSettings) {
    this.#settings = settings
  }

  /** Records were applied: the newest has this offset and time, and the next timer is due then. */
  applied(offset: number, time: number, nextDue: number): void {
    this.#settings.time.seen(time)
    this.#last = { offset, time }
    this.#due = nextDue
    this.#meet()
    this.#arm()
  }

  stop(): void {
    this.#stopped = true
    this.#disarm?.()
  }

  /** The tick may come by before its acknowledgement does, or behind it. */
  #meet(): void {
    const sent = this.#sent
    if (sent === undefined || this.#last.offset < sent.sequence) return
    if (this.#last.offset === sent.sequence)
      this.#settings.time.measured(sent.sentAt, sent.answeredAt, this.#last.time)
    this.#sent = undefined
  }

  #arm(): void {
    const { clock, time } = this.#settings
    if (this.#stopped || this.#underWay || this.#sent !== undefined) return
    if (this.#due === Number.POSITIVE_INFINITY) {
      this.#disarm?.()
      this.#disarm = undefined
      return
    }
    // A millisecond later: timestamps are cut to milliseconds, and a tick before its time is for nothing.
    const at = Math.max(this.#due + 1, this.#notBefore)
    if (this.#disarm !== undefined && this.#armedFor === at) return
    this.#disarm?.()
    this.#armedFor = at
    this.#disarm = clock.timer(Math.min(TIMER_MS_MAX, Math.max(0, Math.ceil(at - time.now()))), () => {
      this.#disarm = undefined
      if (time.now() < at) this.#arm()
      else if (!this.#settings.busy()) void this.#tick()
      // When busy, `applied` follows and arms again.
    })
  }

  async #tick(): Promise<void> {
    const { broker, subject, clock, time, log } = this.#settings
    this.#underWay = true
    const sentAt = clock.now()
    this.#notBefore = time.now() + LIMITS.tickSpacingMsMin
    try {
      const { sequence } = await broker.publish(subject, TICK)
      this.#sent = { sequence, sentAt, answeredAt: clock.now() }
      this.#failing = false
      this.#meet()
    } catch (error) {
      if (!this.#failing) log.warn(`cannot append a tick to ${subject}`, { reason: errorLine(error) })
      this.#failing = true
      this.#notBefore = time.now() + RETRY_MS
    }
    this.#underWay = false
    this.#arm()
  }
}
