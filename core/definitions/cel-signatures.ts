import { ANY, comparable, describe, join, type Type } from './cel-types.js'

const NUMBERS = ['int,int', 'double,double', 'int,double', 'double,int']
const ORDERED = [...NUMBERS, 'string,string', 'bool,bool', 'timestamp,timestamp', 'duration,duration']
const TEXTS = { 'string,string': 'bool' }
const PART = { timestamp: 'int', duration: 'int' }
const LOCAL_PART = { 'timestamp,string': 'int' }

type Kind = Type['kind']
/** Kinds of the operands, then that of the result. */
type Overloads = Readonly<Record<string, Kind | string>>

const all = (operands: readonly string[], result: Kind): Overloads =>
  Object.fromEntries(operands.map((kinds) => [kinds, result]))
const arithmetic: Overloads = { ...all(NUMBERS, 'double'), 'int,int': 'int' }

/** Functions and operators by `name/arity`, with what they take and give. What is not here does not exist. */
export const SIGNATURES: Readonly<Record<string, Overloads>> = {
  '!_/1': { bool: 'bool' },
  '@not_strictly_false/1': { bool: 'bool' },
  '_?_:_/3': { 'bool,any,any': 'any' },
  '_==_/2': { 'any,any': 'bool' },
  '_!=_/2': { 'any,any': 'bool' },
  '_<_/2': all(ORDERED, 'bool'),
  '_<=_/2': all(ORDERED, 'bool'),
  '_>_/2': all(ORDERED, 'bool'),
  '_>=_/2': all(ORDERED, 'bool'),
  '_+_/2': {
    ...arithmetic,
    'string,string': 'string',
    'list,list': 'list',
    'timestamp,duration': 'timestamp',
    'duration,timestamp': 'timestamp',
    'duration,duration': 'duration',
  },
  '_-_/2': {
    ...arithmetic,
    'timestamp,timestamp': 'duration',
    'timestamp,duration': 'timestamp',
    'duration,duration': 'duration',
  },
  '_*_/2': arithmetic,
  '_/_/2': arithmetic,
  '_%_/2': arithmetic,
  '-_/1': { int: 'int', double: 'double' },
  '@in/2': { 'any,list': 'bool', 'string,map': 'bool' },
  '_[_]/2': { 'list,int': 'any', 'list,double': 'any', 'map,string': 'any' },
  'size/1': { string: 'int', list: 'int', map: 'int' },
  'contains/2': TEXTS,
  'startsWith/2': TEXTS,
  'endsWith/2': TEXTS,
  'matches/2': TEXTS,
  'string/1': all(['string', 'int', 'double', 'bool', 'timestamp', 'duration'], 'string'),
  'double/1': all(['double', 'int', 'string'], 'double'),
  'int/1': all(['int', 'double', 'string', 'timestamp', 'duration'], 'int'),
  'bool/1': all(['bool', 'string'], 'bool'),
  'timestamp/1': all(['timestamp', 'string', 'int'], 'timestamp'),
  'duration/1': all(['duration', 'string', 'int'], 'duration'),
  'dyn/1': { any: 'any' },
  ...parts(['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'], PART),
  ...parts(['getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear'], {
    timestamp: 'int',
  }),
}

function parts(names: readonly string[], ofOne: Overloads): Record<string, Overloads> {
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}/1`, ofOne],
      [`${name}/2`, LOCAL_PART],
    ]),
  )
}

/** Shown to an author: `_>=_` is `>=`. */
export function shownName(name: string): string {
  return name === '_[_]' ? '[ ]' : name.replace(/^@/, '').replaceAll('_', '')
}

/** What a call gives, or why it cannot be right. */
export function resultOf(name: string, operands: readonly Type[]): { type: Type } | { mismatch: string } {
  const overloads = SIGNATURES[`${name}/${operands.length}`] ?? {}
  const fitting = Object.entries(overloads).filter(([kinds]) => fits(kinds.split(',') as Kind[], operands))
  const [x = ANY, y = ANY] = operands
  const isEquality = name === '_==_' || name === '_!=_'
  const inList = name === '@in' && y.kind === 'list' && !comparable(x, y.of)
  if (fitting.length === 0 || (isEquality && !comparable(x, y)) || inList)
    return { mismatch: mismatch(name, operands) }
  if (name === '_?_:_') return { type: join(y, operands[2] ?? ANY) }
  if (name === '_[_]' && x.kind === 'list') return { type: x.of }
  if (name === '_+_' && x.kind === 'list' && y.kind === 'list') return { type: join(x, y) }
  return { type: fitting.map(([, kind]) => ofKind(kind as Kind)).reduce(join) }
}

function fits(kinds: readonly Kind[], operands: readonly Type[]): boolean {
  return kinds.every((kind, i) => {
    const operand = operands[i]?.kind
    return kind === 'any' || operand === 'any' || operand === 'never' || operand === kind
  })
}

function ofKind(kind: Kind): Type {
  return kind === 'list' ? { kind, of: ANY } : kind === 'map' ? { kind, of: ANY, open: true } : { kind }
}

function mismatch(name: string, operands: readonly Type[]): string {
  const [x = ANY, y = ANY] = operands
  const time = [x, y].find((type) => type.kind === 'string' && type.holds !== undefined)
  const hint = time?.kind === 'string' && time.holds !== undefined ? `: write ${time.holds}(…)` : ''
  const shown = shownName(name)
  if (operands.length === 1) return `${shown} does not take ${describe(x)}${hint}`
  if (name === '_?_:_') return `what stands before ? is ${describe(x)}, not true or false`
  if (name === '_==_' || name === '_!=_') return `${describe(x)} is never equal to ${describe(y)}${hint}`
  return `${shown} does not take ${describe(x)} and ${describe(y)}${hint}`
}
