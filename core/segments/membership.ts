import type { Scope } from '../definitions/cel.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Condition, Segment, Window } from '../definitions/segment.js'
import type { Value } from '../event/event.js'
import { holdsAt, newRow, nextChange, type Row, record } from './rows.js'

/** The part of a profile that segments work on. */
export interface Member {
  readonly created: number
  readonly rows: Row[]
  /** Numbers of the segments that it is in, in no order. */
  readonly segments: number[]
  property(key: string): Value | undefined
  properties(): Value
}

/** An event as windows see it. */
export interface WindowedEvent {
  readonly symbol: number
  readonly time: number
  get(symbol: number): Value | undefined
  properties(): Value
}

export type OnFlip = (segment: Segment, flip: 'entered' | 'left') => void

/**
 * Rolling membership of the profiles of one entity kind in all segments of one version of the definitions.
 * Knows nothing of clocks: gets instants.
 */
export class Membership {
  readonly #definitions: Definitions
  /** By symbol of an event's name: the windows that watch it. */
  readonly #windowsByEvent: (readonly Window[] | undefined)[] = []
  /** By number of a window: the segments to look at when it changes, in order. */
  readonly #segmentsByWindow: readonly (readonly number[])[]
  readonly #segmentsByProfile: readonly number[]
  readonly #absent: readonly Window[]
  readonly #all: readonly number[]
  /** Segments to look at, and the span in which they lie. */
  readonly #marks: Uint8Array
  #low: number
  #high = -1
  readonly #scope: Scope = { event: null, profile: null, entry: undefined, locals: [], turn: 0 }
  readonly #changed: Window[] = []
  /** Segments that the evaluation under way has flipped. */
  readonly #flipped: Segment[] = []
  #lostEntries = 0

