import { z } from 'zod'
import { didYouMean } from '../base/did-you-mean.js'
import { ANY, BOOL, DOUBLE, type MapType, OPEN_MAP, STRING, type Type } from './cel-types.js'
import type { Source } from './document.js'
import { description } from './fields.js'
import type { Path } from './places.js'

type Shape = string | readonly Shape[] | { readonly [name: string]: Shape }

const WORDS = {
  any: ANY,
  string: STRING,
  bool: BOOL,
  int: DOUBLE,
  double: DOUBLE,
  number: DOUBLE,
  timestamp: { kind: 'string', holds: 'timestamp' },
  duration: { kind: 'string', holds: 'duration' },
  list: { kind: 'list', of: ANY },
  map: OPEN_MAP,
} as const satisfies Record<string, Type>

const shapeSchema: z.ZodType<Shape> = z.lazy(() =>
  z.union([
    z.enum(Object.keys(WORDS) as [string, ...string[]]),
    z.array(shapeSchema).length(1),
    z.record(z.string(), shapeSchema),
  ]),
)
const open = z
  .boolean()
  .default(false)
  .meta({ description: 'True: what is not listed is taken, too, with any type.' })
const propertiesSchema = z.strictObject({
  description: description.optional(),
  open,
  properties: z
    .record(z.string(), shapeSchema)
    .default({})
    .meta({ description: 'Type of each property: a word, [type] for a list, a map of types for a map.' }),
})

/** What is written in a file of `kind: catalogue`. */
export const catalogueSchema = z.strictObject({
  kind: z.literal('catalogue'),
  name: z.string().meta({ description: 'Its name; there is one catalogue at most.' }),
  description: description.optional(),
  open,
  events: z
    .record(z.string().min(1), propertiesSchema)
    .default({})
    .meta({ description: 'Events that there are, by name.' }),
  profiles: z
    .record(z.string(), propertiesSchema)
    .default({})
    .meta({ description: 'Properties of profiles, by kind: user, account.' }),
})

/**
 * The events that come in and the properties that events and profiles have, with their types. It refuses
 * what cannot be right; it never changes what an expression means. What it does not list is refused, but
 * where it is `open`.
 */
export class Catalogue {
  readonly #events: ReadonlyMap<string, MapType>
  readonly #profiles: ReadonlyMap<string, MapType>
  readonly #open: boolean

  constructor({
    events,
    profiles,
    open,
  }: Pick<z.output<typeof catalogueSchema>, 'events' | 'profiles' | 'open'>) {
    this.#open = open
    this.#events = new Map(
      Object.entries(events).map(([name, listed]) => {
        const fields = fieldsOf(listed.properties)
        // Ingest puts what the sender said of device, page and campaign here.
        if (!fields.has('context')) fields.set('context', OPEN_MAP)
        return [name, { kind: 'map', of: ANY, fields, open: listed.open, title: `event "${name}"` }]
      }),
    )
    this.#profiles = new Map(
      Object.entries(profiles).map(([entity, listed]) => {
        const title = entity === 'user' ? 'the profile' : `the profile of an ${entity}`
        return [
          entity,
          { kind: 'map', of: ANY, fields: fieldsOf(listed.properties), open: listed.open, title },
        ]
      }),
    )
  }

  /** Why there is no event of this name, or null. Kinds of call (`$identify`, `$page`) are always there. */
  refusal(event: string): string | null {
    if (this.#open || event.startsWith('$') || this.#events.has(event)) return null
    return `no event is named "${event}"${didYouMean(event, this.#events.keys())}`
  }

  /** Why profiles of an entity have no property of this name, or null. */
  propertyRefusal(entity: string, property: string): string | null {
    const { fields, open, title } = this.#profiles.get(entity) ?? OPEN_MAP
    if (fields === undefined || open || fields.has(property)) return null
    return `${title} has no "${property}"${didYouMean(property, fields.keys())}`
  }

  event(name: string | undefined): Type {
    return (name === undefined ? undefined : this.#events.get(name)) ?? OPEN_MAP
  }

  profile(entity: string): Type {
    return this.#profiles.get(entity) ?? OPEN_MAP
  }
}

/** Compiles the catalogue; undefined when it has mistakes. */
export function compileCatalogue(source: Source): Catalogue | undefined {
  const fields = source.check(catalogueSchema, [], source.fields)
  return fields === undefined ? undefined : new Catalogue(fields)
}

/** Every place of a definition that names an event, with the name. */
export function* namedEvents(node: unknown, path: Path = []): Generator<{ path: Path; event: string }> {
  if (node === null || typeof node !== 'object') return
  for (const [key, value] of Object.entries(node)) {
    const at = [...path, Array.isArray(node) ? Number(key) : key]
    if (key === 'event' && typeof value === 'string') yield { path: at, event: value }
    else yield* namedEvents(value, at)
  }
}

function fieldsOf(properties: Readonly<Record<string, Shape>>): Map<string, Type> {
  return new Map(Object.entries(properties).map(([name, shape]) => [name, typeOf(shape)]))
}

function typeOf(shape: Shape): Type {
  if (typeof shape === 'string') return WORDS[shape as keyof typeof WORDS]
  if (isList(shape)) return { kind: 'list', of: typeOf(shape[0] as Shape) }
  return { kind: 'map', of: ANY, fields: fieldsOf(shape), open: false }
}

function isList(shape: Shape): shape is readonly Shape[] {
  return Array.isArray(shape)
}
