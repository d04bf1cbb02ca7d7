import { waymark } from '#proto'
import { standaloneValue } from './batch.js'
import type { Value } from './event.js'
import { standaloneOf } from './standalone-value.js'

/**
 * A value that never changes, is kept for long and seldom looked at: it stays in the form in which it came,
 * a `StandaloneValue` as bytes or the value itself, until the other one is asked for.
 */
export class KeptValue {
  #value: Value | undefined
  /** One character for each byte: a tenth of the room that a small buffer takes. */
  #encoded: string | undefined

  private constructor(value: Value | undefined, encoded: string | undefined) {
    this.#value = value
    this.#encoded = encoded
  }

  static of(value: Value): KeptValue {
    return new KeptValue(value, undefined)
  }

  /** @param encoded a `StandaloneValue`, a character for each byte; it is read when the value is asked for */
  static encoded(encoded: string): KeptValue {
    return new KeptValue(undefined, encoded)
  }

  /**
   * Without any there are no fields.
   * @throws Error when the bytes are malformed
   */
  get value(): Value {
    this.#value ??= standaloneOf(this.message()) ?? {}
    return this.#value
  }

  /** As a `StandaloneValue`, one character for each byte; from now on this is what is kept. */
  get encoded(): string {
    this.#encoded ??= binaryOf(waymark.StandaloneValue.encode(this.message()).finish())
    this.#value = undefined
    return this.#encoded
  }

  /** As a message. @throws Error when the bytes are malformed */
  message(): waymark.StandaloneValue.$Properties {
    if (this.#encoded === undefined) return standaloneValue(this.#value as Value)
    return waymark.StandaloneValue.decode(Buffer.from(this.#encoded, 'latin1'))
  }
}

function binaryOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}
