import type { Identifier } from '../event/event.js'
import { bareValue, nodeName } from '../event/node-name.js'
import type { Sealed, StitchMessage } from './messages.js'
import { identifierHash } from './name-order.js'
import type { IdentityState, Tiered } from './root.js'
import { type PlacedRoot, RootOrder } from './root-order.js'

/** What waits at a redirect. */
export type Held<Root> = Exclude<StitchMessage<Root>, { kind: 'handoff' }> | Sealed

/** An identifier that leads on. */
export interface Redirect<Root> extends Tiered {
  /** Stronger than the identifier that it stands for, always: so there are no cycles. */
  to: Identifier
  /** Known profiles that it has led to, oldest first; kept by the present life of those that switched. */
  owners: readonly Owner[]
  /** While the old way is flushed: what came since, in order. */
  flushing: { readonly id: number; readonly held: Held<Root>[] } | undefined
  /** Hash of what the last checkpoint said of it; 0: nothing yet. */
  hash?: number
}

/** A known profile that an identifier has led to, and the life of the identifier that did. */
export interface Owner extends Identifier {
  readonly life: number
}

export const NO_OWNERS: readonly Owner[] = []

export type Node<Root> = Root | Redirect<Root>

/** Where the nodes are that are not in memory. `Nodes` counts them too. */
export interface ColdNodes<Root> {
  has(name: Identifier): boolean
  /** Takes a node back into memory; undefined when there is none of this name. */
  thaw(name: Identifier): Node<Root> | undefined
  /** A name stands for a node in memory from now on; `before` did until now. */
  entered(name: Identifier, node: Node<Root>, before: Node<Root> | undefined): void
  /** A name stands for nothing from now on; `before` did, in memory. */
  left(name: Identifier, before: Node<Root>): void
  /** Copies of those that are not in memory, to look at. */
  copies(): Iterable<{ type: string; value: string; node: Node<Root> }>
  copy(name: Identifier): Node<Root> | undefined
}

/** An identifier that was erased: its hash, so that nothing of it is kept. */
export interface Tombstone {
  /** Events up to this instant, ms, do not bring it back. */
  readonly erased: number
  readonly generation: number
}

/** Is told what may change, before it does: what a checkpoint has to write. */
export interface NodeWatcher<Root extends IdentityState> {
  /** A node has come into memory. */
  entered(node: Node<Root>): void
  /** A root is looked at by a step. */
  root(root: Root): void
  /** What this name stands for is another node from now on, or none. */
  node(name: Identifier, before: Node<Root> | undefined): void
  /** A redirect changes in place. */
  redirect(name: Identifier): void
  /** An identifier begins another life, or is buried. */
  life(key: Identifier): void
}

/** What is known of the identifiers of one partition. */
export class Nodes<Root extends IdentityState> {
  readonly #byType = new Map<string, Map<string, Node<Root>>>()
  /** Lives of identifiers that were unlinked, from 1. */
  readonly #generations = new Map<string, Map<string, number>>()
  readonly #tombstones = new Map<number, Tombstone>()
  readonly #watcher: NodeWatcher<Root> | undefined
  readonly #cold: ColdNodes<Root> | undefined
  /** How many nodes stand for later lives of an identifier, where any do. */
  readonly #later = new Map<string, number>()
  /** Those in memory. */
  readonly #rootOrder = new RootOrder<Root>()
  #onLook: ((root: Root) => void) | undefined
  #roots = 0
  #identifiers = 0
  #size = 0

  constructor(watcher?: NodeWatcher<Root>, cold?: ColdNodes<Root>) {
    this.#watcher = watcher
    this.#cold = cold
  }

  /** @param onLook called with each root that a step gets, before it does */
  watchRoots(onLook: (root: Root) => void): void {
    this.#onLook = onLook
  }

