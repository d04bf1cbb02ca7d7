import type { Identities } from '../definitions/identities.js'
import type { Event, EventKind, Identifier, Properties } from '../event/event.js'
import { type Call, type Envelope, readCall } from './call.js'
import { Candidates } from './candidates.js'
import { describe, type Fields, isFields } from './fields.js'
import { identify } from './identify.js'
import { Measure } from './measure.js'
import { type Rejection, rejection } from './rejection.js'
import { misspelt } from './spelling.js'

export interface Parsed {
  readonly outcome: 'parsed'
  /** One per entity kind that it names: a `group` call speaks of a user and of an account. */
  readonly events: readonly Event[]
  /** Weight of one of the events (`Measure`). */
  readonly size: number
}

/** Turns a call of Segment's HTTP API into events of the log, or says why it cannot be one. */
export class EventParser {
  readonly #identities: Identities
  readonly #candidates: Candidates
  readonly #measure = new Measure()

  constructor(identities: Identities) {
    this.#identities = identities
    this.#candidates = new Candidates(identities.rules)
  }

  /** `kind` is that of the endpoint; in a batch each event says its own `type`. */
  parse(fields: unknown, kind: EventKind | undefined, envelope: Envelope): Parsed | Rejection {
    if (!isFields(fields))
      return rejection('malformed', '', `the event is ${describe(fields)}, not an object`)
    const fault = this.#measure.event(fields) ?? misspelt(fields)
    if (fault !== undefined) return fault
    const call = readCall(fields, kind, envelope)
    if ('outcome' in call) return call
    const context = merged(envelope.context, fields.context as Fields | undefined)
    const stranger = this.#candidates.undeclared(context)
    if (stranger !== undefined) return stranger
    const found = identify(call.kind, this.#candidates.of(call.kind, fields, context), this.#identities)
    if ('outcome' in found) return found
    const properties = withContext(call.properties, context)
    const events = found.identifiers.map((identifiers) => eventOf(call, identifiers, properties))
    return { outcome: 'parsed', events, size: this.#measure.size + envelope.contextSize }
  }
}

/** Field by field: a spread takes a microsecond. */
function eventOf(call: Call, identifiers: readonly Identifier[], properties: Properties): Event {
  const { kind, name, messageId, time, received, source } = call
  return { kind, name, messageId, time, received, source, identifiers, properties }
}

function merged(under: Fields | undefined, over: Fields | null | undefined): Fields | undefined {
  if (over === undefined || over === null) return under
  return under === undefined ? over : { ...under, ...over }
}

/** The context becomes a property, for conditions to ask for; what SDKs say of themselves does not. */
function withContext(properties: Properties, context: Fields | undefined): Properties {
  if (context === undefined || properties.context !== undefined) return properties
  const kept: Fields = {}
  let any = false
  for (const key in context) {
    if (key === 'library' || key === 'traits') continue
    kept[key] = context[key] as Fields[string]
    any = true
  }
  return any ? { ...properties, context: kept } : properties
}
