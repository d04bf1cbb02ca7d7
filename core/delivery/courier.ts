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
import { readDelivery } from './delivery-reader.js'
import { SettledKeys } from './settled-keys.js'

export interface CourierPorts {
  readonly broker: Pick<Broker, 'publish'>
  readonly names: Names
  readonly render: Renderer
  readonly meter: Meter
  readonly log: Log
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
}

export type Outcome = 'sent' | 'retried' | 'rejected' | 'dead'

/**
 * Brings single deliveries of one channel instance to their end.
 *
 *     read, render, call -> sent      -> ack
 *                        -> retry     -> back to the broker, with a delay
 *                        -> rejected,
 *                           tries over,
 *                           unusable  -> dead letter stored -> ack
 *
 * Each try is one message of the broker, which counts them, so the count outlives this process.
 */
export class Courier {
  readonly outcomes: Record<Outcome, number> = { sent: 0, retried: 0, rejected: 0, dead: 0 }
  readonly #channel: LoadedChannel
  readonly #ports: CourierPorts
  readonly #onCallEnded: () => void
  readonly #settled = new SettledKeys(LIMITS.deliveryKeysMax)
  readonly #calls = new Set<ChannelCall>()
  readonly #pauses = new Set<() => void>()
  #strays = 0
  #toldAt = Number.NEGATIVE_INFINITY
  /** Failures since the last line that told of one. */
  #untold = 0
  #stopping = false
  #aborted = false

  /** @param onCallEnded called when a call has come back that had been given up */
  constructor(channel: LoadedChannel, ports: CourierPorts, onCallEnded: () => void) {
    this.#channel = channel
    this.#ports = ports
    this.#onCallEnded = onCallEnded
  }

  /** True when so many calls ignore their abort that no more may be made. */
  get jammed(): boolean {
    return this.#strays >= LIMITS.deliveryStraysMax
  }

  /** Settles a message: acknowledges it, or gives it back to the broker. */
  async deliver(message: WorkMessage): Promise<void> {
    const read = readDelivery(message.bytes, this.#channel.name)
    if (!read.ok) return this.#bury(message, 'dead', read.reason)
    const { delivery } = read
    if (this.#settled.has(delivery.key) || this.#settled.has(place(message))) return message.ack()
    if (message.attempt > this.#channel.limits.attempts + LIMITS.deliverySpareAttemptsMax)
      return this.#bury(message, 'dead', 'tries over: it was taken up again and again and never settled')
    const rendered = this.#ports.render(delivery)
    if (!rendered.ok && !rendered.again) return this.#bury(message, 'dead', rendered.reason)
    const result: SendResult = rendered.ok
      ? await this.#call(delivery, rendered.content, message.attempt)
      : { kind: 'retry', reason: rendered.reason }
    return this.#settle(message, delivery, result)
  }

  /** From now on nothing is waited for but the calls under way. */
  stop(): void {
    this.#stopping = true
    for (const end of this.#pauses) end()
  }

  /** Gives up the calls under way; their deliveries go back to the broker without a try counted. */
  abort(): void {
    this.#aborted = true
    for (const call of this.#calls) call.abort('the process stops')
  }

  async #settle(message: WorkMessage, delivery: Delivery, result: SendResult): Promise<void> {
    switch (result.kind) {
      case 'sent':
        this.#settled.add(delivery.key)
        this.#count('sent')
        return message.ack()
      case 'rejected':
        return this.#bury(message, 'rejected', `rejected: ${result.reason}`)
      case 'retry':
        if (this.#aborted) return message.retry(backoffMs(1, this.#ports.random))
        if (message.attempt >= this.#channel.limits.attempts)
          return this.#bury(message, 'dead', `tries over: ${result.reason}`)
        this.#count('retried')
        this.#tell('a send failed and is tried again', result.reason, delivery.key)
        return message.retry(retryMs(message.attempt, result.afterMs, this.#ports.random))
    }
  }

  async #call(delivery: Delivery, content: Content, attempt: number): Promise<SendResult> {
    const { clock, meter } = this.#ports
    const { channel, name, limits } = this.#channel
    const { key, at, profile, to, journey, instance } = delivery
    const message = { key, channel: name, at, profile, to, content, journey, instance }
    const begun = clock.now()
    const call = callChannel(channel, message, attempt, { timeoutMs: limits.timeoutMs, clock })
    this.#calls.add(call)
    const result = await call.result
    this.#calls.delete(call)
    meter.observe('delivery_send_seconds', { channel: name }, (clock.now() - begun) / 1000)
    if (!call.hasEnded()) this.#watchStray(call)
    return result
  }

  #watchStray(call: ChannelCall): void {
    this.#strays++
    if (this.jammed)
      this.#ports.log.error('the channel waits: its plugin does not end calls that were aborted')
    void call.ended.then(() => {
      this.#strays--
      this.#onCallEnded()
    })
  }

  /** Stores a dead letter, however long that takes, and only then acknowledges the delivery. */
  async #bury(message: WorkMessage, outcome: 'rejected' | 'dead', reason: string): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        await storeDeadLetter(this.#ports, message, reason)
        break
      } catch (error) {
        if (this.#stopping) return message.retry(backoffMs(1, this.#ports.random))
        this.#ports.log.warn('a dead letter could not be stored', { reason: shortReason(errorLine(error)) })
        await this.#pause(backoffMs(failures, this.#ports.random))
      }
    }
    this.#settled.add(place(message))
    this.#tell(`a delivery became a dead letter (${outcome})`, reason, message.messageId)
    this.#count(outcome)
    this.#ports.meter.count('dead_letters_total', { what: 'delivery' })
    return message.ack()
  }

  /** One line now and then, however many fail: the counts are in the metrics. */
  #tell(what: string, reason: string, key: string): void {
    const now = this.#ports.clock.now()
    this.#untold++
    if (now < this.#toldAt + LIMITS.deliveryTellMs) return
    this.#ports.log.warn(what, { reason: shortReason(reason), key, since: this.#untold })
    this.#toldAt = now
    this.#untold = 0
  }

  #count(outcome: Outcome): void {
    this.outcomes[outcome]++
    this.#ports.meter.count('deliveries_total', { channel: this.#channel.name, outcome })
  }

  /** Waits; `stop` ends the wait early. */
  async #pause(ms: number): Promise<void> {
    let end = () => {}
    let cancel = () => {}
    await new Promise<void>((resolve) => {
      end = resolve
      this.#pauses.add(end)
      cancel = this.#ports.clock.timer(ms, resolve)
    })
    cancel()
    this.#pauses.delete(end)
  }
}

/** Where a message stands in its stream, apart from all keys. */
function place(message: WorkMessage): string {
  return `\n${message.sequence}`
}
