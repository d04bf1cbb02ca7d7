import { randomUUID } from 'node:crypto'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import type { EventKind } from '../event/event.js'
import type { Names } from '../event/subjects.js'
import type { Meter } from '../metrics/table.js'
import { isFields } from './fields.js'
import { type Rejection, rejectionText } from './rejection.js'

/** An event that was refused, with all that is needed to mend it and send it again. */
export interface RefusedEvent {
  readonly rejection: Rejection
  readonly fields: unknown
  /** Of the endpoint; in a batch the event names its own. */
  readonly kind: EventKind | undefined
}

/** Characters kept of an event that is too large to keep. */
const EXCERPT_LENGTH = 4096

/** Keeps refused events in `wm.dlq.ingest`, as JSON `{reason, source, receivedAt, event}`. */
export class DeadLetters {
  readonly #parts: { broker: Broker; names: Names; meter: Meter; log: Log }
  #pending = 0
  #losing = false

  constructor(parts: { broker: Broker; names: Names; meter: Meter; log: Log }) {
    this.#parts = parts
  }

  /** Resolves when they are kept, or cannot be: then they are only counted, and the log says so once. */
  async keep(refused: readonly RefusedEvent[], source: string, received: number): Promise<void> {
    for (let from = 0; from < refused.length; from += LIMITS.deadLetterFlightMax)
      await Promise.all(
        refused
          .slice(from, from + LIMITS.deadLetterFlightMax)
          .map((each) => this.#put(letter(each, source, received))),
      )
  }

  async #put(text: string): Promise<void> {
    const { broker, names, meter, log } = this.#parts
    const bytes = Buffer.from(text)
    if (this.#pending + bytes.length > LIMITS.deadLetterPendingBytesMax) return this.#lost('too many wait')
    this.#pending += bytes.length
    try {
      await broker.publish(names.deadLetter('ingest'), bytes, { messageId: randomUUID() })
      meter.count('dead_letters_total', { what: 'ingest' })
      if (this.#losing) log.info('refused events are kept again')
      this.#losing = false
    } catch (error) {
      this.#lost(error instanceof Error ? error.message : String(error))
    } finally {
      this.#pending -= bytes.length
    }
  }

  #lost(reason: string): void {
    this.#parts.meter.count('dead_letters_total', { what: 'ingest-lost' })
    if (!this.#losing)
      this.#parts.log.warn('refused events cannot be kept, they are only counted', { reason })
    this.#losing = true
  }
}

function letter({ rejection, fields, kind }: RefusedEvent, source: string, received: number): string {
  const receivedAt = new Date(received).toISOString()
  return JSON.stringify({ reason: rejectionText(rejection), source, receivedAt, event: kept(fields, kind) })
}

/** The event as it came, but without the key, and short enough. */
function kept(fields: unknown, kind: EventKind | undefined): unknown {
  const event = isFields(fields) ? { ...fields, ...(kind === undefined ? {} : { type: kind }) } : fields
  if (isFields(event)) delete event.writeKey
  const text = jsonOf(event)
  return text.length <= LIMITS.eventBytesMax ? event : { excerpt: text.slice(0, EXCERPT_LENGTH) }
}

/** What is nested too deep to be written is cut to nothing: its reason says so. */
function jsonOf(event: unknown): string {
  try {
    return JSON.stringify(event) ?? 'null'
  } catch {
    return ' '.repeat(LIMITS.eventBytesMax + 1)
  }
}
