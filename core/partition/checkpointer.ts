import { LIMITS } from '../base/limits.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import {
  identifierHash,
  isRedirect,
  type Node,
  type Nodes,
  type NodeWatcher,
  type Redirect,
  type Tombstone,
} from '../identity/nodes.js'
import type { CommittedState } from './change-codec.js'
import { ColdEntries, type Tiering } from './cold-entries.js'
import type { RecordHead } from './cold-record.js'
import { addHash, encodeEntry, entryHash } from './entry-codec.js'
import type { Fragments } from './link-codec.js'
import type { Profile } from './profile.js'

/** What a checkpoint says, apart from its entries. */
export interface Cut extends CommittedState {
  /** The sweep has gone round: what was written before it began is not needed any more. */
  readonly sweepDone: boolean
}

/**
 * Finds out what has changed, and encodes it as it was at the cut while the steps go on: a profile that a
 * step looks at is encoded before (copy on write), the others when there is time for a slice.
 */
export class Checkpointer implements NodeWatcher<Profile> {
  readonly #definitions: () => Definitions
  readonly #fragments: Fragments
  readonly #sweepMin: number
  #nodes!: Nodes<Profile>
  #dirty: Profile[] = []
  #names = new Map<string, Identifier>()
  #lives = new Map<string, Identifier>()
  /** Profiles of the cut that are still to be encoded. */
  #cut: Profile[] = []
  #encoded: Uint8Array[] = []
  #stateHash = 0
  /** What changes after the cut take away from the sum. */
  #nextHash = 0
  /** Partitions of whose fragments the last checkpoint told. */
  #open: number[] = []
  /** The sweep over what is in memory; undefined: it is over, and goes over what is not. */
  #sweep: Iterator<{ type: string; value: string; node: Node<Profile> }> | undefined
  #tiering: Tiering | undefined
  #cold: ColdEntries | undefined

  /** @param sweepMin unchanged nodes that each checkpoint writes again, at least: so the sweep goes round */
  constructor(
    definitions: () => Definitions,
    fragments: Fragments,
    sweepMin: number = LIMITS.checkpointSweepMin,
  ) {
    this.#definitions = definitions
    this.#fragments = fragments
    this.#sweepMin = sweepMin
  }

  /** Whose changes these are: nodes, their watcher and their tiers know each other. */
  watch(nodes: Nodes<Profile>, tiering?: Tiering): void {
    this.#nodes = nodes
    this.#tiering = tiering
    this.#cold = tiering && new ColdEntries(tiering, nodes)
  }

  // What the nodes tell (NodeWatcher).

  root(profile: Profile): void {
    if (profile.cut) this.#encode(profile)
    if (profile.dirtyPlace < 0) profile.dirtyPlace = this.#dirty.push(profile) - 1
  }

  node(name: Identifier, before: Node<Profile> | undefined): void {
    this.#names.set(keyText(name), name)
    if (before === undefined) return
    if (!isRedirect(before) && before.cut) this.#encode(before)
    this.#nextHash = addHash(this.#nextHash, -(before.hash ?? 0))
    before.hash = 0
  }

  redirect(name: Identifier): void {
    this.#names.set(keyText(name), name)
  }

  life(key: Identifier): void {
    this.#lives.set(keyText(key), key)
  }

  // What the tiers tell.

