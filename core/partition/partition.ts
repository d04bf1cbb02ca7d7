import type { Definitions } from '../definitions/definitions.js'
import type { Event, Identifier } from '../event/event.js'
import { type Batch, EventView } from '../event/reader.js'
import { type ReadableEvent, StoredEvent } from '../event/stored-event.js'
import type { Evidence, SeenEvent, StitchMessage } from '../identity/messages.js'
import { isRedirect, type Node, type Nodes } from '../identity/nodes.js'
import type { Ending, StitchableEvent, StitchPorts, UnlinkReason } from '../identity/ports.js'
import type { Link, RefusalReason } from '../identity/root.js'
import { Stitcher } from '../identity/stitcher.js'
import type { Alarms } from './alarms.js'
import type { CommittedState } from './change-codec.js'
import type { Checkpointer, Cut } from './checkpointer.js'
import { Incoming } from './incoming.js'
import type { WireMessage } from './link-codec.js'
import { Outbox } from './outbox.js'
import type { PartitionOptions } from './partition-options.js'
import { newProfile, type Profile } from './profile.js'
import { mergeState, survivor } from './profile-merge.js'
import { readEvent, readRecord } from './record-reader.js'
import { checkRank } from './restorer.js'
import { Rules } from './rules.js'
import { Statements } from './statements.js'
import type { Step, StepRecord } from './step.js'
import { addLosses, noCounts } from './step-counts.js'
import { encodeStitch } from './stitch-codec.js'
import { Store, type StoreTotals } from './store.js'
import type { Trace } from './trace.js'
import { VersionShelf } from './version-shelf.js'

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
  readonly #store: Store
  readonly #checkpointer: Checkpointer
  readonly #nodes: Nodes<Profile>
  readonly #alarms: Alarms
  #stitcher: Stitcher<Profile>
  readonly #outbox: Outbox
  readonly #statements: Statements
  readonly #trace: Trace | undefined
  readonly #local: StitchMessage<Profile>[] = []
  readonly #incoming: Incoming
  readonly #view = new EventView()
  #definitions: Definitions
  #rules: Rules
  #counts = noCounts()
  /** The broker's timestamp of the newest record, never going back; while timers fire, their instant. */
  #now = 0
  #restoredOtherwise = false

  constructor(number: number, partitions: number, definitions: Definitions, options: PartitionOptions = {}) {
    this.number = number
    this.#partitions = partitions
    this.#definitions = definitions
    this.#shelf = options.shelf ?? new VersionShelf(definitions)
    this.#trace = options.trace
    this.#incoming = new Incoming(partitions)
    this.#store = new Store(definitions, this.#shelf, this.#incoming.fragments, options)
    this.#alarms = this.#store.alarms
    this.#checkpointer = this.#store.checkpointer
    this.#nodes = this.#store.nodes
    this.#outbox = new Outbox(number, new Array<number>(partitions).fill(0))
    this.#statements = new Statements(this.#outbox)
    this.#rules = new Rules(definitions, this.#statements)
    this.#stitcher = new Stitcher(definitions.identities, this.#nodes, this)
  }

  /** Applies one record: `(state, record) -> (state', outputs)`. */
  step(record: StepRecord): Step {
    this.#counts = this.#statements.counts = noCounts()
    this.#outbox.begin(record.offset)
    const now = Math.max(this.#now, record.time)
    this.#fireTimers(now)
    this.#now = this.#statements.at = now
    this.#apply(record.bytes)
    this.offset = record.offset
    return { outputs: this.#outbox.take(), counts: this.#counts }
  }

  /** Log time, ms. */
  get now(): number {
    return this.#now
  }

  /** When the next timer is due, ms; Infinity for none. It may find that nothing changes yet. */
  get nextDue(): number {
    return this.#alarms.due
  }

  /** What there is; `cold`: profiles that are not in memory. */
  get totals(): StoreTotals {
    return this.#store.totals
  }

  /** Bytes that nodes may take in memory from now on; of no effect without a cold tier. */
  set hotBytesMax(bytes: number) {
    this.#store.hotBytesMax = bytes
  }

  /** Version of the definitions in force. */
  get version(): string {
    return this.#definitions.version
  }

  /**
   * Cuts a checkpoint at the present offset; steps may go on at once. What it says comes in slices, the last
   * of which is empty; then `stateHash` is that of the commit.
   * @param all writes every node, not only what has changed
   */
  beginCheckpoint(all = false): Cut {
    const sweepDone = this.#checkpointer.begin(all)
    const { version, identities } = this.#definitions
    const links = { received: [...this.#incoming.last], sent: [...this.#outbox.sent] }
    const own = { offset: this.offset, now: this.#now, flushes: this.#stitcher.lastFlush }
    return { ...own, ...links, version, rank: identities.rank, entries: this.#nodes.size, sweepDone }
  }

  checkpointSlice(bytesMax: number): Uint8Array[] {
    return this.#checkpointer.slice(bytesMax)
  }

  get stateHash(): number {
    return this.#checkpointer.stateHash
  }

  /**
   * Takes over the state of a checkpoint: the newest entry of each name, and what its commit says. When it
   * was made under definitions that are not at hand, it comes under those that are, by names and keys; an
   * `Activate` of their version must follow, which settles what has changed (`restoredOtherwise`).
   * @throws Error when entries cannot be decoded or are not those that the commit was written for, or when
   *   identifier types are ranked differently
   */
  restore(entries: Iterable<Uint8Array>, state: CommittedState, stateHash: number): void {
    const known = this.#shelf.get(state.version)
    const inForce = known ?? this.#definitions
    checkRank(inForce, state)
    this.#restoredOtherwise = known === undefined
    this.#definitions = inForce
    this.#rules = new Rules(inForce, this.#statements)
    this.#stitcher = new Stitcher(inForce.identities, this.#nodes, this, state.flushes)
    this.offset = state.offset
    this.#now = this.#statements.at = state.now
    for (const [from, n] of state.received.entries()) this.#incoming.last[from] = n
    for (const [to, n] of state.sent.entries()) this.#outbox.sent[to] = n
    this.#store.definitions = inForce
    this.#store.restore(entries, {
      isOtherwise: this.#restoredOtherwise,
      next: (profile) => this.#rules.next(profile, state.now),
      expected: { nodes: state.entries, stateHash },
    })
  }

  /** The restored state was made under definitions that are not at hand, and no `Activate` has come since. */
  get restoredOtherwise(): boolean {
    return this.#restoredOtherwise
  }

  /** Every node of this partition, in no order, to look at: names of identifiers, and where they lead. */
  nodes(): Generator<{ type: string; value: string; node: Node<Profile> }> {
    return this.#nodes.entries()
  }

  *profiles(): Generator<Profile> {
    for (const { node } of this.#nodes.entries()) if (!isRedirect(node)) yield node
  }

  /** The present node of an identifier, to look at. */
  find(type: string, value: string): Node<Profile> | undefined {
    return this.#nodes.peek(this.#nodes.name({ type, value }))
  }

  /** The node of a name, to look at: where a redirect leads. One that was let go may have left one behind. */
  nodeNamed(name: Identifier): Node<Profile> | undefined {
    return this.#nodes.peek(name)
  }

  #homeOf(key: Identifier): number {
    return this.#definitions.identities.partitionOf(key, this.#partitions)
  }

  /** What cannot be decoded becomes a dead letter before anything of it is applied; bugs are not caught. */
  #apply(bytes: Uint8Array): void {
    const effect = this.#effect(bytes)
    if (typeof effect === 'string') this.#outbox.deadLetter('record', effect, bytes)
    else effect()
  }

  /** What a record does, or why it cannot be used. */
  #effect(bytes: Uint8Array): (() => void) | string {
    try {
      const record = readRecord(bytes, this.#definitions.symbols, this.#partitions)
      switch (record.kind) {
        case 'events':
          return () => this.#events(record.batch)
        case 'link':
          return () => this.#link(record.from, record.n, record.messages)
        case 'command':
          return () => {
            this.send({ kind: 'command', to: record.command.subject, command: record.command, fresh: true })
            this.#drain()
          }
        case 'activate': {
          const next = this.#shelf.successor(record.version, this.#definitions)
          return () => this.#activate(next)
        }
        case 'tick':
          return () => {}
      }
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  #events(batch: Batch): void {
    for (let i = 0; i < batch.length; i++) {
      const reason = readEvent(batch, i, this.#view, this.#definitions.identities)
      if (reason !== null) {
        this.#outbox.deadLetter('event', reason, batch.bytes(i))
        continue
      }
      this.#event(this.#view)
      this.#drain()
      this.#store.trim()
    }
  }

  #event(event: EventView): void {
    const to = { type: event.idType(0), value: event.idValue(0) }
    // What is here is at home here: only a newcomer's home has to be worked out.
    const isHome = this.#nodes.get(this.#nodes.name(to)) !== undefined || this.#homeOf(to) === this.number
    if (isHome) this.#stitcher.event(to, event)
    else {
      const forward = { kind: 'forward', to, event: event.materialize() } as const
      this.send({ ...forward, fresh: true, hops: 0, via: null, dead: null })
    }
  }

  #link(from: number, n: number, messages: readonly WireMessage[]): void {
    const verdict = this.#incoming.accept(from, n)
    this.#counts[verdict]++
    if (verdict !== 'links') return
    for (const message of messages) {
      const said = this.#incoming.read(from, message, { definitions: this.#definitions, shelf: this.#shelf })
      if (said === null) continue
      if ('kind' in said) {
        this.#stitcher.message(said)
        this.#drain()
        this.#store.trim()
      } else this.#outbox.deadLetter('link', said.reason, said.bytes)
    }
  }

  /** What this partition says to itself is handled at once, in order. */
  #drain(): void {
    for (let message = this.#local.shift(); message !== undefined; message = this.#local.shift())
      this.#stitcher.message(message)
  }

  /** Another version of the definitions is in force from here on. */
  #activate(next: Definitions): void {
    const before = this.#definitions
    this.#definitions = next
    this.#rules = new Rules(next, this.#statements)
    this.#stitcher = new Stitcher(next.identities, this.#nodes, this, this.#stitcher.lastFlush)
    this.#restoredOtherwise = false
    this.#store.adoptAll(next, (profile) => {
      this.#statements.estranged(profile)
      this.#rules.adopt(profile, before)
      this.#alarms.arm(profile, this.#rules.next(profile, this.#now))
    })
  }

  #fireTimers(now: number): void {
    for (let first = this.#alarms.first; first !== undefined; first = this.#alarms.first) {
      const due = this.#alarms.due
      if (due > now) return
      const profile = 'profile' in first ? first.profile : (this.#nodes.get(first.name) as Profile)
      this.#checkpointer.root(profile)
      this.#alarms.disarm(profile)
      this.#counts.timers++
      this.#now = this.#statements.at = due
      this.#rules.instant(profile, due)
      this.#alarms.arm(profile, this.#rules.next(profile, due))
      this.#store.trim()
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
    this.#alarms.arm(profile, this.#rules.next(profile, this.#now))
    return profile
  }

  retire(profile: Profile): void {
    this.#alarms.disarm(profile)
  }

  adopt(profile: Profile): void {
    this.#alarms.disarm(profile)
    this.#statements.estranged(profile)
    this.#rules.evaluate(profile, this.#now, 'returned')
    this.#rules.instant(profile, this.#now)
    this.#alarms.arm(profile, this.#rules.next(profile, this.#now))
  }

  begin(profile: Profile, cause: string): void {
    this.#rules.evaluate(profile, this.#now, cause)
    this.#alarms.arm(profile, this.#rules.next(profile, this.#now))
  }

  erase(profile: Profile, because: Ending): void {
    this.#alarms.disarm(profile)
    this.#statements.erased(profile, this.#definitions, because)
    this.#trace?.({ kind: 'erased', at: this.#now, root: profile.key })
  }

  apply(profile: Profile, event: StitchableEvent): void {
    const readable = event as ReadableEvent
    const acceptance = profile.accept(readable.messageHash, this.#now)
    if (acceptance === 'new-for-old') this.#counts.lostIds++
    if (acceptance === 'repeat') {
      this.#counts.duplicates++
      return
    }
    this.#counts.events++
    this.#trace?.({ kind: 'applied', at: this.#now, root: profile.key, messageId: readable.messageId })
    this.#alarms.arm(profile, this.#rules.event(profile, readable, this.#now))
  }

  isRepeat(profile: Profile, event: StitchableEvent): boolean {
    return profile.hasSeen((event as ReadableEvent).messageHash)
  }

  seenBy(profile: Profile): SeenEvent[] {
    return profile.seenWithin(this.#now)
  }

  inherit(profile: Profile, seen: readonly SeenEvent[]): void {
    profile.inherit(seen)
  }

  absorb(winner: Profile, loser: Profile, evidence: Evidence): void {
    this.#statements.estranged(loser)
    const { id, origin, segments } = survivor(winner, loser)
    const gone = id === winner.id ? loser : winner
    const goneId = gone.id
    this.#statements.ended(gone, this.#definitions, id)
    winner.id = id
    winner.origin = origin
    winner.segments = segments
    this.#trace?.({ kind: 'merged', at: this.#now, winner: winner.key, loser: loser.key })
    addLosses(this.#counts, mergeState(winner, loser, this.#definitions))
    this.#statements.merged(winner, goneId, id, evidence)
    this.#rules.merge(winner, loser, this.#now, goneId)
    this.#alarms.arm(winner, this.#rules.next(winner, this.#now))
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

  count(what: Parameters<StitchPorts<Profile>['count']>[0]): void {
    this.#counts[what]++
  }
}
