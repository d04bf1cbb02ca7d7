import type { Event, Properties, Value } from '../../event/event.js'
import { type ModelProfile, nameOf, passes } from './model-profile.js'
import type { BranchTest, JourneySpec, StepSpec } from './specs.js'

/** One run of a journey: a generator that yields how long it waits. */
export interface Run {
  readonly journey: JourneySpec
  readonly key: string
  readonly entered: number
  readonly entry: Properties
  /** As told by the fact of the entry. */
  id: string
  due: number
  place: number
  sends: number
  steps: Generator<number, 'completed' | 'stopped'>
}

/** What the interpreter says, in the order in which it happens. */
export interface JourneyVoice {
  /** Returns the id of the instance, as told. */
  entered(profile: ModelProfile, run: Run, at: number): string
  stepped(profile: ModelProfile, run: Run, what: string, at: number): void
  sent(profile: ModelProfile, run: Run, send: { channel: string; content: string }, at: number): void
  exited(profile: ModelProfile, run: Run, reason: string, at: number): void
}

/** Journeys, interpreted naively: steps are walked as they are written. */
export class ModelJourneys {
  /** In the order in which they are entered. */
  inForce: readonly JourneySpec[] = []
  readonly #voice: JourneyVoice
  /** Who goes on at the moment: a run goes with its profile through merges. */
  #travelling: ModelProfile | undefined
  #at = 0

  constructor(voice: JourneyVoice) {
    this.#voice = voice
  }

  event(profile: ModelProfile, event: Event, at: number): void {
    const name = nameOf(event)
    for (const run of [...profile.runs])
      if (run.journey.exits.some((exit) => exit.event === name && isSame(exit.same, event, run.entry)))
        this.#leave(profile, run, 'event', at)
    for (const journey of this.#of(profile)) {
      const { trigger, key } = journey
      if (!('event' in trigger) || trigger.event !== name) continue
      if (trigger.where !== null && !passes(trigger.where, event.properties[trigger.where.property])) continue
      const value = key === null ? '' : event.properties[key]
      if (value === undefined) continue
      const entry = { event: event.properties, name: event.name, at: event.time }
      this.#enter(profile, journey, String(value), entry, at)
    }
  }

  flip(profile: ModelProfile, segment: string, flip: 'entered' | 'left', at: number): void {
    for (const journey of this.#of(profile)) {
      const { trigger } = journey
      if (!('segment' in trigger) || trigger.segment !== segment || trigger.flip !== flip) continue
      this.#enter(profile, journey, '', { segment, flip, at }, at)
    }
  }

  /** Goes on with what is due, each at its own instant, also when that has passed on the way from a merge. */
  resume(profile: ModelProfile, at: number): void {
    for (;;) {
      const due = profile.runs.filter((run) => run.due <= at)
      const first = due.reduce<Run | undefined>(
        (x, y) => (x === undefined || y.due < x.due ? y : x),
        undefined,
      )
      if (first === undefined) return
      this.#go(profile, first, first.due)
    }
  }

  merge(winner: ModelProfile, loser: ModelProfile, at: number): void {
    for (const run of loser.runs) {
      const { name, onMerge } = run.journey
      const rival = winner.runs.find((other) => other.journey.name === name && other.key === run.key)
      if (rival === undefined || onMerge === 'keep-all') {
        winner.runs.push(run)
        continue
      }
      const rivalIsOlder =
        rival.entered < run.entered || (rival.entered === run.entered && rival.id <= run.id)
      const keepsRival = rivalIsOlder === (onMerge === 'keep-oldest')
      if (!keepsRival) winner.runs[winner.runs.indexOf(rival)] = run
      this.#voice.exited(winner, keepsRival ? run : rival, 'merged', at)
    }
    for (const [key, entered] of loser.entries)
      winner.entries.set(key, Math.max(entered, winner.entries.get(key) ?? entered))
  }

  #of(profile: ModelProfile): JourneySpec[] {
    return this.inForce.filter(({ entity }) => entity === profile.entity)
  }

  #enter(profile: ModelProfile, journey: JourneySpec, key: string, entry: Properties, at: number): void {
    const { name, audience, limit, againMs } = journey
    if (audience !== null && !profile.members.has(audience)) return
    const running = profile.runs.filter((run) => run.journey.name === name)
    if (running.some((run) => run.key === key)) return
    if (running.length >= (limit ?? (journey.key === null ? 1 : 16))) return
    const before = profile.entries.get(`${name} ${key}`)
    if (before !== undefined && at < before + againMs) return
    if (againMs > 0) profile.entries.set(`${name} ${key}`, Math.max(at, before ?? at))
    const steps = this.#walk(() => run, journey.steps, 0)
    const run: Run = { journey, key, entered: at, entry, id: '', due: at, place: 0, sends: 0, steps }
    profile.runs.push(run)
    run.id = this.#voice.entered(profile, run, at)
    this.#go(profile, run, at)
  }

  #go(profile: ModelProfile, run: Run, at: number): void {
    this.#travelling = profile
    this.#at = at
    const next = run.steps.next()
    if (next.done === true) this.#leave(profile, run, next.value, at)
    else run.due = at + next.value
  }

  *#walk(
    run: () => Run,
    steps: readonly StepSpec[],
    place: number,
  ): Generator<number, 'completed' | 'stopped'> {
    let at = place
    for (const step of steps) {
      run().place = at
      const what = 'wait' in step ? 'wait' : 'send' in step ? 'send' : 'branch' in step ? 'branch' : 'stop'
      this.#voice.stepped(this.#traveller, run(), what, this.#at)
      if ('wait' in step) yield step.wait
      else if ('send' in step) {
        this.#voice.sent(this.#traveller, run(), step.send, this.#at)
        run().sends++
      } else if ('stop' in step) return 'stopped'
      else {
        const chosen = step.branch.findIndex(({ when }) => when === null || this.#takes(run(), when))
        const before = step.branch
          .slice(0, chosen)
          .reduce((sum, { steps: inner }) => sum + sizeOf(inner) + 1, 0)
        const inner = step.branch[chosen]
        if (inner !== undefined) {
          const end = yield* this.#walk(run, inner.steps, at + 2 + before)
          if (end === 'stopped') return end
        }
      }
      at += sizeOf([step])
    }
    return 'completed'
  }

  get #traveller(): ModelProfile {
    return this.#travelling as ModelProfile
  }

  #takes({ entry }: Run, test: BranchTest): boolean {
    if (test.of === 'profile') return passes(test, this.#traveller.property(test.property))
    return passes(test, (entry.event as { readonly [key: string]: Value } | undefined)?.[test.property])
  }

  #leave(profile: ModelProfile, run: Run, reason: string, at: number): void {
    profile.runs = profile.runs.filter((other) => other !== run)
    this.#voice.exited(profile, run, reason, at)
  }
}

/** Places that steps take in the list of instructions: a branch has one for itself, one for none of its
 * cases, and one behind each case. */
function sizeOf(steps: readonly StepSpec[]): number {
  return steps.reduce(
    (sum, step) =>
      sum + ('branch' in step ? step.branch.reduce((n, { steps: s }) => n + sizeOf(s) + 1, 2) : 1),
    0,
  )
}

function isSame(property: string | null, event: Event, entry: Properties): boolean {
  if (property === null) return true
  const value = event.properties[property]
  const before = (entry.event as { readonly [key: string]: Value } | undefined)?.[property]
  return value !== undefined && value === before
}
