import type { Event, Identifier, Properties, Value } from '../../event/event.js'
import { innerOf, leavesOf, mentioned } from './conditions.js'
import { periodEnd, periodStart } from './model-calendar.js'
import type { Run } from './model-journeys.js'
import type { ConditionSpec, Leaf, PropertyTest, SegmentSpec } from './specs.js'

/** Leaves of a segment that a flip gives as its reasons. */
const REASONS_MAX = 16

/** An event in a window: the future is clamped to its arrival. */
interface Counted {
  readonly event: Event
  readonly time: number
}

/**
 * A profile as the oracle keeps it: every event that it ever had, and nothing worked out. Whoever asks
 * counts all of them anew.
 */
export class ModelProfile {
  readonly key: Identifier
  readonly entity: string
  /** Public id, as told by the first fact of it. */
  id: string
  /** Of the public id: type of the identifier that it was made from, and when. */
  origin: { readonly type: string; readonly created: number }
  created: number
  readonly seen = new Set<string>()
  /** Seen by those whose identifiers were switched to this profile. */
  readonly inherited = new Set<string>()
  readonly traits = new Map<string, { value: Value; time: number }>()
  /** Names of segments, in the order in which it entered them. */
  members = new Set<string>()
  runs: Run[] = []
  /** Newest entry by journey and key. */
  readonly entries = new Map<string, number>()
  links: Identifier[]
  /** All segments have been looked at once. */
  isJudged = false
  /** Segments by which it was judged last, and how often definitions had changed by then where it lives. */
  judgedBy: readonly SegmentSpec[] = []
  turn = 0
  /** Leaves of which it has lost what it had since. */
  lost = new Set<string>()
  /** Up to here time has been looked at. */
  lookedAt: number
  /** By leaf: what came while a definition had it. */
  #counted = new Map<string, Counted[]>()

  constructor(key: Identifier, entity: string, id: string, created: number, now: number) {
    this.key = key
    this.entity = entity
    this.id = id
    this.created = created
    this.origin = { type: key.type, created }
    this.links = [{ type: key.type, value: bare(key) }]
    this.lookedAt = now
  }

  property(name: string): Value | undefined {
    return this.traits.get(name)?.value
  }

  properties(): Properties {
    return Object.fromEntries([...this.traits].map(([name, { value }]) => [name, value]))
  }

  /** The newest value wins; of two at one instant the greater as JSON. False when nothing changed. */
  setTrait(name: string, value: Value, time: number): boolean {
    const before = this.traits.get(name)
    if (before !== undefined && before.time > time) return false
    const [is, was] = [JSON.stringify(value), JSON.stringify(before?.value)]
    if (before?.time === time && was >= is) return false
    this.traits.set(name, { value, time })
    return was !== is
  }

  unlink(key: Identifier): void {
    this.links = this.links.filter((link) => !isSame(link, key))
  }

  count(event: Event, now: number, segments: readonly SegmentSpec[]): void {
    for (const [key, leaf] of leavesByKey(segments)) {
      if (isLate(leaf, event, now)) continue
      const list = this.#counted.get(key) ?? []
      list.push({ event, time: Math.min(event.time, now) })
      this.#counted.set(key, list)
    }
  }

  /** Other definitions are in force: what they do not look at is not counted any more. */
  forget(segments: readonly SegmentSpec[]): void {
    const keys = leavesByKey(segments)
    for (const key of leavesByKey(this.judgedBy).keys()) if (!keys.has(key)) this.lost.add(key)
    this.#counted = new Map([...this.#counted].filter(([key]) => keys.has(key)))
  }

  /** Of these segments those that say something else than when it was judged last, or look at such. */
  changed(segments: readonly SegmentSpec[]): Set<string> {
    const before = new Set(this.judgedBy.map((spec) => JSON.stringify(spec)))
    const changed = new Set<string>()
    for (const spec of segments) {
      const isSame =
        before.has(JSON.stringify(spec)) && ![...leavesByKey([spec]).keys()].some((key) => this.lost.has(key))
      if (!isSame || mentioned(spec.where).some((name) => changed.has(name))) changed.add(spec.name)
    }
    return changed
  }

  /** From now on it goes by these, and forgets what they do not look at. */
  keepOnly(segments: readonly SegmentSpec[], turn: number): void {
    this.forget(segments)
    this.lost.clear()
    this.judgedBy = segments
    this.turn = turn
    this.members = new Set([...this.members].filter((name) => segments.some((spec) => spec.name === name)))
  }

  joinLinks(loser: ModelProfile): void {
    for (const link of loser.links) if (!this.links.some((own) => isSame(own, link))) this.links.push(link)
  }

