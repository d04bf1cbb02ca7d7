import { LIMITS } from '../base/limits.js'
import type { Identities } from '../definitions/identities.js'
import type { Event, Identifier } from '../event/event.js'
import type { Claim, Evidence, StitchMessage } from './messages.js'
import { isRedirect, type Nodes } from './nodes.js'
import { type IdentityState, type Link, placeOf, same } from './root.js'

/** An event as stitching sees it: its identifiers, strongest first. */
export interface StitchableEvent {
  readonly kind: string
  readonly idCount: number
  idType(number: number): string
  idValue(number: number): string
  readonly messageId: string
  readonly time: number
  readonly source: string
  materialize(): Event
}

/** What stitching asks of the partition. */
export interface StitchPorts<Root extends IdentityState> {
  /** Sends to the partition of `message.to`, in order per partition; to this one too, handled at once. */
  send(message: StitchMessage<Root>): void
  /** A new profile whose first identifier is `key`. */
  create(key: Identifier, evidence: Evidence): Root
  /** The profile is gone from here: it was handed over. */
  retire(root: Root): void
  apply(root: Root, event: StitchableEvent): void
  /** `loser`'s whole state joins `root`. */
  absorb(root: Root, loser: Root): void
  linked(root: Root, link: Link): void
  refused(root: Root, key: Identifier, reason: string, evidence: Evidence): void
  /** Log time. */
  readonly now: number
  /** A parked event as `apply` wants it. */
  view(event: Event): StitchableEvent
  countParkedPastLimit(): void
}

/**
 * Identity stitching of one partition (DESIGN 6): a distributed union-find by messages, after
 * Jayanti and Tarjan's randomised linking with a fixed rank in place of a random one.
 * Claims go from stronger to weaker identifiers and are answered at once, so nobody waits in a circle.
 */
export class Stitcher<Root extends IdentityState> {
  readonly #identities: Identities
  readonly #nodes: Nodes<Root>
  readonly #ports: StitchPorts<Root>

  constructor(identities: Identities, nodes: Nodes<Root>, ports: StitchPorts<Root>) {
    this.#identities = identities
    this.#nodes = nodes
    this.#ports = ports
  }

  /** An event that was routed, forwarded or parked for identifier `to`. */
  event(toType: string, toValue: string, event: StitchableEvent): void {
    let node = this.#nodes.get(toType, toValue)
    if (node === undefined) node = this.#create({ type: toType, value: toValue }, evidenceOf(event))
    if (isRedirect(node)) this.#ports.send({ kind: 'forward', to: node.to, event: event.materialize() })
    else if (node.pending.length > 0) this.#park(node, event)
    else this.#meet(node, event)
  }

  message(message: StitchMessage<Root>): void {
    switch (message.kind) {
      case 'forward':
        this.event(message.to.type, message.to.value, this.#ports.view(message.event))
        return
      case 'claim':
        this.#claim(message)
        return
      case 'reply':
        this.#reply(message)
        return
      case 'yield':
        this.#yield(message)
        return
      case 'settle':
        this.#settle(message)
        return
      case 'handoff':
        this.#handoff(message)
        return
    }
  }

  #create(key: Identifier, evidence: Evidence): Root {
    const root = this.#ports.create(key, evidence)
    this.#nodes.set(key, root)
    return root
  }

