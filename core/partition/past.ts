import { LIMITS } from '../base/limits.js'
import type { Definitions } from '../definitions/definitions.js'
import { EventView } from '../event/reader.js'
import { StoredEvent } from '../event/stored-event.js'
import { isRedirect } from '../identity/nodes.js'
import {
  Backfill,
  type BackfillFailure,
  type BackfillNote,
  type BackfillProgress,
  type ReplayWanted,
} from './backfill.js'
import { type BackfillMessage, encodeBackfill, encodeReplay, type ReplayedEvent } from './backfill-codec.js'
import { eventsOf, type Filling, fillingOf, watchedPast } from './filling.js'
import { Judging, type JudgingState } from './judging.js'
import type { Outbox } from './outbox.js'
import type { ProfilePorts } from './profile-ports.js'
import { type PartitionRecord, readEvent } from './record-reader.js'
import type { Pace, Round } from './round.js'
import type { Rules } from './rules.js'
import type { Statements } from './statements.js'
import type { StepRecord } from './step.js'
import type { Store } from './store.js'

interface PastParts {
  readonly partition: number
  /** P. */
  readonly partitions: number
  readonly store: Store
  readonly pace: Pace
  readonly outbox: Outbox
  readonly statements: Statements
}

/**
 * Brings what the logs hold of the past to windows that are new: each event to the profile that its
 * identifier leads to now. When all partitions are through, whoever their segments hold is judged, piece by
 * piece.
 */
export class Past {
  readonly #parts: PastParts
  readonly #backfill: Backfill
  readonly #view = new EventView()
  #filling: Filling | undefined
  #sweep: Judging | undefined

  constructor(parts: PastParts) {
    this.#parts = parts
    this.#backfill = new Backfill(parts.partition, parts.partitions, (note) => this.#tellAll(note))
  }

  /** Windows that are being filled, under the definitions in force. */
  get filling(): Filling | undefined {
    return this.#filling
  }

  /** What the owner is to read of the log again, and to append as `encode` says it. */
  get wanted(): ReplayWanted | undefined {
    return this.#backfill.wanted
  }

  /** Windows of the version in force lack some of the past of this log. */
  get failed(): BackfillFailure | undefined {
    return this.#backfill.failed
  }

  /** In which profiles are judged when windows are filled; undefined: in none. */
  get round(): Round | undefined {
    return this.#sweep?.round
  }

