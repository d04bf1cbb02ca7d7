import type { Definitions } from '../../definitions/definitions.js'
import type { Event, Identifier } from '../../event/event.js'
import { Heard } from './heard.js'
import { ModelJourneys, type Run } from './model-journeys.js'
import { bare, isCounted, leavesOf, mentioned, ModelProfile, readsProfile } from './model-profile.js'
import type { Accepted, Standing } from './identity-oracle.js'
import type { JourneySpec, SegmentSpec, Specs } from './specs.js'
import { type Entry, type Timeline, type TimelineStep, written } from './timeline.js'
import { check, Violation } from './violation.js'

/**
 * Recounts everything that the partitions said, fact by fact and delivery by delivery, from the events and
 * from when each was applied to whom. It keeps all events and works everything out anew, all the time.
 */
export class BehaviourOracle {
  readonly #definitions: Definitions
  readonly #events: ReadonlyMap<string, Event>
  readonly #entities: ReadonlyMap<string, string>
  readonly #known: ReadonlySet<string>
  /** In the order in which they are judged. */
  readonly #segments: readonly SegmentSpec[]
  readonly #journeys: ModelJourneys
  /** By partition, then by node: where profiles live. */
  readonly #homes: Map<string, ModelProfile>[]
  /** Handed over and not yet arrived, by node. */
  readonly #underWay = new Map<string, ModelProfile>()
  readonly #next = new Map<ModelProfile, number>()
  readonly #instances = new Set<string>()
  /** What profiles took, by partition, in order. */
  readonly accepted: Accepted[][]
  readonly #reached: (state: string) => void
  #heard!: Heard

