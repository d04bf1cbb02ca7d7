import type { Identifier } from '../event/event.js'
import type { BackfillFailure, ReplayWanted } from '../partition/backfill.js'
import type { CheckpointName } from '../partition/change-codec.js'
import type { ChangelogFlaw } from '../partition/changelog-state.js'
import type { Cut } from '../partition/checkpointer.js'
import type { SegmentFlips } from '../partition/flip-counts.js'
import type { SegmentMembers } from '../partition/member-counts.js'
import type { MembersPage } from '../partition/members-page.js'
import type { Output, StepCounts } from '../partition/output.js'
import type { Skip, Trial } from '../partition/suspicion.js'

/**
 * What crosses the edge between the process and a lane (one Piscina thread): plain values only.
 * Tasks of one lane run strictly in the order in which they were given. A task that fails as a whole
 * throws; a record that cannot be used does not: it comes back as a dead letter.
 */
export type LaneTask =
  | { readonly kind: 'start'; readonly settings: LaneSettings }
  /** More versions of the definitions, while partitions run. */
  | ({ readonly kind: 'load' } & MoreVersions)
  /** The next messages of a partition's changelog, before it is opened. */
  | {
      readonly kind: 'restore'
      readonly partition: number
      readonly changes: readonly StoredChange[]
      /** Commits whose state could not be restored, and why; told with the first changes. */
      readonly refused?: ReadonlyMap<number, string>
    }
  /**
   * Opens a partition with the state that its changelog gave, or without any: takes over so many bytes of it,
   * and is to be given again until it is open.
   */
  | { readonly kind: 'open'; readonly partition: number; readonly bytesMax: number }
  /** From here on a record of a partition has no effect. */
  | ({ readonly kind: 'skip'; readonly partition: number } & Skip)
  | { readonly kind: 'step'; readonly records: readonly LogRecord[] }
  /** Cuts a checkpoint that will stand from sequence `at` on; `all` writes every node. */
  | ({
      readonly kind: 'cut'
      readonly partition: number
      readonly all: boolean
      readonly at: number
    } & CheckpointName)
  /** The next chunks of the checkpoint that was cut, of about so many bytes. */
  | { readonly kind: 'slice'; readonly partition: number; readonly bytesMax: number }
  | { readonly kind: 'close'; readonly partition: number }
  | ({ readonly kind: 'profile'; readonly partition: number } & NodeQuery)
  /** The record by which events behind `after`, up to `to`, come to windows that are being filled. */
  | {
      readonly kind: 'replay'
      readonly partition: number
      readonly after: number
      readonly to: number
      readonly records: readonly LogRecord[]
    }
  /** How many are in each segment. */
  | { readonly kind: 'segments'; readonly partition: number }
  | ({ readonly kind: 'members'; readonly partition: number } & MembersQuery)
  | { readonly kind: 'totals' }

/** Which node of a partition is meant. */
export interface NodeQuery extends Identifier {
  /** `value` is the name of a node, as a redirect gives it; else a value, whose present node is meant. */
  readonly named: boolean
  /** Name of a segment: not the profile is wanted, but why it is in it or not. */
  readonly segment?: string
}

/** Which members of a segment are meant: the next `limit` behind a place, from 0 on. */
export interface MembersQuery {
  readonly segment: string
  readonly after: number
  readonly limit: number
}

export interface LaneSettings {
  readonly lane: number
  readonly namespace: string
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  readonly definitions: LaneVersions
  /** The version in which a partition begins that has no state yet. */
  readonly first: string
  /** Where profiles go that do not fit in memory; undefined: they all stay. */
  readonly spill: SpillSettings | undefined
  /** All durations in definitions are divided by this; 1 in production, more in the demo. */
  readonly timeScale: number
  /** Where the lane tells what it is at (`LaneBoard`). */
  readonly board: SharedArrayBuffer
}

export interface SpillSettings {
  /** Of this lane alone: what is in it is deleted. */
  readonly folder: string
  /** Bytes of profiles that the lane may keep in memory, over all its partitions. */
  readonly hotBytesMax: number
}

/** Versions of the definitions for a lane, which compiles its own closures of each. */
export interface LaneVersions {
  readonly versions: readonly DefinitionVersion[]
  /** The one that partitions come under whose own is not at hand. */
  readonly current: string
}

/** What a lane is to have from then on; those that partitions are in stay besides. */
export interface MoreVersions extends LaneVersions {
  /** Names of all that stay. */
  readonly keep: readonly string[]
}

export interface DefinitionVersion {
  /** Name of the version, as it stands in logs and states. */
  readonly version: string
  readonly files: readonly DefinitionFile[]
}

