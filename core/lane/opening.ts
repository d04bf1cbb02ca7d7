import { WaymarkError } from '../base/errors.js'
import type { ChangelogOwner, Commit } from '../partition/change-codec.js'
import { ChangelogState } from '../partition/changelog-state.js'
import type { Partition } from '../partition/partition.js'
import { RankError } from '../partition/restorer.js'
import type { Opened, StoredChange, Unfinished, Unrestorable } from './protocol.js'

/** A partition that is being opened: first its changelog is gathered, then its state comes back in slices. */
export class Opening {
  readonly #changelog: ChangelogState
  #state: { readonly partition: Partition; readonly rest: Iterator<number, void> } | undefined
  #hasAsked = false
  #bytes = 0
  #restored = 0

  /** @param refused commits whose state could not be restored, and why */
  constructor(owner: ChangelogOwner, refused?: ReadonlyMap<number, string>) {
    this.#changelog = new ChangelogState(owner, refused)
  }

  /** The next messages of its changelog. */
  add(changes: readonly StoredChange[]): void {
    for (const { sequence, bytes } of changes) this.#changelog.add(sequence, bytes)
  }

  /** Versions of the definitions that its state goes by. */
  get versions(): readonly string[] {
    const { commit } = this.#changelog
    if (commit === undefined) return []
    const { earlier, waiting } = commit.adoption
    const all = new Set([commit.version, ...earlier.map(({ version }) => version), waiting])
    return [...all].filter((version) => version !== '')
  }

  /** Those of them that are not at hand, once: what nobody has then it must do without. */
  wanted(has: (version: string) => boolean): readonly string[] {
    if (this.#hasAsked) return []
    this.#hasAsked = true
    return this.versions.filter((version) => !has(version))
  }

  /**
   * Restores about so many bytes more.
   * @param make called once: the partition without any state
   * @throws WaymarkError SPILL_FULL, RankError: what another commit would not mend
   */
  advance(bytesMax: number, make: (isRestored: boolean) => Partition): Partition | Unfinished | Unrestorable {
    const state = this.#begun(make)
    try {
      for (let bytes = 0; bytes < bytesMax; ) {
        const { value, done } = state.rest.next()
        if (done === true) return state.partition
        bytes += value
        this.#restored += value
      }
    } catch (error) {
      if (error instanceof RankError || isFull(error)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      return { sequence: this.#changelog.commitSequence, reason }
    }
    return { share: Math.min(1, this.#restored / this.#bytes) }
  }

  /** What is known of it when it is open. */
  opened(partition: Partition): Opened {
    const { commit, flaws, torn, suspicion } = this.#changelog
    const { skips, trial, tries, claims } = suspicion
    return {
      offset: partition.offset,
      now: partition.now,
      version: partition.version,
      waiting: partition.waiting,
      nextDue: partition.nextDue,
      replay: partition.past.wanted,
      backfillFailed: partition.past.failed,
      restored: commit && {
        sweepFrom: commit.sweepFrom,
        nodes: commit.entries,
        otherwise: partition.restoredOtherwise,
      },
      ...{ flaws, torn, skips, trial, tries, claims },
    }
  }

  #begun(make: (isRestored: boolean) => Partition) {
    if (this.#state !== undefined) return this.#state
    const commit = this.#changelog.commit
    const partition = make(commit !== undefined)
    this.#bytes = this.#changelog.entryBytes
    this.#state = { partition, rest: this.#restoring(partition, commit) }
    return this.#state
  }

  #restoring(partition: Partition, commit: Commit | undefined): Iterator<number, void> {
    if (commit === undefined) return [][Symbol.iterator]()
    return partition.restoring(this.#changelog.takeEntries(), commit, commit.stateHash)
  }
}

/** A disk without room is nothing that a state or a record could be blamed for. */
export function isFull(error: unknown): boolean {
  return error instanceof WaymarkError && error.code === 'SPILL_FULL'
}
