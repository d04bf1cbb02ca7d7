import type { Definitions } from '../definitions/definitions.js'
import { bareValue } from '../event/node-name.js'
import { identifierHash } from '../identity/name-order.js'
import { isRedirect, type Nodes } from '../identity/nodes.js'
import type { Profile } from './profile.js'

/** A member of a segment, as the API shows it. */
export interface SegmentMember {
  readonly profile: string
  readonly subject: { readonly type: string; readonly value: string }
}

/** Some members of a segment, by the hashes of their names: whoever comes or goes moves nobody. */
export interface MembersPage {
  readonly members: readonly SegmentMember[]
  /** Where the next page goes on; undefined: there is none. */
  readonly after: number | undefined
}

interface Candidate {
  readonly hash: number
  readonly profile: Profile
}

/**
 * The next members of a segment of this name behind a place, at most `limit` unless two share a place; none
 * when no segment has the name.
 */
export function membersPage(
  nodes: Nodes<Profile>,
  definitions: Definitions,
  { segment, after, limit }: { readonly segment: string; readonly after: number; readonly limit: number },
): MembersPage {
  const number = definitions.segments.findIndex(({ name }) => name === segment)
  if (number < 0) return { members: [], after: undefined }
  let found: Candidate[] = []
  let last = Number.POSITIVE_INFINITY
  for (const { type, value, node } of nodes.entries()) {
    if (isRedirect(node) || !node.segments.includes(number)) continue
    const hash = identifierHash({ type, value })
    if (hash <= after || hash > last) continue
    found.push({ hash, profile: node })
    // Only as many are kept as may still be wanted.
    if (found.length < 4 * limit + 64) continue
    found = first(found, limit)
    last = found.at(-1)?.hash ?? last
  }
  const more = found.length > limit || Number.isFinite(last)
  const page = first(found, limit)
  return {
    members: page.map(({ profile: { id, key } }) => ({
      profile: id,
      subject: { type: key.type, value: bareValue(key.value) },
    })),
    after: more ? page.at(-1)?.hash : undefined,
  }
}

/** The first `limit`, and whoever shares the place of the last of them. */
function first(found: Candidate[], limit: number): Candidate[] {
  found.sort((x, y) => x.hash - y.hash)
  const last = found[limit - 1]
  return last === undefined ? found : found.filter(({ hash }) => hash <= last.hash)
}
