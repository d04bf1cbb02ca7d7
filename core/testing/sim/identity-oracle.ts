import type { Event, Identifier } from '../../event/event.js'
import { isRedirect, type Node } from '../../identity/nodes.js'
import type { Profile } from '../../partition/profile.js'
import type { Specs } from './specs.js'
import { written } from './timeline.js'
import { check, Violation } from './violation.js'

/** Where identifiers are looked up at rest. */
export interface Lookup {
  find(identifier: Identifier): Node<Profile> | undefined
  /** Negative when x is the stronger. */
  compare(x: Identifier, y: Identifier): number
}

/** Who is who at rest: for each identifier its root, and what is known of the root. */
export interface Standing {
  readonly rootOf: ReadonlyMap<string, string>
  readonly profiles: ReadonlyMap<string, Profile>
  /** Linked sets with at most one known customer: there the result may not depend on the order. */
  readonly canonical: ReadonlySet<string>
}

/**
 * Checks at rest what `shared/identity-protocol` promises, against a plain union-find over the accepted
 * events: it knows nothing of claims, redirects or partitions.
 */
export function checkIdentity(events: readonly Event[], specs: Specs, lookup: Lookup): Standing {
  const identifiers = new Map<string, Identifier>()
  for (const event of events) for (const id of event.identifiers) identifiers.set(written(id), id)
  const rootOf = new Map<string, string>()
  const profiles = new Map<string, Profile>()
  for (const [text, identifier] of identifiers) {
    const profile = follow(identifier, lookup)
    rootOf.set(text, written(profile.key))
    profiles.set(written(profile.key), profile)
  }
  for (const profile of profiles.values()) checkRoot(profile, rootOf, lookup)
  const known = new Set(specs.types.filter(({ role }) => role === 'known').map(({ type }) => type))
  const isKnown = (text: string): boolean => known.has(text.slice(0, text.indexOf(':')))
  const customers = new Sets()
  for (const { kind, identifiers: ids } of events) if (kind === 'alias') customers.join(ids.map(written))
  checkProfilesApart(profiles, events, customers, isKnown)
  const canonical = checkLinkedSets({ events, identifiers, rootOf, lookup, customers, isKnown })
  return { rootOf, profiles, canonical }
}

/** Disjoint sets, plainly. */
export class Sets {
  readonly #parents = new Map<string, string>()

  find(item: string): string {
    const parent = this.#parents.get(item) ?? item
    return parent === item ? item : this.find(parent)
  }

  join(items: readonly string[]): void {
    for (const item of items) {
      const [x, y] = [this.find(items[0] as string), this.find(item)]
      if (x !== y) this.#parents.set(y, x)
    }
  }
}

function follow(identifier: Identifier, lookup: Lookup): Profile {
  let key = identifier
  for (let hops = 0; hops < 1_000; hops++) {
    const node = lookup.find(key)
    if (node === undefined)
      throw new Violation('every identifier leads to a profile', `${written(identifier)} ends at ${written(key)}`)
    if (!isRedirect(node)) return node
    check(lookup.compare(node.to, key) < 0, 'a redirect leads to a stronger one', () => written(key))
    key = node.to
  }
  throw new Violation('there are no circles of redirects', written(identifier))
}

function checkRoot(profile: Profile, rootOf: ReadonlyMap<string, string>, lookup: Lookup): void {
  const root = written(profile.key)
  const name = (): string => root
  check(profile.pending.length === 0, 'nothing is pending at rest', () => `${root}: ${profile.pending.map(written)}`)
  check(profile.parked.length === 0, 'nothing is parked at rest', name)
  for (const link of profile.links) {
    check(rootOf.get(written(link)) === root, 'what a root lists leads to it', () => `${root}: ${written(link)}`)
    check(lookup.compare(profile.key, link) <= 0, 'a root is its strongest identifier', () => root)
  }
  const listed = new Set(profile.links.map(written))
  check(listed.size === profile.links.length, 'a root lists each identifier once', name)
  for (const [identifier, other] of rootOf)
    if (other === root) check(listed.has(identifier), 'a root lists what leads to it', () => `${root}: ${identifier}`)
}

