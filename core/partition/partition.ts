import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import { type Batch, EventView } from '../event/reader.js'
import { flawOf } from '../identity/command.js'
import type { StitchMessage } from '../identity/messages.js'
import { isRedirect, type Node, type Nodes } from '../identity/nodes.js'
import { Stitcher } from '../identity/stitcher.js'
import type { Adoption } from './adoption.js'
import type { Alarms } from './alarms.js'
import type { CommittedState } from './change-codec.js'
import type { Checkpointer, Cut } from './checkpointer.js'
import type { SegmentFlips } from './flip-counts.js'
import { Incoming } from './incoming.js'
import type { WireMessage } from './link-codec.js'
import { MemberCounts, type SegmentMembers } from './member-counts.js'
import { type MembersPage, membersPage } from './members-page.js'
import { Outbox } from './outbox.js'
import type { PartitionOptions } from './partition-options.js'
import { Past } from './past.js'
import type { Profile } from './profile.js'
import { ProfilePorts, type ProfilePortsParts } from './profile-ports.js'
import { readEvent, readRecord } from './record-reader.js'
import { Renewals } from './renewals.js'
import { checkRank } from './restorer.js'
import { PACE } from './round.js'
import { Rules } from './rules.js'
import { Statements } from './statements.js'
import type { Step, StepRecord } from './step.js'
import { noCounts } from './step-counts.js'
import { Store } from './store.js'
import type { Trace } from './trace.js'
import { VersionShelf } from './version-shelf.js'

/**
 * A partition: a deterministic state machine over its log (invariant I1). No clock but the log's, no
 * chance, no I/O: what it has to say it returns.
 */
export class Partition {
  readonly number: number
  /** Offset of the last record applied; 0: none. */
  offset = 0
  readonly #partitions: number
  readonly #shelf: VersionShelf
  readonly #store: Store
  readonly #checkpointer: Checkpointer
  readonly #nodes: Nodes<Profile>
  readonly #alarms: Alarms
  readonly #adoption: Adoption
  readonly #renewals: Renewals
  #stitcher: Stitcher<Profile>
  readonly #outbox: Outbox
  readonly #statements: Statements
  readonly #trace: Trace | undefined
  readonly #members: MemberCounts
  readonly #past: Past
  readonly #local: StitchMessage<Profile>[] = []
  readonly #incoming: Incoming
  readonly #view = new EventView()
  #rules: Rules
  #ports: ProfilePorts
  readonly #portsOf: (parts: ProfilePortsParts) => ProfilePorts
  #counts = noCounts()
  /** The broker's timestamp of the newest record, never going back; while timers fire, their instant. */
  #now = 0
  #restoredOtherwise = false

  constructor(number: number, partitions: number, definitions: Definitions, options: PartitionOptions = {}) {
    this.number = number
    this.#partitions = partitions
    this.#shelf = options.shelf ?? new VersionShelf(definitions)
    this.#trace = options.trace
    this.#portsOf = options.portsOf ?? ((parts) => new ProfilePorts(parts))
    this.#incoming = new Incoming(partitions)
    this.#store = new Store(definitions, this.#shelf, this.#incoming.fragments, options)
    this.#alarms = this.#store.alarms
    this.#adoption = this.#store.adoption
    this.#checkpointer = this.#store.checkpointer
    this.#nodes = this.#store.nodes
    this.#outbox = new Outbox(number, new Array<number>(partitions).fill(0))
    this.#statements = new Statements(this.#outbox)
    this.#members = new MemberCounts(definitions)
    this.#past = new Past({
      partition: number,
      partitions,
      ...{ store: this.#store, pace: options.pace ?? PACE },
      ...{ outbox: this.#outbox, statements: this.#statements },
    })
    this.#rules = this.#newRules()
    this.#ports = this.#newPorts()
    this.#stitcher = new Stitcher(definitions.identities, this.#nodes, this.#ports)
    this.#renewals = new Renewals(this.#store, () => this.#ports)
  }

