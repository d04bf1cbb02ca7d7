import type { Identifier } from '../event/event.js'
import { SlotOrder } from './slot-order.js'
import { nameText } from './spill-keys.js'

const SEGMENT_BYTES = 64 * 1024
/** Places are 32 bits. */
const SEGMENTS_MAX = 2 ** 32 / SEGMENT_BYTES
/** Before each record: its hash, how long its name is, and how long it is. */
const HEAD_BYTES = 16
/** In place of a length: the record is to be deleted. */
const DELETED = 0xffff_ffff

/** A record that is not on disk yet. Null bytes: it is to be deleted there. */
export interface GatheredRecord {
  readonly hash: number
  readonly name: Identifier
  readonly bytes: Uint8Array | null
}

interface Segment {
  readonly bytes: Buffer
  readonly number: number
  end: number
  /** Records in it that nothing has taken the place of. */
  live: number
}

/**
 * Records that wait in memory before they go to disk, outside of the heap of objects: the garbage collector
 * has nothing to do with them. They stand one behind the other in segments; what is put once more stands
 * anew, so the oldest segment holds what was not put for the longest time.
 *
 *     hashes in order    -> place: segment and offset
 *     segment            record, record, (what was put again), record …
 */
export class GatheredRecords {
  readonly #order = new SlotOrder()
  readonly #segments: (Segment | undefined)[] = []
  /** Numbers of segments that are free. */
  readonly #free: number[] = []
  /** Oldest first; the last one is written to. */
  readonly #queue = new Set<Segment>()
  #open: Segment | undefined
  #spare: Buffer | undefined
  /** Of the segments. */
  #bytes = 0

  /** Bytes that it takes, with the table of what stands where. */
  get bytes(): number {
    return this.#bytes + this.#order.bytes
  }

  /** Nothing is here. */
  get isEmpty(): boolean {
    return this.#queue.size === 0
  }

  /** A copy of what was put; null: it was deleted; undefined: nothing is known of it here. */
  get(hash: number, name: Identifier): Uint8Array | null | undefined {
    const slot = this.#find(hash, name)
    return slot < 0 ? undefined : this.#copyAt(this.#order.placeAt(slot))
  }

  put({ hash, name, bytes }: GatheredRecord): void {
    const slot = this.#find(hash, name)
    const place = this.#append(hash, name, bytes)
    if (slot < 0) this.#order.add(hash, place)
    else {
      const before = this.#order.placeAt(slot)
      this.#order.setPlace(slot, place)
      this.#drop(this.#segmentOf(before))
    }
  }

