import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import { type CheckpointName, encodeCommit } from '../partition/change-codec.js'
import type { Skip } from '../partition/suspicion.js'
import type { Changelog } from './changelog.js'
import type { TaskRunner } from './lane.js'

export interface CheckpointSettings {
  readonly partition: number
  readonly lane: TaskRunner
  readonly changelog: Changelog
  readonly changelogBytesMax: number
  /** Resolves when all that the partition has said up to an offset, which it has applied, is stored. */
  readonly outputsStored: (offset: number) => Promise<void>
  /** Records that have no effect: each commit tells of all. */
  readonly skips: readonly Skip[]
  readonly everyMs: number
  readonly clock: Clock
  readonly log: Log
  readonly onWritten: (bytes: number, tookMs: number) => void
  /** The partition must stop: another worker has it, or its lane is lost. */
  readonly onFatal: (error: Error) => void
  /** What the changelog says already. */
  readonly start: CheckpointStart
}

export interface CheckpointStart {
  /** Offset of the state that is durable; -1 when a checkpoint is due in any case. */
  readonly offset: number
  /** What was written before this sequence is not needed; undefined when nothing before now is of use. */
  readonly sweepFrom: number | undefined
  /** Owners in a row who have ended before their first checkpoint. */
  readonly inVain: number
}

/**
 * Makes the state of one partition durable, again and again: cuts it, appends what has changed, waits until
 * what the partition said up to the cut is stored, and only then appends the commit. Steps go on meanwhile.
 *
 *     deleted | what this commit does not need any more | what it needs … commit
 *             ^ what the commit before needs, which is there to fall back on
 *
 * What is needed moves on with the sweep, so the changelog is always about as long as one of its rounds.
 */
export class Checkpoints {
  readonly #settings: CheckpointSettings
  /** No checkpoint is cut before this offset is applied. */
  notBefore = 0
  /** When the state as it was then was last known to be durable; undefined before. */
  durableAt: number | undefined
  #number = 0
  #applied = 0
  #records = 0
  #committed: number
  #sweepFrom: number | undefined
  /** What stood before was deleted, and how much there was then. */
  #deletedTo = 0
  #bytesLeft = 0
  #running: Promise<void> | undefined
  #cancel: (() => void) | undefined
  /** No checkpoint begins by itself any more. */
  #ending = false
  #stopped = false

  constructor(settings: CheckpointSettings) {
    this.#settings = settings
    this.#committed = settings.start.offset
    this.#sweepFrom = settings.start.sweepFrom
    settings.changelog.neededFrom = settings.start.sweepFrom ?? 0
  }

  start(): void {
    // Partitions take turns.
    this.#arm((this.#everyMs * ((this.#settings.partition % 8) + 1)) / 8)
  }

  /** Records were applied, up to this offset. */
  applied(offset: number, records: number): void {
    this.#applied = offset
    this.#records += records
    if (this.#records >= LIMITS.checkpointRecordsMax && this.#running === undefined) this.#begin()
  }

  /** Writes what is not durable yet, and then no more; resolves when it is. */
  async last(): Promise<void> {
    this.#ending = true
    this.#cancel?.()
    await this.#running
    if (!this.#stopped && this.#isDue()) await this.#write()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
    this.#settings.changelog.stop()
  }

  #arm(delayMs: number): void {
    if (this.#stopped || this.#ending) return
    this.#cancel = this.#settings.clock.timer(delayMs, () => this.#begin())
  }

  #begin(): void {
    if (this.#running !== undefined || this.#stopped || this.#ending) return
    this.#cancel?.()
    this.#running = this.#round().finally(() => {
      this.#running = undefined
      this.#arm(this.#everyMs)
    })
  }

  /**
   * Where owners end again and again before their first checkpoint the next owner makes its own sooner: so
   * that, however short their lives are, what they do is not all for nothing.
   */
  get #everyMs(): number {
    const { everyMs, start } = this.#settings
    if (this.#committed !== start.offset) return everyMs
    return everyMs / 2 ** Math.min(start.inVain, LIMITS.checkpointHalvingsMax)
  }

