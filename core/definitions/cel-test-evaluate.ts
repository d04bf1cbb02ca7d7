import { isCelError, isCelList, isCelMap, run } from '@bufbuild/cel'
import type { Value } from '../event/event.js'
import { Symbols } from '../event/symbols.js'
import { type Compiled, compileExpression, type Roots, type Scope } from './cel.js'
import { Shapes } from './cel-code.js'
import { Sharing } from './cel-sharing.js'

/** What an expression gives without code of its own. */
export function evaluatePlainly(text: string, event: Fields): unknown {
  return evaluate(text, event, {}, {}, new Sharing(new Shapes(0)))
}

export type Fields = Readonly<Record<string, Value>>

export function compile(text: string, roots: Roots): Compiled {
  return compileExpression(text, { symbols: new Symbols(), roots })
}

/** What an expression gives for an event, a profile and an entry. */
export function evaluate(
  text: string,
  event: Fields = {},
  profile: Fields = {},
  entry: Fields = {},
  sharing?: Sharing,
): unknown {
  const symbols = new Symbols()
  const own = (fields: Fields, key: string) => (Object.hasOwn(fields, key) ? fields[key] : undefined)
  const scope: Scope = {
    event: { get: (symbol) => own(event, symbols.text(symbol)), properties: () => event },
    profile: { property: (key) => own(profile, key), properties: () => profile },
    entry,
    locals: [],
    turn: 0,
  }
  return compileExpression(text, { symbols, roots: ['event', 'profile', 'entry'], sharing }).evaluate(scope)
}

/** The same by the library's own evaluator; undefined for an error. */
export function oracle(text: string, event: Fields): unknown {
  const result = run(text, { event } as Parameters<typeof run>[1])
  return isCelError(result) ? undefined : plain(result)
}

export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (isCelList(value)) return [...value].map(plain)
  if (isCelMap(value)) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
  if (Array.isArray(value)) return value.map(plain)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  return value
}
