import type { Definitions } from '../definitions/definitions.js'
import type { Window } from '../definitions/window.js'
import type { ReadableEvent } from '../event/stored-event.js'
import { Journeys } from '../journeys/journeys.js'
import { standApart } from '../segments/apart.js'
import { Membership, type OnFlip } from '../segments/membership.js'
import { addRow, type Row } from '../segments/row.js'
import type { Takeover } from './adoption.js'
import type { Filling } from './filling.js'
import type { MemberCounts } from './member-counts.js'
import type { Profile } from './profile.js'
import type { Statements } from './statements.js'

/** Segments and journeys of one version of the definitions, for each entity kind. */
interface EntityRules {
  readonly membership: Membership
  readonly journeys: Journeys<Profile>
}

interface RulesParts {
  readonly definitions: Definitions
  readonly statements: Statements
  readonly members: MemberCounts
  /** Windows that are being filled. */
  readonly filling: Filling | undefined
}

/** What an event, a merge or time alone makes of a profile under one version of the definitions. */
export class Rules {
  readonly #statements: Statements
  readonly #members: MemberCounts
  readonly #definitions: Definitions
  readonly #filling: Filling | undefined
  readonly #byEntity = new Map<string, EntityRules>()
  #flipping: Profile | undefined
  #cause = ''
  #at = 0

