import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { LIMITS } from '../base/limits.js'
import type { ColdOptions } from '../partition/cold-tier.js'
import type { Partition } from '../partition/partition.js'
import type { SpillSettings } from './protocol.js'
import { Spill } from './spill.js'

/** Of the bytes that nodes may take in the heap, what encoded ones may take outside of it, in addition. */
const GATHERED_SHARE = 0.5

/** Bytes of records that wait in memory where nodes may take so many. */
export function gatheredBytesMax(hotBytesMax: number): number {
  const share = Math.min(hotBytesMax * GATHERED_SHARE, LIMITS.spillGatheredBytesMax)
  return Math.max(LIMITS.spillBatchBytesMax, share)
}

/** The memory of a lane, and where what does not fit into it goes, partition by partition. */
export class Spills {
  readonly #settings: SpillSettings | undefined
  readonly #open = new Map<number, Spill>()
  #made = 0

  /** Empties the folder. */
  constructor(settings: SpillSettings | undefined) {
    this.#settings = settings
    if (settings !== undefined) rmSync(settings.folder, { recursive: true, force: true })
  }

  /** For a partition that is about to be opened; undefined: everything stays in memory. */
  open(partition: number): ColdOptions | undefined {
    if (this.#settings === undefined) return undefined
    const { folder, hotBytesMax } = this.#settings
    this.close(partition)
    // The file of the one before may still be there.
    const share = hotBytesMax / (this.#open.size + 1)
    const tier = new Spill(join(folder, `${partition}-${++this.#made}.mdb`), gatheredBytesMax(share))
    this.#open.set(partition, tier)
    return { tier, hotBytesMax: share }
  }

  close(partition: number): void {
    this.#open.get(partition)?.close()
    this.#open.delete(partition)
  }

  /** Each partition may take as much as any other. */
  share(partitions: ReadonlyMap<number, Partition>): void {
    const bytes = (this.#settings?.hotBytesMax ?? 0) / partitions.size
    for (const [number, partition] of partitions) {
      partition.hotBytesMax = bytes
      const spill = this.#open.get(number)
      if (spill !== undefined) spill.gatheredBytesMax = gatheredBytesMax(bytes)
    }
  }
}
