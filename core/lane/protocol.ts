import type { Identifier } from '../event/event.js'
import type { Output, StepCounts } from '../partition/output.js'

/**
 * What crosses the edge between the process and a lane (one Piscina thread): plain values only.
 * Tasks of one lane run strictly in the order in which they were given. A task that fails as a whole
 * throws; a record that cannot be used does not: it comes back as a dead letter.
 */
export type LaneTask =
  | { readonly kind: 'start'; readonly settings: LaneSettings }
  | { readonly kind: 'open'; readonly partition: number }
  | { readonly kind: 'step'; readonly records: readonly LogRecord[] }
  | { readonly kind: 'close'; readonly partition: number }
  | ({ readonly kind: 'profile'; readonly partition: number } & NodeQuery)
  | { readonly kind: 'totals' }

/** Which node of a partition is meant. */
export interface NodeQuery extends Identifier {
  /** `value` is the name of a node, as a redirect gives it; else a value, whose present node is meant. */
  readonly named: boolean
}

export interface LaneSettings {
  readonly lane: number
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  readonly definitions: readonly DefinitionFile[]
  /** All durations in definitions are divided by this; 1 in production, more in the demo. */
  readonly timeScale: number
}

/** A definition file as text: each lane compiles its own closures. */
export interface DefinitionFile {
  readonly path: string
  readonly text: string
}

/** One message of a partition log. */
export interface LogRecord {
  readonly partition: number
  /** Stream sequence. */
  readonly offset: number
  /** The broker's timestamp, ms since the epoch. */
  readonly time: number
  readonly bytes: Uint8Array
}

export interface LaneResults {
  start: { readonly version: string }
  open: { readonly offset: number }
  step: { readonly steps: readonly StepOutcome[] }
  close: Record<string, never>
  /** JSON of the profile, of a redirect `{redirect: {type, value}, owners?: […]}`, or null. */
  profile: { readonly json: string | null }
  totals: { readonly partitions: readonly PartitionTotals[] }
}

/** What became of the records of one partition in one task, in order. */
export interface StepOutcome {
  readonly partition: number
  /** Offset of the last record applied. */
  readonly offset: number
  readonly outputs: readonly Output[]
  readonly counts: StepCounts
  /** When the next timer is due, ms since the epoch; Infinity for none. */
  readonly nextDue: number
}

/** Gauges of one partition. */
export interface PartitionTotals {
  readonly partition: number
  readonly offset: number
  readonly profiles: number
  readonly identifiers: number
  readonly timers: number
}
