import { hash53 } from '../../base/hash.js'
import type { Event, Identifier } from '../../event/event.js'
import { leavesOf, readsProfile } from './conditions.js'
import { Expectations } from './expectations.js'
import { back, newcomer, returning } from './handovers.js'
import { Heard } from './heard.js'
import type { Accepted } from './identity-oracle.js'
import { ModelJourneys } from './model-journeys.js'
import { ModelJudging } from './model-judging.js'
import { isCounted, isLate, ModelProfile } from './model-profile.js'
import { checkNothingDue, checkPiece, firstDue, isFirst } from './model-time.js'
import type { SegmentSpec } from './specs.js'
import { type Entry, type Timeline, type TimelineStep, written } from './timeline.js'
import { type Version, versionNames } from './version.js'
import { check, Violation } from './violation.js'
import type { Workload } from './workload.js'

/** Recounts all that the partitions said from the events, and from when each was applied to whom. */
export class BehaviourOracle {
  readonly #versions: readonly Version[]
  readonly #versionNames: ReadonlyMap<string, ReadonlySet<string>>
  readonly #events: ReadonlyMap<string, Event>
  readonly #messages: ReadonlyMap<number, string>
  readonly #commandTimes: ReadonlyMap<string, number>
  readonly #entities: ReadonlyMap<string, string>
  readonly #known: ReadonlySet<string>
  readonly #journeys: ModelJourneys
  readonly #said: Expectations
  readonly #judging: ModelJudging
  /** By partition, then by node: where profiles live. */
  readonly #homes: Map<string, ModelProfile>[]
  /** Handed over and not yet arrived, by node. */
  readonly #underWay = new Map<string, ModelProfile>()
  #waiting = ''
  /** Profiles that a command has taken an identifier of that type from, in the step under way. */
  readonly #bereft: [ModelProfile, string][] = []
  #returning: ReadonlySet<Entry> = new Set()
  readonly #next = new Map<ModelProfile, number>()
  /** What profiles took, by partition, in order. */
  readonly accepted: Accepted[][]
  readonly #reached: (state: string) => void
  /** In force in the partition that is being recounted, and how often it has changed there. */
  #version: Version
  #turn = 0

