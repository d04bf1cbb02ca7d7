import type { Identifier } from '../event/event.js'
import { HASHES } from '../identity/name-order.js'
import type { Node, Nodes } from '../identity/nodes.js'
import type { Profile } from './profile.js'

/** Bytes of unchanged nodes that are written for each byte of changed ones. */
const SHARE = 1
/** Until all were met for the first time: so long all that the owner before wrote stays. */
const FIRST_SHARE = 3
/** What a checkpoint has swept too much counts for later ones, up to this part of the state. */
const CREDIT_SHARE = 1 / 8
/** Entries of which the average size is known; then those before count half. */
const AVERAGED = 4_096

/** Nodes that are not in memory, as the sweep meets them: by the hash of their names. */
export interface ColdSweep {
  /** Hashes below it have been met in this round, or are by the checkpoint under way. */
  readonly sweptTo: number
  beginSweep(): void
  endSweep(): void
  /** Takes about so many nodes more along; true when with them all have been. */
  sweepOn(count: number): boolean
}

/** The sweep came to hashes below `until`, and to none before them, in the checkpoint that stands at `at`. */
interface Pass {
  readonly until: number
  readonly at: number
}

interface SweepParts {
  readonly nodes: Nodes<Profile>
  readonly cold: ColdSweep | undefined
  /** Unchanged nodes that each checkpoint writes, at least: so the sweep goes on. */
  readonly sweepMin: number
  readonly write: (name: Identifier, node: Node<Profile>) => void
  /** Writes what is known of lives and of the erased, all of it. */
  readonly writeLives: () => void
}

/** The node in memory of a type that was not met for the longest time. */
interface Head {
  readonly type: string
  readonly rest: Iterator<[string, Node<Profile>]>
  next: [string, Node<Profile>]
}

/**
 * Has some nodes written again by each checkpoint, as many bytes as have changed, those first that were not
 * met for the longest time. What was written before that is not needed: so a changelog holds what it takes
 * to meet all, which is twice the state.
 *
 *     nodes in memory   a queue for each type: who comes, or is met, goes to its end
 *     the others        by hash, round and round; `Pass` says since when
 *     lives             all at one go
 *
 * One that comes into memory is written as changed. One that goes out of it stays as old as it is, so it is
 * `isMissed` when what it must be as young as has already passed the place where it is met from now on.
 * Cleaning of logs: Rosenblum and Ousterhout, The Design and Implementation of a Log-Structured File System.
 */
export class Sweep {
  readonly #parts: SweepParts
  /** Sequence at which the checkpoint under way begins to stand. */
  #at = 0
  /** What stands before is not needed; 0: it is not known what is not. */
  neededFrom = 0
  #livesAt = 0
  /** It is going over what is not in memory. */
  #isInCold = false
  /** Of the last round over what is not in memory, and of the present one. */
  #lastPasses: Pass[] = []
  #passes: Pass[] = []
  /** Bytes that are to be swept for what has changed. */
  #owed = 0
  /** Bytes swept since all was met, and those that it took then. */
  #swept = 0
  #lastSwept = 0
  readonly #average = { bytes: 0, entries: 0 }

  constructor(parts: SweepParts) {
    this.#parts = parts
  }

  /** Sequence at which the checkpoint under way begins to stand. */
  get at(): number {
    return this.#at
  }

  /**
   * Takes nodes along for a checkpoint that will stand from a sequence on.
   * @param all takes all of them
   */
  take(at: number, all: boolean): void {
    this.#at = at
    if (all) this.#takeAll()
    else this.#takeSome()
  }

  #takeAll(): void {
    const { nodes, cold } = this.#parts
    for (const head of this.#heads())
      for (let left = nodes.inOrder.get(head.type)?.size ?? 0; left > 0; left--) this.#meet(head)
    cold?.endSweep()
    this.#isInCold = false
    this.#passes = []
    this.#takeCold(Number.POSITIVE_INFINITY)
    this.#meetLives()
    this.neededFrom = this.#at
  }

