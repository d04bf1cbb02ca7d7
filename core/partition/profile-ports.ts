import type { Window } from '../definitions/window.js'
import type { Event, Identifier } from '../event/event.js'
import { type ReadableEvent, StoredEvent } from '../event/stored-event.js'
import type { Evidence, Handoff, Sealed, SeenEvent, StitchMessage } from '../identity/messages.js'
import type { Ending, StitchableEvent, StitchPorts, UnlinkReason } from '../identity/ports.js'
import type { Link, RefusalReason } from '../identity/root.js'
import type { Renewal, Takeover } from './adoption.js'
import type { Alarms } from './alarms.js'
import type { Filling } from './filling.js'
import type { MemberCounts } from './member-counts.js'
import type { Outbox } from './outbox.js'
import { newProfile, type Profile } from './profile.js'
import type { Reading } from './profile-codec.js'
import { mergeState, survivor } from './profile-merge.js'
import type { Rules } from './rules.js'
import { Seen } from './seen.js'
import type { Statements } from './statements.js'
import { addLosses } from './step-counts.js'
import { encodeStitch, sealed, unsealed } from './stitch-codec.js'
import type { Trace } from './trace.js'

/** Under the definitions in force, and how often they have changed. */
export interface ProfilePortsParts extends Required<Reading> {
  readonly rules: Rules
  /** Windows that are being filled. */
  readonly filling: Filling | undefined
  readonly statements: Statements
  readonly alarms: Alarms
  readonly members: MemberCounts
  readonly outbox: Outbox
  readonly trace: Trace | undefined
  /** P. */
  readonly partitions: number
  /** What this partition says to itself goes there. */
  readonly local: StitchMessage<Profile>[]
  readonly partition: number
}

/** What stitching does to profiles, under one version of the definitions. */
export class ProfilePorts implements StitchPorts<Profile> {
  readonly #parts: ProfilePortsParts

  constructor(parts: ProfilePortsParts) {
    this.#parts = parts
  }

  /** Log time; while timers fire, their instant. */
  get now(): number {
    return this.#parts.statements.at
  }

  send(message: StitchMessage<Profile>): void {
    const { definitions, partitions, partition, local, outbox } = this.#parts
    const home = definitions.identities.partitionOf(message.to, partitions)
    if (home === partition) local.push(message)
    else outbox.message(home, encodeStitch(message, definitions))
  }

