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
import { addHash, encodeEntry, entryHash } from './entry-codec.js'
import type { Fragments } from './link-codec.js'
import type { Profile } from './profile.js'

/** What a checkpoint says, apart from its entries. */
export interface Cut extends CommittedState {
  /** The sweep has gone round: what was written before it began is not needed any more. */
  readonly sweepDone: boolean
}

/** Unchanged nodes that each checkpoint writes again, at least: so the sweep goes round. */
const SWEEP_MIN = 64

/**
 * Finds out what has changed, and encodes it as it was at the cut while the steps go on: a profile that a
 * step looks at is encoded before (copy on write), the others when there is time for a slice.
 */
export class Checkpointer implements NodeWatcher<Profile> {
  readonly #definitions: () => Definitions
  readonly #fragments: Fragments
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
  #sweep: Iterator<{ type: string; value: string; node: Node<Profile> }> | undefined

  constructor(definitions: () => Definitions, fragments: Fragments) {
    this.#definitions = definitions
    this.#fragments = fragments
  }

  /** Whose changes these are: nodes and their watcher know each other. */
  watch(nodes: Nodes<Profile>): void {
    this.#nodes = nodes
  }

  // What the nodes tell (NodeWatcher).

  root(profile: Profile): void {
    if (profile.cut) this.#encode(profile)
    if (profile.dirty) return
    profile.dirty = true
    this.#dirty.push(profile)
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

  /**
   * Cuts: what is dirty now is what the checkpoint says, as it is now. Returns true when with this checkpoint
   * the sweep has gone round: what was written before it began is not needed any more.
   * @param all lets the sweep begin anew and go round at once
   */
  begin(all: boolean): boolean {
    this.#stateHash = addHash(this.#stateHash, this.#nextHash)
    this.#nextHash = 0
    for (const profile of this.#dirty) {
      profile.dirty = false
      // Unless it was handed over or erased.
      if (this.#nodes.peek(profile.key) === profile) this.#take(profile)
    }
    this.#dirty = []
    const changed = this.#cut.length
    this.#encodeNames()
    this.#encodeLives()
    this.#encodeFragments()
    if (all) this.#sweep = undefined
    return this.#sweepOn(all ? Number.POSITIVE_INFINITY : Math.max(SWEEP_MIN, changed))
  }

  /** Encodes on, up to so many bytes; empty when the cut is complete. */
  slice(bytesMax: number): Uint8Array[] {
    let bytes = 0
    const slice: Uint8Array[] = []
    while (bytes < bytesMax) {
      if (this.#encoded.length === 0) {
        const profile = this.#cut.pop()
        if (profile === undefined) break
        if (profile.cut) this.#encode(profile)
        continue
      }
      const next = this.#encoded.shift() as Uint8Array
      slice.push(next)
      bytes += next.length
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
    this.#dirty = []
    this.#names.clear()
    this.#lives.clear()
    this.#open = [...this.#fragments.entries()].map(({ from }) => from)
  }

  #encode(profile: Profile): void {
    profile.cut = false
    const bytes = encodeEntry({ kind: 'profile', name: profile.key, profile }, this.#definitions())
    this.#account(profile, bytes)
  }

  #account(node: { hash?: number }, bytes: Uint8Array): void {
    const hash = entryHash(bytes)
    this.#stateHash = addHash(this.#stateHash, hash - (node.hash ?? 0))
    node.hash = hash
    this.#encoded.push(bytes)
  }

  #encodeNames(): void {
    for (const name of this.#names.values()) {
      const node = this.#nodes.peek(name)
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

  /** Takes `count` nodes of the sweep along; true when it has gone round. */
  #sweepOn(count: number): boolean {
    if (this.#sweep === undefined) {
      this.#sweep = this.#nodes.entries()
      for (const { key, generation } of this.#nodes.lives()) this.#encodeLife(key, generation)
      for (const [hash, tombstone] of this.#nodes.tombstones()) this.#encodeTombstone(hash, tombstone)
    }
    for (let i = 0; i < count; i++) {
      const { done, value } = this.#sweep.next()
      if (done === true || value === undefined) {
        this.#sweep = undefined
        return true
      }
      const { type, value: name, node } = value
      if (isRedirect(node)) this.#encodeRedirect({ type, value: name }, node)
      else this.#take(node)
    }
    return false
  }

  #take(profile: Profile): void {
    if (profile.cut) return
    profile.cut = true
    this.#cut.push(profile)
  }

  #encodeRedirect(name: Identifier, redirect: Redirect<Profile>): void {
    this.#account(redirect, encodeEntry({ kind: 'redirect', name, redirect }, this.#definitions()))
  }
}

function keyText({ type, value }: Identifier): string {
  return `${type}\0${value}`
}
