import type { Window } from '../definitions/window.js'
import type { Value } from '../event/event.js'

/** An event as windows see it. */
export interface WindowedEvent {
  readonly symbol: number
  readonly time: number
  readonly messageId: string
  get(symbol: number): Value | undefined
  properties(): Value
}

/** What an event changes beside windows, and when. */
export interface EventChange {
  readonly now: number
  /** Properties have changed. */
  readonly properties: boolean
  /** Windows that have the event already. */
  readonly except?: readonly Window[] | undefined
  /** The profile has had no event before. */
  readonly isFirst?: boolean
}
