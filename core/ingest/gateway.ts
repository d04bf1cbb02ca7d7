import type { Clock } from '../base/clock.js'
import { type ErrorCode, WaymarkError } from '../base/errors.js'
import type { Identities } from '../definitions/identities.js'
import type { EventKind } from '../event/event.js'
import type { Meter } from '../metrics/table.js'
import type { Appender, RoutedEvent } from './appender.js'
import { type Batch, readBatch } from './batch-body.js'
import { readBody } from './body.js'
import type { Envelope } from './call.js'
import type { DeadLetters, RefusedEvent } from './dead-letters.js'
import { EventParser } from './event-parser.js'
import type { Fields } from './fields.js'
import { type HttpAnswer, type HttpRequest, json } from './http.js'
import { instant } from './instant.js'
import { rejectionText } from './rejection.js'
import { headerKey, type WriteKeys } from './write-keys.js'

export interface GatewayParts {
  readonly keys: WriteKeys
  /** As they are in force. */
  readonly identities: () => Identities
  readonly partitions: number
  readonly appender: Appender
  readonly deadLetters: DeadLetters
  readonly meter: Meter
  readonly clock: Clock
}

/** What ingest did since its start. */
export interface IngestCounts {
  readonly requests: number
  /** Calls of the API that the broker has. */
  readonly accepted: number
  /** Events stored for them: more than `accepted`, as a call may speak of several entities. */
  readonly stored: number
  readonly rejected: number
}

/** Answers the calls of Segment's HTTP API. */
export class Gateway {
  readonly #parts: GatewayParts
  #parser: EventParser
  #identities: Identities
  #requests = 0
  #accepted = 0
  #stored = 0
  #rejected = 0

  constructor(parts: GatewayParts) {
    this.#parts = parts
    this.#identities = parts.identities()
    this.#parser = new EventParser(this.#identities)
  }

  counts(): IngestCounts {
    const [requests, accepted, stored, rejected] = [
      this.#requests,
      this.#accepted,
      this.#stored,
      this.#rejected,
    ]
    return { requests, accepted, stored, rejected }
  }

  /** A call of one event: 200 when the broker has it, 400 or 413 with the reason when it is refused. */
  async single(kind: EventKind, request: HttpRequest): Promise<HttpAnswer> {
    const { received, source, body: fields } = await this.#open(request)
    const sorted = this.#sort([fields], kind, {
      source,
      received,
      sentAt: instant(fields.sentAt),
      ...NO_CONTEXT,
    })
    await this.#keep(sorted, source, received)
    const refused = sorted.refused[0]
    if (refused === undefined) return json(200, { success: true })
    const { rejection } = refused
    const code = rejection.reason === 'too_large' ? 'EVENT_TOO_LARGE' : 'EVENT_INVALID'
    throw new WaymarkError(code, rejectionText(rejection))
  }

  /** A batch: what can be taken is taken; only when nothing can, the answer is 400. */
  async batch(request: HttpRequest): Promise<HttpAnswer> {
    const { received, source, body } = await this.#open(request)
    const { items, ...context } = this.#batch(body, source)
    const sorted = this.#sort(items, undefined, {
      source,
      received,
      sentAt: instant(body.sentAt),
      ...context,
    })
    await this.#keep(sorted, source, received)
    if (sorted.refused.length === 0) return json(200, { success: true })
    const rejected = sorted.refused.map(({ rejection, index }) => ({
      index,
      reason: rejectionText(rejection),
    }))
    if (sorted.refused.length < items.length) return json(200, { success: true, rejected })
    const message = `none of the ${items.length} events can be accepted`
    return json(400, { success: false, code: 'EVENT_INVALID', message, rejected })
  }

  async #open(request: HttpRequest): Promise<{ received: number; source: string; body: Fields }> {
    this.#requests++
    const received = this.#parts.clock.now()
    try {
      const body = await readBody(request.body, request.headers['content-encoding'])
      return { received, source: this.#source(request, body), body }
    } catch (error) {
      throw this.#counted('', error)
    }
  }

  /** A request that is refused as a whole counts as one event: nobody knows how many it held. */
  #counted(source: string, error: unknown): unknown {
    const reason = error instanceof WaymarkError ? REASONS[error.code] : undefined
    if (reason !== undefined) this.#parts.meter.count('events_rejected_total', { source, reason })
    return error
  }

  /** @throws WaymarkError KEY_REJECTED */
  #source(request: HttpRequest, body: Fields): string {
    const { keys } = this.#parts
    for (const key of [headerKey(request.headers.authorization), body.writeKey]) {
      const source = typeof key === 'string' && key !== '' ? keys.source(key) : null
      if (source !== null) return source
    }
    throw new WaymarkError(
      'KEY_REJECTED',
      'the write key is missing or unknown',
      'give it by Basic authorization or as writeKey',
    )
  }

  #batch(body: Fields, source: string): Batch {
    try {
      return readBatch(body)
    } catch (error) {
      throw this.#counted(source, error)
    }
  }

  #sort(items: readonly unknown[], kind: EventKind | undefined, envelope: Envelope): Sorted {
    const { partitions } = this.#parts
    const { identities, parser } = this.#rules()
    const sorted: Sorted = { routed: [], refused: [], accepted: 0 }
    for (const [index, fields] of items.entries()) {
      const parsed = parser.parse(fields, kind, envelope)
      if (parsed.outcome === 'rejected') {
        sorted.refused.push({ index, rejection: parsed, fields, kind })
        continue
      }
      sorted.accepted++
      for (const event of parsed.events) {
        const [strongest] = event.identifiers
        if (strongest === undefined) throw new Error('an event without identifiers was accepted')
        const partition = identities.partitionOf(strongest, partitions)
        sorted.routed.push({ event, partition, size: parsed.size })
      }
    }
    return sorted
  }

  /** Those in force: they may be others from one request to the next. */
  #rules(): { readonly identities: Identities; readonly parser: EventParser } {
    const identities = this.#parts.identities()
    if (identities !== this.#identities) {
      this.#identities = identities
      this.#parser = new EventParser(identities)
    }
    return { identities, parser: this.#parser }
  }

  /** Stores what is good first: when that fails the caller sends all again, and nothing is kept twice. */
  async #keep(sorted: Sorted, source: string, received: number): Promise<void> {
    const { appender, deadLetters, meter, clock } = this.#parts
    if (sorted.routed.length > 0) {
      await appender.append(sorted.routed)
      this.#accepted += sorted.accepted
      this.#stored += sorted.routed.length
      meter.count('events_ingested_total', { source }, sorted.routed.length)
      meter.observe('ingest_ack_seconds', {}, (clock.now() - received) / 1000)
    }
    if (sorted.refused.length === 0) return
    this.#rejected += sorted.refused.length
    for (const { rejection } of sorted.refused)
      meter.count('events_rejected_total', { source, reason: rejection.reason })
    await deadLetters.keep(sorted.refused, source, received)
  }
}

const REASONS: Partial<Record<ErrorCode, string>> = {
  EVENT_INVALID: 'malformed',
  EVENT_TOO_LARGE: 'too_large',
  KEY_REJECTED: 'write_key',
}

const NO_CONTEXT = { context: undefined, contextSize: 0 }

interface Sorted {
  readonly routed: RoutedEvent[]
  readonly refused: (RefusedEvent & { readonly index: number })[]
  /** Calls that can be accepted. */
  accepted: number
}
