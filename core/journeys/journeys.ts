import { hashId } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import type { Expression, Scope } from '../definitions/cel.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Instruction, Journey } from '../definitions/journey.js'
import type { Properties, Value } from '../event/event.js'
import { KeptValue } from '../event/kept-value.js'
import type { Entered, Instance, Traveller } from './instance.js'

/** An event as journeys see it. */
export interface JourneyEvent {
  readonly symbol: number
  readonly name: string
  readonly messageId: string
  readonly time: number
  get(symbol: number): Value | undefined
  properties(): Properties
}

/** What journeys say to the partition, in the order in which it happens. */
export interface JourneyPorts<T extends Traveller> {
  entered(traveller: T, journey: Journey, instance: Instance, at: number): void
  stepped(
    traveller: T,
    journey: Journey,
    instance: Instance,
    place: number,
    what: Instruction,
    at: number,
  ): void
  deliver(
    traveller: T,
    journey: Journey,
    instance: Instance,
    send: {
      readonly place: number
      readonly channel: string
      readonly content: string
      readonly key: string
    },
    at: number,
  ): void
  exited(traveller: T, journey: Journey, instance: Instance, because: ExitReason, at: number): void
  /** A limit was met: an entry that could not be, or one that is not remembered any more. */
  lost(what: 'lostInstances' | 'lostHistory'): void
}

export type ExitReason = 'completed' | 'stopped' | 'event' | 'merged' | 'endless' | 'limit'

/**
 * Runs the journeys of one entity kind and one version of the definitions; instances that began in another
 * version stay in it. Knows nothing of clocks: gets instants.
 */
export class Journeys<T extends Traveller> {
  readonly #definitions: Definitions
  readonly #ports: JourneyPorts<T>
  readonly #byEvent: Journey[][] = []
  /** By segment number * 2, + 1 for `left`. */
  readonly #byFlip: Journey[][] = []
  readonly #scope = new JourneyScope()

  constructor(definitions: Definitions, entity: string, ports: JourneyPorts<T>) {
    this.#definitions = definitions
    this.#ports = ports
    for (const journey of definitions.journeys) {
      if (journey.entity !== entity) continue
      const { event, segment, flip } = journey.trigger
      if (event >= 0) push(this.#byEvent, event, journey)
      if (segment >= 0) push(this.#byFlip, segment * 2 + (flip === 'left' ? 1 : 0), journey)
    }
  }

  /** Exits, then entries: an event that is both ends the old instance and begins a new one. */
  event(traveller: T, event: JourneyEvent, now: number): void {
    this.#scope.turn++
    if (traveller.instances.length > 0) this.#exit(traveller, event, now)
    const candidates = this.#byEvent[event.symbol]
    if (candidates === undefined) return
    for (const journey of candidates) {
      const { where } = journey.trigger
      if (where !== null && this.#on(traveller, event, undefined, where) !== true) continue
      const key = this.#key(traveller, event, journey)
      if (key === undefined) continue
      this.#enter(traveller, journey, key, event.messageId, now, () => ({
        event: event.properties(),
        name: event.name,
        at: event.time,
      }))
    }
  }

  flip(traveller: T, segment: number, flip: 'entered' | 'left', cause: string, now: number): void {
    const candidates = this.#byFlip[segment * 2 + (flip === 'left' ? 1 : 0)]
    if (candidates === undefined) return
    for (const journey of candidates) {
      const name = this.#definitions.segments[segment]?.name ?? ''
      this.#enter(traveller, journey, '', cause, now, () => ({ segment: name, flip, at: now }))
    }
  }

  /** Runs on what is due at `now`, in the order of due instant and then of entry. */
  instant(traveller: T, now: number): void {
    for (;;) {
      let next: Instance | undefined
      for (const instance of traveller.instances)
        if (instance.due <= now && (next === undefined || instance.due < next.due)) next = instance
      if (next === undefined) return
      const at = next.due
      next.due = Number.POSITIVE_INFINITY
      next.place++
      this.#run(traveller, next, at)
    }
  }

  next(traveller: T): number {
    let due = Number.POSITIVE_INFINITY
    for (const instance of traveller.instances) if (instance.due < due) due = instance.due
    return due
  }

  /** Instances and memory of a merged profile join; doubles of one journey and key by `on_merge`. */
  merge(winner: T, loser: T, now: number): void {
    for (const instance of loser.instances) {
      const { journey } = instance
      const rival = winner.instances.find(
        (other) => other.journey.name === journey.name && other.key === instance.key,
      )
      const isFull = winner.instances.length >= LIMITS.instancesMax
      if (rival === undefined || journey.onMerge === 'keep-all') {
        if (isFull) {
          this.#ports.lost('lostInstances')
          this.#ports.exited(winner, journey, instance, 'limit', now)
        } else winner.instances.push(instance)
      } else {
        const keepRival = older(rival, instance) === (journey.onMerge === 'keep-oldest')
        if (!keepRival) winner.instances[winner.instances.indexOf(rival)] = instance
        this.#ports.exited(winner, journey, keepRival ? instance : rival, 'merged', now)
      }
    }
    for (const entered of loser.entered) this.#remember(winner, entered.journey, entered.key, entered.at)
  }

  #exit(traveller: T, event: JourneyEvent, now: number): void {
    for (const instance of [...traveller.instances]) {
      for (const { event: symbol, where } of instance.journey.exits) {
        if (symbol !== event.symbol) continue
        if (where !== null && this.#on(traveller, event, instance.entry, where) !== true) continue
        this.#leave(traveller, instance, 'event', now)
        break
      }
    }
  }

