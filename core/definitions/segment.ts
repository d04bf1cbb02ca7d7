import { z } from 'zod'
import { didYouMean } from '../base/did-you-mean.js'
import { hashId } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import type { Symbols } from '../event/symbols.js'
import type { Compiled, Expression, Roots } from './cel.js'
import { canonical, type Source } from './document.js'
import { formatDuration, parseDuration } from './duration.js'
import type { Expressions } from './expressions.js'
import type { Path } from './places.js'

/** A rolling window over events of one name; equal ones are shared by all segments that use them. */
export interface Window {
  /** Place in `Definitions.windows`. */
  readonly number: number
  /** Hash of its content: the name under which its state travels between partitions and versions. */
  readonly key: string
  readonly kind: 'count' | 'sum' | 'absent'
  /** Kind of the profiles that have it: `user`, `account`. */
  readonly entity: string
  /** Symbol of the event's name. */
  readonly event: number
  readonly where: Expression | null
  /** What a `sum` adds up. */
  readonly of: Expression | null
  /** At instant t the window holds the events with t - withinMs < time <= t. */
  readonly withinMs: number
  readonly comparison: Comparison | null
  /** `count`: newest entries that are enough to know the truth. Infinity for the others. */
  readonly keep: number
  readonly label: string
}

export interface Comparison {
  readonly operator: '>=' | '>' | '<=' | '<' | '==' | '!='
  readonly threshold: number
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly window: number }
  | { readonly profile: Expression }
  | { readonly segment: number }

export interface Segment {
  readonly number: number
  readonly name: string
  readonly version: string
  /** Kind of the profiles that can be in it: `user`, `account`. */
  readonly entity: string
  readonly condition: Condition
  /** Windows that it looks at, in itself (not through other segments). */
  readonly windows: readonly number[]
  readonly readsProfile: boolean
  /** Segments that it looks at; all have smaller numbers. */
  readonly segments: readonly number[]
}

/** What compiling gathers over all definitions. */
export interface CompileContext {
  readonly symbols: Symbols
  readonly expressions: Expressions
  readonly windows: Window[]
  readonly segmentNumbers: ReadonlyMap<string, number>
  readonly segmentNames: readonly string[]
  /** Entity kind of each segment, by number. */
  readonly segmentEntities: readonly string[]
  readonly timeScale: number
}

const name = z.string().regex(/^[a-z][a-z0-9_-]{0,80}$/, 'a name is small letters, digits, - and _')
export const segmentSchema = z.strictObject({
  kind: z.literal('segment'),
  name,
  description: z.string().optional(),
  entity: z.string().default('user'),
  where: z.unknown().optional(),
})
const windowSchema = z.strictObject({
  event: z.string().min(1),
  where: z.string().optional(),
  within: z.string(),
  is: z.string(),
})
const sumSchema = windowSchema.extend({ of: z.string() })
const absentSchema = z.strictObject({
  event: z.string().min(1),
  where: z.string().optional(),
  for: z.string(),
})

/** What a leaf over events may have, by its kind. */
export const LEAF_SCHEMAS = { count: windowSchema, sum: sumSchema, absent: absentSchema } as const

export const CONDITIONS = ['all', 'any', 'not', 'count', 'sum', 'absent', 'profile', 'segment'] as const

/** Names of the segments that a segment's `where` mentions, for ordering; wrong shapes are passed over. */
export function mentionedSegments(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return []
  if (Array.isArray(node)) return node.flatMap(mentionedSegments)
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'segment' && typeof value === 'string' ? [value] : mentionedSegments(value),
  )
}

/** Compiles one segment; undefined when it has mistakes (they are noted at the source). */
export function compileSegment(source: Source, number: number, context: CompileContext): Segment | undefined {
  const fields = source.check(segmentSchema, [], source.fields)
  if (fields === undefined) return undefined
  const compiler = new ConditionCompiler(source, context, fields.entity)
  const condition = compiler.compile(fields.where, ['where'])
  if (condition === undefined) return undefined
  const { windows, segments, readsProfile } = compiler
  return {
    number,
    name: fields.name,
    version: source.version,
    entity: fields.entity,
    condition,
    windows: [...windows],
    segments: [...segments],
    readsProfile,
  }
}

