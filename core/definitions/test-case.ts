import { z } from 'zod'
import { didYouMean } from '../base/did-you-mean.js'
import type { Properties, Value } from '../event/event.js'
import type { Catalogue } from './catalogue.js'
import type { Type } from './cel-types.js'
import { describe } from './cel-types.js'
import type { Source } from './document.js'
import type { Path } from './places.js'

/** Something that the customer of a test does, or an administrator does to them. */
export interface Given {
  /** When it arrives, ms. */
  readonly at: number
  /** When it happened; `at` unless said. */
  readonly happened: number
  readonly event?: string
  readonly traits?: Properties
  readonly properties: Properties
  /** Identifiers by where they stand in an event (`userId`, `traits.email`); null: the customer's. */
  readonly ids: Readonly<Record<string, string>> | null
  readonly command?: {
    readonly name: 'link' | 'unlink' | 'erase'
    readonly subject: string
    readonly other?: string
  }
}

/** What a definition is to say. */
export interface Expected {
  readonly at: number
  /** `entered`, `left`, `exited`, `send` … */
  readonly word: string
  /** What more is said of it: a reason, a content, an identifier; null: whatever. */
  readonly detail: string | null
  readonly channel?: string
  /** `type:value` of the profile. */
  readonly who?: string
}

/** A test of a definition, as its file has it under `tests`. */
export type TestCase = DefinitionTest & (Happening | Rendering)

interface DefinitionTest {
  readonly kind: string
  readonly definition: string
  readonly entity: string
  readonly name: string
  /** `file:line:column` */
  readonly place: string
}

/** Events, and what follows from them. */
export interface Happening {
  readonly given: readonly Given[]
  readonly expected: readonly Expected[]
  /** How long the clock runs, ms: what comes later is not looked at. */
  readonly until: number
}

/** A text, and what it is to say. */
export interface Rendering {
  readonly snapshot: { readonly at: string; readonly profile: Properties; readonly entry: Properties }
  readonly texts: Readonly<Record<string, string>>
}

const instant = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/,
    'write an instant with its zone: 2026-01-31T10:00Z',
  )
const when = (what: string) => instant.meta({ description: what, examples: ['2026-01-31T10:00Z'] })
const properties = z.record(z.string(), z.json())
const identifier = z.string().regex(/^[a-z][a-z0-9_]*:.+$/, 'an identifier is type:value')
const whom = (what: string) => identifier.meta({ description: what, examples: ['user_id:ann'] })
const givenShape = {
  at: when('When it arrives.'),
  happened: when('When it happened; at, unless told.').optional(),
  event: z.string().min(1).meta({ description: 'Event; other keys are its properties.' }).optional(),
  traits: properties.meta({ description: 'What is told of the profile.' }).optional(),
  properties: properties.meta({ description: 'Properties whose names are keys of a test.' }).optional(),
  ids: z
    .record(z.string(), z.string())
    .meta({ description: 'Who does it, by where it stands in an event; one customer unless told.' })
    .optional(),
  link: whom('Command: becomes one with `with`.').optional(),
  with: whom('The other of link.').optional(),
  unlink: whom('Command: is let go.').optional(),
  erase: whom('Command: its profile is forgotten.').optional(),
}
/** Other keys of a given event are its properties. */
const givenSchema = z.object(givenShape).catchall(z.json())
const expectedSchema = z
  .object({
    at: when('When it is said, to the instant.'),
    who: whom('Of whom; the customer unless told.').optional(),
    channel: z.string().meta({ description: 'Channel of a send.' }).optional(),
  })
  .catchall(z.union([z.string(), z.null()]))
  .meta({ description: 'An instant and what happens then: entered, left, exited, send …' })

const named = { name: z.string().meta({ description: 'What it shows.' }).optional() }
const happeningSchema = z.strictObject({
  ...named,
  given: z.array(givenSchema).min(1).meta({ description: 'What happens, in the order in which it arrives.' }),
  expect: z.array(expectedSchema).default([]).meta({ description: 'All that follows, and nothing else.' }),
  until: when('How long the clock runs; to the last instant named, unless told.').optional(),
})
const renderingSchema = z.strictObject({
  ...named,
  given: z
    .strictObject({
      at: when('When it is sent.').optional(),
      profile: properties.meta({ description: 'Properties of the profile.' }).optional(),
      entry: properties.meta({ description: 'What stands under entry.' }).optional(),
    })
    .default({})
    .meta({ description: 'What the templates see.' }),
  expect: z
    .strictObject({
      subject: z.string().meta({ description: 'Text of the subject.' }).optional(),
      body: z.string().meta({ description: 'Text of the body.' }).optional(),
      parts: z.record(z.string(), z.string()).meta({ description: 'Texts of the parts.' }).optional(),
    })
    .meta({ description: 'The texts that come of it.' }),
})

/** What may be expected of a definition, by its kind. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  segment: ['entered', 'left'],
  journey: ['entered', 'exited', 'send', 'goal', 'suppressed'],
  identity: ['linked', 'unlinked', 'refused', 'shared', 'merged', 'erased'],
}

/** The schema of `tests` for a kind of definition; undefined when it can have none. */
export function testsSchema(kind: string): z.ZodType | undefined {
  const description = 'Tests of this definition: waymark check runs them.'
  if (kind === 'content') return z.array(renderingSchema).meta({ description })
  return WORDS[kind] === undefined ? undefined : z.array(happeningSchema).meta({ description })
}

