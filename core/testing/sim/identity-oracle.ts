import type { Event, Identifier } from '../../event/event.js'
import { bareValue } from '../../event/node-name.js'
import { isRedirect, type Node } from '../../identity/nodes.js'
import type { Profile } from '../../partition/profile.js'
import type { Order } from './orders.js'
import { hasPolicies } from './spec-maker.js'
import type { Specs } from './specs.js'
import { written } from './timeline.js'
import { check, Violation } from './violation.js'
import type { Workload } from './workload.js'

/** Where identifiers are looked up at rest. */
export interface Lookup {
  /** The present node of an identifier. */
  find(identifier: Identifier): Node<Profile> | undefined
  /** The node of a name. */
  named(name: Identifier): Node<Profile> | undefined
  /** Negative when x is the stronger. */
  compare(x: Identifier, y: Identifier): number
  /** Log time at rest, ms: the latest of all partitions. */
  readonly now: number
}

/** Who is who at rest: for each identifier its root, and what is known of the root. */
export interface Standing {
  readonly rootOf: ReadonlyMap<string, string>
  readonly profiles: ReadonlyMap<string, Profile>
  /** Linked sets with at most one known customer: there the result may not depend on the order. */
  readonly canonical: ReadonlySet<string>
  /** No limits, no switched users, nothing unlinked or erased: identifiers stay where they are. */
  readonly isStrict: boolean
}

/** What was said about who is who: events, and commands that link. */
interface Said {
  readonly ids: readonly Identifier[]
  /** Joins even two known customers. */
  readonly isForced: boolean
}

/**
 * Checks at rest what the protocol promises (core/README.md), against a plain union-find over the accepted
 * events and commands: it knows nothing of claims, redirects or partitions.
 */
export function checkIdentity({ sendings, orders }: Workload, specs: Specs, lookup: Lookup): Standing {
  const isStrict = !hasPolicies(specs) && orders.every(({ command }) => command.name === 'link')
  const said = [
    ...sendings.map(({ event }) => ({ ids: event.identifiers, isForced: event.kind === 'alias' })),
    ...orders.map(({ command }) => ({ ids: linkOf(command), isForced: true })),
  ]
  const identifiers = new Map(said.flatMap(({ ids }) => ids).map((id) => [written(id), id]))
  const rootOf = new Map<string, string>()
  const profiles = new Map<string, Profile>()
  for (const [text, identifier] of identifiers) {
    const profile = follow(identifier, lookup)
    check(profile !== undefined || !isStrict, 'every identifier leads to a profile', () => text)
    if (profile === undefined) continue
    rootOf.set(text, written(profile.key))
    profiles.set(written(profile.key), profile)
  }
  for (const profile of profiles.values()) checkRoot(profile, rootOf, lookup)
  checkLimits(profiles, specs, { forced: said.filter(({ isForced }) => isForced), now: lookup.now })
  // Joined for certain: known ones by name. Joined perhaps: whose else an identifier was, nobody said.
  const [certain, perhaps] = [new Sets(), new Sets()]
  const all = linkedSets(said, identifiers)
  const known = new Set(specs.types.filter(({ role }) => role === 'known').map(({ type }) => type))
  const isKnown = (text: string): boolean => known.has(text.slice(0, text.indexOf(':')))
  for (const { ids, isForced } of said) {
    if (!isForced) continue
    const texts = ids.map(written)
    if (texts.every(isKnown)) certain.join(texts)
    perhaps.join(texts.every(isKnown) ? texts : (all.find((set) => set.includes(texts[0] as string)) ?? []))
  }
  checkProfilesApart(profiles, isStrict, { said, customers: perhaps, isKnown })
  const canonical = new Set<string>()
  if (isStrict)
    for (const ids of all) {
      if (new Set(ids.filter(isKnown).map((id) => certain.find(id))).size > 1) continue
      checkLinkedSet(ids, identifiers, rootOf, lookup)
      for (const id of ids) canonical.add(id)
    }
  return { rootOf, profiles, canonical, isStrict }
}

function linkOf({ subject, other }: Order['command']): Identifier[] {
  return other === undefined ? [subject] : [subject, other]
}

