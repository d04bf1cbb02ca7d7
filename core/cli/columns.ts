import { oneLine } from '../cluster/one-line.js'

export interface Column {
  readonly title: string
  /** Numbers stand to the right. */
  readonly right?: true
}

const GAP = '  '

/** A table in lines, titles first; cells stand in their columns in any script. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => row.map(oneLine))]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i] ?? ''))))
  return lines.map((line) =>
    columns
      .map(({ right }, i) => {
        const cell = line[i] ?? ''
        const room = ' '.repeat((widths[i] as number) - displayWidth(cell))
        return right === true ? room + cell : cell + room
      })
      .join(GAP)
      .trimEnd(),
  )
}

/** Pairs in two columns, the names padded. */
export function pairs(entries: readonly (readonly [name: string, text: string])[]): string[] {
  const width = Math.max(0, ...entries.map(([name]) => displayWidth(name)))
  return entries.map(([name, text]) => name + ' '.repeat(width - displayWidth(name)) + GAP + text)
}

/** Takes two cells of a terminal: Chinese, Japanese, Korean, full-width forms, emoji (Unicode UAX #11). */
const WIDE = new RegExp(
  '[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f' +
    '\\uff01-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}]',
  'u',
)
/** Takes none: marks upon the letter before, and what only formats. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u

/** Cells of a terminal that a text takes. */
export function displayWidth(text: string): number {
  let width = 0
  for (const letter of text) width += NONE.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1
  return width
}
