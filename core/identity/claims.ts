import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { generationOf } from '../event/node-name.js'
import { type Ledger, SETTLED } from './ledger.js'
import type { Claim, Evidence, Handoff, Reply, Settle, Yield } from './messages.js'
import { isRedirect, NO_OWNERS, type Nodes } from './nodes.js'
import type { StitchPorts } from './ports.js'
import { type IdentityState, placeOf, same } from './root.js'
import type { Shortcuts } from './shortcuts.js'

/**
 * Claims and what comes of them. They go from stronger to weaker identifiers and are answered at once, so
 * nobody waits in a circle; whoever is no root any more passes on.
 */
export class Claims<Root extends IdentityState> {
  readonly #identities: Identities
  readonly #nodes: Nodes<Root>
  readonly #ports: StitchPorts<Root>
  readonly #ledger: Ledger<Root>
  readonly #shortcuts: Shortcuts<Root>
  /** Goes on with what was parked. */
  readonly #resume: (root: Root) => void

  constructor(
    identities: Identities,
    nodes: Nodes<Root>,
    ports: StitchPorts<Root>,
    parts: { ledger: Ledger<Root>; shortcuts: Shortcuts<Root>; resume: (root: Root) => void },
  ) {
    this.#identities = identities
    this.#nodes = nodes
    this.#ports = ports
    this.#ledger = parts.ledger
    this.#shortcuts = parts.shortcuts
    this.#resume = parts.resume
  }

  ask(root: Root, key: Identifier): void {
    const pending = root.pending[placeOf(root.pending, key.type, key.value)]
    if (pending === undefined) return
    const { forced, evidence } = pending
    const byKnown = this.#ledger.isKnown(root)
    const about = { key, generation: 0, by: root.key, byKnown, forced, evidence }
    this.#ports.send({ kind: 'claim', to: key, fresh: true, ...about })
  }

  claim(claim: Claim): void {
    const { key, by } = claim
    if (claim.fresh) {
      const tombstone = this.#nodes.tombstone(key)
      if (tombstone !== undefined && claim.evidence.time <= tombstone.erased) {
        this.#answer(by, claim, 'erased')
        return
      }
    }
    const name = claim.fresh ? this.#nodes.name(key) : claim.to
    const about = claim.fresh
      ? { ...claim, to: name, generation: generationOf(name.value), fresh: false }
      : claim
    const node = this.#nodes.get(name)
    if (node === undefined) {
      if (claim.fresh) {
        this.#nodes.set(name, { to: by, owners: NO_OWNERS, flushing: undefined })
        this.#answer(by, about, '')
      } else this.#ports.send({ ...claim, to: key, fresh: true })
    } else if (isRedirect(node)) {
      if (same(node.to, by)) this.#answer(by, about, SETTLED)
      else this.#shortcuts.onward(name, node, about)
    } else this.#claimRoot(node, about)
  }

  reply(message: Reply): void {
    const { to, key, generation, refusal } = message
    const node = this.#nodes.get(to)
    if (node === undefined) {
      // The claimant was erased: what it was granted must not lead to nothing.
      if (refusal === '') this.#ports.send({ kind: 'release', to: key, generation, erased: 0, gone: true })
    } else if (isRedirect(node)) this.#ports.send({ ...message, to: node.to })
    else {
      if (message.seen !== undefined) this.#ports.inherit(node, message.seen)
      this.#ledger.answered(node, key, generation, refusal)
      this.#resume(node)
    }
  }

  yield(message: Yield): void {
    const { to, strong, key, generation, forced, evidence } = message
    const node = this.#nodes.get(to)
    if (node === undefined) return
    if (isRedirect(node)) {
      if (same(node.to, strong))
        this.#ports.send({ kind: 'reply', to: strong, key, generation, refusal: SETTLED })
      else this.#ports.send({ kind: 'settle', to: node.to, strong, key, generation, forced, evidence })
    } else if (same(to, strong)) {
      this.#ledger.answered(node, key, generation, SETTLED)
      this.#resume(node)
    } else if (!forced && message.strongKnown && this.#ledger.isKnown(node)) {
      this.#ledger.answered(node, key, generation, 'known-into-known')
      this.#resume(node)
    } else if (node.shared) {
      this.#ledger.answered(node, key, generation, 'shared')
      this.#resume(node)
    } else this.#handOver(node, strong, message)
  }

