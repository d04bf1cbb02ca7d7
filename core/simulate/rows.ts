import { parse } from 'csv-parse'
import type { EventMap } from './event-map.js'
import { linesOf } from './lines.js'

export interface Row {
  /** Line on which it ends, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** Longest row that is read. */
const ROW_CHARACTERS_MAX = 1_000_000

/**
 * The rows of a file with columns; CSV as RFC 4180 has it, quoted line breaks included.
 * @throws Error where the file is no CSV any more
 */
export async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>,
  { separator }: EventMap,
): AsyncGenerator<Row> {
  if (separator === 'whitespace') {
    for await (const lines of linesOf(chunks))
      for (const { number, text = '' } of lines)
        if (text.trim() !== '') yield { line: number, cells: text.trim().split(/\s+/) }
    return
  }
  const parser = parse({
    bom: true,
    delimiter: separator === 'tab' ? '\t' : separator,
    info: true,
    max_record_size: ROW_CHARACTERS_MAX,
    relax_column_count: true,
    skip_empty_lines: true,
  })
  const fed = feed(chunks, parser)
  fed.catch(() => {})
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
    yield { line: info.lines, cells: record }
  await fed
}

async function feed(chunks: AsyncIterable<Uint8Array>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const chunk of chunks)
      if (!parser.write(chunk)) await new Promise<void>((resolve) => parser.once('drain', resolve))
    parser.end()
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}
