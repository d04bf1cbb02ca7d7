import { fullWidthAdvice } from '../base/full-width.js'

/** What the parser says, and what to write instead; the line is given as it stands in the file. */
const ADVICE: readonly (readonly [said: RegExp, line: RegExp, advice: string])[] = [
  [/^Tabs are not allowed/, /^/, 'indent by spaces'],
  [/^Block scalar header/, /:\s*[>|]/, "quote what begins with > or |, as in is: '>= 3'"],
  [/reserved character/, /^/, 'put the text in quotes'],
  [
    /^Unexpected scalar at node end|^Unexpected flow|^Not a YAML token/,
    /:\s*\{\{|-\s*\{\{/,
    'what begins with {{ wants quotes around the whole',
  ],
  [
    /^Unexpected scalar at node end|^Not a YAML token/,
    /[:-]\s*["']/,
    'what begins with a quote and goes on wants quotes around the whole',
  ],
  [/^Nested mappings/, /:\s.*:\s/, 'a text with “: ” in it wants quotes'],
  [/^Nested mappings|^All mapping items|^Implicit map keys/, /^/, 'keys of one map stand below each other'],
  [/^Implicit keys/, /^[^:]*$/, 'behind a key stand : and a space'],
  [/^Implicit keys/, /:\S/, 'behind the : of a key stands a space'],
]

/** A mistake in YAML in the words of who wrote it, with what to do where that is known. */
export function yamlMistake(said: string, line: string): string {
  const foreign = fullWidthAdvice(bare(line))
  if (foreign !== '') return `${said}: ${foreign}`
  const [, , advice] = ADVICE.find(([pattern, looks]) => pattern.test(said) && looks.test(line)) ?? []
  return advice === undefined ? said : `${said}: ${advice}`
}

/** A line without what stands in quotes and comments: signs in there are the author's own. */
export function bare(line: string): string {
  return line.replaceAll(/"[^"]*"|'[^']*'|(?:^|\s)#.*$/g, ' ')
}
