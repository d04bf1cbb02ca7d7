import { LIMITS } from '../base/limits.js'
import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { Claims } from './claims.js'
import { Commands } from './commands.js'
import { Ledger } from './ledger.js'
import type { Forward, StitchMessage } from './messages.js'
import { isRedirect, type Nodes } from './nodes.js'
import { evidenceOf, type StitchableEvent, type StitchPorts } from './ports.js'
import { Releases } from './releases.js'
import type { IdentityState } from './root.js'
import { Shortcuts } from './shortcuts.js'

/**
 * Identity stitching of one partition (DESIGN 6): a distributed union-find by messages, after
 * Jayanti and Tarjan's randomised linking with a fixed rank in place of a random one.
 * Here events find their profile and wait where they must; `Claims` links, `Releases` lets go.
 */
export class Stitcher<Root extends IdentityState> {
  readonly #nodes: Nodes<Root>
  readonly #ports: StitchPorts<Root>
  readonly #ledger: Ledger<Root>
  readonly #shortcuts: Shortcuts<Root>
  readonly #claims: Claims<Root>
  readonly #releases: Releases<Root>
  readonly #commands: Commands<Root>

  /** `lastFlush`: that of the stitcher that this one takes over from. */
  constructor(identities: Identities, nodes: Nodes<Root>, ports: StitchPorts<Root>, lastFlush = 0) {
    this.#nodes = nodes
    this.#ports = ports
    const resume = (root: Root) => this.#resume(root)
    const ledger = new Ledger(identities, nodes, ports)
    const shortcuts = new Shortcuts(identities, nodes, ports, (message) => this.message(message), lastFlush)
    const vacate = (key: Identifier, dead: Identifier) => this.#releases.vacate(key, dead)
    const end = (root: Root, erased: number) => this.#commands.end(root, erased, { reason: 'erased' })
    const claims = new Claims(identities, nodes, ports, { ledger, shortcuts, resume, vacate, end })
    this.#ledger = ledger
    this.#shortcuts = shortcuts
    this.#claims = claims
    const releases = new Releases(identities, nodes, ports, { ledger, shortcuts, claims })
    this.#releases = releases
    this.#commands = new Commands(identities, nodes, ports, { ledger, shortcuts, claims, releases, resume })
  }

  /** Number of the last flush of an old way: part of the partition's state. */
  get lastFlush(): number {
    return this.#shortcuts.last
  }

  /** An event that the log brought to the home of its strongest identifier. */
  event(key: Identifier, event: StitchableEvent): void {
    const tombstone = this.#nodes.tombstone(key)
    if (tombstone !== undefined && event.time <= tombstone.erased) {
      this.#ports.count('erasedEvents')
      return
    }
    const name = this.#nodes.name(key)
    let node = this.#nodes.get(name)
    if (node === undefined) node = this.#ledger.create(name, evidenceOf(event), false)
    if (!isRedirect(node)) this.#arrive(node, event)
    else {
      const forward = { kind: 'forward', to: name, event: event.materialize(), via: name } as const
      this.#shortcuts.onward(name, node, { ...forward, hops: 1, fresh: false, dead: null })
    }
  }

  message(message: StitchMessage<Root>): void {
    if (this.#shortcuts.holds(message)) return
    switch (message.kind) {
      case 'forward':
        this.#forward(message)
        return
      case 'claim':
        this.#claims.claim(message)
        return
      case 'reply':
        this.#claims.reply(message)
        return
      case 'yield':
        this.#claims.yield(message)
        return
      case 'settle':
        this.#claims.settle(message)
        return
      case 'handoff':
        this.#claims.handoff(message)
        return
      case 'release':
        this.#releases.release(message)
        return
      case 'reassign':
        this.#releases.reassign(message)
        return
      case 'command':
        this.#commands.message(message)
        return
      case 'shortcut':
        this.#shortcuts.begin(message)
        return
      case 'flush':
        this.#shortcuts.flush(message)
        return
      case 'flushed':
        this.#shortcuts.end(message)
        return
    }
  }

  #forward(message: Forward): void {
    if (message.fresh) {
      if (message.dead !== null) this.#releases.vacate(message.to, message.dead)
      this.event(message.to, this.#ports.view(message.event))
      return
    }
    const node = this.#nodes.get(message.to)
    if (node === undefined) this.#bounce(message)
    else if (isRedirect(node)) this.#ports.send({ ...message, to: node.to, hops: message.hops + 1 })
    else {
      if (message.hops > 1 && message.via !== null)
        this.#ports.send({ kind: 'shortcut', to: message.via, root: node.key })
      this.#arrive(node, this.#ports.view(message.event))
    }
  }

  /** The way led to a node that was erased: the event begins again at its strongest identifier. */
  #bounce(message: Forward): void {
    const to = message.event.identifiers[0]
    this.#ports.count('bounced')
    if (to !== undefined)
      this.#ports.send({ ...message, to, fresh: true, hops: 0, via: null, dead: message.to })
  }

  #arrive(root: Root, event: StitchableEvent): void {
    if (root.pending.length > 0) this.#park(root, event)
    else this.#meet(root, event)
    if (root.links.length === 0) this.#commands.endIfBare(root)
  }

  /** An event at a root that waits for nothing: claims what is new in it, and waits, or applies it. */
  #meet(root: Root, event: StitchableEvent, rounds = 0): void {
    // A repeated event must not claim anew: what it says may have been overtaken.
    const mayClaim = event.idCount > 1 && !root.shared && !this.#ports.isRepeat(root, event)
    const isLast = rounds >= LIMITS.claimRoundsMax
    if (isLast) this.#ports.count('parkedPastLimit')
    if (!mayClaim || !this.#ledger.claims(root, event, isLast)) this.#ports.apply(root, event)
    else {
      this.#ports.count('parked')
      root.parked.unshift({ event: event.materialize(), rounds: rounds + 1 })
      for (const { type, value } of [...root.pending]) this.#claims.ask(root, { type, value })
    }
  }

  #park(root: Root, event: StitchableEvent): void {
    this.#ports.count('parked')
    root.parked.push({ event: event.materialize(), rounds: 0 })
    if (root.parked.length <= LIMITS.parkedEventsMax) return
    this.#ports.count('parkedPastLimit')
    const first = root.parked.shift()
    if (first === undefined) return
    if ('event' in first) this.#ports.apply(root, this.#ports.view(first.event))
    else this.#commands.obey(root, first.command)
  }

  #resume(root: Root): void {
    while (root.pending.length === 0 && root.parked.length > 0) {
      // What was parked may have made this profile part of another one, or none.
      if (this.#nodes.get(root.key) !== root) return
      const next = root.parked.shift()
      if (next === undefined) return
      if ('event' in next) this.#meet(root, this.#ports.view(next.event), next.rounds)
      else this.#commands.obey(root, next.command)
    }
    if (root.links.length === 0) this.#commands.endIfBare(root)
  }
}
