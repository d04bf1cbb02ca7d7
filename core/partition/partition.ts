import { waymark } from '#proto'
import { hashId } from '../base/hash.js'
import { TimerQueue } from '../base/timer-queue.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Instruction, Journey } from '../definitions/journey.js'
import type { Event, Identifier } from '../event/event.js'
import { Batch, EventView } from '../event/reader.js'
import { type ReadableEvent, StoredEvent } from '../event/stored-event.js'
import { MalformedError, Wire } from '../event/wire.js'
import type { Evidence, StitchMessage } from '../identity/messages.js'
import { isRedirect, Nodes } from '../identity/nodes.js'
import type { Link } from '../identity/root.js'
import { type StitchableEvent, Stitcher, type StitchPorts } from '../identity/stitcher.js'
import type { Instance } from '../journeys/instance.js'
import { type ExitReason, type JourneyPorts, Journeys } from '../journeys/journeys.js'
import { Membership, type OnFlip } from '../segments/membership.js'
import { Outbox } from './outbox.js'
import type { Output, StepCounts } from './output.js'
import { Profile } from './profile.js'
import { mergeState, survivingId } from './profile-merge.js'
import { decodeStitch, encodeStitch } from './stitch-codec.js'

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

// Tags of `Record` in proto/waymark.proto.
const RECORD_EVENTS = 10

/**
 * A partition: a deterministic state machine over its log (invariant I1). No clock but the log's, no
 * chance, no I/O: what it has to say it returns.
 */
export class Partition implements StitchPorts<Profile>, JourneyPorts<Profile> {
  readonly number: number
  /** Offset of the last record applied; 0: none. */
  offset = 0
  /** The broker's timestamp of the newest record, never going back. */
  now = 0
  readonly #partitions: number
  readonly #definitions: Definitions
  readonly #nodes = new Nodes<Profile>()
  readonly #timers = new TimerQueue<Profile>()
  readonly #stitcher: Stitcher<Profile>
  readonly #membership: Membership
  readonly #journeys: Journeys<Profile>
  readonly #outbox: Outbox
  /** Number of the last link accepted from each partition. */
  readonly #received: number[]
  readonly #local: StitchMessage<Profile>[] = []
  readonly #view = new EventView()
  #counts = noCounts()
  /** Instant at which things happen: log time, or that of the timer that fires. */
  #at = 0
  #parkedPastLimit = 0
  #flipping: Profile | undefined
  #flipCause = ''

  constructor(number: number, partitions: number, definitions: Definitions) {
    this.number = number
    this.#partitions = partitions
    this.#definitions = definitions
    this.#received = new Array<number>(partitions).fill(0)
    this.#outbox = new Outbox(number, new Array<number>(partitions).fill(0))
    this.#stitcher = new Stitcher(definitions.identities, this.#nodes, this)
    this.#membership = new Membership(definitions)
    this.#journeys = new Journeys(definitions, this)
  }

