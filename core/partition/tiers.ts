import { LRUCache } from 'lru-cache'
import type { TimerQueue } from '../base/timer-queue.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import { compareNames, HASHES, identifierHash } from '../identity/name-order.js'
import { type ColdNodes, isRedirect, type Node, type Nodes } from '../identity/nodes.js'
import type { Checkpointer } from './checkpointer.js'
import {
  HEAD_BYTES,
  packRecord,
  type RecordHead,
  recordEntry,
  recordHead,
  recordWentAt,
  withHead,
} from './cold-record.js'
import type { ColdTier, ColdTimer } from './cold-tier.js'
import { ColdTimers } from './cold-timers.js'
import { decodeEntry, encodeEntry, type NodeEntry, nodeEntry } from './entry-codec.js'
import { NameFilter } from './name-filter.js'
import type { Profile } from './profile.js'
import type { Reading } from './profile-codec.js'
import { profileEntryBehind } from './profile-entry.js'
import type { PlacedName } from './round.js'

/** What a node takes in memory, measured: so much, and so much for a byte of its entry. */
const ROOT_BYTES = 2_400
const REDIRECT_BYTES = 600
const BYTES_PER_BYTE = 2
/** Of an entry that was not written yet. */
const NEW_ENTRY_BYTES = 400
/**
 * Share of the memory for those who came and were not looked at again. It is so small that most of them go
 * before the garbage collector has met them: what lives a little longer costs it most.
 */
const NEW_SHARE = 0.01
/** Share of the memory from which on it is likely that a node has to go. */
const FULL = 0.75
/** Records that are read at one go where all are read. */
const RANGE_RECORDS = 256
/** The cold tier holds a record of the node that says something else than the last checkpoint did. */
const OTHERWISE = -1

/** What is known of a node in memory. */
interface Hot {
  readonly name: Identifier
  /** Estimated bytes. */
  readonly size: number
}

interface TierParts {
  readonly timers: TimerQueue<Profile>
  readonly checkpointer: Checkpointer
  /** Whose numbers profiles of a turn have; of none: those in force. */
  readonly definitions: (turn?: number) => Definitions
  /** How profiles of a turn were written. */
  readonly readingOf: (turn?: number) => Reading
}

/**
 * Keeps the nodes of a partition within so many bytes of memory: those longest not looked at go to the cold
 * tier, as entries of a checkpoint, and come back when they are looked at. To what the partition says it
 * makes no difference which nodes are where.
 */
export class Tiers implements ColdNodes<Profile> {
  /** Bytes that nodes may take in memory, as estimated. */
  hotBytesMax: number
  readonly tier: ColdTier
  readonly #parts: TierParts
  readonly #timers: ColdTimers
  /** Who came lately, and who has proved to be looked at again and again: each in the order of coming. */
  readonly #young = new LRUCache<Node<Profile>, Hot>({ maxSize: Number.MAX_SAFE_INTEGER })
  readonly #proven = new LRUCache<Node<Profile>, Hot>({ maxSize: Number.MAX_SAFE_INTEGER })
  readonly #filter = new NameFilter()
  #nodes!: Nodes<Profile>
  /** Those that have come into memory since the last rest. */
  #fresh: Node<Profile>[] = []
  #cold = { nodes: 0, roots: 0, timers: 0 }
  /** How many have gone out of memory, within 32 bits. */
  #went = 0

  constructor({ tier, hotBytesMax }: { tier: ColdTier; hotBytesMax: number }, parts: TierParts) {
    this.hotBytesMax = hotBytesMax
    this.tier = tier
    this.#parts = parts
    this.#timers = new ColdTimers(tier)
  }

  /** Whose nodes these are: they know each other. */
  watch(nodes: Nodes<Profile>): void {
    this.#nodes = nodes
  }

  /** How many are not in memory. */
  get cold(): { readonly nodes: number; readonly roots: number; readonly timers: number } {
    return this.#cold
  }

  /** Estimated bytes of the nodes in memory. */
  get hotBytes(): number {
    return this.#young.calculatedSize + this.#proven.calculatedSize
  }

  /** The first timer of those that are not in memory, in the order (due, key). */
  get firstTimer(): ColdTimer | undefined {
    for (let timer = this.#timers.first; timer !== undefined; timer = this.#timers.first) {
      const node = this.#nodes.inMemory(timer.key)
      if (node === undefined) return timer
      this.#unschedule(timer.key, node)
    }
    return undefined
  }

