import { WaymarkError } from '../base/errors.js'
import type { Identifier } from '../event/event.js'

/**
 * An identifier as it is typed: `user_id:u42`. The value may hold colons.
 * @throws WaymarkError USAGE
 */
export function parseIdentifier(text: string): Identifier {
  const colon = text.indexOf(':')
  if (colon < 1 || colon === text.length - 1)
    throw new WaymarkError('USAGE', `${text} is no identifier`, 'give TYPE:VALUE, as in user_id:u42')
  return { type: text.slice(0, colon), value: text.slice(colon + 1) }
}
