import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Broker } from '../cluster/broker.js'
import type { Event } from '../event/event.js'
import type { Names } from '../event/subjects.js'
import { Linger } from './linger.js'
import type { LogRoom } from './log-room.js'
import { PartitionQueue } from './partition-queue.js'

export interface AppenderParts {
  readonly broker: Pick<Broker, 'connected' | 'publish'>
  readonly names: Names
  readonly partitions: number
  readonly encode: (events: readonly Event[]) => Uint8Array
  /** At rest. */
  readonly lingerMs: number
  readonly room: Pick<LogRoom, 'isTaken' | 'sent'>
  readonly clock: Clock
}

/** An event with the partition that it goes to and its weight (`Measure`). */
export interface RoutedEvent {
  readonly event: Event
  readonly partition: number
  readonly size: number
}

/** Brings events into the partition logs, in batches over all requests, within a bound. */
export class Appender {
  readonly #parts: AppenderParts
  readonly #linger: Linger
  readonly #queues: readonly PartitionQueue[]
  readonly #id = randomUUID()
  #records = 0
  #pending = 0
  #lingering = true

  constructor(parts: AppenderParts) {
    this.#parts = parts
    this.#linger = new Linger(parts.lingerMs)
    this.#queues = Array.from({ length: parts.partitions }, (_, partition) => this.#queue(partition))
  }

  /** Records sent so far. */
  get records(): number {
    return this.#records
  }

  /** Weight of the events that wait for the broker, in bytes. */
  get pendingBytes(): number {
    return this.#pending
  }

  /**
   * Resolves when the broker has all of them.
   * @throws WaymarkError INGEST_FULL before any is taken; BROKER_FULL, BROKER_UNREACHABLE, when some may
   *   have been stored: send all again, ids make the second time harmless
   */
  async append(routed: readonly RoutedEvent[]): Promise<void> {
    let size = 0
    for (const each of routed) size += each.size
    this.#admit(size, routed)
    this.#pending += size
    // All are waited for, so that what is pending is counted for as long as it is.
    const outcomes = await Promise.allSettled(this.#add(routed))
    this.#pending -= size
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  }

  /** From now on nothing lingers: for the end. */
  hurry(): void {
    this.#lingering = false
    for (const queue of this.#queues) queue.flush()
  }

  #admit(size: number, routed: readonly RoutedEvent[]): void {
    if (!this.#parts.broker.connected)
      throw new WaymarkError('BROKER_UNREACHABLE', 'the broker is not connected', 'send again later')
    if (this.#pending + size > LIMITS.ingestPendingBytesMax)
      throw new WaymarkError('INGEST_FULL', 'too many events wait for the broker', 'send again later')
    for (const { partition } of routed)
      if (this.#parts.room.isTaken(partition))
        throw new WaymarkError('BROKER_FULL', `the log of partition ${partition} is full`, 'send again later')
  }

  #add(routed: readonly RoutedEvent[]): Set<Promise<void>> {
    const stored = new Set<Promise<void>>()
    for (const { event, partition, size } of routed)
      stored.add((this.#queues[partition] as PartitionQueue).add(event, size))
    if (!this.#lingering || this.#linger.ms === 0)
      for (const { partition } of routed) this.#queues[partition]?.flush()
    return stored
  }

  #queue(partition: number): PartitionQueue {
    const { broker, clock, names, encode, room } = this.#parts
    const subject = names.log(partition)
    return new PartitionQueue({
      encode,
      publish: (bytes) => {
        this.#linger.sealed(clock.now())
        room.sent(partition, bytes.length)
        return broker.publish(subject, bytes, { messageId: `${this.#id}-${this.#records++}` })
      },
      // Also when it is 0: it may stretch before the record is sent, and then nobody else would send it.
      linger: (call) => clock.timer(this.#linger.ms, call),
    })
  }
}
