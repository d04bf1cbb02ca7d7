/**
 * What a step says to the world. Ids are derived from the cause: `p-offset-i` (invariant I3),
 * so that two owners of one partition, or one that replays, say the same under the same ids.
 * Bytes are ready to publish.
 */
export type Output = FactOutput | DeliveryOutput | LinkOutput | DeadLetterOutput

/** All facts of one kind from one step: NDJSON, one fact a line (DESIGN 11). */
export interface FactOutput {
  readonly to: 'fact'
  readonly id: string
  readonly kind: string
  readonly count: number
  readonly bytes: Uint8Array
}

/** One message for one channel: JSON of `Delivery`. */
export interface DeliveryOutput {
  readonly to: 'delivery'
  readonly id: string
  readonly channel: string
  /** Log time at which it was decided, ms: the start of `event_to_delivery_seconds`. */
  readonly at: number
  readonly bytes: Uint8Array
}

/** A `Record` for the log of partition `target`; `n` counts up without gaps per pair of partitions. */
export interface LinkOutput {
  readonly to: 'link'
  readonly id: string
  readonly target: number
  readonly n: number
  readonly bytes: Uint8Array
}

/** What could not be used, with its reason, for `wm.dlq.<what>`. */
export interface DeadLetterOutput {
  readonly to: 'dead-letter'
  readonly id: string
  readonly what: string
  readonly reason: string
  readonly bytes: Uint8Array
}

/**
 * A delivery as it stands on `wm.delivery.<channel>.<nnn>`. It carries a snapshot of all that its
 * text may use, so that it reads the same whenever it is sent.
 */
export interface Delivery {
  readonly id: string
  /** Idempotency key: the same for every attempt, on every machine. */
  readonly key: string
  readonly channel: string
  /** Instant of the decision, ISO 8601. */
  readonly at: string
  readonly profile: string
  readonly subject: { readonly type: string; readonly value: string }
  /** All identifiers of the profile, by type. */
  readonly to: Readonly<Record<string, readonly string[]>>
  readonly journey: string
  readonly version: string
  readonly instance: string
  readonly step: number
  /** Name of a `content` definition. */
  readonly content: string
  readonly snapshot: {
    readonly profile: Readonly<Record<string, unknown>>
    readonly entry: Readonly<Record<string, unknown>>
  }
}

/** Counts of one step, for metrics; names are those of DESIGN 12 without prefix and suffix. */
export interface StepCounts {
  events: number
  duplicates: number
  facts: number
  deliveries: number
  timers: number
  parked: number
  /** Parked events that went on without their answer. */
  parkedPastLimit: number
  /** Events from before an erasure, dropped. */
  erasedEvents: number
  /** Events whose way led to an erased profile: they began anew. */
  bounced: number
  /** Profiles marked as those of something that many share. */
  shared: number
  /** Refused identifiers that a profile forgot for newer ones. */
  lostRefusals: number
  /** Properties that found no room in their profile. */
  lostProperties: number
  /** Entries of windows beyond their limit. */
  lostEntries: number
  /** Windows of definitions that are not in force where the profile came to. */
  lostWindows: number
  /** Instances of journeys that found no room in their profile. */
  lostInstances: number
  /** Entries into journeys that a profile forgot for newer ones. */
  lostHistory: number
  /** Ids of accepted events that a profile forgot before their time. */
  lostIds: number
  links: number
  linkDuplicates: number
  linkGaps: number
  /** Events that came too late for a window that counts them: beyond its segment's `lateness`. */
  lateEvents: number
}
