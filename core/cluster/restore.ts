import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Opened, Unrestorable } from '../lane/protocol.js'
import type { Changelog } from './changelog.js'
import type { ChangelogReading, TakeChanges } from './changelog-reading.js'
import type { EngineTally } from './engine-tally.js'
import type { TaskRunner } from './lane.js'
import { type LaneFeed, pack } from './lane-feed.js'
import type { LaneVersions } from './lane-versions.js'
import type { RestoreProgress } from './restore-progress.js'
import type { Turns } from './turns.js'

export interface RestoreSettings {
  readonly partition: number
  readonly lane: TaskRunner
  /** Of the lane: few restores at a time, so that the first ones are done soon. */
  readonly restores: Turns
  readonly feed: Pick<LaneFeed, 'yieldTo'>
  /** Of the process: bytes of changelogs that are held. */
  readonly restoring: Turns
  readonly changelog: Pick<Changelog, 'read' | 'check' | 'bytes'>
  /** What has been read before the claim went into the lane by `gatheringIn`; it has its own room. */
  readonly ahead: ChangelogReading | undefined
  readonly progress: RestoreProgress
  /** Of the lane: what the state goes by is loaded. */
  readonly versions: Pick<LaneVersions, 'ensure'>
  readonly clock: Clock
  readonly log: Log
  readonly tally: EngineTally
}

/**
 * Opens a partition in its lane, with the newest state of its changelog that can be restored. A commit whose
 * state cannot be is refused, and the changelog is read again for an older one; without any the partition
 * begins at offset 0. Each refusal is told.
 *
 * The lane gets it in pieces, one at a time, so that its other partitions go on in between: first what is
 * read of the changelog, while more of it is read, then slices of the state.
 */
export async function restorePartition(settings: RestoreSettings): Promise<Opened> {
  const { restores, restoring, changelog, feed, ahead } = settings
  const work = () => feed.yieldTo(() => restore(settings))
  return restores.take(() => (ahead === undefined ? restoring.take(work, changelog.bytes) : work()))
}

/**
 * Gives the lane what is read of a changelog, piece by piece.
 * @param refused commits whose state cannot be restored, and why
 */
export function gatheringIn(
  { partition, lane, progress }: Pick<RestoreSettings, 'partition' | 'lane'> & Partial<RestoreSettings>,
  refused: ReadonlyMap<number, string> = new Map(),
): TakeChanges {
  return (messages, share) => {
    const changes = pack(messages.map(({ sequence, bytes }) => ({ sequence, bytes })))
    progress?.read(share)
    return lane.run({ kind: 'restore', partition, changes, refused })
  }
}

async function restore(settings: RestoreSettings): Promise<Opened> {
  const { partition, lane, changelog, clock, log, tally } = settings
  const startedAt = clock.now()
  const refused = new Map<number, string>()
  for (;;) {
    const begun = refused.size === 0 ? settings.ahead : undefined
    const forget = () => lane.run({ kind: 'close', partition })
    await changelog.read(gatheringIn(settings, refused), forget, begun)
    const opened = await openInSlices(settings)
    if ('flaws' in opened) {
      const { flaws, offset } = opened
      // What is missing may have been deleted by whoever has the partition now.
      if (flaws.length > 0) await changelog.check()
      tally.restored(flaws.length, clock.now() - startedAt)
      for (const { sequence, reason } of flaws)
        log.error(`the changelog of partition ${partition} has a flaw`, { sequence, reason })
      if (flaws.length > 0)
        log.error(`partition ${partition} falls back`, { to: `its state at offset ${offset}` })
      return opened
    }
    if (refused.has(opened.sequence)) throw new Error(`the commit at ${opened.sequence} was not refused`)
    refused.set(opened.sequence, opened.reason)
  }
}

async function openInSlices(settings: RestoreSettings): Promise<Opened | Unrestorable> {
  const { partition, lane, progress } = settings
  for (;;) {
    const opened = await lane.run({ kind: 'open', partition, bytesMax: LIMITS.restoreSliceBytes })
    if ('share' in opened) progress.restored(opened.share)
    else if ('wanted' in opened) await loadWanted(settings, opened.wanted)
    else return opened
  }
}

/**
 * What a state goes by must not depend on who has heard of a version: only when nobody has it any more, or it
 * cannot be compiled, the state comes under the current one by names, and what waits is dropped.
 */
async function loadWanted(settings: RestoreSettings, wanted: readonly string[]): Promise<void> {
  const { versions, partition, log } = settings
  for (const version of wanted) {
    try {
      await versions.ensure(version)
    } catch (error) {
      const isGone = error instanceof WaymarkError && ['NOT_FOUND', 'DEFINITION_INVALID'].includes(error.code)
      if (!isGone) throw error
      log.warn(`the state of partition ${partition} goes by definitions that are not at hand`, {
        reason: errorLine(error),
      })
    }
  }
}
