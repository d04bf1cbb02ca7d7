import type { Definitions } from '../definitions/definitions.js'

/**
 * How far a partition is with a version of the definitions:
 *
 *     1  it is in force                   what its log holds from here on, all others count themselves
 *     2  its log is replayed up to there  it sends on no more of it
 *     3  it has heard that of all others  what came to it by way of them, it has sent on
 *     4  it has heard that of all others  its windows are filled
 *
 * When all are at 3, all have what the logs hold of the past: each event at the profile that it leads to now.
 */
export type BackfillStage = 0 | 1 | 2 | 3 | 4

export interface BackfillNote {
  readonly version: string
  readonly stage: BackfillStage
}

/** Windows that are being filled with what the logs hold of the past: part of a partition's state. */
export interface BackfillState {
  readonly version: string
  /** Offset of the activation: no other backfill of this partition has it. */
  readonly begun: number
  /** Keys of the windows; none: only those of other partitions are filled. */
  readonly windows: readonly string[]
  /** Events of records stored from this instant on are replayed, ms. */
  readonly from: number
  /** Offset up to which the log is replayed. */
  readonly cursor: number
  /** Offset up to which it is to be; 0: not known while some partition is in another version. */
  readonly until: number
}

/** What the owner is to read of the log again: behind `after`, up to `until`. */
export interface ReplayWanted {
  readonly begun: number
  readonly after: number
  readonly until: number
  readonly from: number
}

/** Windows of a version lack some of the past. */
export interface BackfillFailure {
  readonly version: string
  /** Of the record that would have brought it, and was skipped. */
  readonly offset: number
}

/** What a state says of backfills. */
export interface BackfillProgress {
  readonly state: BackfillState | undefined
  readonly failed: BackfillFailure | undefined
  /** By partition: what each has said last. */
  readonly peers: readonly BackfillNote[]
}

/** Decides when windows are filled, together with the other partitions. */
export class Backfill {
  readonly #partition: number
  readonly #say: (note: BackfillNote) => void
  #peers: BackfillNote[]
  #state: BackfillState | undefined
  #failed: BackfillFailure | undefined

  /** @param say tells all other partitions */
  constructor(partition: number, partitions: number, say: (note: BackfillNote) => void) {
    this.#partition = partition
    this.#say = say
    this.#peers = new Array<BackfillNote>(partitions).fill({ version: '', stage: 0 })
  }

  get state(): BackfillState | undefined {
    return this.#state
  }

  get progress(): BackfillProgress {
    return { state: this.#state, failed: this.#failed, peers: [...this.#peers] }
  }

  /** Whether windows of the version in force lack some of the past of this log. */
  get failed(): BackfillFailure | undefined {
    return this.#failed
  }

  restore({ state, failed, peers }: BackfillProgress): void {
    this.#state = state
    this.#failed = failed
    this.#peers = this.#peers.map((none, partition) => peers[partition] ?? none)
  }

  get wanted(): ReplayWanted | undefined {
    if (this.#state === undefined) return undefined
    const { begun, cursor, until, from } = this.#state
    return cursor < until ? { begun, after: cursor, until, from } : undefined
  }

  /**
   * Another version is in force. What was not filled to the end begins anew, if it is still to be filled; and
   * while others may not have come to the end, they want this log once more.
   */
  activated(
    before: Definitions,
    next: Definitions,
    at: { readonly offset: number; readonly now: number },
  ): void {
    const open = new Set(this.#state?.windows)
    const isOpen = this.#own.version === before.version && !this.#are(4, before.version)
    this.#state = undefined
    this.#failed = undefined
    if (!hasBackfill(before) && !hasBackfill(next)) return
    const { version } = next
    const { windows, longestMs } = windowsToFill(before, next, open)
    if (windows.length > 0 || (isOpen && longestMs > 0)) {
      const { offset: begun, now } = at
      this.#state = { version, begun, windows, from: now - longestMs, cursor: 0, until: 0 }
      this.#reach(1, version)
    } else for (const stage of [1, 2, 3, 4] as const) this.#reach(stage, version)
  }

  /** Another partition says how far it is. */
  heard(from: number, { version, stage }: BackfillNote): void {
    this.#peers[from] = { version, stage }
  }

  /** The log is replayed behind `after` up to `to`; false: that is not what comes next. */
  replayed(begun: number, after: number, to: number): boolean {
    const state = this.#state
    if (state === undefined || state.begun !== begun || state.cursor !== after || to <= after) return false
    this.#state = { ...state, cursor: to }
    return true
  }

  /**
   * What comes next of the log does harm: nothing more of it is replayed. The others, and what they send on,
   * go on, so that nobody waits for this partition.
   */
  fail(begun: number, after: number, offset: number): void {
    const state = this.#state
    if (state === undefined || state.begun !== begun || state.cursor !== after) return
    this.#state = { ...state, cursor: state.until }
    this.#failed = { version: state.version, offset }
  }

  /** Goes on as far as it can after the record at an offset; true: all is filled. */
  advance(offset: number): boolean {
    if (this.#state === undefined) return false
    const { version } = this.#state
    if (this.#state.until === 0 && this.#are(1, version)) this.#state = { ...this.#state, until: offset }
    const { until, cursor } = this.#state
    if (until > 0 && cursor >= until && this.#own.stage === 1) this.#reach(2, version)
    if (this.#own.stage === 2 && this.#are(2, version)) this.#reach(3, version)
    if (!this.#are(3, version)) return false
    this.#state = undefined
    this.#reach(4, version)
    return true
  }

  get #own(): BackfillNote {
    return this.#peers[this.#partition] as BackfillNote
  }

  #reach(stage: BackfillStage, version: string): void {
    const note = { version, stage }
    this.#peers[this.#partition] = note
    this.#say(note)
  }

  #are(stage: BackfillStage, version: string): boolean {
    return this.#peers.every((peer) => peer.version === version && peer.stage >= stage)
  }
}

function hasBackfill({ segments }: Definitions): boolean {
  return segments.some(({ backfillMs }) => backfillMs > 0)
}

/** Windows that are new, or `open`, of segments that want the past; and how far back the longest goes. */
function windowsToFill(
  before: Definitions,
  next: Definitions,
  open: ReadonlySet<string>,
): { windows: string[]; longestMs: number } {
  const known = new Set(before.windows.map(({ key }) => key))
  const windows = new Set<string>()
  let longestMs = 0
  for (const { backfillMs, windows: numbers } of next.segments) {
    if (backfillMs === 0) continue
    longestMs = Math.max(longestMs, backfillMs)
    for (const number of numbers) {
      const key = next.windows[number]?.key ?? ''
      if (known.has(key) && !open.has(key)) continue
      windows.add(key)
    }
  }
  return { windows: [...windows], longestMs }
}
