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