  /** By the name of the node; a root may be changed by who asks. */
  get(name: Identifier): Node<Root> | undefined {
    const node = this.#find(name)
    if (node === undefined) return undefined
    if (this.#cold !== undefined) node.touched = true
    if (isRedirect(node)) return node
    this.#watcher?.root(node)
    this.#onLook?.(node)
    return node
  }

  /** By the name of the node, to look at only: of one that is not in memory a copy. */
  peek(name: Identifier): Node<Root> | undefined {
    return this.inMemory(name) ?? this.#cold?.copy(name)
  }

  has(name: Identifier): boolean {
    return this.inMemory(name) !== undefined || this.#cold?.has(name) === true
  }

  inMemory({ type, value }: Identifier): Node<Root> | undefined {
    return this.#byType.get(type)?.get(value)
  }

  /** From now on the cold tier has this node. */
  spilled({ type, value }: Identifier): void {
    const names = this.#byType.get(type)
    const node = names?.get(value)
    names?.delete(value)
    if (node !== undefined && !isRedirect(node)) this.#rootOrder.remove(node)
  }

  /** There is a node that is not in memory, in a state that is restored. */
  restored(name: Identifier, isRoot: boolean): void {
    if (this.#stand(name, 1) === 1) this.#identifiers++
    this.#size++
    if (isRoot) this.#roots++
  }

  #find(name: Identifier): Node<Root> | undefined {
    const node = this.inMemory(name)
    if (node !== undefined || this.#cold === undefined) return node
    const thawed = this.#cold.thaw(name)
    if (thawed !== undefined) this.#enter(name, thawed)
    return thawed
  }

  #enter(name: Identifier, node: Node<Root>): void {
    this.toEnd(name, node)
    if (!isRedirect(node)) this.#rootOrder.add(node)
    this.#watcher?.entered(node)
  }

  /** Puts a node in memory behind all others of its type. */
  toEnd({ type, value }: Identifier, node: Node<Root>): void {
    const names = this.#names(type)
    names.delete(value)
    names.set(value, node)
  }

  #names(type: string): Map<string, Node<Root>> {
    const names = this.#byType.get(type)
    if (names !== undefined) return names
    const made = new Map<string, Node<Root>>()
    this.#byType.set(type, made)
    return made
  }

  /** A redirect is about to change in place. */
  changing(name: Identifier): void {
    this.#watcher?.redirect(name)
  }

