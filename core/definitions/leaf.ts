import { z } from 'zod'
import { hashId } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import type { Period } from '../base/time-zone.js'
import type { Symbols } from '../event/symbols.js'
import type { Expression } from './cel.js'
import { canonical, type Source } from './document.js'
import { formatDuration, parseDuration } from './duration.js'
import type { Expressions } from './expressions.js'
import { duration, eventCondition, eventName } from './fields.js'
import { durationMeant, periodMeant } from './meant.js'
import { comparisonAt, durationAt, valueComparisonAt } from './parts.js'
import type { Path } from './places.js'
import {
  type Calendar,
  type Comparison,
  decidingEntries,
  type Sequence,
  type TallyPlace,
  type TallyPlan,
  type Watched,
  type Window,
  type WindowKind,
} from './window.js'

export const WINDOW_KINDS = [
  ...(['count', 'sum', 'avg', 'min', 'max', 'distinct'] as const),
  ...(['first', 'last', 'absent', 'sequence'] as const),
] satisfies readonly WindowKind[]

/** What the leaves of one segment have in common. */
export interface LeafContext {
  readonly symbols: Symbols
  readonly expressions: Expressions
  /** Windows of all segments so far: equal ones are shared. */
  readonly windows: Window[]
  /** Windows that count together, by what they have in common. */
  readonly tallies: Map<string, TallyPlan>
  readonly timeScale: number
  readonly entity: string
  readonly latenessMs: number
  readonly zone: Omit<Calendar, 'period'>
}

const PERIODS = { today: 'day', 'this week': 'week', 'this month': 'month', 'this year': 'year' } as const
/** A calendar's zone may change: then the window reaches back up to two days further, and so is kept. */
const ZONE_SLACK_MS = 52 * 3_600_000
const DAY_MS = 86_400_000
const PERIOD_DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 31, year: 366 }
const LABEL_LENGTH_MAX = 200

const watchedSchema = z.strictObject({
  event: eventName,
  where: eventCondition('Which of these events count; all unless told.').optional(),
})
const span = {
  within: duration('How long an event counts, from when it happened.', '30d').optional(),
  during: z
    .enum(Object.keys(PERIODS) as (keyof typeof PERIODS)[])
    .meta({ description: 'Instead of within: the present period of the calendar, in timezone.' })
    .optional(),
}
const number = z.string().meta({ description: 'What the number has to be.', examples: ['>= 3'] })
const amount = z
  .string()
  .meta({ description: 'What of an event is looked at. CEL.', examples: ['event.total'] })
const countSchema = watchedSchema.extend({ ...span, is: number })
const amountSchema = countSchema.extend({ of: amount })
const pointSchema = watchedSchema.extend({
  ...span,
  of: amount.optional(),
  is: z
    .string()
    .meta({ description: 'What it has to be: a number, a text or a truth.', examples: ['== "pro"'] })
    .optional(),
})
const absentSchema = watchedSchema.extend({
  for: duration('How long there was no such event.', '14d'),
})
const sequenceSchema = z.strictObject({
  steps: z
    .array(watchedSchema)
    .min(2)
    .max(LIMITS.sequenceStepsMax)
    .meta({ description: 'Events, one after the other.' }),
  without: watchedSchema.meta({ description: 'An event that must not come in between.' }).optional(),
  key: z
    .string()
    .meta({ description: 'What the events must agree in. CEL.', examples: ['event.cart_id'] })
    .optional(),
  span: duration('From the first to the last step at most; within unless told.', '1h').optional(),
  ...span,
})

/** What a leaf over events may have, by its kind. */
export const LEAF_SCHEMAS = {
  count: countSchema,
  ...{ sum: amountSchema, avg: amountSchema, min: amountSchema, max: amountSchema, distinct: amountSchema },
  ...{ first: pointSchema, last: pointSchema, absent: absentSchema, sequence: sequenceSchema },
} as const satisfies Readonly<Record<WindowKind, z.ZodType>>

/** All that the leaves may have; which of it is there the schemas say. */
interface LeafFields {
  event?: string
  where?: string | undefined
  of?: string | undefined
  within?: string | undefined
  during?: keyof typeof PERIODS | undefined
  for?: string | undefined
  is?: string | undefined
  steps?: readonly WatchedFields[]
  without?: WatchedFields | undefined
  key?: string | undefined
  span?: string | undefined
}
type WatchedFields = z.output<typeof watchedSchema>

