import type { Clock } from '../base/clock.js'
import { errorLine } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Broker, WorkMessage } from '../cluster/broker.js'
import type { Names } from '../event/subjects.js'
import type { Meter } from '../metrics/table.js'
import type { Delivery } from '../partition/output.js'
import type { Content, SendResult } from '../plugin/plugin.js'
import { shortReason } from '../plugin/send-result.js'
import { backoffMs, retryMs } from './backoff.js'
import { type ChannelCall, callChannel } from './channel-call.js'
import type { LoadedChannel } from './channels.js'
import type { Renderer } from './content.js'
import { storeDeadLetter } from './dead-letter.js'
import { beforeDeadline } from './deadline.js'
import { readDelivery } from './delivery-reader.js'
import { SentKeys } from './sent-keys.js'

export interface SenderPorts {
  readonly broker: Broker
  readonly names: Names
  readonly render: Renderer
  readonly meter: Meter
  readonly log: Log
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
}

/** What became of the deliveries of one channel in this process, and where the others are. */
export interface DeliveryCounts {
  sent: number
  retried: number
  rejected: number
  dead: number
  /** Calls of the plugin that have not been answered or given up. */
  underWay: number
  /** Brought by the broker, waiting for a free place. */
  waiting: number
}

type Outcome = 'sent' | 'retried' | 'rejected' | 'dead'

/**
 * Carries the deliveries of one channel instance from the broker to its plugin, a bounded number at once.
 *
 *     take -> waiting -> read, render, call -> sent      -> ack
 *                                           -> retry     -> back to the broker, with a delay
 *                                           -> rejected,
 *                                              tries over -> dead letter stored -> ack
 *
 * Each try is one message of the broker, which counts them: nothing is lost with this process. A call that
 * ignores its abort gives its place to the next one; when too many do, the channel waits.
 */
export class Sender {
  readonly #channel: LoadedChannel
  readonly #ports: SenderPorts
  readonly #waiting: WorkMessage[] = []
  readonly #inHand = new Set<WorkMessage>()
  readonly #calls = new Set<ChannelCall>()
  readonly #sent = new SentKeys(LIMITS.deliveryKeysMax)
  readonly #outcomes: Record<Outcome, number> = { sent: 0, retried: 0, rejected: 0, dead: 0 }
  #underWay = 0
  #strays = 0
  #stopping = false
  #aborted = false
  #idle: (() => void) | undefined
  #endPauses = new Set<() => void>()
  #cancelBeat: () => void

