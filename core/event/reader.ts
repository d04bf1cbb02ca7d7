import { hash53Bytes } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import {
  EVENT_KINDS,
  type Event,
  type EventKind,
  type Identifier,
  type Properties,
  type Value,
} from './event.js'
import type { Symbols } from './symbols.js'
import { decodeValue } from './value-reader.js'
import { MalformedError, Wire } from './wire.js'

// Tags of proto/waymark.proto: (field number << 3) | wire type. A test compares the reader with the
// generated decoder on random events.
const EVENTS_STRINGS = 10
const EVENTS_EVENTS = 18

/** A batch of events, read lazily: see `EventView`. */
export class Batch {
  readonly wire: Wire
  readonly strings: string[] = []
  /** Symbol of each string of the batch, -1 for those that no definition names. */
  readonly symbols: number[] = []
  /** Symbols of `$identify`, `$page`, … by kind: how definitions name kinds other than `track`. */
  readonly kindSymbols: readonly number[]
  readonly #spans: number[] = []
  /** Where the field of each event, and that of each string, begins with its tag. */
  readonly #tags: number[] = []
  readonly #tables: { readonly start: number; readonly end: number }[] = []

  /**
   * @param start,end where the `Events` message lies in the wire's bytes
   * @throws MalformedError when the batch's frame is broken; a broken event is found by `view`
   */
  constructor(wire: Wire, start: number, end: number, symbols: Symbols) {
    this.wire = wire
    this.kindSymbols = symbols.kinds
    wire.at = start
    while (wire.at < end) {
      const tagAt = wire.at
      const tag = wire.varint(end)
      if (tag === EVENTS_STRINGS) {
        const to = wire.fieldEnd(end)
        const text = wire.text(wire.at, to)
        this.#tables.push({ start: tagAt, end: to })
        this.strings.push(text)
        this.symbols.push(symbols.find(text))
        wire.at = to
      } else if (tag === EVENTS_EVENTS) {
        const to = wire.fieldEnd(end)
        this.#tags.push(tagAt)
        this.#spans.push(wire.at, to)
        wire.at = to
      } else wire.skip(tag & 7, end)
    }
  }

  static of(bytes: Uint8Array, symbols: Symbols): Batch {
    return new Batch(new Wire(bytes), 0, bytes.length, symbols)
  }

  get length(): number {
    return this.#spans.length >> 1
  }

