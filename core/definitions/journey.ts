import { z } from 'zod'
import { didYouMean } from '../base/did-you-mean.js'
import type { Expression } from './cel.js'
import type { Source } from './document.js'
import { description, entity, eventCondition, eventName, name } from './fields.js'
import { durationAt, expressionAt } from './parts.js'
import type { Path } from './places.js'
import type { CompileContext } from './segment.js'

/**
 * A journey as a list of instructions: an instance is a number into it, so that it is small, can be
 * stored, and needs no stack. Blocks are jumps.
 */
export type Instruction =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'branch'; readonly cases: readonly { readonly when: Expression; readonly to: number }[] }
  | { readonly do: 'jump'; readonly to: number }
  | { readonly do: 'send'; readonly channel: string; readonly content: string }
  | { readonly do: 'stop' }

export interface Trigger {
  /** Symbol of an event's name, or -1. */
  readonly event: number
  readonly where: Expression | null
  /** Number of a segment, or -1. */
  readonly segment: number
  readonly flip: 'entered' | 'left'
}

export interface Exit {
  readonly event: number
  readonly where: Expression | null
}

export interface Journey {
  readonly number: number
  readonly name: string
  readonly version: string
  /** Kind of the profiles that travel it: `user`, `account`. */
  readonly entity: string
  readonly trigger: Trigger
  /** Segment that the profile must be in to enter, or -1. */
  readonly audience: number
  readonly entry: {
    /** What tells instances of one profile apart; null: one instance at a time. */
    readonly key: Expression | null
    /** How long after an entry the same key may enter again; 0: at once when it is out, Infinity: never. */
    readonly againMs: number
    /** Instances of one profile that may run at once. */
    readonly limit: number
  }
  readonly exits: readonly Exit[]
  readonly onMerge: 'keep-oldest' | 'keep-newest' | 'keep-all'
  readonly instructions: readonly Instruction[]
}

const segmentName = z.string().meta({ description: 'Name of a segment.', examples: ['gold'] })
const eventTrigger = z.strictObject({
  event: eventName,
  where: eventCondition('Which of these events; all unless told. May look at profile, too.').optional(),
})
const flip = z
  .union([z.strictObject({ entered: segmentName }), z.strictObject({ left: segmentName })])
  .meta({ description: 'A profile that enters or leaves a segment.', examples: [{ entered: 'gold' }] })

export const journeySchema = z.strictObject({
  kind: z.literal('journey'),
  name,
  description: description.optional(),
  entity,
  trigger: z.union([eventTrigger, z.strictObject({ segment: flip })]).meta({
    description: 'What lets a profile enter: an event, or that it enters or leaves a segment.',
    examples: [{ event: 'Order Completed' }],
  }),
  audience: z
    .strictObject({ segment: segmentName })
    .meta({ description: 'Only who is in this segment then may enter.' })
    .optional(),
  entry: z
    .strictObject({
      key: z
        .string()
        .meta({
          description: 'What tells runs of one profile apart. CEL. Without it there is one run at a time.',
          examples: ['event.cart_id'],
        })
        .optional(),
      again: z
        .string()
        .meta({
          description: 'When the same key may enter again: always (unless told), never, or after a duration.',
          examples: ['after 7d'],
        })
        .optional(),
      limit: z
        .int()
        .min(1)
        .max(64)
        .meta({ description: 'Runs of one profile at once, at most: 1, with a key 16, unless told.' })
        .optional(),
    })
    .meta({ description: 'How often a profile may enter.' })
    .optional(),
  exit: z
    .array(
      z.strictObject({
        event: eventName,
        where: eventCondition(
          'Which of these events; may look at profile and entry, too.',
          'event.cart_id == entry.event.cart_id',
        ).optional(),
      }),
    )
    .meta({ description: 'Events that end a run at once, wherever it stands.' })
    .optional(),
  on_merge: z
    .enum(['keep-oldest', 'keep-newest', 'keep-all'])
    .default('keep-oldest')
    .meta({ description: 'What becomes of two runs with one key when two profiles become one.' }),
  steps: z.array(z.unknown()).min(1),
})
export const sendSchema = z.strictObject({
  channel: z
    .string()
    .min(1)
    .meta({ description: 'Name of a channel of the configuration.', examples: ['webhook'] }),
  content: z
    .string()
    .min(1)
    .meta({ description: 'Name of a content.', examples: ['welcome'] }),
})
type JourneyFields = z.output<typeof journeySchema>

export const STEPS = ['wait', 'branch', 'send', 'stop'] as const
const STEPS_MAX = 1_000

