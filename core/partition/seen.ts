import { LIMITS } from '../base/limits.js'
import type { SeenEvent } from '../identity/messages.js'

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
