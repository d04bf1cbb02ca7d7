import { LIMITS } from '../base/limits.js'
import type { Compiled, Roots } from './cel.js'
import type { Source } from './document.js'
import { parseDuration } from './duration.js'
import type { Expressions } from './expressions.js'
import { comparisonMeant, durationMeant } from './meant.js'
import type { Path } from './places.js'
import type { Comparison, Operator } from './window.js'

/** Compiles an expression, or notes what is wrong with it. */
export function expressionAt(
  source: Source,
  path: Path,
  text: string,
  { expressions }: { readonly expressions: Expressions },
  roots: Roots,
): Compiled | undefined {
  return expressions.compile(source, path, text, roots)
}

/** Reads a duration, or notes what is wrong with it. Milliseconds, divided by the time scale. */
export function durationAt(source: Source, path: Path, text: string, timeScale: number): number | undefined {
  const ms = parseDuration(text)
  if (ms !== null && ms > 0 && ms <= LIMITS.durationMsMax) return Math.max(1, Math.round(ms / timeScale))
  source.problem(path, `"${text}" is no duration${durationAdvice(text)}`)
  return undefined
}

function durationAdvice(text: string): string {
  const meant = durationMeant(text)
  if (meant !== undefined) return `: write ${meant}`
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return `: say of what, as in ${text.trim()}h or ${text.trim()}d`
  return ': write 30m, 12h, 90d; a century at most'
}

/** Reads a comparison with a number, or notes what is wrong with it. */
export function comparisonAt(source: Source, path: Path, text: string): Comparison | undefined {
  const match = /^\s*(>=|<=|==|!=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  const threshold = Number(match?.[2])
  if (match !== null && Number.isFinite(threshold)) return { operator: operatorOf(match[1]), threshold }
  source.problem(path, `"${text}" is no comparison: write '${comparisonMeant(text) ?? '>= 3'}'`)
  return undefined
}

/** Reads a comparison with a number, a text or a truth, or notes what is wrong with it. */
export function valueComparisonAt(source: Source, path: Path, text: string): Comparison | undefined {
  const match = /^\s*(>=|<=|==|!=|>|<|=)\s*(.+?)\s*$/s.exec(text)
  const threshold = match === null ? undefined : literal(match[2] as string)
  if (match !== null && threshold !== undefined && !isTooLong(threshold))
    return { operator: operatorOf(match[1]), threshold }
  const meant = comparisonMeant(text)
  const write = meant === undefined ? `'>= 3' or '== "pro"'` : `'${meant}'`
  source.problem(path, `"${text}" is no comparison: write ${write}`)
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
    return typeof value === 'object' ||
      value === Number.POSITIVE_INFINITY ||
      value === Number.NEGATIVE_INFINITY
      ? undefined
      : (value as Comparison['threshold'])
  } catch {
    return undefined
  }
}

function isTooLong(threshold: Comparison['threshold']): boolean {
  return typeof threshold === 'string' && threshold.length > LIMITS.windowTextLengthMax
}
