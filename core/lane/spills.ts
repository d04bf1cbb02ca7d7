import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ColdOptions } from '../partition/cold-tier.js'
import type { Partition } from '../partition/partition.js'
import type { SpillSettings } from './protocol.js'
import { Spill } from './spill.js'

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
    const tier = new Spill(join(folder, `${partition}-${++this.#made}.mdb`))
    this.#open.set(partition, tier)
    return { tier, hotBytesMax: hotBytesMax / this.#open.size }
  }

  close(partition: number): void {
    this.#open.get(partition)?.close()
    this.#open.delete(partition)
  }

  /** Each partition may take as much as any other. */
  share(partitions: ReadonlyMap<number, Partition>): void {
    const bytes = this.#settings?.hotBytesMax ?? 0
    for (const partition of partitions.values()) partition.hotBytesMax = bytes / partitions.size
  }
}