  settle(message: Settle): void {
    const { to, strong, key, generation, forced, evidence } = message
    const node = this.#nodes.get(to)
    if (node === undefined) return
    if (isRedirect(node)) {
      if (same(node.to, strong))
        this.#ports.send({ kind: 'reply', to: strong, key, generation, refusal: SETTLED })
      else this.#ports.send({ ...message, to: node.to })
    } else if (same(node.key, strong)) {
      this.#ledger.answered(node, key, generation, SETTLED)
      this.#resume(node)
    } else {
      const about = { by: node.key, byKnown: this.#ledger.isKnown(node), key, generation, forced, evidence }
      this.#ports.send({ kind: 'claim', to: strong, fresh: false, ...about })
    }
  }

  handoff(message: Handoff<Root>): void {
    const { to, from, key, root: loser } = message
    const node = this.#nodes.get(to)
    if (message.returned) this.#takeBack(message)
    else if (node === undefined) this.#ports.send({ ...message, to: from, returned: true })
    else if (isRedirect(node)) this.#ports.send({ ...message, to: node.to })
    else {
      this.#ledger.join(node, loser, key, message.evidence)
      this.#ledger.answered(node, key, message.generation, SETTLED)
      this.#resume(node)
    }
  }

  #claimRoot(root: Root, claim: Claim): void {
    const { by, key, generation, forced, evidence } = claim
    if (same(root.key, by)) this.#answer(by, claim, SETTLED)
    else if (root.shared) this.#answer(by, claim, 'shared')
    else if (!forced && claim.byKnown && this.#ledger.isKnown(root)) this.#contest(root, claim)
    else if (this.#identities.compare(by, root.key) < 0) this.#handOver(root, by, claim)
    else {
      const strongKnown = this.#ledger.isKnown(root)
      const exchange = { to: by, strong: root.key, strongKnown, key, generation, forced, evidence }
      this.#ports.send({ kind: 'yield', ...exchange })
    }
  }

  /** Two known ones want one identifier: what is anonymous goes by its policy, the rest stays. */
  #contest(root: Root, claim: Claim): void {
    const { by, key, generation, evidence } = claim
    const type = this.#identities.type(key.type)
    const link = root.links.find(
      (other) => other.type === key.type && other.value === key.value && other.generation === generation,
    )
    if (type?.role !== 'anonymous' || type.switched === 'first' || link === undefined) {
      this.#answer(by, claim, 'known-into-known')
      return
    }
    this.#ledger.yieldUp(root, link)
    const seen = this.#ports.seenBy(root)
    this.#ports.send({ kind: 'reassign', to: key, generation, by, from: root.key, evidence, seen })
  }

  #answer(by: Identifier, { key, generation }: Claim, refusal: string): void {
    this.#ports.send({ kind: 'reply', to: by, key, generation, refusal })
  }

  /** `root` becomes a redirect; the whole of it goes to `strong`. */
  #handOver(
    root: Root,
    strong: Identifier,
    { key, generation, evidence }: { key: Identifier; generation: number; evidence: Evidence },
  ): void {
    this.#nodes.set(root.key, { to: strong, owners: NO_OWNERS, flushing: undefined })
    this.#ports.retire(root)
    const handoff = { kind: 'handoff', to: strong, from: root.key, key, generation, evidence, root } as const
    // What waited goes behind it, each for itself: a handoff stays small.
    const waiting = root.parked.splice(0)
    this.#ports.send({ ...handoff, returned: false })
    for (const parked of waiting) {
      if ('command' in parked)
        this.#ports.send({ kind: 'command', to: strong, command: parked.command, fresh: false })
      else {
        const forward = { kind: 'forward', to: strong, event: parked.event, fresh: false } as const
        this.#ports.send({ ...forward, hops: 1, via: null, dead: null })
      }
    }
  }

  /** The root to which it was handed was erased in the meantime: the profile lives on where it was. */
  #takeBack({ to, key, generation, root }: Handoff<Root>): void {
    this.#nodes.set(to, root)
    this.#ports.adopt(root)
    this.#ledger.answered(root, key, generation, 'gone')
    // Answers may have gone to where it was handed, and ended there: what is still open is asked once more.
    for (const pending of [...root.pending]) {
      pending.open = 1
      this.ask(root, pending)
    }
    this.#resume(root)
  }
}
