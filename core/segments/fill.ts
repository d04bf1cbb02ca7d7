import { hash53 } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import type { Scope } from '../definitions/cel.js'
import type { Window } from '../definitions/window.js'
import type { Entry, Scalar } from './row.js'

/** Reads of the event in scope what a window keeps of it; false: the window does not count it. */
export function fill(window: Window, symbol: number, scope: Scope, entry: Entry): boolean {
  const { kind, of } = window
  if (kind === 'sequence') return fillSteps(window, symbol, scope, entry)
  const where = window.watched[0]?.where ?? null
  if (where !== null && where(scope) !== true) return false
  if (of === null) return true
  const value = of(scope)
  switch (kind) {
    case 'distinct': {
      const hash = hashOf(value)
      entry.value = hash
      return hash >= 0
    }
    case 'first':
    case 'last':
      entry.scalar = scalarOf(value)
      return entry.scalar !== null
    default:
      if (typeof value !== 'number' || !Number.isFinite(value)) return false
      entry.value = value
      return true
  }
}

function fillSteps({ watched, sequence }: Window, symbol: number, scope: Scope, entry: Entry): boolean {
  let bits = 0
  for (const { event, where, step } of watched)
    if (event === symbol && (where === null || where(scope) === true)) bits |= 1 << step
  if (bits === 0) return false
  entry.value = bits
  entry.key = 0
  const key = sequence?.key ?? null
  if (key === null) return true
  entry.key = hashOf(key(scope))
  return entry.key >= 0
}

/** Equal for equal values of one type; -1: it is no value that one can be told by. */
function hashOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return hash53(value)
    case 'number':
      return Number.isFinite(value) ? hash53(String(value), 1) : -1
    case 'boolean':
      return hash53(String(value), 2)
    default:
      return -1
  }
}

/** Of a long text its beginning and a mark: it compares with shorter ones as the whole text does. */
function scalarOf(value: unknown): Scalar | null {
  if (typeof value === 'string')
    return value.length <= LIMITS.windowTextLengthMax
      ? value
      : `${value.slice(0, LIMITS.windowTextLengthMax)}…`
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? value : null
}
