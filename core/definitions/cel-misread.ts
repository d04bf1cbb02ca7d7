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
  const habit = HABITS.find(([pattern]) => pattern.test(rest))
  return habit === undefined ? said : habit[1]
}
