import { waymark } from '#proto'
import { TimerQueue } from '../base/timer-queue.js'
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
import { Checkpointer } from './checkpointer.js'
import { addHash, decodeEntry, entryHash } from './entry-codec.js'
import { Fragments, type WireMessage } from './link-codec.js'
import { Outbox } from './outbox.js'
import type { Output, StepCounts } from './output.js'
import { newProfile, type Profile } from './profile.js'
import { decodeCommand } from './profile-codec.js'
import { mergeState, survivor } from './profile-merge.js'
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

/** What a checkpoint says of a partition as a whole, as of its offset. */
export interface Cut {
  readonly offset: number
  readonly now: number
  readonly received: readonly number[]
  readonly sent: readonly number[]
  readonly version: string
  readonly flushes: number
  readonly fragments: readonly { readonly from: number; readonly parts: Uint8Array[] }[]
  /** Nodes that there are. */
  readonly entries: number
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
  readonly #checkpointer = new Checkpointer(() => this.#definitions)
  readonly #nodes = new Nodes<Profile>(this.#checkpointer)
  readonly #timers = new TimerQueue<Profile>()
  #stitcher: Stitcher<Profile>
  readonly #outbox: Outbox
  readonly #statements: Statements
  readonly #trace: Trace | undefined
  /** Number of the last link accepted from each partition. */
  readonly #received: number[]
  readonly #local: StitchMessage<Profile>[] = []
  readonly #fragments = new Fragments()
  readonly #view = new EventView()
  #definitions: Definitions
  #rules: Rules
  #counts = noCounts()
  /** The broker's timestamp of the newest record, never going back; while timers fire, their instant. */
  #now = 0

  constructor(number: number, partitions: number, definitions: Definitions, options: PartitionOptions = {}) {
    this.number = number
    this.#partitions = partitions
    this.#definitions = definitions
    this.#shelf = options.shelf ?? new VersionShelf(definitions)
    this.#trace = options.trace
    this.#received = new Array<number>(partitions).fill(0)
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
    this.#dropStale()
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
   */
  beginCheckpoint(): Cut {
    const sweepDone = this.#checkpointer.begin()
    return {
      offset: this.offset,
      now: this.#now,
      received: [...this.#received],
      sent: [...this.#outbox.sent],
      version: this.#definitions.version,
      flushes: this.#stitcher.lastFlush,
      fragments: [...this.#fragments.entries()].map(({ from, parts }) => ({ from, parts: [...parts] })),
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
   * Takes over the state of a checkpoint: the newest entry of each name, and its cut.
   * @throws Error when entries cannot be decoded, or are not those that the commit was written for
   */
  restore(entries: Iterable<Uint8Array>, cut: Cut, stateHash: number): void {
    const inForce = this.#shelf.get(cut.version)
    if (inForce === undefined) throw new Error(`definitions of version ${cut.version} are not at hand`)
    this.#definitions = inForce
    this.#rules = new Rules(inForce, this.#statements)
    this.#stitcher = new Stitcher(inForce.identities, this.#nodes, this, cut.flushes)
    this.offset = cut.offset
    this.#setNow(cut.now)
    for (const [from, n] of cut.received.entries()) this.#received[from] = n
    for (const [to, n] of cut.sent.entries()) this.#outbox.sent[to] = n
    for (const { from, parts } of cut.fragments) this.#fragments.restore(from, parts)
    let sum = 0
    for (const bytes of entries) sum = addHash(sum, this.#restoreEntry(bytes))
    if (sum !== stateHash || this.#nodes.size !== cut.entries)
      throw new Error(
        `${this.#nodes.size} entries with hash ${sum}: expected ${cut.entries} with ${stateHash}`,
      )
    this.#checkpointer.restored(stateHash)
  }

  /** Returns the entry's share of the state's hash. */
  #restoreEntry(bytes: Uint8Array): number {
    const entry = decodeEntry(bytes, { definitions: this.#definitions, shelf: this.#shelf })
    switch (entry.kind) {
      case 'profile': {
        const { profile } = entry
        this.#nodes.set(entry.name, profile)
        profile.hash = entryHash(bytes)
        this.#arm(profile, this.#rules.next(profile, this.#now))
        return profile.hash
      }
      case 'redirect':
        this.#nodes.set(entry.name, entry.redirect)
        entry.redirect.hash = entryHash(bytes)
        return entry.redirect.hash
      case 'generation':
        if (entry.generation > 0) this.#nodes.restoreGeneration(entry.name, entry.generation)
        return 0
      case 'tombstone':
        this.#nodes.restoreTombstone(entry.hash, entry.tombstone)
        return 0
      case 'gone':
        return 0
    }
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
    const last = this.#received[from] ?? 0
    if (n <= last) this.#counts.linkDuplicates++
    else if (n > last + 1) this.#counts.linkGaps++
    else {
      // Accepted whatever is in it: what cannot be decoded must not hold up what comes after.
      this.#received[from] = n
      this.#counts.links++
      for (const message of messages) {
        const decoded = this.#said(from, message)
        if (decoded === null) continue
        this.#stitcher.message(decoded)
        this.#drain()
      }
    }
  }

  /** What another partition said; null when a part of it is still to come, or it cannot be decoded. */
  #said(from: number, message: WireMessage): StitchMessage<Profile> | null {
    try {
      const whole = this.#fragments.complete(from, message)
      return whole && decodeStitch(whole, { definitions: this.#definitions, shelf: this.#shelf })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#outbox.deadLetter('link', reason, waymark.Message.encode(message).finish())
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
    for (const profile of [...this.profiles()]) {
      this.#checkpointer.root(profile)
      this.#rules.adopt(profile, before)
      this.#arm(profile, this.#rules.next(profile, this.#now))
    }
  }

  // Timers: one stands for each profile, at or before the first instant at which time alone changes it.

  #fireTimers(now: number): void {
    for (;;) {
      this.#dropStale()
      const due = this.#timers.due
      if (due > now) return
      const profile = this.#timers.first as Profile
      this.#timers.pop()
      this.#counts.timers++
      this.#checkpointer.root(profile)
      profile.armed = Number.POSITIVE_INFINITY
      this.#setNow(due)
      this.#rules.instant(profile, due)
      this.#arm(profile, this.#rules.next(profile, due))
    }
  }

  #dropStale(): void {
    for (let first = this.#timers.first; first !== undefined; first = this.#timers.first) {
      if (!first.retired && first.armed === this.#timers.due) return
      this.#timers.pop()
    }
  }

  /** A timer is never moved to later: it fires, finds nothing, and is armed anew. */
  #arm(profile: Profile, due: number): void {
    if (due >= profile.armed) return
    profile.armed = due
    this.#timers.push(due, profile)
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
    this.#arm(profile, this.#rules.next(profile, this.#now))
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
    this.#arm(profile, this.#rules.next(profile, this.#now))
  }

  erase(profile: Profile, command: IdentityCommand): void {
    profile.retired = true
    // A timer would keep all of the profile until it fires.
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
    this.#arm(profile, this.#rules.event(profile, readable, this.#now))
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
    this.#arm(winner, this.#rules.next(winner, this.#now))
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