  /** Spills until the rest fits. Not while a step holds a node. */
  trim(): void {
    // What they came for does not count: who comes once goes first.
    for (const node of this.#fresh) node.touched = false
    this.#fresh.length = 0
    let kept = 0
    while (this.hotBytes > this.hotBytesMax && kept < 2 * (this.#young.size + this.#proven.size)) {
      const isYoung = this.#young.calculatedSize > this.hotBytesMax * NEW_SHARE || this.#proven.size === 0
      const oldest = (isYoung ? this.#young : this.#proven).pop()
      if (oldest === undefined) return
      const node = this.#nodes.inMemory(oldest.name) as Node<Profile>
      if (node.touched === true || isFlushing(node)) {
        kept++
        // Looked at since it stood at the end of the row: it goes to the beginning, of the proven.
        node.touched = false
        this.#proven.set(node, oldest, { size: oldest.size })
      } else this.#spill(oldest.name, node)
    }
  }

  /** The profiles from a hash on that are not in memory, by `compareNames`. None may move meanwhile. */
  *rootsFrom(from: number): Generator<PlacedName> {
    for (const { hash, bytes } of this.#records(from)) {
      const profile = recordEntry(bytes)
      const { name, isRoot, turn } = nodeEntry(profile) as NodeEntry
      if (isRoot) yield { hash, name, turn, profile }
    }
  }

  /** A node of a state that is restored, which holds nothing back. Its timer comes by `restoreTimer`. */
  restore({ name, isRoot, due }: NodeEntry, hash: number, entry: Uint8Array, said: number): void {
    this.tier.put(hash, name, packRecord({ said, checkpoint: 0, place: 0 }, entry, 0))
    this.#count(hash, isRoot, Number.isFinite(due))
    this.#nodes.restored(name, isRoot)
  }

  restoreTimer(name: Identifier, due: number): void {
    this.#timers.schedule(name, due)
  }

  /** A checkpoint has written an entry of a profile in memory: now its size is known. */
  written(profile: Profile, entry: Uint8Array): void {
    if (this.#nodes.inMemory(profile.key) !== profile) return
    if (profile.touched) this.#keep(profile.key, profile, entry.length)
    const isFull = this.hotBytes > this.hotBytesMax * FULL
    // One that no step has looked at since may go soon, as it is.
    if (isFull && profile.dirtyPlace < 0 && profile.stored !== profile.hash)
      this.#put(profile.key, profile, entry)
  }

  // What nodes ask (ColdNodes).

  has(name: Identifier): boolean {
    return this.#record(name) !== undefined
  }

  thaw(name: Identifier): Node<Profile> | undefined {
    const record = this.#record(name)
    if (record === undefined) return undefined
    const entry = recordEntry(record)
    const node = this.#decode(entry)
    const { checkpointer, timers } = this.#parts
    const { said, isSaid } = checkpointer.thaws(name, recordHead(record), entry)
    node.hash = said
    node.stored = isSaid ? said : OTHERWISE
    this.#cold.nodes--
    if (isRedirect(node)) checkpointer.redirect({ type: name.type, value: name.value })
    else {
      this.#cold.roots--
      if (!isSaid) checkpointer.root(node)
      if (Number.isFinite(node.armed)) {
        this.#cold.timers--
        node.storedDue = node.armed
        timers.set(node, node.armed)
      }
    }
    const row = this.#isBack(recordWentAt(record)) ? this.#proven : this.#young
    this.#keep(name, node, entry.length, row)
    this.#fresh.push(node)
    return node
  }

  entered(name: Identifier, node: Node<Profile>, before: Node<Profile> | undefined): void {
    if (before !== undefined && before !== node) {
      this.#forget(before)
      this.#unschedule(name, before)
      node.stored = before.stored === undefined ? undefined : OTHERWISE
      before.stored = undefined
    }
    this.#keep(name, node, NEW_ENTRY_BYTES)
    this.#fresh.push(node)
  }

  left(name: Identifier, before: Node<Profile>): void {
    this.#forget(before)
    this.#unschedule(name, before)
    if (before.stored !== undefined) this.tier.delete(identifierHash(name), name)
    before.stored = undefined
  }

  copy(name: Identifier): Node<Profile> | undefined {
    const record = this.#record(name)
    return record && this.#decode(recordEntry(record))
  }

  *copies(): Generator<{ type: string; value: string; node: Node<Profile> }> {
    for (const { name, bytes } of this.#records())
      yield { type: name.type, value: name.value, node: this.#decode(recordEntry(bytes)) }
  }

  /** Records of nodes that are not in memory when they are met, by `compareNames`. */
  *#records(first = 0) {
    for (let from = first; ; ) {
      const range = this.tier.range(from, HASHES, RANGE_RECORDS)
      if (range.length === 0) return
      from = (range.at(-1)?.hash ?? 0) + 1
      range.sort((x, y) => compareNames(x.name, y.name))
      for (const record of range) if (this.#nodes.inMemory(record.name) === undefined) yield record
    }
  }

  /** Of a name that is not in memory. */
  #record(name: Identifier): Uint8Array | undefined {
    if (this.#cold.nodes === 0) return undefined
    const hash = identifierHash(name)
    return this.#filter.mayHave(hash) ? this.tier.get(hash, name) : undefined
  }

  #decode(bytes: Uint8Array): Node<Profile> {
    const entry = decodeEntry(bytes, this.#parts.readingOf)
    if (entry.kind === 'profile') return entry.profile
    if (entry.kind === 'redirect') return entry.redirect
    throw new Error(`a record of the cold tier is a ${entry.kind}`)
  }

  #spill(name: Identifier, node: Node<Profile>): void {
    const { checkpointer, timers } = this.#parts
    const isRoot = !isRedirect(node)
    if (isRoot) checkpointer.settle(node)
    const head = checkpointer.spills(name, node)
    const hash = identifierHash(name)
    this.#went = (this.#went + 1) >>> 0
    if (head.checkpoint !== 0 || node.stored === undefined || node.stored !== node.hash)
      this.tier.put(hash, name, this.#pack(name, node, head))
    const due = isRoot ? node.armed : Number.POSITIVE_INFINITY
    if (node.storedDue !== due) this.#unschedule(name, node)
    const isArmed = Number.isFinite(due)
    if (isArmed && node.storedDue === undefined) this.#timers.schedule(name, due)
    if (isRoot) timers.remove(node)
    this.#forget(node)
    this.#nodes.spilled(name)
    this.#count(hash, isRoot, isArmed)
  }

  /** One that went so lately that it would still be here had there been twice the memory proves itself. */
  #isBack(wentAt: number): boolean {
    return wentAt > 0 && (this.#went - wentAt) >>> 0 < this.#young.size + this.#proven.size
  }

  #keep(
    { type, value }: Identifier,
    node: Node<Profile>,
    entryBytes: number,
    row = this.#proven.has(node) ? this.#proven : this.#young,
  ): void {
    const own = isRedirect(node) ? REDIRECT_BYTES : ROOT_BYTES
    const size = Math.ceil(own + BYTES_PER_BYTE * entryBytes)
    row.set(node, { name: { type, value }, size }, { size })
  }

  #forget(node: Node<Profile>): void {
    if (!this.#young.delete(node)) this.#proven.delete(node)
  }

  /** Stores what the last checkpoint said. */
  #put(name: Identifier, node: Profile, entry: Uint8Array): void {
    const hash = identifierHash(name)
    this.tier.put(hash, name, packRecord({ said: node.hash, checkpoint: 0, place: 0 }, entry, 0))
    node.stored = node.hash
  }

  #pack(name: Identifier, node: Node<Profile>, head: RecordHead): Uint8Array {
    const { definitions } = this.#parts
    if (isRedirect(node))
      return packRecord(
        head,
        encodeEntry({ kind: 'redirect', name, redirect: node }, definitions()),
        this.#went,
      )
    return withHead(head, profileEntryBehind(HEAD_BYTES, name, node, definitions(node.turn)), this.#went)
  }

  #unschedule(name: Identifier, node: Node<Profile>): void {
    if (node.storedDue !== undefined) this.#timers.unschedule(name, node.storedDue)
    node.storedDue = undefined
  }

  #count(hash: number, isRoot: boolean, isArmed: boolean): void {
    this.#filter.add(hash)
    this.#cold.nodes++
    if (isRoot) this.#cold.roots++
    if (isArmed) this.#cold.timers++
  }
}

/** What a redirect holds back stays as it is. */
function isFlushing(node: Node<Profile>): boolean {
  return isRedirect(node) && node.flushing !== undefined
}
