import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Identities } from '../definitions/identities.js'
import type { EventKind } from '../event/event.js'
import type { Meter } from '../metrics/table.js'
import type { Appender, RoutedEvent } from './appender.js'
import { readBody } from './body.js'
import type { DeadLetters, RefusedEvent } from './dead-letters.js'
import { type Envelope, EventParser } from './event-parser.js'
import { describe, type Fields, isFields } from './fields.js'
import { type HttpAnswer, type HttpRequest, json } from './http.js'
import { instant } from './instant.js'
import { measureContext } from './measure.js'
import { rejectionText } from './rejection.js'
import { headerKey, type WriteKeys } from './write-keys.js'

export interface GatewayParts {
  readonly keys: WriteKeys
  readonly identities: Identities
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
  readonly #parser: EventParser
  #requests = 0
  #accepted = 0
  #stored = 0
  #rejected = 0

  constructor(parts: GatewayParts) {
    this.#parts = parts
    this.#parser = new EventParser(parts.identities)
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
    const received = this.#begin()
    const fields = await this.#body(request)
    const source = this.#source(request, fields)
    const sorted = this.#sort([fields], kind, {
      source,
      received,
      sentAt: instant(fields.sentAt),
      context: undefined,
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
    const received = this.#begin()
    const body = await this.#body(request)
    const source = this.#source(request, body)
    const { items, context } = readBatch(body)
    const sorted = this.#sort(items, undefined, { source, received, sentAt: instant(body.sentAt), context })
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

  #begin(): number {
    this.#requests++
    return this.#parts.clock.now()
  }

  async #body(request: HttpRequest): Promise<Fields> {
    const body = await readBody(request.body, request.headers['content-encoding'])
    if (isFields(body)) return body
    throw new WaymarkError('EVENT_INVALID', `the body is ${describe(body)}, not an object`)
  }

  /** @throws WaymarkError KEY_REJECTED */
  #source(request: HttpRequest, body: Fields): string {
    const { keys, meter } = this.#parts
    for (const key of [headerKey(request.headers.authorization), body.writeKey]) {
      const source = typeof key === 'string' && key !== '' ? keys.source(key) : null
      if (source !== null) return source
    }
    meter.count('events_rejected_total', { source: '', reason: 'write_key' })
    throw new WaymarkError(
      'KEY_REJECTED',
      'the write key is missing or unknown',
      'give it by Basic authorization or as writeKey',
    )
  }

  #sort(items: readonly unknown[], kind: EventKind | undefined, envelope: Envelope): Sorted {
    const { identities, partitions } = this.#parts
    const sorted: Sorted = { routed: [], refused: [], accepted: 0 }
    for (const [index, fields] of items.entries()) {
      const parsed = this.#parser.parse(fields, kind, envelope)
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

interface Sorted {
  readonly routed: RoutedEvent[]
  readonly refused: (RefusedEvent & { readonly index: number })[]
  /** Calls that can be accepted. */
  accepted: number
}

/** @throws WaymarkError EVENT_INVALID, EVENT_TOO_LARGE */
function readBatch(body: Fields): { items: readonly unknown[]; context: Fields | undefined } {
  const { batch, context } = body
  if (!Array.isArray(batch))
    throw new WaymarkError('EVENT_INVALID', `batch is ${describe(batch)}, not an array`, 'send {"batch":[…]}')
  if (batch.length > LIMITS.requestEventsMax)
    throw tooLarge(`the batch has ${batch.length} events, at most ${LIMITS.requestEventsMax} are taken`)
  const measured = measureContext(context)
  if ('outcome' in measured)
    throw measured.reason === 'too_large'
      ? tooLarge(rejectionText(measured))
      : new WaymarkError('EVENT_INVALID', rejectionText(measured))
  if (measured.size * batch.length > LIMITS.requestMergedBytesMax)
    throw tooLarge('the context of the batch is too large for so many events')
  return { items: batch, context: context === null ? undefined : (context as Fields | undefined) }
}

function tooLarge(what: string): WaymarkError {
  return new WaymarkError('EVENT_TOO_LARGE', what, 'send smaller batches')
}
