import type { Definitions } from '../definitions/definitions.js'
import { type ChangelogOwner, ChunkWriter, encodeClaim, encodeCommit, encodeTorn } from './change-codec.js'
import { ChangelogState } from './changelog-state.js'
import type { Cut } from './checkpointer.js'
import { Partition } from './partition.js'
import type { PartitionOptions } from './partition-options.js'

/** A changelog as the broker keeps it: messages by their sequence, shortened as soon as it may be. */
export class Changelog {
  readonly owner: ChangelogOwner
  messages: { readonly sequence: number; bytes: Uint8Array }[] = []
  readonly commits: { sequence: number; offset: number }[] = []
  /** Ever. */
  bytesWritten = 0
  readonly #last: { sequence: number } = { sequence: 0 }
  #epoch = 0
  #checkpoint = 0
  #sweepFrom = 0

  constructor(partition: number, partitions: number) {
    this.owner = { namespace: 'test', partition, partitions }
    this.claim()
  }

  claim(): void {
    this.#epoch = this.#last.sequence + 1
    this.#checkpoint = 0
    this.#append(encodeClaim(this.owner, this.#epoch, 'worker'))
  }

  /** Cuts a checkpoint that is to be written next. */
  cut(partition: Partition, all = false): Cut {
    return partition.beginCheckpoint(all, this.#last.sequence + 1)
  }

  /** Writes a checkpoint, or only a part of it when its owner dies meanwhile. */
  write(partition: Partition, cut: Cut, isWhole = true): void {
    const writing = this.writing(partition, cut)
    for (let { done, value } = writing.next(); !done; { done, value } = writing.next())
      if (value === 'commit' && !isWhole) return
  }

  /** Writes a checkpoint, step by step; the last one is its commit. */
  *writing(partition: Partition, cut: Cut): Generator<'chunk' | 'commit'> {
    const name = { epoch: this.#epoch, checkpoint: ++this.#checkpoint }
    const writer = new ChunkWriter(this.owner.partition, name)
    let chunks = 0
    for (let slice = partition.checkpointSlice(500); slice.length > 0; slice = partition.checkpointSlice(500))
      for (const bytes of writer.pack(slice)) {
        chunks++
        this.#append(bytes)
        yield 'chunk'
      }
    yield 'commit'
    const before = this.#sweepFrom
    this.#sweepFrom = Math.max(this.#sweepFrom, cut.neededFrom)
    const { stateHash } = partition
    this.#append(
      encodeCommit(this.owner, name, { ...cut, chunks, stateHash, sweepFrom: this.#sweepFrom, skips: [] }),
    )
    this.commits.push({ sequence: this.#last.sequence, offset: cut.offset })
    this.messages = this.messages.filter(({ sequence }) => sequence >= before)
  }

  read(): ChangelogState {
    const state = new ChangelogState(this.owner)
    for (const { sequence, bytes } of this.messages) state.add(sequence, bytes)
    return state
  }

  restore(known: Definitions, options: PartitionOptions = {}): Partition {
    const { partition, partitions } = this.owner
    const restored = new Partition(partition, partitions, known, options)
    this.claim()
    const state = this.read()
    if (state.flaws.length > 0) throw new Error(JSON.stringify(state.flaws))
    const { commit } = state
    if (commit !== undefined) restored.restore(state.takeEntries(), commit, commit.stateHash)
    this.#deleteTorn(state.torn)
    return restored
  }

  /** As the owner does: perhaps not to the end. */
  #deleteTorn(torn: readonly number[]): void {
    if (torn.length === 0) return
    this.#append(encodeTorn(this.owner, this.#epoch, torn))
    const gone = new Set(torn.slice(this.#last.sequence % 3))
    this.messages = this.messages.filter(({ sequence }) => !gone.has(sequence))
  }

  get bytes(): number {
    return this.messages.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  /** What stands here counts no more. */
  forget(): void {
    this.#sweepFrom = this.#last.sequence + 1
  }

  #append(bytes: Uint8Array): void {
    this.bytesWritten += bytes.length
    this.messages.push({ sequence: ++this.#last.sequence, bytes: Uint8Array.from(bytes) })
  }
}