  /**
   * Of a text, a number or a boolean; what is missing or of another kind tells no instances apart. Of a long
   * text a part and a hash: they tell it from others as well as the whole.
   */
  #key(traveller: T, event: JourneyEvent, journey: Journey): string | undefined {
    if (journey.entry.key === null) return ''
    const value = this.#on(traveller, event, undefined, journey.entry.key)
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
    const text = String(value)
    if (text.length <= LIMITS.identifierLengthMax) return text
    const hash = hashId(text)
    return text.slice(0, LIMITS.identifierLengthMax - hash.length) + hash
  }

  #enter(
    traveller: T,
    journey: Journey,
    key: string,
    cause: string,
    now: number,
    entry: () => Properties,
  ): void {
    if (journey.audience >= 0 && !traveller.segments.includes(journey.audience)) return
    let running = 0
    for (const instance of traveller.instances) {
      if (instance.journey.name !== journey.name) continue
      if (instance.key === key) return
      running++
    }
    // A limit of its own is the journey's wish; that of the profile is a loss.
    if (running >= journey.entry.limit && running < LIMITS.instancesMax) return
    if (journey.entry.againMs > 0) {
      const before = traveller.entered.find((item) => item.journey === journey.name && item.key === key)
      if (before !== undefined && now < before.at + journey.entry.againMs) return
    }
    if (traveller.instances.length >= LIMITS.instancesMax) {
      this.#ports.lost('lostInstances')
      return
    }
    if (journey.entry.againMs > 0) this.#remember(traveller, journey.name, key, now)
    const instance: Instance = {
      id: hashId(`${journey.name}\0${key}\0${traveller.id}\0${cause}`),
      journey,
      key,
      entered: now,
      entry: KeptValue.of(entry()),
      place: 0,
      due: Number.POSITIVE_INFINITY,
      sends: 0,
    }
    traveller.instances.push(instance)
    this.#ports.entered(traveller, journey, instance, now)
    this.#run(traveller, instance, now)
  }

  /** Only what `entry.again` may ask for; the oldest goes when there are too many. */
  #remember(traveller: T, journey: string, key: string, at: number): void {
    const { entered } = traveller
    const before = entered.find((item) => item.journey === journey && item.key === key)
    if (before !== undefined) {
      before.at = Math.max(before.at, at)
      return
    }
    entered.push({ journey, key, at })
    if (entered.length <= LIMITS.journeyHistoryMax) return
    let oldest = 0
    for (let i = 1; i < entered.length; i++)
      if ((entered[i] as Entered).at < (entered[oldest] as Entered).at) oldest = i
    entered.splice(oldest, 1)
    this.#ports.lost('lostHistory')
  }

  /** Runs instructions from `instance.place` on until one waits, or the journey ends. */
  #run(traveller: T, instance: Instance, now: number): void {
    const { journey } = instance
    for (let count = 0; count < LIMITS.instructionsMax; count++) {
      const what = journey.instructions[instance.place]
      if (what === undefined) {
        this.#leave(traveller, instance, 'completed', now)
        return
      }
      if (what.do !== 'jump') this.#ports.stepped(traveller, journey, instance, instance.place, what, now)
      switch (what.do) {
        case 'wait':
          instance.due = now + what.ms
          return
        case 'jump':
          instance.place = what.to
          break
        case 'branch':
          instance.place = this.#branch(traveller, instance, what.cases)
          break
        case 'send': {
          const { channel, content } = what
          const key = `${instance.id}-${instance.sends++}`
          this.#ports.deliver(
            traveller,
            journey,
            instance,
            { place: instance.place, channel, content, key },
            now,
          )
          instance.place++
          break
        }
        case 'stop':
          this.#leave(traveller, instance, 'stopped', now)
          return
      }
    }
    this.#leave(traveller, instance, 'endless', now)
  }

  /** Where the first case that holds leads; behind a branch stands the jump for none. */
  #branch(traveller: T, instance: Instance, cases: readonly { when: Expression; to: number }[]): number {
    for (const { when, to } of cases) if (this.#on(traveller, null, instance.entry, when) === true) return to
    return instance.place + 1
  }

  #leave(traveller: T, instance: Instance, because: ExitReason, now: number): void {
    const place = traveller.instances.indexOf(instance)
    if (place >= 0) traveller.instances.splice(place, 1)
    this.#ports.exited(traveller, instance.journey, instance, because, now)
  }

  #on(
    traveller: T,
    event: JourneyEvent | null,
    entry: KeptValue | undefined,
    expression: Expression,
  ): unknown {
    const scope = this.#scope
    scope.event = event
    scope.profile = traveller
    scope.kept = entry
    const value = expression(scope)
    scope.event = scope.profile = null
    scope.kept = undefined
    return value
  }
}

/** The entry is read only by those expressions that ask for it. */
class JourneyScope implements Scope {
  event: Scope['event'] = null
  profile: Scope['profile'] = null
  kept: KeptValue | undefined
  readonly locals: unknown[] = []
  turn = 0

  get entry(): Value | undefined {
    return this.kept?.value
  }
}

function older(x: Instance, y: Instance): boolean {
  return x.entered < y.entered || (x.entered === y.entered && x.id <= y.id)
}

function push<Item>(lists: Item[][], at: number, item: Item): void {
  const list = lists[at]
  if (list === undefined) lists[at] = [item]
  else list.push(item)
}
