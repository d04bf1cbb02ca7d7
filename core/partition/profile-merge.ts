import type { Definitions } from '../definitions/definitions.js'
import { mergeRows } from '../segments/row.js'
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

/**
 * Joins what two profiles know: as if one had seen all events of both. Order does not matter:
 * properties by event time, windows as unions, the older creation. Returns entries that windows lost.
 */
export function mergeState(winner: Profile, loser: Profile, definitions: Definitions): number {
  winner.created = Math.min(winner.created, loser.created)
  for (const [key, { value, time }] of loser.traits) winner.set(key, value, time)
  winner.seen = winner.seen.union(loser.seen)
  return mergeRows(definitions.windows, winner.rows, loser.rows)
}
