import type { Event, Identifier } from '../event/event.js'
import type { Evidence } from './messages.js'

/** An identifier that leads to a profile. */
export interface Link extends Identifier {
  readonly linked: number
  readonly evidence: Evidence
}

/** A claim under way. */
export interface Pending extends Identifier {
  readonly forced: boolean
  readonly evidence: Evidence
}

/** An identifier that was claimed and not granted. */
export interface Refusal extends Identifier {
  readonly reason: string
  readonly at: number
  readonly evidence: Evidence
}

/** The part of a profile that stitching works on. */
export interface IdentityState {
  /** The strongest identifier: its partition owns the profile. */
  readonly key: Identifier
  /** All identifiers that lead here; the root itself is one of them. */
  readonly links: Link[]
  readonly pending: Pending[]
  readonly refusals: Refusal[]
  /** Events that wait for the answers to `pending`, in order. */
  readonly parked: Event[]
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