  /** @param reached told of each rare state that is reached */
  constructor(
    specs: Specs,
    definitions: Definitions,
    events: readonly Event[],
    partitions: number,
    reached: (state: string) => void,
  ) {
    this.#reached = reached
    this.#definitions = definitions
    this.#entities = new Map(specs.types.map(({ type, entity }) => [type, entity]))
    this.#known = new Set(specs.types.filter(({ role }) => role === 'known').map(({ type }) => type))
    this.#events = new Map(events.map((event) => [this.#eventKey(event.messageId, event.identifiers[0]), event]))
    this.#segments = definitions.segments.map(
      ({ name }) => specs.segments.find((spec) => spec.name === name) as SegmentSpec,
    )
    const journeys = definitions.journeys.map(
      ({ name }) => specs.journeys.find((spec) => spec.name === name) as JourneySpec,
    )
    this.#journeys = new ModelJourneys(journeys, {
      entered: (profile, run, at) => this.#entered(profile, run, at),
      stepped: (profile, run, what, at) =>
        this.#state('journey.step', profile, at, { instance: run.id, step: run.place, do: what }, run.journey),
      sent: (profile, run, send, at) => this.#sent(profile, run, send, at),
      exited: (profile, run, reason, at) => {
        this.#reached(`exited: ${reason}`)
        this.#state('journey.exited', profile, at, { instance: run.id, reason }, run.journey)
      },
    })
    this.#homes = Array.from({ length: partitions }, () => new Map())
    this.accepted = Array.from({ length: partitions }, () => [])
  }

  /** @throws Violation at the first thing that was said and is not so, or is so and was not said */
  check(timeline: Timeline): void {
    const open = new Set(timeline.map((steps, partition) => this.#play(partition, steps)))
    while (open.size > 0) {
      let moved = false
      for (const play of open) {
        const { done, value } = play.next()
        if (done === true) open.delete(play)
        moved ||= done === true || value === 'moved'
      }
      check(moved || open.size === 0, 'a profile arrives once', () => 'merges wait for one another')
    }
  }

  /** Compares what is left at rest with what profiles hold; after `check`. */
  checkRest({ profiles }: Standing): void {
    const own = new Map(this.#homes.flatMap((home) => [...home]))
    for (const [node, profile] of profiles) {
      const model = own.get(node)
      if (model === undefined) throw new Violation('every profile has a beginning', node)
      const segments = profile.segments.map((number) => this.#definitions.segments[number]?.name)
      const said = [profile.id, profile.created, sorted(profile.properties() as object), segments.sort()]
      const runs = profile.instances.map(({ id, key, due, place }) => [id, key, due, place])
      const right = [model.id, model.created, sorted(model.properties()), [...model.members].sort()]
      const rightRuns = model.runs.map(({ id, key, due, place }) => [id, key, due, place])
      const [is, should] = [[...said, runs], [...right, rightRuns]].map((all) => JSON.stringify(all))
      check(is === should, 'a profile holds what its events make of it', () => `${node}\n  ${is}\n  ${should}`)
    }
  }

  /** One partition's log; stops where it needs what another one has not yet handed over. */
  *#play(partition: number, steps: readonly TimelineStep[]): Generator<'moved' | 'waits'> {
    for (const step of steps) {
      this.#heard = new Heard(partition, step, this.#definitions)
      const heard = this.#heard
      this.#passTime(partition, step.now)
      for (const entry of step.entries) {
        while (entry.kind === 'merged' && !this.#underWay.has(written(entry.loser))) yield 'waits'
        this.#heard = heard
        this.#happen(partition, entry, step.now)
      }
      heard.end()
      yield 'moved'
    }
  }

  #happen(partition: number, entry: Entry, now: number): void {
    const home = this.#homes[partition] as Map<string, ModelProfile>
    const node = written(entry.root)
    if (entry.kind === 'created') {
      home.set(node, this.#create(entry, now))
      return
    }
    if (entry.kind === 'returned') {
      this.#return(home, node, now)
      return
    }
    const profile = home.get(node)
    if (profile === undefined) throw new Violation('what happens to a profile happens where it is', node)
    if (entry.kind === 'applied') {
      if (this.#apply(profile, entry.messageId, now)) this.accepted[partition]?.push(entry)
    }
    else if (entry.kind === 'merged') this.#merge(profile, written(entry.loser), now)
    else if (entry.kind === 'retired') {
      home.delete(node)
      this.#underWay.set(node, profile)
    } else {
      const { type, value } = entry.key
      const because = { identifier: { type, value }, event: entry.cause.eventId, source: entry.cause.source }
      if (entry.kind === 'linked') {
        profile.links.push({ type, value })
        this.#state('identifier.linked', profile, now, because)
      } else {
        this.#reached(`refused: ${entry.reason}`)
        this.#state('link.refused', profile, now, { ...because, reason: entry.reason })
      }
    }
    this.#look(profile)
  }

  #create({ root, cause, messageId }: Entry & { kind: 'created' }, now: number): ModelProfile {
    const entity = this.#entities.get(root.type) ?? ''
    const time = this.#event(messageId, root).time
    const profile = new ModelProfile(root, entity, '?', Math.min(time, now), now)
    const because = { entity, event: cause.eventId, source: cause.source }
    profile.id = this.#state('profile.created', profile, now, because)
    this.#look(profile)
    return profile
  }

  /** False when it had the event before. */
  #apply(profile: ModelProfile, messageId: string, now: number): boolean {
    if (profile.seen.has(messageId)) return false
    profile.seen.add(messageId)
    const event = this.#event(messageId, profile.key)
    if (event.time < profile.created) {
      profile.created = event.time
      this.#judge(profile, now, messageId)
    }
    const speaksOfIt = profile.entity === 'user' ? event.kind === 'identify' : event.kind === 'group'
    const traits = speaksOfIt ? Object.entries(event.properties) : []
    const changed = traits.filter(([name, value]) => profile.setTrait(name, value, event.time))
    profile.events.push({ event, time: Math.min(event.time, now) })
    if (!profile.isJudged) {
      const touched = (spec: SegmentSpec) =>
        leavesOf(spec.where).some((leaf) => isCounted(leaf, event)) ||
        (changed.length > 0 && readsProfile(spec.where))
      this.#judge(profile, now, messageId, touched)
    }
    this.#judge(profile, now, messageId)
    this.#journeys.event(profile, event, now)
    return true
  }

  #merge(winner: ModelProfile, node: string, now: number): void {
    const loser = this.#underWay.get(node) as ModelProfile
    this.#underWay.delete(node)
    if ((this.#next.get(loser) ?? 0) <= now) this.#reached('due while handed over')
    if (loser.runs.length > 0) this.#reached('merged with runs')
    if (loser.events.length > 0 && winner.events.length > 0) this.#reached('merged with events on both sides')
    const survives = this.#survivor(winner, loser)
    const gone = survives === winner ? loser : winner
    const goneId = gone.id
    for (const link of loser.links)
      if (!winner.links.some(({ type, value }) => type === link.type && value === link.value))
        winner.links.push(link)
    for (const name of gone.members) this.#state('segment.left', gone, now, { merged: survives.id }, { name })
    winner.members = survives.members
    winner.id = survives.id
    winner.created = Math.min(winner.created, loser.created)
    winner.events.push(...loser.events)
    for (const messageId of loser.seen) winner.seen.add(messageId)
    for (const [name, { value, time }] of loser.traits) winner.setTrait(name, value, time)
    this.#state('profile.merged', winner, now, { from: goneId, to: winner.id })
    this.#journeys.merge(winner, loser, now)
    this.#judge(winner, now, `merged ${goneId}`)
    this.#journeys.resume(winner, now)
  }

  /** The profile to which it was handed is no more. */
  #return(home: Map<string, ModelProfile>, node: string, now: number): void {
    const profile = this.#underWay.get(node)
    if (profile === undefined) throw new Violation('only who was handed over returns', node)
    this.#underWay.delete(node)
    home.set(node, profile)
    this.#judge(profile, now, 'returned')
    this.#journeys.resume(profile, now)
    this.#look(profile)
  }

  /** The known one's public id, then the older's, then the smaller. */
  #survivor(x: ModelProfile, y: ModelProfile): ModelProfile {
    const [knownX, knownY] = [x, y].map(({ links }) => links.some(({ type }) => this.#known.has(type)))
    if (knownX !== knownY) return knownX ? x : y
    if (x.created !== y.created) return x.created < y.created ? x : y
    return x.id < y.id ? x : y
  }

  /** Lets time pass for all profiles of a partition, instant by instant. */
  #passTime(partition: number, until: number): void {
    for (;;) {
      let first: ModelProfile | undefined
      let due = Number.POSITIVE_INFINITY
      for (const profile of this.#homes[partition]?.values() ?? []) {
        const next = this.#next.get(profile) ?? Number.POSITIVE_INFINITY
        if (first === undefined || next < due || (next === due && isBefore(profile.key, first.key))) {
          first = profile
          due = next
        }
      }
      if (first === undefined || due > until) return
      const touched = ({ where }: SegmentSpec) =>
        leavesOf(where).some((leaf) => (first as ModelProfile).changesAt(leaf, due))
      this.#judge(first, due, 'time', first.isJudged ? () => true : touched)
      this.#journeys.resume(first, due)
      this.#look(first)
    }
  }

  /** When time alone changes something next. */
  #look(profile: ModelProfile): void {
    const runs = profile.runs.reduce((due, run) => Math.min(due, run.due), Number.POSITIVE_INFINITY)
    this.#next.set(profile, Math.min(runs, profile.nextInstant(this.#segmentsOf(profile))))
  }

  /**
   * Judges segments anew, then tells what has changed. A profile is judged in full from its first event on:
   * before that only what time or that event touches, and what looks at it.
   */
  #judge(
    profile: ModelProfile,
    at: number,
    cause: string,
    touched: (spec: SegmentSpec) => boolean = () => true,
  ): void {
    const segments = this.#segmentsOf(profile)
    const chosen = new Set<string>()
    for (const spec of segments)
      if (touched(spec) || mentioned(spec.where).some((name) => chosen.has(name))) chosen.add(spec.name)
    profile.isJudged ||= chosen.size === segments.length
    const flips: [string, 'entered' | 'left'][] = []
    for (const { name, where } of segments) {
      const holds = profile.holds(where, at)
      if (!chosen.has(name) || holds === profile.members.has(name)) continue
      if (holds) profile.members.add(name)
      else profile.members.delete(name)
      flips.push([name, holds ? 'entered' : 'left'])
    }
    for (const [name, flip] of flips) {
      this.#reached(`flip: ${/^(time|created|merged|returned)/.exec(cause)?.[0] ?? 'event'}`)
      this.#state(`segment.${flip}`, profile, at, { cause }, { name })
      this.#journeys.flip(profile, name, flip, at)
    }
    profile.lookedAt = at
  }

  #segmentsOf(profile: ModelProfile): SegmentSpec[] {
    return this.#segments.filter(({ entity }) => entity === profile.entity)
  }

  #entered(profile: ModelProfile, run: Run, at: number): string {
    const because = { instance: '?', key: run.key }
    const heard = this.#heard.fact(this.#fact('journey.entered', profile, at, because, run.journey))
    const id = String(heard.because.instance)
    check(!this.#instances.has(id), 'every instance has an id of its own', () => id)
    this.#instances.add(id)
    this.#reached('segment' in run.journey.trigger ? 'entered by a flip' : 'entered by an event')
    return id
  }

  #sent(
    profile: ModelProfile,
    run: Run,
    { channel, content }: { channel: string; content: string },
    at: number,
  ): void {
    this.#reached('delivery')
    const to: Record<string, string[]> = {}
    for (const { type, value } of profile.links) to[type] = [...(to[type] ?? []), value].sort()
    this.#heard.delivery({
      key: `${run.id}-${run.sends}`,
      channel,
      at: new Date(at).toISOString(),
      profile: profile.id,
      subject: subject(profile),
      to,
      journey: run.journey.name,
      instance: run.id,
      step: run.place,
      content,
      snapshot: { profile: profile.properties(), entry: run.entry },
    })
  }

  /** Expects a fact; returns the profile that it named. */
  #state(
    fact: string,
    profile: ModelProfile,
    at: number,
    because: Readonly<Record<string, unknown>>,
    definition?: { readonly name: string },
  ): string {
    return this.#heard.fact(this.#fact(fact, profile, at, because, definition)).profile
  }

  #fact(
    fact: string,
    profile: ModelProfile,
    at: number,
    because: Readonly<Record<string, unknown>>,
    definition?: { readonly name: string },
  ) {
    const name = definition === undefined ? {} : { name: definition.name }
    return {
      fact,
      at: new Date(at).toISOString(),
      profile: profile.id,
      subject: subject(profile),
      ...name,
      because,
    }
  }

  #event(messageId: string, of: Identifier): Event {
    const event = this.#events.get(this.#eventKey(messageId, of))
    if (event === undefined) throw new Violation('only accepted events are applied', messageId)
    return event
  }

  #eventKey(messageId: string, of: Identifier | undefined): string {
    return `${messageId} ${this.#entities.get(of?.type ?? '')}`
  }
}

function subject({ key }: ModelProfile): { type: string; value: string } {
  return { type: key.type, value: bare(key) }
}

function sorted(properties: object): [string, unknown][] {
  return Object.entries(properties).sort(([x], [y]) => (x < y ? -1 : 1))
}

function isBefore(x: Identifier, y: Identifier): boolean {
  return x.value === y.value ? x.type < y.type : x.value < y.value
}
