/** Lead bytes by the length of their sequences, and what their second byte may be (RFC 3629, part 4). */
const SEQUENCES: readonly (readonly [from: number, to: number, length: number, low: number, high: number])[] =
  [
    [0x00, 0x7f, 1, 0, 0],
    [0xc2, 0xdf, 2, 0x80, 0xbf],
    [0xe0, 0xe0, 3, 0xa0, 0xbf],
    [0xe1, 0xec, 3, 0x80, 0xbf],
    [0xed, 0xed, 3, 0x80, 0x9f],
    [0xee, 0xef, 3, 0x80, 0xbf],
    [0xf0, 0xf0, 4, 0x90, 0xbf],
    [0xf1, 0xf3, 4, 0x80, 0xbf],
    [0xf4, 0xf4, 4, 0x80, 0x8f],
  ]

/**
 * Where bytes stop to be UTF-8: the place of the first byte that is none, or of a sequence that the end cuts
 * off, which more bytes may complete. Undefined: all of it is UTF-8.
 */
export function utf8Fault(bytes: Uint8Array): { readonly at: number; readonly isCut: boolean } | undefined {
  let at = 0
  while (at < bytes.length) {
    const lead = bytes[at] as number
    if (lead < 0x80) {
      at++
      continue
    }
    const sequence = SEQUENCES.find(([from, to]) => from <= lead && lead <= to)
    if (sequence === undefined) return { at, isCut: false }
    const [, , length, low, high] = sequence
    for (let i = 1; i < length; i++) {
      const byte = bytes[at + i]
      if (byte === undefined) return { at, isCut: true }
      if (byte < (i === 1 ? low : 0x80) || byte > (i === 1 ? high : 0xbf)) return { at, isCut: false }
    }
    at += length
  }
  return undefined
}
