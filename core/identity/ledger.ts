import { LIMITS } from '../base/limits.js'
import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { bareValue } from '../event/node-name.js'
import { joinFormer, noteFormer } from './former.js'
import type { Evidence } from './messages.js'
import { identifierHash, type Nodes } from './nodes.js'
import { evidenceOf, type StitchableEvent, type StitchPorts, type UnlinkReason } from './ports.js'
import { dropRefusal, joinRefusals, noteRefusal, refusedAt } from './refusals.js'
import { type IdentityState, type Link, type Pending, placeOf, type RefusalReason } from './root.js'

/**
 * The answer to a claim whose identifier was listed here when the answer was given: it is over, and says
 * nothing of who holds the identifier now, for that may have changed since.
 */
export const SETTLED = 'settled'

/** What a root keeps of its identifiers: those that lead to it, that it claims, that it was refused. */
export class Ledger<Root extends IdentityState> {
  readonly #identities: Identities
  readonly #nodes: Nodes<Root>
  readonly #ports: StitchPorts<Root>

  constructor(identities: Identities, nodes: Nodes<Root>, ports: StitchPorts<Root>) {
    this.#identities = identities
    this.#nodes = nodes
    this.#ports = ports
  }

  create(name: Identifier, evidence: Evidence, shared: boolean): Root {
    const root = this.#ports.create(name, evidence, shared)
    this.#nodes.set(name, root)
    return root
  }

  /** Notes the claims that an event makes necessary; false when there are none. */
  claims(root: Root, event: StitchableEvent): boolean {
    const forced = event.kind === 'alias'
    let evidence: Evidence | undefined
    for (let i = 0; i < event.idCount; i++) {
      const type = event.idType(i)
      const value = event.idValue(i)
      if (placeOf(root.links, type, value) >= 0 || !this.#alike(root, type)) continue
      if (this.#isRefused(root, { type, value }, event)) continue
      // The root's own identifier, after it was unlinked from here: it leads elsewhere now.
      if (type === root.key.type && value === bareValue(root.key.value)) continue
      evidence ??= evidenceOf(event)
      if (this.room(root, { type, value }, forced, evidence))
        this.await(root, { type, value, forced, evidence, open: 1, refusal: '' })
    }
    return root.pending.length > 0
  }

  /** Whether a profile may take another identifier of a type; makes room where the policy says so. */
  room(root: Root, key: Identifier, forced: boolean, evidence: Evidence): boolean {
    if (root.links.length + root.pending.length >= LIMITS.profileIdentifiersMax) {
      this.refuse(root, key, 'too-many-identifiers', evidence)
      return false
    }
    const type = this.#identities.type(key.type)
    if (type === undefined || forced) return true
    const since = this.#ports.now - type.windowMs
    let count = 0
    let oldest: Link | undefined
    for (const link of root.links) {
      if (link.type !== key.type || link.linked <= since) continue
      count++
      if ((oldest === undefined || link.linked < oldest.linked) && !isOwn(root, link)) oldest = link
    }
    for (const pending of root.pending) if (pending.type === key.type) count++
    if (count < type.max) return true
    const evicts = type.overLimit === 'evict-oldest' && oldest !== undefined
    if (evicts) this.unlink(root, oldest as Link, 'limit')
    else if (refusedAt(root.refusals, key) < 0) this.refuse(root, key, 'limit', evidence)
    else return false
    // So many that they cannot be one customer's: the profile links no more.
    if (++root.crowd > type.max) {
      root.shared = true
      this.#ports.marked(root, [])
      return false
    }
    return evicts
  }

  /** Identifiers of other entity kinds, and undeclared ones, belong to nobody here. */
  #alike(root: Root, type: string): boolean {
    const entity = this.#identities.type(type)?.entity
    return entity !== undefined && entity === this.#identities.type(root.key.type)?.entity
  }

  /**
   * A refusal holds, but one for a limit is asked again: its window slides on. What is forced asks again too,
   * but
   * not for the event that was refused, or it would ask for ever.
   */
  #isRefused(root: Root, key: Identifier, event: StitchableEvent): boolean {
    const refusal = root.refusals[refusedAt(root.refusals, key)]
    if (refusal === undefined) return false
    if (event.kind === 'alias') return refusal.evidence.eventId === event.messageId
    return refusal.reason !== 'limit'
  }

