import type { Identifier } from '../event/event.js'

/** A name as one text. */
export function nameText({ type, value }: Identifier): string {
  return `${type}\0${value}`
}

/** Bytes of a hash in a key: 53 bits. */
const HASH_BYTES = 7

/** Key of a record: hash and text of its name; without one the first key of that hash. */
export function recordKey(hash: number, text = ''): Buffer {
  const key = Buffer.allocUnsafe(HASH_BYTES + text.length * 3)
  key.writeUIntBE(Math.floor(hash / 0x1_0000_0000), 0, 3)
  key.writeUInt32BE(hash % 0x1_0000_0000, 3)
  const written = key.write(text, HASH_BYTES, 'utf8')
  return key.subarray(0, HASH_BYTES + written)
}

export function nameOf(key: Buffer): { readonly hash: number; readonly name: Identifier } {
  const hash = key.readUIntBE(0, 3) * 0x1_0000_0000 + key.readUInt32BE(3)
  const mark = key.indexOf(0, HASH_BYTES)
  const name = {
    type: key.toString('utf8', HASH_BYTES, mark),
    value: key.toString('utf8', mark + 1),
  }
  return { hash, name }
}

/**
 * Key of a timer. Bytes are ordered as (due, value, type) is: instants are not negative, so their doubles
 * are ordered as their bits; texts go by UTF-16 units, as JavaScript compares them, each ended by two zeros.
 */
export function timerKey(due: number, { type, value }: Identifier): Buffer {
  const key = Buffer.allocUnsafe(8 + (value.length + type.length) * 4 + 8)
  key.writeDoubleBE(due, 0)
  const end = writeUnits(key, type, writeUnits(key, value, 8))
  return key.subarray(0, end)
}

/** A unit of zero is followed by a one, the end by a zero: the shorter text comes first. */
function writeUnits(key: Buffer, text: string, from: number): number {
  let at = from
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    at = key.writeUInt16BE(unit, at)
    if (unit === 0) at = key.writeUInt16BE(1, at)
  }
  return key.writeUInt32BE(0, at)
}