  /** As `ColdTier.range`; those that are deleted, too. */
  range(from: number, until: number, max: number): GatheredRecord[] {
    const range: GatheredRecord[] = []
    for (
      let slot = this.#order.next(this.#order.homeOf(from));
      slot >= 0;
      slot = this.#order.next(slot + 1)
    ) {
      const hash = this.#order.hashAt(slot)
      if (hash < from) continue
      if (hash >= until || (range.length >= max && hash !== range.at(-1)?.hash)) break
      const place = this.#order.placeAt(slot)
      range.push({ hash, name: this.#nameAt(place), bytes: this.#copyAt(place) })
    }
    return range
  }

  /** Takes the records out that stand in the oldest segment. Their bytes stand until the next one is put. */
  takeOldest(): GatheredRecord[] {
    const [segment] = this.#queue
    if (segment === undefined) return []
    const taken: GatheredRecord[] = []
    for (let at = 0; at < segment.end && segment.live > 0; ) {
      const place = segment.number * SEGMENT_BYTES + at
      const hash = segment.bytes.readDoubleLE(at)
      const slot = this.#order.slotOf(hash, place)
      if (slot >= 0) {
        taken.push({ hash, name: this.#nameAt(place), bytes: this.#viewAt(place) })
        this.#order.removeAt(slot)
        segment.live--
      }
      at += sizeAt(segment.bytes, at)
    }
    this.#release(segment)
    return taken
  }

  clear(): void {
    for (const segment of [...this.#queue]) this.#release(segment)
    this.#order.clear()
    this.#spare = undefined
  }

  #nameAt(place: number): Identifier {
    const { bytes } = this.#segmentOf(place)
    const at = place % SEGMENT_BYTES
    const start = at + HEAD_BYTES
    const text = bytes.toString('utf8', start, start + bytes.readUInt32LE(at + 8))
    const mark = text.indexOf('\0')
    return { type: text.slice(0, mark), value: text.slice(mark + 1) }
  }

  /** Slot of a name; negative when it is not here. */
  #find(hash: number, name: Identifier): number {
    for (let slot = this.#order.first(hash); slot >= 0; slot = this.#order.alike(slot)) {
      const place = this.#order.placeAt(slot)
      if (isNamed(this.#segmentOf(place).bytes, place % SEGMENT_BYTES, name)) return slot
    }
    return -1
  }

  #copyAt(place: number): Buffer | null {
    const view = this.#viewAt(place)
    return view && Buffer.from(view)
  }

  #viewAt(place: number): Buffer | null {
    const { bytes } = this.#segmentOf(place)
    const at = place % SEGMENT_BYTES
    const length = bytes.readUInt32LE(at + 12)
    if (length === DELETED) return null
    const start = at + HEAD_BYTES + bytes.readUInt32LE(at + 8)
    return bytes.subarray(start, start + length)
  }

  /** Returns its place. */
  #append(hash: number, name: Identifier, record: Uint8Array | null): number {
    const { type, value } = name
    const segment = this.#room(HEAD_BYTES + (type.length + value.length) * 3 + 1 + (record?.length ?? 0))
    const { bytes, end: at } = segment
    const start = at + HEAD_BYTES
    const length = bytes.write(nameText(name), start, 'utf8')
    bytes.writeDoubleLE(hash, at)
    bytes.writeUInt32LE(length, at + 8)
    bytes.writeUInt32LE(record?.length ?? DELETED, at + 12)
    if (record !== null) bytes.set(record, start + length)
    segment.end = start + length + (record?.length ?? 0)
    segment.live++
    return segment.number * SEGMENT_BYTES + at
  }

  /** The segment that is written to, with room for so many bytes. */
  #room(bytes: number): Segment {
    const open = this.#open
    // Behind one that is longer than a segment there may be room, but no places.
    const hasPlace = open !== undefined && open.end < SEGMENT_BYTES
    if (hasPlace && open.bytes.length - open.end >= bytes) return open
    // A record that is longer has one of its own.
    const isLong = bytes > SEGMENT_BYTES
    const buffer = isLong ? undefined : this.#spare
    if (!isLong) this.#spare = undefined
    const number = this.#free.pop() ?? this.#segments.length
    if (number >= SEGMENTS_MAX) throw new Error('more records are gathered than have places')
    const segment: Segment = {
      bytes: buffer ?? Buffer.allocUnsafeSlow(Math.max(bytes, SEGMENT_BYTES)),
      number,
      ...{ end: 0, live: 0 },
    }
    this.#segments[number] = segment
    this.#queue.add(segment)
    this.#bytes += segment.bytes.length
    this.#open = segment
    if (open?.live === 0) this.#release(open)
    return segment
  }

  #segmentOf(place: number): Segment {
    return this.#segments[Math.floor(place / SEGMENT_BYTES)] as Segment
  }

  /** One of its records has another place now. */
  #drop(segment: Segment): void {
    if (--segment.live === 0 && segment !== this.#open) this.#release(segment)
  }

  #release(segment: Segment): void {
    this.#queue.delete(segment)
    this.#segments[segment.number] = undefined
    this.#free.push(segment.number)
    this.#bytes -= segment.bytes.length
    if (segment.bytes.length === SEGMENT_BYTES) this.#spare = segment.bytes
    if (segment === this.#open) this.#open = undefined
  }
}

/** Of a record with what stands before it. */
function sizeAt(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32LE(at + 12)
  return HEAD_BYTES + bytes.readUInt32LE(at + 8) + (length === DELETED ? 0 : length)
}

function isNamed(bytes: Buffer, at: number, { type, value }: Identifier): boolean {
  const start = at + HEAD_BYTES
  const end = start + bytes.readUInt32LE(at + 8)
  const mark = start + type.length
  if (end - start === type.length + value.length + 1 && bytes[mark] === 0) {
    const isSame = isAscii(bytes, start, type) && isAscii(bytes, mark + 1, value)
    if (isSame) return true
  }
  return bytes.toString('utf8', start, end) === `${type}\0${value}`
}

function isAscii(bytes: Buffer, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== bytes[start + i] || code > 0x7f) return false
  }
  return true
}