/** The number of the window that a leaf looks at, made unless there is an equal one; undefined: mistakes. */
export function compileLeaf(
  source: Source,
  context: LeafContext,
  kind: WindowKind,
  value: unknown,
  path: Path,
): number | undefined {
  const straight = straightened(source, value, path)
  const fields = source.check(LEAF_SCHEMAS[kind] as z.ZodType<LeafFields>, path, straight)
  if (fields === undefined || straight !== value) return undefined
  return new LeafCompiler(source, context, kind, fields, path).compile()
}

/** The fields with `within` and `during` in their places, where one says what belongs into the other. */
function straightened(source: Source, value: unknown, path: Path): unknown {
  const { within, during } = (value ?? {}) as { within?: unknown; during?: unknown }
  const period = typeof within === 'string' ? periodMeant(within) : undefined
  const lasting = typeof during === 'string' ? durationOf(during) : undefined
  if (period !== undefined)
    source.problem([...path, 'within'], `"${within}" is a period of the calendar: write during: ${period}`)
  if (lasting !== undefined)
    source.problem([...path, 'during'], `"${during}" is no period of the calendar: write within: ${lasting}`)
  if (period === undefined && lasting === undefined) return value
  return { ...(value as object), within: period === undefined ? within : '1d', during: undefined }
}

function durationOf(text: string): string | undefined {
  return parseDuration(text) === null ? durationMeant(text) : text
}

class LeafCompiler {
  readonly #source: Source
  readonly #context: LeafContext
  readonly #kind: WindowKind
  readonly #fields: LeafFields
  readonly #path: Path
  #failed = false

  constructor(source: Source, context: LeafContext, kind: WindowKind, fields: LeafFields, path: Path) {
    this.#source = source
    this.#context = context
    this.#kind = kind
    this.#fields = fields
    this.#path = path
  }

