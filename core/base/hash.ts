/**
 * Murmur3 over UTF-8, 32 bits (Austin Appleby's MurmurHash3_x86_32, public domain).
 * Routing and rank rest on it: golden values in the test, it never changes.
 */
const encoder = new TextEncoder()
let scratch = new Uint8Array(1024)

/** Hash of a string's UTF-8 bytes. */
export function hash32(text: string, seed: number): number {
  const bytes = spell(text)
  return hash32Bytes(scratch, 0, bytes, seed)
}

/** Writes a string into the scratch; returns how many bytes it takes. */
function spell(text: string): number {
  const length = text.length
  if (scratch.length < length * 3) scratch = new Uint8Array(length * 3)
  let bytes = 0
  while (bytes < length) {
    const code = text.charCodeAt(bytes)
    if (code > 127) break
    scratch[bytes++] = code
  }
  return bytes < length ? encoder.encodeInto(text, scratch).written : length
}

/** Hash of `bytes[start, end)`. */
export function hash32Bytes(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let h = seed | 0
  const blocks = start + ((end - start) & ~3)
  let at = start
  for (; at < blocks; at += 4) {
    const k =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    h = Math.imul(rotl(h ^ scramble(k), 13), 5) + 0xe6546b64
  }
  if (at < end) {
    let tail = bytes[at] as number
    if (at + 1 < end) tail |= (bytes[at + 1] as number) << 8
    if (at + 2 < end) tail |= (bytes[at + 2] as number) << 16
    h ^= scramble(tail)
  }
  return mixed(h ^ (end - start))
}

/** `hash32Bytes` with two seeds, in one pass: the lower 16 bits of the first one above all of the second. */
export function hash48Bytes(bytes: Uint8Array, seeds: readonly [number, number]): number {
  let [high, low] = seeds
  const end = bytes.length
  const blocks = end & ~3
  let at = 0
  for (; at < blocks; at += 4) {
    const k = scramble(
      (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24),
    )
    high = (Math.imul(rotl(high ^ k, 13), 5) + 0xe6546b64) | 0
    low = (Math.imul(rotl(low ^ k, 13), 5) + 0xe6546b64) | 0
  }
  if (at < end) {
    let tail = bytes[at] as number
    if (at + 1 < end) tail |= (bytes[at + 1] as number) << 8
    if (at + 2 < end) tail |= (bytes[at + 2] as number) << 16
    const k = scramble(tail)
    high ^= k
    low ^= k
  }
  return (mixed(high ^ end) & 0xffff) * 0x1_0000_0000 + mixed(low ^ end)
}

function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A 53-bit hash, exact in a double: for sets of ids where 32 bits would collide. */
export function hash53(text: string, seed = 0): number {
  const bytes = spell(text)
  const high = hash32Bytes(scratch, 0, bytes, seed ^ 0x2c1b3c6d) & 0x1fffff
  return high * 0x1_0000_0000 + hash32Bytes(scratch, 0, bytes, seed ^ 0x297a2d39)
}

/** `hash53` of the text whose UTF-8 is `bytes[start, end)`. */
export function hash53Bytes(bytes: Uint8Array, start: number, end: number): number {
  const high = hash32Bytes(bytes, start, end, 0x2c1b3c6d) & 0x1fffff
  return high * 0x1_0000_0000 + hash32Bytes(bytes, start, end, 0x297a2d39)
}

/** A 106-bit hash as 22 characters of base 32: for public ids and versions. */
export function hashId(text: string, seed = 0): string {
  return base32(hash53(text, seed)) + base32(hash53(text, seed ^ 0x5bd1e995))
}

const DIGITS = '0123456789abcdefghijklmnopqrstuv'
/** All pairs of digits, ten bits each. */
const PAIRS = [...DIGITS].flatMap((high) => [...DIGITS].map((low) => high + low))

/** 53 bits as eleven digits. The engine's own `toString(32)` of such a number takes ten times as long. */
function base32(n: number): string {
  const high = Math.floor(n / 0x200_0000)
  const low = n % 0x200_0000
  const digits = `${PAIRS[high >>> 20]}${PAIRS[(high >>> 10) & 1023]}${PAIRS[high & 1023]}`
  return `${digits}${PAIRS[low >>> 15]}${PAIRS[(low >>> 5) & 1023]}${DIGITS[low & 31]}`
}

function scramble(k: number): number {
  return Math.imul(rotl(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593)
}

function rotl(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by))
}