  /** One event as a batch of its own, with the strings that it refers to: for the dead-letter stream. */
  bytes(number: number): Uint8Array {
    const { bytes } = this.wire
    const parts = [
      ...this.#tables,
      { start: this.#tags[number] as number, end: this.#spans[number * 2 + 1] as number },
    ]
    const whole = new Uint8Array(parts.reduce((sum, { start, end }) => sum + end - start, 0))
    let at = 0
    for (const { start, end } of parts) {
      whole.set(bytes.subarray(start, end), at)
      at += end - start
    }
    return whole
  }

  /**
   * Reads identifiers, name and time of an event into `view`; properties are only found, not decoded.
   * @throws MalformedError naming what is wrong; nothing of the event has been used then
   */
  view(number: number, view: EventView): void {
    view.read(this, this.#spans[number * 2] as number, this.#spans[number * 2 + 1] as number)
  }
}

/**
 * One event of a batch, in place. One view is used again and again: keep nothing of it beyond the step;
 * `materialize` makes a copy that can be kept.
 */
export class EventView {
  #batch!: Batch
  kind: EventKind = 'track'
  /** Symbol of the event's name (`matchName`), -1 when no definition names it. */
  symbol = -1
  time = 0
  received = 0
  idCount = 0
  readonly #idType: number[] = []
  readonly #idStart: number[] = []
  readonly #idEnd: number[] = []
  readonly #idValue: (string | undefined)[] = []
  #propertyCount = 0
  readonly #propertyKey: number[] = []
  readonly #propertyStart: number[] = []
  readonly #propertyEnd: number[] = []
  #name = 0
  #source = 0
  #messageStart = 0
  #messageEnd = 0
  #messageId: string | undefined

  get name(): string {
    return this.#batch.strings[this.#name] ?? ''
  }

  get source(): string {
    return this.#batch.strings[this.#source] ?? ''
  }

  get messageId(): string {
    this.#messageId ??= this.#batch.wire.text(this.#messageStart, this.#messageEnd)
    return this.#messageId
  }

  /** 53 bits of hash of the message id: what deduplication keeps. */
  get messageHash(): number {
    return hash53Bytes(this.#batch.wire.bytes, this.#messageStart, this.#messageEnd)
  }

  /** Type of an identifier as symbol; -1 for an undeclared one. */
  idSymbol(number: number): number {
    return this.#batch.symbols[this.#idType[number] as number] as number
  }

  idType(number: number): string {
    return this.#batch.strings[this.#idType[number] as number] as string
  }

  idValue(number: number): string {
    let value = this.#idValue[number]
    if (value === undefined) {
      value = this.#batch.wire.text(this.#idStart[number] as number, this.#idEnd[number] as number)
      this.#idValue[number] = value
    }
    return value
  }

  /** A property by the symbol of its key, decoded now; undefined when the event has none. */
  get(symbol: number): Value | undefined {
    const symbols = this.#batch.symbols
    // From the end: the last of two properties with one key is the one that counts, as in `properties`.
    for (let i = this.#propertyCount - 1; i >= 0; i--) {
      if (symbols[this.#propertyKey[i] as number] !== symbol) continue
      const value = this.#decode(this.#propertyStart[i] as number, this.#propertyEnd[i] as number)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** All properties, decoded. */
  properties(): Properties {
    const properties: Record<string, Value> = Object.create(null)
    for (let i = 0; i < this.#propertyCount; i++) {
      const key = this.#batch.strings[this.#propertyKey[i] as number] as string
      const value = this.#decode(this.#propertyStart[i] as number, this.#propertyEnd[i] as number)
      if (value !== undefined) properties[key] = value
    }
    return properties
  }

  /** A copy that lives on its own. */
  materialize(): Event {
    const identifiers: Identifier[] = []
    for (let i = 0; i < this.idCount; i++) identifiers.push({ type: this.idType(i), value: this.idValue(i) })
    return {
      kind: this.kind,
      name: this.name,
      messageId: this.messageId,
      time: this.time,
      received: this.received,
      source: this.source,
      identifiers,
      properties: this.properties(),
    }
  }

  /** @internal */
  read(batch: Batch, start: number, end: number): void {
    const wire = batch.wire
    this.#batch = batch
    this.#messageId = undefined
    this.#messageStart = this.#messageEnd = this.time = this.received = this.#name = this.#source = 0
    this.idCount = this.#propertyCount = 0
    let kind = 0
    wire.at = start
    while (wire.at < end) {
      const tag = wire.varint(end)
      switch (tag) {
        case 8:
          kind = wire.varint(end)
          break
        case 16:
          this.#name = wire.varint(end)
          break
        case 25:
          this.time = wire.double(end)
          break
        case 34: {
          const to = wire.fieldEnd(end)
          this.#messageStart = wire.at
          this.#messageEnd = wire.at = to
          break
        }
        case 42:
          this.#readIdentifier(wire, wire.fieldEnd(end))
          break
        case 50:
          this.#readProperty(wire, wire.fieldEnd(end))
          break
        case 56:
          this.#source = wire.varint(end)
          break
        case 65:
          this.received = wire.double(end)
          break
        default:
          wire.skip(tag & 7, end)
      }
    }
    this.#check(kind, start)
  }

  #check(kind: number, start: number): void {
    const { strings, symbols } = this.#batch
    if (kind >= EVENT_KINDS.length) throw new MalformedError(`unknown kind ${kind}`, start)
    this.kind = EVENT_KINDS[kind] as EventKind
    if (this.idCount === 0) throw new MalformedError('no identifier', start)
    if (this.#messageEnd === this.#messageStart) throw new MalformedError('no message id', start)
    if (!isInstant(this.time) || !isInstant(this.received))
      throw new MalformedError('time is no instant', start)
    if (strings.length > 0 && this.#name >= strings.length)
      throw new MalformedError('name not in table', start)
    for (let i = 0; i < this.idCount; i++) {
      if ((strings[this.#idType[i] as number] ?? '') === '')
        throw new MalformedError('identifier type not in table', start)
    }
    for (let i = 0; i < this.#propertyCount; i++) {
      if ((this.#propertyKey[i] as number) >= strings.length)
        throw new MalformedError('key not in table', start)
    }
    this.symbol = kind === 0 ? (symbols[this.#name] ?? -1) : (this.#batch.kindSymbols[kind] as number)
  }

  #readIdentifier(wire: Wire, end: number): void {
    const i = this.idCount++
    if (i >= LIMITS.eventIdentifiersMax) throw new MalformedError('too many identifiers', wire.at)
    this.#idType[i] = 0
    this.#idStart[i] = this.#idEnd[i] = wire.at
    this.#idValue[i] = undefined
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === 8) this.#idType[i] = wire.varint(end)
      else if (tag === 18) {
        const to = wire.fieldEnd(end)
        this.#idStart[i] = wire.at
        this.#idEnd[i] = wire.at = to
      } else wire.skip(tag & 7, end)
    }
    if (this.#idEnd[i] === this.#idStart[i]) throw new MalformedError('empty identifier', wire.at)
  }

  #readProperty(wire: Wire, end: number): void {
    const i = this.#propertyCount++
    this.#propertyKey[i] = 0
    this.#propertyStart[i] = this.#propertyEnd[i] = wire.at
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === 8) this.#propertyKey[i] = wire.varint(end)
      else if (tag === 18) {
        const to = wire.fieldEnd(end)
        this.#propertyStart[i] = wire.at
        this.#propertyEnd[i] = wire.at = to
      } else wire.skip(tag & 7, end)
    }
  }

  #decode(start: number, end: number): Value | undefined {
    return decodeValue(this.#batch.wire, this.#batch.strings, start, end)
  }
}

/** What `Date` can say: 100 million days around the epoch. */
function isInstant(ms: number): boolean {
  return ms >= -8.64e15 && ms <= 8.64e15
}
