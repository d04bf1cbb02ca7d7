import { LIMITS } from '../base/limits.js'
import type { IdentifierType, Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { bareValue } from '../event/node-name.js'
import { NO_CROWD, press, unite } from './crowd.js'
import { byLinked, type Excess, excessesOf, type Holder } from './excess.js'
import { joinFormer, noteFormer } from './former.js'
import type { Evidence } from './messages.js'
import { identifierHash } from './name-order.js'
import type { Nodes } from './nodes.js'
import { evidenceOf, type StitchableEvent, type StitchPorts, type UnlinkReason } from './ports.js'
import { dropRefusal, joinRefusals, noteRefusal, refusedAt } from './refusals.js'
import {
  type IdentityState,
  type Link,
  type Pending,
  placeOf,
  type Refusal,
  type RefusalReason,
  same,
} from './root.js'

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
  /** Up to so many identifiers no type's limit is met. */
  readonly #leastMax: number

  constructor(identities: Identities, nodes: Nodes<Root>, ports: StitchPorts<Root>) {
    this.#identities = identities
    this.#nodes = nodes
    this.#ports = ports
    const limited = identities.rules.types.filter(({ role }) => role !== 'known')
    this.#leastMax = Math.min(LIMITS.profileIdentifiersMax, ...limited.map(({ max }) => max))
  }

  create(name: Identifier, evidence: Evidence, shared: boolean): Root {
    const root = this.#ports.create(name, evidence, shared)
    this.#nodes.set(name, root)
    return root
  }

  /**
   * Notes the claims that an event makes necessary; false when there are none.
   * @param isLast it has claimed so often that this would go on for ever: what it still misses is refused
   */
  claims(root: Root, event: StitchableEvent, isLast = false): boolean {
    const forced = event.kind === 'alias'
    let evidence: Evidence | undefined
    for (let i = 0; i < event.idCount; i++) {
      const type = event.idType(i)
      const value = event.idValue(i)
      if (placeOf(root.links, type, value) >= 0 || !this.#alike(root, type)) continue
      if (this.#isRefused(root, { type, value }, event)) continue
      // The root's own identifier, after it was unlinked from here: it leads elsewhere now.
      if (type === root.key.type && value === bareValue(root.key.value)) continue
      // So does what the event came by, if it has left: it may be another customer's by now.
      if (i === 0 && !forced) continue
      evidence ??= evidenceOf(event)
      if (isLast) this.refuse(root, { type, value }, 'unsettled', evidence)
      else if (this.room(root, { type, value }, forced, evidence))
        this.await(root, { type, value, forced, evidence, open: 1, refusal: '' })
    }
    return root.pending.length > 0
  }

  /** Whether a profile may take another identifier of a type; makes room where the policy says so. */
  room(root: Root, key: Identifier, forced: boolean, evidence: Evidence): boolean {
    const type = this.#identities.type(key.type)
    if (root.links.length + root.pending.length >= LIMITS.profileIdentifiersMax) {
      this.refuse(root, key, 'too-many-identifiers', evidence)
      if (type !== undefined) this.#press(root, type, Math.min(type.max, LIMITS.turnedAwayMax))
      return false
    }
    if (type === undefined || forced) return true
    const since = this.#ports.now - type.windowMs
    let count = 0
    let oldest: Link | undefined
    for (const link of root.links) {
      if (link.type !== key.type || link.linked <= since) continue
      count++
      // What an event brought stays when the same event brings more: each would make room for the other.
      if (isOwn(root, link) || link.evidence.eventId === evidence.eventId) continue
      if (oldest === undefined || link.linked < oldest.linked) oldest = link
    }
    for (const pending of root.pending) if (pending.type === key.type) count++
    if (count < type.max) return true
    const evicts = type.overLimit === 'evict-oldest' && oldest !== undefined
    if (evicts) this.unlink(root, oldest as Link, 'limit')
    else if (refusedAt(root.refusals, key) < 0) this.refuse(root, key, 'limit', evidence)
    else return false
    this.#press(root, type, type.max)
    return evicts && !root.shared
  }

  /** So many within the window that they cannot be one customer's: the profile links no more. */
  #press(root: Root, { name, windowMs }: IdentifierType, max: number): void {
    if (root.shared) return
    // With a limit of one or two a customer who moves house would be taken for a crowd.
    const most = Math.max(max, LIMITS.turnedAwayMin)
    const { crowd, count } = press(root.crowd, name, { now: this.#ports.now, windowMs, max: most })
    root.crowd = crowd
    if (count > most) this.#mark(root)
  }

  #mark(root: Root): void {
    if (root.shared) return
    root.shared = true
    root.crowd = NO_CROWD
    this.#ports.marked(root, [])
  }

  /** Identifiers of other entity kinds, and undeclared ones, belong to nobody here. */
  #alike(root: Root, type: string): boolean {
    const entity = this.#identities.type(type)?.entity
    return entity !== undefined && entity === this.#identities.type(root.key.type)?.entity
  }

  /**
   * A refusal holds, but one for a limit is asked again: its window slides on. What is forced, has switched
   * its user or came to no end is asked for again too, but not by the event that was refused: for ever.
   */
  #isRefused(root: Root, key: Identifier, event: StitchableEvent): boolean {
    const refusal = root.refusals[refusedAt(root.refusals, key)]
    if (refusal === undefined) return false
    const isItsOwn = refusal.evidence.eventId === event.messageId
    if (event.kind === 'alias' || mayPass(refusal)) return isItsOwn
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
    if (pending === undefined) {
      // Claimed by a profile on its way here, which went back: it must not lead to who does not list it.
      if (refusal === '' && placeOf(root.links, key.type, key.value) < 0)
        this.#dismiss(root, { type: key.type, value: key.value, generation })
      return
    }
    pending.open--
    if (refusal === '' && pending.refusal !== 'limit') this.#link(root, key, generation, pending.evidence)
    // Claimed by a profile that has become part of this one, which has no room for it.
    else if (refusal === '') this.#dismiss(root, { type: key.type, value: key.value, generation })
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
    const refusal = { type: key.type, hash: identifierHash(key), reason, at: this.#ports.now, evidence }
    if (!noteRefusal(root, refusal)) this.#ports.count('lostRefusals')
    this.#ports.refused(root, key, reason, evidence)
  }

  /**
   * `loser` becomes part of `winner` by a claim of `key`, whose evidence is that of the loser's own
   * identifier from now on. What they hold together beyond the limit of a type goes, as the policy of the
   * type says.
   */
  join(winner: Root, loser: Root, key: Identifier, evidence: Evidence): void {
    const before = this.#before(winner, loser)
    for (const link of loser.links) {
      const joined = isOwn(loser, link) ? { ...link, linked: this.#ports.now, evidence } : link
      if (placeOf(winner.links, link.type, link.value) < 0) winner.links.push(joined)
    }
    joinFormer(winner, loser)
    for (let lost = joinRefusals(winner, loser); lost > 0; lost--) this.#ports.count('lostRefusals')
    for (const pending of loser.pending) this.await(winner, pending)
    if (!winner.shared) winner.crowd = unite(winner.crowd, loser.crowd)
    this.#ports.absorb(winner, loser, evidence)
    if (before !== undefined) {
      const forced = winner.pending[placeOf(winner.pending, key.type, key.value)]?.forced ?? false
      const merging = { winner: before, loser, links: winner.links, key, forced, now: this.#ports.now }
      for (const excess of excessesOf(merging, this.#identities)) this.#letGo(winner, excess)
    }
    if (winner.links.length > LIMITS.profileIdentifiersMax) this.#overflow(winner, key)
  }

  /** What the winner of a merge holds before it; undefined when both together are within every limit. */
  #before({ key, links, pending }: Root, loser: Root): Holder | undefined {
    const count = links.length + pending.length + loser.links.length + loser.pending.length
    return count <= this.#leastMax ? undefined : { key, links: [...links], pending: [...pending] }
  }

  /** More than a profile may hold at all: it is marked, and the newest go. */
  #overflow(root: Root, key: Identifier): void {
    this.#mark(root)
    const movable = root.links.filter((link) => !isOwn(root, link) && !same(link, key)).sort(byLinked)
    for (const link of movable.slice(LIMITS.profileIdentifiersMax - root.links.length))
      this.unlink(root, link, 'shared')
  }

  #letGo(root: Root, { type, links, claims }: Excess): void {
    for (const link of links) {
      this.unlink(root, link, 'limit')
      const isClaimed = placeOf(root.pending, link.type, link.value) >= 0
      if (type.overLimit === 'reject' && !isClaimed) this.refuse(root, link, 'limit', link.evidence)
      this.#press(root, type, type.max)
    }
    for (const { type: name, value } of claims) {
      const pending = root.pending[placeOf(root.pending, name, value)]
      if (pending === undefined) continue
      pending.refusal = 'limit'
      this.#press(root, type, type.max)
    }
  }

  unlink(root: Root, link: Link, reason: UnlinkReason): void {
    root.links.splice(root.links.indexOf(link), 1)
    this.#ports.unlinked(root, link, reason)
    if (!isOwn(root, link)) this.#dismiss(root, link)
    else {
      noteFormer(root, link)
      // Its own lives here: nothing must meet it in between.
      if (this.#nodes.generation(link) === link.generation) this.#nodes.renew(link)
    }
  }

  /** What is under way to the node still comes here; what comes anew does not. */
  #dismiss(root: Root, { type, value, generation }: Pick<Link, 'type' | 'value' | 'generation'>): void {
    noteFormer(root, { type, value, generation })
    this.#ports.send({ kind: 'release', to: { type, value }, generation, erased: 0, gone: false })
  }

  /** The identifier is another user's now. */
  yieldUp(root: Root, link: Link): void {
    root.links.splice(root.links.indexOf(link), 1)
    noteFormer(root, link)
    this.#ports.unlinked(root, link, 'switched')
    // Two users that wait with an event of the same two devices each would take them by turns for ever.
    const { type, evidence } = link
    const [first] = root.parked
    if (first === undefined || !('event' in first) || first.event.messageId !== evidence.eventId) return
    const refusal = { type, hash: identifierHash(link), reason: 'switched', at: this.#ports.now, evidence }
    if (!noteRefusal(root, refusal)) this.#ports.count('lostRefusals')
  }

  /**
   * A profile came back from where it was handed to. If its own identifier has begun another life meanwhile,
   * which may be anybody's by now, the profile claims that one as any other. Returns up to which instant the
   * profile was erased meanwhile; 0: it was not.
   */
  comeBack(root: Root): number {
    const link = root.links.find((own) => isOwn(root, own))
    if (link === undefined || this.#nodes.generation(link) === link.generation) return 0
    const tombstone = this.#nodes.tombstone(link)
    if (tombstone && tombstone.generation > link.generation && tombstone.erased >= link.linked)
      return tombstone.erased
    root.links.splice(root.links.indexOf(link), 1)
    noteFormer(root, link)
    this.#ports.unlinked(root, link, 'gone')
    const { type, value, evidence } = link
    this.await(root, { type, value, evidence, forced: true, open: 1, refusal: '' })
    return 0
  }

  isKnown(root: Root): boolean {
    for (const link of root.links) if (this.#identities.type(link.type)?.role === 'known') return true
    return false
  }
}

/** Whether what was refused may be granted later. */
function mayPass({ reason }: Refusal): boolean {
  return reason === 'switched' || reason === 'unsettled'
}

/** The link of the root's own identifier. */
function isOwn(root: IdentityState, link: Link): boolean {
  return link.type === root.key.type && link.value === bareValue(root.key.value)
}