/** A definition file as text. */
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

/** One message of a state changelog. */
export interface StoredChange {
  readonly sequence: number
  readonly bytes: Uint8Array
}

/** A partition as it is when it is opened. */
export interface Opened {
  readonly offset: number
  /** Log time, ms. */
  readonly now: number
  /** Of the definitions in force. */
  readonly version: string
  /** That which is to come into force by itself; '': none. */
  readonly waiting: string
  /** When the next timer is due, ms since the epoch; Infinity for none. */
  readonly nextDue: number
  /** What of its log is to be read again, for windows that are new. */
  readonly replay: ReplayWanted | undefined
  /** Windows of the version in force lack some of the past of its log. */
  readonly backfillFailed: BackfillFailure | undefined
  /** Undefined when no commit of the changelog counts. */
  readonly restored?: Restored | undefined
  /** What of the changelog was refused. */
  readonly flaws: readonly ChangelogFlaw[]
  /** Records that have no effect, in order. */
  readonly skips: readonly Skip[]
  /** What the last owner was at when it ended, if it took care. */
  readonly trial: Trial | undefined
  /** How often its record was tried alone, by version of Waymark. */
  readonly tries: ReadonlyMap<string, number>
  /** Sequences in the changelog of chunks that no commit followed. */
  readonly torn: readonly number[]
  /** Claims behind the last commit, the present one among them. */
  readonly claims: number
}

/** It is not open yet. */
export interface Unfinished {
  /** How much of its state is restored, 0 to 1. */
  readonly share: number
}

/** Its state goes by versions of the definitions that are not at hand: to be loaded, if they can be had. */
export interface Unknowing {
  readonly wanted: readonly string[]
}

/** The state of a commit cannot be restored: the partition is not open, its changelog must be read again. */
export interface Unrestorable {
  /** Where the commit stands. */
  readonly sequence: number
  readonly reason: string
}

export interface Restored {
  /** What was written to the changelog before this sequence is not needed. */
  readonly sweepFrom: number
  readonly nodes: number
  /** The state was made under other definitions: an `Activate` of the present ones must follow. */
  readonly otherwise: boolean
}

export interface LaneResults {
  start: { readonly refused: readonly RefusedVersion[] }
  load: { readonly refused: readonly RefusedVersion[] }
  restore: Record<string, never>
  open: Opened | Unfinished | Unknowing | Unrestorable
  skip: Record<string, never>
  cut: { readonly cut: Cut }
  /** Encoded chunks; with the state's hash when these were the last. */
  slice: { readonly chunks: readonly Uint8Array[]; readonly stateHash: number | undefined }
  step: { readonly steps: readonly StepOutcome[] }
  close: Record<string, never>
  /**
   * JSON of the profile or of what explains its membership, of a redirect
   * `{redirect: {type, value}, owners?: […]}`, or null.
   */
  profile: { readonly json: string | null }
  replay: { readonly record: Uint8Array }
  segments: { readonly segments: readonly SegmentMembers[] }
  members: MembersPage
  totals: { readonly partitions: readonly PartitionTotals[] }
}

/** A version that cannot be compiled: written for another version of Waymark. */
export interface RefusedVersion {
  readonly version: string
  readonly reason: string
}

/** What became of the records of one partition in one task, in order. */
export interface StepOutcome {
  readonly partition: number
  /** Offset of the last record applied. */
  readonly offset: number
  /** Of the definitions in force behind it. */
  readonly version: string
  /** That which is to come into force by itself; '': none. */
  readonly waiting: string
  readonly outputs: readonly Output[]
  readonly counts: StepCounts
  /** Expressions of this lane that had no value since its last task: by definition, how often. */
  readonly failures: Readonly<Record<string, number>>
  /** By segment. */
  readonly flips: ReadonlyMap<string, SegmentFlips>
  /** What of its log is to be read again. */
  readonly replay: ReplayWanted | undefined
  /** Windows of the version in force lack some of the past of its log. */
  readonly backfillFailed: BackfillFailure | undefined
  /** When the next timer is due, ms since the epoch; Infinity for none. */
  readonly nextDue: number
  /** The record behind `offset` threw: the partition is closed, what it held of it is not to be trusted. */
  readonly thrown: { readonly offset: number; readonly reason: string } | undefined
}

/** Gauges of one partition. */
export interface PartitionTotals {
  readonly partition: number
  readonly offset: number
  readonly profiles: number
  /** Of them, those that are not in memory. */
  readonly cold: number
  readonly identifiers: number
  readonly timers: number
  /** By segment. */
  readonly members: readonly SegmentMembers[]
}