  /** Applies one record: `(state, record) -> (state', outputs)`. */
  step(record: StepRecord): Step {
    this.#counts = noCounts()
    this.#outbox.begin(record.offset)
    const now = Math.max(this.now, record.time)
    this.#fireTimers(now)
    this.now = this.#at = now
    this.#apply(record.bytes)
    this.offset = record.offset
    return { outputs: this.#outbox.take(), counts: this.#counts }
  }

  /** When the next timer is due, ms; Infinity for none. Stale timers may make it too early, never too late. */
  get nextDue(): number {
    this.#dropStale()
    return this.#timers.due
  }

  get totals(): { profiles: number; identifiers: number; timers: number } {
    return { profiles: this.#nodes.roots, identifiers: this.#nodes.size, timers: this.#timers.size }
  }

  /** Every profile of this partition, in no order. */
  *profiles(): Generator<Profile> {
    for (const { node } of this.#nodes.entries()) if (!isRedirect(node)) yield node
  }

  /** What an identifier leads to here. */
  find(type: string, value: string): Profile | { readonly to: Identifier } | undefined {
    return this.#nodes.get(type, value)
  }

  #apply(bytes: Uint8Array): void {
    try {
      if (bytes[0] === RECORD_EVENTS) this.#events(bytes)
      else this.#record(waymark.Record.decode(bytes))
    } catch (error) {
      // Only decoding can fail, and it comes before anything is applied.
      const reason = error instanceof Error ? error.message : String(error)
      this.#outbox.deadLetter('record', reason, bytes)
    }
  }

  #events(bytes: Uint8Array): void {
    const wire = new Wire(bytes)
    wire.at = 1
    const end = wire.fieldEnd(bytes.length)
    if (end !== bytes.length) throw new MalformedError('more than one body', end)
    const batch = new Batch(wire, wire.at, end, this.#definitions.symbols)
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
    const type = event.idType(0)
    const value = event.idValue(0)
    const home = this.#definitions.identities.partitionOf({ type, value }, this.#partitions)
    if (home === this.number) this.#stitcher.event(type, value, event)
    else this.send({ kind: 'forward', to: { type, value }, event: event.materialize() })
  }

  #record(record: waymark.Record.$Properties): void {
    if (record.link) {
      const { from, n, messages } = record.link
      this.#link(from ?? 0, n ?? 0, messages ?? [])
    } else if (!record.tick) throw new Error('a record of no known kind')
  }

  #link(from: number, n: number, messages: readonly waymark.Message.$Properties[]): void {
    const last = this.#received[from]
    if (last === undefined) throw new Error(`a link from partition ${from}: there are ${this.#partitions}`)
    if (n <= last) {
      this.#counts.linkDuplicates++
      return
    }
    if (n > last + 1) {
      this.#counts.linkGaps++
      return
    }
    const decoded = messages.map((message) => decodeStitch(message, this.#definitions))
    this.#received[from] = n
    this.#counts.links++
    for (const message of decoded) {
      this.#stitcher.message(message)
      this.#drain()
    }
  }

  /** What this partition says to itself is handled at once, in order. */
  #drain(): void {
    for (let message = this.#local.shift(); message !== undefined; message = this.#local.shift())
      this.#stitcher.message(message)
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
      profile.armed = Number.POSITIVE_INFINITY
      this.#at = this.now = due
      this.#membership.instant(profile, due - 1, due, this.#flips(profile, 'time'))
      this.#journeys.instant(profile, due)
      this.#arm(profile, this.#nextOf(profile))
    }
  }

  #dropStale(): void {
    for (let first = this.#timers.first; first !== undefined; first = this.#timers.first) {
      if (!first.retired && first.armed === this.#timers.due) return
      this.#timers.pop()
    }
  }

  #nextOf(profile: Profile): number {
    return Math.min(this.#membership.next(profile, this.#at), this.#journeys.next(profile))
  }

  /** A timer is never moved to later: it fires, finds nothing, and is armed anew. */
  #arm(profile: Profile, due: number): void {
    if (due >= profile.armed) return
    profile.armed = due
    this.#timers.push(due, profile)
  }

  // What stitching asks (StitchPorts).

  send(message: StitchMessage<Profile>): void {
    const home = this.#definitions.identities.partitionOf(message.to, this.#partitions)
    if (home === this.number) this.#local.push(message)
    else this.#outbox.message(home, encodeStitch(message, this.#definitions))
  }

  create(key: Identifier, evidence: Evidence): Profile {
    const id = hashId(`${key.type}\0${key.value}`)
    const profile = new Profile(key, id, Math.min(evidence.time, this.now))
    profile.links.push({ ...key, linked: this.now, evidence })
    this.#fact('profile.created', profile, {}, because(evidence))
    this.#membership.evaluate(profile, this.#at, this.#flips(profile, 'created'))
    this.#arm(profile, this.#nextOf(profile))
    return profile
  }

  retire(profile: Profile): void {
    profile.retired = true
  }

  apply(profile: Profile, event: StitchableEvent): void {
    const readable = event as ReadableEvent
    if (!profile.accept(readable.messageHash, this.now)) {
      this.#counts.duplicates++
      return
    }
    this.#counts.events++
    const at = this.#at
    if (readable.time < profile.created) {
      profile.created = readable.time
      this.#membership.evaluate(profile, at, this.#flips(profile, readable.messageId))
      this.#arm(profile, this.#nextOf(profile))
    }
    if (readable.kind === 'identify' || readable.kind === 'group') this.#setTraits(profile, readable)
    const due = this.#membership.event(profile, readable, at, this.#flips(profile, readable.messageId))
    this.#journeys.event(profile, readable, at)
    this.#arm(profile, Math.min(due, this.#journeys.next(profile)))
  }