  /** As if one had seen all events of both. */
  join(loser: ModelProfile): void {
    this.created = Math.min(this.created, loser.created)
    for (const [key, list] of loser.#counted)
      this.#counted.set(key, [...(this.#counted.get(key) ?? []), ...list])
    for (const messageId of loser.seen) this.seen.add(messageId)
    for (const messageId of loser.inherited) this.inherited.add(messageId)
    for (const [name, { value, time }] of loser.traits) this.setTrait(name, value, time)
  }

  /** Whether a condition holds at an instant, by counting all events. */
  holds(condition: ConditionSpec, at: number): boolean {
    if ('all' in condition) return condition.all.every((inner) => this.holds(inner, at))
    if ('any' in condition) return condition.any.some((inner) => this.holds(inner, at))
    if ('not' in condition) return !this.holds(condition.not, at)
    if ('segment' in condition) return this.members.has(condition.segment)
    if ('tag' in condition) return this.#isTagged(condition.tag)
    if ('profile' in condition) return passes(condition.profile, this.property(condition.profile.property))
    return this.#leafHolds(condition.leaf, at)
  }

  /** Whether a condition would hold at an instant if nothing but time had passed. */
  wouldHold(condition: ConditionSpec, at: number, segments: readonly SegmentSpec[]): boolean {
    const would = (inner: ConditionSpec): boolean => this.wouldHold(inner, at, segments)
    if ('all' in condition) return condition.all.every(would)
    if ('any' in condition) return condition.any.some(would)
    if ('not' in condition) return !would(condition.not)
    if (!('segment' in condition)) return this.holds(condition, at)
    const spec = segments.find(({ name }) => name === condition.segment)
    return spec !== undefined && would(spec.where)
  }

  /** Of each leaf of a condition, in order, whether it holds: as many as a flip gives for its reasons. */
  leavesHold(condition: ConditionSpec, at: number): boolean[] {
    const inner = innerOf(condition)
    const holds = inner.length > 0 ? inner.flatMap((part) => this.leavesHold(part, at)) : undefined
    return (holds ?? [this.holds(condition, at)]).slice(0, REASONS_MAX)
  }

  /** The first instant after `lookedAt` at which time alone may change one of the segments. */
  nextInstant(segments: readonly SegmentSpec[]): number {
    return this.nextOf(
      segments.flatMap(({ where }) => leavesOf(where)),
      this.lookedAt,
    )
  }

  /** The first instant after another at which time alone may change one of the leaves. */
  nextOf(leaves: readonly Leaf[], after: number): number {
    return leaves
      .flatMap((leaf) => this.#instants(leaf, after))
      .reduce((next, at) => (at > after && at < next ? at : next), Number.POSITIVE_INFINITY)
  }

  /** Whether time alone may change a leaf at this very instant. */
  changesAt(leaf: Leaf, at: number): boolean {
    return this.#instants(leaf, this.lookedAt).includes(at)
  }

  /** Where a leaf may change after an instant, if nothing comes. */
  #instants(leaf: Leaf, after: number): number[] {
    const { calendar } = leaf
    if (leaf.kind === 'absent') return [this.#lastOf(leaf) + leaf.withinMs]
    if (calendar !== undefined) {
      const [zone, since] = [this.#zoneName(leaf), this.#sinceOf(leaf, after)]
      return this.#matching(leaf).some(({ time }) => time >= since) ? [periodEnd(calendar, zone, after)] : []
    }
    return this.#matching(leaf).map(({ time }) => time + leaf.withinMs)
  }

  #leafHolds(leaf: Leaf, at: number): boolean {
    if (leaf.kind === 'absent') return at - this.#lastOf(leaf) >= leaf.withinMs
    const { of, kind } = leaf
    // None is of the future when it comes; one that came by a merge may be a moment ahead of the clock here.
    const since = this.#sinceOf(leaf, at)
    const inside = this.#matching(leaf).filter(({ time }) => time >= since)
    if (kind === 'sequence') return this.#hasChain(leaf, inside)
    if (kind === 'first' || kind === 'last') {
      const one = this.#endOf(leaf)
      const holds = one !== undefined && (leaf.is === null || isTrue(Number(lookedFor(leaf, one)), leaf))
      return holds && one.time >= since
    }
    const amounts = inside.map(({ event }) => (of === null ? 1 : Number(event.properties[of])))
    const amount = amountOf(leaf, amounts)
    return amount !== undefined && isTrue(amount, leaf)
  }

  /** The first instant that is in the window at another. */
  #sinceOf(leaf: Leaf, at: number): number {
    const { calendar, withinMs } = leaf
    return calendar === undefined ? at - withinMs + 1 : periodStart(calendar, this.#zoneName(leaf), at)
  }

  /** Whether one step comes behind the other, in time and alike, and nothing between that must not. */
  #hasChain({ event, behind, without, key, spanMs }: Leaf, inside: readonly Counted[]): boolean {
    const span = spanMs ?? Number.POSITIVE_INFINITY
    const of = (name: string | undefined) => inside.filter((one) => nameOf(one.event) === name)
    const alike = (x: Counted, y: Counted) =>
      key === undefined || x.event.properties[key] === y.event.properties[key]
    return of(behind).some((last) =>
      of(event).some(
        (first) =>
          first.time < last.time &&
          last.time - first.time < span &&
          alike(first, last) &&
          !of(without).some((one) => one.time > first.time && one.time < last.time && alike(one, first)),
      ),
    )
  }

  /** The first, or the last, of all that a leaf counts: of one instant the greater as JSON, then as id, is later. */
  #endOf(leaf: Leaf): Counted | undefined {
    const isLater = (x: Counted, y: Counted): boolean => {
      if (x.time !== y.time) return x.time > y.time
      const [a, b] = [x, y].map((one) => JSON.stringify(lookedFor(leaf, one))) as [string, string]
      return a === b ? x.event.messageId > y.event.messageId : a > b
    }
    const isLast = leaf.kind === 'last'
    return this.#matching(leaf).reduce<Counted | undefined>(
      (found, one) => (found === undefined || isLater(one, found) === isLast ? one : found),
      undefined,
    )
  }

  #isTagged(tag: string): boolean {
    const tags = this.property('tags')
    return Array.isArray(tags) && tags.includes(tag)
  }

  /** What the profile says of its zone. */
  #zoneName({ calendar }: Leaf): Value | undefined {
    return calendar?.property == null ? undefined : this.property(calendar.property)
  }

  #matching(leaf: Leaf): Counted[] {
    return (this.#counted.get(JSON.stringify(leaf)) ?? []).filter(({ event }) => isCounted(leaf, event))
  }

  #lastOf(leaf: Leaf): number {
    return this.#matching(leaf).reduce((last, { time }) => Math.max(last, time), this.created)
  }
}