  constructor(channel: LoadedChannel, ports: SenderPorts) {
    this.#channel = channel
    this.#ports = ports
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
    return { ...this.#outcomes, underWay: this.#underWay, waiting: this.#waiting.length }
  }

  /** Gives back what waits, waits for what is under way, aborts what takes too long. Nothing may be taken after. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const message of this.#waiting.splice(0)) this.#giveBack(message, backoffMs(1, this.#ports.random))
    if (!(await this.#becomesIdle(LIMITS.deliveryDrainMsMax))) {
      this.#aborted = true
      for (const call of this.#calls) call.abort('the process stops')
      for (const end of this.#endPauses) end()
      await this.#becomesIdle(LIMITS.deliveryAbortMsMax)
    }
    this.#cancelBeat()
  }

  #pump(): void {
    const { concurrency } = this.#channel.limits
    while (this.#underWay < concurrency && this.#strays < LIMITS.deliveryStraysMax) {
      const message = this.#waiting.shift()
      if (message === undefined) break
      this.#underWay++
      void this.#carry(message)
    }
    if (this.#underWay === 0) this.#idle?.()
  }

  async #carry(message: WorkMessage): Promise<void> {
    try {
      await this.#deliver(message)
    } catch (error) {
      this.#ports.log.error('a delivery could not be settled', { reason: errorLine(error) })
      this.#giveBack(message, backoffMs(message.attempt, this.#ports.random))
    }
    this.#inHand.delete(message)
    this.#underWay--
    this.#pump()
  }

  async #deliver(message: WorkMessage): Promise<void> {
    const { attempts } = this.#channel.limits
    const read = readDelivery(message.bytes, this.#channel.name)
    if (!read.ok) return this.#bury(message, 'dead', read.reason)
    const { delivery } = read
    if (this.#sent.has(delivery.key)) return message.ack()
    if (message.attempt > attempts + LIMITS.deliverySpareAttemptsMax)
      return this.#bury(message, 'dead', 'tries over: the process ended again and again while it was sent')
    const rendered = this.#ports.render(delivery)
    if (!rendered.ok && !rendered.again) return this.#bury(message, 'dead', rendered.reason)
    const result: SendResult = rendered.ok
      ? await this.#call(delivery, rendered.content, message.attempt)
      : { kind: 'retry', reason: rendered.reason }
    switch (result.kind) {
      case 'sent':
        this.#sent.add(delivery.key)
        this.#count('sent')
        return message.ack()
      case 'rejected':
        return this.#bury(message, 'rejected', `rejected: ${result.reason}`)
      case 'retry':
        if (this.#aborted) return this.#giveBack(message, backoffMs(1, this.#ports.random))
        if (message.attempt >= attempts) return this.#bury(message, 'dead', `tries over: ${result.reason}`)
        this.#count('retried')
        return this.#giveBack(message, retryMs(message.attempt, result.afterMs, this.#ports.random))
    }
  }

  async #call(delivery: Delivery, content: Content, attempt: number): Promise<SendResult> {
    const { clock, meter } = this.#ports
    const { channel, name, limits } = this.#channel
    const { key, at, profile, to, journey, instance } = delivery
    const begun = clock.now()
    const message = { key, channel: name, at, profile, to, content, journey, instance }
    const call = callChannel(channel, message, attempt, { timeoutMs: limits.timeoutMs, clock })
    this.#calls.add(call)
    const result = await call.result
    this.#calls.delete(call)
    meter.observe('delivery_send_seconds', { channel: name }, (clock.now() - begun) / 1000)
    this.#watchStray(call)
    return result
  }

  /** A call that does not come back after its abort is counted until it does. */
  #watchStray(call: ChannelCall): void {
    this.#strays++
    if (this.#strays === LIMITS.deliveryStraysMax)
      this.#ports.log.error('a channel waits: its plugin does not end its calls when told to', {
        channel: this.#channel.name,
      })
    void call.settled.then(() => {
      this.#strays--
      this.#pump()
    })
  }

  /** Puts a delivery into the dead-letter stream, however long that takes, and only then acknowledges it. */
  async #bury(message: WorkMessage, outcome: 'rejected' | 'dead', reason: string): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        await storeDeadLetter(this.#ports, message, reason)
        break
      } catch (error) {
        if (this.#stopping) return this.#giveBack(message, backoffMs(1, this.#ports.random))
        this.#ports.log.warn('a dead letter could not be stored', { reason: shortReason(errorLine(error)) })
        await this.#pause(backoffMs(failures, this.#ports.random))
      }
    }
    this.#count(outcome)
    this.#ports.meter.count('dead_letters_total', { what: 'delivery' })
    await message.ack()
  }

  #count(outcome: Outcome): void {
    this.#outcomes[outcome]++
    this.#ports.meter.count('deliveries_total', { channel: this.#channel.name, outcome })
  }

  #giveBack(message: WorkMessage, delayMs: number): void {
    this.#inHand.delete(message)
    message.retry(delayMs)
  }

  /** Tells the broker that what is in hand is not forgotten. */
  #beat(): () => void {
    return this.#ports.clock.timer(LIMITS.deliveryAckMsMax / 3, () => {
      for (const message of this.#inHand) message.working()
      this.#cancelBeat = this.#beat()
    })
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#ports.clock.timer(ms, resolve)
      const end = () => {
        cancel()
        resolve()
      }
      this.#endPauses.add(end)
    })
  }

  async #becomesIdle(ms: number): Promise<boolean> {
    if (this.#underWay === 0) return true
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve
    })
    return beforeDeadline(idle, ms, this.#ports.clock, 'drain').then(
      () => true,
      () => false,
    )
  }
}
