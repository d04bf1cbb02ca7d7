import type { waymark } from '#proto'
import { hashId } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import type { IdentifierType } from '../definitions/identities.js'
import type { Identifier, Properties, Value } from '../event/event.js'
import { bareValue, generationOf } from '../event/node-name.js'
import { type Crowd, NO_CROWD } from '../identity/crowd.js'
import type { Evidence, SeenEvent } from '../identity/messages.js'
import type { IdentityState, Link, Parked, Pending, Refusal } from '../identity/root.js'
import type { Entered, Instance, Traveller } from '../journeys/instance.js'
import type { Member } from '../segments/member.js'
import type { Row } from '../segments/row.js'
import type { TallyRow } from '../segments/tally.js'
import { Seen } from './seen.js'

export interface Property {
  readonly value: Value
  /** Event time of what set it: the newest wins. */
  readonly time: number
}

interface Stray {
  readonly id: string
  readonly journey: { readonly name: string; readonly version: string }
  readonly message: waymark.Instance.$Properties
}

const NO_STRAYS: readonly Stray[] = []
const NO_WINDOWS: readonly waymark.Window.$Properties[] = []

/** What became of an event's id: new, known, or new in the place of one that might still have come again. */
export type Acceptance = 'new' | 'repeat' | 'new-for-old'

/** What a public id was made from. */
export interface Origin {
  /** From an identifier of role `known`. */
  readonly known: boolean
  /** Instant, ms: that of the first event. */
  readonly created: number
}

/** The profile that begins at the node `key`: its identifier is the first link. */
export function newProfile(
  key: Identifier,
  type: IdentifierType | undefined,
  evidence: Evidence,
  now: number,
): Profile {
  const id = hashId(`${key.type}\0${key.value}`)
  const created = Math.min(evidence.time, now)
  const origin = { known: type?.role === 'known', created }
  const profile = new Profile(key, type?.entity ?? 'user', id, created, origin)
  const own = { type: key.type, value: bareValue(key.value), generation: generationOf(key.value) }
  profile.links.push({ ...own, linked: now, evidence })
  return profile
}

const NO_TRAITS: ReadonlyMap<string, Property> = new Map()

/** The state of one linked set of identifiers. */
export class Profile implements IdentityState, Member, Traveller {
  readonly key: Identifier
  /** Kind of entity that it is the profile of. */
  readonly entity: string
  /** Public and stable: outlives changes of the root. */
  id: string
  /** That of the public id; what the profile learns or joins later does not change it. */
  origin: Origin
  /** Instant of its first event, ms. */
  created: number
  /** How often the definitions had changed when it came under those whose numbers it has. */
  turn = 0
  /** Due instant of the timer that stands for it; Infinity: none does. */
  armed = Number.POSITIVE_INFINITY
  touched = false
  stored: number | undefined
  storedDue: number | undefined
  /** Where the checkpointer lists what may have changed since the last checkpoint; -1: not listed. */
  dirtyPlace = -1
  writtenAt = 0
  sweptAt = 0
  /** Why it belongs to a checkpoint that has not encoded it yet. */
  cut: 'changed' | 'swept' | undefined
  /** Hash of what the last checkpoint said of it; 0: nothing yet. */
  hash = 0
  timerPlace = -1
  links: Link[] = []
  pending: Pending[] = []
  refusals: Refusal[] = []
  former: Identifier[] = []
  parked: Parked[] = []
  shared = false
  crowd: readonly Crowd[] = NO_CROWD
  #traits: Map<string, Property> | undefined
  #traitsLength = 0
  /** Properties that found no room since this profile came to this partition. */
  lostTraits = 0
  rows: Row[] = []
  tallies: TallyRow[] = []
  segments: number[] = []
  /** Segments that it was in where it came from, and that the version in force here does not know. */
  strange: { readonly name: string; readonly version: string }[] = []
  instances: Instance[] = []
  /** Instances of journeys in versions that are not at hand here, as they came. */
  strays: readonly Stray[] = NO_STRAYS
  /** Windows of definitions that are not in force here, as they came. */
  strangeRows: readonly waymark.Window.$Properties[] = NO_WINDOWS
  entered: Entered[] = []
  seen = new Seen()
  /** By those whose identifiers were switched to this profile. */
  inherited: Seen | undefined
  /** Events that windows which are being filled hold already. */
  filled: Seen | undefined

  constructor(key: Identifier, entity: string, id: string, created: number, origin: Origin) {
    this.key = key
    this.entity = entity
    this.id = id
    this.created = created
    this.origin = origin
  }

  /** Properties by key; most visitors have none. */
  get traits(): ReadonlyMap<string, Property> {
    return this.#traits ?? NO_TRAITS
  }

  property(key: string): Value | undefined {
    return this.#traits?.get(key)?.value
  }

  properties(): Properties {
    const all: Record<string, Value> = Object.create(null)
    for (const [key, { value }] of this.traits) all[key] = value
    return all
  }

  /** Sets a property unless a newer value stands, or there is no room; true when it changed. */
  set(key: string, value: Value, time: number): boolean {
    const before = this.traits.get(key)
    if (before !== undefined && before.time > time) return false
    const text = JSON.stringify(value)
    if (before !== undefined) {
      const textBefore = JSON.stringify(before.value)
      // Two values of one instant: the same one wins whatever the order of arrival.
      if (before.time === time && textBefore >= text) return false
      if (text.length > LIMITS.traitLengthMax) return this.#lose()
      if (this.#traitsLength + text.length - textBefore.length > LIMITS.traitsLengthMax) return this.#lose()
      this.#traitsLength += text.length - textBefore.length
      this.#put(key, value, time)
      return text !== textBefore
    }
    const length = key.length + text.length
    const full = this.traits.size >= LIMITS.profilePropertiesMax
    if (full || text.length > LIMITS.traitLengthMax) return this.#lose()
    if (this.#traitsLength + length > LIMITS.traitsLengthMax) return this.#lose()
    this.#traitsLength += length
    this.#put(key, value, time)
    return true
  }

  #put(key: string, value: Value, time: number): void {
    this.#traits ??= new Map()
    this.#traits.set(key, { value, time })
  }

  #lose(): false {
    this.lostTraits++
    return false
  }

  /** It, or someone whose identifier was switched to it, has accepted an event with this id. */
  hasSeen(messageHash: number): boolean {
    return this.seen.has(messageHash) || (this.inherited?.has(messageHash) ?? false)
  }

  /** What it, and those whose identifiers it took over, have seen within the horizon; oldest first. */
  seenWithin(now: number): SeenEvent[] {
    const all = this.inherited === undefined ? this.seen : this.seen.union(this.inherited)
    return all.since(now - LIMITS.seenMsMax)
  }

  /** Takes over what those have seen whose identifier it takes over. */
  inherit(seen: Iterable<SeenEvent>): void {
    const all = Seen.of(seen)
    // None is none: what a checkpoint says must tell all that there is.
    if (all.size === 0) return
    this.inherited = this.inherited?.union(all) ?? all
  }

  /** Whether an event with this id was accepted within the horizon; remembers it otherwise. */
  accept(messageHash: number, now: number): Acceptance {
    if (this.hasSeen(messageHash)) return 'repeat'
    return this.seen.add(messageHash, now) ? 'new' : 'new-for-old'
  }
}
