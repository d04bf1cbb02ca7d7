import type { Fields } from './fields.js'
import { type Rejection, rejection } from './rejection.js'

/** The common fields of Segment's specification. */
const KNOWN: readonly string[] = [
  ...['type', 'event', 'name', 'category', 'userId', 'anonymousId', 'previousId', 'groupId', 'messageId'],
  ...['properties', 'traits', 'context', 'integrations', 'timestamp', 'originalTimestamp', 'sentAt'],
  ...['receivedAt', 'version', 'writeKey', 'channel', '_metadata'],
]
const known: ReadonlySet<string> = new Set(KNOWN)
const bySound: ReadonlyMap<string, string> = new Map(KNOWN.map((key) => [sound(key), key]))

/**
 * A field that is a known one but for case, dashes and underscores (`user_id`) is a mistake that would lose
 * what it holds, so it is refused. Other unknown fields are SDKs' own, and ignored as by Segment.
 */
export function misspelt(fields: Fields): Rejection | undefined {
  for (const key in fields) {
    if (known.has(key)) continue
    const meant = key.length > 32 ? undefined : bySound.get(sound(key))
    if (meant !== undefined)
      return rejection('unknown_field', key, `there is no such field; ${meant} is meant`)
  }
  return undefined
}

function sound(key: string): string {
  return key.replace(/[-_\s]/g, '').toLowerCase()
}
