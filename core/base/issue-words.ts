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
      message: `unknown key "${key}"${didYouMean(key, known)}`,
    }))
  }
  if (value === undefined && name !== undefined)
    return [{ path: path.slice(0, -1), message: `${name} is missing${kindWords(issue, ': it is ')}` }]
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
  return [{ path, message: `${wanted}, not ${shown(value)}${hint}` }]
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

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let node = value
  for (const key of path)
    node = node !== null && typeof node === 'object' ? (node as Record<string, unknown>)[key] : undefined
  return node
}

interface Schema {
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
  const { shape, def } = (schema ?? {}) as Schema
  if (def?.innerType !== undefined) return keysAt(def.innerType, path)
  if (def?.options !== undefined) return def.options.flatMap((option) => keysAt(option, path))
  const [key, ...rest] = path
  if (key === undefined) return Object.keys(shape ?? {})
  return keysAt(shape?.[key] ?? def?.element ?? def?.valueType, rest)
}

/** How far what was written is from one way of a choice: a wrong kind of value is further than a key. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, { code, path }) => sum + (code === 'invalid_type' && path.length === 0 ? 100 : 1),
    0,
  )
}
