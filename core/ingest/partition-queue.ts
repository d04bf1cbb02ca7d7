import { LIMITS } from '../base/limits.js'
import type { Event } from '../event/event.js'

/** What a queue needs of its surroundings. */
export interface QueueParts {
  encode(events: readonly Event[]): Uint8Array
  /** Stores one record in the log of this partition. */
  publish(bytes: Uint8Array): Promise<unknown>
  /** Calls once after the linger; returns how to cancel. */
  linger(call: () => void): () => void
}

/** Size at which a record goes out: even if every character takes three bytes it fits one message. */
const RECORD_SIZE_MAX = LIMITS.messageBytesMax / 3

/**
 * The events of one partition on their way to its log:
 *
 *     add -> [ open record ] --full, or lingered--> [ sealed, encoded ] -> [ in flight, at most 8 ] -> stored
 *
 * While the flight is full an open record is not sealed by time, it grows: so a slow broker gets larger
 * records. How much may wait is bounded by the caller (`Appender`).
 */
export class PartitionQueue {
  readonly #parts: QueueParts
  #open: OpenRecord | null = null
  #flight = 0
  readonly #sealed: SealedRecord[] = []

  constructor(parts: QueueParts) {
    this.#parts = parts
  }

  /** Adds one event. The promise is that of its record: many events share it. */
  add(event: Event, size: number): Promise<void> {
    if (this.#open !== null && this.#open.size + size > RECORD_SIZE_MAX) this.#seal(this.#open)
    const record = this.#open ?? this.#begin()
    record.events.push(event)
    record.size += size
    if (record.events.length >= LIMITS.recordEventsMax) this.#seal(record)
    return record.stored
  }

  /** Sends what has gathered without waiting for more events; only for the flight, if that is full. */
  flush(): void {
    if (this.#open === null) return
    if (this.#flight < LIMITS.recordFlightMax) this.#seal(this.#open)
    else this.#open.due = true
  }

  #begin(): OpenRecord {
    const record: OpenRecord = { events: [], size: 0, due: false, cancel: () => {}, ...settling() }
    record.cancel = this.#parts.linger(() => this.flush())
    this.#open = record
    return record
  }

  #seal(record: OpenRecord): void {
    record.cancel()
    this.#open = null
    try {
      this.#sealed.push({
        parts: this.#encode(record.events),
        resolve: record.resolve,
        reject: record.reject,
      })
    } catch (error) {
      record.reject(error)
    }
    this.#launch()
  }

  /** One message, or several when the estimate of the size was too low. */
  #encode(events: readonly Event[]): Uint8Array[] {
    const bytes = this.#parts.encode(events)
    if (bytes.length <= LIMITS.messageBytesMax || events.length === 1) return [bytes]
    const half = events.length >> 1
    return [...this.#encode(events.slice(0, half)), ...this.#encode(events.slice(half))]
  }

  #launch(): void {
    while (this.#flight < LIMITS.recordFlightMax) {
      const record = this.#sealed.shift()
      if (record === undefined) return
      this.#flight++
      Promise.all(record.parts.map((bytes) => this.#parts.publish(bytes)))
        .then(() => record.resolve(), record.reject)
        .finally(() => this.#landed())
    }
  }

  #landed(): void {
    this.#flight--
    if (this.#sealed.length > 0) this.#launch()
    else if (this.#open?.due) this.#seal(this.#open)
  }
}

interface OpenRecord extends Settling {
  readonly events: Event[]
  size: number
  /** Goes out as soon as the flight has room. */
  due: boolean
  cancel: () => void
}

interface SealedRecord {
  readonly parts: readonly Uint8Array[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

interface Settling {
  readonly stored: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

function settling(): Settling {
  let resolve: () => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const stored = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { stored, resolve, reject }
}