  /** A node goes out of memory: what its record has to say of it. A profile must be settled. */
  spills(name: Identifier, node: Node<Profile>): RecordHead {
    const isNoted = this.#names.size > 0 && this.#names.delete(keyText(name))
    const isDirty = !isRedirect(node) && this.#forget(node)
    const said = node.hash ?? 0
    if (isNoted || isDirty) return (this.#cold as ColdEntries).note(name, said)
    return { said, checkpoint: 0, place: 0 }
  }

  /** A node comes back: what the last checkpoint said of it, and whether it still is as that said. */
  thaws(name: Identifier, head: RecordHead, entry: Uint8Array): { said: number; isSaid: boolean } {
    const cold = this.#cold as ColdEntries
    switch (cold.stateOf(name, head)) {
      case 'changed':
        return { said: head.said, isSaid: false }
      case 'to be written':
        return { said: this.#write(head.said, entry), isSaid: true }
      case 'to be swept':
        this.#encoded.push(entry)
        return { said: saidBy(head, entry), isSaid: true }
      case 'written':
        return { said: saidBy(head, entry), isSaid: true }
    }
  }

  /** Encodes what the cut still wants of a profile. */
  settle(profile: Profile): void {
    if (profile.cut) this.#encode(profile)
  }

  /** Encodes what the cut still wants of profiles in memory: they are about to be written otherwise. */
  settleAll(): void {
    for (const profile of this.#cut) this.settle(profile)
  }

  /**
   * Cuts: what is dirty now is what the checkpoint says, as it is now. Returns true when with this checkpoint
   * the sweep has gone round: what was written before it began is not needed any more.
   * @param all lets the sweep begin anew and go round at once
   */
  begin(all: boolean): boolean {
    // Of a checkpoint that was given up.
    this.#writeCold(Number.POSITIVE_INFINITY)
    this.#stateHash = addHash(this.#stateHash, this.#nextHash)
    this.#nextHash = 0
    for (const profile of this.#dirty) {
      profile.dirtyPlace = -1
      // Unless it was handed over or erased.
      if (this.#nodes.inMemory(profile.key) === profile) this.#take(profile)
    }
    this.#dirty = []
    const changed = this.#cut.length + (this.#cold?.cut() ?? 0)
    this.#encodeNames()
    this.#encodeLives()
    this.#encodeFragments()
    if (all) this.#beginSweep()
    return this.#sweepOn(all ? Number.POSITIVE_INFINITY : Math.max(this.#sweepMin, changed))
  }

  /** Encodes on, up to so many bytes; empty when the cut is complete. */
  slice(bytesMax: number): Uint8Array[] {
    let bytes = 0
    const slice: Uint8Array[] = []
    while (bytes < bytesMax) {
      if (this.#encoded.length === 0 && !this.#encodeOn(bytesMax - bytes)) break
      for (const entry of this.#encoded.splice(0)) {
        if (bytes < bytesMax) {
          slice.push(entry)
          bytes += entry.length
        } else this.#encoded.push(entry)
      }
    }
    return slice
  }

  /** Sum of the hashes of all live entries as of the cut; right when the cut is complete. */
  get stateHash(): number {
    return this.#stateHash
  }

  /** A restored state: this is what its entries sum up to. */
  restored(stateHash: number): void {
    this.#stateHash = stateHash
    this.#nextHash = 0
    // With tiers only that is in memory which may be written otherwise than it was read.
    if (this.#tiering === undefined) this.#names.clear()
    this.#lives.clear()
    this.#open = [...this.#fragments.entries()].map(({ from }) => from)
  }

  /** Encodes some of what is left of the cut; false when nothing is. */
  #encodeOn(bytesMax: number): boolean {
    const profile = this.#cut.pop()
    if (profile === undefined) return this.#writeCold(bytesMax)
    this.settle(profile)
    return true
  }

  /** Writes entries of the cut that are not in memory, as they are; false when there are none left. */
  #writeCold(bytesMax: number): boolean {
    if (this.#cold === undefined) return false
    let bytes = 0
    for (const { said, entry } of this.#cold.take()) {
      if (said === null) this.#encoded.push(entry)
      else this.#write(said, entry)
      bytes += entry.length
      if (bytes >= bytesMax) return true
    }
    return bytes > 0
  }

  #encode(profile: Profile): void {
    profile.cut = false
    const bytes = encodeEntry({ kind: 'profile', name: profile.key, profile }, this.#definitions())
    profile.hash = this.#write(profile.hash, bytes)
    this.#tiering?.written(profile, bytes)
  }

  /** Returns the hash of what is said of the node from now on. */
  #write(said: number, entry: Uint8Array): number {
    const hash = entryHash(entry)
    this.#stateHash = addHash(this.#stateHash, hash - said)
    this.#encoded.push(entry)
    return hash
  }

  /** Takes a profile off the list of the dirty; false when it is not on it. */
  #forget(profile: Profile): boolean {
    const place = profile.dirtyPlace
    if (place < 0) return false
    const last = this.#dirty.pop() as Profile
    if (last !== profile) {
      this.#dirty[place] = last
      last.dirtyPlace = place
    }
    profile.dirtyPlace = -1
    return true
  }

  #encodeNames(): void {
    for (const name of this.#names.values()) {
      const node = this.#nodes.inMemory(name)
      if (node === undefined) this.#encoded.push(encodeEntry({ kind: 'gone', name }, this.#definitions()))
      else if (isRedirect(node)) this.#encodeRedirect(name, node)
      else this.#take(node)
    }
    this.#names.clear()
  }

  #encodeLives(): void {
    for (const key of this.#lives.values()) {
      const tombstone = this.#nodes.tombstone(key)
      if (tombstone !== undefined) this.#encodeTombstone(identifierHash(key), tombstone)
      // Of an erased one too: what was written of its lives before must not count any more.
      this.#encodeLife(key, this.#nodes.ownGeneration(key))
    }
    this.#lives.clear()
  }

  /** Hardly ever there are any: each checkpoint tells all of them. */
  #encodeFragments(): void {
    const open = [...this.#fragments.entries()]
    const ended = this.#open.filter((from) => open.every((one) => one.from !== from))
    for (const { from, parts } of [...open, ...ended.map((from) => ({ from, parts: [] }))])
      this.#encoded.push(encodeEntry({ kind: 'fragments', from, parts }, this.#definitions()))
    this.#open = open.map(({ from }) => from)
  }

  #encodeLife(name: Identifier, generation: number | undefined): void {
    this.#encoded.push(encodeEntry({ kind: 'generation', name, generation }, this.#definitions()))
  }

