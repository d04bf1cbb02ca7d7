import { entryHead } from '../core/partition/entry-codec.js'
import { MemoryTier } from '../core/partition/memory-tier.js'
import { Partition } from '../core/partition/partition.js'
import type { StepRecord } from '../core/partition/step.js'
import type { Outcome } from './outcome.js'
import { timed } from './timed.js'
import { PARTITIONS, type Workload } from './workload.js'

const RUNS = 3
const SLICE_BYTES = 1024 * 1024
const START = Date.parse('2026-01-01T00:00:00Z')

/** A partition comes back from the entries of its checkpoint: into memory, and into a cold tier as is. */
export async function restore({ definitions, log }: Workload): Promise<Outcome[]> {
  const lived = new Partition(0, PARTITIONS, definitions)
  log
    .filter(({ partition }) => partition === 0)
    .forEach(({ bytes }, i) => {
      const record: StepRecord = { offset: i + 1, time: START + i, bytes }
      lived.step(record)
    })
  const cut = lived.beginCheckpoint(true)
  // As a changelog is read: of each name the newest entry.
  const newest = new Map<string, Uint8Array>()
  for (
    let slice = lived.checkpointSlice(SLICE_BYTES);
    slice.length > 0;
    slice = lived.checkpointSlice(SLICE_BYTES)
  )
    for (const bytes of slice) newest.set(entryHead(bytes).key, bytes)
  const entries = [...newest.values()]
  const { stateHash } = lived
  const { profiles } = lived.totals
  const measured = async (name: string, isCold: boolean): Promise<Outcome> => {
    let partition = lived
    const { ms, cpuMicros } = await timed(name, RUNS, {
      prepare: () => {
        const cold = { tier: new MemoryTier(), hotBytesMax: 0 }
        partition = new Partition(0, PARTITIONS, definitions, isCold ? { cold } : {})
      },
      run: () => partition.restore(entries, cut, stateHash),
    })
    const words = `profiles a second: ${profiles} and ${entries.length - profiles} other entries`
    return { name, eventsPerSecond: (1000 * profiles) / ms, cpu: { thread: cpuMicros / profiles }, words }
  }
  return [await measured('restore', false), await measured('restore, cold', true)]
}
