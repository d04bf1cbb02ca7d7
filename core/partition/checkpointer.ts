import { LIMITS } from '../base/limits.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import { identifierHash } from '../identity/name-order.js'
import {
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
import { Sweep } from './sweep.js'

/** What a checkpoint says, apart from its entries. */
export interface Cut extends CommittedState {
  /** What stands before this sequence is not needed; 0: it is not known what is not. */
  readonly neededFrom: number
}

/** Why an entry is written. */
type Why = 'changed' | 'swept'

/**
 * Finds out what has changed, and encodes it as it was at the cut while the steps go on: a profile that a
 * step looks at is encoded before (copy on write), the others when there is time for a slice.
 */
export class Checkpointer implements NodeWatcher<Profile> {
  /** Whose numbers profiles of a turn have; of none: those in force. */
  readonly #definitions: (turn?: number) => Definitions
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
  #sweep!: Sweep
  #tiering: Tiering | undefined
  #cold: ColdEntries | undefined

  /** @param sweepMin unchanged nodes that each checkpoint writes again, at least: so the sweep goes round */
  constructor(
    definitions: (turn?: number) => Definitions,
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
    this.#sweep = new Sweep({
      ...{ nodes, cold: this.#cold, sweepMin: this.#sweepMin },
      writeLives: () => this.#encodeAllLives(),
      write: (name, node) => {
        if (isRedirect(node)) this.#encodeRedirect(name, node, 'swept')
        else this.#take(node, 'swept')
      },
    })
  }

  // What the nodes tell (NodeWatcher).

  entered(node: Node<Profile>): void {
    node.sweptAt = this.#sweep.at
  }

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
    const isWanted = isNoted || isDirty || this.#sweep.isMissed(node, identifierHash(name))
    if (isWanted) return (this.#cold as ColdEntries).note(name, said)
    return { said, checkpoint: 0, place: 0 }
  }

  /** A node comes back: what the last checkpoint said of it, and whether it still is as that said. */
  thaws(name: Identifier, head: RecordHead, entry: Uint8Array): { said: number; isSaid: boolean } {
    const cold = this.#cold as ColdEntries
    switch (cold.stateOf(name, head)) {
      case 'changed':
        return { said: head.said, isSaid: false }
      case 'to be written':
        return { said: this.#write(head.said, entry, 'changed'), isSaid: true }
      case 'to be swept':
        this.#sweep.swept(entry.length)
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

  /**
   * Cuts: what is dirty now is what the checkpoint says, as it is now. Returns the sequence before which
   * nothing is needed with this checkpoint; 0: that is not known.
   * @param all lets the sweep begin anew and go round at once
   * @param at sequence from which on the checkpoint will stand in the changelog
   */
  begin(all: boolean, at = this.#sweep.at + 1): number {
    // Of a checkpoint that was given up.
    this.#writeCold(Number.POSITIVE_INFINITY)
    this.#stateHash = addHash(this.#stateHash, this.#nextHash)
    this.#nextHash = 0
    for (const profile of this.#dirty) {
      profile.dirtyPlace = -1
      // Unless it was handed over or erased.
      if (this.#nodes.inMemory(profile.key) === profile) this.#take(profile, 'changed')
    }
    this.#dirty = []
    this.#cold?.cut()
    this.#encodeNames()
    this.#encodeLives()
    this.#encodeFragments()
    this.#sweep.take(at, all)
    return this.#sweep.neededFrom
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
      if (said === null) {
        this.#sweep.swept(entry.length)
        this.#encoded.push(entry)
      } else this.#write(said, entry, 'changed')
      bytes += entry.length
      if (bytes >= bytesMax) return true
    }
    return bytes > 0
  }

  #encode(profile: Profile): void {
    const why = profile.cut ?? 'changed'
    profile.cut = undefined
    profile.writtenAt = this.#sweep.at
    const definitions = this.#definitions(profile.turn)
    const bytes = encodeEntry({ kind: 'profile', name: profile.key, profile }, definitions)
    profile.hash = this.#write(profile.hash, bytes, why)
    this.#tiering?.written(profile, bytes)
  }

  /** Returns the hash of what is said of the node from now on. */
  #write(said: number, entry: Uint8Array, why: Why): number {
    const hash = entryHash(entry)
    this.#sweep[why](entry.length)
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
      else if (isRedirect(node)) this.#encodeRedirect(name, node, 'changed')
      else this.#take(node, 'changed')
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

  #encodeAllLives(): void {
    for (const { key, generation } of this.#nodes.lives()) this.#encodeLife(key, generation)
    for (const [hash, tombstone] of this.#nodes.tombstones()) this.#encodeTombstone(hash, tombstone)
  }

  #take(profile: Profile, why: Why): void {
    if (profile.cut !== undefined) return
    profile.cut = why
    this.#cut.push(profile)
  }

  #encodeRedirect(name: Identifier, redirect: Redirect<Profile>, why: Why): void {
    const bytes = encodeEntry({ kind: 'redirect', name, redirect }, this.#definitions())
    redirect.hash = this.#write(redirect.hash ?? 0, bytes, why)
    redirect.writtenAt = this.#sweep.at
  }
}

/** Hash of what a checkpoint has said of a node whose record is written. */
function saidBy({ checkpoint, said }: RecordHead, entry: Uint8Array): number {
  return checkpoint === 0 ? said : entryHash(entry)
}

function keyText({ type, value }: Identifier): string {
  return `${type}\0${value}`
}
