import type { Wire } from './wire.js'

const SLOTS = 1_024
/** Longer texts hardly repeat. */
const LENGTH_MAX = 48

/** Texts that are read again and again, names of types and of definitions, each made once. */
export class TextCache {
  readonly #texts: string[] = new Array<string>(SLOTS).fill('')

  /** The text at `[start, end)`. */
  read(wire: Wire, start: number, end: number): string {
    const { bytes } = wire
    const length = end - start
    if (length === 0) return ''
    if (length > LENGTH_MAX) return wire.text(start, end)
    const middle = bytes[(start + end) >> 1] as number
    const ends = (bytes[start] as number) * 7 + (bytes[end - 1] as number) * 131
    const slot = (ends + middle * 31 + length * 17) & (SLOTS - 1)
    const text = this.#texts[slot] as string
    if (isText(text, bytes, start, end)) return text
    const made = wire.text(start, end)
    this.#texts[slot] = made
    return made
  }
}

/** Whether the bytes are this text, one byte a letter. */
export function isText(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== bytes[start + i] || code > 0x7f) return false
  }
  return true
}
