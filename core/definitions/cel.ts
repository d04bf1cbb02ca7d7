import { parse } from '@bufbuild/cel'
import { RE2JS } from '@bufbuild/re2'
import { LIMITS } from '../base/limits.js'
import type { Value } from '../event/event.js'
import type { Symbols } from '../event/symbols.js'
import { FUNCTIONS, member } from './cel-functions.js'

/** What an expression sees. An absent value is `undefined`, CEL's «no such field» error. */
export interface Scope {
  event: { get(symbol: number): Value | undefined; properties(): Value } | null
  profile: { property(key: string): Value | undefined; properties(): Value } | null
  entry: Value | undefined
  /** Variables of comprehensions, by depth. */
  readonly locals: unknown[]
}

/** A compiled expression: no parsing, no look-ups by name at run time. */
export type Expression = (scope: Scope) => unknown

export interface Compiled {
  readonly evaluate: Expression
  /** Properties of the event, the profile and the entry that it reads: first names of their paths. */
  readonly reads: {
    readonly event: ReadonlySet<string>
    readonly profile: ReadonlySet<string>
    readonly entry: boolean
  }
}

/** Which of the three roots an expression at some place may use. */
export type Roots = readonly ('event' | 'profile' | 'entry')[]

/** A mistake in an expression, with its place in it. */
export class ExpressionError extends Error {
  readonly column: number

  constructor(message: string, column: number) {
    super(message)
    this.name = 'ExpressionError'
    this.column = column
  }
}

type Expr = NonNullable<ReturnType<typeof parse>['expr']>

/**
 * Compiles CEL (https://cel.dev) to closures. Numbers are doubles, as in JSON, so `event.total + 1` is
 * legal; a missing field makes its term neither true nor false, and `&&`, `||` absorb it as CEL says.
 * @throws ExpressionError
 */
export function compileExpression(text: string, symbols: Symbols, roots: Roots): Compiled {
  if (text.length > LIMITS.expressionLengthMax)
    throw new ExpressionError(`longer than ${LIMITS.expressionLengthMax} characters`, 1)
  let expr: Expr
  try {
    expr = parse(text).expr
  } catch (error) {
    if (error instanceof RangeError) throw new ExpressionError(TOO_DEEP, 1)
    const place = /^<input>:\d+:(\d+): (.*)$/s.exec(error instanceof Error ? error.message : String(error))
    throw new ExpressionError(place?.[2] ?? String(error), Number(place?.[1] ?? 1))
  }
  const compiler = new Compiler(symbols, roots)
  return { evaluate: compiler.whole(expr), reads: compiler.reads }
}

const TOO_DEEP = 'nested too deeply'

class Compiler {
  readonly reads = { event: new Set<string>(), profile: new Set<string>(), entry: false }
  readonly #symbols: Symbols
  readonly #roots: Roots
  readonly #locals: string[] = []
  #depth = 0
  #loops = false
  /** Turns that the loops of one evaluation may still take. */
  #turns = 0

  constructor(symbols: Symbols, roots: Roots) {
    this.#symbols = symbols
    this.#roots = roots
  }

  /** The expression, with the turns of its loops counted anew at each evaluation. */
  whole(expr: Expr): Expression {
    const evaluate = this.compile(expr)
    if (!this.#loops) return evaluate
    return (scope) => {
      this.#turns = LIMITS.expressionTurnsMax
      return evaluate(scope)
    }
  }

  compile(expr: Expr): Expression {
    if (++this.#depth > LIMITS.expressionDepthMax) throw new ExpressionError(TOO_DEEP, 1)
    const compiled = this.#compile(expr)
    this.#depth--
    return compiled
  }

  #compile(expr: Expr): Expression {
    const kind = expr.exprKind
    switch (kind.case) {
      case 'constExpr':
        return constant(kind.value.constantKind)
      case 'identExpr':
        return this.#identifier(kind.value.name)
      case 'selectExpr':
        return this.#select(present(kind.value.operand), kind.value.field, kind.value.testOnly)
      case 'callExpr':
        return this.#call(kind.value.function, kind.value.target, kind.value.args)
      case 'listExpr':
        return this.#list(kind.value.elements)
      case 'structExpr':
        return this.#map(kind.value.entries)
      case 'comprehensionExpr':
        return this.#comprehension(kind.value)
      default:
        throw new ExpressionError('empty expression', 1)
    }
  }

  #identifier(name: string): Expression {
    const depth = this.#locals.lastIndexOf(name)
    if (depth >= 0) return (scope) => scope.locals[depth]
    this.#root(name)
    switch (name) {
      case 'event':
        return (scope) => scope.event?.properties()
      case 'profile':
        return (scope) => scope.profile?.properties()
      default:
        this.reads.entry = true
        return (scope) => scope.entry
    }
  }

  #root(name: string): void {
    if (!(this.#roots as readonly string[]).includes(name))
      throw new ExpressionError(`unknown name "${name}": here there are ${this.#roots.join(', ')}`, 1)
  }

  /** `has(a.b)` is false when `a` has no `b`, an error when there is no `a`. */
  #select(operand: Expr, field: string, testOnly: boolean): Expression {
    const value = this.#field(operand, field)
    if (!testOnly) return value
    const object = this.compile(operand)
    return (scope) => value(scope) !== undefined || (object(scope) === undefined ? undefined : false)
  }