  constructor({ definitions, statements, members, filling }: RulesParts) {
    this.#definitions = definitions
    this.#filling = filling
    this.#members = members
    this.#statements = statements
    for (const { entity } of definitions.identities.rules.types) {
      if (this.#byEntity.has(entity)) continue
      this.#byEntity.set(entity, {
        membership: holding(new Membership(definitions, entity), filling),
        journeys: new Journeys(definitions, entity, statements),
      })
    }
  }

  /**
   * Applies an event; returns the next instant at which what it changed may change by time alone.
   * @param except windows that have it already
   */
  event(profile: Profile, event: ReadableEvent, now: number, except?: readonly Window[]): number {
    const { membership, journeys } = this.#of(profile)
    const flips = this.#flips(profile, event.messageId, now)
    let due = Number.POSITIVE_INFINITY
    if (event.time < profile.created) {
      profile.created = event.time
      membership.evaluate(profile, now, flips)
      due = membership.next(profile, now)
    }
    const { counts } = this.#statements
    const lostBefore = profile.lostTraits
    const properties = speaksOf(profile, event) && setTraits(profile, event, now)
    counts.lostProperties += profile.lostTraits - lostBefore
    // Not when the profile was made: what it then lacked, this event may have brought.
    const isFirst = profile.seen.size === 1
    due = Math.min(due, membership.event(profile, event, { now, properties, except, isFirst }, flips))
    counts.lostEntries += membership.takeLostEntries()
    counts.lateEvents += membership.takeLateEvents()
    if (isFirst) membership.evaluate(profile, now, flips)
    journeys.event(profile, event, now)
    return Math.min(due, journeys.next(profile))
  }

  /** Puts an event of the past into the windows that are being filled; returns when they may change. */
  fill(profile: Profile, event: ReadableEvent, at: { now: number; arrived: number }): number {
    const { membership } = this.#of(profile)
    const own = this.#filling?.windows.filter(({ entity }) => entity === profile.entity) ?? []
    const due = membership.fill(profile, event, { ...at, windows: own })
    this.#statements.counts.lostEntries += membership.takeLostEntries()
    return due
  }

  /** Looks at some segments anew, by their numbers, in order. */
  judge(profile: Profile, segments: readonly number[], now: number, cause: string): void {
    const { membership } = this.#of(profile)
    const own = segments.filter((number) => this.#definitions.segments[number]?.entity === profile.entity)
    membership.evaluateSome(profile, own, now, this.#flips(profile, cause, now))
  }

  /**
   * Time has passed up to `now`, the first instant at which it may have changed something; returns the next
   * one.
   */
  instant(profile: Profile, now: number): number {
    const { membership, journeys } = this.#of(profile)
    const due = membership.instant(profile, now - 1, now, this.#flips(profile, 'time', now))
    journeys.instant(profile, now)
    return Math.min(due, journeys.next(profile))
  }

  /** Looks at every segment anew. */
  evaluate(profile: Profile, now: number, cause: string): void {
    this.#of(profile).membership.evaluate(profile, now, this.#flips(profile, cause, now))
  }

  /** Journeys of a merged profile join; then everything is looked at anew. */
  merge(winner: Profile, loser: Profile, now: number, goneId: string): void {
    this.#of(winner).journeys.merge(winner, loser, now)
    this.evaluate(winner, now, `merged ${goneId}`)
    this.#of(winner).journeys.instant(winner, now)
  }

  /** The next instant after `now` at which time alone may change something. */
  next(profile: Profile, now: number): number {
    const { membership, journeys } = this.#of(profile)
    return Math.min(membership.next(profile, now), journeys.next(profile))
  }

  /**
   * A profile of another version comes under this one: windows and memberships go over by key and name,
   * what is gone ends with a fact, what is new begins empty; instances stay in their version. Only segments
   * that may judge it otherwise are looked at, unless `all` are to be.
   * @param isTimer its timer fires: time alone may change the others at this very instant
   */
  adopt(profile: Profile, { before, succession, all }: Takeover, isTimer: boolean): void {
    standApart(profile)
    const rows: Row[] = []
    for (const row of profile.rows) {
      const window = succession.windows[row.window]
      if (window !== undefined) addRow(rows, { ...row, window })
    }
    profile.rows = rows
    profile.segments = profile.segments.flatMap((number) => {
      const segment = before.segments[number]
      const next = succession.segments[number]
      if (next === undefined && segment !== undefined) {
        this.#members.lost(segment.name)
        this.#statements.flipped(profile, segment, 'left', 'definitions', [])
      }
      return next === undefined ? [] : [next]
    })
    const { at } = this.#statements
    const { membership } = this.#of(profile)
    const touched = succession.touched(profile.entity)
    if (isTimer && !all) {
      membership.hold(this.#heldAnd(touched))
      membership.instant(profile, at - 1, at, this.#flips(profile, 'time', at))
      holding(membership, this.#filling)
    }
    const flips = this.#flips(profile, 'definitions', at)
    if (all) membership.evaluate(profile, at, flips)
    else membership.evaluateSome(profile, touched, at, flips)
  }

  /** Segments that hold still, and these. */
  #heldAnd(segments: readonly number[]): Uint8Array {
    const held = Uint8Array.from(this.#definitions.segments, ({ number }) => this.#filling?.held[number] ?? 0)
    for (const number of segments) held[number] = 1
    return held
  }

  #of(profile: Profile): EntityRules {
    const rules = this.#byEntity.get(profile.entity)
    if (rules === undefined) throw new Error(`no identifier type is of entity kind ${profile.entity}`)
    return rules
  }

  /** What to do with the flips of a profile: state them, and let journeys begin. */
  #flips(profile: Profile, cause: string, at: number): OnFlip {
    this.#flipping = profile
    this.#cause = cause
    this.#at = at
    return this.#onFlip
  }

  readonly #onFlip: OnFlip = (segment, flip, reasons) => {
    const profile = this.#flipping as Profile
    const at = this.#at
    this.#members.flipped(segment.number, flip)
    this.#statements.flipped(profile, segment, flip, this.#cause, reasons)
    const cause = `${segment.name} ${flip} ${at} ${this.#cause}`
    this.#of(profile).journeys.flip(profile, segment.number, flip, cause, at)
  }
}

/** The traits of a `group` are the group's, those of an `identify` the user's. */
function speaksOf({ entity }: Profile, { kind }: ReadableEvent): boolean {
  return kind === 'identify' ? entity === 'user' : kind === 'group' && entity !== 'user'
}

/** Sets the traits that an event brings; true when one changed. The future counts from its arrival. */
function setTraits(profile: Profile, event: ReadableEvent, now: number): boolean {
  const properties = event.properties()
  const time = Math.min(event.time, now)
  let changed = false
  for (const key of Object.keys(properties)) {
    const value = properties[key]
    if (key !== 'context' && value !== undefined && profile.set(key, value, time)) changed = true
  }
  return changed
}

function holding(membership: Membership, filling: Filling | undefined): Membership {
  membership.hold(filling?.held ?? null)
  return membership
}
