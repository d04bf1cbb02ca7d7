import { hash53 } from '../core/base/hash.js'
import type { Identities } from '../core/definitions/identities.js'
import type { Identifier } from '../core/event/event.js'
import type { Touch } from './identity-workload.js'

/** What a family of sets comes to: two of the same numbers are the same family. */
export interface Sets {
  readonly identifiers: number
  readonly sets: number
  /** Sum over all identifiers of a hash of each with the strongest of its set, modulo 2^53. */
  readonly digest: number
}

const MODULUS = 2 ** 53

/** Counts sets; a pair is an identifier by its rank name, and whatever its set is called. */
export function setsOf(pairs: Iterable<readonly [identifier: string, set: string | number]>): Sets {
  const all = [...pairs]
  const strongest = new Map<string | number, string>()
  for (const [identifier, set] of all) {
    const before = strongest.get(set)
    if (before === undefined || identifier < before) strongest.set(set, identifier)
  }
  let digest = 0
  for (const [identifier, set] of all) {
    const hash = hash53(`${identifier} ${strongest.get(set)}`)
    // Two numbers below 2^53 do not add up exactly: the distance to the modulus does.
    digest = digest >= MODULUS - hash ? digest - (MODULUS - hash) : digest + hash
  }
  return { identifiers: all.length, sets: strongest.size, digest }
}

/** @throws Error when they are not the same sets */
export function checkSame(who: string, is: Sets, right: Sets): void {
  if (JSON.stringify(is) !== JSON.stringify(right))
    throw new Error(`${who} came to ${JSON.stringify(is)} instead of ${JSON.stringify(right)}`)
}

/** A name that sorts by rank: priority of the type, hash, value. */
export function rankName(identifier: Identifier, identities: Identities): string {
  const hash = identities.hash(identifier).toString(16).padStart(8, '0')
  return `${identities.priority(identifier.type)}${hash}${identifier.value}`
}

/** The plain union-find: what all that do the job must come to. Path halving; the stronger name leads. */
export class UnionFind {
  readonly #parents = new Map<string, string>()

  /** Everything that the events name, joined as they say. */
  static of(rows: Iterable<Touch>, identities: Identities): UnionFind {
    const unions = new UnionFind()
    for (const { identifiers } of rows) {
      const [one, ...others] = identifiers.map((identifier) => rankName(identifier, identities))
      if (one === undefined) continue
      unions.find(one)
      for (const other of others) unions.union(one, other)
    }
    return unions
  }

  find(name: string): string {
    let at = name
    for (;;) {
      const parent = this.#parents.get(at)
      if (parent === undefined) {
        this.#parents.set(at, at)
        return at
      }
      if (parent === at) return at
      const next = this.#parents.get(parent) as string
      this.#parents.set(at, next)
      at = next
    }
  }

  union(x: string, y: string): void {
    const [rootX, rootY] = [this.find(x), this.find(y)]
    if (rootX < rootY) this.#parents.set(rootY, rootX)
    else this.#parents.set(rootX, rootY)
  }

  sets(): Sets {
    return setsOf([...this.#parents.keys()].map((name) => [name, this.find(name)] as const))
  }
}