/** The value that the name of a node stands for. */
export function bare({ value }: Identifier): string {
  return value.split('\u0001')[0] as string
}

/** The name by which definitions know an event. */
export function nameOf({ kind, name }: Event): string {
  return kind === 'track' ? name : `$${kind}`
}

export function passes({ operator, value }: PropertyTest, actual: Value | undefined): boolean {
  if (operator === '==') return actual === value
  if (typeof actual !== 'number' || typeof value !== 'number') return false
  return operator === '>=' ? actual >= value : actual < value
}

/** Whether a leaf counts an event, whenever it was. */
export function isCounted({ event: name, behind, without, key, where, of }: Leaf, event: Event): boolean {
  if (![name, behind, without].includes(nameOf(event))) return false
  if (key !== undefined && event.properties[key] === undefined) return false
  if (where !== null && !passes(where, event.properties[where.property])) return false
  return of === null || typeof event.properties[of] === 'number'
}

/** Whether an event comes too late for a leaf. */
export function isLate({ latenessMs = Number.POSITIVE_INFINITY }: Leaf, event: Event, now: number): boolean {
  return now - Math.min(event.time, now) > latenessMs
}

function leavesByKey(segments: readonly SegmentSpec[]): Map<string, Leaf> {
  const leaves = segments.flatMap(({ where }) => leavesOf(where))
  return new Map(leaves.map((leaf) => [JSON.stringify(leaf), leaf]))
}

/** What `first` and `last` look at in an event. */
function lookedFor({ of }: Leaf, { event }: Counted): Value {
  return of === null ? null : (event.properties[of] as Value)
}

/** What a leaf says of the amounts in its window; undefined: nothing. */
function amountOf({ kind }: Leaf, amounts: readonly number[]): number | undefined {
  const sum = amounts.reduce((total, amount) => total + amount, 0)
  if (kind === 'distinct') return new Set(amounts).size
  if (kind === 'count' || kind === 'sum') return sum
  if (amounts.length === 0) return undefined
  return kind === 'avg' ? sum / amounts.length : Math[kind === 'min' ? 'min' : 'max'](...amounts)
}

function isTrue(amount: number, { is }: Leaf): boolean {
  if (is === null) throw new Error('a leaf without a comparison')
  const order = amount - is.threshold
  switch (is.operator) {
    case '>=':
      return order >= 0
    case '>':
      return order > 0
    case '<=':
      return order <= 0
    case '<':
      return order < 0
    case '==':
      return order === 0
    case '!=':
      return order !== 0
  }
}

function isSame(x: Identifier, y: Identifier): boolean {
  return x.type === y.type && x.value === y.value
}