/** Reads the tests of a definition; what is wrong with them is noted at the source. */
export function readTests(source: Source, catalogue: Catalogue | null): TestCase[] {
  const { tests, kind } = source
  if (tests === undefined) return []
  if (testsSchema(kind) === undefined) {
    source.problem(['tests'], `${kind} has no tests`)
    return []
  }
  if (!Array.isArray(tests)) {
    source.problem(['tests'], 'tests is a list of {given, expect}')
    return []
  }
  return tests.flatMap((test: unknown, i) => {
    const path = ['tests', i]
    const read = kind === 'content' ? readRendering(source, path, test) : readHappening(source, path, test)
    if (read === undefined) return []
    if ('given' in read && catalogue !== null) checkGiven(source, path, read.given, catalogue)
    const { name } = test as { name?: string }
    const entity = String(source.fields.entity ?? 'user')
    const place = source.placeOf(path)
    return [{ kind, definition: source.name, entity, name: name ?? String(i + 1), place, ...read }]
  })
}

function readRendering(source: Source, path: Path, test: unknown): Rendering | undefined {
  const fields = source.check(renderingSchema, path, test)
  if (fields === undefined) return undefined
  const { at = '2026-01-01', profile = {}, entry = {} } = fields.given
  const { subject, body, parts = {} } = fields.expect
  const texts = { subject, body, ...Object.fromEntries(Object.entries(parts)) }
  const said = Object.entries(texts).filter((text): text is [string, string] => text[1] !== undefined)
  return {
    snapshot: { at: new Date(at).toISOString(), profile: profile as Properties, entry: entry as Properties },
    texts: Object.fromEntries(said),
  }
}

function readHappening(source: Source, path: Path, test: unknown): Happening | undefined {
  const fields = source.check(happeningSchema, path, test)
  if (fields === undefined) return undefined
  const given = fields.given.map(readGiven)
  for (let i = 1; i < given.length; i++)
    if ((given[i]?.at ?? 0) < (given[i - 1]?.at ?? 0))
      source.problem([...path, 'given', i, 'at'], 'what is given stands in the order in which it arrives')
  const expected = fields.expect.map((item, i) => readExpected(source, [...path, 'expect', i], item))
  if (expected.some((item) => item === undefined)) return undefined
  const known = expected as Expected[]
  const instants = [...given, ...known].map(({ at }) => at)
  const until = fields.until === undefined ? Math.max(...instants) : Date.parse(fields.until)
  return { given, expected: known, until }
}

function readGiven(item: z.output<typeof givenSchema>): Given {
  const {
    at,
    happened,
    event,
    traits,
    properties: said,
    ids,
    link,
    with: other,
    unlink,
    erase,
    ...rest
  } = item
  const subject = link ?? unlink ?? erase
  const name = link !== undefined ? 'link' : unlink !== undefined ? 'unlink' : 'erase'
  return {
    at: Date.parse(at),
    happened: Date.parse(happened ?? at),
    properties: { ...(rest as Properties), ...(said as Properties | undefined) },
    ids: ids ?? null,
    ...(event !== undefined && { event }),
    ...(traits !== undefined && { traits: traits as Properties }),
    ...(subject !== undefined && { command: { name, subject, ...(other !== undefined && { other }) } }),
  }
}

function readExpected(
  source: Source,
  path: Path,
  { at, who, channel, ...rest }: z.output<typeof expectedSchema>,
): Expected | undefined {
  const words = WORDS[source.kind] ?? []
  const [entry, ...more] = Object.entries(rest)
  if (entry === undefined || more.length > 0) {
    source.problem(path, `what is expected is an instant and one of ${words.join(', ')}`)
    return undefined
  }
  const [word, detail] = entry
  if (!words.includes(word)) {
    source.problem([...path, word], `a ${source.kind} never says "${word}"${didYouMean(word, words)}`)
    return undefined
  }
  const more2 = { ...(who !== undefined && { who }), ...(channel !== undefined && { channel }) }
  return { at: Date.parse(at), word, detail: detail as string | null, ...more2 }
}

/** What is given must be what can come in: else a test proves nothing. */
function checkGiven(source: Source, path: Path, given: readonly Given[], catalogue: Catalogue): void {
  for (const [i, { event, properties: said, traits }] of given.entries()) {
    const at = [...path, 'given', i]
    if (event !== undefined) {
      const refusal = catalogue.refusal(event)
      if (refusal !== null) source.problem([...at, 'event'], refusal)
      else checkFields(source, at, said, catalogue.event(event))
    }
    if (traits !== undefined)
      checkFields(
        source,
        [...at, 'traits'],
        traits,
        catalogue.profile(String(source.fields.entity ?? 'user')),
      )
  }
}

function checkFields(source: Source, path: Path, fields: Properties, type: Type): void {
  if (type.kind !== 'map') return
  for (const [name, value] of Object.entries(fields)) {
    const known = type.fields?.get(name)
    if (known === undefined && !type.open)
      source.problem(
        [...path, name],
        `${type.title ?? 'this map'} has no "${name}"${didYouMean(name, type.fields?.keys() ?? [])}`,
      )
    if (known !== undefined && !fits(value, known))
      source.problem([...path, name], `${name} is ${describe(known)} in the catalogue`)
  }
}

function fits(value: Value, type: Type): boolean {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string'
    case 'bool':
      return typeof value === 'boolean'
    case 'double':
    case 'int':
      return typeof value === 'number'
    case 'list':
      return Array.isArray(value) && value.every((item) => fits(item, type.of))
    case 'map':
      return value !== null && typeof value === 'object' && !Array.isArray(value)
    default:
      return true
  }
}
