import { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import type { Event, Identifier } from '../event/event.js'
import { Batch, EventView } from '../event/reader.js'
import { type ReadableEvent, StoredEvent } from '../event/stored-event.js'
import { MalformedError, Wire } from '../event/wire.js'
import type { IdentityCommand } from '../identity/command.js'
import type { Evidence, StitchMessage } from '../identity/messages.js'
import { isRedirect, type Node, Nodes } from '../identity/nodes.js'
import type { StitchableEvent, StitchPorts, UnlinkReason } from '../identity/ports.js'
import type { Link, RefusalReason } from '../identity/root.js'
import { Stitcher } from '../identity/stitcher.js'
import type { CommittedState } from './change-codec.js'
import { Checkpointer } from './checkpointer.js'
import { Inbox, messageBytes } from './inbox.js'
import type { WireMessage } from './link-codec.js'
import { Outbox } from './outbox.js'
import type { Output, StepCounts } from './output.js'
import { newProfile, type Profile } from './profile.js'
import { decodeCommand } from './profile-codec.js'
import { mergeState, survivor } from './profile-merge.js'
import { ProfileTimers } from './profile-timers.js'
import { Leftovers, restoreEntries } from './restorer.js'
import { Rules } from './rules.js'
import { Statements } from './statements.js'
import { noCounts } from './step-counts.js'
import { decodeStitch, encodeStitch } from './stitch-codec.js'
import type { Trace } from './trace.js'
import { VersionShelf } from './version-shelf.js'

/** One message of the log, as the step sees it. */
export interface StepRecord {
  readonly offset: number
  /** The broker's timestamp, ms. */
  readonly time: number
  readonly bytes: Uint8Array
}

export interface Step {
  readonly outputs: Output[]
  readonly counts: StepCounts
}

/** What a checkpoint says, apart from its entries. */
export interface Cut extends CommittedState {
  /** The sweep has gone round: what was written before it began is not needed any more. */
  readonly sweepDone: boolean
}

export interface PartitionOptions {
  /** Other versions of the definitions that an `Activate` may name. */
  readonly shelf?: VersionShelf
  /** Told what happens to whom: for the simulator, and to explain. */
  readonly trace?: Trace
}

// Tag of `Record.events` in proto/waymark.proto.
const RECORD_EVENTS = 10

/**
 * A partition: a deterministic state machine over its log (invariant I1). No clock but the log's, no
 * chance, no I/O: what it has to say it returns.
 */
export class Partition implements StitchPorts<Profile> {
  readonly number: number
  /** Offset of the last record applied; 0: none. */
  offset = 0
  readonly #partitions: number
  readonly #shelf: VersionShelf
  readonly #inbox: Inbox
  readonly #checkpointer: Checkpointer
  readonly #nodes: Nodes<Profile>
  readonly #timers = new ProfileTimers()
  #stitcher: Stitcher<Profile>
  readonly #outbox: Outbox
  readonly #statements: Statements
  readonly #trace: Trace | undefined
  readonly #local: StitchMessage<Profile>[] = []
  readonly #view = new EventView()
  #definitions: Definitions
  #rules: Rules
  #counts = noCounts()
  /** The broker's timestamp of the newest record, never going back; while timers fire, their instant. */
  #now = 0
  /** Of another version of the definitions, until an `Activate` settles them. */
  #leftovers: Leftovers | undefined

  constructor(number: number, partitions: number, definitions: Definitions, options: PartitionOptions = {}) {
    this.number = number
    this.#partitions = partitions
    this.#definitions = definitions
    this.#shelf = options.shelf ?? new VersionShelf(definitions)
    this.#trace = options.trace
    this.#inbox = new Inbox(partitions)
    this.#checkpointer = new Checkpointer(() => this.#definitions, this.#inbox.fragments)
    this.#nodes = new Nodes<Profile>(this.#checkpointer)
    this.#outbox = new Outbox(number, new Array<number>(partitions).fill(0))
    this.#statements = new Statements(this.#outbox)
    this.#rules = new Rules(definitions, this.#statements)
    this.#stitcher = new Stitcher(definitions.identities, this.#nodes, this)
    this.#checkpointer.watch(this.#nodes)
  }

  /** Applies one record: `(state, record) -> (state', outputs)`. */
  step(record: StepRecord): Step {
    this.#counts = this.#statements.counts = noCounts()
    this.#outbox.begin(record.offset)
    const now = Math.max(this.#now, record.time)
    this.#fireTimers(now)
    this.#setNow(now)
    this.#apply(record.bytes)
    this.offset = record.offset
    return { outputs: this.#outbox.take(), counts: this.#counts }
  }

  /** Log time, ms. */
  get now(): number {
    return this.#now
  }

  /** When the next timer is due, ms; Infinity for none. Stale timers may make it too early, never too late. */
  get nextDue(): number {
    return this.#timers.due
  }

  get totals(): { profiles: number; identifiers: number; timers: number } {
    return { profiles: this.#nodes.roots, identifiers: this.#nodes.size, timers: this.#timers.size }
  }

  /** Version of the definitions in force. */
  get version(): string {
    return this.#definitions.version
  }

  /**
   * Cuts a checkpoint at the present offset; steps may go on at once. What it says comes in slices, the last of
   * which is empty; then `stateHash` is that of the commit.
   * @param all writes every node, not only what has changed
   */
  beginCheckpoint(all = false): Cut {
    const sweepDone = this.#checkpointer.begin(all)
    const { version, identities } = this.#definitions
    return {
      offset: this.offset,
      now: this.#now,
      received: [...this.#inbox.received],
      sent: [...this.#outbox.sent],
      version,
      rank: identities.rank,
      flushes: this.#stitcher.lastFlush,
      entries: this.#nodes.size,
      sweepDone,
    }
  }

  checkpointSlice(bytesMax: number): Uint8Array[] {
    return this.#checkpointer.slice(bytesMax)
  }

  get stateHash(): number {
    return this.#checkpointer.stateHash
  }

  /**
   * Takes over the state of a checkpoint: the newest entry of each name, and what its commit says. When it was
   * made under definitions that are not at hand, it comes under those that are, by names and keys; an `Activate`
   * of their version must follow, which settles what has changed (`restoredOtherwise`).
   * @throws Error when entries cannot be decoded or are not those that the commit was written for, or when
   *   identifier types are ranked differently
   */
  restore(entries: Iterable<Uint8Array>, state: CommittedState, stateHash: number): void {
    const known = this.#shelf.get(state.version)
    const inForce = known ?? this.#definitions
    if (inForce.identities.rank !== state.rank)
      throw new Error(
        `the state rests on identifier types in the order ${state.rank}; the definitions have ${inForce.identities.rank}`,
      )
    this.#leftovers = known === undefined ? new Leftovers() : undefined
    this.#definitions = inForce
    this.#rules = new Rules(inForce, this.#statements)
    this.#stitcher = new Stitcher(inForce.identities, this.#nodes, this, state.flushes)
    this.offset = state.offset
    this.#setNow(state.now)
    for (const [from, n] of state.received.entries()) this.#inbox.received[from] = n
    for (const [to, n] of state.sent.entries()) this.#outbox.sent[to] = n
    const sum = restoreEntries(entries, {
      reading: { definitions: inForce, shelf: this.#shelf, leftovers: this.#leftovers },
      nodes: this.#nodes,
      fragments: this.#inbox.fragments,
      onProfile: (profile) => this.#timers.arm(profile, this.#rules.next(profile, this.#now)),
    })
    if (sum !== stateHash || this.#nodes.size !== state.entries)
      throw new Error(
        `${this.#nodes.size} nodes with hash ${sum}, committed were ${state.entries} with ${stateHash}`,
      )
    this.#checkpointer.restored(stateHash)
  }

  /** The restored state was made under definitions that are not at hand, and no `Activate` has come since. */
  get restoredOtherwise(): boolean {
    return this.#leftovers !== undefined
  }

  /** Every node of this partition, in no order: names of identifiers, and where they lead. */
  nodes(): Generator<{ type: string; value: string; node: Node<Profile> }> {
    return this.#nodes.entries()
  }

  *profiles(): Generator<Profile> {
    for (const { node } of this.#nodes.entries()) if (!isRedirect(node)) yield node
  }

  /** The present node of an identifier. */
  find(type: string, value: string): Node<Profile> | undefined {
    return this.#nodes.get(this.#nodes.name({ type, value }))
  }

  /** The node of a name: where a redirect leads. An identifier that was let go may have left one behind. */
  nodeNamed(name: Identifier): Node<Profile> | undefined {
    return this.#nodes.get(name)
  }

  #homeOf(key: Identifier): number {
    return this.#definitions.identities.partitionOf(key, this.#partitions)
  }

  #setNow(now: number): void {
    this.#now = this.#statements.at = now
  }

  /** What cannot be decoded becomes a dead letter before anything of it is applied; a bug is not caught here. */
  #apply(bytes: Uint8Array): void {
    const effect = this.#decoded(bytes)
    if (typeof effect === 'string') this.#outbox.deadLetter('record', effect, bytes)
    else effect()
  }

  /** What a record does, or why it cannot be used. */
  #decoded(bytes: Uint8Array): (() => void) | string {
    try {
      if (bytes[0] !== RECORD_EVENTS) return this.#record(waymark.Record.decode(bytes))
      const batch = this.#batch(bytes)
      return () => this.#events(batch)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  #batch(bytes: Uint8Array): Batch {
    const wire = new Wire(bytes)
    wire.at = 1
    const end = wire.fieldEnd(bytes.length)
    if (end !== bytes.length) throw new MalformedError('more than one body', end)
    return new Batch(wire, wire.at, end, this.#definitions.symbols)
  }

  #events(batch: Batch): void {
    for (let i = 0; i < batch.length; i++) {
      try {
        batch.view(i, this.#view)
      } catch (error) {
        if (!(error instanceof MalformedError)) throw error
        this.#outbox.deadLetter('event', error.message, batch.bytes(i))
        continue
      }
      this.#event(this.#view)
      this.#drain()
    }
  }

  #event(event: EventView): void {
    const to = { type: event.idType(0), value: event.idValue(0) }
    // What is here is at home here: only a newcomer's home has to be worked out.
    const isHome = this.find(to.type, to.value) !== undefined || this.#homeOf(to) === this.number
    if (isHome) this.#stitcher.event(to, event)
    else {
      const forward = { kind: 'forward', to, event: event.materialize() } as const
      this.send({ ...forward, fresh: true, hops: 0, via: null, dead: null })
    }
  }

  #record(record: waymark.Record.$Properties): () => void {
    if (record.link) {
      const { from, n, messages } = record.link
      if ((from ?? 0) >= this.#partitions)
        throw new Error(`a link from partition ${from}: there are ${this.#partitions}`)
      return () => this.#link(from ?? 0, n ?? 0, messages ?? [])
    }
    if (record.command) {
      const command = decodeCommand(record.command)
      return () => this.#command(command)
    }
    if (record.activate) {
      const next = this.#activatable(record.activate.version ?? '')
      return () => this.#activate(next)
    }
    if (record.tick) return () => {}
    throw new Error('a record of no known kind')
  }

  #link(from: number, n: number, messages: readonly WireMessage[]): void {
    if (!this.#inbox.accepts(from, n, this.#counts)) return
    // Accepted whatever is in it: what cannot be decoded must not hold up what comes after.
    for (const message of messages) {
      const decoded = this.#said(from, message)
      if (decoded === null) continue
      this.#stitcher.message(decoded)
      this.#drain()
    }
  }

  /** What another partition said; null when a part of it is still to come, or it cannot be decoded. */
  #said(from: number, message: WireMessage): StitchMessage<Profile> | null {
    const reading = { definitions: this.#definitions, shelf: this.#shelf }
    try {
      return this.#inbox.said(from, message, (whole) => decodeStitch(whole, reading))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#outbox.deadLetter('link', reason, messageBytes(message))
      return null
    }
  }

  #command(command: IdentityCommand): void {
    this.send({ kind: 'command', to: command.subject, command, fresh: true })
    this.#drain()
  }

  /** What this partition says to itself is handled at once, in order. */
  #drain(): void {
    for (let message = this.#local.shift(); message !== undefined; message = this.#local.shift())
      this.#stitcher.message(message)
  }

  #activatable(version: string): Definitions {
    const next = this.#shelf.get(version)
    if (next === undefined) throw new Error(`definitions of version ${version} are not at hand`)
    if (!next.identities.sameRank(this.#definitions.identities))
      throw new Error(`version ${version} ranks identifier types differently: links rest on the rank`)
    return next
  }

  /** Another version of the definitions is in force from here on. */
  #activate(next: Definitions): void {
    const before = this.#definitions
    this.#definitions = next
    this.#rules = new Rules(next, this.#statements)
    this.#stitcher = new Stitcher(next.identities, this.#nodes, this, this.#stitcher.lastFlush)
    const leftovers = this.#leftovers
    this.#leftovers = undefined
    for (const profile of [...this.profiles()]) {
      this.#checkpointer.root(profile)
      leftovers?.settle(profile, this.#statements)
      this.#rules.adopt(profile, before)
      this.#timers.arm(profile, this.#rules.next(profile, this.#now))
    }
  }

  #fireTimers(now: number): void {
    for (let due = this.#timers.due; due <= now; due = this.#timers.due) {
      const profile = this.#timers.take()
      this.#counts.timers++
      this.#checkpointer.root(profile)
      this.#setNow(due)
      this.#rules.instant(profile, due)
      this.#timers.arm(profile, this.#rules.next(profile, due))
    }
  }

  // What stitching asks (StitchPorts).

  send(message: StitchMessage<Profile>): void {
    const home = this.#homeOf(message.to)
    if (home === this.number) this.#local.push(message)
    else this.#outbox.message(home, encodeStitch(message, this.#definitions))
  }

  create(key: Identifier, evidence: Evidence, shared: boolean): Profile {
    const type = this.#definitions.identities.type(key.type)
    const profile = newProfile(key, type, evidence, this.#now)
    profile.shared = shared
    this.#statements.created(profile, evidence)
    this.#timers.arm(profile, this.#rules.next(profile, this.#now))
    return profile
  }

  retire(profile: Profile): void {
    profile.retired = true
  }

  adopt(profile: Profile): void {
    profile.retired = false
    profile.armed = Number.POSITIVE_INFINITY
    this.#rules.evaluate(profile, this.#now, 'returned')
    this.#rules.instant(profile, this.#now)
    this.#timers.arm(profile, this.#rules.next(profile, this.#now))
  }

  erase(profile: Profile, command: IdentityCommand): void {
    profile.retired = true
    this.#timers.discard(profile)
    this.#statements.erased(profile, command)
    this.#trace?.({ kind: 'erased', at: this.#now, root: profile.key })
  }

  apply(profile: Profile, event: StitchableEvent): void {
    const readable = event as ReadableEvent
    if (!profile.accept(readable.messageHash, this.#now)) {
      this.#counts.duplicates++
      return
    }
    this.#counts.events++
    this.#trace?.({ kind: 'applied', at: this.#now, root: profile.key, messageId: readable.messageId })
    this.#timers.arm(profile, this.#rules.event(profile, readable, this.#now))
  }

  absorb(winner: Profile, loser: Profile, evidence: Evidence): void {
    const { id, origin, segments } = survivor(winner, loser)
    const gone = id === winner.id ? loser : winner
    const goneId = gone.id
    this.#statements.ended(gone, this.#definitions, id)
    winner.id = id
    winner.origin = origin
    winner.segments = segments
    this.#trace?.({ kind: 'merged', at: this.#now, winner: winner.key, loser: loser.key })
    mergeState(winner, loser, this.#definitions)
    this.#statements.merged(winner, goneId, id, evidence)
    this.#rules.merge(winner, loser, this.#now, goneId)
    this.#timers.arm(winner, this.#rules.next(winner, this.#now))
  }

  linked(profile: Profile, link: Link): void {
    this.#statements.linked(profile, link)
  }

  unlinked(profile: Profile, link: Link, reason: UnlinkReason): void {
    this.#statements.unlinked(profile, link, reason)
    this.#trace?.({ kind: 'unlinked', at: this.#now, root: profile.key, key: link, reason })
  }

  refused(profile: Profile, key: Identifier, reason: RefusalReason, evidence: Evidence): void {
    this.#statements.refused(profile, key, reason, evidence)
  }

  marked(profile: Profile, owners: readonly Identifier[]): void {
    this.#statements.marked(profile, owners)
  }

  view(event: Event): StitchableEvent {
    return new StoredEvent(event, this.#definitions.symbols)
  }

  count(what: 'parked' | 'parkedPastLimit' | 'erasedEvents' | 'bounced'): void {
    this.#counts[what]++
  }
}
