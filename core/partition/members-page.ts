import { LIMITS } from '../base/limits.js'
import { bareValue } from '../event/node-name.js'
import { memberIn } from './entry-codec.js'
import type { SegmentMembers } from './member-counts.js'
import type { PlacedName } from './round.js'
import type { Store } from './store.js'

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

/**
 * The next members of a segment of this name behind a place, at most `limit` unless two share a place. No
 * more than `LIMITS.membersLookMax` profiles are looked at, in memory or as they lie: there may be fewer on a
 * page, or none, and more behind it.
 * @param counts how many there are in each segment: none need not be looked for
 */
export function membersPage(
  store: Store,
  counts: readonly SegmentMembers[],
  { segment, after, limit }: { readonly segment: string; readonly after: number; readonly limit: number },
): MembersPage {
  const count = counts.find((one) => one.segment === segment)?.members ?? 0
  if (count === 0) return { members: [], after: undefined }
  const members: SegmentMember[] = []
  let looked = 0
  let last = after
  for (const placed of store.rootsFrom(after === 0 ? 0 : after + 1)) {
    const { hash, name } = placed
    const isTie = hash === last && looked > 0
    if (looked >= LIMITS.membersLookMax && !isTie) return { members, after: last }
    const id = memberId(store, segment, placed)
    // Where the next one stands is known: nobody between needs to be looked at again.
    if (id !== undefined && members.length >= limit && !isTie) return { members, after: hash - 1 }
    looked++
    last = hash
    if (id !== undefined)
      members.push({ profile: id, subject: { type: name.type, value: bareValue(name.value) } })
  }
  return { members, after: undefined }
}

/** Undefined when it is in no segment of this name, as was stated last. */
function memberId({ adoption }: Store, segment: string, { profile }: PlacedName): string | undefined {
  if (profile instanceof Uint8Array) return memberIn(profile, segment)
  const { segments } = adoption.definitionsOf(profile.turn)
  return profile.segments.some((number) => segments[number]?.name === segment) ? profile.id : undefined
}
