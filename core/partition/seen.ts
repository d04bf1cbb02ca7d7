import { LIMITS } from '../base/limits.js'

/** From this many ids on, a set answers instead of a scan. */
const SCAN_MAX = 24

/**
 * The ids (53-bit hashes) of the newest events that a profile accepted: within a horizon and up to a
 * limit. A ring: the oldest is overwritten.
 */
export class Seen {
  #ids = new Float64Array(4)
  #times = new Float64Array(4)
  #first = 0
  #count = 0
  #set: Set<number> | undefined

  get size(): number {
    return this.#count
  }

  has(id: number): boolean {
    if (this.#set !== undefined) return this.#set.has(id)
    for (let i = 0; i < this.#count; i++)
      if (this.#ids[(this.#first + i) & (this.#ids.length - 1)] === id) return true
    return false
  }

  add(id: number, at: number): void {
    while (this.#count > 0 && (this.#times[this.#first] as number) <= at - LIMITS.seenMsMax) this.#dropFirst()
    if (this.#count === LIMITS.seenEventsMax) this.#dropFirst()
    if (this.#count === this.#ids.length) this.#grow()
    const place = (this.#first + this.#count++) & (this.#ids.length - 1)
    this.#ids[place] = id
    this.#times[place] = at
    if (this.#set !== undefined) this.#set.add(id)
    else if (this.#count > SCAN_MAX) this.#set = new Set([...this.entries()].map((entry) => entry.id))
  }

  /** Oldest first. */
  *entries(): Generator<{ id: number; at: number }> {
    for (let i = 0; i < this.#count; i++) {
      const place = (this.#first + i) & (this.#ids.length - 1)
      yield { id: this.#ids[place] as number, at: this.#times[place] as number }
    }
  }

  /** What both have seen, newest by time; the same whichever of the two is asked. */
  union(other: Seen): Seen {
    const all = new Map<number, number>()
    for (const seen of [this, other])
      for (const { id, at } of seen.entries()) all.set(id, Math.max(at, all.get(id) ?? at))
    const union = new Seen()
    const sorted = [...all].sort(([idX, atX], [idY, atY]) => atX - atY || idX - idY)
    for (const [id, at] of sorted.slice(-LIMITS.seenEventsMax)) union.add(id, at)
    return union
  }

  #dropFirst(): void {
    this.#set?.delete(this.#ids[this.#first] as number)
    this.#first = (this.#first + 1) & (this.#ids.length - 1)
    this.#count--
  }

  /** The ring is full: what stands before the first comes behind the last. */
  #grow(): void {
    this.#ids = unrolled(this.#ids, this.#first)
    this.#times = unrolled(this.#times, this.#first)
    this.#first = 0
  }
}

/** A ring of twice the room, its entries in order from the first on. */
function unrolled(ring: Float64Array, first: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(ring.length * 2)
  larger.set(ring.subarray(first))
  if (first > 0) larger.set(ring.subarray(0, first), ring.length - first)
  return larger
}
