import type { Definitions } from '../definitions/definitions.js'
import type { Identities } from '../definitions/identities.js'
import { merge } from '../segments/rows.js'
import type { Profile } from './profile.js'

/** Which of two public ids lives on: the known one's, then the older's, then the smaller. */
export function survivingId(x: Profile, y: Profile, identities: Identities): string {
  const knownX = isKnown(x, identities)
  if (knownX !== isKnown(y, identities)) return knownX ? x.id : y.id
  if (x.created !== y.created) return x.created < y.created ? x.id : y.id
  return x.id < y.id ? x.id : y.id
}

function isKnown(profile: Profile, identities: Identities): boolean {
  return profile.links.some((link) => identities.type(link.type)?.role === 'known')
}

/**
 * Joins what two profiles know: as if one had seen all events of both. Order does not matter:
 * properties by event time, windows as unions, the older creation.
 */
export function mergeState(winner: Profile, loser: Profile, definitions: Definitions): void {
  winner.created = Math.min(winner.created, loser.created)
  for (const [key, { value, time }] of loser.traits) winner.set(key, value, time)
  for (const row of loser.rows) {
    const window = definitions.windows[row.window]
    const own = winner.rows.find((other) => other.window === row.window)
    if (own === undefined) winner.rows.push(row)
    else if (window !== undefined) merge(window, own, row)
  }
  winner.seen = winner.seen.union(loser.seen)
}