  /** Applies one record: `(state, record) -> (state', outputs)`. */
  step(record: StepRecord): Step {
    this.#counts = this.#statements.counts = noCounts()
    this.#outbox.begin(record.offset, this.version)
    const now = Math.max(this.#now, record.time)
    this.#fireTimers(now)
    this.#now = this.#statements.at = now
    this.#apply(record.bytes, record.offset)
    this.#activate(record.offset)
    this.offset = record.offset
    if (this.#past.advance(record.offset)) this.#rule(this.#stitcher.lastFlush)
    if (!this.#renewals.sweep(now)) this.#past.sweep({ rules: this.#rules, now })
    this.#activate(record.offset)
    return { outputs: this.#outbox.take(), counts: this.#counts }
  }

  /** Log time, ms. */
  get now(): number {
    return this.#now
  }

  /** When the next timer is due, ms; Infinity for none. It may find that nothing changes yet. */
  get nextDue(): number {
    const round = this.#adoption.round ?? this.#past.round
    return round === undefined ? this.#alarms.due : Math.min(Math.max(this.#now, round.due), this.#alarms.due)
  }

  /** Events of the past, and the windows that are being filled with them. */
  get past(): Pick<Past, 'wanted' | 'failed' | 'encode'> {
    return this.#past
  }

  /** What there is; `cold`: profiles that are not in memory. */
  get totals(): { profiles: number; cold: number; identifiers: number; timers: number } {
    const { roots, identifiers } = this.#nodes
    const cold = this.#store.tiers?.cold.roots ?? 0
    return { profiles: roots, cold, identifiers, timers: this.#alarms.size }
  }

  /** Bytes that nodes may take in memory from now on; of no effect without a cold tier. */
  set hotBytesMax(bytes: number) {
    const { tiers } = this.#store
    if (tiers !== undefined) tiers.hotBytesMax = bytes
  }

  /** Those in force. */
  get definitions(): Definitions {
    return this.#adoption.definitions
  }

  /** Version of the definitions in force. */
  get version(): string {
    return this.definitions.version
  }

  /** That which comes into force when its profiles go by fewer; '': none. */
  get waiting(): string {
    return this.#adoption.waiting
  }

  /** Those that its profiles go by: that in force, and perhaps earlier ones; and that which waits. */
  get versions(): string[] {
    return this.#adoption.versions
  }

  /**
   * Cuts a checkpoint at the present offset; steps may go on at once. What it says comes in slices, the last
   * of which is empty; then `stateHash` is that of the commit.
   * @param all writes every node, not only what has changed
   * @param at sequence from which on it will stand in the changelog
   */
  beginCheckpoint(all = false, at?: number): Cut {
    const neededFrom = this.#checkpointer.begin(all, at)
    const { version, identities } = this.definitions
    const links = { received: [...this.#incoming.last], sent: [...this.#outbox.sent] }
    const own = { offset: this.offset, now: this.#now, flushes: this.#stitcher.lastFlush }
    const open = { members: this.#members.state, ...this.#past.state, adoption: this.#adoption.state }
    const rules = { version, rank: identities.rank }
    return { ...own, ...links, ...open, ...rules, entries: this.#nodes.size, neededFrom }
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
    for (const _ of this.restoring(entries, state, stateHash));
  }

  /** As `restore`, entry by entry: gives the bytes of each. Of no use before the last one. */
  *restoring(
    entries: Iterable<Uint8Array>,
    state: CommittedState,
    stateHash: number,
  ): Generator<number, void> {
    const known = this.#shelf.get(state.version)
    const inForce = known ?? this.definitions
    this.#restoredOtherwise = known === undefined
    checkRank(inForce, state)
    this.#members.restore(inForce, state.members)
    this.#past.restore(state.backfill, state.sweep, inForce)
    this.#adoption.restore(state.adoption, inForce, this.#restoredOtherwise)
    this.#rule(state.flushes)
    this.offset = state.offset
    this.#now = this.#statements.at = state.now
    for (const [from, n] of state.received.entries()) this.#incoming.last[from] = n
    for (const [to, n] of state.sent.entries()) this.#outbox.sent[to] = n
    yield* this.#store.restoring(entries, {
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
  *nodes(): Generator<{ type: string; value: string; node: Node<Profile> }> {
    for (const { type, value, node } of this.#nodes.entries())
      yield { type, value, node: this.#store.shown(node) }
  }

  *profiles(): Generator<Profile> {
    for (const { node } of this.nodes()) if (!isRedirect(node)) yield node
  }

  /** The present node of an identifier, to look at. */
  find(type: string, value: string): Node<Profile> | undefined {
    return this.nodeNamed(this.#nodes.name({ type, value }))
  }

  /** The node of a name, to look at: where a redirect leads. One that was let go may have left one behind. */
  nodeNamed(name: Identifier): Node<Profile> | undefined {
    const node = this.#nodes.peek(name)
    return node && this.#store.shown(node)
  }

  /** How many profiles are in each segment, in the order of the segments. */
  get members(): SegmentMembers[] {
    return this.#members.all()
  }

  /** Flips since this was asked last, by segment. */
  takeFlips(): ReadonlyMap<string, SegmentFlips> {
    return this.#statements.flips.take()
  }

  /** The next members of a segment behind a place; 0: from the beginning. */
  membersOf(segment: string, after: number, limit: number): MembersPage {
    return membersPage(this.#store, this.members, { segment, after, limit })
  }

  #homeOf(key: Identifier): number {
    return this.definitions.identities.partitionOf(key, this.#partitions)
  }

  /** What cannot be decoded becomes a dead letter before anything of it is applied; bugs are not caught. */
  #apply(bytes: Uint8Array, offset: number): void {
    const effect = this.#effect(bytes, offset)
    if (typeof effect === 'string') this.#outbox.deadLetter('record', effect, bytes)
    else effect()
  }

  /** What a record does, or why it cannot be used. */
  #effect(bytes: Uint8Array, offset: number): (() => void) | string {
    try {
      const record = readRecord(bytes, this.definitions.symbols, this.#partitions)
      switch (record.kind) {
        case 'events':
          return () => this.#events(record.batch)
        case 'link':
          return () => this.#link(record.from, record.n, record.messages)
        case 'command': {
          const reason = flawOf(record.command, this.definitions.identities)
          if (reason !== null) return reason
          const { command } = record
          return () => {
            this.#ports.send({ kind: 'command', to: command.subject, command, fresh: true })
            this.#drain()
          }
        }
        case 'activate': {
          const next = this.#shelf.successor(record.version, this.definitions)
          return () => this.#adoption.wait(next)
        }
        case 'replay':
          return () => this.#past.replay(record, offset, this.#ports)
        case 'tick':
          return () => {}
      }
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  #events(batch: Batch): void {
    for (let i = 0; i < batch.length; i++) {
      const reason = readEvent(batch, i, this.#view, this.definitions.identities)
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
      this.#ports.send({ ...forward, fresh: true, hops: 0, via: null, dead: null })
    }
  }

  #link(from: number, n: number, messages: readonly WireMessage[]): void {
    const verdict = this.#incoming.accept(from, n)
    this.#counts[verdict]++
    if (verdict !== 'links') return
    for (const message of messages) {
      const said = this.#incoming.read(from, message, this.#adoption.readingOf())
      if (said === null) continue
      if ('kind' in said && (said.kind === 'note' || said.kind === 'replayed'))
        this.#past.hear(from, said, this.#ports)
      else if ('kind' in said) {
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

  /** Another version of the definitions is in force from here on: for each profile from its next look on. */
  #activate(offset: number): void {
    const { next } = this.#adoption
    if (next === undefined) return
    const before = this.definitions
    const { unfilled, isUnjudged } = this.#past.activated(before, next, offset)
    this.#members.adopt(next)
    // What a state lost that was not at hand, nobody knows.
    const all = this.#restoredOtherwise || next.version === before.version || isUnjudged
    this.#restoredOtherwise = false
    this.#adoption.activated(next, all, unfilled)
    this.#rule(this.#stitcher.lastFlush)
  }

  /** Everything goes by the definitions in force. */
  #rule(lastFlush: number): void {
    this.#rules = this.#newRules()
    this.#ports = this.#newPorts()
    this.#stitcher = new Stitcher(this.definitions.identities, this.#nodes, this.#ports, lastFlush)
  }

  #newRules(): Rules {
    const own = { statements: this.#statements, members: this.#members, filling: this.#past.filling }
    return new Rules({ definitions: this.definitions, ...own })
  }

  #newPorts(): ProfilePorts {
    return this.#portsOf({
      ...{ ...this.#adoption.readingOf(), rules: this.#rules, statements: this.#statements },
      ...{ alarms: this.#alarms, members: this.#members, filling: this.#past.filling },
      ...{ outbox: this.#outbox, trace: this.#trace },
      ...{ partitions: this.#partitions, local: this.#local, partition: this.number },
    })
  }

  #fireTimers(now: number): void {
    this.#renewals.isTime = true
    for (let due = this.#alarms.due; due <= now; due = this.#alarms.due) {
      this.#now = this.#statements.at = due
      const profile = this.#nodes.get(this.#alarms.first as Identifier) as Profile
      this.#alarms.disarm(profile)
      this.#counts.timers++
      this.#alarms.arm(profile, this.#rules.instant(profile, due))
      this.#store.trim()
    }
    this.#renewals.isTime = false
  }
}