class ConditionCompiler {
  readonly windows = new Set<number>()
  readonly segments = new Set<number>()
  readsProfile = false
  readonly #source: Source
  readonly #context: CompileContext
  readonly #entity: string

  constructor(source: Source, context: CompileContext, entity: string) {
    this.#source = source
    this.#context = context
    this.#entity = entity
  }

  compile(node: unknown, path: Path): Condition | undefined {
    const keys = node !== null && typeof node === 'object' && !Array.isArray(node) ? Object.keys(node) : []
    const key = keys[0]
    if (keys.length !== 1 || key === undefined) {
      this.#source.problem(path, `a condition has exactly one of ${CONDITIONS.join(', ')}`)
      return undefined
    }
    const value = (node as Record<string, unknown>)[key]
    const at = [...path, key]
    switch (key) {
      case 'all':
      case 'any':
        return this.#list(key, value, at)
      case 'not': {
        const inner = this.compile(value, at)
        return inner === undefined ? undefined : { not: inner }
      }
      case 'count':
      case 'sum':
      case 'absent':
        return this.#window(key, value, at)
      case 'profile':
        return this.#profile(value, at)
      case 'segment':
        return this.#segment(value, at)
      default:
        this.#source.problem(at, `unknown condition "${key}"${didYouMean(key, CONDITIONS)}`)
        return undefined
    }
  }

