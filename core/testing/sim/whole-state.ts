import type { Definitions } from '../../definitions/definitions.js'
import { decodeEntry, entryHead } from '../../partition/entry-codec.js'
import type { Partition } from '../../partition/partition.js'
import type { VersionShelf } from '../../partition/version-shelf.js'

/** Bytes of a slice; all are wanted. */
const SLICE_BYTES = 1_000_000

/**
 * The whole state of a partition, byte for byte, as a fresh checkpoint says it, in the order of names. It
 * cuts a checkpoint: not for a partition that is owned by someone.
 */
export function wholeState(
  partition: Partition,
  reading: { definitions: Definitions; shelf: VersionShelf },
): string[] {
  const { neededFrom: _, ...cut } = partition.beginCheckpoint(true)
  const lines = new Map<string, string>()
  for (;;) {
    const slice = partition.checkpointSlice(SLICE_BYTES)
    if (slice.length === 0) break
    for (const bytes of slice) {
      const { key } = entryHead(bytes)
      const entry = decodeEntry(bytes, () => reading)
      const isNothing =
        entry.kind === 'gone' ||
        (entry.kind === 'generation' && entry.generation === undefined) ||
        (entry.kind === 'fragments' && entry.parts.length === 0)
      if (isNothing) lines.delete(key)
      else lines.set(key, `${key.replaceAll(/[^ -~]/g, '#')} ${Buffer.from(bytes).toString('latin1')}`)
    }
  }
  return [JSON.stringify(cut), ...[...lines.values()].sort()]
}
