import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'

/**
 * What an administrator wants done about an identifier.
 * - `link`: `subject` and `other` are one, known or not.
 * - `unlink`: `subject` leaves its profile, with its children; what was done stays with the profile.
 * - `begin`: `link` says it to a profile that it has made, behind the claims: now it is judged.
 * - `erase`: the profile that `subject` leads to is forgotten; events from before do not bring it back.
 */
export type IdentityCommand =
  | {
      readonly name: 'link'
      readonly id: string
      readonly time: number
      subject: Identifier
      other: Identifier
    }
  | {
      readonly name: 'unlink' | 'begin' | 'erase'
      readonly id: string
      readonly time: number
      subject: Identifier
    }

/** Why a command must not be carried out, or null: redirects lead to the stronger one, so links do too. */
export function flawOf(command: IdentityCommand, identities: Identities): string | null {
  if (command.name !== 'link') return null
  const [stronger, weaker] = [command.subject, command.other]
  const [one, other] = [stronger, weaker].map(({ type }) => identities.type(type)?.entity)
  if (one !== undefined && other !== undefined && one !== other)
    return `a link of a ${one} with a ${other}: ${stronger.type}, ${weaker.type}`
  return identities.compare(stronger, weaker) < 0
    ? null
    : `a link that does not name the stronger identifier first: ${stronger.type}, ${weaker.type}`
}
