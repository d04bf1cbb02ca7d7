import { parse } from '@bufbuild/cel'
import { LIMITS } from '../base/limits.js'
import type { Value } from '../event/event.js'
import type { Symbols } from '../event/symbols.js'
import { ExpressionCompiler } from './cel-compiler.js'
import { misread } from './cel-misread.js'
import type { Sharing } from './cel-sharing.js'
import type { Type } from './cel-types.js'

/** What an expression sees. An absent value is `undefined`, CEL's «no such field» error. */
export interface Scope {
  event: { get(symbol: number): Value | undefined; properties(): Value } | null
  profile: { property(key: string): Value | undefined; properties(): Value } | null
  entry: Value | undefined
  /** Variables of comprehensions, by depth. */
  readonly locals: unknown[]
  /** Counts the events: what was found out of one is kept while it is the same. 0: nothing is kept. */
  turn: number
}

/** A compiled expression: no parsing, no look-ups by name at run time. */
export type Expression = (scope: Scope) => unknown

export interface Compiled {
  readonly evaluate: Expression
  readonly type: Type
  /** Properties of the event, the profile and the entry that it reads: first names of their paths. */
  readonly reads: {
    readonly event: ReadonlySet<string>
    readonly profile: ReadonlySet<string>
    readonly entry: boolean
  }
}

/** Which of the three roots an expression at some place may use. */
export type Roots = readonly ('event' | 'profile' | 'entry')[]

/** What is known of the names that an expression may use. */
export interface Surroundings {
  readonly symbols: Symbols
  readonly roots: Roots
  /** By root, when there is a catalogue: then what cannot be right is refused. */
  readonly types?: Readonly<Partial<Record<Roots[number], Type>>> | undefined
  /** Shared by expressions that see the same events. */
  readonly sharing?: Sharing | undefined
  /** What it has to give; what cannot give it is refused. */
  readonly wants?: 'bool' | undefined
}

/** A mistake in an expression; `offset` counts its characters from 0. */
export interface Mistake {
  readonly message: string
  readonly offset: number
}

/** What is wrong with an expression: all of it. */
export class ExpressionError extends Error {
  readonly mistakes: readonly Mistake[]

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(({ message }) => message).join('; '))
    this.name = 'ExpressionError'
    this.mistakes = mistakes
  }
}

/**
 * Compiles CEL (https://cel.dev) to closures. Numbers of events are doubles, as in JSON, so `event.total + 1`
 * is legal; a missing field makes its term neither true nor false, and `&&`, `||` absorb it as CEL says.
 * Where it differs from CEL is listed, and held by a test, in cel-differences.ts.
 * @throws ExpressionError
 */
export function compileExpression(text: string, surroundings: Surroundings): Compiled {
  if (text.length > LIMITS.expressionLengthMax)
    throw new ExpressionError([
      { message: `longer than ${LIMITS.expressionLengthMax} characters`, offset: 0 },
    ])
  const parsed = parsedOf(text)
  const compiler = new ExpressionCompiler(surroundings, parsed.sourceInfo?.positions ?? {})
  const { run, type } = compiler.whole(parsed.expr)
  if (compiler.mistakes.length > 0) throw new ExpressionError(compiler.mistakes)
  return { evaluate: run, type, reads: compiler.reads }
}

function parsedOf(text: string): ReturnType<typeof parse> {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof RangeError) throw new ExpressionError([{ message: 'nested too deeply', offset: 0 }])
    const said = error instanceof Error ? error.message : String(error)
    const place = /^<input>:(\d+):(\d+): (.*)$/s.exec(said)
    const lines = text.split('\n').slice(0, Number(place?.[1] ?? 1) - 1)
    const offset = lines.reduce((sum, line) => sum + line.length + 1, Number(place?.[2] ?? 1) - 1)
    throw new ExpressionError([{ message: misread(place?.[3] ?? said, text, offset), offset }])
  }
}
