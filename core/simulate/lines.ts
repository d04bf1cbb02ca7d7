/** Longest line that is read; a longer one is passed over and said. */
const LINE_CHARACTERS_MAX = 1_000_000

export interface Line {
  /** From 1. */
  readonly number: number
  /** Undefined when the line is too long to be one. */
  readonly text: string | undefined
}

/** Splits a stream of UTF-8 into its lines, of which never more than one chunk is held. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder()
  let number = 0
  let rest = ''
  let isCut = false
  const take = (text: string): Line => {
    number++
    const line = { number, text: isCut ? undefined : text.replace(/\r$/, '') }
    isCut = false
    return line
  }
  for await (const chunk of chunks) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = texts.pop() ?? ''
    const lines = texts.map(take)
    if (rest.length > LINE_CHARACTERS_MAX) {
      isCut = true
      rest = ''
    }
    if (lines.length > 0) yield lines
  }
  const last = rest + decoder.decode()
  if (last !== '' || isCut) yield [take(last)]
}
