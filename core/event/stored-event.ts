import { hash53 } from '../base/hash.js'
import { type Event, type EventKind, matchName, type Properties, type Value } from './event.js'
import type { Symbols } from './symbols.js'

/** An event of a partition's log as the engine reads it: in a batch (`EventView`) or kept (`StoredEvent`). */
export interface ReadableEvent {
  readonly kind: EventKind
  /** Symbol of the name by which definitions match it, -1 when none does. */
  readonly symbol: number
  readonly name: string
  readonly messageId: string
  readonly messageHash: number
  readonly time: number
  readonly received: number
  readonly source: string
  readonly idCount: number
  idType(number: number): string
  idValue(number: number): string
  get(symbol: number): Value | undefined
  properties(): Properties
  materialize(): Event
}

/** An event that was kept (parked, forwarded) and is read again. */
export class StoredEvent implements ReadableEvent {
  readonly symbol: number
  readonly #event: Event
  readonly #symbols: Symbols

  constructor(event: Event, symbols: Symbols) {
    this.#event = event
    this.#symbols = symbols
    this.symbol = symbols.find(matchName(event.kind, event.name))
  }

  get kind(): EventKind {
    return this.#event.kind
  }

  get name(): string {
    return this.#event.name
  }

  get messageId(): string {
    return this.#event.messageId
  }

  get messageHash(): number {
    return hash53(this.#event.messageId)
  }

  get time(): number {
    return this.#event.time
  }

  get received(): number {
    return this.#event.received
  }

  get source(): string {
    return this.#event.source
  }

  get idCount(): number {
    return this.#event.identifiers.length
  }

  idType(number: number): string {
    return this.#event.identifiers[number]?.type ?? ''
  }

  idValue(number: number): string {
    return this.#event.identifiers[number]?.value ?? ''
  }

  get(symbol: number): Value | undefined {
    const key = this.#symbols.text(symbol)
    return Object.hasOwn(this.#event.properties, key) ? this.#event.properties[key] : undefined
  }

  properties(): Properties {
    return this.#event.properties
  }

  materialize(): Event {
    return this.#event
  }
}
