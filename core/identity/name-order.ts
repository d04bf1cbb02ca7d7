import { hash53 } from '../base/hash.js'
import type { Identifier } from '../event/event.js'

/** Above every hash of a name. */
export const HASHES = 2 ** 53

/**
 * What is remembered of an identifier that must not be kept: of one erased, or of one refused. Names of nodes
 * are in order by it.
 */
export function identifierHash({ type, value }: Identifier): number {
  return hash53(`${type}\0${value}`)
}

/** Order of nodes that does not depend on how they came: by hash, then by name. */
export function compareNames(x: Identifier, y: Identifier): number {
  return identifierHash(x) - identifierHash(y) || compareKeys(x, y)
}

/** By value, then by type. */
export function compareKeys(x: Identifier, y: Identifier): number {
  if (x.value !== y.value) return x.value < y.value ? -1 : 1
  if (x.type === y.type) return 0
  return x.type < y.type ? -1 : 1
}
