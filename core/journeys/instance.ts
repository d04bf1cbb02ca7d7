import type { Journey } from '../definitions/journey.js'
import type { Value } from '../event/event.js'
import type { KeptValue } from '../event/kept-value.js'

/** One run of a journey for one profile and key. */
export interface Instance {
  /** Derived from what caused the entry: the same on every replay. */
  readonly id: string
  /** The version in which it began: it stays in it. */
  readonly journey: Journey
  readonly key: string
  readonly entered: number
  /** What expressions and contents see as `entry`: the event, or the flip, that began it. */
  readonly entry: KeptValue
  /** Instruction at which it waits. */
  place: number
  /** When it goes on, ms; Infinity: not by time. */
  due: number
  /** Messages decided so far: numbers the idempotency keys. */
  sends: number
}

/** What a profile remembers of an entry after the instance is gone, to judge `entry.again`. */
export interface Entered {
  /** Name: outlives versions. */
  readonly journey: string
  readonly key: string
  at: number
}

/** The part of a profile that journeys work on. */
export interface Traveller {
  /** Public id of the profile. */
  readonly id: string
  readonly instances: Instance[]
  readonly entered: Entered[]
  /** Numbers of the segments that it is in. */
  readonly segments: readonly number[]
  property(key: string): Value | undefined
  properties(): Value
}
