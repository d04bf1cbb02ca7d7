import type { Expression } from './cel.js'
import { equality, membership, ordering, type Source } from './cel-compare.js'
import {
  INSTANT_PARTS,
  parseInstant,
  parseSpan,
  SPAN_PARTS,
  TimeValue,
  wallClock,
  whole,
  type ZoneFormats,
} from './cel-time.js'
import type { Type } from './cel-types.js'
import { add, index, size, subtract } from './cel-values.js'

/** A part of an expression, compiled: what it gives, and what is known of that before it runs. */
export interface Operand {
  readonly run: Expression
  readonly type: Type
  /** When it is always the same. */
  readonly constant?: { readonly value: unknown }
  /** When it is nothing but a property. */
  readonly source?: Source
}

/** What makes an operator of its operands. */
export type Make = (...operands: [Operand, Operand, Operand]) => Expression

/** CEL's functions and operators, but `matches`, `!`, `&&` and `||`, by `name/arity` as after parsing. */
export const FUNCTIONS: Readonly<Record<string, Make>> = {
  '_?_:_/3': ({ run: condition }, { run: yes }, { run: no }) => {
    return (scope) => {
      const value = condition(scope)
      return value === true ? yes(scope) : value === false ? no(scope) : undefined
    }
  },
  '_==_/2': equality(true),
  '_!=_/2': equality(false),
  '_<_/2': ordering('_<_'),
  '_<=_/2': ordering('_<=_'),
  '_>_/2': ordering('_>_'),
  '_>=_/2': ordering('_>=_'),
  '_+_/2': arithmetic(add),
  '_-_/2': arithmetic(subtract),
  '_*_/2': arithmetic(numbers((x, y) => x * y)),
  '_/_/2': (a, b) =>
    a.type.kind === 'int' && b.type.kind === 'int'
      ? binary(numbers((x, y) => (y === 0 ? undefined : exact(Math.trunc(x / y)))))(a, b)
      : binary(numbers((x, y) => x / y))(a, b),
  '_%_/2': binary(numbers((x, y) => (y === 0 ? undefined : (x % y) + 0))),
  '-_/1': (a) =>
    unary((value) =>
      typeof value !== 'number' ? undefined : a.type.kind === 'int' ? exact(-value) : -value,
    )(a),
  '@in/2': membership,
  '_[_]/2': binary(index),
  '@not_strictly_false/1': unary((value) => value !== false),
  'size/1': unary(size),
  'contains/2': binary(texts((text, part) => text.includes(part))),
  'startsWith/2': binary(texts((text, part) => text.startsWith(part))),
  'endsWith/2': binary(texts((text, part) => text.endsWith(part))),
  'string/1': unary(textOf),
  'double/1': unary(numberOf),
  'int/1': ({ run, type }) => {
    const isText = type.kind === 'string'
    return (scope) => {
      const value = run(scope)
      if (value instanceof TimeValue) return value.kind === 'timestamp' ? value.seconds : whole(value)
      const number = isText && !/^[+-]?\d+$/.test(String(value)) ? undefined : numberOf(value)
      return number === undefined ? undefined : exact(Math.trunc(number))
    }
  },
  'bool/1': unary((value) =>
    typeof value === 'boolean' ? value : typeof value === 'string' ? TRUTHS.get(value) : undefined,
  ),
  'timestamp/1': unary((value) => timeOf('timestamp', value)),
  'duration/1': unary((value) => timeOf('duration', value)),
  'dyn/1': ({ run }) => run,
  ...Object.fromEntries(Object.keys(INSTANT_PARTS).flatMap((name) => part(name))),
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
])

function unary(result: (value: unknown) => unknown): (a: Operand) => Expression {
  return ({ run }) =>
    (scope) =>
      result(run(scope))
}

function binary(result: (x: unknown, y: unknown) => unknown): (a: Operand, b: Operand) => Expression {
  return ({ run: a }, { run: b }) =>
    (scope) =>
      result(a(scope), b(scope))
}

/** Whole numbers stay exact or have no value. */
function arithmetic(result: (x: unknown, y: unknown) => unknown): Make {
  return (a, b) =>
    a.type.kind === 'int' && b.type.kind === 'int'
      ? binary((x, y) => exact(result(x, y)))(a, b)
      : binary(result)(a, b)
}

function numbers(result: (x: number, y: number) => number | undefined) {
  return (x: unknown, y: unknown): number | undefined =>
    typeof x === 'number' && typeof y === 'number' ? result(x, y) : undefined
}

function texts(holds: (text: string, part: string) => boolean) {
  return (x: unknown, y: unknown): boolean | undefined =>
    typeof x === 'string' && typeof y === 'string' ? holds(x, y) : undefined
}

/** A whole number is exact up to 2^53; there is no minus zero among them. */
function exact(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) + 0 : undefined
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function textOf(value: unknown): string | undefined {
  if (value instanceof TimeValue) return value.toString()
  return value === undefined || typeof value === 'object' ? undefined : String(value)
}

function timeOf(kind: TimeValue['kind'], value: unknown): TimeValue | undefined {
  if (value instanceof TimeValue) return value.kind === kind ? value : undefined
  if (typeof value === 'string') return kind === 'timestamp' ? parseInstant(value) : parseSpan(value)
  return typeof value === 'number' && Number.isInteger(value) ? TimeValue.of(kind, value, 0) : undefined
}

/** `getHours()` and its like, in UTC, and in a zone. */
function part(name: string): [string, Make][] {
  const ofInstant = INSTANT_PARTS[name] as (local: Date) => number
  const read = (value: unknown, zone: unknown, formats: ZoneFormats): number | undefined => {
    if (!(value instanceof TimeValue) || typeof zone !== 'string') return undefined
    if (value.kind === 'duration') return exact(SPAN_PARTS[name]?.(value))
    const local = wallClock(value, zone, formats)
    return local === undefined ? undefined : ofInstant(local)
  }
  return [
    [
      `${name}/1`,
      ({ run }) => {
        const formats: ZoneFormats = new Map()
        return (scope) => read(run(scope), 'UTC', formats)
      },
    ],
    [
      `${name}/2`,
      ({ run }, { run: zone }) => {
        const formats: ZoneFormats = new Map()
        return (scope) => read(run(scope), zone(scope), formats)
      },
    ],
  ]
}