  set(name: Identifier, node: Node<Root>): void {
    const before = this.#find(name)
    this.#watcher?.node({ type: name.type, value: name.value }, before)
    if (before === undefined) {
      this.#size++
      if (this.#stand(name, 1) === 1) this.#identifiers++
    } else if (!isRedirect(before)) {
      this.#roots--
      this.#rootOrder.remove(before)
    }
    if (!isRedirect(node)) this.#roots++
    this.#enter(name, node)
    this.#cold?.entered(name, node, before)
  }

  delete(name: Identifier): void {
    const before = this.#find(name)
    if (before === undefined) return
    this.#watcher?.node({ type: name.type, value: name.value }, before)
    this.#size--
    if (this.#stand(name, -1) === 0) this.#identifiers--
    if (!isRedirect(before)) {
      this.#roots--
      this.#rootOrder.remove(before)
    }
    this.#byType.get(name.type)?.delete(name.value)
    this.#cold?.left(name, before)
  }

  /** Which life of an identifier is the present one. */
  generation({ type, value }: Identifier): number {
    if (this.#generations.size === 0 && this.#tombstones.size === 0) return 0
    const generation = this.#generations.get(type)?.get(value)
    return generation ?? this.tombstone({ type, value })?.generation ?? 0
  }

  /** Name of the present node of an identifier. */
  name(key: Identifier): Identifier {
    const generation = this.generation(key)
    return generation === 0 ? key : { type: key.type, value: nodeName(key.value, generation) }
  }

  /** The next life begins. */
  renew(key: Identifier): void {
    this.live(key, this.#free(key, this.generation(key) + 1))
  }

  /** From now on the node of this life is the present one. */
  live(key: Identifier, generation: number): void {
    let values = this.#generations.get(key.type)
    if (values === undefined) {
      values = new Map()
      this.#generations.set(key.type, values)
    }
    values.set(key.value, generation)
    this.#watcher?.life(key)
  }

  /** Forgets a life of an identifier, all but its hash; a later one goes on. */
  bury(key: Identifier, erased: number, generation: number): void {
    const before = this.tombstone(key)
    const present = this.generation(key)
    this.delete({ type: key.type, value: nodeName(key.value, generation) })
    const next = present > generation ? present : this.#free(key, generation + 1)
    this.#generations.get(key.type)?.delete(key.value)
    this.#watcher?.life(key)
    this.#tombstones.set(identifierHash(key), {
      erased: Math.max(erased, before?.erased ?? 0),
      generation: next,
    })
  }

  /** When nothing stands for the identifier any more, only the number of its lives is kept, by its hash. */
  hide(key: Identifier): void {
    const last = this.ownGeneration(key)
    if (last === undefined) return
    for (let life = 0; life <= last; life++)
      if (this.has({ type: key.type, value: nodeName(key.value, life) })) return
    this.bury(key, 0, last - 1)
  }

  /** The first life from `from` on that nothing stands for. */
  #free({ type, value }: Identifier, from: number): number {
    let life = from
    while (this.has({ type, value: nodeName(value, life) })) life++
    return life
  }

  tombstone(key: Identifier): Tombstone | undefined {
    return this.#tombstones.size === 0 ? undefined : this.#tombstones.get(identifierHash(key))
  }

  /** Lives counted here; none for an identifier in its first, or one whose lives its tombstone counts. */
  ownGeneration({ type, value }: Identifier): number | undefined {
    return this.#generations.get(type)?.get(value)
  }

  /** All that is known of lives and of the erased: few, and written whole by each round of the sweep. */
  *lives(): Generator<{ key: Identifier; generation: number }> {
    for (const [type, values] of this.#generations)
      for (const [value, generation] of values) yield { key: { type, value }, generation }
  }

  tombstones(): IterableIterator<[number, Tombstone]> {
    return this.#tombstones.entries()
  }

  restoreTombstone(hash: number, tombstone: Tombstone): void {
    this.#tombstones.set(hash, tombstone)
  }

  /** Names that stand for a root or a redirect: identifiers, and each life of those that had several. */
  get size(): number {
    return this.#size
  }

  get roots(): number {
    return this.#roots
  }

  /** Identifiers that are known, however many lives they have had. */
  get identifiers(): number {
    return this.#identifiers
  }

  /** Another node stands for an identifier, or one less; returns how many do. */
  #stand({ type, value }: Identifier, change: 1 | -1): number {
    const bare = bareValue(value)
    // Most identifiers have one life: only later ones are counted by name.
    if (value === bare && this.#later.size === 0) return change === 1 ? 1 : 0
    const key = `${type}\0${bare}`
    const others = this.#later.get(key) ?? 0
    if (value === bare) return others + (change === 1 ? 1 : 0)
    if (others + change === 0) this.#later.delete(key)
    else this.#later.set(key, others + change)
    return others + change + (this.has({ type, value: bare }) ? 1 : 0)
  }

  /** Those in memory, type by type, each in the order in which they came or were put `toEnd`. */
  get inOrder(): ReadonlyMap<string, ReadonlyMap<string, Node<Root>>> {
    return this.#byType
  }

  /** Those in memory. */
  *hot(): Generator<{ type: string; value: string; node: Node<Root> }> {
    for (const [type, names] of this.#byType) for (const [value, node] of names) yield { type, value, node }
  }

  /** The roots in memory from a hash on, by `compareNames`. Nobody may come or go meanwhile. */
  rootsFrom(hash: number): Generator<PlacedRoot<Root>> {
    return this.#rootOrder.from(hash)
  }

  /** All, in no order; of those that are not in memory copies. */
  *entries(): Generator<{ type: string; value: string; node: Node<Root> }> {
    yield* this.hot()
    if (this.#cold !== undefined) yield* this.#cold.copies()
  }
}

export function isRedirect<Root extends IdentityState>(node: Node<Root>): node is Redirect<Root> {
  return 'to' in node
}
