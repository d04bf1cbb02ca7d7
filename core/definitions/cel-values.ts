import { LIMITS } from '../base/limits.js'
import { TimeValue } from './cel-time.js'

/** CEL's equality: values of different types are unequal, an absent one is an error. */
export function equal(x: unknown, y: unknown): boolean | undefined {
  if (x === undefined || y === undefined) return undefined
  if (x === y) return true
  if (x === null || y === null || typeof x !== 'object' || typeof y !== 'object') return false
  if (x instanceof TimeValue || y instanceof TimeValue)
    return x instanceof TimeValue && y instanceof TimeValue && x.kind === y.kind && x.compare(y) === 0
  if (Array.isArray(x) !== Array.isArray(y)) return false
  const keys = Object.keys(x)
  if (keys.length !== Object.keys(y).length) return false
  return keys.every((key) => equal(own(x, key), own(y, key)) === true)
}

/** Below 0 when x comes first; undefined when the two cannot be compared, NaN when one is not a number. */
export function order(x: unknown, y: unknown): number | undefined {
  if (x instanceof TimeValue) return y instanceof TimeValue && x.kind === y.kind ? x.compare(y) : undefined
  const type = typeof x
  if (type !== typeof y || (type !== 'number' && type !== 'string' && type !== 'boolean')) return undefined
  const [left, right] = [x as number, y as number]
  return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN
}

export function add(x: unknown, y: unknown): unknown {
  if (typeof x === 'number' && typeof y === 'number') return x + y
  if (typeof x === 'string' && typeof y === 'string')
    return x.length + y.length > LIMITS.expressionTextMax ? undefined : x + y
  if (Array.isArray(x) && Array.isArray(y))
    return x.length + y.length > LIMITS.expressionItemsMax ? undefined : [...x, ...y]
  if (!(x instanceof TimeValue && y instanceof TimeValue)) return undefined
  if (x.kind === 'timestamp' && y.kind === 'timestamp') return undefined
  const kind = x.kind === y.kind ? 'duration' : 'timestamp'
  return TimeValue.of(kind, x.seconds + y.seconds, x.nanos + y.nanos)
}

export function subtract(x: unknown, y: unknown): unknown {
  if (typeof x === 'number' && typeof y === 'number') return x - y
  if (!(x instanceof TimeValue && y instanceof TimeValue)) return undefined
  if (x.kind === 'duration' && y.kind === 'timestamp') return undefined
  const kind = x.kind === y.kind ? 'duration' : 'timestamp'
  return TimeValue.of(kind, x.seconds - y.seconds, x.nanos - y.nanos)
}

export function contains(collection: unknown, item: unknown): boolean | undefined {
  if (item === undefined || !isContainer(collection)) return undefined
  if (Array.isArray(collection)) {
    if (item === null || typeof item !== 'object') return collection.indexOf(item) >= 0
    return collection.some((other) => equal(other, item) === true)
  }
  if (typeof item === 'object' && item !== null) return undefined
  return typeof item === 'string' && Object.hasOwn(collection, item)
}

export function index(collection: unknown, key: unknown): unknown {
  if (Array.isArray(collection)) return typeof key === 'number' ? collection[key] : undefined
  return typeof key === 'string' ? member(collection, key) : undefined
}

/** Of a text the number of its characters, not of its UTF-16 units. */
export function size(value: unknown): number | undefined {
  if (typeof value === 'string') {
    let count = 0
    for (const _ of value) count++
    return count
  }
  if (!isContainer(value)) return undefined
  return Array.isArray(value) ? value.length : Object.keys(value).length
}

/** A list or a map. */
export function isContainer(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !(value instanceof TimeValue)
}

/** A field of an object, by own property only. */
function member(object: unknown, field: string): unknown {
  return isContainer(object) && !Array.isArray(object) ? own(object, field) : undefined
}

/**
 * How to read a field of this name. Names that lists, instants and all objects have by themselves cost a look
 * whether it is a field of the event.
 */
export function reader(field: string): (object: unknown) => unknown {
  if (isInherited(field)) return (object) => member(object, field)
  return (object) =>
    object !== null && typeof object === 'object' ? (object as Record<string, unknown>)[field] : undefined
}

/** A field of this name is there without anybody having said so. */
export function isInherited(field: string): boolean {
  return field in Array.prototype || field in TIME || /^\d/.test(field)
}

const TIME = TimeValue.of('duration', 0, 0) ?? {}

function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined
}
