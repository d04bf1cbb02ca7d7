import type { Definitions } from '../definitions/definitions.js'
import { identifierHash } from '../identity/name-order.js'
import type { Nodes } from '../identity/nodes.js'
import type { CommittedState } from './change-codec.js'
import { addHash, decodeEntry, entryHash, type NodeEntry, nodeEntry } from './entry-codec.js'
import type { Fragments } from './link-codec.js'
import type { Profile } from './profile.js'
import type { Reading } from './profile-codec.js'
import { inRoughOrder } from './rough-order.js'
import type { Tiers } from './tiers.js'

/** Of the work at an entry for the cold tier, what is done before all are sorted. */
const GATHERING_SHARE = 1 / 4
/** Bytes between two places where it may pause: a call each would cost more than small entries do. */
const PAUSE_BYTES = 256
/** As much work as so many bytes of an entry. */
const TIMER_BYTES = 64

/** The parts of a partition that entries are restored into. */
export interface Restoring {
  readonly readingOf: (turn?: number) => Reading
  readonly nodes: Nodes<Profile>
  readonly fragments: Fragments
  /** Where nodes go, as they are; undefined: into memory. */
  readonly tiers: Tiers | undefined
  /** A profile is in memory. */
  readonly onProfile: (profile: Profile) => void
  /** Between two entries. */
  readonly onRest: () => void
  /** What the commit says that there is. */
  readonly expected: { readonly nodes: number; readonly stateHash: number }
}

/** A node that goes to the cold tier as it is. */
interface ColdEntry {
  readonly node: NodeEntry
  /** `identifierHash` of its name. */
  readonly hash: number
  readonly bytes: Uint8Array
}

/**
 * Restores what a checkpoint says, the newest entry of each name. It gives the bytes that it has dealt with,
 * again and again, so that who drives it may pause; all together they are about those of the entries.
 * @throws Error when an entry cannot be decoded, or all together are not what was committed
 */
export function* restoringEntries(entries: Iterable<Uint8Array>, into: Restoring): Generator<number, void> {
  const { nodes, expected, tiers } = into
  const cold: ColdEntry[] = []
  let sum = 0
  let done = 0
  for (const bytes of entries) {
    const node = tiers && nodeEntry(bytes)
    if (node && !node.isFlushing) {
      cold.push({ node, hash: identifierHash(node.name), bytes })
      done += bytes.length * GATHERING_SHARE
    } else {
      sum = addHash(sum, restoreEntry(bytes, into))
      into.onRest()
      done += bytes.length
    }
    if (done < PAUSE_BYTES) continue
    yield done
    done = 0
  }
  if (tiers !== undefined) sum = addHash(sum, yield* restoringCold(cold, tiers))
  if (sum === expected.stateHash && nodes.size === expected.nodes) return
  const wanted = `${expected.nodes} with ${expected.stateHash}`
  throw new Error(`${nodes.size} nodes with hash ${sum}, committed were ${wanted}`)
}

/** In the order of the tier: neighbours come to stand on one page of the disk, which is written once. */
function* restoringCold(cold: ColdEntry[], tiers: Tiers): Generator<number, number> {
  const timers: NodeEntry[] = []
  let sum = 0
  let done = 0
  for (const { node, hash, bytes } of inRoughOrder(cold, (one) => one.hash)) {
    const said = entryHash(bytes)
    tiers.restore(node, hash, bytes, said)
    sum = addHash(sum, said)
    if (Number.isFinite(node.due)) timers.push(node)
    done += bytes.length * (1 - GATHERING_SHARE)
    if (done < PAUSE_BYTES) continue
    yield done
    done = 0
  }
  for (const { name, due } of inRoughOrder(timers, (one) => one.due)) {
    tiers.restoreTimer(name, due)
    done += TIMER_BYTES
    if (done < PAUSE_BYTES) continue
    yield done
    done = 0
  }
  return sum
}

/** The definitions do not fit: no other commit would either. */
export class RankError extends Error {}

/** @throws RankError when links were made under another order of identifier types: they rest on it */
export function checkRank({ identities }: Definitions, { rank }: CommittedState): void {
  if (identities.rank === rank) return
  const now = `the definitions say ${identities.rank}`
  throw new RankError(
    `the state was made with the identifier types ${rank}; ${now}: that takes a new namespace`,
  )
}

/** Returns the entry's share of the state's hash. */
function restoreEntry(bytes: Uint8Array, restoring: Restoring): number {
  const { readingOf, nodes, fragments, onProfile } = restoring
  const entry = decodeEntry(bytes, readingOf)
  switch (entry.kind) {
    case 'profile': {
      const { profile } = entry
      nodes.set(entry.name, profile)
      profile.hash = entryHash(bytes)
      onProfile(profile)
      return profile.hash
    }
    case 'redirect':
      nodes.set(entry.name, entry.redirect)
      entry.redirect.hash = entryHash(bytes)
      return entry.redirect.hash
    case 'generation':
      if (entry.generation !== undefined) nodes.live(entry.name, entry.generation)
      return 0
    case 'tombstone':
      nodes.restoreTombstone(entry.hash, entry.tombstone)
      return 0
    case 'fragments':
      if (entry.parts.length > 0) fragments.restore(entry.from, entry.parts)
      return 0
    case 'gone':
      return 0
  }
}
