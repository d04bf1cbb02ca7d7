import { LIMITS } from '../base/limits.js'
import type { Expression } from './cel.js'
import type { Decision, Term } from './cel-decision.js'
import { contains } from './cel-values.js'

/** Makes the code of a condition of its constants. */
type Make = (
  constants: readonly (readonly unknown[])[],
  has: typeof contains,
  decide: Expression,
) => Expression

/**
 * Conditions as code of their own. Closures for their parts would be called by closures that all conditions
 * of a process have in common: no such call can be compiled into its caller, and each costs as much as what
 * it does. So conditions of one shape, which differ in names and constants only, have a function that is made
 * for this shape. Its text says where to go from which step and nothing else: what an author writes, down to
 * the numbers, is handed to it as values.
 */
export class Shapes {
  readonly #made = new Map<string, Make>()
  readonly #max: number
  #isAllowed = true

  constructor(max: number = LIMITS.shapesMax) {
    this.#max = max
  }

  /** Undefined when there are too many shapes, or the process may not make code of text. */
  codeOf(decision: Decision, decide: Expression): Expression | undefined {
    if (!this.#isAllowed) return undefined
    const code = new Code(decision)
    if (code.terms.length > LIMITS.shapeTermsMax) return undefined
    const make = this.#made.get(code.text) ?? this.#make(code.text)
    return make?.(code.terms.map(constantsOf), contains, decide)
  }

  #make(text: string): Make | undefined {
    if (this.#made.size >= this.#max) return undefined
    try {
      const make = new Function('constants', 'has', 'decide', text) as Make
      this.#made.set(text, make)
      return make
    } catch (error) {
      if (!(error instanceof EvalError)) throw error
      this.#isAllowed = false
      return undefined
    }
  }
}

/**
 * The text of a condition: each term a block, which is left for where to go on when it is true, false, or
 * neither. No value of a term stands in between, whatever is nested in what.
 */
class Code {
  readonly terms: Term[] = []
  readonly text: string
  readonly #kept: ReadonlyMap<string, number>
  #rows = 0

  constructor(decision: Decision) {
    this.#kept = sourcesOfSeveral(termsOf(decision))
    const lines = this.#lines(decision, {
      yes: 'return true',
      no: 'return false',
      unknown: 'return undefined',
    })
    this.text = [
      ...this.terms.map((_, i) => `const [a${i}, b${i}, c${i}, d${i}] = constants[${i}]`),
      'return (scope) => {',
      'const { event, profile } = scope',
      ...this.#guards(),
      'let value',
      ...[...this.#kept.values()].map((number) => `let kept${number} = scope`),
      ...lines,
      '}',
    ].join('\n')
  }

  /** Without an event, or a profile, nothing is in a hurry: that is not asked at each property again. */
  #guards(): string[] {
    const roots = new Set(this.terms.map(({ source }) => source?.root))
    const guard = (root: string) => `if (${root} === null) return decide(scope)`
    const event = roots.has('event') || roots.has('field') ? [guard('event')] : []
    return roots.has('profile') ? [...event, guard('profile')] : event
  }

  #lines(decision: Decision, ways: Ways): string[] {
    switch (decision.kind) {
      case 'not':
        return this.#lines(decision.of, { ...ways, yes: ways.no, no: ways.yes })
      case 'shared':
        return this.#lines(effective(decision), ways)
      case 'junction':
        return this.#row(decision.decides, decision.parts, ways)
      case 'term':
        return this.#term(decision, ways)
    }
  }

  /** One part after the other: each may decide, else the next one is asked, and at the end none has. */
  #row(decides: boolean, parts: readonly Decision[], { yes, no, unknown }: Ways): string[] {
    const row = this.#rows++
    const lines = parts.flatMap((part, i) => {
      const next = `break L${row}x${i}`
      const doubt = `{ doubt${row} = true; ${next} }`
      const ways = decides ? { yes, no: next, unknown: doubt } : { yes: next, no, unknown: doubt }
      return [`L${row}x${i}: {`, ...this.#lines(part, ways), '}']
    })
    return [`let doubt${row} = false`, ...lines, `if (doubt${row}) ${unknown}`, decides ? no : yes]
  }

  /** Properties that several terms look at are read once. */
  #term(term: Term, ways: Ways): string[] {
    const i = this.terms.push(term) - 1
    const kept = this.#kept.get(keyOf(term))
    const value = readOf(term, i)
    const read = kept === undefined ? value : `kept${kept} === scope ? kept${kept} = ${value} : kept${kept}`
    return [`value = ${read}`, ...askOf(term, i, ways)]
  }
}

