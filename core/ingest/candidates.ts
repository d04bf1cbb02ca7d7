import { LIMITS } from '../base/limits.js'
import type { Candidate, IdentifierType, IdentityRules } from '../definitions/identities.js'
import type { EventKind, Value } from '../event/event.js'
import { type Fields, isFields } from './fields.js'
import { type Rejection, rejection } from './rejection.js'

/** Finds, in one event, the values that the identity rules take for identifiers. */
export class Candidates {
  readonly #byKind: Record<EventKind, readonly Path[]>
  /** Types of `context.externalIds` that are declared; undefined: others are ignored. */
  readonly #external: ReadonlySet<string> | undefined

  constructor(rules: IdentityRules) {
    if (rules.undeclared === 'reject') this.#external = new Set(rules.types.flatMap(externalTypes))
    const paths = rules.types.flatMap(({ entity, from }) =>
      from.map((key) => ({ key, entity, steps: key.split('.') })),
    )
    const of = (kind: EventKind) => paths.filter((path) => applies(path, kind))
    this.#byKind = {
      track: of('track'),
      identify: of('identify'),
      page: of('page'),
      screen: of('screen'),
      group: of('group'),
      alias: of('alias'),
    }
  }

  /** `context` is the event's own one over the batch's. */
  of(kind: EventKind, fields: Fields, context: Fields | undefined): Candidate[] {
    const found: Candidate[] = []
    for (const { key, steps } of this.#byKind[kind]) {
      const value =
        steps[0] === 'context'
          ? valueAt(context, steps, 1)
          : steps.length === 1
            ? fields[key]
            : valueAt(fields, steps, 0)
      if (value !== undefined && value !== null) found.push({ key, value })
    }
    return found
  }

  /** An event may name identifiers of any type in `context.externalIds`: refused when one is not declared. */
  undeclared(context: Fields | undefined): Rejection | undefined {
    if (this.#external === undefined) return undefined
    const ids = context?.externalIds
    const types = Array.isArray(ids) ? ids.map((id) => (isFields(id) ? id.type : undefined)) : keysOf(ids)
    for (const type of types) {
      if (typeof type === 'string' && this.#external.has(type)) continue
      const key = typeof type === 'string' ? type.slice(0, LIMITS.identifierLengthMax) : '?'
      const todo = 'declare it in the identity definition, or let undeclared ones be ignored'
      return rejection('undeclared', `${EXTERNAL}${key}`, `is no declared identifier: ${todo}`)
    }
    return undefined
  }
}

const EXTERNAL = 'context.externalIds.'

function externalTypes({ from }: IdentifierType): string[] {
  return from.filter((path) => path.startsWith(EXTERNAL)).map((path) => path.slice(EXTERNAL.length))
}

function keysOf(ids: Value | undefined): readonly string[] {
  return isFields(ids) ? Object.keys(ids) : []
}

interface Path {
  readonly key: string
  readonly entity: string
  readonly steps: readonly string[]
}

/** The traits of a `group` are the group's, of an `identify` the user's; only `alias` names a previous id. */
function applies({ entity, steps }: Path, kind: EventKind): boolean {
  if (steps[0] === 'previousId') return kind === 'alias'
  if (steps[0] === 'traits')
    return kind === 'group' ? entity !== 'user' : kind === 'identify' && entity === 'user'
  return true
}

function valueAt(from: unknown, steps: readonly string[], start: number): unknown {
  let node = from
  for (let i = start; i < steps.length; i++) {
    const step = steps[i] as string
    if (Array.isArray(node)) return externalId(node, step)
    if (!isFields(node) || !Object.hasOwn(node, step)) return undefined
    node = node[step]
  }
  return node
}

/** `context.externalIds.<type>`: Segment writes them as a list of `{id, type}`. */
function externalId(list: readonly unknown[], type: string): unknown {
  for (const entry of list) if (isFields(entry) && entry.type === type) return entry.id
  return undefined
}
