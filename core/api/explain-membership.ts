import { WaymarkError } from '../base/errors.js'
import type { Identifier } from '../event/event.js'
import { type AskOwner, type FoundProfile, lookUpProfile } from './profile-lookup.js'

/**
 * Why the profile that an identifier leads to is in a segment, or why not, as its owner says it.
 * @param segment its name, as the caller gave it
 * @throws WaymarkError REQUEST_INVALID without a segment; NOT_FOUND, BROKER_UNREACHABLE
 */
export async function explainMembership(
  ask: AskOwner,
  identifier: Identifier,
  segment: unknown,
): Promise<FoundProfile> {
  if (typeof segment !== 'string' || segment === '')
    throw new WaymarkError('REQUEST_INVALID', 'no segment is named', 'say which: ?segment=NAME')
  const found = await lookUpProfile(ask, identifier, segment)
  if (!('unknownSegment' in found)) return found
  const what = `no segment of such a profile is named "${segment}"`
  const todo = 'look at the definitions that are in force'
  throw new WaymarkError('NOT_FOUND', what + String(found.hint ?? ''), todo)
}
