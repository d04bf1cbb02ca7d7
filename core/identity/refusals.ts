import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { identifierHash } from './name-order.js'
import type { IdentityState, Refusal } from './root.js'

/** Place of the refusal of an identifier; -1 when there is none. */
export function refusedAt(list: readonly Refusal[], key: Identifier): number {
  return list.length === 0 ? -1 : placeOfHash(list, key.type, identifierHash(key))
}

/** Notes a refusal that has come about just now; false when the oldest had to be forgotten for it. */
export function noteRefusal({ refusals }: IdentityState, refusal: Refusal): boolean {
  const place = placeOfHash(refusals, refusal.type, refusal.hash)
  if (place >= 0) refusals[place] = refusal
  else refusals.push(refusal)
  if (refusals.length <= LIMITS.refusalsMax) return true
  refusals.shift()
  return false
}

export function dropRefusal({ refusals }: IdentityState, key: Identifier): void {
  const place = refusedAt(refusals, key)
  if (place >= 0) refusals.splice(place, 1)
}

/**
 * Takes over what another profile was refused, but for what this one holds. Order does not matter. Returns
 * how many had to be forgotten.
 */
export function joinRefusals(winner: IdentityState, loser: IdentityState): number {
  const { refusals, links } = winner
  for (const refusal of loser.refusals) {
    const place = placeOfHash(refusals, refusal.type, refusal.hash)
    const before = refusals[place]
    if (before === undefined) refusals.push(refusal)
    else if (byAge(before, refusal) < 0) refusals[place] = refusal
  }
  for (const link of links) dropRefusal(winner, link)
  const excess = refusals.length - LIMITS.refusalsMax
  // The newest stay, in an order that does not depend on that of merges.
  return excess > 0 ? refusals.sort(byAge).splice(0, excess).length : 0
}

/** Oldest first; a total order. */
function byAge(x: Refusal, y: Refusal): number {
  if (x.at !== y.at) return x.at - y.at
  const [textX, textY] = [x, y].map(({ type, hash, reason, evidence }) =>
    [type, hash, reason, evidence.eventId].join(),
  )
  return (textX as string) < (textY as string) ? -1 : 1
}

function placeOfHash(list: readonly Refusal[], type: string, hash: number): number {
  for (let i = 0; i < list.length; i++) if (list[i]?.hash === hash && list[i]?.type === type) return i
  return -1
}
