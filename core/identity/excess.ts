import type { IdentifierType, Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { bareValue } from '../event/node-name.js'
import { type IdentityState, type Link, type Pending, placeOf, same } from './root.js'

/** What a merge brings together beyond the limit of a type: these go. */
export interface Excess {
  readonly type: IdentifierType
  readonly links: readonly Link[]
  /** Claims under way that are not to be granted any more. */
  readonly claims: readonly Pending[]
}

/** What a profile holds of identifiers. */
export type Holder = Pick<IdentityState, 'key' | 'links' | 'pending'>

/** Two profiles on their way to become one. */
export interface Merging {
  readonly winner: Holder
  readonly loser: Holder
  /** The links of both, as they will be. */
  readonly links: readonly Link[]
  /** The claim that brings them together: its identifier was made room for, so it stays. */
  readonly key: Identifier
  readonly forced: boolean
  readonly now: number
}

type Item = Link | Pending

/**
 * Identifiers of each type that two profiles hold together beyond its limit: by its policy the oldest, or the
 * newest and claims first. Known ones are joined on purpose only, and stay. A merge lets none go that one of
 * the two held alone: so a limit that was tightened, or passed over by a command, changes no profile by
 * itself. Of one instant the order is that of the values: who is the winner does not matter.
 */
export function excessesOf(merging: Merging, identities: Identities): Excess[] {
  const names = new Set(merging.links.map(({ type }) => type))
  return [...names].sort().flatMap((name) => {
    const type = identities.type(name)
    if (type === undefined || type.role === 'known') return []
    const excess = excessOfType(merging, type)
    return excess.links.length + excess.claims.length > 0 ? [excess] : []
  })
}

function excessOfType({ winner, loser, links, key, forced, now }: Merging, type: IdentifierType): Excess {
  const since = now - type.windowMs
  const held = links.filter((link) => link.type === type.name && link.linked > since)
  const claims = [...winner.pending, ...loser.pending].filter(
    (claim, place, all) =>
      isAwaited(claim, type) &&
      placeOf(links, claim.type, claim.value) < 0 &&
      placeOf(all, claim.type, claim.value) === place,
  )
  const admitted = forced && key.type === type.name ? 1 : 0
  const room = Math.max(type.max, ...[winner, loser].map((root) => countOf(root, type, since))) + admitted
  const over = held.length + claims.length - room
  if (over <= 0) return { type, links: [], claims: [] }
  const own = { type: winner.key.type, value: bareValue(winner.key.value) }
  const movable = held.filter((link) => ![own, key].some((other) => same(other, link)))
  movable.sort(byLinked)
  if (type.overLimit === 'evict-oldest') return { type, links: movable.slice(0, over), claims: [] }
  claims.sort((x, y) => (x.value < y.value ? -1 : 1))
  const going: Item[] = [...movable, ...claims].slice(-over)
  return { type, links: going.filter((item) => 'linked' in item), claims: going.filter(isClaim) }
}

/** Oldest first; a total order. */
export function byLinked(x: Link, y: Link): number {
  return x.linked - y.linked || (`${x.type} ${x.value}` < `${y.type} ${y.value}` ? -1 : 1)
}

function countOf({ links, pending }: Holder, type: IdentifierType, since: number): number {
  let count = 0
  for (const link of links) if (link.type === type.name && link.linked > since) count++
  for (const claim of pending) if (isAwaited(claim, type)) count++
  return count
}

function isAwaited(claim: Pending, type: IdentifierType): boolean {
  return claim.type === type.name && !claim.forced && claim.refusal !== 'limit'
}

function isClaim(item: Item): item is Pending {
  return 'open' in item
}
