import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { generationOf, nodeName } from '../event/node-name.js'
import type { Claims } from './claims.js'
import type { Ledger } from './ledger.js'
import type { Evidence, Reassign, Release } from './messages.js'
import { isRedirect, type Nodes } from './nodes.js'
import type { StitchPorts } from './ports.js'
import { type IdentityState, same } from './root.js'
import type { Shortcuts } from './shortcuts.js'

/** How far back and forth a life is looked for in which an identifier led to the same owner. */
const OWN_LIVES_MAX = 64

/** Identifiers that are let go: unlinked, erased, switched to another user, shared by too many. */
export class Releases<Root extends IdentityState> {
  readonly #identities: Identities
  readonly #nodes: Nodes<Root>
  readonly #ports: StitchPorts<Root>
  readonly #ledger: Ledger<Root>
  readonly #shortcuts: Shortcuts<Root>
  readonly #claims: Claims<Root>

  constructor(
    identities: Identities,
    nodes: Nodes<Root>,
    ports: StitchPorts<Root>,
    parts: { ledger: Ledger<Root>; shortcuts: Shortcuts<Root>; claims: Claims<Root> },
  ) {
    this.#identities = identities
    this.#nodes = nodes
    this.#ports = ports
    this.#ledger = parts.ledger
    this.#shortcuts = parts.shortcuts
    this.#claims = parts.claims
  }

  release({ to, generation, erased }: Release): void {
    if (erased > 0) this.#bury(to, erased, generation)
    // What is on its way to the old node finds it there; what comes anew begins a new life.
    else if (this.#nodes.generation(to) === generation) this.#nodes.renew(to)
  }

  /**
   * The node of the life that is erased goes, and those of earlier lives that lead where it does: they stand
   * for the same. A later life goes on: an event that found the old way dead before this came may have begun
   * it.
   */
  #bury(key: Identifier, erased: number, generation: number): void {
    const own = this.#nodes.get({ type: key.type, value: nodeName(key.value, generation) })
    const to = own !== undefined && isRedirect(own) ? own.to : null
    for (let life = generation; life >= 0 && to !== null; life--) {
      const name = { type: key.type, value: nodeName(key.value, life) }
      const node = this.#nodes.get(name)
      if (node === undefined || !isRedirect(node) || !same(node.to, to)) continue
      // What is held back for a shortcut goes the old way: it ends there, and is counted.
      this.#shortcuts.abandon(name, node)
      this.#nodes.delete(name)
    }
    this.#nodes.bury(key, erased, generation)
  }

  reassign(message: Reassign): void {
    const { to: key, generation, by, from, evidence } = message
    const name = this.#nodes.name(key)
    const node = this.#nodes.get(name)
    if (generationOf(name.value) !== generation || node === undefined || !isRedirect(node)) {
      // It was let go in the meantime: a claim like any other.
      const claim = { kind: 'claim', to: key, by, byKnown: true, key, generation: 0, forced: false } as const
      this.#claims.claim({ ...claim, evidence, fresh: true })
      return
    }
    const type = this.#identities.type(key.type)
    const owners = [...node.owners]
    for (const owner of [from, by]) if (!owners.some((other) => same(other, owner))) owners.push(owner)
    if (type?.switched === 'shared' || owners.length > (type?.ownersMax ?? 1)) {
      this.#share(key, owners, evidence)
      this.#ports.send({ kind: 'reply', to: by, key, generation, refusal: 'shared' })
      return
    }
    const life = this.#lifeWith(key, by, owners)
    this.#ports.send({ kind: 'reply', to: by, key, generation: life, refusal: '' })
  }

  /**
   * Begins the life in which an identifier leads to an owner: one that it had before, or a new one. The old
   * node stays: other identifiers that lead to it belong to whom it led, and did not switch.
   */
  #lifeWith(key: Identifier, owner: Identifier, owners: readonly Identifier[]): number {
    const present = this.#nodes.generation(key)
    for (let life = Math.max(0, present - OWN_LIVES_MAX); life <= present + OWN_LIVES_MAX; life++) {
      const node = this.#nodes.get({ type: key.type, value: nodeName(key.value, life) })
      if (node === undefined || !isRedirect(node) || !same(node.to, owner)) continue
      this.#nodes.changing({ type: key.type, value: nodeName(key.value, life) })
      node.owners = owners
      this.#nodes.live(key, life)
      return life
    }
    this.#nodes.renew(key)
    this.#nodes.set(this.#nodes.name(key), { to: owner, owners, flushing: undefined })
    return this.#nodes.generation(key)
  }

  /** From now on the identifier has a profile of its own, and links no more. */
  #share(key: Identifier, owners: readonly Identifier[], evidence: Evidence): void {
    this.#nodes.renew(key)
    this.#ports.marked(this.#ledger.create(this.#nodes.name(key), evidence, true), owners)
  }
}
