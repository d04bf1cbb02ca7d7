import type { Scope } from '../definitions/cel.js'
import type { Definitions } from '../definitions/definitions.js'
import { type Condition, isTagged, type Segment } from '../definitions/segment.js'
import type { Window } from '../definitions/window.js'
import { standApart } from './apart.js'
import { Before } from './before.js'
import { withDependents } from './dependents.js'
import { fill } from './fill.js'
import { joinRows } from './join.js'
import type { Member } from './member.js'
import { type Reason, reasonsOf } from './reasons.js'
import { cut, type Entry, expire, findRow, insert, newRow, placeOf, type Row } from './row.js'
import { Tallies } from './tallies.js'
import { passed, type Tally, type TallyRow } from './tally.js'
import { findDue, turnByTime } from './tally-turns.js'
import { holdsAt, keptSince, nextChange } from './window-value.js'
import type { EventChange, WindowedEvent } from './windowed-event.js'

/** Told of a flip, and why: what each leaf of the segment says now. */
export type OnFlip = (segment: Segment, flip: 'entered' | 'left', reasons: readonly Reason[]) => void

/**
 * Rolling membership of the profiles of one entity kind in all segments of one version of the definitions.
 * Knows nothing of clocks: gets instants.
 */
export class Membership {
  readonly #definitions: Definitions
  /** By symbol of an event's name: the windows that watch it, but those that count together. */
  readonly #windowsByEvent: (readonly Window[] | undefined)[] = []
  readonly #tallies: Tallies
  /** By number of a window: the segments to look at when it changes, in order. */
  readonly #segmentsByWindow: readonly (readonly number[])[]
  readonly #segmentsByProfile: readonly number[]
  readonly #absent: readonly Window[]
  /** Windows whose bounds hang on a property of the profile. */
  readonly #zoned: readonly Window[]
  readonly #windows: readonly Window[]
  readonly #all: readonly number[]
  /** Segments to look at, and the span in which they lie. */
  readonly #marks: Uint8Array
  #low: number
  #high = -1
  readonly #scope: Scope = { event: null, profile: null, entry: undefined, locals: [], turn: 0 }
  readonly #entry: Entry = { time: 0, value: 0, key: 0, id: '', scalar: null }
  readonly #changed: Window[] = []
  /** By window: the row that the event in hand came to; and where in its list the last of them stands. */
  readonly #touched: (Row | undefined)[]
  #place = -1
  /** What changed windows said before. */
  readonly #before: Before
  /** Segments that the evaluation under way has flipped. */
  #flipped: Segment[] = []
  #lostEntries = 0
  #lateEvents = 0
  /** The event in hand came too late for a window. */
  #isLate = false
  /** By number: 1 for segments that nobody enters or leaves. */
  #held: Uint8Array | null = null

