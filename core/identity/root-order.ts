import type { Identifier } from '../event/event.js'
import { compareKeys, HASHES, identifierHash } from './name-order.js'

/** A leaf that holds more is divided, as long as hashes differ in the bits that are left. */
const LEAF_MAX = 32
const WAYS = 16
/** Below it a leaf is not divided: all its hashes are the same but for a bit. */
const SPAN_MIN = 2

interface Keyed {
  readonly key: Identifier
}

/** A root in its place: by the hash of its name, then by the name. */
export interface PlacedRoot<Root> {
  readonly hash: number
  readonly root: Root
}

class Branch<Root> {
  readonly ways: (Branch<Root> | Root[] | undefined)[] = new Array(WAYS).fill(undefined)
}

/**
 * Roots in the order of the hashes of their names, however they come and go: a tree over the bits of the
 * hash, 16 ways at each branch. It takes about 20 bytes a root.
 */
export class RootOrder<Root extends Keyed> {
  readonly #top = new Branch<Root>()

  add(root: Root): void {
    const hash = identifierHash(root.key)
    let branch = this.#top
    for (let span = HASHES / WAYS; ; span /= WAYS) {
      const way = wayOf(hash, span)
      const part = branch.ways[way]
      if (part instanceof Branch) {
        branch = part
        continue
      }
      if (part === undefined) branch.ways[way] = [root]
      else {
        part.push(root)
        if (part.length > LEAF_MAX && span >= SPAN_MIN) branch.ways[way] = divided(part, span / WAYS)
      }
      return
    }
  }

  remove(root: Root): void {
    const hash = identifierHash(root.key)
    let branch = this.#top
    for (let span = HASHES / WAYS; ; span /= WAYS) {
      const part = branch.ways[wayOf(hash, span)]
      if (part === undefined) return
      if (part instanceof Branch) {
        branch = part
        continue
      }
      const place = part.indexOf(root)
      const last = part.pop()
      if (place >= 0 && place < part.length) part[place] = last as Root
      else if (place < 0) part.push(last as Root)
      return
    }
  }

  /** Those with this hash and beyond, in order. Nobody may come or go meanwhile. */
  from(hash: number): Generator<PlacedRoot<Root>> {
    return walk(this.#top, 0, HASHES / WAYS, hash)
  }
}

function* walk<Root extends Keyed>(
  branch: Branch<Root>,
  low: number,
  span: number,
  from: number,
): Generator<PlacedRoot<Root>> {
  for (const [way, part] of branch.ways.entries()) {
    const begin = low + way * span
    if (part === undefined || begin + span <= from) continue
    if (part instanceof Branch) yield* walk(part, begin, span / WAYS, from)
    else {
      const placed = part.map((root) => ({ hash: identifierHash(root.key), root }))
      placed.sort((x, y) => x.hash - y.hash || compareKeys(x.root.key, y.root.key))
      for (const one of placed) if (one.hash >= from) yield one
    }
  }
}

function divided<Root extends Keyed>(roots: readonly Root[], span: number): Branch<Root> {
  const branch = new Branch<Root>()
  for (const root of roots) {
    const way = wayOf(identifierHash(root.key), span)
    const part = branch.ways[way]
    if (part === undefined) branch.ways[way] = [root]
    else (part as Root[]).push(root)
  }
  return branch
}

function wayOf(hash: number, span: number): number {
  return Math.floor(hash / span) % WAYS
}
