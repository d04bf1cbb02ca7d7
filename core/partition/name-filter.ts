/** Bits of a name, and how many of them are set for it: about one name in a hundred is taken for another. */
const NAME_BITS = 10
const PROBES = 6
const NAMES_MIN = 1024

/**
 * Tells that a name was never noted, without asking the disk (B. H. Bloom, 1970). Filters of doubling size
 * one behind the other, so that it grows without being made anew; names are not forgotten.
 */
export class NameFilter {
  readonly #filters: { readonly bits: Uint32Array; readonly room: number; count: number }[] = []

  /** By the hash of the name, 53 bits. */
  mayHave(hash: number): boolean {
    for (const { bits } of this.#filters) if (probe(bits, hash)) return true
    return false
  }

  add(hash: number): void {
    if (this.mayHave(hash)) return
    let last = this.#filters.at(-1)
    if (last === undefined || last.count === last.room) {
      const room = last === undefined ? NAMES_MIN : last.room * 2
      last = { bits: new Uint32Array(Math.ceil((room * NAME_BITS) / 32)), room, count: 0 }
      this.#filters.push(last)
    }
    last.count++
    mark(last.bits, hash)
  }
}

/** Two halves of the hash give as many probes as are wanted (Kirsch, Mitzenmacher, 2006). */
function probe(bits: Uint32Array, hash: number): boolean {
  const size = bits.length * 32
  const step = Math.floor(hash / 0x1_0000_0000) * 2 + 1
  let at = (hash >>> 0) % size
  for (let i = 0; i < PROBES; i++) {
    if (((bits[at >>> 5] as number) & (1 << (at & 31))) === 0) return false
    at = (at + step) % size
  }
  return true
}

function mark(bits: Uint32Array, hash: number): void {
  const size = bits.length * 32
  const step = Math.floor(hash / 0x1_0000_0000) * 2 + 1
  let at = (hash >>> 0) % size
  for (let i = 0; i < PROBES; i++) {
    bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
    at = (at + step) % size
  }
}
