import type { Nodes } from '../identity/nodes.js'
import { addHash, decodeEntry, entryHash } from './entry-codec.js'
import type { Fragments } from './link-codec.js'
import type { Profile } from './profile.js'
import type { Reading, Unknown } from './profile-codec.js'
import type { Statements } from './statements.js'

/** The parts of a partition that entries are restored into. */
export interface Restoring {
  readonly reading: Reading
  readonly nodes: Nodes<Profile>
  readonly fragments: Fragments
  readonly onProfile: (profile: Profile) => void
}

/**
 * Restores what a checkpoint says, the newest entry of each name. Returns the sum of the nodes' hashes.
 * @throws Error when an entry cannot be decoded
 */
export function restoreEntries(entries: Iterable<Uint8Array>, into: Restoring): number {
  let sum = 0
  for (const bytes of entries) sum = addHash(sum, restoreEntry(bytes, into))
  return sum
}

/** Returns the entry's share of the state's hash. */
function restoreEntry(bytes: Uint8Array, { reading, nodes, fragments, onProfile }: Restoring): number {
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
      if (entry.generation > 0) nodes.restoreGeneration(entry.name, entry.generation)
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

interface Leftover {
  readonly segments: string[]
  readonly instances: Unknown[]
}

/** What restored profiles had that the definitions in force do not know any more: it ends with a fact. */
export class Leftovers {
  readonly #of = new Map<Profile, Leftover>()

  segment(of: Profile, name: string): void {
    this.#for(of).segments.push(name)
  }

  instance(of: Profile, instance: Unknown): void {
    this.#for(of).instances.push(instance)
  }

  settle(profile: Profile, statements: Statements): void {
    const leftover = this.#of.get(profile)
    if (leftover === undefined) return
    // In which version it was entered is not known any more.
    for (const name of leftover.segments)
      statements.flipped(profile, { name, version: '' }, 'left', 'definitions')
    for (const instance of leftover.instances)
      statements.exited(profile, instance.journey, instance, 'definitions')
  }

  #for(profile: Profile): Leftover {
    const known = this.#of.get(profile)
    if (known !== undefined) return known
    const leftover: Leftover = { segments: [], instances: [] }
    this.#of.set(profile, leftover)
    return leftover
  }
}