  compile(): number | undefined {
    const fields = this.#fields
    const withinMs = this.#span()
    const calendar = this.#calendar()
    const comparison = this.#comparison()
    const of = fields.of === undefined ? null : this.#expression(fields.of, ['of'])
    const watched = this.#watched()
    const sequence = this.#sequence(withinMs)
    if (this.#failed) return undefined
    return this.#share({ withinMs, calendar, comparison, of, watched, sequence })
  }

  /** `within` or `for`; of a calendar window how long its events are kept. */
  #span(): number {
    const { within, during, for: lasting } = this.#fields
    if (lasting !== undefined) return this.#duration(lasting, ['for'])
    const isPoint = this.#kind === 'first' || this.#kind === 'last'
    const given = [within, during].filter((part) => part !== undefined).length
    if (given > 1 || (given === 0 && (!isPoint || this.#fields.is === undefined))) {
      const what = 'within: 30d, or during: this month'
      this.#problem([], isPoint && given === 0 ? `it wants is, or ${what}` : `it wants one of ${what}`)
    }
    if (within !== undefined) return this.#duration(within, ['within'])
    if (during !== undefined) return PERIOD_DAYS[PERIODS[during]] * DAY_MS + ZONE_SLACK_MS
    return Number.POSITIVE_INFINITY
  }

  #calendar(): Calendar | null {
    const { during } = this.#fields
    return during === undefined ? null : { period: PERIODS[during], ...this.#context.zone }
  }

  #comparison(): Comparison | null {
    const { is, of } = this.#fields
    const isPoint = this.#kind === 'first' || this.#kind === 'last'
    if (isPoint && (is === undefined) !== (of === undefined)) {
      this.#problem([], 'of and is go together: of says what is compared')
      return null
    }
    if (is === undefined) return null
    const read = isPoint ? valueComparisonAt : comparisonAt
    const comparison = read(this.#source, [...this.#path, 'is'], is)
    if (comparison === undefined) this.#failed = true
    else if (this.#kind === 'count' && decidingEntries(comparison) > LIMITS.windowEntriesMax)
      this.#problem(['is'], `a window keeps ${LIMITS.windowEntriesMax} events: it cannot count further`)
    return comparison ?? null
  }

  #watched(): Watched[] {
    const { event, where, steps, without } = this.#fields
    if (steps === undefined) return [this.#watch({ event: event ?? '', where }, 0, [])]
    const watched = steps.map((step, i) => this.#watch(step, i, ['steps', i]))
    if (without !== undefined) watched.push(this.#watch(without, steps.length, ['without']))
    return watched
  }

  #watch({ event, where }: WatchedFields, step: number, at: Path): Watched {
    return {
      event: this.#context.symbols.intern(event),
      where: where === undefined ? null : this.#expression(where, [...at, 'where']),
      step,
    }
  }

  #sequence(withinMs: number): Sequence | null {
    const { steps, without, key, span } = this.#fields
    if (steps === undefined) return null
    const spanMs = span === undefined ? withinMs : this.#duration(span, ['span'])
    const events = [...steps, ...(without === undefined ? [] : [without])].map(({ event }) => event)
    return { steps: steps.length, spanMs, key: key === undefined ? null : this.#key(key, new Set(events)) }
  }

  /** Each of the events must have what they are told apart by. */
  #key(text: string, events: ReadonlySet<string>): Expression | null {
    const keys = [...events].map((event) => this.#expression(text, ['key'], event))
    return keys[0] ?? null
  }

  /** The number of an equal window, or of a new one. */
  #share(
    parts: Omit<Window, 'number' | 'key' | 'kind' | 'entity' | 'latenessMs' | 'keep' | 'tally' | 'label'>,
  ): number {
    const { windows, entity, latenessMs } = this.#context
    const { is: _, within: __, for: ___, during: ____, ...content } = this.#fields
    const { withinMs, calendar, comparison } = parts
    const zone = calendar === null ? undefined : { ...calendar, zone: calendar.zone.name, zones: undefined }
    const lateness = Number.isFinite(latenessMs) ? latenessMs : undefined
    const meaning = { kind: this.#kind, entity, ...content, withinMs, calendar: zone, comparison, lateness }
    const key = hashId(canonical(meaning)).slice(0, 16)
    const shared = windows.find((window) => window.key === key)
    if (shared !== undefined) return shared.number
    const number = windows.length
    const keep = keepOf(this.#kind, comparison)
    windows.push({
      number,
      key,
      kind: this.#kind,
      entity,
      ...parts,
      latenessMs,
      keep,
      tally: this.#kind === 'count' && calendar === null ? this.#tally(number, keep, lateness) : null,
      label: this.#label(withinMs),
    })
    return number
  }

  /** What keeps few events goes with all that watch their name, what keeps many only with its own test. */
  #tally(number: number, keep: number, lateness: number | undefined): TallyPlace {
    const { tallies, entity } = this.#context
    const { event, where: test = '' } = this.#fields
    const isSmall = keep <= LIMITS.windowIdsMax
    const key = canonical({ entity, event, lateness, where: isSmall ? undefined : test })
    let plan = tallies.get(key)
    if (plan === undefined || (!plan.tests.includes(test) && plan.tests.length === LIMITS.tallyTestsMax)) {
      plan = { first: number, tests: [] }
      tallies.set(key, plan)
    }
    if (!plan.tests.includes(test)) plan.tests.push(test)
    return { first: plan.first, test: plan.tests.indexOf(test) }
  }

  /** The leaf in words, as facts and `explain` show it. */
  #label(withinMs: number): string {
    const { event, where, of, is, during, steps, without, key } = this.#fields
    const name = (watched: WatchedFields) => watched.event + (watched.where ? ` (${watched.where})` : '')
    const what =
      steps?.map(name).join(' then ') ??
      (of === undefined ? '' : `${of} of `) + name({ event: event ?? '', where })
    const parts = [
      steps === undefined ? `${this.#kind} of ${what}` : what,
      ...(without === undefined ? [] : [`without ${name(without)}`]),
      ...(key === undefined ? [] : [`by ${key}`]),
      ...(is === undefined ? [] : [is]),
      during ?? (Number.isFinite(withinMs) ? `in ${formatDuration(withinMs)}` : ''),
    ]
    return parts
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, LABEL_LENGTH_MAX)
  }

  #expression(text: string, at: Path, event?: string): Expression | null {
    const { expressions } = this.#context
    const compiled = expressions.compile(this.#source, [...this.#path, ...at], text, ['event'], event)
    if (compiled === undefined) this.#failed = true
    return compiled?.evaluate ?? null
  }

  #duration(text: string, at: Path): number {
    const ms = durationAt(this.#source, [...this.#path, ...at], text, this.#context.timeScale)
    if (ms === undefined) this.#failed = true
    return ms ?? 0
  }

  #problem(at: Path, message: string): void {
    this.#failed = true
    this.#source.problem([...this.#path, ...at], message)
  }
}

function keepOf(kind: WindowKind, comparison: Comparison | null): number {
  switch (kind) {
    case 'count':
      return comparison === null ? 0 : decidingEntries(comparison)
    case 'distinct':
      return Math.min(comparison === null ? 0 : decidingEntries(comparison), LIMITS.windowDistinctMax)
    case 'sequence':
      return LIMITS.sequenceEntriesMax
    case 'first':
    case 'last':
    case 'absent':
      return 1
    default:
      return LIMITS.windowEntriesMax
  }
}
