import { waymark } from '#proto'
import { EVENT_KINDS, type Event, type Identifier, type Properties, type Value } from './event.js'

/** Longest text that is considered for the dictionary: longer ones hardly ever repeat. */
const TERM_LENGTH_MAX = 24
/** Strings of a dictionary that are looked through one by one. */
const SCAN_MAX = 12
/** They have no UTF-8; the id must have the same hash as bytes and as text, or a duplicate passes. */
const LONE_SURROGATES = /\p{Surrogate}/gu

/** Encodes events as a record of a partition log; strings that repeat stand once. */
export function encodeEvents(events: readonly Event[]): Uint8Array {
  return waymark.Record.encode({ events: eventsMessage(events) }).finish()
}

/** The record by which an owner tells its partition that time has passed. */
export function encodeTick(): Uint8Array {
  return waymark.Record.encode({ tick: {} }).finish()
}

/** A command of an administrator, for the home of its subject (core/identity/command.ts). */
export function encodeCommandRecord(command: {
  readonly name: 'link' | 'unlink' | 'erase'
  readonly id: string
  readonly time: number
  readonly subject: Identifier
  readonly other?: Identifier
}): Uint8Array {
  const { name, id, time, subject, other } = command
  return waymark.Record.encode({
    command: { name, id, timeMs: time, subject, other: other ?? null },
  }).finish()
}

/** From here on a version of the definitions is in force. */
export function encodeActivate(version: string): Uint8Array {
  return waymark.Record.encode({ activate: { version } }).finish()
}

/** The batch message itself, for where it stands inside of another message. */
export function eventsMessage(events: readonly Event[]): waymark.Events.$Properties {
  const dictionary = new Dictionary()
  return { events: events.map((event) => eventMessage(event, dictionary)), strings: dictionary.strings }
}

/** A value outside of a batch, with the strings that it needs. */
export function standaloneValue(value: Value): waymark.StandaloneValue.$Properties {
  const dictionary = new Dictionary()
  return { value: valueMessage(value, dictionary), strings: dictionary.strings }
}

class Dictionary {
  readonly strings: string[] = []
  /** Of many strings; few are found by looking through them. */
  #numbers: Map<string, number> | undefined
  #seenTexts: Set<string> | undefined

  number(text: string): number {
    const number = this.#numberOf(text)
    if (number !== undefined) return number
    const { strings } = this
    const next = strings.push(text) - 1
    if (this.#numbers !== undefined) this.#numbers.set(text, next)
    else if (strings.length > SCAN_MAX) this.#numbers = new Map(strings.map((one, i) => [one, i]))
    return next
  }

  /** The number of a text that repeats; undefined on first sight. */
  term(text: string): number | undefined {
    const number = this.#numberOf(text)
    if (number !== undefined) return number
    if (this.#seenTexts?.has(text)) return this.number(text)
    this.#seenTexts ??= new Set()
    this.#seenTexts.add(text)
    return undefined
  }

  #numberOf(text: string): number | undefined {
    if (this.#numbers !== undefined) return this.#numbers.get(text)
    const number = this.strings.indexOf(text)
    return number < 0 ? undefined : number
  }
}

function eventMessage(event: Event, dictionary: Dictionary): waymark.Event.$Properties {
  const identifiers: waymark.Identifier.$Properties[] = []
  for (const { type, value } of event.identifiers) identifiers.push({ type: dictionary.number(type), value })
  return {
    kind: EVENT_KINDS.indexOf(event.kind),
    name: dictionary.number(event.name),
    timeMs: event.time,
    messageId: event.messageId.replace(LONE_SURROGATES, '\ufffd'),
    identifiers,
    properties: propertyMessages(event.properties, dictionary),
    source: dictionary.number(event.source),
    receivedMs: event.received,
  }
}

function propertyMessages(properties: Properties, dictionary: Dictionary): waymark.Property.$Properties[] {
  const messages: waymark.Property.$Properties[] = []
  for (const key of Object.keys(properties)) {
    const value = properties[key]
    if (value !== undefined)
      messages.push({ key: dictionary.number(key), value: valueMessage(value, dictionary) })
  }
  return messages
}

function valueMessage(value: Value, dictionary: Dictionary): waymark.Value.$Properties {
  if (typeof value === 'number') return { number: value }
  if (typeof value === 'boolean') return { flag: value }
  if (typeof value === 'string') {
    const term = value.length <= TERM_LENGTH_MAX ? dictionary.term(value) : undefined
    return term === undefined ? { text: value } : { term }
  }
  if (value === null) return { null: true }
  if (Array.isArray(value))
    return { list: { values: value.map((item: Value) => valueMessage(item, dictionary)) } }
  return { fields: { properties: propertyMessages(value as Properties, dictionary) } }
}
