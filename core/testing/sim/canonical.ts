import type { Standing } from './identity-oracle.js'
import { check } from './violation.js'

/**
 * What must not depend on the order in which things happened: for every linked set with at most one known
 * customer its identifiers, properties and memberships. By root, as text.
 * @param segmentName null when memberships depend on when other definitions came into force
 */
export function canonicalOf(
  { rootOf, profiles, canonical }: Standing,
  segmentName: ((number: number) => string) | null,
): Map<string, string> {
  const result = new Map<string, string>()
  for (const identifier of canonical) {
    const root = rootOf.get(identifier) as string
    const profile = profiles.get(root)
    if (result.has(root) || profile === undefined) continue
    const ids = profile.links.map(({ type, value }) => `${type}:${value}`).sort()
    const properties = Object.entries(profile.properties() as object).sort(([x], [y]) => (x < y ? -1 : 1))
    const memberships = segmentName === null ? [] : profile.segments.map(segmentName).sort()
    result.set(root, JSON.stringify({ ids, properties, memberships }))
  }
  return result
}

/** @throws Violation when the same input came to something else in another order */
export function checkSameResult(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): void {
  for (const root of new Set([...one.keys(), ...other.keys()]))
    check(one.get(root) === other.get(root), 'the result does not depend on the order', () =>
      [root, one.get(root), other.get(root)].join('\n  '),
    )
}
