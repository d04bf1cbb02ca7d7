import type { Expression } from './cel.js'

/** CEL's functions and operators, as they are called after parsing, by `name/arity`. */
export const FUNCTIONS: Readonly<Record<string, (...operands: Expression[]) => Expression>> = {
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
      const type = typeof x
      if (type !== typeof y || (type !== 'number' && type !== 'string' && type !== 'boolean'))
        return undefined
      const [left, right] = [x as number, y as number]
      return holds(left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN)
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
  return keys.every((key) => equal(own(x, key), own(y, key)) === true)
}

function contains(collection: unknown, item: unknown): boolean | undefined {
  if (item === undefined || collection === null || typeof collection !== 'object') return undefined
  if (Array.isArray(collection)) return collection.some((other) => equal(other, item) === true)
  if (typeof item === 'object' && item !== null) return undefined
  return typeof item === 'string' && Object.hasOwn(collection, item)
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

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function finite(value: unknown): number | undefined {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A field of an object, by own property only. */
export function member(object: unknown, field: string): unknown {
  return object === null || typeof object !== 'object' || Array.isArray(object)
    ? undefined
    : own(object, field)
}

function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined
}
