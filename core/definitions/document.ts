import { type Document, isMap, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml'
import type { z } from 'zod'
import { fullWidthAdvice } from '../base/full-width.js'
import { hashId } from '../base/hash.js'
import { issueWords } from '../base/issue-words.js'
import { type Path, Places } from './places.js'
import { bare, yamlMistake } from './yaml-advice.js'

/** A mistake in a definition file, where a person finds it. Lines and columns count from 1. */
export interface Problem {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** One definition as it was written: its fields, and where each of them stands. */
export class Source {
  readonly file: string
  readonly kind: string
  readonly name: string
  /** All but its tests. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What stands under `tests`; undefined when it has none. */
  readonly tests: unknown
  /** Hash of the content: two texts that say the same have the same version. */
  readonly version: string
  readonly #places: Places
  readonly #problems: Problem[]

  constructor(file: FileText, document: Document, lines: LineCounter, problems: Problem[]) {
    this.file = file.path
    this.#places = new Places(file.text, document, lines)
    this.#problems = problems
    const { tests, ...fields } = (document.toJS() ?? {}) as Record<string, unknown>
    this.fields = fields
    this.tests = tests
    this.kind = String(this.fields.kind ?? '')
    this.name = String(this.fields.name ?? '')
    this.version = hashId(canonical(fields)).slice(0, 12)
  }

  /**
   * Notes a mistake at the deepest node that `path` leads to.
   * @param offset in the text that stands there, in characters
   */
  problem(path: Path, message: string, offset?: number): void {
    this.#problems.push({ path: this.file, ...this.#places.of(path, offset), message })
  }

  /** `file:line:column` of the deepest node that `path` leads to. */
  placeOf(path: Path): string {
    const { line, column } = this.#places.of(path)
    return `${this.file}:${line}:${column}`
  }

  /** Checks a part against a schema; undefined when it does not fit (the mistakes are noted). */
  check<T>(schema: z.ZodType<T>, path: Path, value: unknown): T | undefined {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues)
      for (const words of issueWords(issue, { schema, value })) {
        const at = [...path, ...words.path]
        this.problem(at, at.length === 0 ? `${this.kind}: ${words.message}` : words.message)
      }
    return undefined
  }
}

/** A file, as far as it matters what it says. */
export interface FileText {
  readonly path: string
  readonly text: string
}

/** Splits a file into its definitions; what is no YAML becomes a problem. */
export function readSources(file: FileText, problems: Problem[]): Source[] {
  const { path, text } = file
  const lines = new LineCounter()
  const sources: Source[] = []
  const problem = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset)
    problems.push({ path, line: Math.max(1, line), column: Math.max(1, col), message })
  }
  for (const document of parseDocuments(text, lines, problem)) {
    for (const { offset, message } of mistakesIn(document, file, lines)) problem(offset, message)
    const { contents } = document
    if (document.errors.length > 0 || contents === null || (isScalar(contents) && contents.value === null))
      continue
    if (!isMap(contents)) problem(contents.range?.[0] ?? 0, noMap(bare(text)))
    else if (checkAliases(document, problem)) sources.push(new Source(file, document, lines, problems))
  }
  return sources
}

/** The place, as the YAML parser says it once more in its messages. */
const AT_END = / at line \d+, column \d+:?$/

/** One mistake of each line: what follows from it is none of its own. */
function mistakesIn(
  { errors }: Document,
  { text }: FileText,
  lines: LineCounter,
): { offset: number; message: string }[] {
  const first = new Map<number, { offset: number; message: string }>()
  for (const { pos, message } of errors) {
    const { line } = lines.linePos(pos[0])
    const said = message.split('\n')[0]?.replace(AT_END, '') ?? message
    if (!first.has(line))
      first.set(line, { offset: pos[0], message: yamlMistake(said, text.split('\n')[line - 1] ?? '') })
  }
  return [...first.values()]
}

function noMap(text: string): string {
  const foreign = fullWidthAdvice(text)
  return `a definition is a map with kind and name${foreign === '' ? '' : `: ${foreign}`}`
}

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
