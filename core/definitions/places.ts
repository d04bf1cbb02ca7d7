import { type Document, isMap, isNode, isScalar, type LineCounter, type Scalar } from 'yaml'

/** Way to a part of a document: keys of maps, numbers of items. */
export type Path = readonly (string | number)[]

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Where the parts of a YAML document stand in its file. */
export class Places {
  readonly #text: string
  readonly #document: Document
  readonly #lines: LineCounter

  /** @param lines as the parser filled it in */
  constructor(text: string, document: Document, lines: LineCounter) {
    this.#text = text
    this.#document = document
    this.#lines = lines
  }

  /**
   * The deepest part that is there on the way.
   * @param inside place in the text that stands there, in characters
   */
  of(path: Path, inside?: number): Place {
    for (let length = path.length; length >= 0; length--) {
      const part = path.slice(0, length)
      const within = length === path.length && inside !== undefined ? this.#inside(part, inside) : undefined
      const offset = within ?? this.#offset(part)
      if (offset !== undefined) return this.at(offset)
    }
    return { line: 1, column: 1 }
  }

  /** Of a character of the file. */
  at(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }

  /** Of a key the place of the key, of a list item the place of the item. */
  #offset(path: Path): number | undefined {
    const parent = this.#document.getIn(path.slice(0, -1), true)
    if (path.length > 0 && isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === String(path.at(-1)))
      return isNode(pair?.key) ? pair.key.range?.[0] : undefined
    }
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true)
    return isNode(node) ? node.range?.[0] : undefined
  }

  /** A place in a text; undefined where the file writes that text otherwise, with escapes or folded. */
  #inside(path: Path, offset: number): number | undefined {
    const node = this.#document.getIn(path, true)
    return isScalar(node) ? placeInScalar(this.#text, node, offset) : undefined
  }
}

function placeInScalar(text: string, { value, range, type }: Scalar, offset: number): number | undefined {
  if (typeof value !== 'string' || range === null || range === undefined) return undefined
  const start = range[0]
  if (type === 'PLAIN') return text.startsWith(value, start) ? start + offset : undefined
  if (type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE')
    return text.startsWith(value, start + 1) ? start + 1 + offset : undefined
  if (type !== 'BLOCK_LITERAL') return undefined
  const before = value.slice(0, offset).split('\n')
  const first = text.indexOf('\n', start) + 1
  const indent = /^ */.exec(text.slice(first))?.[0].length ?? 0
  let at = first
  for (let line = 1; line < before.length; line++) at = text.indexOf('\n', at) + 1
  return at + indent + (before.at(-1)?.length ?? 0)
}
