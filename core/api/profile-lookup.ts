import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'

/** Asks the owner of the partition of an identifier; JSON of a profile, of a redirect, or null. */
export type AskOwner = (identifier: Identifier) => Promise<unknown>

/**
 * The profile that an identifier leads to, over redirects from partition to partition.
 * A redirect may be followed while its profile still is on its way there: then the end of the chain
 * knows nothing yet, and the look-up is to be tried again.
 * @throws WaymarkError NOT_FOUND, BROKER_UNREACHABLE
 */
export async function lookUpProfile(
  ask: AskOwner,
  identifier: Identifier,
): Promise<Readonly<Record<string, unknown>>> {
  let at = identifier
  for (let hop = 0; hop <= LIMITS.queryHopsMax; hop++) {
    const answer = await ask(at)
    if (!isObject(answer)) throw notFound(identifier, hop)
    const next = answer.redirect
    if (!isIdentifier(next)) return answer
    at = next
  }
  throw new WaymarkError(
    'NOT_FOUND',
    `${show(identifier)} leads over more than ${LIMITS.queryHopsMax} redirects`,
    'try again when its links have settled',
  )
}

function notFound(identifier: Identifier, hops: number): WaymarkError {
  const what = `no profile has ${show(identifier)}`
  if (hops > 0) return new WaymarkError('NOT_FOUND', what, 'it is being linked just now: try again')
  return new WaymarkError('NOT_FOUND', what, 'look at type and value, or whether its events have arrived')
}

function show({ type, value }: Identifier): string {
  return `${type}:${value}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isIdentifier(value: unknown): value is Identifier {
  return isObject(value) && typeof value.type === 'string' && typeof value.value === 'string'
}