  #list(key: 'all' | 'any', value: unknown, path: Path): Condition | undefined {
    if (!Array.isArray(value) || value.length === 0) {
      this.#source.problem(path, `${key} wants a list of conditions`)
      return undefined
    }
    const inner = value.map((item, i) => this.compile(item, [...path, i]))
    if (inner.some((item) => item === undefined)) return undefined
    return (key === 'all' ? { all: inner } : { any: inner }) as Condition
  }

  #profile(value: unknown, path: Path): Condition | undefined {
    if (typeof value !== 'string') {
      this.#source.problem(path, 'profile wants an expression, like: profile.tier == "gold"')
      return undefined
    }
    const compiled = expressionAt(this.#source, path, value, this.#context, ['profile'])
    if (compiled === undefined) return undefined
    this.readsProfile = true
    return { profile: compiled.evaluate }
  }

  #segment(value: unknown, path: Path): Condition | undefined {
    const number = this.#context.segmentNumbers.get(String(value))
    if (number === undefined) {
      const hint = didYouMean(String(value), this.#context.segmentNames)
      this.#source.problem(path, `no segment is named "${String(value)}"${hint}`)
      return undefined
    }
    const entity = this.#context.segmentEntities[number]
    if (entity !== this.#entity)
      this.#source.problem(path, `segment "${String(value)}" is of ${entity}s, this one of ${this.#entity}s`)
    this.segments.add(number)
    return { segment: number }
  }

  #window(kind: Window['kind'], value: unknown, path: Path): Condition | undefined {
    const schema = kind === 'count' ? windowSchema : kind === 'sum' ? sumSchema : absentSchema
    const fields = this.#source.check(schema as z.ZodType<WindowFields>, path, value)
    if (fields === undefined) return undefined
    const { timeScale } = this.#context
    const durationKey = kind === 'absent' ? 'for' : 'within'
    const ms = durationAt(this.#source, [...path, durationKey], fields[durationKey] ?? '', timeScale)
    const comparison = kind === 'absent' ? null : this.#comparison(kind, fields.is ?? '', [...path, 'is'])
    const where =
      fields.where === undefined
        ? null
        : expressionAt(this.#source, [...path, 'where'], fields.where, this.#context, ['event'])
    const of =
      fields.of === undefined
        ? null
        : expressionAt(this.#source, [...path, 'of'], fields.of, this.#context, ['event'])
    if (ms === undefined || comparison === undefined || where === undefined || of === undefined)
      return undefined
    const number = this.#share(kind, fields, ms, comparison, where?.evaluate ?? null, of?.evaluate ?? null)
    this.windows.add(number)
    return { window: number }
  }

  #comparison(kind: Window['kind'], text: string, path: Path): Comparison | undefined {
    const comparison = comparisonAt(this.#source, path, text)
    if (kind !== 'count' || comparison === undefined) return comparison
    if (keepOf(comparison) <= LIMITS.windowEntriesMax) return comparison
    this.#source.problem(path, `a window keeps ${LIMITS.windowEntriesMax} events: it cannot count further`)
    return undefined
  }

  /** The number of an equal window, or of a new one. */
  #share(
    kind: Window['kind'],
    fields: WindowFields,
    withinMs: number,
    comparison: Comparison | null,
    where: Expression | null,
    of: Expression | null,
  ): number {
    const { windows, symbols } = this.#context
    const { is: _, within: __, for: ___, ...content } = fields
    const keep = kind === 'count' && comparison !== null ? keepOf(comparison) : Number.POSITIVE_INFINITY
    const key = hashId(canonical({ kind, entity: this.#entity, ...content, withinMs, comparison })).slice(
      0,
      16,
    )
    const shared = windows.find((window) => window.key === key)
    if (shared !== undefined) return shared.number
    const number = windows.length
    const label = `${kind} of ${fields.event} ${fields.is ?? ''} in ${formatDuration(withinMs)}`
    const event = symbols.intern(fields.event)
    windows.push({
      number,
      key,
      kind,
      entity: this.#entity,
      event,
      where,
      of,
      withinMs,
      comparison,
      keep,
      label,
    })
    return number
  }
}

interface WindowFields {
  event: string
  where?: string | undefined
  of?: string | undefined
  within?: string | undefined
  for?: string | undefined
  is?: string | undefined
}

/** Newest timestamps that decide a comparison of a count: one more than the threshold where that matters. */
function keepOf({ operator, threshold }: Comparison): number {
  return operator === '>=' || operator === '<' ? Math.max(1, Math.ceil(threshold)) : Math.floor(threshold) + 1
}

/** Compiles an expression, or notes what is wrong with it. */
export function expressionAt(
  source: Source,
  path: Path,
  text: string,
  { expressions }: Pick<CompileContext, 'expressions'>,
  roots: Roots,
): Compiled | undefined {
  return expressions.compile(source, path, text, roots)
}

/** Reads a duration, or notes what is wrong with it. Milliseconds, divided by the time scale. */
export function durationAt(source: Source, path: Path, text: string, timeScale: number): number | undefined {
  const ms = parseDuration(text)
  if (ms !== null && ms > 0 && ms <= LIMITS.durationMsMax) return Math.max(1, Math.round(ms / timeScale))
  source.problem(path, `"${text}" is no duration: write 30m, 12h, 90d; a century at most`)
  return undefined
}

function comparisonAt(source: Source, path: Path, text: string): Comparison | undefined {
  const match = /^\s*(>=|<=|==|!=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  if (match === null) {
    source.problem(path, `"${text}" is no comparison: write '>= 3'`)
    return undefined
  }
  const operator = (match[1] === '=' ? '==' : match[1]) as Comparison['operator']
  return { operator, threshold: Number(match[2]) }
}

/** Truth of a comparison. */
export function compares({ operator, threshold }: Comparison, value: number): boolean {
  switch (operator) {
    case '>=':
      return value >= threshold
    case '>':
      return value > threshold
    case '<=':
      return value <= threshold
    case '<':
      return value < threshold
    case '==':
      return value === threshold
    case '!=':
      return value !== threshold
  }
}
