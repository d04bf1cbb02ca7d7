import { hash53 } from '../base/hash.js'
import type { Identifier } from '../event/event.js'
import { bareValue, nodeName } from '../event/node-name.js'
import type { StitchMessage } from './messages.js'
import type { IdentityState } from './root.js'

/** An identifier that leads on. */
export interface Redirect<Root> {
  /** Stronger than the identifier that it stands for, always: so there are no cycles. */
  to: Identifier
  /** Known profiles that it has led to, oldest first; only kept for those that switched. */
  owners: readonly Identifier[]
  /** While the old way is flushed: what came since, in order. */
  flushing: { readonly id: number; readonly held: StitchMessage<Root>[] } | undefined
}

export const NO_OWNERS: readonly Identifier[] = []

export type Node<Root> = Root | Redirect<Root>

/** An identifier that was erased: its hash, so that nothing of it is kept. */
export interface Tombstone {
  /** Events up to this instant, ms, do not bring it back. */
  readonly erased: number
  readonly generation: number
}

/** What is known of the identifiers of one partition. */
export class Nodes<Root extends IdentityState> {
  readonly #byType = new Map<string, Map<string, Node<Root>>>()
  /** Lives of identifiers that were unlinked, from 1. */
  readonly #generations = new Map<string, Map<string, number>>()
  readonly #tombstones = new Map<number, Tombstone>()
  #roots = 0
  #identifiers = 0

  /** By the name of the node. */
  get({ type, value }: Identifier): Node<Root> | undefined {
    return this.#byType.get(type)?.get(value)
  }

  set({ type, value }: Identifier, node: Node<Root>): void {
    let names = this.#byType.get(type)
    if (names === undefined) {
      names = new Map()
      this.#byType.set(type, names)
    }
    const before = names.get(value)
    if (before === undefined) {
      if (this.#isFirst(names, value)) this.#identifiers++
    } else if (!isRedirect(before)) this.#roots--
    if (!isRedirect(node)) this.#roots++
    names.set(value, node)
  }

  delete({ type, value }: Identifier): void {
    const names = this.#byType.get(type)
    const before = names?.get(value)
    if (before === undefined) return
    if (names !== undefined && this.#isFirst(names, value)) this.#identifiers--
    if (!isRedirect(before)) this.#roots--
    names?.delete(value)
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
  live({ type, value }: Identifier, generation: number): void {
    let values = this.#generations.get(type)
    if (values === undefined) {
      values = new Map()
      this.#generations.set(type, values)
    }
    values.set(value, generation)
  }

  /** Forgets a life of an identifier, all but its hash; a later one goes on. */
  bury(key: Identifier, erased: number, generation: number): void {
    const before = this.tombstone(key)
    const present = this.generation(key)
    this.delete({ type: key.type, value: nodeName(key.value, generation) })
    const next = present > generation ? present : this.#free(key, generation + 1)
    this.#generations.get(key.type)?.delete(key.value)
    this.#tombstones.set(hashOf(key), { erased: Math.max(erased, before?.erased ?? 0), generation: next })
  }

  /** The first life from `from` on that nothing stands for. */
  #free({ type, value }: Identifier, from: number): number {
    let life = from
    while (this.get({ type, value: nodeName(value, life) }) !== undefined) life++
    return life
  }

  tombstone(key: Identifier): Tombstone | undefined {
    return this.#tombstones.size === 0 ? undefined : this.#tombstones.get(hashOf(key))
  }

  get roots(): number {
    return this.#roots
  }

  /** Identifiers that are known, however many lives they have had. */
  get identifiers(): number {
    return this.#identifiers
  }

  /** The node of a first life, or of the only one that is left. */
  #isFirst(names: ReadonlyMap<string, Node<Root>>, value: string): boolean {
    const bare = bareValue(value)
    return bare === value || !names.has(bare)
  }

  *entries(): Generator<{ type: string; value: string; node: Node<Root> }> {
    for (const [type, names] of this.#byType) for (const [value, node] of names) yield { type, value, node }
  }
}

export function isRedirect<Root extends IdentityState>(node: Node<Root>): node is Redirect<Root> {
  return 'to' in node
}

function hashOf({ type, value }: Identifier): number {
  return hash53(`${type}\0${value}`)
}
