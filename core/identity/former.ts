import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { bareValue, generationOf, nodeName } from '../event/node-name.js'
import { type IdentityState, type Link, placeOf } from './root.js'

/** A life of an identifier. */
type Place = Pick<Link, 'type' | 'value' | 'generation'>

/** Notes the node of an identifier that leaves: what is under way to it still comes here. */
export function noteFormer({ former }: IdentityState, { type, value, generation }: Place): void {
  note(former, { type, value: nodeName(value, generation) })
}

/**
 * Takes over the nodes of another profile that no link of the winner names; when the links are joined
 * already.
 */
export function joinFormer(winner: IdentityState, loser: IdentityState): void {
  for (const name of loser.former) note(winner.former, name)
  // Two lives of it lead here now.
  for (const link of loser.links)
    if (winner.links[placeOf(winner.links, link.type, link.value)]?.generation !== link.generation)
      noteFormer(winner, link)
  // The loser's own identifier may have left it; the node stays.
  if (!names(loser.links, loser.key)) note(winner.former, loser.key)
}

function note(former: Identifier[], { type, value }: Identifier): void {
  if (placeOf(former, type, value) >= 0) return
  if (former.length >= LIMITS.formerNodesMax) former.shift()
  former.push({ type, value })
}

function names(links: readonly Link[], { type, value }: Identifier): boolean {
  return links[placeOf(links, type, bareValue(value))]?.generation === generationOf(value)
}
