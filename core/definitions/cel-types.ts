/**
 * What is known of a value before an expression runs. Numbers of events and profiles are doubles, as JSON
 * has them; whole numbers are what an expression makes itself: constants, sizes, parts of dates.
 */
export type Type =
  | { readonly kind: 'any' | 'never' | 'null' | 'bool' | 'int' | 'double' | 'timestamp' | 'duration' }
  /** `holds`: a text that the catalogue declares to be a time; `timestamp()` reads it. */
  | { readonly kind: 'string'; readonly holds?: 'timestamp' | 'duration' }
  | { readonly kind: 'list'; readonly of: Type }
  | MapType

export interface MapType {
  readonly kind: 'map'
  /** Type of the fields that are not named. */
  readonly of: Type
  readonly fields?: ReadonlyMap<string, Type>
  /** Fields that are not named may be there. */
  readonly open: boolean
  /** What it is, for a person: `event "Order Completed"`. */
  readonly title?: string
}

export const ANY: Type = { kind: 'any' }
export const NEVER: Type = { kind: 'never' }
export const BOOL: Type = { kind: 'bool' }
export const DOUBLE: Type = { kind: 'double' }
export const STRING: Type = { kind: 'string' }
export const OPEN_MAP: MapType = { kind: 'map', of: ANY, open: true }

/** The type of a value that is of one or of the other. */
export function join(x: Type, y: Type): Type {
  if (x.kind === 'never' || x === y) return y
  if (y.kind === 'never') return x
  if (x.kind === 'list' && y.kind === 'list') return { kind: 'list', of: join(x.of, y.of) }
  if (x.kind === 'map' && y.kind === 'map') return OPEN_MAP
  if (isNumber(x) && isNumber(y) && x.kind !== y.kind) return ANY
  return x.kind === y.kind ? x : ANY
}

function isNumber({ kind }: Type): boolean {
  return kind === 'int' || kind === 'double'
}

/** Whether values of the two types can be equal at all. */
export function comparable(x: Type, y: Type): boolean {
  if (isLoose(x) || isLoose(y)) return true
  if (x.kind === 'list' && y.kind === 'list') return comparable(x.of, y.of)
  return x.kind === y.kind || (isNumber(x) && isNumber(y))
}

/** Nothing is known, or it is null, which may stand for anything. */
function isLoose({ kind }: Type): boolean {
  return kind === 'any' || kind === 'never' || kind === 'null'
}

/** As an author reads it: `a number`, `a list of texts`. */
export function describe(type: Type): string {
  switch (type.kind) {
    case 'any':
    case 'never':
      return 'anything'
    case 'null':
      return 'null'
    case 'bool':
      return 'true or false'
    case 'int':
    case 'double':
      return 'a number'
    case 'string':
      return type.holds === undefined ? 'a text' : `a text that holds a ${type.holds}`
    case 'list':
      return type.of.kind === 'any' || type.of.kind === 'never' ? 'a list' : `a list (${describe(type.of)})`
    case 'map':
      return type.title ?? 'a map'
    default:
      return `a ${type.kind}`
  }
}