  #field(operand: Expr, field: string): Expression {
    const root = operand.exprKind.case === 'identExpr' ? operand.exprKind.value.name : ''
    const isLocal = this.#locals.includes(root)
    if (root === 'event' && !isLocal) {
      this.#root(root)
      this.reads.event.add(field)
      const symbol = this.#symbols.intern(field)
      return (scope) => (scope.event === null ? undefined : scope.event.get(symbol))
    }
    if (root === 'profile' && !isLocal) {
      this.#root(root)
      this.reads.profile.add(field)
      return (scope) => (scope.profile === null ? undefined : scope.profile.property(field))
    }
    const object = this.compile(operand)
    return (scope) => member(object(scope), field)
  }

  /** An item that is missing makes the whole list an error, as CEL says. */
  #list(elements: readonly Expr[]): Expression {
    const items = elements.map((item) => this.compile(item))
    return (scope) => {
      const list: unknown[] = []
      for (const item of items) {
        const value = item(scope)
        if (value === undefined) return undefined
        list.push(value)
      }
      return list
    }
  }

  /** Keys are texts, as in JSON. */
  #map(
    entries: readonly { keyKind: { case: string | undefined; value?: unknown }; value?: Expr | undefined }[],
  ): Expression {
    const compiled = entries.map((entry) => ({
      key:
        entry.keyKind.case === 'mapKey'
          ? this.compile(entry.keyKind.value as Expr)
          : () => entry.keyKind.value as string,
      value: this.compile(present(entry.value)),
    }))
    return (scope) => {
      const map: Record<string, unknown> = Object.create(null)
      for (const entry of compiled) {
        const key = entry.key(scope)
        const value = entry.value(scope)
        if (typeof key !== 'string' || key in map || value === undefined) return undefined
        map[key] = value
      }
      return map
    }
  }

  #comprehension(value: {
    iterVar: string
    accuVar: string
    iterRange?: Expr | undefined
    accuInit?: Expr | undefined
    loopCondition?: Expr | undefined
    loopStep?: Expr | undefined
    result?: Expr | undefined
  }): Expression {
    this.#loops = true
    const range = this.compile(present(value.iterRange))
    const init = this.compile(present(value.accuInit))
    const iterDepth = this.#locals.push(value.iterVar) - 1
    const accuDepth = this.#locals.push(value.accuVar) - 1
    const condition = this.compile(present(value.loopCondition))
    const step = this.compile(present(value.loopStep))
    const result = this.compile(present(value.result))
    this.#locals.length -= 2
    return (scope) => {
      const over = range(scope)
      if (over === undefined || over === null || typeof over !== 'object') return undefined
      const { locals } = scope
      locals[accuDepth] = init(scope)
      for (const item of Array.isArray(over) ? over : Object.keys(over)) {
        locals[iterDepth] = item
        if (--this.#turns < 0) return undefined
        if (condition(scope) === false) break
        locals[accuDepth] = step(scope)
      }
      return result(scope)
    }
  }

  #call(name: string, target: Expr | undefined, args: readonly Expr[]): Expression {
    if (name === 'matches')
      return this.#matches(target ?? present(args[0]), present(target ? args[0] : args[1]))
    const all = target === undefined ? args : [target, ...args]
    const operands = all.map((arg) => this.compile(arg))
    const make = FUNCTIONS[`${name}/${operands.length}`]
    if (make === undefined) {
      const shown = name.replaceAll('_', '')
      throw new ExpressionError(`unknown function "${shown}" with ${operands.length} arguments`, 1)
    }
    return make(...operands)
  }

  /** RE2: linear time whatever the pattern. A constant pattern is compiled here, once. */
  #matches(text: Expr, pattern: Expr): Expression {
    const kind = pattern.exprKind
    const source = kind.case === 'constExpr' ? kind.value.constantKind : undefined
    if (source?.case !== 'stringValue')
      throw new ExpressionError('matches() wants a pattern that is a constant text', 1)
    let regexp: ReturnType<typeof RE2JS.compile>
    try {
      regexp = RE2JS.compile(source.value)
    } catch (error) {
      throw new ExpressionError(`pattern: ${error instanceof Error ? error.message : String(error)}`, 1)
    }
    const value = this.compile(text)
    return (scope) => {
      const subject = value(scope)
      return typeof subject === 'string' ? regexp.test(subject) : undefined
    }
  }
}

function present(expr: Expr | undefined): Expr {
  if (expr === undefined) throw new ExpressionError('incomplete expression', 1)
  return expr
}

function constant(kind: { case: string | undefined; value?: unknown } | undefined): Expression {
  const value =
    kind === undefined || kind.case === 'nullValue' || kind.case === undefined
      ? null
      : typeof kind.value === 'bigint'
        ? Number(kind.value)
        : kind.value
  return () => value
}