  /** Notes claims under way. */
  await(root: Root, pending: Pending): void {
    const place = placeOf(root.pending, pending.type, pending.value)
    const before = root.pending[place]
    if (before === undefined) root.pending.push(pending)
    else {
      before.open += pending.open
      before.refusal = before.refusal === '' ? pending.refusal : before.refusal
    }
  }

  /** A claim of `key` is over: granted (''), settled, or refused. */
  answered(root: Root, key: Identifier, generation: number, refusal: RefusalReason): void {
    const place = placeOf(root.pending, key.type, key.value)
    const pending = root.pending[place]
    if (pending === undefined) return
    pending.open--
    if (refusal === '') this.#link(root, key, generation, pending.evidence)
    else if (refusal !== SETTLED) pending.refusal = refusal
    if (pending.open > 0) return
    root.pending.splice(place, 1)
    if (pending.refusal !== '' && placeOf(root.links, key.type, key.value) < 0)
      this.refuse(root, key, pending.refusal, pending.evidence)
  }

  #link(root: Root, { type, value }: Identifier, generation: number, evidence: Evidence): void {
    dropRefusal(root, { type, value })
    const link = { type, value, generation, linked: this.#ports.now, evidence }
    const before = root.links[placeOf(root.links, type, value)]
    if (before !== undefined) {
      // Another life of it leads here as well.
      if (before.generation !== generation) noteFormer(root, link)
      return
    }
    root.links.push(link)
    this.#ports.linked(root, link)
  }

  refuse(root: Root, key: Identifier, reason: RefusalReason, evidence: Evidence): void {
    noteRefusal(root, { type: key.type, hash: identifierHash(key), reason, at: this.#ports.now, evidence })
    this.#ports.refused(root, key, reason, evidence)
  }

  /**
   * `loser` becomes part of `winner`; what brought them together is the evidence of the loser's own
   * identifier.
   */
  join(winner: Root, loser: Root, evidence: Evidence): void {
    for (const link of loser.links) {
      const joined = isOwn(loser, link) ? { ...link, linked: this.#ports.now, evidence } : link
      if (placeOf(winner.links, link.type, link.value) < 0) winner.links.push(joined)
    }
    joinFormer(winner, loser)
    joinRefusals(winner, loser)
    for (const pending of loser.pending) this.await(winner, pending)
    winner.crowd += loser.crowd
    if (winner.links.length > LIMITS.profileIdentifiersMax && !winner.shared) {
      winner.shared = true
      this.#ports.marked(winner, [])
    }
    this.#ports.absorb(winner, loser, evidence)
  }

  unlink(root: Root, link: Link, reason: UnlinkReason): void {
    root.links.splice(root.links.indexOf(link), 1)
    this.#ports.unlinked(root, link, reason)
    const { type, value, generation } = link
    // Its own lives here: nothing must meet it in between.
    noteFormer(root, link)
    if (!isOwn(root, link))
      this.#ports.send({ kind: 'release', to: { type, value }, generation, erased: 0, gone: false })
    else if (this.#nodes.generation(link) === generation) this.#nodes.renew(link)
  }

  isKnown(root: Root): boolean {
    for (const link of root.links) if (this.#identities.type(link.type)?.role === 'known') return true
    return false
  }
}

/** The link of the root's own identifier. */
function isOwn(root: IdentityState, link: Link): boolean {
  return link.type === root.key.type && link.value === bareValue(root.key.value)
}