  /** What a checkpoint says of it. */
  get state(): { backfill: BackfillProgress; sweep: JudgingState | undefined } {
    return { backfill: this.#backfill.progress, sweep: this.#sweep?.state }
  }

  restore(progress: BackfillProgress, sweep: JudgingState | undefined, definitions: Definitions): void {
    this.#backfill.restore(progress)
    this.#fillUnder(definitions)
    this.#sweep = sweep && new Judging(sweep, definitions, this.#parts.pace)
  }

  /** The record by which events behind `after`, up to `to`, come to windows that are being filled. */
  encode(after: number, to: number, records: readonly StepRecord[]): Uint8Array {
    const { identities, symbols } = this.#parts.store.definitions
    const { partitions, store } = this.#parts
    const watched = watchedPast(store.definitions)
    const batches = eventsOf(records, watched, { identities, symbols, partitions })
    return encodeReplay(this.#backfill.state?.begun ?? 0, after, to, batches)
  }

  /**
   * Another version is in force. Says which windows had not been filled to the end, by their keys: they begin
   * anew; and whether profiles were still to be judged.
   */
  activated(
    before: Definitions,
    next: Definitions,
    offset: number,
  ): { readonly unfilled: readonly string[]; readonly isUnjudged: boolean } {
    const unfilled = this.#backfill.state?.windows ?? []
    const isUnjudged = unfilled.length > 0 || this.#sweep !== undefined
    this.#sweep = undefined
    this.#backfill.activated(before, next, { offset, now: this.#parts.statements.at })
    this.#fillUnder(next)
    return { unfilled, isUnjudged }
  }

  /** The owner has replayed a part of the log. */
  replay(
    { begun, after, to, batches, failed }: Extract<PartitionRecord, { kind: 'replay' }>,
    offset: number,
    ports: ProfilePorts,
  ): void {
    if (failed) return this.#backfill.fail(begun, after, offset)
    if (!this.#backfill.replayed(begun, after, to)) return
    const { nodes, definitions } = this.#parts.store
    const { version } = definitions
    for (const { at, batch } of batches)
      for (let i = 0; i < batch.length; i++) {
        if (readEvent(batch, i, this.#view, definitions.identities) !== null) continue
        const key = { type: this.#view.idType(0), value: this.#view.idValue(0) }
        // What was erased does not come back.
        if (this.#view.time <= (nodes.tombstone(key)?.erased ?? Number.NEGATIVE_INFINITY)) continue
        const event = this.#view.materialize()
        this.#fill({ kind: 'replayed', to: nodes.name(key), version, at, event, hops: 0 }, ports)
      }
  }

  hear(from: number, said: BackfillMessage, ports: ProfilePorts): void {
    if (said.kind === 'note') this.#backfill.heard(from, said)
    else this.#fill(said, ports)
  }

  /** Goes on as far as it can after the record at an offset; true: nothing is being filled any more. */
  advance(offset: number): boolean {
    if (!this.#backfill.advance(offset)) return false
    const { definitions } = this.#parts.store
    const held = this.#filling?.held
    const segments = definitions.segments.flatMap(({ name, number }) => (held?.[number] === 1 ? [name] : []))
    this.#filling = undefined
    const sweep = { from: 0, last: 0, segments }
    if (segments.length > 0) this.#sweep = new Judging(sweep, definitions, this.#parts.pace)
    return true
  }

  /** Judges the next piece of the profiles, if any are still to be. */
  sweep({ rules, now }: { readonly rules: Rules; readonly now: number }): void {
    if (this.#sweep === undefined || this.#sweep.round.due > now) return
    const { store } = this.#parts
    for (const { name } of this.#sweep.round.take((from) => store.rootsFrom(from), now)) {
      const profile = store.nodes.get(name)
      if (profile === undefined || isRedirect(profile)) continue
      profile.filled = undefined
      rules.judge(profile, this.#sweep.segments, now, 'backfill')
      store.alarms.arm(profile, rules.next(profile, now))
      store.trim()
    }
    if (this.#sweep.round.isOver) this.#sweep = undefined
  }

  #fillUnder(definitions: Definitions): void {
    const { state } = this.#backfill
    const isOwn = state !== undefined && state.windows.length > 0
    this.#filling = isOwn ? fillingOf(definitions, state.windows) : undefined
  }

  /** An event of the past counts where its identifier leads now; nowhere if that is nowhere. */
  #fill(replayed: ReplayedEvent, ports: ProfilePorts): void {
    const { store, outbox, partition, partitions } = this.#parts
    const { identities, symbols, version } = store.definitions
    let { to, hops } = replayed
    if (this.#backfill.state === undefined || replayed.version !== version) return
    for (; hops <= LIMITS.replayHopsMax; hops++) {
      const home = identities.partitionOf(to, partitions)
      if (home !== partition) {
        outbox.message(home, encodeBackfill({ ...replayed, to, hops: hops + 1 }))
        return
      }
      const node = store.nodes.get(to)
      if (node === undefined) return
      if (!isRedirect(node)) {
        if (this.#filling !== undefined)
          ports.fill(node, new StoredEvent(replayed.event, symbols), replayed.at)
        store.trim()
        return
      }
      to = node.to
    }
  }

  #tellAll(note: BackfillNote): void {
    const { partition, partitions, outbox } = this.#parts
    const message = encodeBackfill({ kind: 'note', ...note })
    for (let to = 0; to < partitions; to++) if (to !== partition) outbox.message(to, message)
  }
}
