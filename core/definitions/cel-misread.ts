import { fullWidthAdvice } from '../base/full-width.js'
import { parseInstant, parseSpan } from './cel-time.js'

/** What authors write who know other languages, by what stands where the parser cannot go on. */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/^=(?!=)/, 'equal is =='],
  [/^<>/, 'unequal is !='],
  [/^and\b/i, 'and is &&'],
  [/^or\b/i, 'or is ||'],
  [/^not\b/i, 'not is !'],
  [/^(?:is|equals|eq)\b/i, 'equal is =='],
]

/**
 * Why an expression cannot be read, in words that say what to write.
 * @param said what the parser says
 * @param offset where it cannot go on, in characters
 */
export function misread(said: string, text: string, offset: number): string {
  const rest = text.slice(offset)
  const foreign = /^\.\s*([\p{L}_][\p{L}\p{N}_]*)/u.exec(rest)
  if (foreign !== null && /[^\x20-\x7e]/.test(foreign[1] as string))
    return `a name with other letters than a to z stands in brackets: write ["${foreign[1]}"]`
  const operator = /^(&&|\|\||[=!<>]=|[-+*/%<>?:.!])\s*$/.exec(rest)
  if (operator !== null) return `nothing stands behind ${operator[1]}`
  const wide = fullWidthAdvice(outsideTexts(text))
  if (wide !== '') return wide
  const habit = HABITS.find(([pattern]) => pattern.test(rest))
  return habit === undefined ? said : habit[1]
}

/** An expression without its texts: signs in there are the author's own. */
function outsideTexts(text: string): string {
  return text.replaceAll(/"[^"]*"|'[^']*'/g, ' ')
}

/** Why a constant text is no instant, or no span of time, and what to write; undefined: it is one. */
export function timeMistake(name: string, text: string): string | undefined {
  if (name === 'timestamp' && parseInstant(text) === undefined)
    return `"${text}" is no instant: write "2026-01-31T10:00:00Z"`
  if (name !== 'duration' || parseSpan(text) !== undefined) return undefined
  const days = /^(\d+(?:\.\d+)?)\s*d(?:ays?)?$/.exec(text)?.[1]
  return `"${text}" is no span of time: write "${days === undefined ? '1h30m' : `${24 * Number(days)}h`}"`
}
