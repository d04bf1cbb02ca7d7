import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { utf8Fault } from '../base/utf8.js'

/** A file that is to be text and is not UTF-8. */
export class NotUtf8 extends Error {
  /** What to do about it. */
  readonly todo: string

  constructor(path: string, what: string, todo: string) {
    super(`${path} is not UTF-8: ${what}`)
    this.todo = todo
  }
}

/**
 * The text of a file.
 * @throws NotUtf8; what `readFileSync` throws
 */
export function readText(path: string): string {
  const bytes = readFileSync(path)
  const watch = new Utf8Watch(path)
  watch.take(bytes)
  watch.end()
  // Some editors put a byte order mark in front.
  return bytes.toString('utf8').replace(/^\ufeff/, '')
}

/** Looks whether a file that comes in chunks is UTF-8. */
export class Utf8Watch {
  readonly #path: string
  /** Of the file, to know what it is instead. */
  #head: Uint8Array = new Uint8Array()
  /** A sequence that the last chunk cut off. */
  #rest: Uint8Array = new Uint8Array()
  #bytes = 0
  #lines = 0

  /** @param path as it is named in errors */
  constructor(path: string) {
    this.#path = path
  }

  /** @throws NotUtf8 with the place */
  take(chunk: Uint8Array): void {
    if (this.#bytes === 0) this.#head = chunk.slice(0, HEAD_BYTES)
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    this.#rest = new Uint8Array()
    let end = bytes.length
    if (!isUtf8(bytes)) {
      const fault = utf8Fault(bytes)
      if (fault?.isCut === false) throw this.#fault(bytes, fault.at)
      end = fault?.at ?? end
      this.#rest = bytes.slice(end)
    }
    this.#lines += linesIn(bytes, end)
    this.#bytes += end
  }

  /** @throws NotUtf8 when it ends within a letter */
  end(): void {
    if (this.#rest.length > 0) throw this.#fault(this.#rest, 0)
  }

  #fault(bytes: Uint8Array, at: number): NotUtf8 {
    const line = this.#lines + linesIn(bytes, at) + 1
    const byte = `byte ${this.#bytes + at + 1}, on line ${line}, is 0x${(bytes[at] as number).toString(16)}`
    const { what, todo } = guess(this.#path, this.#head, lineAround(bytes, at))
    return new NotUtf8(this.#path, `${byte}${what}`, todo)
  }
}

const HEAD_BYTES = 4
/** Bytes before and behind a place from which it is guessed what they are. */
const SAMPLE_BYTES = 200
const SHOWN_LETTERS = 24

function linesIn(bytes: Uint8Array, end: number): number {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return lines
}

const NEWLINE = 10

function lineAround(bytes: Uint8Array, at: number): Uint8Array {
  const start = Math.max(bytes.lastIndexOf(NEWLINE, at) + 1, at - SAMPLE_BYTES)
  const next = bytes.indexOf(NEWLINE, at)
  return bytes.subarray(start, Math.min(next < 0 ? bytes.length : next, at + SAMPLE_BYTES))
}

/** What the file is instead, by its first bytes and a line of it, and how it becomes UTF-8. */
function guess(path: string, head: Uint8Array, line: Uint8Array): { what: string; todo: string } {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return { what: '; it is a workbook or an archive (zip)', todo: 'save it as CSV, UTF-8' }
  if (starts(0x1f, 0x8b)) return { what: '; it is compressed (gzip)', todo: `gunzip ${path}` }
  const from = starts(0xff, 0xfe) || starts(0xfe, 0xff) ? 'utf-16' : isPaired(line) ? 'gbk' : 'windows-1252'
  const todo = `save it as UTF-8, or: iconv -f ${from} -t utf-8 ${path} > utf8-copy`
  return { what: from === 'utf-16' ? '; it is UTF-16' : reading(from, line), todo }
}

/** Chinese letters of GBK are pairs of a narrow range; in alphabets of one byte most stand alone. */
function isPaired(line: Uint8Array): boolean {
  const text = Buffer.from(line).toString('latin1')
  const letters = text.match(/[\x80-\xff]/g)?.length ?? 0
  const pairs = text.match(/[\xa1-\xf7][\xa1-\xfe]/g)?.length ?? 0
  return 4 * pairs > letters
}

/** How the line reads in another encoding: who wrote it sees whether that is it. */
function reading(encoding: string, line: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(line).trim()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: letters beyond ASCII are what matters
  const first = Math.max(0, text.search(/[^\x00-\x7f]/) - SHOWN_LETTERS / 2)
  const shown = [...text.slice(first)].slice(0, SHOWN_LETTERS).join('')
  return `; read as ${encoding} it says “${shown}”`
}