/** No profile holds what no event joined, nor two customers that were not joined on purpose. */
function checkProfilesApart(
  profiles: ReadonlyMap<string, Profile>,
  events: readonly Event[],
  customers: Sets,
  isKnown: (text: string) => boolean,
): void {
  for (const [root, { links }] of profiles) {
    const own = new Set(links.map(written))
    const joined = new Sets()
    for (const event of events) joined.join(event.identifiers.map(written).filter((id) => own.has(id)))
    const parts = new Set([...own].map((id) => joined.find(id)))
    check(parts.size === 1, 'what is in one profile was linked by events', () => `${root}: ${[...own]}`)
    const people = new Set([...own].filter(isKnown).map((id) => customers.find(id)))
    check(people.size <= 1, 'no profile holds two customers', () => `${root}: ${[...people]}`)
  }
}

function checkLinkedSets(given: {
  events: readonly Event[]
  identifiers: ReadonlyMap<string, Identifier>
  rootOf: ReadonlyMap<string, string>
  lookup: Lookup
  customers: Sets
  isKnown: (text: string) => boolean
}): Set<string> {
  const { events, identifiers, rootOf, lookup, customers, isKnown } = given
  const sets = new Sets()
  for (const event of events) sets.join(event.identifiers.map(written))
  const members = new Map<string, string[]>()
  for (const id of identifiers.keys())
    members.set(sets.find(id), [...(members.get(sets.find(id)) ?? []), id])
  const canonical = new Set<string>()
  for (const ids of members.values()) {
    if (new Set(ids.filter(isKnown).map((id) => customers.find(id))).size > 1) continue
    const roots = new Set(ids.map((id) => rootOf.get(id)))
    check(roots.size === 1, 'a linked set has one root', () => `${ids} have ${[...roots]}`)
    const strongest = ids.reduce((x, y) =>
      lookup.compare(identifiers.get(x) as Identifier, identifiers.get(y) as Identifier) <= 0 ? x : y,
    )
    check(roots.has(strongest), 'the strongest identifier is the root', () => `${[...roots]}, not ${strongest}`)
    for (const id of ids) canonical.add(id)
  }
  return canonical
}

/** An event that a profile took. */
export interface Accepted {
  readonly messageId: string
  readonly root: Identifier
}

/**
 * Every event was taken once, by the profile that its identifiers lead to, and events of one identifier in
 * the order in which they came into its log.
 * @param accepted by partition, in order
 * @param arrivals in the order of the logs
 */
export function checkAccepted(
  arrivals: readonly Event[],
  accepted: readonly (readonly Accepted[])[],
  specs: Specs,
  standing: Standing,
): void {
  const keyOf = keysOf(specs)
  const places = new Map(arrivals.map((event, place) => [keyOf(event.messageId, event.identifiers[0]), place]))
  const taken = new Map<string, string>()
  for (const list of accepted) {
    const newest = new Map<string, number>()
    for (const { messageId, root } of list) {
      const key = keyOf(messageId, root)
      const place = places.get(key) ?? -1
      const [first] = arrivals[place]?.identifiers ?? []
      if (first === undefined) throw new Violation('only accepted events are applied', key)
      const id = written(first)
      const [is, should] = [standing.rootOf.get(written(root)), standing.rootOf.get(id)]
      check(is === should, 'an event goes to the profile of its identifiers', () => `${key}: ${is}, not ${should}`)
      const before = taken.get(key)
      check(before === undefined, 'an event is applied once', () => `${key}: ${before} and ${written(root)}`)
      taken.set(key, written(root))
      const last = newest.get(id) ?? -1
      const other = arrivals[last]?.messageId
      check(last < place, 'events of one identifier keep their order', () => `${id}: ${messageId} after ${other}`)
      newest.set(id, place)
    }
  }
  for (const key of places.keys()) check(taken.has(key), 'every accepted event is applied', () => key)
}

/** An event that names several entities is one event for each. */
function keysOf({ types }: Specs): (messageId: string, of: Identifier | undefined) => string {
  const entities = new Map(types.map(({ type, entity }) => [type, entity]))
  return (messageId, of) => `${messageId} ${entities.get(of?.type ?? '')}`
}
