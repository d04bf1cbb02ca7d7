import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { bareValue, generationOf, nodeName } from '../event/node-name.js'
import type { Claims } from './claims.js'
import type { Ledger } from './ledger.js'
import type { Reassign, Release } from './messages.js'
import { isRedirect, NO_OWNERS, type Nodes, type Owner } from './nodes.js'
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

  release({ to, generation, erased, gone }: Release): void {
    if (gone) this.#clear(to, generation)
    if (erased > 0) this.#nodes.bury(to, erased, generation)
    else if (this.#nodes.generation(to) === generation) {
      // What is on its way to the old node finds it there; what comes anew begins a new life.
      this.#forgetOwners(this.#nodes.name(to))
      this.#nodes.renew(to)
    }
    if (gone) this.#nodes.hide(to)
  }

  /**
   * The node of a life that led to whoever is no more goes, and its place among the owners. A later life goes
   * on: an event that found the old way dead before this came may have begun it.
   */
  #clear(key: Identifier, life: number): void {
    const name = { type: key.type, value: nodeName(key.value, life) }
    const node = this.#nodes.get(name)
    if (node !== undefined && isRedirect(node)) {
      // What is held back for a shortcut goes the old way: it ends there, and is counted.
      this.#shortcuts.abandon(name, node)
      this.#nodes.delete(name)
    }
    const present = this.#nodes.name(key)
    const heir = this.#nodes.get(present)
    if (heir === undefined || !isRedirect(heir) || heir.owners.every((owner) => owner.life !== life)) return
    this.#nodes.changing(present)
    heir.owners = heir.owners.filter((owner) => owner.life !== life)
  }

  /**
   * On the way from an identifier, as far as it lies in this partition, the redirect that leads to a node
   * that is no more ends its life: what begins anew at the identifier would come back for ever, in one step.
   */
  vacate(key: Identifier, dead: Identifier): void {
    let name = this.#nodes.name(key)
    let node = this.#nodes.get(name)
    while (node !== undefined && isRedirect(node) && !same(node.to, dead)) {
      name = node.to
      node = this.#nodes.get(name)
    }
    if (node === undefined || !isRedirect(node)) return
    const to = { type: name.type, value: bareValue(name.value) }
    this.release({ kind: 'release', to, generation: generationOf(name.value), erased: 0, gone: true })
  }

  /** Only the present life counts owners. */
  #forgetOwners(name: Identifier): void {
    const node = this.#nodes.get(name)
    if (node === undefined || !isRedirect(node) || node.owners.length === 0) return
    this.#nodes.changing(name)
    node.owners = NO_OWNERS
  }

  reassign(message: Reassign): void {
    const { to: key, generation, by, from, evidence, seen } = message
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
    if (!owners.some((other) => same(other, from))) owners.push({ ...from, life: generation })
    const isNew = !owners.some((other) => same(other, by))
    if (type?.switched === 'shared' || owners.length + (isNew ? 1 : 0) > (type?.ownersMax ?? 1)) {
      this.#share(key, isNew ? [...owners, by] : owners, message)
      this.#ports.send({ kind: 'reply', to: by, key, generation, refusal: 'shared' })
      return
    }
    const life = this.#lifeWith(key, by, owners)
    this.#ports.send({ kind: 'reply', to: by, key, generation: life, refusal: '', seen })
  }

  /**
   * Begins the life in which an identifier leads to an owner: one that it had before, or a new one. The old
   * node stays: other identifiers that lead to it belong to whom it led, and did not switch.
   */
  #lifeWith(key: Identifier, owner: Identifier, before: readonly Owner[]): number {
    this.#forgetOwners(this.#nodes.name(key))
    const life = this.#earlier(key, owner)
    if (life === undefined) this.#nodes.renew(key)
    else this.#nodes.live(key, life)
    const name = this.#nodes.name(key)
    const generation = generationOf(name.value)
    // Its own life may be another one than before: it was let go, and came back.
    const owners = [...before.filter((other) => !same(other, owner)), { ...owner, life: generation }]
    const node = this.#nodes.get(name)
    if (node === undefined || !isRedirect(node))
      this.#nodes.set(name, { to: owner, owners, flushing: undefined })
    else {
      this.#nodes.changing(name)
      node.owners = owners
    }
    return generation
  }

  /** A life in which the identifier led to this owner. */
  #earlier(key: Identifier, owner: Identifier): number | undefined {
    const present = this.#nodes.generation(key)
    for (let life = Math.max(0, present - OWN_LIVES_MAX); life <= present + OWN_LIVES_MAX; life++) {
      const node = this.#nodes.get({ type: key.type, value: nodeName(key.value, life) })
      if (node !== undefined && isRedirect(node) && same(node.to, owner)) return life
    }
    return undefined
  }

  /** From now on the identifier has a profile of its own, and links no more. */
  #share(key: Identifier, owners: readonly Identifier[], { evidence, seen }: Reassign): void {
    this.#forgetOwners(this.#nodes.name(key))
    this.#nodes.renew(key)
    const root = this.#ledger.create(this.#nodes.name(key), evidence, true)
    this.#ports.inherit(root, seen)
    this.#ports.marked(root, owners)
    this.#ports.begin(root, evidence.eventId)
  }
}
