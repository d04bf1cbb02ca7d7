/**
 * Counts by what they count. The generator writes down what it does, the audit what the engine and the
 * receiver found, under the same names: so two of these can be compared line by line.
 */
export class Counts {
  readonly #counts: Map<string, number>

  constructor(entries: Iterable<readonly [string, number]> = []) {
    this.#counts = new Map(entries)
  }

  add(what: string, by = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + by)
  }

  get(what: string): number {
    return this.#counts.get(what) ?? 0
  }

  /** Sum of all whose name begins so. */
  sum(prefix: string): number {
    let sum = 0
    for (const [what, count] of this.#counts) if (what.startsWith(prefix)) sum += count
    return sum
  }

  entries(): [string, number][] {
    return [...this.#counts]
  }
}

export interface Difference {
  readonly what: string
  readonly expected: number
  readonly found: number
}

/** Where two differ, in order of name. What one does not mention counts as 0. */
export function differences(expected: Counts, found: Counts): Difference[] {
  const names = new Set([...expected.entries(), ...found.entries()].map(([what]) => what))
  return [...names]
    .sort()
    .map((what) => ({ what, expected: expected.get(what), found: found.get(what) }))
    .filter((line) => line.expected !== line.found)
}
