import { EVENT_KINDS } from './event.js'

/**
 * Strings that compiled definitions care about, as small numbers: names of events, keys of properties,
 * types of identifiers. The engine looks each string of a batch up once and dispatches on integers from
 * then on. What no definition names is -1.
 */
export class Symbols {
  readonly #numbers = new Map<string, number>()
  readonly #texts: string[] = []
  /** Symbols by which definitions name each kind of event: `$identify`, `$page`, … */
  readonly kinds: readonly number[] = EVENT_KINDS.map((kind) => this.intern(`$${kind}`))

  /** The number of a string, given one if it has none: for compiling. */
  intern(text: string): number {
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.#texts.push(text) - 1
      this.#numbers.set(text, number)
    }
    return number
  }

  /** The number of a string or -1: for running. */
  find(text: string): number {
    return this.#numbers.get(text) ?? -1
  }

  text(number: number): string {
    return this.#texts[number] ?? ''
  }

  get size(): number {
    return this.#texts.length
  }
}
