import { LIMITS } from '../base/limits.js'
import { Wire } from '../event/wire.js'
import type { SeenEvent } from '../identity/messages.js'

/** Of an id and its instant, as bytes. */
const ENTRY_BYTES = 16
/** From this many ids on, a set answers instead of a scan. */
const SCAN_MAX = 24

/**
 * The ids (53-bit hashes) of the newest events that a profile accepted: within a horizon and up to a
 * limit. A ring: the oldest is overwritten.
 */
export class Seen {
  /** Id and instant in turns. A plain array of doubles: most profiles keep few, and it is small. */
  #ring: number[] = []
  /** Of the oldest entry. */
  #first = 0
  #count = 0
  #set: Set<number> | undefined

  /**
   * @param numbers ids and instants in turns, as `numbers` gives them; its own from now on
   * @throws Error when they do not come in pairs
   */
  static ofNumbers(numbers: number[]): Seen {
    if (numbers.length % 2 !== 0) throw new Error(`${numbers.length} numbers of ids seen`)
    const seen = new Seen()
    if (numbers.length <= SCAN_MAX * 2 && isWithinHorizon(numbers)) {
      seen.#ring = numbers
      seen.#count = numbers.length >> 1
    } else
      for (let i = 0; i < numbers.length; i += 2) seen.add(numbers[i] as number, numbers[i + 1] as number)
    return seen
  }

  /** @throws Error when the bytes are not what `toBytes` made */
  static fromBytes(bytes: Uint8Array): Seen {
    if (bytes.length % ENTRY_BYTES !== 0) throw new Error(`${bytes.length} bytes of ids seen`)
    return Seen.ofNumbers(new Wire(bytes).doubles(bytes.length))
  }

  /** Ids and instants in turns, oldest first: to look at. */
  numbers(): readonly number[] {
    if (this.#first === 0 && this.#count * 2 === this.#ring.length) return this.#ring
    return [...this.entries()].flatMap(({ id, at }) => [id, at])
  }

  /** As bytes, the same. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.#count * ENTRY_BYTES)
    const view = new DataView(bytes.buffer)
    const room = this.#ring.length >> 1
    for (let i = 0; i < this.#count; i++) {
      const place = (this.#first + i) % room
      view.setFloat64(i * ENTRY_BYTES, this.#ring[place * 2] as number, true)
      view.setFloat64(i * ENTRY_BYTES + 8, this.#ring[place * 2 + 1] as number, true)
    }
    return bytes
  }

  /** @param events oldest first */
  static of(events: Iterable<SeenEvent>): Seen {
    const seen = new Seen()
    for (const { id, at } of events) seen.add(id, at)
    return seen
  }

  get size(): number {
    return this.#count
  }

  has(id: number): boolean {
    if (this.#set !== undefined) return this.#set.has(id)
    const ring = this.#ring
    for (let i = 0; i < ring.length; i += 2) if (ring[i] === id) return true
    return false
  }

  /** False when an id within the horizon is forgotten for it. */
  add(id: number, at: number): boolean {
    while (this.#count > 0 && (this.#ring[this.#first * 2 + 1] as number) <= at - LIMITS.seenMsMax)
      this.#dropFirst()
    const isFull = this.#count === LIMITS.seenEventsMax
    if (isFull) this.#dropFirst()
    const room = this.#ring.length >> 1
    if (this.#count === room) this.#append(id, at)
    else {
      const place = (this.#first + this.#count) % room
      this.#ring[place * 2] = id
      this.#ring[place * 2 + 1] = at
    }
    this.#count++
    if (this.#set !== undefined) this.#set.add(id)
    else if (this.#count > SCAN_MAX) this.#set = new Set([...this.entries()].map((entry) => entry.id))
    return !isFull
  }

  /** Oldest first. */
  *entries(): Generator<SeenEvent> {
    const room = this.#ring.length >> 1
    for (let i = 0; i < this.#count; i++) {
      const place = (this.#first + i) % room
      yield { id: this.#ring[place * 2] as number, at: this.#ring[place * 2 + 1] as number }
    }
  }

  /** What both have seen, newest by time; the same whichever of the two is asked. */
  union(other: Seen): Seen {
    const all = new Map<number, number>()
    for (const seen of [this, other])
      for (const { id, at } of seen.entries()) all.set(id, Math.max(at, all.get(id) ?? at))
    const sorted = [...all].map(([id, at]) => ({ id, at })).sort((x, y) => x.at - y.at || x.id - y.id)
    return Seen.of(sorted.slice(-LIMITS.seenEventsMax))
  }

  /** Those within the horizon, oldest first. */
  since(at: number): SeenEvent[] {
    return [...this.entries()].filter((entry) => entry.at > at)
  }

  /** How many ids within the horizon the union has no room for. */
  lostInUnion(other: Seen): number {
    if (this.size + other.size <= LIMITS.seenEventsMax) return 0
    const all = new Map([...this.entries(), ...other.entries()].map(({ id, at }) => [id, at]))
    const edge = Math.max(...all.values()) - LIMITS.seenMsMax
    const recent = [...all.values()].filter((at) => at > edge).length
    return Math.max(0, recent - LIMITS.seenEventsMax)
  }

  #dropFirst(): void {
    this.#set?.delete(this.#ring[this.#first * 2] as number)
    // No id is NaN: what was dropped is found no more.
    this.#ring[this.#first * 2] = Number.NaN
    this.#first = (this.#first + 1) % (this.#ring.length >> 1)
    this.#count--
  }

  /** The ring is full: it begins at its first entry again, and gets longer by one. */
  #append(id: number, at: number): void {
    if (this.#first > 0) {
      this.#ring = [...this.#ring.slice(this.#first * 2), ...this.#ring.slice(0, this.#first * 2)]
      this.#first = 0
    }
    this.#ring.push(id, at)
  }
}

/** None is forgotten for one that comes behind it. */
function isWithinHorizon(numbers: readonly number[]): boolean {
  let [oldest, newest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 1; i < numbers.length; i += 2) {
    const at = numbers[i] as number
    if (at < oldest) oldest = at
    if (at > newest) newest = at
  }
  return oldest > newest - LIMITS.seenMsMax
}
