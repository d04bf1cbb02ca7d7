import type { Candidate, Identities, Resolved } from '../definitions/identities.js'
import type { EventKind, Identifier } from '../event/event.js'
import { type Rejection, rejection } from './rejection.js'

/** Without these a call says nothing: a link without its two ends, a group without its name. */
const NEEDED: Partial<Record<EventKind, ReadonlySet<string>>> = {
  alias: new Set(['previousId', 'userId']),
  group: new Set(['groupId']),
}

/** The usable identifiers of one call, a list per entity kind, or why there are none. */
export function identify(
  kind: EventKind,
  candidates: readonly Candidate[],
  identities: Identities,
): { identifiers: readonly (readonly Identifier[])[] } | Rejection {
  const { byEntity, dropped } = identities.resolve(candidates)
  if (dropped.length > 0) {
    const needed = NEEDED[kind]
    const missed = dropped.filter(({ key }) => needed?.has(key))
    if (missed.length > 0) return rejection('no_identifier', '', missed.map(sayDropped).join('; '))
  }
  if (byEntity.size > 0) return { identifiers: [...byEntity.values()] }
  const why =
    dropped.length === 0 ? 'it names neither userId nor anonymousId' : dropped.map(sayDropped).join('; ')
  return rejection('no_identifier', '', `no usable identifier: ${why}`)
}

function sayDropped({ key, value, reason }: Resolved['dropped'][number]): string {
  return `${key} ${JSON.stringify(value).slice(0, 60)} is ${SAID[reason]}`
}

const SAID: Record<Resolved['dropped'][number]['reason'], string> = {
  blocked: 'a blocked value',
  empty: 'empty',
  'too-long': 'too long',
  'not-text': 'not text',
  malformed: 'malformed',
  undeclared: 'not declared',
  'too-many': 'one too many',
}