  #takeSome(): void {
    const { bytes, entries } = this.#average
    const count = entries === 0 ? 0 : Math.ceil((this.#owed * entries) / bytes)
    const heads = this.#heads()
    let left = Math.max(this.#parts.sweepMin, count)
    left -= this.#takeHot(heads, left, this.#coldAt)
    if (left > 0 && this.#coldAt < this.#at) this.#takeCold(left)
    const hotAt = heads.reduce((least, { next }) => Math.min(least, sweptAt(next)), this.#at)
    const oldest = Math.min(hotAt, this.#coldAt)
    if (this.#livesAt < oldest) this.#meetLives()
    this.neededFrom = Math.max(this.neededFrom, Math.min(oldest, this.#livesAt))
  }

  /** The checkpoint has written an entry of a node that has changed. */
  changed(bytes: number): void {
    this.#owed += bytes * (this.neededFrom === 0 ? FIRST_SHARE : SHARE)
    if (this.#average.entries === 0) this.#averaged(bytes)
  }

  /** The checkpoint has written an entry of a node that was taken along. */
  swept(bytes: number): void {
    this.#swept += bytes
    this.#owed = Math.max(this.#owed - bytes, -this.#lastSwept * CREDIT_SHARE)
    this.#averaged(bytes)
  }

  /** A node goes out of memory unchanged: whether what was written of it goes before it is met again. */
  isMissed(node: Node<Profile>, hash: number): boolean {
    const { cold } = this.#parts
    const hasPassed = this.#isInCold && cold !== undefined && hash < cold.sweptTo
    return passAt(hasPassed ? this.#passes : this.#lastPasses, hash) > (node.writtenAt ?? 0)
  }

  /** Since when those that are not in memory were met, all of them. */
  get #coldAt(): number {
    const { cold } = this.#parts
    if (cold === undefined) return this.#at
    return passAt(this.#lastPasses, this.#isInCold ? cold.sweptTo : 0)
  }

  #heads(): Head[] {
    const heads: Head[] = []
    for (const [type, names] of this.#parts.nodes.inOrder) {
      const rest = names.entries()
      const { value, done } = rest.next()
      if (done !== true) heads.push({ type, rest, next: value })
    }
    return heads
  }

  /** Takes some of those in memory that were not met since `until`; returns how many. */
  #takeHot(heads: Head[], max: number, until: number): number {
    let count = 0
    for (; count < max; count++) {
      const head = oldestOf(heads)
      if (head === undefined || sweptAt(head.next) >= this.#at || sweptAt(head.next) > until) break
      this.#meet(head)
    }
    return count
  }

  #meet(head: Head): void {
    const [value, node] = head.next
    const name = { type: head.type, value }
    this.#parts.write(name, node)
    node.sweptAt = this.#at
    this.#parts.nodes.toEnd(name, node)
    // There is a next one: at least that which has just gone to the end.
    head.next = head.rest.next().value as Head['next']
  }

  #takeCold(count: number): void {
    const { cold } = this.#parts
    if (cold === undefined) return
    if (!this.#isInCold) cold.beginSweep()
    this.#isInCold = true
    const isRound = cold.sweepOn(count)
    this.#passes.push({ until: isRound ? HASHES : cold.sweptTo, at: this.#at })
    if (!isRound) return
    this.#lastPasses = this.#passes
    this.#passes = []
    this.#isInCold = false
  }

  /** All others have been met since the last time. */
  #meetLives(): void {
    this.#parts.writeLives()
    this.#livesAt = this.#at
    this.#lastSwept = this.#swept
    this.#swept = 0
  }

  #averaged(bytes: number): void {
    const average = this.#average
    if (average.entries >= AVERAGED) {
      average.bytes /= 2
      average.entries /= 2
    }
    average.bytes += bytes
    average.entries++
  }
}

function sweptAt([, node]: Head['next']): number {
  return node.sweptAt ?? 0
}

function oldestOf(heads: readonly Head[]): Head | undefined {
  let oldest = heads[0]
  for (const head of heads) if (sweptAt(head.next) < sweptAt((oldest as Head).next)) oldest = head
  return oldest
}

/** Where the checkpoint stands that passed a hash; 0: none did. */
function passAt(passes: readonly Pass[], hash: number): number {
  let low = 0
  let high = passes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((passes[middle] as Pass).until <= hash) low = middle + 1
    else high = middle
  }
  return passes[low]?.at ?? 0
}
