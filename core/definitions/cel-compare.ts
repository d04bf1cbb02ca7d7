import type { Expression } from './cel.js'
import type { Test } from './cel-decision.js'
import type { Make, Operand } from './cel-functions.js'
import { contains, equal, order } from './cel-values.js'

/** Where a value stands when it is nothing but a property: there it is read without a call in between. */
export type Source =
  | { readonly root: 'event'; readonly symbol: number }
  /** A field of a property of the event, of which nothing but the event has one by that name. */
  | { readonly root: 'field'; readonly symbol: number; readonly field: string }
  | { readonly root: 'profile'; readonly key: string }

type Scalar = string | number | boolean | null

/** One thing that is asked of one operand: with a constant beside it, which is what authors write. */
export interface Question {
  readonly of: Operand
  readonly test: Test
}

/** What a comparison with a constant asks; undefined when both sides have to be worked out. */
export function questionOf(name: string, [a, b]: readonly Operand[]): Question | undefined {
  if (a === undefined || b === undefined) return undefined
  const known = b.constant?.value
  switch (name) {
    case '_==_':
    case '_!=_':
      return isScalar(known)
        ? { of: a, test: { kind: 'same', as: known, wanted: name === '_==_' } }
        : undefined
    case '_<_':
    case '_<=_':
    case '_>_':
    case '_>=_':
      return typeof known === 'number'
        ? { of: a, test: { kind: 'range', ...rangeOf(name, known) } }
        : undefined
    case '@in': {
      if (isScalars(known)) return { of: a, test: { kind: 'one of', all: new Set(known) } }
      const text = a.constant?.value
      return typeof text === 'string' ? { of: b, test: { kind: 'has', text } } : undefined
    }
    default:
      return undefined
  }
}

export function equality(wanted: boolean): Make {
  return ({ run: a }, { run: b }) =>
    (scope) => {
      const same = equal(a(scope), b(scope))
      return same === undefined ? undefined : same === wanted
    }
}

export type Order = '_<_' | '_<=_' | '_>_' | '_>=_'

export function ordering(operator: Order): Make {
  return ({ run: a }, { run: b }) =>
    (scope) => {
      const place = order(a(scope), b(scope))
      return place === undefined ? undefined : holds(operator, place)
    }
}

/** `item in collection`. */
export function membership({ run: item }: Operand, { run: collection }: Operand): Expression {
  return (scope) => contains(collection(scope), item(scope))
}

/**
 * The numbers that are in an order to a known one: from `low` to `high`, both among them. One comparison of
 * each end costs less than to ask which order it is.
 */
function rangeOf(operator: Order, known: number): { low: number; high: number } {
  switch (operator) {
    case '_<_':
      return { low: Number.NEGATIVE_INFINITY, high: -above(-known) }
    case '_<=_':
      return { low: Number.NEGATIVE_INFINITY, high: known }
    case '_>_':
      return { low: above(known), high: Number.POSITIVE_INFINITY }
    case '_>=_':
      return { low: known, high: Number.POSITIVE_INFINITY }
  }
}

/** The next double (IEEE 754: of one sign they are in the order of their bits); NaN behind the last. */
function above(x: number): number {
  if (x === 0) return Number.MIN_VALUE
  if (x === Number.POSITIVE_INFINITY) return Number.NaN
  const double = new Float64Array([x])
  const bits = new BigInt64Array(double.buffer)
  bits[0] = (bits[0] as bigint) + (x > 0 ? 1n : -1n)
  return double[0] as number
}

function holds(operator: Order, place: number): boolean {
  switch (operator) {
    case '_<_':
      return place < 0
    case '_<=_':
      return place <= 0
    case '_>_':
      return place > 0
    case '_>=_':
      return place >= 0
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || (value !== undefined && typeof value !== 'object')
}

function isScalars(value: unknown): value is readonly Scalar[] {
  return Array.isArray(value) && value.every(isScalar)
}