/** Channels and contents that definitions may name; null: not checked (no configuration at hand). */
export interface JourneyNames {
  readonly contents: ReadonlySet<string>
  readonly channels: ReadonlySet<string> | null
}

/** Compiles one journey; undefined when it has mistakes (they are noted at the source). */
export function compileJourney(
  source: Source,
  number: number,
  context: CompileContext,
  names: JourneyNames,
): Journey | undefined {
  const fields = source.check(journeySchema, [], source.fields)
  if (fields === undefined) return undefined
  const trigger = compileTrigger(source, fields, context)
  const audience =
    fields.audience === undefined
      ? -1
      : segmentAt(source, ['audience'], fields.audience.segment, context, fields.entity)
  const entry = compileEntry(source, fields, context)
  const exits = compileExits(source, fields, context)
  const steps = new StepCompiler(source, context, names)
  steps.list(fields.steps, ['steps'])
  if (trigger === undefined || audience === undefined || entry === undefined || exits === undefined)
    return undefined
  if (steps.failed) return undefined
  return {
    number,
    name: fields.name,
    version: source.version,
    entity: fields.entity,
    trigger,
    audience,
    entry,
    exits,
    onMerge: fields.on_merge,
    instructions: steps.instructions,
  }
}

function compileTrigger(
  source: Source,
  { trigger, entity }: JourneyFields,
  context: CompileContext,
): Trigger | undefined {
  if ('event' in trigger) {
    const where = optional(source, ['trigger', 'where'], trigger.where, context, ['event', 'profile'])
    if (where === undefined) return undefined
    return { event: context.symbols.intern(trigger.event), where, segment: -1, flip: 'entered' }
  }
  const flip = 'entered' in trigger.segment ? 'entered' : 'left'
  const named = 'entered' in trigger.segment ? trigger.segment.entered : trigger.segment.left
  const segment = segmentAt(source, ['trigger', 'segment', flip], named, context, entity)
  return segment === undefined ? undefined : { event: -1, where: null, segment, flip }
}

function compileEntry(
  source: Source,
  { entry }: JourneyFields,
  context: CompileContext,
): Journey['entry'] | undefined {
  const key = optional(source, ['entry', 'key'], entry?.key, context, ['event', 'profile'])
  const againMs = compileAgain(source, entry?.again, context)
  if (key === undefined || againMs === undefined) return undefined
  return { key, againMs, limit: entry?.limit ?? (key === null ? 1 : 16) }
}

/** `always`, `never`, or `after 7d`. */
function compileAgain(
  source: Source,
  again: string | undefined,
  context: CompileContext,
): number | undefined {
  if (again === undefined || again === 'always') return 0
  if (again === 'never') return Number.POSITIVE_INFINITY
  const after = /^after\s+(.+)$/.exec(again)
  if (after !== null) return durationAt(source, ['entry', 'again'], after[1] as string, context.timeScale)
  source.problem(['entry', 'again'], `"${again}": write always, never, or after 7d`)
  return undefined
}

function compileExits(source: Source, { exit }: JourneyFields, context: CompileContext): Exit[] | undefined {
  const exits = (exit ?? []).map(({ event, where }, i) => {
    const compiled = optional(source, ['exit', i, 'where'], where, context, ['event', 'profile', 'entry'])
    return compiled === undefined ? undefined : { event: context.symbols.intern(event), where: compiled }
  })
  return exits.every((item) => item !== undefined) ? (exits as Exit[]) : undefined
}

/** An expression that may be left out: null then; undefined when it has mistakes. */
function optional(
  source: Source,
  path: Path,
  text: string | undefined,
  context: CompileContext,
  roots: ('event' | 'profile' | 'entry')[],
): Expression | null | undefined {
  if (text === undefined) return null
  return expressionAt(source, path, text, context, roots)?.evaluate
}

function segmentAt(
  source: Source,
  path: Path,
  named: string,
  context: CompileContext,
  entity: string,
): number | undefined {
  const number = context.segmentNumbers.get(named)
  if (number === undefined) {
    source.problem(path, `no segment is named "${named}"${didYouMean(named, context.segmentNames)}`)
    return undefined
  }
  const other = context.segmentEntities[number]
  if (other === entity) return number
  source.problem(path, `segment "${named}" is of ${other}s, this journey of ${entity}s`)
  return undefined
}

class StepCompiler {
  readonly instructions: Instruction[] = []
  failed = false
  readonly #source: Source
  readonly #context: CompileContext
  readonly #names: JourneyNames

  constructor(source: Source, context: CompileContext, names: JourneyNames) {
    this.#source = source
    this.#context = context
    this.#names = names
  }

