import { randomUUID } from 'node:crypto'
import { LIMITS } from '../base/limits.js'
import { EVENT_KINDS, type Event, type EventKind, type Properties } from '../event/event.js'
import { describe, type Fields, isFields } from './fields.js'
import { eventTime, instant } from './instant.js'
import { type Rejection, rejection } from './rejection.js'

/** What the request says for all of its events. */
export interface Envelope {
  /** Name of the source. */
  readonly source: string
  /** Ms since the epoch. */
  readonly received: number
  /** The sender's clock at sending, ms; NaN when it did not say. */
  readonly sentAt: number
  /** Merged under the context of each event, key by key. */
  readonly context: Fields | undefined
  /** Weight of that context (`Measure`). */
  readonly contextSize: number
}

/** An event but for whose it is. */
export type Call = Omit<Event, 'identifiers'>

/** Reads the fields of a call after Segment's common fields and those of its kind. */
export function readCall(
  fields: Fields,
  endpoint: EventKind | undefined,
  envelope: Envelope,
): Call | Rejection {
  const kind = endpoint ?? kindOf(fields.type)
  if (kind === undefined)
    return rejection('unknown_kind', 'type', `${say(fields.type)} is none of ${EVENT_KINDS.join(', ')}`)
  const fault = faultOf(kind, fields)
  if (fault !== undefined) return fault
  const original = fields.originalTimestamp ?? fields.timestamp ?? null
  const time = original === null ? envelope.received : timeOf(instant(original), fields.sentAt, envelope)
  if (Number.isNaN(time))
    return rejection('timestamp', 'timestamp', `${say(original)} is not an ISO 8601 instant from 1970 on`)
  const messageId = fields.messageId ?? ''
  return {
    kind,
    name:
      kind === 'track'
        ? (fields.event as string)
        : kind === 'page' || kind === 'screen'
          ? nameOf(fields)
          : '',
    messageId: messageId === '' ? randomUUID() : String(messageId),
    time,
    received: envelope.received,
    source: envelope.source,
    properties: (fields[TRAITS.has(kind) ? 'traits' : 'properties'] ?? {}) as Properties,
  }
}

const TRAITS: ReadonlySet<EventKind> = new Set(['identify', 'group'])
const KINDS: ReadonlySet<string> = new Set(EVENT_KINDS)

function kindOf(type: unknown): EventKind | undefined {
  return typeof type === 'string' && KINDS.has(type) ? (type as EventKind) : undefined
}

function nameOf(fields: Fields): string {
  return (fields.name as string | null | undefined) ?? ''
}

function timeOf(original: number, sentAt: unknown, envelope: Envelope): number {
  const own = sentAt === undefined ? envelope.sentAt : instant(sentAt)
  // What is said to happen later than it arrived happened on arrival.
  const time = Math.min(eventTime(envelope.received, own, original), envelope.received)
  return time >= 0 ? time : Number.NaN
}

const OBJECTS = ['properties', 'traits', 'context', 'integrations'] as const
const IDS = ['messageId', 'userId', 'anonymousId', 'previousId', 'groupId'] as const
const REQUIRED: Partial<Record<EventKind, readonly string[]>> = {
  track: ['event'],
  group: ['groupId'],
  alias: ['previousId', 'userId'],
}

/** What the specification asks of the fields of a call. */
function faultOf(kind: EventKind, fields: Fields): Rejection | undefined {
  for (const key of OBJECTS) {
    const value = fields[key]
    if (value !== undefined && value !== null && !isFields(value))
      return rejection('field', key, `is ${describe(value)}, not an object`)
  }
  for (const key of IDS) {
    const value = fields[key]
    if (value === undefined || value === null || typeof value === 'number') continue
    if (typeof value !== 'string') return rejection('field', key, `is ${describe(value)}, not text`)
  }
  if (typeof fields.messageId === 'string' && fields.messageId.length > LIMITS.eventNameLengthMax)
    return rejection('field', 'messageId', `is longer than ${LIMITS.eventNameLengthMax} characters`)
  for (const key of REQUIRED[kind] ?? [])
    if ((fields[key] ?? '') === '') return rejection('field', key, `is missing: every ${kind} has one`)
  if (kind === 'track') return nameFault('event', fields)
  return kind === 'page' || kind === 'screen' ? nameFault('name', fields) : undefined
}

function nameFault(key: 'event' | 'name', fields: Fields): Rejection | undefined {
  const name = fields[key]
  if (name === undefined || name === null) return undefined
  if (typeof name !== 'string') return rejection('field', key, `is ${describe(name)}, not text`)
  if (name.length <= LIMITS.eventNameLengthMax) return undefined
  return rejection('field', key, `is longer than ${LIMITS.eventNameLengthMax} characters`)
}

/** A value in a message: never long. */
function say(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60)
}
