import type { Expression } from './cel.js'
import type { Make, Operand } from './cel-functions.js'
import { contains, equal, order } from './cel-values.js'

/** Where a value stands when it is nothing but a property: there it is read without a call in between. */
export type Source =
  | { readonly root: 'event'; readonly symbol: number }
  /** A field of a property of the event, of which nothing but the event has one by that name. */
  | { readonly root: 'field'; readonly symbol: number; readonly field: string }
  | { readonly root: 'profile'; readonly key: string }

type Scalar = string | number | boolean | null

/** With a constant on the right, which is what authors write, half of the work is done before. */
export function equality(wanted: boolean): Make {
  return (a, { run: b, constant }) => {
    if (constant !== undefined && isScalar(constant.value))
      return wanted ? equals(a, constant.value) : differs(a, constant.value)
    const { run } = a
    return (scope) => {
      const same = equal(run(scope), b(scope))
      return same === undefined ? undefined : same === wanted
    }
  }
}

function equals({ run, source }: Operand, known: Scalar): Expression {
  switch (source?.root) {
    case 'event': {
      const { symbol } = source
      return (scope) => {
        const value = scope.event?.get(symbol)
        return value === undefined ? undefined : value === known
      }
    }
    case 'field': {
      const { symbol, field } = source
      return (scope) => {
        const object = scope.event?.get(symbol)
        const value = object !== null && typeof object === 'object' ? fieldOf(object, field) : undefined
        return value === undefined ? undefined : value === known
      }
    }
    case 'profile': {
      const { key } = source
      return (scope) => {
        const value = scope.profile?.property(key)
        return value === undefined ? undefined : value === known
      }
    }
    default:
      return (scope) => {
        const value = run(scope)
        return value === undefined ? undefined : value === known
      }
  }
}

function differs({ run }: Operand, known: Scalar): Expression {
  return (scope) => {
    const value = run(scope)
    return value === undefined ? undefined : value !== known
  }
}

export type Order = '<' | '<=' | '>' | '>='

export function ordering(operator: Order): Make {
  return (a, { run: b, constant }) => {
    if (typeof constant?.value === 'number') return ordered(a, operator, constant.value)
    const { run } = a
    return (scope) => {
      const place = order(run(scope), b(scope))
      return place === undefined ? undefined : holds(operator, place, 0)
    }
  }
}

/** An order is a range: one comparison of each end costs less than to ask which order it is. */
function ordered({ run, source }: Operand, operator: Order, known: number): Expression {
  const { low, high } = rangeOf(operator, known)
  switch (source?.root) {
    case 'event': {
      const { symbol } = source
      return (scope) => {
        const value = scope.event?.get(symbol)
        return typeof value === 'number' ? value >= low && value <= high : undefined
      }
    }
    case 'field': {
      const { symbol, field } = source
      return (scope) => {
        const object = scope.event?.get(symbol)
        const value = object !== null && typeof object === 'object' ? fieldOf(object, field) : undefined
        return typeof value === 'number' ? value >= low && value <= high : undefined
      }
    }
    case 'profile': {
      const { key } = source
      return (scope) => {
        const value = scope.profile?.property(key)
        return typeof value === 'number' ? value >= low && value <= high : undefined
      }
    }
    default:
      return (scope) => {
        const value = run(scope)
        return typeof value === 'number' ? value >= low && value <= high : undefined
      }
  }
}

/** The numbers that are in an order to a known one: from `low` to `high`, both among them. */
function rangeOf(operator: Order, known: number): { low: number; high: number } {
  switch (operator) {
    case '<':
      return { low: Number.NEGATIVE_INFINITY, high: -above(-known) }
    case '<=':
      return { low: Number.NEGATIVE_INFINITY, high: known }
    case '>':
      return { low: above(known), high: Number.POSITIVE_INFINITY }
    case '>=':
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

function holds(operator: Order, x: number, y: number): boolean {
  switch (operator) {
    case '<':
      return x < y
    case '<=':
      return x <= y
    case '>':
      return x > y
    case '>=':
      return x >= y
  }
}

/** `item in collection`. */
export function membership({ run: a, constant: item }: Operand, b: Operand): Expression {
  const { run, constant: list, source } = b
  if (list !== undefined && isScalars(list.value)) {
    const known = new Set<unknown>(list.value)
    return (scope) => {
      const value = a(scope)
      return value === undefined ? undefined : known.has(value)
    }
  }
  if (typeof item?.value !== 'string') return (scope) => contains(run(scope), a(scope))
  const { value } = item
  if (source?.root !== 'profile') return (scope) => hasText(run(scope), value)
  const { key } = source
  return (scope) => hasText(scope.profile?.property(key), value)
}

function hasText(collection: unknown, item: string): boolean | undefined {
  return Array.isArray(collection) ? collection.indexOf(item) >= 0 : contains(collection, item)
}

function fieldOf(object: object, field: string): unknown {
  return (object as Record<string, unknown>)[field]
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value !== 'object'
}

function isScalars(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isScalar)
}
