import type { Identifier } from '../../event/event.js'
import type { Expected, Heard } from './heard.js'
import type { JourneyVoice, Run } from './model-journeys.js'
import { bare, type ModelProfile } from './model-profile.js'
import { check } from './violation.js'

const HOUR_MS = 3_600_000

/** Holds what the model says against what was heard: each fact and delivery, in its order. */
export class Expectations implements JourneyVoice {
  /** Of the step that is being recounted. */
  heard!: Heard
  readonly #instances = new Set<string>()
  readonly #reached: (state: string) => void

  constructor(reached: (state: string) => void) {
    this.#reached = reached
  }

  /** Expects a fact; returns the profile that it named. */
  state(
    fact: string,
    profile: ModelProfile,
    at: number,
    because: Readonly<Record<string, unknown>>,
    definition?: { readonly name: string },
  ): string {
    return this.heard.fact(expected(fact, profile, at, because, definition)).profile
  }

  created(profile: ModelProfile, at: number, cause: { eventId: string; source: string }): string {
    const because = { entity: profile.entity, event: cause.eventId, source: cause.source }
    return this.state('profile.created', profile, at, because)
  }

  /** All that it was in ends first. Nothing of it names the customer. */
  erased(profile: ModelProfile, at: number, because: Readonly<Record<string, unknown>>): void {
    this.#reached('command' in because ? 'erased' : 'ended bare')
    const told = (fact: string, why: Readonly<Record<string, unknown>>, definition?: { name: string }) => {
      const whole = expected(fact, profile, at, why, definition)
      this.heard.fact({ ...whole, subject: { type: profile.key.type, value: '' } })
    }
    for (const name of profile.members) told('segment.left', { cause: 'erased' }, { name })
    for (const { id, journey } of profile.runs) {
      this.#reached('exited: erased')
      told('journey.exited', { instance: id, reason: 'erased' }, journey)
    }
    told('profile.erased', because)
  }

  linked(
    profile: ModelProfile,
    at: number,
    key: Identifier,
    cause: { eventId: string; source: string },
  ): void {
    this.state('identifier.linked', profile, at, {
      ...identifier(key),
      event: cause.eventId,
      source: cause.source,
    })
  }

  unlinked(profile: ModelProfile, at: number, key: Identifier, reason: string): void {
    this.#reached(`unlinked: ${reason}`)
    this.state('identifier.unlinked', profile, at, { ...identifier(key), reason })
  }

  refused(
    profile: ModelProfile,
    at: number,
    { key, reason, cause }: { key: Identifier; reason: string; cause: { eventId: string; source: string } },
  ): void {
    this.#reached(`refused: ${reason}`)
    const because = { ...identifier(key), reason, event: cause.eventId, source: cause.source }
    this.state('link.refused', profile, at, because)
  }

  marked(profile: ModelProfile, at: number, owners: readonly Identifier[]): void {
    this.#reached('shared')
    const named = owners.map((owner) => ({ type: owner.type, value: bare(owner) }))
    this.state('identifier.shared', profile, at, { owners: named })
  }

  flipped(
    profile: ModelProfile,
    at: number,
    flip: 'entered' | 'left',
    about: { name: string; cause: string; leaves?: readonly boolean[] },
  ): void {
    const { name, ...because } = about
    const { cause } = because
    this.#reached(`flip: ${/^(?:time|merged|returned|definitions)/.exec(cause)?.[0] ?? 'event'}`)
    if (cause === 'time' && at % HOUR_MS === 0) this.#reached('flip: at midnight')
    this.state(`segment.${flip}`, profile, at, because, { name })
  }

  entered(profile: ModelProfile, run: Run, at: number): string {
    this.#reached('segment' in run.journey.trigger ? 'entered by a flip' : 'entered by an event')
    const because = { instance: '?', key: run.key }
    const fact = this.heard.fact(expected('journey.entered', profile, at, because, run.journey))
    const id = String(fact.because.instance)
    check(!this.#instances.has(id), 'every instance has an id of its own', () => id)
    this.#instances.add(id)
    return id
  }

  stepped(profile: ModelProfile, run: Run, what: string, at: number): void {
    this.state('journey.step', profile, at, { instance: run.id, step: run.place, do: what }, run.journey)
  }

  exited(profile: ModelProfile, run: Run, reason: string, at: number): void {
    this.#reached(`exited: ${reason}`)
    this.state('journey.exited', profile, at, { instance: run.id, reason }, run.journey)
  }

  sent(profile: ModelProfile, run: Run, send: { channel: string; content: string }, at: number): void {
    this.#reached('delivery')
    const to: Record<string, string[]> = {}
    for (const { type, value } of profile.links) to[type] = [...(to[type] ?? []), value].sort()
    this.heard.delivery({
      key: `${run.id}-${run.sends}`,
      channel: send.channel,
      at: new Date(at).toISOString(),
      profile: profile.id,
      subject: subject(profile),
      to,
      journey: run.journey.name,
      instance: run.id,
      step: run.place,
      content: send.content,
      snapshot: { profile: profile.properties(), entry: run.entry },
    })
  }
}

function expected(
  fact: string,
  profile: ModelProfile,
  at: number,
  because: Readonly<Record<string, unknown>>,
  definition?: { readonly name: string },
): Expected {
  const name = definition === undefined ? {} : { name: definition.name }
  const who = { profile: profile.id, subject: subject(profile) }
  return { fact, at: new Date(at).toISOString(), ...who, ...name, because }
}

function subject({ key }: ModelProfile): { type: string; value: string } {
  return { type: key.type, value: bare(key) }
}

function identifier({ type, value }: Identifier): { identifier: Identifier } {
  return { identifier: { type, value } }
}