/** Disjoint sets, plainly. */
class Sets {
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

function follow(identifier: Identifier, lookup: Lookup): Profile | undefined {
  let key = identifier
  let node = lookup.find(identifier)
  for (let hops = 0; hops < 1_000; hops++) {
    if (node === undefined || !isRedirect(node)) return node
    const { to } = node
    // Of the first node only the identifier is known, not which of its lives this is.
    const order = hops === 0 ? lookup.compare(bareOf(to), key) : lookup.compare(to, key) + 0.5
    check(order <= 0, 'a redirect leads to a stronger one', () => `${written(key)} to ${written(to)}`)
    key = to
    node = lookup.named(key)
  }
  throw new Violation('there are no circles of redirects', written(identifier))
}

function bareOf({ type, value }: Identifier): Identifier {
  return { type, value: bareValue(value) }
}

function checkRoot(profile: Profile, rootOf: ReadonlyMap<string, string>, lookup: Lookup): void {
  const root = written(profile.key)
  const own = bareOf(profile.key)
  check(
    profile.pending.length === 0,
    'nothing is pending at rest',
    () => `${root}: ${profile.pending.map(written)}`,
  )
  check(profile.parked.length === 0, 'nothing is parked at rest', () => root)
  for (const link of profile.links) {
    check(
      rootOf.get(written(link)) === root,
      'what a root lists leads to it',
      () => `${root}: ${written(link)}`,
    )
    check(lookup.compare(own, link) <= 0, 'a root is its strongest identifier', () => root)
  }
  const listed = new Set(profile.links.map(written))
  check(listed.size === profile.links.length, 'a root lists each identifier once', () => root)
  for (const [identifier, other] of rootOf)
    if (other === root)
      check(listed.has(identifier), 'a root lists what leads to it', () => `${root}: ${identifier}`)
}

/** No profile holds more of a type than it may within the window, but for what was joined on purpose. */
function checkLimits(
  profiles: ReadonlyMap<string, Profile>,
  { types }: Specs,
  { forced, now }: { readonly forced: readonly Said[]; readonly now: number },
): void {
  for (const { type, role, max, windowMs } of types) {
    if (role === 'known') continue
    const ids = forced.flatMap(({ ids }) => ids.filter((id) => id.type === type).map(written))
    const most = max + new Set(ids).size
    const since = windowMs === 0 ? Number.NEGATIVE_INFINITY : now - windowMs
    for (const [root, { links }] of profiles) {
      const held = links.filter((link) => link.type === type && link.linked > since)
      check(held.length <= most, 'a type has its limit', () => `${root}: ${held.map(written)}, not ${most}`)
    }
  }
}

/** No profile holds what nothing joined, nor two customers that were not joined on purpose. */
function checkProfilesApart(
  profiles: ReadonlyMap<string, Profile>,
  isStrict: boolean,
  given: { said: readonly Said[]; customers: Sets; isKnown: (text: string) => boolean },
): void {
  const { said, customers, isKnown } = given
  for (const [root, { links }] of profiles) {
    const own = new Set(links.map(written))
    const joined = new Sets()
    // What was unlinked may have been what joined the others.
    for (const { ids } of said) joined.join(ids.map(written).filter((id) => !isStrict || own.has(id)))
    const parts = new Set([...own].map((id) => joined.find(id)))
    check(parts.size === 1, 'what is in one profile was linked', () => `${root}: ${[...own]}`)
    const people = new Set([...own].filter(isKnown).map((id) => customers.find(id)))
    check(people.size <= 1, 'no profile holds two customers', () => `${root}: ${[...people]}`)
  }
}

function linkedSets(said: readonly Said[], identifiers: ReadonlyMap<string, Identifier>): string[][] {
  const sets = new Sets()
  for (const { ids } of said) sets.join(ids.map(written))
  const members = new Map<string, string[]>()
  for (const id of identifiers.keys()) members.set(sets.find(id), [...(members.get(sets.find(id)) ?? []), id])
  return [...members.values()]
}

function checkLinkedSet(
  ids: readonly string[],
  identifiers: ReadonlyMap<string, Identifier>,
  rootOf: ReadonlyMap<string, string>,
  lookup: Lookup,
): void {
  const roots = new Set(ids.map((id) => rootOf.get(id)))
  check(roots.size === 1, 'a linked set has one root', () => `${ids} have ${[...roots]}`)
  const strongest = ids.reduce((x, y) =>
    lookup.compare(identifiers.get(x) as Identifier, identifiers.get(y) as Identifier) <= 0 ? x : y,
  )
  check(roots.has(strongest), 'the strongest identifier is the root', () => `${[...roots]}, not ${strongest}`)
}

/** An event that a profile took. */
export interface Accepted {
  readonly messageId: string
  readonly root: Identifier
}

/**
 * Every event was taken once, by the profile that its identifiers lead to, and events of one identifier in
 * the order in which they came into its log. Where identifiers change hands, an event that came twice may be
 * taken by the one and the other; where profiles are erased, it may be taken by none.
 * @param accepted by partition, in order
 * @param arrivals in the order of the logs
 */
export function checkAccepted(
  arrivals: readonly Event[],
  accepted: readonly (readonly Accepted[])[],
  { types }: Specs,
  { rootOf, isStrict }: Standing,
  hasErasures: boolean,
): void {
  const entities = new Map(types.map(({ type, entity }) => [type, entity]))
  const keyOf = (messageId: string, of: Identifier | undefined): string =>
    `${messageId} ${entities.get(of?.type ?? '')}`
  const places = new Map(
    arrivals.map((event, place) => [keyOf(event.messageId, event.identifiers[0]), place]),
  )
  const taken = new Map<string, string>()
  for (const list of accepted) {
    const newest = new Map<string, number>()
    for (const { messageId, root } of list) {
      const key = keyOf(messageId, root)
      const place = places.get(key) ?? -1
      const [first] = arrivals[place]?.identifiers ?? []
      if (first === undefined) throw new Violation('only accepted events are applied', key)
      const before = taken.get(key)
      taken.set(key, written(root))
      if (!isStrict) continue
      const id = written(first)
      const [is, should] = [rootOf.get(written(root)), rootOf.get(id)]
      check(
        is === should,
        'an event goes to the profile of its identifiers',
        () => `${key}: ${is}, not ${should}`,
      )
      check(before === undefined, 'an event is applied once', () => `${key}: ${before} and ${written(root)}`)
      const last = newest.get(id) ?? -1
      const other = arrivals[last]?.messageId
      check(
        last < place,
        'events of one identifier keep their order',
        () => `${id}: ${messageId} after ${other}`,
      )
      newest.set(id, place)
    }
  }
  if (hasErasures) return
  for (const key of places.keys()) check(taken.has(key), 'every accepted event is applied', () => key)
}