  /**
   * @param versions of the definitions, the first in force at the start
   * @param reached told of each rare state that is reached
   */
  constructor(
    versions: readonly Version[],
    { sendings, orders }: Workload,
    partitions: number,
    reached: (state: string) => void,
  ) {
    const [{ specs }] = versions as [Version]
    this.#versions = versions
    this.#version = versions[0] as Version
    this.#versionNames = versionNames(versions)
    this.#entities = new Map(specs.types.map(({ type, entity }) => [type, entity]))
    this.#known = new Set(specs.types.filter(({ role }) => role === 'known').map(({ type }) => type))
    this.#events = new Map(
      sendings.map(({ event }) => [this.#eventKey(event.messageId, event.identifiers[0]), event]),
    )
    this.#messages = new Map(sendings.map(({ event: { messageId } }) => [hash53(messageId), messageId]))
    this.#commandTimes = new Map(orders.map(({ command }) => [command.id, command.time]))
    this.#reached = reached
    this.#said = new Expectations(reached)
    this.#journeys = new ModelJourneys(this.#said)
    this.#judging = new ModelJudging(this.#said, this.#journeys)
    this.#homes = Array.from({ length: partitions }, () => new Map())
    this.accepted = Array.from({ length: partitions }, () => [])
  }

  /** @throws Violation at the first thing that was said and is not so, or is so and was not said */
  check(timeline: Timeline): void {
    this.#returning = returning(timeline)
    const open = new Set(timeline.map((steps, partition) => this.#play(partition, steps)))
    while (open.size > 0) {
      let moved = false
      for (const play of open) {
        const { done, value } = play.next()
        if (done === true) open.delete(play)
        moved ||= done === true || value === 'moved'
      }
      check(moved || open.size === 0, 'a profile arrives once', () => this.#waiting)
    }
    check(this.#underWay.size === 0, 'whoever is handed over arrives', () =>
      [...this.#underWay.keys()].join(),
    )
  }

  /** Who lives at rest. */
  profiles(): ModelProfile[] {
    return this.#homes.flatMap((home) => [...home.values()])
  }

  /** One partition's log; stops where it needs what another one has not yet handed over. */
  *#play(partition: number, steps: readonly TimelineStep[]): Generator<'moved' | 'waits'> {
    let [version] = this.#versions as [Version]
    let turns = 0
    for (const step of steps) {
      const next = this.#versions.find(({ definitions }) => definitions.version === step.version) as Version
      const heard = new Heard(partition, step, this.#versionNames)
      const turn = (): void => {
        this.#said.heard = heard
        this.#version = version
        this.#turn = turns
        this.#journeys.inForce = version.journeys
      }
      turn()
      const entries = this.#passTime(partition, step)
      if (next !== version) {
        version = next
        turns++
        turn()
        this.#activate(partition)
      }
      checkPiece(partition, step)
      for (const entry of entries) {
        const who = newcomer(entry)
        while (who !== null && !this.#underWay.has(who)) {
          this.#waiting = `${partition}-${step.offset}: ${who}`
          yield 'waits'
        }
        turn()
        this.#happen(partition, entry, step.now)
      }
      heard.end()
      this.#checkChildren()
      yield 'moved'
    }
    const late = [...(this.#homes[partition]?.values() ?? [])].find((profile) => profile.turn < turns)
    check(late === undefined, 'all come under what is in force', () => written((late as ModelProfile).key))
  }

  /** Whoever was unlinked by a command has taken its children along. */
  #checkChildren(): void {
    const { types } = this.#version.specs
    for (const [{ key, links }, parent] of this.#bereft.splice(0)) {
      const left = links.filter((link) => types.find(({ type }) => type === link.type)?.parent === parent)
      check(left.length === 0, 'children go with their parent', () => `${written(key)}: ${left.map(written)}`)
    }
  }

  #happen(partition: number, entry: Entry, now: number): void {
    if (entry.kind !== 'unlinked') this.#checkChildren()
    const home = this.#homes[partition] as Map<string, ModelProfile>
    const node = written(entry.root)
    if (entry.kind === 'created') home.set(node, this.#create(entry, now))
    if (entry.kind === 'returned') this.#return(home, node, now)
    const profile = home.get(node)
    if (profile === undefined) throw new Violation('what happens to a profile happens where it is', node)
    const isRight = profile.turn < this.#turn === (entry.kind === 'renewed')
    check(isRight, 'whoever something happens to goes by what is in force', () => `${node}: ${entry.kind}`)
    switch (entry.kind) {
      case 'renewed':
        this.#renew(profile, entry)
        break
      case 'applied':
        if (this.#apply(profile, entry.messageId, now)) this.accepted[partition]?.push(entry)
        break
      case 'merged':
        this.#merge(profile, entry, now)
        break
      case 'retired':
        this.#underWay.set(this.#returning.has(entry) ? back(node) : node, profile)
        home.delete(node)
        break
      case 'erased':
        home.delete(node)
        this.#checkEnd(profile, entry.because)
        this.#said.erased(profile, now, entry.because)
        break
      case 'begun':
        this.#reached('begun')
        this.#judge(profile, now, entry.cause)
        break
      case 'inherited':
        for (const hash of entry.seen) profile.inherited.add(this.#messageOf(hash))
        break
      case 'linked':
        profile.links.push(entry.key)
        this.#said.linked(profile, now, entry.key, entry.cause)
        break
      case 'unlinked':
        profile.unlink(entry.key)
        this.#said.unlinked(profile, now, entry.key, entry.reason)
        if (entry.reason === 'command') this.#bereft.push([profile, entry.key.type])
        break
      case 'refused':
        check(entry.reason !== 'unsettled', 'claims come to an end', () => `${node}: ${written(entry.key)}`)
        this.#said.refused(profile, now, entry)
        break
      case 'marked':
        this.#said.marked(profile, now, entry.owners)
        break
    }
    this.#look(profile)
  }

  /** Who ends without a command has nothing left by which it could be found. */
  #checkEnd({ key, links }: ModelProfile, because: object): void {
    const wasErased = 'reason' in because && because.reason === 'erased'
    const isDue = 'command' in because || wasErased || links.length === 0
    check(isDue, 'who can be found does not end by itself', () => written(key))
  }

  /** Only what some profile has taken may be handed on as seen. */
  #messageOf(hash: number): string {
    const messageId = this.#messages.get(hash)
    if (messageId === undefined) throw new Violation('only accepted events are seen', `${hash}`)
    return messageId
  }

  #create({ root, cause, messageId }: Entry & { kind: 'created' }, now: number): ModelProfile {
    const entity = this.#entities.get(root.type) ?? ''
    const time = this.#commandTimes.get(messageId) ?? this.#event(messageId, root).time
    const profile = new ModelProfile(root, entity, '?', Math.min(time, now), now)
    profile.keepOnly(this.#segmentsOf(profile), this.#turn)
    profile.id = this.#said.created(profile, now, cause)
    return profile
  }

  /** False when it had the event before. */
  #apply(profile: ModelProfile, messageId: string, now: number): boolean {
    if (profile.inherited.has(messageId)) this.#reached('event of a former owner again')
    if (profile.seen.has(messageId) || profile.inherited.has(messageId)) return false
    profile.seen.add(messageId)
    const event = this.#event(messageId, profile.key)
    if (event.time < profile.created) {
      profile.created = event.time
      this.#judge(profile, now, messageId)
    }
    const speaksOfIt = profile.entity === 'user' ? event.kind === 'identify' : event.kind === 'group'
    const traits = speaksOfIt ? Object.entries(event.properties) : []
    const changed = traits.filter(([name, value]) => profile.setTrait(name, value, Math.min(event.time, now)))
    profile.count(event, now, this.#segmentsOf(profile))
    if (!profile.isJudged) {
      const touched = ({ where }: SegmentSpec): boolean =>
        leavesOf(where).some((leaf) => isCounted(leaf, event) && !isLate(leaf, event, now)) ||
        (changed.length > 0 && readsProfile(where))
      this.#judge(profile, now, messageId, touched)
    }
    this.#judge(profile, now, messageId)
    this.#journeys.event(profile, event, now)
    return true
  }

  #merge(winner: ModelProfile, entry: Entry & { kind: 'merged' }, now: number): void {
    const node = written(entry.loser)
    const loser = this.#underWay.get(node) as ModelProfile
    this.#underWay.delete(node)
    this.#tellMerge(winner, loser, now)
    this.#estrange(loser, now)
    const survives = this.#survivor(winner, loser)
    const gone = survives === winner ? loser : winner
    const goneId = gone.id
    winner.joinLinks(loser)
    for (const name of gone.members)
      this.#said.state('segment.left', gone, now, { merged: survives.id }, { name })
    winner.members = survives.members
    winner.id = survives.id
    winner.origin = survives.origin
    winner.join(loser)
    const { eventId: event, source } = entry.cause
    this.#said.state('profile.merged', winner, now, { from: goneId, to: winner.id, event, source })
    this.#journeys.merge(winner, loser, now)
    this.#judge(winner, now, `merged ${goneId}`)
    this.#journeys.resume(winner, now)
  }

  #tellMerge(winner: ModelProfile, loser: ModelProfile, now: number): void {
    if ((this.#next.get(loser) ?? 0) <= now) this.#reached('due while handed over')
    if (loser.runs.length > 0) this.#reached('merged with runs')
    if (loser.seen.size > 0 && winner.seen.size > 0) this.#reached('merged with events on both sides')
  }

  /** The profile to which it was handed is no more. */
  #return(home: Map<string, ModelProfile>, node: string, now: number): void {
    this.#reached('returned')
    const profile = this.#underWay.get(back(node)) as ModelProfile
    this.#underWay.delete(back(node))
    home.set(node, profile)
    this.#estrange(profile, now)
    this.#judge(profile, now, 'returned')
    this.#journeys.resume(profile, now)
  }

  /** What the definitions in force here do not know ends. */
  #estrange(profile: ModelProfile, now: number): void {
    const segments = this.#segmentsOf(profile)
    for (const name of [...profile.members]) {
      if (segments.some((spec) => spec.name === name)) continue
      profile.members.delete(name)
      this.#said.flipped(profile, now, 'left', { name, cause: 'definitions' })
    }
    profile.keepOnly(segments, this.#turn)
  }

  /** Other definitions are in force: what is new begins with nothing counted, whenever who is judged. */
  #activate(partition: number): void {
    this.#reached('definitions changed')
    for (const profile of this.#homes[partition]?.values() ?? []) {
      if (profile.turn < this.#turn - 1) this.#reached('two versions behind')
      profile.forget(this.#segmentsOf(profile))
    }
  }

  /** What is gone ends, and what has changed is judged: at its turn, or before anything else happens. */
  #renew(profile: ModelProfile, { at, by }: Entry & { kind: 'renewed' }): void {
    this.#reached(`renewed: ${by}`)
    const changed = profile.changed(this.#segmentsOf(profile))
    this.#estrange(profile, at)
    // What has not changed does not flip because of the definitions, even at the same instant.
    const same = this.#segmentsOf(profile).filter(({ name }) => !changed.has(name))
    if (by === 'time' && profile.seen.size > 0) this.#judging.judgeThese(same, profile, at, 'time')
    this.#judge(profile, at, 'definitions')
    this.#look(profile)
  }

  /**
   * Of whom the public id stays: that which began with a known identifier, then the older, then the smaller.
   */
  #survivor(x: ModelProfile, y: ModelProfile): ModelProfile {
    const [knownX, knownY] = [x, y].map(({ origin }) => this.#known.has(origin.type))
    if (knownX !== knownY) return knownX ? x : y
    if (x.origin.created !== y.origin.created) return x.origin.created < y.origin.created ? x : y
    return x.id < y.id ? x : y
  }

  /**
   * Lets time pass for all profiles of a partition, instant by instant. Returns what the step did after that.
   */
  #passTime(partition: number, { now, entries }: TimelineStep): readonly Entry[] {
    for (let at = 0; ; ) {
      const [due, who] = firstDue(this.#homes[partition]?.values() ?? [], this.#next)
      const entry = entries[at]
      const renewed = entry?.kind === 'renewed' && entry.by === 'time' ? entry : undefined
      if (renewed !== undefined && (who === undefined || isFirst(renewed, due, who))) {
        check(renewed.at <= now, 'time does not run ahead', () => `${partition}: ${written(renewed.root)}`)
        this.#happen(partition, renewed, renewed.at)
        at++
      } else if (who === undefined || due > now) return entries.slice(at)
      else if (who.turn < this.#turn) this.#passBy(who, due)
      else {
        const touched = ({ where }: SegmentSpec): boolean =>
          leavesOf(where).some((leaf) => who.changesAt(leaf, due))
        this.#judge(who, due, 'time', who.isJudged ? () => true : touched)
        this.#journeys.resume(who, due)
        this.#look(who)
      }
    }
  }

  /** Time passes for one who goes by earlier definitions: it may change nothing that they still say. */
  #passBy(who: ModelProfile, at: number): void {
    checkNothingDue(who, this.#segmentsOf(who), at)
    who.lookedAt = at
    this.#look(who, who.judgedBy)
  }

  /** When time alone changes something next. */
  #look(profile: ModelProfile, segments: readonly SegmentSpec[] = this.#segmentsOf(profile)): void {
    const runs = profile.runs.reduce((due, run) => Math.min(due, run.due), Number.POSITIVE_INFINITY)
    this.#next.set(profile, Math.min(runs, profile.nextInstant(segments)))
  }

  #judge(profile: ModelProfile, at: number, cause: string, touched?: (spec: SegmentSpec) => boolean): void {
    this.#judging.judge(profile, this.#segmentsOf(profile), { at, cause, touched })
  }

  #segmentsOf(profile: ModelProfile): SegmentSpec[] {
    return this.#version.segments.filter(({ entity }) => entity === profile.entity)
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
