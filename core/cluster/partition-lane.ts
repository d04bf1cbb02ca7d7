import { WaymarkError } from '../base/errors.js'
import type { LaneResults, LaneTask } from '../lane/protocol.js'
import type { TaskRunner } from './lane.js'
import type { LaneFeed } from './lane-feed.js'
import type { LaneVersions } from './lane-versions.js'
import type { Turns } from './turns.js'

/** Where the state of a partition lives, and what feeds it. */
export interface OwnersLane {
  readonly lane: TaskRunner
  readonly feed: LaneFeed
  readonly versions: Pick<LaneVersions, 'has' | 'ensure' | 'load'>
  /** Its partitions are restored in turn. */
  readonly restores: Turns
}

/**
 * A lane as one owner of a partition sees it. Once that has let go nothing of it reaches the lane any more:
 * a late slice of its checkpoint would take what belongs to the next owner, which may be in the same lane.
 */
export class PartitionLane implements TaskRunner {
  readonly #lane: TaskRunner
  readonly #partition: number
  #closed = false

  constructor(lane: TaskRunner, partition: number) {
    this.#lane = lane
    this.#partition = partition
  }

  /** @throws WaymarkError PARTITION_LOST once it is closed, and what the lane throws */
  async run<Kind extends LaneTask['kind']>(
    task: Extract<LaneTask, { kind: Kind }>,
  ): Promise<LaneResults[Kind]> {
    if (this.#closed) throw new WaymarkError('PARTITION_LOST', `partition ${this.#partition} was let go`)
    return this.#lane.run(task)
  }

  /** Gives the lane the partition's last task: to drop its state. A lane that is dead has dropped it. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#lane.run({ kind: 'close', partition: this.#partition }).catch(() => {})
  }
}
