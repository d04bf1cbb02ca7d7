import { didYouMean } from '../base/did-you-mean.js'
import { WaymarkError } from '../base/errors.js'
import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'

/**
 * An identifier that a caller names, normalised as those of events are.
 * @throws WaymarkError REQUEST_INVALID when its type is not declared or its value can be nobody's
 */
export function readIdentifier(identities: Identities, type: string, value: string): Identifier {
  const identifier = identities.normalise(type, value)
  if (identifier !== null) return identifier
  const types = identities.rules.types.map(({ name }) => name)
  const todo =
    identities.type(type) === undefined
      ? `types are ${types.join(', ')}${didYouMean(type, types)}`
      : 'its value is empty, blocked, malformed or too long'
  throw new WaymarkError('REQUEST_INVALID', `${type}:${value} identifies nobody`, todo)
}
