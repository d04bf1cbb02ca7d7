/**
 * Kinds of event, after Segment's spec. The place in this list is the number on the wire:
 * it is only ever added to.
 */
export const EVENT_KINDS = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** What a property can hold: JSON. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }
export type Properties = { readonly [key: string]: Value }

/** An identifier of a customer, normalised: `user_id:u42`, `email:ann@example.com`. */
export interface Identifier {
  readonly type: string
  readonly value: string
}

/**
 * One thing that a customer did, as ingest hands it to the log.
 * `properties` of `identify` and `group` are their traits.
 */
export interface Event {
  readonly kind: EventKind
  /** The event's name for `track`, the page's or screen's for those, '' for the others. */
  readonly name: string
  /** Unique per event: two events with the same id are one event sent twice. */
  readonly messageId: string
  /** When it happened, ms since the epoch, corrected for the sender's clock. */
  readonly time: number
  /** When ingest received it, ms since the epoch. */
  readonly received: number
  /** Name of the source that brought it. */
  readonly source: string
  /** Strongest first (DESIGN 6); all of one entity kind. */
  readonly identifiers: readonly Identifier[]
  readonly properties: Properties
}

/** The name by which definitions match an event: `track` by its own, the others by their kind. */
export function matchName(kind: EventKind, name: string): string {
  return kind === 'track' ? name : `$${kind}`
}
