import type { Definitions } from '../definitions/definitions.js'
import { standApart } from '../segments/apart.js'
import { mergeRows } from '../segments/row.js'
import type { StepCounts } from './output.js'
import type { Profile } from './profile.js'

/**
 * Whose public id, of two, lives on: that made from a known identifier, then the older, then the smaller. A
 * total
 * order, and a merged profile keeps the survivor's place in it: so the order of merges does not matter.
 */
export function survivor(x: Profile, y: Profile): Profile {
  if (x.origin.known !== y.origin.known) return x.origin.known ? x : y
  if (x.origin.created !== y.origin.created) return x.origin.created < y.origin.created ? x : y
  return x.id < y.id ? x : y
}

/** What found no room in a merge. */
export type Losses = Pick<StepCounts, 'lostProperties' | 'lostEntries' | 'lostIds'>

/**
 * Joins what two profiles know: as if one had seen all events of both. Order does not matter:
 * properties by event time, windows as unions, the older creation. Returns entries that windows lost.
 */
export function mergeState(winner: Profile, loser: Profile, definitions: Definitions): Losses {
  winner.created = Math.min(winner.created, loser.created)
  const losses = { lostProperties: -winner.lostTraits, lostEntries: 0, lostIds: 0 }
  for (const [key, { value, time }] of loser.traits) winner.set(key, value, time)
  losses.lostProperties += winner.lostTraits
  standApart(winner)
  standApart(loser)
  losses.lostEntries = mergeRows(definitions.windows, winner.rows, loser.rows)
  losses.lostIds = winner.seen.lostInUnion(loser.seen)
  winner.seen = winner.seen.union(loser.seen)
  if (loser.filled !== undefined) winner.filled = winner.filled?.union(loser.filled) ?? loser.filled
  if (loser.inherited !== undefined) winner.inherit(loser.inherited.entries())
  return losses
}
