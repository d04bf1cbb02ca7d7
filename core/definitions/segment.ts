import { z } from 'zod'
import { didYouMean } from '../base/did-you-mean.js'
import { TimeZone, type TimeZones, zoneAdvice } from '../base/time-zone.js'
import type { Symbols } from '../event/symbols.js'
import type { Expression } from './cel.js'
import type { Source } from './document.js'
import type { Expressions } from './expressions.js'
import { description, duration, entity, name } from './fields.js'
import { compileLeaf, type LeafContext, WINDOW_KINDS } from './leaf.js'
import { durationAt, expressionAt } from './parts.js'
import type { Path } from './places.js'
import type { TallyPlan, Window, WindowKind } from './window.js'

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly window: number }
  | { readonly profile: Expression; readonly text: string; readonly reads: readonly string[] }
  | { readonly tag: string }
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
  /** How far back its windows are filled when they are new to a running cluster, ms; 0: they begin empty. */
  readonly backfillMs: number
}

/** What compiling gathers over all definitions. */
export interface CompileContext {
  readonly symbols: Symbols
  readonly expressions: Expressions
  readonly windows: Window[]
  /** Windows that count together, by what they have in common. */
  readonly tallies: Map<string, TallyPlan>
  readonly segmentNumbers: ReadonlyMap<string, number>
  readonly segmentNames: readonly string[]
  /** Entity kind of each segment, by number. */
  readonly segmentEntities: readonly string[]
  readonly timeScale: number
  readonly zones: TimeZones
}

export const segmentSchema = z.strictObject({
  kind: z.literal('segment'),
  name,
  description: description.optional(),
  entity,
  lateness: duration('Events that come later than this after they happened do not count.', '1d').optional(),
  backfill: duration(
    'How far back new windows are filled from the logs; not told: they begin empty.',
    '7d',
  ).optional(),
  timezone: z
    .union([
      z.string().meta({ description: 'Of all customers.', examples: ['Asia/Shanghai'] }),
      z.strictObject({
        property: z
          .string()
          .min(1)
          .meta({ description: 'Property of the profile that names the zone.', examples: ['timezone'] }),
        default: z
          .string()
          .default('UTC')
          .meta({ description: 'Zone of those without one.', examples: ['Asia/Shanghai'] }),
      }),
    ])
    .meta({
      description: 'Time zone of windows by the calendar (during); UTC unless told.',
      examples: ['Asia/Shanghai'],
    })
    .optional(),
  where: z.unknown().optional(),
})

export const CONDITIONS = ['all', 'any', 'not', ...WINDOW_KINDS, 'profile', 'tag', 'segment'] as const
const TAGS = 'tags'

/** Names of the segments that a segment's `where` mentions, for ordering; wrong shapes are passed over. */
export function mentionedSegments(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return []
  if (Array.isArray(node)) return node.flatMap(mentionedSegments)
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'segment' && typeof value === 'string' ? [value] : mentionedSegments(value),
  )
}

/**
 * Compiles one segment; undefined when it has mistakes. All of them are noted at the source: one in its head
 * hides none in its conditions.
 */
export function compileSegment(source: Source, number: number, context: CompileContext): Segment | undefined {
  const fields = source.check(segmentSchema, [], source.fields)
  const latenessMs = spanAt(source, 'lateness', Number.POSITIVE_INFINITY, context)
  const backfillMs = spanAt(source, 'backfill', 0, context)
  const { timezone, where } = source.fields
  const entity = fields?.entity ?? String(source.fields.entity ?? 'user')
  const zone = zoneAt(
    source,
    fields?.timezone ?? (typeof timezone === 'string' ? timezone : undefined),
    entity,
    context,
  )
  const compiler = new ConditionCompiler(source, context, {
    ...context,
    entity,
    latenessMs: latenessMs ?? Number.POSITIVE_INFINITY,
    zone,
  })
  if (where === undefined) source.problem([], 'where is missing: it says who is in the segment')
  const condition = where === undefined ? undefined : compiler.compile(where, ['where'])
  const { windows, segments, readsProfile } = compiler
  if (fields === undefined || latenessMs === undefined || backfillMs === undefined || condition === undefined)
    return undefined
  return {
    number,
    name: fields.name,
    version: source.version,
    entity,
    condition,
    windows: [...windows],
    segments: [...segments],
    readsProfile,
    backfillMs,
  }
}

