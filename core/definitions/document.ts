import { type Document, isMap, isNode, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml'
import type { z } from 'zod'
import { hashId } from '../base/hash.js'

/** A mistake in a definition file, where a person finds it. Lines and columns count from 1. */
export interface Problem {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
}

export type Path = readonly (string | number)[]

/** One definition as it was written: its fields, and where each of them stands. */
export class Source {
  readonly file: string
  readonly kind: string
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  /** Hash of the content: two texts that say the same have the same version. */
  readonly version: string
  readonly #document: Document
  readonly #lines: LineCounter
  readonly #problems: Problem[]

  constructor(file: string, document: Document, lines: LineCounter, problems: Problem[]) {
    this.file = file
    this.#document = document
    this.#lines = lines
    this.#problems = problems
    this.fields = document.toJS() as Record<string, unknown>
    this.kind = String(this.fields.kind ?? '')
    this.name = String(this.fields.name ?? '')
    const { tests: _, ...meaning } = this.fields
    this.version = hashId(canonical(meaning)).slice(0, 12)
  }

  /** Notes a mistake at the deepest node that `path` leads to. */
  problem(path: Path, message: string): void {
    this.#problems.push({ path: this.file, ...this.#place(path), message })
  }

  /** Checks a part against a schema; undefined when it does not fit (the mistakes are noted). */
  check<T>(schema: z.ZodType<T>, path: Path, value: unknown): T | undefined {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) this.#issue(issue, path)
    return undefined
  }

  /** Of a choice, what is wrong with the way that is nearest to what was written. */
  #issue(issue: z.core.$ZodIssue, path: Path): void {
    const at = [...path, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) this.problem([...at, key], `unknown key "${key}"`)
      return
    }
    const ways = issue.code === 'invalid_union' ? [...issue.errors] : []
    const nearest = ways.sort((x, y) => x.length - y.length)[0]
    if (nearest === undefined) this.problem(at, `${String(at.at(-1) ?? this.kind)}: ${issue.message}`)
    else for (const inner of nearest) this.#issue(inner, at)
  }

  #place(path: Path): { line: number; column: number } {
    for (let length = path.length; length >= 0; length--) {
      const offset = this.#offset(path.slice(0, length))
      if (offset !== undefined) {
        const { line, col } = this.#lines.linePos(offset)
        return { line, column: col }
      }
    }
    return { line: 1, column: 1 }
  }

  /** Of a key the place of the key, of a list item the place of the item. */
  #offset(path: Path): number | undefined {
    const parent = this.#document.getIn(path.slice(0, -1), true)
    if (path.length > 0 && isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === String(path.at(-1)))
      return isNode(pair?.key) ? pair.key.range?.[0] : undefined
    }
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true)
    return isNode(node) ? node.range?.[0] : undefined
  }
}

/** Splits a file into its definitions; what is no YAML becomes a problem. */
export function readSources(file: string, text: string, problems: Problem[]): Source[] {
  const lines = new LineCounter()
  const sources: Source[] = []
  const problem = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset)
    problems.push({ path: file, line: Math.max(1, line), column: Math.max(1, col), message })
  }
  for (const document of parseDocuments(text, lines, problem)) {
    for (const error of document.errors)
      problem(error.pos[0], error.message.split('\n')[0]?.replace(AT_END, '') ?? error.message)
    const { contents } = document
    if (document.errors.length > 0 || contents === null || (isScalar(contents) && contents.value === null))
      continue
    if (!isMap(contents)) problem(contents.range?.[0] ?? 0, 'a definition is a map with kind and name')
    else if (checkAliases(document, problem)) sources.push(new Source(file, document, lines, problems))
  }
  return sources
}

/** The place, as the YAML parser says it once more in its messages. */
const AT_END = / at line \d+, column \d+:?$/

type Note = (offset: number, message: string) => void

function parseDocuments(text: string, lines: LineCounter, problem: Note): Document[] {
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true })
    return 'empty' in documents ? [] : (documents as Document[])
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    problem(0, 'nested too deeply')
    return []
  }
}

/** False when its aliases make it unreadable: they stand for nothing, for themselves, for too much. */
function checkAliases(document: Document, problem: Note): boolean {
  let fine = true
  const fail = (offset: number, message: string) => {
    fine = false
    problem(offset, message)
  }
  visit(document, {
    Alias(_, alias) {
      const at = alias.range?.[0] ?? 0
      const range = alias.resolve(document)?.range
      if (range === undefined || range === null)
        fail(at, `nothing is anchored as &${alias.source}: put a text that begins with * in quotes`)
      else if (range[0] <= at && at < range[2]) fail(at, `*${alias.source} stands for what it stands in`)
    },
  })
  if (!fine) return false
  try {
    document.toJS()
  } catch (error) {
    fail(0, error instanceof Error ? error.message : String(error))
  }
  return fine
}

/** JSON with sorted keys: equal meanings give equal texts. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** The known name nearest to an unknown one, as a hint: ` (did you mean "x"?)` or ''. */
export function didYouMean(unknown: string, known: Iterable<string>): string {
  let best = ''
  let bestDistance = Math.max(2, Math.floor(unknown.length / 3)) + 1
  for (const name of known) {
    const distance = editDistance(unknown.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best === '' ? '' : ` (did you mean "${best}"?)`
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