/** What is to be asked where something may have been found out before. */
function effective({ run, of, isAskedAgain }: Extract<Decision, { kind: 'shared' }>): Decision {
  return isAskedAgain() ? { kind: 'term', run, source: undefined, test: { kind: 'true' } } : of
}

function termsOf(decision: Decision): Term[] {
  switch (decision.kind) {
    case 'term':
      return [decision]
    case 'not':
      return termsOf(decision.of)
    case 'shared':
      return termsOf(effective(decision))
    case 'junction':
      return decision.parts.flatMap(termsOf)
  }
}

/** Numbers of the properties at which more than one of the terms looks, by key. */
function sourcesOfSeveral(terms: readonly Term[]): ReadonlyMap<string, number> {
  const keys = terms.filter(({ source }) => source !== undefined).map(keyOf)
  const several = new Set(keys.filter((key, i) => keys.indexOf(key) < i))
  return new Map([...several].map((key, number) => [key, number]))
}

function keyOf({ source }: Term): string {
  return JSON.stringify(source) ?? ''
}

/** What the text calls a, b, c and d: who has the value, what is asked of it. */
function constantsOf({ run, source, test }: Term): readonly unknown[] {
  const from = source === undefined ? run : source.root === 'profile' ? source.key : source.symbol
  const field = source?.root === 'field' ? source.field : undefined
  switch (test.kind) {
    case 'same':
      return [from, field, test.as]
    case 'range':
      return [from, field, test.low, test.high]
    case 'one of':
      return [from, field, test.all]
    case 'has':
      return [from, field, test.text]
    default:
      return [from, field]
  }
}

function readOf({ source }: Term, i: number): string {
  switch (source?.root) {
    case 'event':
      return `event.get(a${i})`
    case 'field':
      return `typeof (value = event.get(a${i})) === 'object' && value !== null ? value[b${i}] : undefined`
    case 'profile':
      return `profile.property(a${i})`
    default:
      return `a${i}(scope)`
  }
}

/** In the order in which it is mostly decided. */
function askOf({ test }: Term, i: number, { yes, no, unknown }: Ways): string[] {
  switch (test.kind) {
    case 'same':
      return [
        `if (value === c${i}) ${test.wanted ? yes : no}`,
        `if (value === undefined) ${unknown}`,
        test.wanted ? no : yes,
      ]
    case 'range': {
      const low = test.low === Number.NEGATIVE_INFINITY ? '' : `value >= c${i}`
      const high = test.high === Number.POSITIVE_INFINITY ? '' : `value <= d${i}`
      const ends = [low, high].filter((end) => end !== '').join(' && ') || 'value === value'
      return [`if (typeof value !== 'number') ${unknown}`, `if (${ends}) ${yes}`, no]
    }
    case 'one of':
      return [`if (value === undefined) ${unknown}`, `if (c${i}.has(value)) ${yes}`, no]
    case 'has':
      return [
        `if (Array.isArray(value)) { if (value.indexOf(c${i}) >= 0) ${yes}`,
        `${no} }`,
        `value = has(value, c${i})`,
        ...truth({ yes, no, unknown }),
      ]
    case 'true':
      return truth({ yes, no, unknown })
    case 'there':
      return [`if (value !== undefined) ${yes}`, no]
  }
}

function truth({ yes, no, unknown }: Ways): string[] {
  return [`if (value === true) ${yes}`, `if (value === false) ${no}`, unknown]
}

type Ways = Readonly<Record<'yes' | 'no' | 'unknown', string>>
