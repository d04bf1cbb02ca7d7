import type { Definitions } from '../definitions/definitions.js'
import type { Nodes } from '../identity/nodes.js'
import type { CommittedState } from './change-codec.js'
import { addHash, decodeEntry, entryHash, nodeEntry } from './entry-codec.js'
import type { Fragments } from './link-codec.js'
import type { Profile } from './profile.js'
import type { Reading } from './profile-codec.js'
import type { Tiers } from './tiers.js'

/** The parts of a partition that entries are restored into. */
export interface Restoring {
  readonly reading: Reading
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

/**
 * Restores what a checkpoint says, the newest entry of each name; after each it gives its bytes, so that who
 * drives it may pause.
 * @throws Error when an entry cannot be decoded, or all together are not what was committed
 */
export function* restoringEntries(entries: Iterable<Uint8Array>, into: Restoring): Generator<number, void> {
  const { nodes, expected } = into
  let sum = 0
  for (const bytes of entries) {
    sum = addHash(sum, restoreEntry(bytes, into))
    into.onRest()
    yield bytes.length
  }
  if (sum === expected.stateHash && nodes.size === expected.nodes) return
  const wanted = `${expected.nodes} with ${expected.stateHash}`
  throw new Error(`${nodes.size} nodes with hash ${sum}, committed were ${wanted}`)
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
  const { reading, nodes, fragments, tiers, onProfile } = restoring
  const node = tiers && nodeEntry(bytes)
  if (node && tiers !== undefined) {
    const hash = entryHash(bytes)
    if (tiers.restore(node, bytes, hash)) return hash
  }
  const entry = decodeEntry(bytes, reading)
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