  seal(handoff: Handoff<Profile>): Sealed {
    return sealed(handoff.to, encodeStitch(handoff, this.#parts.definitions))
  }

  unseal(sealed: Sealed): StitchMessage<Profile> {
    return unsealed(sealed, this.#parts)
  }

  create(key: Identifier, evidence: Evidence, shared: boolean): Profile {
    const { definitions, statements, turn } = this.#parts
    const type = definitions.identities.type(key.type)
    const profile = newProfile(key, type, evidence, this.now)
    profile.turn = turn
    profile.shared = shared
    statements.created(profile, evidence)
    this.#arm(profile)
    return profile
  }

  /** A profile of this partition that went by earlier definitions goes by those in force from now on. */
  renew(profile: Profile, from: Takeover, by: Renewal): void {
    const { statements, rules, alarms, members, turn } = this.#parts
    // One that no event has reached yet has not been judged by all.
    const isStrange = profile.strange.length > 0 || profile.strangeRows.length > 0
    const all = from.all || isStrange || profile.seen.size === 0
    for (const { name } of profile.strange) members.lost(name)
    statements.estranged(profile)
    profile.filled = undefined
    profile.turn = turn
    rules.adopt(profile, { ...from, all }, by === 'time')
    alarms.arm(profile, rules.next(profile, this.now))
  }

  retire(profile: Profile): void {
    const { alarms, members } = this.#parts
    alarms.disarm(profile)
    members.go(profile.segments)
  }

  adopt(profile: Profile): void {
    const { statements, rules, alarms, members, filling } = this.#parts
    alarms.disarm(profile)
    members.come(profile.segments)
    statements.estranged(profile)
    if (filling === undefined) profile.filled = undefined
    rules.evaluate(profile, this.now, 'returned')
    rules.instant(profile, this.now)
    this.#arm(profile)
  }

  begin(profile: Profile, cause: string): void {
    this.#parts.rules.evaluate(profile, this.now, cause)
    this.#arm(profile)
  }

  erase(profile: Profile, because: Ending): void {
    const { alarms, statements, definitions, trace, members } = this.#parts
    alarms.disarm(profile)
    members.go(profile.segments)
    statements.erased(profile, definitions, because)
    trace?.({ kind: 'erased', at: this.now, root: profile.key })
  }

  apply(profile: Profile, event: StitchableEvent): void {
    const { statements, trace, rules, alarms } = this.#parts
    const { counts } = statements
    const readable = event as ReadableEvent
    const acceptance = profile.accept(readable.messageHash, this.now)
    if (acceptance === 'new-for-old') counts.lostIds++
    if (acceptance === 'repeat') {
      counts.duplicates++
      return
    }
    counts.events++
    trace?.({ kind: 'applied', at: this.now, root: profile.key, messageId: readable.messageId })
    alarms.arm(profile, rules.event(profile, readable, this.now, this.#filledWith(profile, readable)))
  }

  /** An event of the past, for the windows that are being filled. */
  fill(profile: Profile, event: ReadableEvent, arrived: number): void {
    if (this.#filledWith(profile, event) !== undefined) return
    const { rules, alarms } = this.#parts
    alarms.arm(profile, rules.fill(profile, event, { now: this.now, arrived }))
  }

  /** The windows that are being filled, when they have an event already; from now on they do. */
  #filledWith(profile: Profile, { messageHash }: ReadableEvent): readonly Window[] | undefined {
    const { filling } = this.#parts
    if (filling === undefined) return undefined
    if (profile.filled?.has(messageHash)) return filling.windows
    profile.filled ??= new Seen()
    // Without an instant: none is forgotten for its age.
    profile.filled.add(messageHash, 0)
    return undefined
  }

  isRepeat(profile: Profile, event: StitchableEvent): boolean {
    return profile.hasSeen((event as ReadableEvent).messageHash)
  }

  seenBy(profile: Profile): SeenEvent[] {
    return profile.seenWithin(this.now)
  }

  inherit(profile: Profile, seen: readonly SeenEvent[]): void {
    profile.inherit(seen)
  }

  absorb(winner: Profile, loser: Profile, evidence: Evidence): void {
    const { statements, definitions, trace, rules, members, filling } = this.#parts
    statements.estranged(loser)
    const { id, origin, segments } = survivor(winner, loser)
    const gone = id === winner.id ? loser : winner
    const goneId = gone.id
    statements.ended(gone, definitions, id)
    winner.id = id
    winner.origin = origin
    members.go(winner.segments)
    winner.segments = segments
    members.come(segments)
    trace?.({ kind: 'merged', at: this.now, winner: winner.key, loser: loser.key })
    addLosses(statements.counts, mergeState(winner, loser, definitions))
    if (filling === undefined) winner.filled = undefined
    statements.merged(winner, goneId, id, evidence)
    rules.merge(winner, loser, this.now, goneId)
    this.#arm(winner)
  }

  linked(profile: Profile, link: Link): void {
    this.#parts.statements.linked(profile, link)
  }

  unlinked(profile: Profile, link: Link, reason: UnlinkReason): void {
    const { statements, trace } = this.#parts
    statements.unlinked(profile, link, reason)
    trace?.({ kind: 'unlinked', at: this.now, root: profile.key, key: link, reason })
  }

  refused(profile: Profile, key: Identifier, reason: RefusalReason, evidence: Evidence): void {
    this.#parts.statements.refused(profile, key, reason, evidence)
  }

  marked(profile: Profile, owners: readonly Identifier[]): void {
    this.#parts.statements.marked(profile, owners)
  }

  view(event: Event): StitchableEvent {
    return new StoredEvent(event, this.#parts.definitions.symbols)
  }

  count(what: Parameters<StitchPorts<Profile>['count']>[0]): void {
    this.#parts.statements.counts[what]++
  }

  #arm(profile: Profile): void {
    const { alarms, rules } = this.#parts
    alarms.arm(profile, rules.next(profile, this.now))
  }
}
