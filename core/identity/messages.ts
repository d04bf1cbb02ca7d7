import type { Event, Identifier } from '../event/event.js'

/** What says that two identifiers belong together: an event or a command. */
export interface Evidence {
  readonly eventId: string
  readonly time: number
  readonly source: string
}

/**
 * What partitions say to each other about identity: the rows of the table in `core/README.md`. `to` is the
 * identifier whose partition is addressed, `key` the claimed identifier that the exchange is about.
 */
export type StitchMessage<Root> =
  | { readonly kind: 'forward'; readonly to: Identifier; readonly event: Event }
  | Claim
  | {
      readonly kind: 'reply'
      readonly to: Identifier
      readonly key: Identifier
      /** '' when the claim was granted. */
      readonly refusal: string
    }
  | Exchange<'yield'>
  | Exchange<'settle'>
  | {
      readonly kind: 'handoff'
      readonly to: Identifier
      readonly from: Identifier
      readonly key: Identifier
      readonly root: Root
    }

export interface Claim {
  readonly kind: 'claim'
  readonly to: Identifier
  readonly by: Identifier
  readonly key: Identifier
  /** Commanded: joins two known ones as well. */
  readonly forced: boolean
  readonly evidence: Evidence
}

/** `yield`: give yourself over to `strong`. `settle`: your part of it, with `strong`, is to be settled. */
interface Exchange<Kind extends string> {
  readonly kind: Kind
  readonly to: Identifier
  readonly strong: Identifier
  readonly key: Identifier
  readonly forced: boolean
  readonly evidence: Evidence
}
