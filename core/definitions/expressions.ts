import type { Symbols } from '../event/symbols.js'
import type { Catalogue } from './catalogue.js'
import { type Compiled, compileExpression, ExpressionError, type Roots } from './cel.js'
import { Sharing } from './cel-sharing.js'
import { ANY, DOUBLE, STRING, type Type } from './cel-types.js'
import type { Source } from './document.js'
import { Failures } from './failures.js'
import type { Path } from './places.js'

/** What all expressions of one version of the definitions have in common. */
export class Expressions {
  readonly symbols: Symbols
  readonly catalogue: Catalogue | null
  readonly failures = new Failures()
  readonly #sharing = new Sharing()

  constructor(symbols: Symbols, catalogue: Catalogue | null) {
    this.symbols = symbols
    this.catalogue = catalogue
  }

  /**
   * Compiles the expression at a place of a definition, or notes what is wrong with it. Which event it sees
   * is what stands beside it as `event`, else the journey's trigger.
   * @param event which it sees instead
   */
  compile(source: Source, path: Path, text: string, roots: Roots, event?: string): Compiled | undefined {
    const { symbols } = this
    const wants = CONDITIONS.has(String(path.at(-1))) ? 'bool' : undefined
    const types = this.catalogue === null ? undefined : typesAt(source, path, this.catalogue, event)
    try {
      const compiled = compileExpression(text, { symbols, roots, types, wants, sharing: this.#sharing })
      const definition = `${source.kind} ${source.name}`
      const evaluate = this.failures.watch(definition, source.placeOf(path), text, compiled.evaluate)
      return { ...compiled, evaluate }
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      for (const { message, offset } of error.mistakes)
        source.problem(path, `in "${excerpt(text)}": ${message}`, offset)
      return undefined
    }
  }
}

/** Keys under which an expression is true or false. */
const CONDITIONS: ReadonlySet<string> = new Set(['where', 'when', 'profile'])

function typesAt(
  source: Source,
  path: Path,
  catalogue: Catalogue,
  event: string | undefined,
): Partial<Record<Roots[number], Type>> {
  const trigger = eventBeside(source, ['trigger', 'where'])
  const name = event ?? eventBeside(source, path) ?? trigger
  return {
    event: catalogue.event(name),
    profile: catalogue.profile(String(source.fields.entity ?? 'user')),
    entry: entryType(source, catalogue, trigger),
  }
}

/** What an instance remembers of its beginning. */
export function entryType(source: Source, catalogue: Catalogue, event: string | undefined): Type {
  const trigger = source.fields.trigger
  const fields = new Map<string, Type>([['at', DOUBLE]])
  if (event !== undefined) fields.set('event', catalogue.event(event)).set('name', STRING)
  else if (trigger !== null && typeof trigger === 'object' && 'segment' in trigger)
    fields.set('segment', STRING).set('flip', STRING)
  else return ANY
  return { kind: 'map', of: ANY, fields, open: false, title: 'entry' }
}

export function eventBeside(source: Source, path: Path): string | undefined {
  let node: unknown = source.fields
  for (const key of path.slice(0, -1))
    node = node !== null && typeof node === 'object' ? (node as Record<string, unknown>)[key] : undefined
  const event = node !== null && typeof node === 'object' ? (node as { event?: unknown }).event : undefined
  return typeof event === 'string' ? event : undefined
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 80 ? line : `${line.slice(0, 77)}…`
}
