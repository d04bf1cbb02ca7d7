import type { Identifier } from '../../event/event.js'
import type { Renewal } from '../../partition/adoption.js'
import type { Output } from '../../partition/output.js'

/** The event or command that said so. */
export interface Cause {
  readonly eventId: string
  readonly source: string
}

/**
 * What a partition did to which profile, in order: the only thing that the oracle is told about the inside.
 * From it follows when an event was applied (parking delays it) and where; all else the oracle works out.
 */
export type Entry =
  | { readonly kind: 'created'; readonly root: Identifier; readonly cause: Cause; readonly messageId: string }
  | { readonly kind: 'applied'; readonly root: Identifier; readonly messageId: string }
  | { readonly kind: 'retired'; readonly root: Identifier }
  | {
      readonly kind: 'erased'
      readonly root: Identifier
      readonly because: { readonly command: string } | { readonly reason: string }
    }
  /** Judged without an event. */
  | { readonly kind: 'begun'; readonly root: Identifier; readonly cause: string }
  /** Identifiers came from another profile, and with them the hashes of what that one had seen. */
  | { readonly kind: 'inherited'; readonly root: Identifier; readonly seen: readonly number[] }
  | {
      readonly kind: 'unlinked'
      readonly root: Identifier
      readonly key: Identifier
      readonly reason: string
    }
  | { readonly kind: 'marked'; readonly root: Identifier; readonly owners: readonly Identifier[] }
  | { readonly kind: 'returned'; readonly root: Identifier }
  /** Comes under the definitions in force; `by` time: before any other entry. */
  | { readonly kind: 'renewed'; readonly root: Identifier; readonly at: number; readonly by: Renewal }
  | { readonly kind: 'merged'; readonly root: Identifier; readonly loser: Identifier; readonly cause: Cause }
  | { readonly kind: 'linked'; readonly root: Identifier; readonly key: Identifier; readonly cause: Cause }
  | {
      readonly kind: 'refused'
      readonly root: Identifier
      readonly key: Identifier
      readonly reason: string
      readonly cause: Cause
    }

/** One record of a log: when it was stored as log time has it, what it did, and what was said. */
export interface TimelineStep {
  readonly offset: number
  /** Log time, ms. */
  readonly now: number
  /** Of the definitions, in force when it was applied. */
  readonly version: string
  readonly entries: readonly Entry[]
  readonly outputs: readonly Output[]
}

/** By partition, then in the order of its log. */
export type Timeline = readonly (readonly TimelineStep[])[]

export function written({ type, value }: Identifier): string {
  return `${type}:${value.replace('\u0001', '#')}`
}