  constructor(definitions: Definitions, entity: string) {
    this.#definitions = definitions
    const segments = definitions.segments.filter((segment) => segment.entity === entity)
    const windows = definitions.windows.filter((window) => window.entity === entity)
    for (const window of windows) {
      if (window.tally !== null) continue
      for (const event of new Set(window.watched.map((watched) => watched.event))) {
        const list = this.#windowsByEvent[event] ?? []
        this.#windowsByEvent[event] = [...list, window]
      }
    }
    this.#segmentsByWindow = definitions.windows.map(({ number }) =>
      withDependents(segments, (segment) => segment.windows.includes(number)),
    )
    this.#segmentsByProfile = withDependents(segments, (segment) => segment.readsProfile)
    this.#absent = windows.filter((window) => window.kind === 'absent')
    this.#zoned = windows.filter(({ calendar }) => calendar !== null && calendar.property !== null)
    this.#windows = windows
    this.#all = segments.map((segment) => segment.number)
    this.#marks = new Uint8Array(definitions.segments.length)
    this.#low = definitions.segments.length
    this.#touched = definitions.windows.map(() => undefined)
    this.#before = new Before(definitions.windows.length)
    this.#tallies = new Tallies(windows, this.#before)
  }

  /**
   * Updates the windows that watch the event, then the segments that look at them, and at properties if those
   * have changed: all in one go, so that nobody is seen in between.
   * Returns the next instant at which time alone may change one of these windows.
   */
  event(member: Member, event: WindowedEvent, change: EventChange, onFlip: OnFlip): number {
    const { now, properties, except } = change
    const changed = this.#changed
    changed.length = 0
    this.#before.clear()
    let due =
      except === undefined ? this.#record(member, event, change) : this.#recordBut(except, member, event, now)
    if (properties) {
      for (const { number } of this.#zoned) {
        const row = findRow(member.rows, number)
        if (row !== undefined) due = Math.min(due, this.#dueAnew(row, member, now))
      }
      this.#mark(this.#segmentsByProfile)
      this.#evaluateChanged(member, now, onFlip)
    } else if (changed.length === 1) {
      const only = (changed[0] as Window).number
      this.#evaluate(member, this.#segmentsByWindow[only] as readonly number[], now, onFlip)
    } else if (changed.length > 1) this.#evaluateChanged(member, now, onFlip)
    return due
  }

  /** From now on nobody enters or leaves these, by number; null: all go by what holds. */
  hold(segments: Uint8Array | null): void {
    this.#held = segments
  }

  /**
   * Puts an event of the past into windows that are being filled; `arrived`: when its record was stored. No
   * segment is looked at. Returns the next instant at which time alone may change one of the windows.
   */
  fill(
    member: Member,
    event: WindowedEvent,
    {
      now,
      arrived,
      windows,
    }: { readonly now: number; readonly arrived: number; readonly windows: readonly Window[] },
  ): number {
    const entry = this.#enter(event, arrived)
    standApart(member)
    let due = Number.POSITIVE_INFINITY
    for (const window of windows) {
      if (!window.watched.some((watched) => watched.event === event.symbol)) continue
      entry.scalar = null
      if (!fill(window, event.symbol, this.#scope, entry) || arrived - entry.time > window.latenessMs)
        continue
      this.#place = -1
      const row = this.#rowOf(member, window)
      expire(window, row, keptSince(window, now))
      due = Math.min(due, this.#insert(window, row, member, now))
    }
    this.#scope.event = null
    return due
  }

  /** Entries that windows lost to their limit since this was asked last. */
  takeLostEntries(): number {
    const lost = this.#lostEntries
    this.#lostEntries = 0
    return lost
  }

  /** Events that came too late for a window since this was asked last. */
  takeLateEvents(): number {
    const late = this.#lateEvents
    this.#lateEvents = 0
    return late
  }

  /** Everything anew: after a merge, or when the profile was made. */
  evaluate(member: Member, now: number, onFlip: OnFlip): void {
    this.evaluateSome(member, this.#all, now, onFlip)
  }

  /** Some segments anew, by their numbers, in order. */
  evaluateSome(member: Member, numbers: readonly number[], now: number, onFlip: OnFlip): void {
    this.#before.clear()
    for (const row of member.rows) row.due = Number.NaN
    for (const row of member.tallies) row.due = Number.NaN
    this.#evaluate(member, numbers, now, onFlip)
  }

  /**
   * Time has passed: looks at the windows whose truth it may have changed since `before`. Returns the next
   * instant at which time alone may change a membership.
   */
  instant(member: Member, before: number, now: number, onFlip: OnFlip): number {
    const changed = this.#changed
    changed.length = 0
    this.#before.at(before)
    let due = Number.POSITIVE_INFINITY
    const { rows, tallies } = member
    const { windows } = this.#definitions
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row
      if (!(row.due > now)) {
        const window = windows[row.window] as Window
        if (nextChange(window, row, member, before) <= now) changed.push(window)
        this.#dueAnew(row, member, now)
      }
      if (row.due < due) due = row.due
    }
    for (let i = 0; i < tallies.length; i++) {
      const row = tallies[i] as TallyRow
      if (!(row.due > now)) turnByTime(row, before, now, changed)
      if (row.due < due) due = row.due
    }
    for (const window of this.#absent) {
      if (findRow(rows, window.number) !== undefined) continue
      if (nextChange(window, undefined, member, before) <= now) changed.push(window)
      due = Math.min(due, nextChange(window, undefined, member, now))
    }
    if (changed.length > 0) this.#evaluateChanged(member, now, onFlip)
    return due
  }

  /** The next instant after `now` at which time alone may change a membership. */
  next(member: Member, now: number): number {
    let due = Number.POSITIVE_INFINITY
    for (const row of member.rows) {
      if (!(row.due > now)) this.#dueAnew(row, member, now)
      if (row.due < due) due = row.due
    }
    for (const row of member.tallies) {
      if (!(row.due > now)) findDue(row, now)
      if (row.due < due) due = row.due
    }
    for (const window of this.#absent) {
      if (findRow(member.rows, window.number) !== undefined) continue
      const change = nextChange(window, undefined, member, now)
      if (change < due) due = change
    }
    return due
  }

  /** Puts the event into the windows that count it. Returns the next instant at which one may change. */
  #record(member: Member, event: WindowedEvent, change: EventChange): number {
    const { now } = change
    const tallies = this.#tallies.of(event.symbol)
    const watching = this.#windowsByEvent[event.symbol]
    if (tallies === undefined && watching === undefined) return Number.POSITIVE_INFINITY
    this.#enter(event, now)
    let due = Number.POSITIVE_INFINITY
    if (tallies !== undefined)
      for (const tally of tallies) due = Math.min(due, this.#count(tally, member, event.symbol, change))
    if (watching !== undefined) due = Math.min(due, this.#recordApart(watching, member, event.symbol, now))
    this.#scope.event = null
    if (this.#isLate) this.#lateEvents++
    return due
  }

  /** As `record`, but some windows have the event already. */
  #recordBut(except: readonly Window[], member: Member, event: WindowedEvent, now: number): number {
    const others = this.#windows.filter(
      (window) =>
        !except.includes(window) && window.watched.some((watched) => watched.event === event.symbol),
    )
    this.#enter(event, now)
    standApart(member)
    const due = this.#recordApart(others, member, event.symbol, now)
    this.#scope.event = null
    if (this.#isLate) this.#lateEvents++
    return due
  }

  /** The event comes into scope, and becomes the entry in hand. */
  #enter(event: WindowedEvent, arrived: number): Entry {
    const scope = this.#scope
    const entry = this.#entry
    scope.event = event
    scope.turn++
    entry.id = event.messageId
    // The future counts from its arrival.
    entry.time = Math.min(event.time, arrived)
    this.#isLate = false
    return entry
  }

  /** Of windows that count together, what they keep stands once: it is as if each did it for itself. */
  #count(tally: Tally, member: Member, symbol: number, change: EventChange): number {
    const { now } = change
    const entry = this.#entry
    const bits = passed(tally, this.#scope)
    if (bits === 0) return Number.POSITIVE_INFINITY
    if (now - entry.time > tally.latenessMs) {
      this.#isLate = true
      return Number.POSITIVE_INFINITY
    }
    const row = this.#tallies.row(member, tally)
    if (row === undefined) {
      const those = tally.windows.filter(({ tally: place }) => place !== null && (bits >> place.test) & 1)
      const due = this.#recordApart(those, member, symbol, now)
      joinRows(member, tally, now)
      return due
    }
    this.#tallies.count(row, entry, bits, change, this.#changed)
    return row.due
  }

  #recordApart(watching: readonly Window[], member: Member, symbol: number, now: number): number {
    const entry = this.#entry
    let due = Number.POSITIVE_INFINITY
    this.#place = -1
    for (const window of watching) {
      entry.scalar = null
      if (!fill(window, symbol, this.#scope, entry)) continue
      if (now - entry.time > window.latenessMs) {
        this.#isLate = true
        continue
      }
      const row = this.#rowOf(member, window)
      expire(window, row, keptSince(window, now))
      this.#before.note(window, row, member, now, entry)
      const next = this.#insert(window, row, member, now)
      if (next < due) due = next
      this.#changed.push(window)
    }
    return due
  }

  #insert(window: Window, row: Row, member: Member, now: number): number {
    const edge = keptSince(window, now)
    // What is out of the window is not kept, but of those that look at one event of all.
    const isPoint = window.kind === 'absent' || window.kind === 'first' || window.kind === 'last'
    if (isPoint || this.#entry.time > edge) this.#lostEntries += insert(window, row, this.#entry)
    row.due = nextChange(window, row, member, now)
    return row.due
  }

  /** The row of a window that an event comes to: mostly behind the one before, as both go by number. */
  #rowOf({ rows }: Member, window: Window): Row {
    const { number } = window
    let row = rows[++this.#place]
    if (row === undefined || row.window !== number) {
      this.#place = placeOf(rows, number)
      row = rows[this.#place]
      if (row === undefined || row.window !== number) {
        row = newRow(window)
        rows.splice(this.#place, 0, row)
      }
    }
    this.#touched[number] = row
    return row
  }

  /** The row of a window: at hand when the change in hand has touched it. */
  #find(member: Member, window: number): Row | undefined {
    return this.#before.isNoted(window) ? this.#touched[window] : findRow(member.rows, window)
  }

  /** Works out anew when time alone may next change a window. */
  #dueAnew(row: Row, member: Member, now: number): number {
    row.due = nextChange(this.#definitions.windows[row.window] as Window, row, member, now)
    return row.due
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
    this.#tell(member, now, onFlip)
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
    this.#tell(member, now, onFlip)
  }

  /** Only when all is evaluated: who hears of one flip must not see the others half done. */
  #tell(member: Member, now: number, onFlip: OnFlip): void {
    if (this.#flipped.length === 0) return
    const flipped = this.#flipped
    this.#flipped = []
    for (const segment of flipped) {
      const reasons = reasonsOf(this.#definitions, segment, member, now, this.#before)
      onFlip(segment, member.segments.includes(segment.number) ? 'entered' : 'left', reasons)
    }
  }

  #evaluateOne(member: Member, number: number, now: number): void {
    if (this.#held !== null && this.#held[number] === 1) return
    const segment = this.#definitions.segments[number] as Segment
    this.#scope.profile = member
    const holds = this.#holds(segment.condition, member, now)
    this.#scope.profile = null
    const place = member.segments.indexOf(number)
    if (holds === place >= 0) return
    if (holds) member.segments.push(number)
    else cut(member.segments, place, 1)
    this.#flipped.push(segment)
  }

  #holds(condition: Condition, member: Member, now: number): boolean {
    if ('window' in condition) {
      const window = this.#definitions.windows[condition.window] as Window
      const holds = this.#tallies.holds(member, window, now)
      return holds ?? holdsAt(window, this.#find(member, condition.window), member, now)
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
    if ('tag' in condition) return isTagged(member, condition.tag)
    return condition.profile(this.#scope) === true
  }
}
