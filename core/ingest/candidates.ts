import type { Candidate, IdentityRules } from '../definitions/identities.js'
import type { EventKind } from '../event/event.js'
import { type Fields, isFields } from './fields.js'

/** Finds, in one event, the values that the identity rules take for identifiers. */
export class Candidates {
  readonly #byKind: Record<EventKind, readonly Path[]>

  constructor(rules: IdentityRules) {
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
}

interface Path {
  readonly key: string
  readonly entity: string
  readonly steps: readonly string[]
}

/** The traits of a `group` are the group's, those of an `identify` the user's; only `alias` names a previous id. */
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