  #encodeTombstone(hash: number, tombstone: Tombstone): void {
    this.#encoded.push(encodeEntry({ kind: 'tombstone', hash, tombstone }, this.#definitions()))
  }

  #beginSweep(): void {
    this.#sweep = this.#nodes.hot()
    this.#cold?.endSweep()
    for (const { key, generation } of this.#nodes.lives()) this.#encodeLife(key, generation)
    for (const [hash, tombstone] of this.#nodes.tombstones()) this.#encodeTombstone(hash, tombstone)
  }

  /**
   * Takes `count` nodes of the sweep along, first those in memory, then the others; true when it has gone
   * round. One that goes out of memory meanwhile is met later; one that comes into it is written as changed.
   */
  #sweepOn(count: number): boolean {
    if (this.#sweep === undefined && this.#cold?.isSweeping !== true) this.#beginSweep()
    let left = count
    for (; this.#sweep !== undefined && left > 0; left--) {
      const { done, value } = this.#sweep.next()
      if (done === true || value === undefined) {
        this.#sweep = undefined
        this.#cold?.beginSweep()
        break
      }
      const { type, value: name, node } = value
      if (isRedirect(node)) this.#encodeRedirect({ type, value: name }, node)
      else this.#take(node)
    }
    return this.#sweep === undefined && (this.#cold === undefined || this.#cold.sweepOn(left))
  }

  #take(profile: Profile): void {
    if (profile.cut) return
    profile.cut = true
    this.#cut.push(profile)
  }

  #encodeRedirect(name: Identifier, redirect: Redirect<Profile>): void {
    const bytes = encodeEntry({ kind: 'redirect', name, redirect }, this.#definitions())
    redirect.hash = this.#write(redirect.hash ?? 0, bytes)
  }
}

/** Hash of what a checkpoint has said of a node whose record is written. */
function saidBy({ checkpoint, said }: RecordHead, entry: Uint8Array): number {
  return checkpoint === 0 ? said : entryHash(entry)
}

function keyText({ type, value }: Identifier): string {
  return `${type}\0${value}`
}