  absorb(winner: Profile, loser: Profile): void {
    const [winnerWas, loserWas] = [this.#survivor(winner), this.#survivor(loser)]
    const id = survivingId(winnerWas, loserWas)
    const gone = id === winner.id ? loser : winner
    const goneId = gone.id
    for (const number of gone.segments) {
      const segment = this.#definitions.segments[number]
      if (segment !== undefined) this.#fact('segment.left', gone, segment, { merged: id })
    }
    winner.segments = id === winner.id ? winner.segments : loser.segments
    winner.id = id
    mergeState(winner, loser, this.#definitions)
    this.#fact('profile.merged', winner, {}, { from: goneId, to: id })
    this.#journeys.merge(winner, loser, this.#at)
    this.#membership.evaluate(winner, this.#at, this.#flips(winner, `merged ${goneId}`))
    this.#journeys.instant(winner, this.#at)
    this.#arm(winner, this.#nextOf(winner))
  }

  linked(profile: Profile, link: Link): void {
    const { type, value, evidence } = link
    this.#fact('identifier.linked', profile, {}, { identifier: { type, value }, ...because(evidence) })
  }

  refused(profile: Profile, key: Identifier, reason: string, evidence: Evidence): void {
    const { type, value } = key
    this.#fact('link.refused', profile, {}, { identifier: { type, value }, reason, ...because(evidence) })
  }

  view(event: Event): StitchableEvent {
    return new StoredEvent(event, this.#definitions.symbols)
  }

  countParkedPastLimit(): void {
    this.#parkedPastLimit++
  }

  get parkedPastLimit(): number {
    return this.#parkedPastLimit
  }

  #survivor(profile: Profile) {
    const known = this.#definitions.identities.type(profile.key.type)?.role === 'known'
    return { id: profile.id, created: profile.created, known }
  }

  #setTraits(profile: Profile, event: ReadableEvent): void {
    const properties = event.properties()
    let changed = false
    for (const key of Object.keys(properties)) {
      const value = properties[key]
      if (key !== 'context' && value !== undefined && profile.set(key, value, event.time)) changed = true
    }
    if (changed) this.#membership.profile(profile, this.#at, this.#flips(profile, event.messageId))
  }

  // What journeys say (JourneyPorts).

  entered(profile: Profile, journey: Journey, instance: Instance): void {
    this.#fact('journey.entered', profile, journey, { instance: instance.id, key: instance.key })
  }

  stepped(profile: Profile, journey: Journey, instance: Instance, place: number, what: Instruction): void {
    this.#fact('journey.step', profile, journey, { instance: instance.id, step: place, do: what.do })
  }

  exited(profile: Profile, journey: Journey, instance: Instance, reason: ExitReason): void {
    this.#fact('journey.exited', profile, journey, { instance: instance.id, reason })
  }

  deliver(
    profile: Profile,
    journey: Journey,
    instance: Instance,
    send: {
      readonly place: number
      readonly channel: string
      readonly content: string
      readonly key: string
    },
  ): void {
    const to: Record<string, string[]> = {}
    for (const { type, value } of profile.links) to[type] = [...(to[type] ?? []), value]
    this.#counts.deliveries++
    this.#outbox.delivery(send.channel, this.#at, {
      key: send.key,
      channel: send.channel,
      at: this.#outbox.iso(this.#at),
      profile: profile.id,
      subject: profile.key,
      to,
      journey: journey.name,
      version: journey.version,
      instance: instance.id,
      step: send.place,
      content: send.content,
      snapshot: { profile: profile.properties(), entry: instance.entry },
    })
  }

  /** What to do with the flips of a profile: state them, and let journeys begin. */
  #flips(profile: Profile, cause: string): OnFlip {
    this.#flipping = profile
    this.#flipCause = cause
    return this.#onFlip
  }

  readonly #onFlip: OnFlip = (segment, flip) => {
    const profile = this.#flipping as Profile
    const at = this.#at
    this.#fact(`segment.${flip}`, profile, segment, { cause: this.#flipCause })
    this.#journeys.flip(profile, segment.number, flip, `${segment.name} ${flip} ${profile.id} ${at}`, at)
  }

  #fact(
    fact: string,
    profile: Profile,
    definition: { readonly name?: string; readonly version?: string },
    because: Readonly<Record<string, unknown>>,
  ): void {
    this.#counts.facts++
    this.#outbox.fact(fact, this.#at, profile, definition, because)
  }
}

function because(evidence: Evidence): { event: string; source: string } {
  return { event: evidence.eventId, source: evidence.source }
}

function noCounts(): StepCounts {
  return {
    events: 0,
    duplicates: 0,
    facts: 0,
    deliveries: 0,
    timers: 0,
    parked: 0,
    links: 0,
    linkDuplicates: 0,
    linkGaps: 0,
  }
}
