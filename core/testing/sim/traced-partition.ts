import { LIMITS } from '../../base/limits.js'
import type { Definitions } from '../../definitions/definitions.js'
import type { CommittedState } from '../../partition/change-codec.js'
import type { ColdOptions } from '../../partition/cold-tier.js'
import { MemoryTier } from '../../partition/memory-tier.js'
import { Partition } from '../../partition/partition.js'
import type { Pace } from '../../partition/round.js'
import type { Step, StepRecord } from '../../partition/step.js'
import { VersionShelf } from '../../partition/version-shelf.js'
import type { Entry } from './timeline.js'
import { StepTrace, TracedPorts } from './traced-ports.js'
import type { Version } from './version.js'

/** Memory of partitions: for no profile, for a few, for all. */
const HOT_BYTES_MAX = [0, 10_000, undefined]

/** Changed definitions come to profiles so slowly that much happens meanwhile. */
export const SLOW_PACE: Pace = { profiles: 1, everyMs: 1_500 }

/** Who wants to know what a partition of a worker does. */
export interface PartitionWatch {
  readonly onMessage: (kind: string, line: string) => void
  readonly onStep?: (partition: number, record: StepRecord, step: Step) => void
  /** A twin of the restored partition: whoever gets it may do with it as they like. */
  readonly onRestored?: (twin: Partition) => void
  readonly sweepMin?: number
  /** Undefined: everything stays in memory. */
  readonly cold?: ColdOptions | undefined
}

/** Where a partition that runs keeps its profiles; the one that judges it keeps them in memory. */
export function coldOf(number: number): ColdOptions | undefined {
  const hotBytesMax = HOT_BYTES_MAX[number % HOT_BYTES_MAX.length]
  return hotBytesMax === undefined ? undefined : { tier: new MemoryTier(), hotBytesMax }
}

/** A partition that tells what it does. It does exactly what `Partition` does. */
export class TracedPartition extends Partition {
  readonly entries: Entry[]
  readonly #trace: StepTrace
  readonly #watch: PartitionWatch
  readonly #fresh: () => Partition

  constructor(number: number, partitions: number, versions: readonly Version[], watch: PartitionWatch) {
    const all = versions.map(({ definitions }) => definitions)
    const { sweepMin = LIMITS.checkpointSweepMin, cold } = watch
    const options = { shelf: new VersionShelf(...all), sweepMin, pace: SLOW_PACE }
    const first = all[0] as Definitions
    const trace = new StepTrace(number, watch.onMessage)
    super(number, partitions, first, { ...options, cold, portsOf: (parts) => new TracedPorts(parts, trace) })
    this.#trace = trace
    this.entries = trace.entries
    this.#fresh = () => new Partition(number, partitions, first, options)
    this.#watch = watch
  }

  override step(record: StepRecord): Step {
    this.#trace.messages = 0
    const step = super.step(record)
    this.#watch.onStep?.(this.number, record, step)
    return step
  }

  override *restoring(
    entries: Iterable<Uint8Array>,
    state: CommittedState,
    stateHash: number,
  ): Generator<number, void> {
    const all = [...entries]
    yield* super.restoring(all, state, stateHash)
    const { onRestored } = this.#watch
    if (onRestored === undefined) return
    const twin = this.#fresh()
    twin.restore(all, state, stateHash)
    onRestored(twin)
  }
}
