import { RE2JS } from '@bufbuild/re2'
import { didYouMean } from '../base/did-you-mean.js'
import { LIMITS } from '../base/limits.js'
import type { Expression, Mistake, Roots, Scope, Surroundings } from './cel.js'
import { Shapes } from './cel-code.js'
import { questionOf } from './cel-compare.js'
import { type Decision, decided } from './cel-decision.js'
import { FUNCTIONS, type Operand } from './cel-functions.js'
import { timeMistake } from './cel-misread.js'
import { constant, decisionOf, loop, type Part, whole } from './cel-part.js'
import { resultOf, SIGNATURES, shownName } from './cel-signatures.js'
import {
  type Call,
  type Comprehension,
  type Constant,
  constantText,
  type Expr,
  type Struct,
  termsOf,
} from './cel-syntax.js'
import { ANY, BOOL, describe, join, NEVER, OPEN_MAP, STRING, type Type } from './cel-types.js'
import { interned, isInherited, reader } from './cel-values.js'

interface Local {
  readonly name: string
  type: Type
}

/** Compiles one expression. Goes on past a mistake with what is not known, so that all are found at once. */
export class ExpressionCompiler {
  readonly reads = { event: new Set<string>(), profile: new Set<string>(), entry: false }
  readonly mistakes: Mistake[] = []
  readonly #surroundings: Surroundings
  readonly #positions: Readonly<Record<string, number>>
  readonly #shapes: Shapes
  readonly #locals: Local[] = []
  #depth = 0
  #nodes = 0
  #loops = false
  /** Turns that the loops of one evaluation may still take. */
  readonly #budget = { turns: 0 }

  constructor(surroundings: Surroundings, positions: Readonly<Record<string, number>>) {
    this.#surroundings = surroundings
    this.#positions = positions
    this.#shapes = surroundings.sharing?.shapes ?? new Shapes()
  }

  /** The expression, with the turns of its loops counted anew at each evaluation. */
  whole(expr: Expr | undefined): Operand {
    const part = this.#condition(expr)
    const { kind } = part.type
    if (
      this.#surroundings.wants === 'bool' &&
      kind !== 'bool' &&
      kind !== 'any' &&
      this.mistakes.length === 0
    )
      this.#mistake(expr, `a condition is true or false, this is ${describe(part.type)}`)
    return part
  }

  #mistake(expr: Expr | undefined, message: string): void {
    this.mistakes.push({ message, offset: this.#positions[String(expr?.id ?? 0)] ?? 0 })
  }

  /** What is true or false of the event alone is found out once for all that ask. */
  #condition(expr: Expr | undefined): Part {
    const outer = this.#loops
    this.#loops = false
    const part = this.#compile(expr)
    const isLoop = this.#loops && this.#locals.length === 0
    const run = isLoop ? this.#bounded(part.run) : part.run
    const decision = decisionOf(isLoop && part.decision?.kind === 'term' ? { run } : { ...part, run })
    this.#loops ||= outer
    const { sharing } = this.#surroundings
    if (sharing === undefined || this.#locals.length > 0 || !part.ofEvent || part.constant !== undefined)
      return { ...part, run, decision }
    const shared = sharing.share(part.key, run)
    return { ...part, run: shared.run, decision: { kind: 'shared', ...shared, of: decision } }
  }

  #bounded(run: Expression): Expression {
    const budget = this.#budget
    return (scope) => {
      budget.turns = LIMITS.expressionTurnsMax
      return run(scope)
    }
  }