  /** An event at a root that waits for nothing: claims what is new in it, and waits, or applies it. */
  #meet(root: Root, event: StitchableEvent): void {
    const forced = event.kind === 'alias'
    let evidence: Evidence | undefined
    for (let i = 0; i < event.idCount; i++) {
      const type = event.idType(i)
      const value = event.idValue(i)
      if (placeOf(root.links, type, value) >= 0) continue
      if (placeOf(root.pending, type, value) >= 0) continue
      if (!forced && placeOf(root.refusals, type, value) >= 0) continue
      if (root.links.length + root.pending.length >= LIMITS.profileIdentifiersMax) {
        this.#refuse(root, { type, value }, 'too-many-identifiers', evidenceOf(event))
        continue
      }
      evidence ??= evidenceOf(event)
      root.pending.push({ type, value, forced, evidence })
    }
    if (evidence === undefined) {
      this.#ports.apply(root, event)
      return
    }
    root.parked.unshift(event.materialize())
    // A claim on an identifier of this partition is answered while we are here, and may change the list.
    for (const { type, value } of [...root.pending]) {
      const key = { type, value }
      this.#ports.send({ kind: 'claim', to: key, by: root.key, key, forced, evidence })
    }
  }

  #park(root: Root, event: StitchableEvent): void {
    root.parked.push(event.materialize())
    if (root.parked.length <= LIMITS.parkedEventsMax) return
    const first = root.parked.shift()
    this.#ports.countParkedPastLimit()
    if (first !== undefined) this.#ports.apply(root, this.#ports.view(first))
  }

  #resume(root: Root): void {
    while (root.pending.length === 0 && root.parked.length > 0) {
      // A parked event may have made this profile part of another one in the meantime.
      if (this.#nodes.get(root.key.type, root.key.value) !== root) return
      const event = root.parked.shift()
      if (event !== undefined) this.#meet(root, this.#ports.view(event))
    }
  }

  #claim(claim: Claim): void {
    const { to: k, by: r, key, forced, evidence } = claim
    const node = this.#nodes.get(k.type, k.value)
    if (node === undefined) {
      this.#nodes.set(k, { to: r })
      this.#ports.send({ kind: 'reply', to: r, key, refusal: '' })
    } else if (isRedirect(node)) {
      if (same(node.to, r)) this.#ports.send({ kind: 'reply', to: r, key, refusal: '' })
      else this.#ports.send({ ...claim, to: node.to })
    } else if (same(k, r)) this.#ports.send({ kind: 'reply', to: r, key, refusal: '' })
    else if (!forced && this.#bothKnown(k, r))
      this.#ports.send({ kind: 'reply', to: r, key, refusal: 'known-into-known' })
    else if (this.#identities.compare(r, k) < 0) this.#handOver(node, r, key)
    else this.#ports.send({ kind: 'yield', to: r, strong: k, key, forced, evidence })
  }

  #reply({ to: k, key, refusal }: StitchMessage<Root> & { kind: 'reply' }): void {
    const node = this.#nodes.get(k.type, k.value)
    if (node === undefined) return
    if (isRedirect(node)) {
      this.#ports.send({ kind: 'reply', to: node.to, key, refusal })
      return
    }
    this.#answered(node, key, refusal)
    this.#resume(node)
  }

  #yield(message: StitchMessage<Root> & { kind: 'yield' }): void {
    const { to: r, strong: x, key, forced, evidence } = message
    const node = this.#nodes.get(r.type, r.value)
    if (node === undefined) return
    if (isRedirect(node)) {
      if (same(node.to, x)) this.#ports.send({ kind: 'reply', to: x, key, refusal: '' })
      else this.#ports.send({ kind: 'settle', to: node.to, strong: x, key, forced, evidence })
    } else if (!forced && this.#bothKnown(r, x)) {
      this.#answered(node, key, 'known-into-known')
      this.#resume(node)
    } else this.#handOver(node, x, key)
  }

  #settle(message: StitchMessage<Root> & { kind: 'settle' }): void {
    const { to: k, strong: x, key, forced, evidence } = message
    const node = this.#nodes.get(k.type, k.value)
    if (node === undefined) return
    if (isRedirect(node)) {
      if (same(node.to, x)) this.#ports.send({ kind: 'reply', to: x, key, refusal: '' })
      else this.#ports.send({ ...message, to: node.to })
    } else if (same(k, x)) {
      this.#answered(node, key, '')
      this.#resume(node)
    } else this.#ports.send({ kind: 'claim', to: x, by: k, key, forced, evidence })
  }

  #handoff(message: StitchMessage<Root> & { kind: 'handoff' }): void {
    const { to: k, from: y, key, root: loser } = message
    let node = this.#nodes.get(k.type, k.value)
    if (node !== undefined && isRedirect(node)) {
      this.#ports.send({ ...message, to: node.to })
      return
    }
    const evidence = loser.links[0]?.evidence ?? { eventId: '', time: this.#ports.now, source: '' }
    node ??= this.#create(k, evidence)
    const winner = node
    for (const link of loser.links)
      if (placeOf(winner.links, link.type, link.value) < 0) winner.links.push(link)
    for (const refusal of loser.refusals) {
      const { type, value } = refusal
      if (placeOf(winner.refusals, type, value) < 0 && placeOf(winner.links, type, value) < 0)
        winner.refusals.push(refusal)
    }
    for (const pending of loser.pending)
      if (placeOf(winner.pending, pending.type, pending.value) < 0) winner.pending.push(pending)
    winner.parked.push(...loser.parked)
    this.#ports.absorb(winner, loser)
    this.#answered(winner, key, '')
    if (placeOf(winner.links, y.type, y.value) >= 0) drop(winner.refusals, y)
    this.#resume(winner)
  }

  /** `root` becomes a redirect; the whole of it goes to `strong`. */
  #handOver(root: Root, strong: Identifier, key: Identifier): void {
    this.#nodes.set(root.key, { to: strong })
    this.#ports.retire(root)
    this.#ports.send({ kind: 'handoff', to: strong, from: root.key, key, root })
  }

  /** The claim of `key` is over. */
  #answered(root: Root, key: Identifier, refusal: string): void {
    const place = placeOf(root.pending, key.type, key.value)
    if (place < 0) return
    const [pending] = root.pending.splice(place, 1)
    if (pending === undefined) return
    if (refusal !== '') {
      this.#refuse(root, key, refusal, pending.evidence)
      return
    }
    if (placeOf(root.links, key.type, key.value) >= 0) return
    const link = { type: key.type, value: key.value, linked: this.#ports.now, evidence: pending.evidence }
    root.links.push(link)
    this.#ports.linked(root, link)
  }

  #refuse(root: Root, key: Identifier, reason: string, evidence: Evidence): void {
    const refusal = { type: key.type, value: key.value, reason, at: this.#ports.now, evidence }
    const place = placeOf(root.refusals, key.type, key.value)
    if (place >= 0) root.refusals[place] = refusal
    else if (root.refusals.length < LIMITS.profileIdentifiersMax) root.refusals.push(refusal)
    this.#ports.refused(root, key, reason, evidence)
  }

  #bothKnown(x: Identifier, y: Identifier): boolean {
    return this.#isKnown(x) && this.#isKnown(y)
  }

  #isKnown(identifier: Identifier): boolean {
    return this.#identities.type(identifier.type)?.role === 'known'
  }
}

function evidenceOf(event: StitchableEvent): Evidence {
  return { eventId: event.messageId, time: event.time, source: event.source }
}

function drop(list: Identifier[], key: Identifier): void {
  const place = placeOf(list, key.type, key.value)
  if (place >= 0) list.splice(place, 1)
}
