import { didYouMean } from './did-you-mean.js'

/** What a schema found wrong, as zod says it; by shape, since a plugin may bring a zod of its own. */
interface Issue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly expected?: unknown
  readonly origin?: string | undefined
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly keys?: readonly string[] | undefined
  readonly values?: readonly unknown[] | undefined
  readonly errors?: readonly (readonly Issue[])[] | undefined
}

/** One mistake in the words of who wrote it, with the way to the place. */
export interface IssueWords {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
}

/** Keys that are taken for each other. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['within', 'for', 'during', 'window', 'period', 'range', 'timeframe'],
  ['where', 'filter', 'filters', 'condition', 'conditions', 'when', 'if'],
  ['of', 'field', 'property', 'by'],
  ['is', 'value', 'threshold', 'operator', 'compare'],
  ['do', 'then', 'steps', 'actions'],
  ['otherwise', 'else', 'default'],
  ['content', 'template', 'message', 'text'],
  ['body', 'text', 'message', 'html'],
  ['timezone', 'zone', 'tz'],
  ['trigger', 'start', 'on'],
]

/** The known key that is meant by a word of the same sense, as a hint; or ''. */
function synonym(unknown: string, known: readonly string[]): string {
  const group = SYNONYMS.find(
    (words) => words.includes(unknown) && words.some((word) => known.includes(word)),
  )
  const meant = group?.find((word) => known.includes(word))
  return meant === undefined ? '' : ` (did you mean "${meant}"?)`
}

/** What was checked, and against what. */
export interface Checked {
  readonly schema: unknown
  readonly value: unknown
}

/**
 * What a schema found wrong, in words: `within is missing`, `unknown key "wthin" (did you mean "within"?)`.
 * Of a choice it takes the way that is nearest to what was written.
 */
export function issueWords(issue: Issue, checked: Checked): IssueWords[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  const name = path.at(-1)
  const value = valueAt(checked.value, path)
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(checked.schema, path)
    return (issue.keys ?? []).map((key) => ({
      path: [...path, key],
      message: `unknown key "${key}"${didYouMean(key, known) || synonym(key, known)}`,
    }))
  }
  if (value === undefined && name !== undefined)
    return [
      {
        path: path.slice(0, -1),
        message: `${name} is missing${kindWords(issue, ': it is ')}${exampleAt(checked.schema, path)}`,
      },
    ]
  if (issue.code === 'invalid_union') {
    const nearest = [...(issue.errors ?? [])].sort((x, y) => distance(x) - distance(y))[0] ?? []
    const words = nearest.flatMap((inner) =>
      issueWords({ ...inner, path: [...issue.path, ...inner.path] }, checked),
    )
    if (words.length > 0) return words
  }
  const subject = typeof name === 'string' ? name : 'this'
  const size = sizeWords(issue, subject)
  if (size !== undefined) return [{ path, message: size }]
  const wanted = kindWords(issue, typeof name === 'string' ? `${name} is ` : 'this is ')
  if (wanted === '')
    return [{ path, message: `${typeof name === 'string' ? `${name}: ` : ''}${issue.message}` }]
  const hint = typeof value === 'string' ? didYouMean(value, (issue.values ?? []).map(String)) : ''
  const items = issue.expected === 'array' && isMap(value) ? ': begin each of its items with -' : ''
  const example = issue.code === 'invalid_type' ? exampleAt(checked.schema, path) : ''
  return [{ path, message: `${wanted}${example}, not ${shown(value)}${hint}${items}` }]
}

/** How a value is written, as its schema shows it: ` like '>= 3'`; or ''. */
function exampleAt(schema: unknown, path: readonly (string | number)[]): string {
  const [example] = examplesOf(schemaAt(schema, path))
  if (example === undefined) return ''
  if (typeof example !== 'string') return ` like ${JSON.stringify(example)}`
  // What YAML would take for something else stands in quotes.
  return /^[\w$][^:#]*$/.test(example) ? ` like ${example}` : ` like '${example}'`
}

function examplesOf(schema: unknown): readonly unknown[] {
  const { meta, def } = (schema ?? {}) as Schema
  const examples = meta?.call(schema)?.examples
  if (Array.isArray(examples)) return examples
  return def?.innerType === undefined ? [] : examplesOf(def.innerType)
}

function kindWords({ code, expected, values = [] }: Issue, before: string): string {
  if (code === 'invalid_type') return `${before}${TYPE_WORDS[String(expected)] ?? String(expected)}`
  if (code !== 'invalid_value' || values.length === 0) return ''
  return `${before}${values.length === 1 ? '' : 'one of '}${values.map(String).join(', ')}`
}

/** Of what is too much or too little. */
function sizeWords({ code, origin, minimum, maximum }: Issue, subject: string): string | undefined {
  if (code !== 'too_small' && code !== 'too_big') return undefined
  const bound = code === 'too_small' ? `at least ${String(minimum)}` : `at most ${String(maximum)}`
  if (origin === 'string') return minimum === 1 ? `${subject} is empty` : `${subject} wants ${bound} letters`
  if (origin === 'array' || origin === 'set') return `${subject} wants ${bound} items`
  return origin === 'number' || origin === 'int' ? `${subject} is ${bound}` : undefined
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (value !== null && typeof value === 'object') return 'a map'
  const text = typeof value === 'string' ? `"${value}"` : String(value)
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`
}

function isMap(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let node = value
  for (const key of path)
    node = node !== null && typeof node === 'object' ? (node as Record<string, unknown>)[key] : undefined
  return node
}

interface Schema {
  readonly meta?: () => { readonly examples?: unknown } | undefined
  readonly shape?: Readonly<Record<string, unknown>>
  readonly def?: {
    readonly innerType?: unknown
    readonly element?: unknown
    readonly valueType?: unknown
    readonly options?: readonly unknown[]
  }
}

/** The keys of the map that a schema wants at a place. */
function keysAt(schema: unknown, path: readonly (string | number)[]): string[] {
  return schemasAt(schema, path).flatMap((found) => Object.keys((found as Schema).shape ?? {}))
}

/** The schema of a place; undefined when there is none, or a choice of several. */
function schemaAt(schema: unknown, path: readonly (string | number)[]): unknown {
  const found = schemasAt(schema, path, true)
  return found.length === 1 ? found[0] : undefined
}

/** Schemas that a place may have; a choice counts as its ways, but as itself at the end when `whole`. */
function schemasAt(schema: unknown, path: readonly (string | number)[], whole = false): unknown[] {
  const { shape, def } = (schema ?? {}) as Schema
  const [key, ...rest] = path
  if (key === undefined && whole) return schema === undefined ? [] : [schema]
  if (def?.innerType !== undefined) return schemasAt(def.innerType, path, whole)
  if (def?.options !== undefined) return def.options.flatMap((option) => schemasAt(option, path, whole))
  if (key === undefined) return schema === undefined ? [] : [schema]
  return schemasAt(shape?.[key] ?? def?.element ?? def?.valueType, rest, whole)
}

/** How far what was written is from one way of a choice: a wrong kind of value is further than a key. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, { code, path }) => sum + (code === 'invalid_type' && path.length === 0 ? 100 : 1),
    0,
  )
}
