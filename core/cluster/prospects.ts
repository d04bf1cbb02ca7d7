import type { RunningLane } from './engine-lanes.js'
import type { OwnedPartition } from './owned-partition.js'

export interface ProspectsSettings {
  /** Where a partition runs; undefined while a lost thread is replaced. */
  readonly laneOf: (partition: number) => RunningLane | undefined
  /** A partition that is not open, in its lane. */
  readonly make: (partition: number, lane: RunningLane) => OwnedPartition
}

/** Partitions that are still another worker's and about to come to this one: what can be done before is. */
export class Prospects {
  readonly #settings: ProspectsSettings
  readonly #awaited = new Map<number, OwnedPartition>()

  constructor(settings: ProspectsSettings) {
    this.#settings = settings
  }

  /**
   * These are about to come, and no others.
   * @param isTaken something is being done about the partition already: it stays as it is
   */
  are(partitions: readonly number[], isTaken: (partition: number) => boolean): void {
    for (const [partition, awaited] of this.#awaited)
      if (!partitions.includes(partition) && !isTaken(partition)) {
        this.#awaited.delete(partition)
        void awaited.close()
      }
    for (const partition of partitions) {
      if (this.#awaited.has(partition) || isTaken(partition)) continue
      const lane = this.#settings.laneOf(partition)
      if (lane === undefined) continue
      const awaited = this.#settings.make(partition, lane)
      this.#awaited.set(partition, awaited)
      awaited.prepare()
    }
  }

  /** It comes: what has been done for it, if it was in this lane. */
  async take(partition: number, lane: RunningLane): Promise<OwnedPartition | undefined> {
    const awaited = this.#awaited.get(partition)
    this.#awaited.delete(partition)
    if (awaited?.lane === lane) return awaited
    await awaited?.close()
    return undefined
  }

  /** None comes any more. */
  end(): void {
    this.are([], () => false)
  }
}