  #compile(expr: Expr | undefined): Part {
    const isTooLarge = this.#nodes++ >= LIMITS.expressionNodesMax
    if (isTooLarge || this.#depth >= LIMITS.expressionDepthMax) {
      if (this.mistakes.length === 0) this.#mistake(expr, isTooLarge ? TOO_LARGE : TOO_DEEP)
      return UNKNOWN
    }
    this.#depth++
    const part = this.#kind(expr)
    this.#depth--
    return part
  }

  #kind(expr: Expr | undefined): Part {
    const kind = expr?.exprKind
    switch (kind?.case) {
      case 'constExpr':
        return this.#constant(expr, kind.value.constantKind)
      case 'identExpr':
        return this.#identifier(expr, kind.value.name)
      case 'selectExpr':
        return this.#select(expr, kind.value.operand, kind.value.field, kind.value.testOnly)
      case 'callExpr':
        return this.#call(expr, kind.value)
      case 'listExpr':
        return this.#list(expr, kind.value.elements)
      case 'structExpr':
        return this.#map(expr, kind.value)
      case 'comprehensionExpr':
        return this.#comprehension(expr, kind.value)
      default:
        return this.#unknown(expr, 'incomplete expression')
    }
  }

  #unknown(expr: Expr | undefined, message: string): Part {
    this.#mistake(expr, message)
    return UNKNOWN
  }

  #constant(expr: Expr | undefined, kind: Constant): Part {
    const value = typeof kind?.value === 'bigint' ? Number(kind.value) : (kind?.value ?? null)
    switch (kind?.case) {
      case 'int64Value':
        if (!Number.isSafeInteger(value)) return this.#unknown(expr, 'whole numbers are exact to 2^53')
        return constant(value, { kind: 'int' })
      case 'doubleValue':
        return constant(value, { kind: 'double' })
      case 'stringValue':
        return constant(interned(String(value)), STRING)
      case 'boolValue':
        return constant(value, { kind: 'bool' })
      case 'uint64Value':
        return this.#unknown(expr, 'there are no unsigned numbers: write 1, not 1u')
      case 'bytesValue':
        return this.#unknown(expr, 'there are no bytes, as there are none in JSON')
      default:
        return constant(null, { kind: 'null' })
    }
  }

  #identifier(expr: Expr | undefined, name: string): Part {
    const depth = this.#locals.findLastIndex((local) => local.name === name)
    if (depth >= 0) {
      const { type } = this.#locals[depth] as Local
      return { run: (scope) => scope.locals[depth], type, key: `local ${depth}`, ofEvent: true }
    }
    const { roots } = this.#surroundings
    if (!isRoot(roots, name)) {
      const hint = didYouMean(name, roots) || ` (did you mean "${this.#ownerOf(name)}.${name}"?)`
      return this.#unknown(expr, `unknown name "${name}"${hint}: here there are ${roots.join(', ')}`)
    }
    const type = this.#surroundings.types?.[name] ?? ANY
    const whole = { type: type.kind === 'any' ? OPEN_MAP : type, key: name, ofEvent: name === 'event' }
    if (name === 'event') return { ...whole, run: (scope) => scope.event?.properties() }
    if (name === 'profile') return { ...whole, run: (scope) => scope.profile?.properties() }
    this.reads.entry = true
    return { ...whole, run: (scope) => scope.entry }
  }

  /** The root of which somebody has left out the name. */
  #ownerOf(property: string): string {
    const { roots, types } = this.#surroundings
    const has = (type: Type | undefined) => type?.kind === 'map' && type.fields?.has(property) === true
    return roots.find((root) => has(types?.[root])) ?? (roots[0] as string)
  }

  /** `has(a.b)` is false when `a` has no `b`, an error when there is no `a`. */
  #select(expr: Expr | undefined, operand: Expr | undefined, field: string, testOnly: boolean): Part {
    const object = this.#compile(operand)
    const part = this.#field(expr, object, field)
    if (!testOnly) return part
    const shape = { type: BOOL, key: `has(${part.key})`, ofEvent: part.ofEvent }
    const { run, source } = part
    if (source !== undefined && source.root !== 'field')
      return { ...shape, ...this.#asked({ kind: 'term', run, source, test: { kind: 'there' } }) }
    const test: Expression = (scope) =>
      run(scope) !== undefined || (object.run(scope) === undefined ? undefined : false)
    return { ...shape, run: test }
  }

  #field(expr: Expr | undefined, object: Part, name: string): Part {
    const field = interned(name)
    const type = this.#typeOfField(expr, object.type, field)
    const rest = { type, key: `${object.key}[${JSON.stringify(field)}]`, ofEvent: object.ofEvent }
    if (object.key === 'event') {
      this.reads.event.add(field)
      const symbol = this.#surroundings.symbols.intern(field)
      return { ...rest, run: (scope) => scope.event?.get(symbol), source: { root: 'event', symbol } }
    }
    if (object.key === 'profile') {
      this.reads.profile.add(field)
      const source = { root: 'profile', key: field } as const
      return { ...rest, run: (scope) => scope.profile?.property(field), source }
    }
    const read = reader(field)
    const { run, source } = object
    const whole = { ...rest, run: (scope: Scope) => read(run(scope)) }
    if (source?.root !== 'event' || isInherited(field)) return whole
    return { ...whole, source: { root: 'field', symbol: source.symbol, field } }
  }

  #typeOfField(expr: Expr | undefined, type: Type, field: string): Type {
    if (type.kind === 'any' || type.kind === 'never') return ANY
    if (type.kind !== 'map') {
      if (this.#checks) this.#mistake(expr, `${describe(type)} has no "${field}"`)
      return ANY
    }
    const known = type.fields?.get(field)
    if (known !== undefined) return known
    if (!type.open && this.#checks) {
      const names = [...(type.fields?.keys() ?? [])]
      const hint = didYouMean(field, names)
      const there = names.length > 0 && names.length <= 12 ? `: there are ${names.join(', ')}` : ''
      this.#mistake(expr, `${type.title ?? 'this map'} has no "${field}"${hint || there}`)
    }
    return type.of
  }

  /** There is a catalogue: what cannot be right is refused. */
  get #checks(): boolean {
    return this.#surroundings.types !== undefined
  }

  /** An item that is missing makes the whole list an error, as CEL says. */
  #list(expr: Expr | undefined, elements: readonly Expr[]): Part {
    if (elements.length > LIMITS.expressionItemsMax) return this.#unknown(expr, TOO_LARGE)
    const parts = elements.map((item) => this.#compile(item))
    const items = parts.map((part) => part.run)
    const type: Type = { kind: 'list', of: parts.reduce((of, part) => join(of, part.type), NEVER) }
    const shape = whole('list', parts)
    if (parts.every((part) => part.constant !== undefined)) {
      const value = parts.map((part) => part.constant?.value)
      return { ...shape, type, run: () => value, constant: { value } }
    }
    const run: Expression = (scope) => {
      const list: unknown[] = []
      for (const item of items) {
        const value = item(scope)
        if (value === undefined) return undefined
        list.push(value)
      }
      return list
    }
    return { ...shape, type, run }
  }

  /** Keys are texts, as in JSON. */
  #map(expr: Expr | undefined, { messageName, entries }: Struct): Part {
    if (messageName !== '') return this.#unknown(expr, `there are no messages like ${messageName}`)
    const parts = entries.map(({ keyKind, value }) => {
      const key = this.#compile(keyKind.case === 'mapKey' ? (keyKind.value as Expr) : undefined)
      if (keyKind.case !== 'mapKey') this.#mistake(expr, 'there are no messages')
      else if (!['string', 'any'].includes(key.type.kind))
        this.#mistake(expr, `keys of maps are texts, as in JSON: this is ${describe(key.type)}`)
      return { key, value: this.#compile(value) }
    })
    const run: Expression = (scope) => {
      const map: Record<string, unknown> = Object.create(null)
      for (const part of parts) {
        const key = part.key.run(scope)
        const value = part.value.run(scope)
        if (typeof key !== 'string' || key in map || value === undefined) return undefined
        map[key] = value
      }
      return map
    }
    return {
      ...whole(
        'map',
        parts.flatMap(({ key, value }) => [key, value]),
      ),
      type: OPEN_MAP,
      run,
    }
  }

  #comprehension(expr: Expr | undefined, value: Comprehension): Part {
    if (value.iterVar2 !== '') return this.#unknown(expr, 'macros with two variables are not there')
    const range = this.#compile(value.iterRange)
    const { type } = range
    if (this.#checks && !['list', 'map', 'any', 'never'].includes(type.kind))
      this.#mistake(expr, `a macro goes over a list or a map, not over ${describe(type)}`)
    const init = this.#compile(value.accuInit)
    const item = type.kind === 'list' ? type.of : type.kind === 'map' ? STRING : ANY
    const iterDepth = this.#locals.push({ name: value.iterVar, type: item }) - 1
    const accumulator = { name: value.accuVar, type: init.type }
    const accuDepth = this.#locals.push(accumulator) - 1
    const condition = this.#compile(value.loopCondition)
    const step = this.#compile(value.loopStep)
    accumulator.type = join(init.type, step.type)
    const result = this.#compile(value.result)
    this.#locals.length -= 2
    this.#loops = true
    const parts = { range, init, condition, step, result, iterDepth, accuDepth }
    const run = loop(parts, this.#budget)
    return { ...whole('loop', [range, init, condition, step, result]), type: result.type, run }
  }

  #call(expr: Expr | undefined, { function: name, target, args }: Call): Part {
    const all = target === undefined ? args : [target, ...args]
    if (name === '_[_]' && all.length === 2) {
      const [object, key] = all as [Expr, Expr]
      const text = constantText(key)
      if (text !== undefined) return this.#field(expr, this.#compile(object), text)
    }
    if (name === '_&&_' || name === '_||_') return this.#junction(name, termsOf(expr, name))
    const parts = all.map((arg, i) =>
      name === '!_' || (name === '_?_:_' && i === 0) ? this.#condition(arg) : this.#compile(arg),
    )
    if (SIGNATURES[`${name}/${parts.length}`] === undefined) {
      const known = Object.keys(SIGNATURES).map((key) => key.replace(/\/\d$/, ''))
      const hint = didYouMean(name, new Set(known.filter((other) => other !== name)))
      const counted = `${parts.length} argument${parts.length === 1 ? '' : 's'}`
      return this.#unknown(expr, `unknown function "${shownName(name)}" with ${counted}${hint}`)
    }
    const result = resultOf(
      name,
      parts.map((part) => part.type),
    )
    if ('mismatch' in result && this.#checks) this.#mistake(expr, result.mismatch)
    const said = parts[0]?.constant?.value
    const wrong = this.#surroundings.wants && typeof said === 'string' ? timeMistake(name, said) : undefined
    if (wrong !== undefined) this.#mistake(args[0], wrong)
    const type = 'type' in result ? result.type : ANY
    const shape = { ...whole(name, parts), type }
    if (name === 'matches') return { ...shape, run: this.#matches(expr, parts) }
    if (name === '!_') return { ...shape, ...this.#asked({ kind: 'not', of: decisionOf(parts[0] as Part) }) }
    const question = questionOf(name, parts)
    if (question !== undefined) {
      const { of, test } = question
      return { ...shape, ...this.#asked({ kind: 'term', run: of.run, source: of.source, test }) }
    }
    const make = FUNCTIONS[`${name}/${parts.length}`]
    if (make === undefined) throw new Error(`nothing says how to do ${name}`)
    return { ...shape, run: make(...(parts as unknown as Parameters<typeof make>)) }
  }

  #asked(decision: Decision): { run: Expression; decision: Decision } {
    return { run: decided(decision, this.#shapes), decision }
  }

  /** A row of terms, however it is nested: `a && b && c` is one. */
  #junction(name: '_&&_' | '_||_', terms: readonly (Expr | undefined)[]): Part {
    const parts = terms.map((term) => this.#condition(term))
    if (this.#checks)
      for (const [i, { type }] of parts.entries())
        if (type.kind !== 'bool' && type.kind !== 'any')
          this.#mistake(terms[i], `${shownName(name)} wants true or false, this is ${describe(type)}`)
    const decides = name === '_||_'
    return {
      ...whole(name, parts),
      type: BOOL,
      ...this.#asked({ kind: 'junction', decides, parts: parts.map(decisionOf) }),
    }
  }

  /** RE2: linear time whatever the pattern. A constant pattern is compiled here, once. */
  #matches(expr: Expr | undefined, [text, pattern]: readonly Part[]): Expression {
    const source = pattern?.constant?.value
    const nothing: Expression = () => undefined
    if (typeof source !== 'string') {
      this.#mistake(expr, 'matches() wants a pattern that is a constant text')
      return nothing
    }
    const value = text?.run ?? nothing
    try {
      const regexp = RE2JS.compile(source)
      return (scope) => {
        const subject = value(scope)
        return typeof subject === 'string' ? regexp.test(subject) : undefined
      }
    } catch (error) {
      this.#mistake(expr, `pattern: ${error instanceof Error ? error.message : String(error)}`)
      return nothing
    }
  }
}

const TOO_DEEP = 'nested too deeply'
const TOO_LARGE = `more than ${LIMITS.expressionNodesMax} parts`
const UNKNOWN: Part = { run: () => undefined, type: ANY, key: '?', ofEvent: false }

function isRoot(roots: Roots, name: string): name is Roots[number] {
  return (roots as readonly string[]).includes(name)
}
