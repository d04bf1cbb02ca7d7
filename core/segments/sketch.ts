const REGISTER_BITS = 11
const REGISTERS = 1 << REGISTER_BITS
/** Bits of a 53-bit hash that are left to rank it. */
const RANK_BITS = 53 - REGISTER_BITS

/** Standard error of an estimate, as a share: 1.04 / sqrt(registers). */
export const SKETCH_ERROR = 1.04 / Math.sqrt(REGISTERS)

/**
 * How many distinct values a window holds, about: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) over
 * a sliding window: each register keeps the ranks that may yet become its greatest, with their instants
 * (Chabchoub and Hébrail 2010), and the estimator of Ertl (New cardinality estimation algorithms for
 * HyperLogLog sketches, 2017, algorithm 6), which needs no table of corrections.
 */
export class Sketch {
  /** By register: instant, rank, instant, rank …: instants grow, ranks fall. */
  readonly #registers: (number[] | undefined)[] = []

  add(hash: number, time: number): void {
    this.#put(hash % REGISTERS, time, rankOf(Math.floor(hash / REGISTERS)))
  }

  merge(other: Sketch): void {
    for (const { register, time, rank } of other.entries()) this.#put(register, time, rank)
  }

  /** Drops what is at or before `edge`. */
  drop(edge: number): void {
    for (const list of this.#registers) {
      if (list === undefined) continue
      const first = firstIn(list, edge)
      if (first > 0) list.splice(0, first)
    }
  }

  /** Estimate of the distinct values behind `edge`, unrounded. */
  estimate(edge: number): number {
    const counts = new Array<number>(RANK_BITS + 2).fill(0)
    for (let register = 0; register < REGISTERS; register++) {
      const list = this.#registers[register]
      const rank = list === undefined ? 0 : (list[firstIn(list, edge) + 1] ?? 0)
      counts[rank] = (counts[rank] as number) + 1
    }
    let z = REGISTERS * tau(1 - (counts[RANK_BITS + 1] as number) / REGISTERS)
    for (let rank = RANK_BITS; rank >= 1; rank--) z = 0.5 * (z + (counts[rank] as number))
    z += REGISTERS * sigma((counts[0] as number) / REGISTERS)
    return (REGISTERS * REGISTERS) / (2 * Math.LN2 * z)
  }

  /** Oldest instant behind `edge` that counts now; Infinity: none. */
  oldest(edge: number): number {
    let oldest = Number.POSITIVE_INFINITY
    for (const list of this.#registers) {
      const time = list === undefined ? undefined : list[firstIn(list, edge)]
      if (time !== undefined && time < oldest) oldest = time
    }
    return oldest
  }

  *entries(): Generator<{ register: number; time: number; rank: number }> {
    for (const [register, list] of this.#registers.entries())
      for (let i = 0; list !== undefined && i < list.length; i += 2)
        yield { register, time: list[i] as number, rank: list[i + 1] as number }
  }

  /** Takes over an entry as `entries` gave it. */
  restore(register: number, time: number, rank: number): void {
    if (register < REGISTERS && rank >= 1 && rank <= RANK_BITS + 1) this.#put(register, time, rank)
  }

  /** What is no newer and no greater than another will never be the greatest. */
  #put(register: number, time: number, rank: number): void {
    const list = this.#registers[register]
    if (list === undefined) {
      for (let i = this.#registers.length; i < register; i++) this.#registers.push(undefined)
      this.#registers[register] = [time, rank]
      return
    }
    let after = list.length
    while (after > 0 && (list[after - 2] as number) > time) after -= 2
    if ((list[after + 1] ?? 0) >= rank) return
    if (after > 0 && list[after - 2] === time && (list[after - 1] as number) >= rank) return
    let from = after
    while (from > 0 && (list[from - 1] as number) <= rank) from -= 2
    list.splice(from, after - from, time, rank)
  }
}

function firstIn(list: readonly number[], edge: number): number {
  let first = 0
  while (first < list.length && (list[first] as number) <= edge) first += 2
  return first
}

/** Place of the first bit that is set, from 1; all are clear: one more than there are. */
function rankOf(rest: number): number {
  const high = Math.floor(rest / 0x1_0000_0000)
  const highBits = RANK_BITS - 32
  return high > 0 ? Math.clz32(high) - (32 - highBits) + 1 : highBits + Math.clz32(rest >>> 0) + 1
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY
  let [x, y, z] = [share, 1, share]
  for (let before = -1; before !== z; ) {
    before = z
    x *= x
    z += x * y
    y += y
  }
  return z
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0
  let [x, y, z] = [share, 1, 1 - share]
  for (let before = -1; before !== z; ) {
    before = z
    x = Math.sqrt(x)
    y *= 0.5
    z -= (1 - x) ** 2 * y
  }
  return z / 3
}