  constructor(definitions: Definitions, entity: string) {
    this.#definitions = definitions
    const segments = definitions.segments.filter((segment) => segment.entity === entity)
    const windows = definitions.windows.filter((window) => window.entity === entity)
    for (const window of windows) {
      const list = this.#windowsByEvent[window.event] ?? []
      this.#windowsByEvent[window.event] = [...list, window]
    }
    this.#segmentsByWindow = definitions.windows.map(({ number }) =>
      withDependents(segments, (segment) => segment.windows.includes(number)),
    )
    this.#segmentsByProfile = withDependents(segments, (segment) => segment.readsProfile)
    this.#absent = windows.filter((window) => window.kind === 'absent')
    this.#all = segments.map((segment) => segment.number)
    this.#marks = new Uint8Array(definitions.segments.length)
    this.#low = definitions.segments.length
  }

  /**
   * Updates the windows that watch the event, then the segments that look at them, and at properties if those
   * have changed: all in one go, so that nobody is seen in between.
   * Returns the next instant at which time alone may change one of these windows.
   */
  event(
    member: Member,
    event: WindowedEvent,
    change: { readonly now: number; readonly properties: boolean },
    onFlip: OnFlip,
  ): number {
    const { now } = change
    const watching = this.#windowsByEvent[event.symbol]
    if (watching === undefined) {
      if (change.properties) this.#evaluate(member, this.#segmentsByProfile, now, onFlip)
      return Number.POSITIVE_INFINITY
    }
    const scope = this.#scope
    const changed = this.#changed
    changed.length = 0
    scope.event = event
    scope.turn++
    let due = Number.POSITIVE_INFINITY
    for (const window of watching) {
      if (window.where !== null && window.where(scope) !== true) continue
      const value = window.of === null ? 0 : window.of(scope)
      if (typeof value !== 'number' || !Number.isFinite(value)) continue
      const row = rowOf(member, window)
      this.#lostEntries += record(window, row, Math.min(event.time, now), value, now)
      const next = nextChange(window, row, member.created, now)
      if (next < due) due = next
      changed.push(window)
    }
    scope.event = null
    if (change.properties) {
      this.#mark(this.#segmentsByProfile)
      this.#evaluateChanged(member, now, onFlip)
    } else if (changed.length === 1) {
      const only = (changed[0] as Window).number
      this.#evaluate(member, this.#segmentsByWindow[only] as readonly number[], now, onFlip)
    } else if (changed.length > 1) this.#evaluateChanged(member, now, onFlip)
    return due
  }

  /** Entries that windows lost to their limit since this was asked last. */
  takeLostEntries(): number {
    const lost = this.#lostEntries
    this.#lostEntries = 0
    return lost
  }

  /** Everything anew: after a merge, or at an instant at which time alone changes something. */
  evaluate(member: Member, now: number, onFlip: OnFlip): void {
    this.#evaluate(member, this.#all, now, onFlip)
  }

  /** Some segments anew, by their numbers, in order. */
  evaluateSome(member: Member, numbers: readonly number[], now: number, onFlip: OnFlip): void {
    this.#evaluate(member, numbers, now, onFlip)
  }

  /** Time has passed: looks at the windows whose truth it may have changed since `before`. */
  instant(member: Member, before: number, now: number, onFlip: OnFlip): void {
    const changed = this.#changed
    changed.length = 0
    const { windows } = this.#definitions
    for (const row of member.rows) {
      const window = windows[row.window] as Window
      if (nextChange(window, row, member.created, before) <= now) changed.push(window)
    }
    for (const window of this.#absent) {
      if (nextChange(window, find(member.rows, window.number), member.created, before) <= now)
        changed.push(window)
    }
    if (changed.length > 0) this.#evaluateChanged(member, now, onFlip)
  }

  /** The next instant after `now` at which time alone may change a membership. */
  next(member: Member, now: number): number {
    let due = Number.POSITIVE_INFINITY
    for (const row of member.rows) {
      const window = this.#definitions.windows[row.window] as Window
      const change = nextChange(window, row, member.created, now)
      if (change < due) due = change
    }
    for (const window of this.#absent) {
      if (find(member.rows, window.number) !== undefined) continue
      const change = nextChange(window, undefined, member.created, now)
      if (change < due) due = change
    }
    return due
  }

  #evaluateChanged(member: Member, now: number, onFlip: OnFlip): void {
    for (const window of this.#changed) this.#mark(this.#segmentsByWindow[window.number] as readonly number[])
    const marks = this.#marks
    for (let number = this.#low; number <= this.#high; number++) {
      if (marks[number] === 0) continue
      marks[number] = 0
      this.#evaluateOne(member, number, now)
    }
    this.#low = marks.length
    this.#high = -1
    this.#tell(member, onFlip)
  }

  #mark(numbers: readonly number[]): void {
    for (const number of numbers) {
      this.#marks[number] = 1
      if (number < this.#low) this.#low = number
      if (number > this.#high) this.#high = number
    }
  }

  #evaluate(member: Member, numbers: readonly number[], now: number, onFlip: OnFlip): void {
    for (const number of numbers) this.#evaluateOne(member, number, now)
    this.#tell(member, onFlip)
  }

  /** Only when all is evaluated: who hears of one flip must not see the others half done. */
  #tell(member: Member, onFlip: OnFlip): void {
    if (this.#flipped.length === 0) return
    for (const segment of this.#flipped.splice(0))
      onFlip(segment, member.segments.includes(segment.number) ? 'entered' : 'left')
  }

  #evaluateOne(member: Member, number: number, now: number): void {
    const segment = this.#definitions.segments[number] as Segment
    this.#scope.profile = member
    const holds = this.#holds(segment.condition, member, now)
    this.#scope.profile = null
    const place = member.segments.indexOf(number)
    if (holds === place >= 0) return
    if (holds) member.segments.push(number)
    else member.segments.splice(place, 1)
    this.#flipped.push(segment)
  }

  #holds(condition: Condition, member: Member, now: number): boolean {
    if ('window' in condition) {
      const window = this.#definitions.windows[condition.window] as Window
      return holdsAt(window, find(member.rows, condition.window), member.created, now)
    }
    if ('all' in condition) {
      for (const inner of condition.all) if (!this.#holds(inner, member, now)) return false
      return true
    }
    if ('any' in condition) {
      for (const inner of condition.any) if (this.#holds(inner, member, now)) return true
      return false
    }
    if ('not' in condition) return !this.#holds(condition.not, member, now)
    if ('segment' in condition) return member.segments.includes(condition.segment)
    return condition.profile(this.#scope) === true
  }
}

function rowOf(member: Member, window: Window): Row {
  let row = find(member.rows, window.number)
  if (row === undefined) {
    row = newRow(window)
    member.rows.push(row)
  }
  return row
}

function find(rows: readonly Row[], window: number): Row | undefined {
  for (const row of rows) if (row.window === window) return row
  return undefined
}

/** Numbers of the segments that `look` says, and of those that look at them, however far; in order. */
function withDependents(segments: readonly Segment[], look: (segment: Segment) => boolean): number[] {
  const chosen = new Set<number>()
  for (const segment of segments)
    if (look(segment) || segment.segments.some((number) => chosen.has(number))) chosen.add(segment.number)
  return [...chosen]
}
