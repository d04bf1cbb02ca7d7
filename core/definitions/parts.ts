import { LIMITS } from '../base/limits.js'
import type { Symbols } from '../event/symbols.js'
import { type Compiled, compileExpression, ExpressionError, type Roots } from './cel.js'
import type { Path, Source } from './document.js'
import { parseDuration } from './duration.js'
import type { Comparison, Operator } from './window.js'

/** Compiles an expression, or notes what is wrong with it. */
export function expressionAt(
  source: Source,
  path: Path,
  text: string,
  symbols: Symbols,
  roots: Roots,
): Compiled | undefined {
  try {
    return compileExpression(text, symbols, roots)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    source.problem(path, `in "${text}" at ${error.column}: ${error.message}`)
    return undefined
  }
}

/** Reads a duration, or notes what is wrong with it. Milliseconds, divided by the time scale. */
export function durationAt(source: Source, path: Path, text: string, timeScale: number): number | undefined {
  const ms = parseDuration(text)
  if (ms !== null && ms > 0 && ms <= LIMITS.durationMsMax) return Math.max(1, Math.round(ms / timeScale))
  source.problem(path, `"${text}" is no duration: write 30m, 12h, 90d; a century at most`)
  return undefined
}

/** Reads a comparison with a number, or notes what is wrong with it. */
export function comparisonAt(source: Source, path: Path, text: string): Comparison | undefined {
  const match = /^\s*(>=|<=|==|!=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  if (match !== null) return { operator: operatorOf(match[1]), threshold: Number(match[2]) }
  source.problem(path, `"${text}" is no comparison: write '>= 3'`)
  return undefined
}

/** Reads a comparison with a number, a text or a truth, or notes what is wrong with it. */
export function valueComparisonAt(source: Source, path: Path, text: string): Comparison | undefined {
  const match = /^\s*(>=|<=|==|!=|>|<|=)\s*(.+?)\s*$/s.exec(text)
  const threshold = match === null ? undefined : literal(match[2] as string)
  if (match !== null && threshold !== undefined && !isTooLong(threshold))
    return { operator: operatorOf(match[1]), threshold }
  source.problem(path, `"${text}" is no comparison: write '>= 3' or '== "pro"'`)
  return undefined
}

function operatorOf(text: string | undefined): Operator {
  return (text === '=' ? '==' : text) as Operator
}

/** JSON, or a text in single quotes. */
function literal(text: string): Comparison['threshold'] | undefined {
  const quoted = /^'([^'\\]*)'$/.exec(text)
  if (quoted !== null) return quoted[1] as string
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? undefined : (value as Comparison['threshold'])
  } catch {
    return undefined
  }
}

function isTooLong(threshold: Comparison['threshold']): boolean {
  return typeof threshold === 'string' && threshold.length > LIMITS.windowTextLengthMax
}
