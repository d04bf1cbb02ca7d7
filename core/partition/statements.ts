import type { Definitions } from '../definitions/definitions.js'
import type { Instruction, Journey } from '../definitions/journey.js'
import type { Segment } from '../definitions/segment.js'
import type { Identifier, Properties } from '../event/event.js'
import { bareValue } from '../event/node-name.js'
import type { Evidence } from '../identity/messages.js'
import type { Ending } from '../identity/ports.js'
import type { Link } from '../identity/root.js'
import type { Instance } from '../journeys/instance.js'
import type { ExitReason, JourneyPorts } from '../journeys/journeys.js'
import type { Reason } from '../segments/reasons.js'
import type { FactKind } from './fact-kinds.js'
import { FlipCounts } from './flip-counts.js'
import type { Outbox } from './outbox.js'
import type { StepCounts } from './output.js'
import type { Profile } from './profile.js'
import { noCounts } from './step-counts.js'

/** A send that a journey has decided. */
interface Send {
  readonly place: number
  readonly channel: string
  readonly content: string
  readonly key: string
}

/** Whom a fact is about. */
interface Speaker {
  readonly id: string
  readonly key: Identifier
}

/** Puts what happens into words: facts and deliveries (DESIGN 11), each at its instant. */
export class Statements implements JourneyPorts<Profile> {
  /**
   * Instant at which things happen: log time, or that of the timer that fires. Journeys tell theirs: a wait
   * that
   * was over while the profile travelled goes on at its own instant.
   */
  at = 0
  counts: StepCounts = noCounts()
  readonly flips = new FlipCounts()
  readonly #outbox: Outbox

  constructor(outbox: Outbox) {
    this.#outbox = outbox
  }

  created(profile: Profile, evidence: Evidence): void {
    this.#state('profile.created', profile, {}, { entity: profile.entity, ...because(evidence) })
  }

  merged(profile: Profile, from: string, to: string, evidence: Evidence): void {
    this.#state('profile.merged', profile, {}, { from, to, ...because(evidence) })
  }

  /** What it was in ends with it. Nothing that is said names the customer: the subject is left out. */
  erased(profile: Profile, definitions: Definitions, because: Ending): void {
    const nameless = { id: profile.id, key: { type: profile.key.type, value: '' } }
    this.#estranged(nameless, profile)
    for (const number of profile.segments) {
      const segment = definitions.segments[number]
      if (segment !== undefined) this.#flip('left', nameless, segment, { cause: 'erased' })
    }
    for (const { id, journey } of profile.instances)
      this.#state('journey.exited', nameless, journey, { instance: id, reason: 'erased' })
    this.#state('profile.erased', nameless, {}, because)
  }

  linked(profile: Profile, { type, value, evidence }: Link): void {
    this.#state('identifier.linked', profile, {}, { identifier: { type, value }, ...because(evidence) })
  }

  unlinked(profile: Profile, { type, value }: Link, reason: string): void {
    this.#state('identifier.unlinked', profile, {}, { identifier: { type, value }, reason })
  }

  refused(profile: Profile, { type, value }: Identifier, reason: string, evidence: Evidence): void {
    this.#state('link.refused', profile, {}, { identifier: { type, value }, reason, ...because(evidence) })
  }

  /** The profile is one of an identifier that many share; it links no more. */
  marked(profile: Profile, owners: readonly Identifier[]): void {
    this.counts.shared++
    const known = owners.map(({ type, value }) => ({ type, value: bareValue(value) }))
    this.#state('identifier.shared', profile, {}, { owners: known })
  }

  /** What is not known here: nobody would say when it leaves the segments; the instances go no further. */
  estranged(profile: Profile): void {
    this.#estranged(profile, profile)
  }

  #estranged(speaker: Speaker, profile: Profile): void {
    for (const segment of profile.strange) this.#flip('left', speaker, segment, { cause: 'definitions' })
    for (const { id, journey } of profile.strays)
      this.#state('journey.exited', speaker, journey, { instance: id, reason: 'definitions' })
    this.counts.lostWindows += profile.strangeRows.length
    profile.strangeRows = []
    profile.strange = []
    profile.strays = []
  }

  /** @param reasons what the leaves of the segment say; none when it is no more */
  flipped(
    profile: Profile,
    segment: Segment,
    flip: 'entered' | 'left',
    cause: string,
    reasons: readonly Reason[],
  ): void {
    const because = reasons.length === 0 ? { cause } : { cause, leaves: reasons }
    this.#flip(flip, profile, segment, because)
  }

  /** The public profile is no more: what it was a member of, it is no longer. */
  ended(profile: Profile, definitions: Definitions, into: string): void {
    for (const number of profile.segments) {
      const segment = definitions.segments[number]
      if (segment !== undefined) this.#flip('left', profile, segment, { merged: into })
    }
  }

  entered(profile: Profile, journey: Journey, instance: Instance, at: number): void {
    this.#state('journey.entered', profile, journey, { instance: instance.id, key: instance.key }, at)
  }

  stepped(
    profile: Profile,
    journey: Journey,
    instance: Instance,
    place: number,
    what: Instruction,
    at: number,
  ): void {
    const because = { instance: instance.id, step: place, do: what.do }
    this.#state('journey.step', profile, journey, because, at)
  }

  exited(profile: Profile, journey: Journey, instance: Instance, reason: ExitReason, at: number): void {
    this.#state('journey.exited', profile, journey, { instance: instance.id, reason }, at)
  }

  lost(what: 'lostInstances' | 'lostHistory'): void {
    this.counts[what]++
  }

  deliver(profile: Profile, journey: Journey, instance: Instance, send: Send, at: number): void {
    const to: Record<string, string[]> = Object.create(null)
    for (const { type, value } of profile.links) {
      const values = to[type]
      if (values === undefined) to[type] = [value]
      else values.push(value)
    }
    this.counts.deliveries++
    this.#outbox.delivery(send.channel, at, {
      key: send.key,
      channel: send.channel,
      at: this.#outbox.iso(at),
      profile: profile.id,
      subject: { type: profile.key.type, value: bareValue(profile.key.value) },
      to,
      journey: journey.name,
      version: journey.version,
      instance: instance.id,
      step: send.place,
      content: send.content,
      snapshot: { profile: profile.properties(), entry: instance.entry.value as Properties },
    })
  }

  #flip(
    flip: 'entered' | 'left',
    speaker: Speaker,
    segment: { readonly name: string; readonly version: string },
    because: Readonly<Record<string, unknown>>,
  ): void {
    this.flips.add(segment.name, flip)
    this.#state(`segment.${flip}`, speaker, segment, because)
  }

  #state(
    fact: FactKind,
    speaker: Speaker,
    definition: { readonly name?: string; readonly version?: string },
    because: Readonly<Record<string, unknown>>,
    at = this.at,
  ): void {
    this.counts.facts++
    this.#outbox.fact(fact, at, speaker, definition, because)
  }
}

function because({ eventId, source }: Evidence): { event: string; source: string } {
  return { event: eventId, source }
}
