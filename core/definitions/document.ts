import { type Document, isMap, isNode, LineCounter, parseAllDocuments } from 'yaml'
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
    for (const issue of parsed.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
      const at = [...path, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
      if (keys.length > 0) for (const key of keys) this.problem([...at, key], `unknown key "${key}"`)
      else this.problem(at, `${String(at.at(-1) ?? this.kind)}: ${issue.message}`)
    }
    return undefined
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
  for (const document of parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true })) {
    if ('empty' in document && document.empty === true) continue
    for (const error of document.errors) {
      const { line, col } = lines.linePos(error.pos[0])
      problems.push({ path: file, line, column: col, message: error.message.split('\n')[0] ?? error.message })
    }
    if (document.errors.length > 0 || document.contents === null) continue
    if (!isMap(document.contents))
      problems.push({ path: file, line: 1, column: 1, message: 'a definition is a map with kind and name' })
    else sources.push(new Source(file, document as Document, lines, problems))
  }
  return sources
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