  /** One checkpoint if there is something to say; in any case it finds out whether the partition is lost. */
  async #round(): Promise<void> {
    const { changelog, log, onFatal, partition, clock } = this.#settings
    if (this.#applied === this.#committed) this.durableAt = clock.now()
    try {
      if (this.#isDue()) await this.#write()
      else
        await changelog.check().catch((error: unknown) => {
          if (isLost(error)) throw error
          log.debug(`the changelog of partition ${partition} cannot be looked at`, {
            reason: errorLine(error),
          })
        })
    } catch (error) {
      if (!this.#stopped) onFatal(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #isDue(): boolean {
    return this.#applied > this.#committed && this.#applied >= this.notBefore
  }

  async #write(): Promise<void> {
    const { partition, lane, changelog, outputsStored, skips, clock, onWritten } = this.#settings
    const startedAt = clock.now()
    this.#records = 0
    const name: CheckpointName = { epoch: changelog.epoch, checkpoint: ++this.#number }
    const pressed = this.#isPressed()
    // Without anything to build on the checkpoint must hold everything.
    const all = this.#sweepFrom === undefined || pressed
    const { cut } = await lane.run({ kind: 'cut', partition, all, at: changelog.next, ...name })
    const stored = outputsStored(cut.offset)
    // Told when it is awaited; a partition that was let go meanwhile has nothing more to tell.
    stored.catch(() => {})
    const written = await this.#appendChunks(name)
    await stored
    const sweepFrom = Math.max(cut.neededFrom, this.#sweepFrom ?? 0)
    const { chunks, stateHash } = written
    const commit = encodeCommit(changelog.owner, name, { ...cut, chunks, stateHash, sweepFrom, skips })
    await changelog.append(commit, `${name.epoch} ${name.checkpoint} commit`)
    this.#committed = cut.offset
    this.durableAt = startedAt
    onWritten(written.bytes + commit.length, clock.now() - startedAt)
    await this.#shorten(sweepFrom, pressed)
  }

  async #appendChunks(name: CheckpointName): Promise<{ chunks: number; bytes: number; stateHash: number }> {
    const { partition, lane, changelog, changelogBytesMax } = this.#settings
    // Were it quite full, no one could claim the partition any more.
    const bytesMax = changelogBytesMax * (1 - LIMITS.changelogClaimsShare)
    const slice = () => lane.run({ kind: 'slice', partition, bytesMax: LIMITS.checkpointSliceBytes })
    let chunks = 0
    let bytes = 0
    // One ahead and no more: steps that were given meanwhile come before the next.
    let next = slice()
    for (;;) {
      const encoded = await next
      if (encoded.stateHash !== undefined) return { chunks, bytes, stateHash: encoded.stateHash }
      next = slice()
      // Told when it is awaited, unless an append fails before.
      next.catch(() => {})
      for (const chunk of encoded.chunks) {
        bytes += chunk.length
        await changelog.append(chunk, `${name.epoch} ${name.checkpoint} ${chunks++}`, bytesMax)
      }
    }
  }

  /** Deletes what is of no use since a commit that needs what stands from here on. */
  async #shorten(sweepFrom: number, pressed: boolean): Promise<void> {
    const { partition, changelog, log } = this.#settings
    const from = pressed ? sweepFrom : (this.#sweepFrom ?? 0)
    this.#sweepFrom = changelog.neededFrom = sweepFrom
    // Each deletion costs the broker something: some of it at a time.
    const length = changelog.next - this.#deletedTo
    if (from - this.#deletedTo < length * LIMITS.changelogDeletedShare) return
    try {
      await changelog.purgeBefore(from)
      this.#deletedTo = from
    } catch (error) {
      log.warn(`the changelog of partition ${partition} could not be shortened: after the next commit`, {
        reason: errorLine(error),
      })
    }
    this.#bytesLeft = changelog.bytes
  }

  /** Rounds that are never finished, by restart after restart, must not fill the changelog. */
  #isPressed(): boolean {
    const { changelog, changelogBytesMax } = this.#settings
    return changelog.bytes > Math.max(changelogBytesMax / 2, 1.5 * this.#bytesLeft)
  }
}

function isLost(error: unknown): boolean {
  return error instanceof WaymarkError && error.code === 'PARTITION_LOST'
}