/** A duration of the head; what it is when it is not there. Undefined: it is none, and noted. */
function spanAt(
  source: Source,
  key: 'lateness' | 'backfill',
  missing: number,
  { timeScale }: CompileContext,
): number | undefined {
  const text = source.fields[key]
  return typeof text === 'string' ? durationAt(source, [key], text, timeScale) : missing
}

class ConditionCompiler {
  readonly windows = new Set<number>()
  readonly segments = new Set<number>()
  readsProfile = false
  readonly #source: Source
  readonly #context: CompileContext
  readonly #leaves: LeafContext

  constructor(source: Source, context: CompileContext, leaves: LeafContext) {
    this.#source = source
    this.#context = context
    this.#leaves = leaves
  }

  compile(node: unknown, path: Path): Condition | undefined {
    const keys = node !== null && typeof node === 'object' && !Array.isArray(node) ? Object.keys(node) : []
    const key = keys[0]
    if (keys.length !== 1 || key === undefined) {
      this.#source.problem(
        path,
        `a condition has exactly one of ${CONDITIONS.join(', ')}${apart(node, keys)}`,
      )
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
      case 'profile':
        return this.#profile(value, at)
      case 'tag':
        return this.#tag(value, at)
      case 'segment':
        return this.#segment(value, at)
      default:
        if (isWindowKind(key)) return this.#window(key, value, at)
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
    return { profile: compiled.evaluate, text: value, reads: [...compiled.reads.profile] }
  }

  /** A text among the `tags` of the profile. */
  #tag(value: unknown, path: Path): Condition | undefined {
    if (typeof value !== 'string' || value === '') {
      this.#source.problem(path, 'tag wants a text, like: vip')
      return undefined
    }
    this.readsProfile = true
    return { tag: value }
  }

  #segment(value: unknown, path: Path): Condition | undefined {
    const number = this.#context.segmentNumbers.get(String(value))
    if (number === undefined) {
      const hint = didYouMean(String(value), this.#context.segmentNames)
      this.#source.problem(path, `no segment is named "${String(value)}"${hint}`)
      return undefined
    }
    const entity = this.#context.segmentEntities[number]
    const own = this.#leaves.entity
    if (entity !== own)
      this.#source.problem(path, `segment "${String(value)}" is of ${entity}s, this one of ${own}s`)
    this.segments.add(number)
    return { segment: number }
  }

  #window(kind: WindowKind, value: unknown, path: Path): Condition | undefined {
    const number = compileLeaf(this.#source, this.#leaves, kind, value, path)
    if (number === undefined) return undefined
    this.windows.add(number)
    const { calendar } = this.#leaves.windows[number] as Window
    if (calendar !== null && calendar.property !== null) this.readsProfile = true
    return { window: number }
  }
}

/** What was meant where several stand in the place of one condition. */
function apart(node: unknown, keys: readonly string[]): string {
  if (Array.isArray(node)) return ': a list of them stands under all:, or any:'
  const known = keys.filter((key) => (CONDITIONS as readonly string[]).includes(key))
  const [first, ...more] = known
  if (first === undefined) return ''
  if (more.length > 0) return `: ${known.join(' and ')} go into a list under all:, or any:`
  const others = keys.filter((key) => key !== first)
  const isEmpty = (node as Record<string, unknown>)[first] === null
  return isEmpty ? `: ${others.join(', ')} belong under ${first}:, indented further` : ''
}

function isWindowKind(key: string): key is WindowKind {
  return (WINDOW_KINDS as readonly string[]).includes(key)
}

/** The zone of calendar windows: UTC unless told, and when it is none; that is noted. */
function zoneAt(
  source: Source,
  timezone: string | { readonly property: string; readonly default: string } | undefined,
  entity: string,
  { zones, expressions: { catalogue } }: CompileContext,
): LeafContext['zone'] {
  const isFixed = timezone === undefined || typeof timezone === 'string'
  const name = isFixed ? (timezone ?? 'UTC') : timezone.default
  const property = isFixed ? null : timezone.property
  const refusal = property === null ? null : (catalogue?.propertyRefusal(entity, property) ?? null)
  if (refusal !== null) source.problem(['timezone', 'property'], refusal)
  const zone = zones.find(name)
  if (zone !== undefined) return { property, zone, zones }
  const at = isFixed ? ['timezone'] : ['timezone', 'default']
  source.problem(at, `"${name}" is no time zone${zoneAdvice(name)}`)
  return { property, zone: new TimeZone('UTC'), zones }
}

/** Whether a tag is among those of a profile. */
export function isTagged(profile: { property(key: string): unknown }, tag: string): boolean {
  const tags = profile.property(TAGS)
  return Array.isArray(tags) && tags.includes(tag)
}
