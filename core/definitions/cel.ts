import { parse } from '@bufbuild/cel'
import { RE2JS } from '@bufbuild/re2'
import type { Value } from '../event/event.js'
import type { Symbols } from '../event/symbols.js'

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
  let expr: Expr
  try {
    expr = parse(text).expr
  } catch (error) {
    const place = /^<input>:\d+:(\d+): (.*)$/s.exec(error instanceof Error ? error.message : String(error))
    throw new ExpressionError(place?.[2] ?? String(error), Number(place?.[1] ?? 1))
  }
  const compiler = new Compiler(symbols, roots)
  return { evaluate: compiler.compile(expr), reads: compiler.reads }
}

class Compiler {
  readonly reads = { event: new Set<string>(), profile: new Set<string>(), entry: false }
  readonly #symbols: Symbols
  readonly #roots: Roots
  readonly #locals: string[] = []

  constructor(symbols: Symbols, roots: Roots) {
    this.#symbols = symbols
    this.#roots = roots
  }

  compile(expr: Expr): Expression {
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
      case 'listExpr': {
        const items = kind.value.elements.map((item) => this.compile(item))
        return (scope) => items.map((item) => item(scope))
      }
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

  #select(operand: Expr, field: string, testOnly: boolean): Expression {
    const value = this.#field(operand, field)
    return testOnly ? (scope) => value(scope) !== undefined : value
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
      for (const { key, value } of compiled) map[String(key(scope))] = value(scope)
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

/** A field of an object, by own property only. */
function member(object: unknown, field: string): unknown {
  if (object === null || typeof object !== 'object' || Array.isArray(object)) return undefined
  return Object.hasOwn(object, field) ? (object as Record<string, unknown>)[field] : undefined
}

const FUNCTIONS: Readonly<Record<string, (...operands: Expression[]) => Expression>> = {
  '_&&_/2': (a, b) => (scope) => {
    const left = a?.(scope)
    if (left === false) return false
    const right = b?.(scope)
    if (right === false) return false
    return left === true && right === true ? true : undefined
  },
  '_||_/2': (a, b) => (scope) => {
    const left = a?.(scope)
    if (left === true) return true
    const right = b?.(scope)
    if (right === true) return true
    return left === false && right === false ? false : undefined
  },
  '!_/1': (a) => (scope) => {
    const value = a?.(scope)
    return typeof value === 'boolean' ? !value : undefined
  },
  '_?_:_/3': (condition, yes, no) => (scope) => {
    const value = condition?.(scope)
    return value === true ? yes?.(scope) : value === false ? no?.(scope) : undefined
  },
  '_==_/2': (a, b) => (scope) => equal(a?.(scope), b?.(scope)),
  '_!=_/2': (a, b) => (scope) => {
    const same = equal(a?.(scope), b?.(scope))
    return same === undefined ? undefined : !same
  },
  '_<_/2': ordering((order) => order < 0),
  '_<=_/2': ordering((order) => order <= 0),
  '_>_/2': ordering((order) => order > 0),
  '_>=_/2': ordering((order) => order >= 0),
  '_+_/2': (a, b) => (scope) => add(a?.(scope), b?.(scope)),
  '_-_/2': arithmetic((x, y) => x - y),
  '_*_/2': arithmetic((x, y) => x * y),
  '_/_/2': arithmetic((x, y) => x / y),
  '_%_/2': arithmetic((x, y) => x % y),
  '-_/1': (a) => (scope) => {
    const value = a?.(scope)
    return typeof value === 'number' ? -value : undefined
  },
  '@in/2': (a, b) => (scope) => contains(b?.(scope), a?.(scope)),
  '_[_]/2': (a, b) => (scope) => index(a?.(scope), b?.(scope)),
  '@not_strictly_false/1': (a) => (scope) => a?.(scope) !== false,
  'size/1': (a) => (scope) => size(a?.(scope)),
  'contains/2': texts((text, part) => text.includes(part)),
  'startsWith/2': texts((text, part) => text.startsWith(part)),
  'endsWith/2': texts((text, part) => text.endsWith(part)),
  'string/1': (a) => (scope) => {
    const value = a?.(scope)
    return value === undefined || typeof value === 'object' ? undefined : String(value)
  },
  'double/1': (a) => (scope) => finite(a?.(scope)),
  'int/1': (a) => (scope) => {
    const value = finite(a?.(scope))
    return value === undefined ? undefined : Math.trunc(value)
  },
}

function ordering(holds: (order: number) => boolean) {
  return (a: Expression | undefined, b: Expression | undefined): Expression =>
    (scope) => {
      const x = a?.(scope)
      const y = b?.(scope)
      if (typeof x === 'number' && typeof y === 'number') return holds(x - y)
      if (typeof x === 'string' && typeof y === 'string') return holds(x < y ? -1 : x > y ? 1 : 0)
      return undefined
    }
}

function arithmetic(result: (x: number, y: number) => number) {
  return (a: Expression | undefined, b: Expression | undefined): Expression =>
    (scope) => {
      const x = a?.(scope)
      const y = b?.(scope)
      return typeof x === 'number' && typeof y === 'number' ? result(x, y) : undefined
    }
}

function texts(holds: (text: string, part: string) => boolean) {
  return (a: Expression | undefined, b: Expression | undefined): Expression =>
    (scope) => {
      const x = a?.(scope)
      const y = b?.(scope)
      return typeof x === 'string' && typeof y === 'string' ? holds(x, y) : undefined
    }
}

function add(x: unknown, y: unknown): unknown {
  if (typeof x === 'number' && typeof y === 'number') return x + y
  if (typeof x === 'string' && typeof y === 'string') return x + y
  if (Array.isArray(x) && Array.isArray(y)) return [...x, ...y]
  return undefined
}

/** CEL's equality: values of different types are unequal, an absent one is an error. */
function equal(x: unknown, y: unknown): boolean | undefined {
  if (x === undefined || y === undefined) return undefined
  if (x === y) return true
  if (x === null || y === null || typeof x !== 'object' || typeof y !== 'object') return false
  if (Array.isArray(x) !== Array.isArray(y)) return false
  const keys = Object.keys(x)
  if (keys.length !== Object.keys(y).length) return false
  return keys.every((key) => equal(member2(x, key), member2(y, key)) === true)
}

function member2(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined
}

function contains(collection: unknown, item: unknown): boolean | undefined {
  if (item === undefined || collection === null || typeof collection !== 'object') return undefined
  if (Array.isArray(collection)) return collection.some((other) => equal(other, item) === true)
  return Object.hasOwn(collection, String(item))
}

function index(collection: unknown, key: unknown): unknown {
  if (Array.isArray(collection)) return typeof key === 'number' ? collection[key] : undefined
  return typeof key === 'string' ? member(collection, key) : undefined
}

function size(value: unknown): number | undefined {
  if (typeof value === 'string') return [...value].length
  if (Array.isArray(value)) return value.length
  return value !== null && typeof value === 'object' ? Object.keys(value).length : undefined
}

function finite(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
