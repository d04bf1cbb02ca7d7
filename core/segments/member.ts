import type { Value } from '../event/event.js'
import type { Rows } from './apart.js'
import type { Subject } from './window-value.js'

/** The part of a profile that segments work on. */
export interface Member extends Subject, Rows {
  /** Numbers of the segments that it is in, in no order. */
  readonly segments: number[]
  properties(): Value
}
