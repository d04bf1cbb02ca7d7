import { HASHES } from '../identity/name-order.js'

const SIZE_MIN = 1024
/** Of the slots that hashes are at home in, those that are used at most. */
const FULL = 0.5
/** With fewer there are fewer slots. */
const SPARSE = FULL / 4
/** In place of a hash. */
const EMPTY = -1

/**
 * Places by hash, in the order of the hashes, without an object for each: a table with open addressing whose
 * slots a hash divides evenly, so they are in order but for collisions, and within a run of those they are
 * kept so (O. Amble and D. E. Knuth, Ordered hash tables, 1974). Behind the last home there is room for the
 * longest run.
 */
export class SlotOrder {
  #size = SIZE_MIN
  #hashes = emptyHashes(SIZE_MIN)
  #places = new Uint32Array(this.#hashes.length)
  #count = 0

  /** Bytes that it takes. */
  get bytes(): number {
    return this.#hashes.byteLength + this.#places.byteLength
  }

  hashAt(slot: number): number {
    return this.#hashes[slot] as number
  }

  placeAt(slot: number): number {
    return this.#places[slot] as number
  }

  setPlace(slot: number, place: number): void {
    this.#places[slot] = place
  }

  /** The first slot that a hash may stand in. */
  homeOf(hash: number): number {
    return Math.floor(hash * (this.#size / HASHES))
  }

  /** The first slot from this one on that is used; negative when there is none. */
  next(slot: number): number {
    for (let at = slot; at < this.#hashes.length; at++) if (this.#hashes[at] !== EMPTY) return at
    return -1
  }

  /** The first slot with this hash; negative when there is none. */
  first(hash: number): number {
    for (let at = this.homeOf(hash); ; at++) {
      const other = this.#hashes[at]
      if (other === hash) return at
      if (other === undefined || other === EMPTY || other > hash) return -1
    }
  }

  /** The next slot with the hash of this one; negative when there is none. */
  alike(slot: number): number {
    return this.#hashes[slot + 1] === this.#hashes[slot] ? slot + 1 : -1
  }

  /** The slot with this hash and place; negative when there is none. */
  slotOf(hash: number, place: number): number {
    for (let slot = this.first(hash); slot >= 0; slot = this.alike(slot))
      if (this.#places[slot] === place) return slot
    return -1
  }

  add(hash: number, place: number): void {
    if (this.#count >= this.#size * FULL) this.#resize(this.#size * 2)
    this.#count++
    let at = this.homeOf(hash)
    while (this.#hashes[at] !== EMPTY && (this.#hashes[at] as number) <= hash) at++
    let end = at
    while (this.#hashes[end] !== EMPTY) end++
    this.#hashes.copyWithin(at + 1, at, end)
    this.#places.copyWithin(at + 1, at, end)
    this.#hashes[at] = hash
    this.#places[at] = place
  }

  /** The others may stand in other slots then. */
  removeAt(slot: number): void {
    this.#count--
    let end = slot + 1
    while (end < this.#hashes.length && this.#isAway(end)) end++
    this.#hashes.copyWithin(slot, slot + 1, end)
    this.#places.copyWithin(slot, slot + 1, end)
    this.#hashes[end - 1] = EMPTY
    if (this.#size > SIZE_MIN && this.#count < this.#size * SPARSE) this.#resize(this.#size / 2)
  }

  clear(): void {
    this.#size = SIZE_MIN
    this.#hashes = emptyHashes(SIZE_MIN)
    this.#places = new Uint32Array(this.#hashes.length)
    this.#count = 0
  }

  /** It stands behind its home. */
  #isAway(slot: number): boolean {
    const hash = this.#hashes[slot] as number
    return hash !== EMPTY && this.homeOf(hash) < slot
  }

  #resize(size: number): void {
    const [hashes, places] = [this.#hashes, this.#places]
    this.#size = size
    this.#hashes = emptyHashes(this.#size)
    this.#places = new Uint32Array(this.#hashes.length)
    // In order: each comes to stand at its home or right behind the one before.
    let free = 0
    for (const [slot, hash] of hashes.entries()) {
      if (hash === EMPTY) continue
      const at = Math.max(free, this.homeOf(hash))
      this.#hashes[at] = hash
      this.#places[at] = places[slot] as number
      free = at + 1
    }
  }
}

function emptyHashes(size: number): Float64Array {
  return new Float64Array(size + Math.ceil(size * FULL) + 1).fill(EMPTY)
}
