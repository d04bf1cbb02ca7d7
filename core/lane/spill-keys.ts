import type { Identifier } from '../event/event.js'

/** A name as one text. */
export function nameText({ type, value }: Identifier): string {
  return `${type}\0${value}`
}

/** Bytes of a hash in a key: 53 bits. */
const HASH_BYTES = 7

/** Key of a record: hash and name; without one it stands before all of that hash. */
export type RecordKey = [hash: number] | [hash: number, type: string, value: string]

/** How the library writes keys of records into its own buffers, and reads them. */
export const RECORD_KEYS = {
  /** @throws RangeError when there is no room: then the library makes some and asks again */
  writeKey([hash, type, value]: RecordKey, target: Buffer, start: number): number {
    let at = target.writeUIntBE(Math.floor(hash / 0x1_0000_0000), start, 3)
    at = target.writeUInt32BE(hash % 0x1_0000_0000, at)
    if (type === undefined || value === undefined) return at
    if (target.length - at < (type.length + value.length) * 3 + 1) throw new RangeError('no room')
    at = writeText(target, type, at)
    target[at] = 0
    return writeText(target, value, at + 1)
  },
  readKey(source: Buffer, start: number, end: number): RecordKey {
    const hash = source.readUIntBE(start, 3) * 0x1_0000_0000 + source.readUInt32BE(start + 3)
    const from = start + HASH_BYTES
    const mark = source.indexOf(0, from)
    return [hash, source.toString('utf8', from, mark), source.toString('utf8', mark + 1, end)]
  },
}

function writeText(target: Buffer, text: string, start: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return start + target.write(text, start, 'utf8')
    target[start + i] = code
  }
  return start + text.length
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