  list(steps: readonly unknown[], path: Path): void {
    for (const [i, step] of steps.entries()) this.#step(step, [...path, i])
  }

  #step(step: unknown, path: Path): void {
    if (this.instructions.length >= STEPS_MAX) {
      this.#fail(path, `more than ${STEPS_MAX} steps`)
      return
    }
    const keys = step !== null && typeof step === 'object' && !Array.isArray(step) ? Object.keys(step) : []
    const key = keys[0]
    if (keys.length !== 1 || key === undefined) {
      this.#fail(path, `a step has exactly one of ${STEPS.join(', ')}${apart(step, keys)}`)
      return
    }
    const value = (step as Record<string, unknown>)[key]
    const at = [...path, key]
    switch (key) {
      case 'wait':
        this.#wait(value, at)
        return
      case 'send':
        this.#send(value, at)
        return
      case 'branch':
        this.#branch(value, at)
        return
      case 'stop':
        this.instructions.push({ do: 'stop' })
        return
      default:
        this.#fail(at, `unknown step "${key}"${didYouMean(key, STEPS)}`)
    }
  }

  #wait(value: unknown, path: Path): void {
    const ms = durationAt(this.#source, path, String(value), this.#context.timeScale)
    if (ms === undefined) this.failed = true
    else this.instructions.push({ do: 'wait', ms })
  }

  #send(value: unknown, path: Path): void {
    const fields = this.#source.check(sendSchema, path, value)
    if (fields === undefined) {
      this.failed = true
      return
    }
    const { contents, channels } = this.#names
    if (!contents.has(fields.content)) {
      const hint = didYouMean(fields.content, contents)
      this.#fail([...path, 'content'], `no content is named "${fields.content}"${hint}`)
    }
    if (channels !== null && !channels.has(fields.channel)) {
      const hint = didYouMean(fields.channel, channels)
      this.#fail([...path, 'channel'], `no channel is named "${fields.channel}"${hint}`)
    }
    this.instructions.push({ do: 'send', ...fields })
  }

  /** Cases are tried in order; `otherwise` stands last, its condition is true. */
  #branch(value: unknown, path: Path): void {
    if (!Array.isArray(value) || value.length === 0) {
      this.#fail(path, 'branch wants a list of cases')
      return
    }
    const cases: { when: Expression; to: number }[] = []
    const place = this.instructions.push({ do: 'branch', cases }) - 1
    const none = this.instructions.push({ do: 'jump', to: place }) - 1
    const ends: number[] = [none]
    for (const [i, item] of value.entries()) {
      const branch = this.#case(item, [...path, i])
      if (branch === undefined) continue
      if (branch.key === 'otherwise' && i < value.length - 1)
        this.#fail([...path, i], 'otherwise stands last: what comes after it is never reached')
      cases.push({ when: branch.when, to: this.instructions.length })
      this.list(branch.steps, [...path, i, branch.key])
      ends.push(this.instructions.push({ do: 'jump', to: place }) - 1)
    }
    for (const end of ends) this.instructions[end] = { do: 'jump', to: this.instructions.length }
  }

  #case(item: unknown, path: Path): { when: Expression; steps: readonly unknown[]; key: string } | undefined {
    const schema = z.union([
      z.strictObject({ when: z.string(), do: z.array(z.unknown()) }),
      z.strictObject({ otherwise: z.array(z.unknown()) }),
    ])
    const fields = this.#source.check(schema, path, item)
    if (fields === undefined) {
      this.failed = true
      return undefined
    }
    if ('otherwise' in fields) return { when: () => true, steps: fields.otherwise, key: 'otherwise' }
    const roots = ['profile', 'entry'] as const
    const when = expressionAt(this.#source, [...path, 'when'], fields.when, this.#context, roots)
    if (when !== undefined) return { when: when.evaluate, steps: fields.do, key: 'do' }
    this.failed = true
    return undefined
  }

  #fail(path: Path, message: string): void {
    this.failed = true
    this.#source.problem(path, message)
  }
}

/** What was meant where something else stands in the place of one step. */
function apart(step: unknown, keys: readonly string[]): string {
  const isStep = (word: unknown) => (STEPS as readonly unknown[]).includes(word)
  if (isStep(step)) return `: write ${String(step)}:, with a colon`
  const known = keys.filter(isStep)
  const [first, ...more] = known
  if (first === undefined) return ''
  if (more.length > 0) return `: ${known.join(' and ')} are a step each, with a - before them`
  const others = keys.filter((key) => key !== first)
  const isEmpty = (step as Record<string, unknown>)[first] === null
  return isEmpty ? `: ${others.join(', ')} belong under ${first}:, indented further` : ''
}
