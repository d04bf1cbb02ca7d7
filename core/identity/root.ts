import type { Event, Identifier } from '../event/event.js'
import type { IdentityCommand } from './command.js'
import type { Crowd } from './crowd.js'
import type { Evidence } from './messages.js'

/** An identifier that leads to a profile: its value, and the life of it that does. */
export interface Link extends Identifier {
  readonly generation: number
  readonly linked: number
  readonly evidence: Evidence
}

/** An identifier that is claimed. */
export interface Pending extends Identifier {
  readonly forced: boolean
  readonly evidence: Evidence
  /** Claims under way: a merge brings together those of two profiles. */
  open: number
  /** The last answer that was no grant, or ''. */
  refusal: RefusalReason
}

/** An identifier that was claimed and not granted: its hash, for it is another's, who may be erased. */
export interface Refusal {
  readonly type: string
  readonly hash: number
  readonly reason: RefusalReason
  readonly at: number
  readonly evidence: Evidence
}

export type RefusalReason =
  | 'known-into-known'
  | 'limit'
  | 'too-many-identifiers'
  | 'shared'
  | 'erased'
  | 'gone'
  | 'switched'
  | (string & {})

/** What waits for the answers to claims. */
export type Parked = { readonly event: Event } | { readonly command: IdentityCommand }

/** What tiers and checkpoints know of a node in memory: only they and `Nodes` write it. */
export interface Tiered {
  /** Looked at since it was last asked for. */
  touched?: boolean
  /** Hash of the entry that the cold tier holds under its name, perhaps an older one; undefined: none. */
  stored?: number | undefined
  /** Instant for which the cold tier holds a timer of its name; undefined: it holds none. */
  storedDue?: number | undefined
  /** Where the checkpoint stands that wrote it last. */
  writtenAt?: number
  /** Where the checkpoint stands in which the sweep met it last, or after which it came. */
  sweptAt?: number
}

/** The part of a profile that stitching works on. */
export interface IdentityState extends Tiered {
  /** Name of its node: the strongest identifier's; its partition owns the profile. */
  readonly key: Identifier
  /** All identifiers that lead here; that of the root is one of them until it is unlinked. */
  readonly links: Link[]
  readonly pending: Pending[]
  readonly refusals: Refusal[]
  /** Names of nodes that lead here though their identifiers have left: when this ends, so do they. */
  readonly former: Identifier[]
  /** What waits for the answers to `pending`, in order. */
  readonly parked: Parked[]
  /** Used by too many: it has a profile of its own and links no more. */
  shared: boolean
  /** Of identifiers that found no room, or had to make room. */
  crowd: readonly Crowd[]
  /** Instant of its first event, ms. */
  readonly created: number
}

export function same(x: Identifier, y: Identifier): boolean {
  return x.value === y.value && x.type === y.type
}

/** Place of an identifier in a list; -1 when it is not there. */
export function placeOf(list: readonly Identifier[], type: string, value: string): number {
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as Identifier
    if (item.value === value && item.type === type) return i
  }
  return -1
}
