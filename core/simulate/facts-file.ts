import { createWriteStream, type WriteStream } from 'node:fs'
import { errorLine, WaymarkError } from '../base/errors.js'

/** Text that waits for the disk before whoever writes should wait. */
const PENDING_CHARACTERS_MAX = 1_000_000

/** A file of facts, a line each. */
export class FactsFile {
  readonly #path: string
  readonly #stream: WriteStream
  #pending: string[] = []
  #size = 0
  #fault: Error | undefined

  constructor(path: string) {
    this.#path = path
    this.#stream = createWriteStream(path)
    this.#stream.on('error', (error) => {
      this.#fault = error
    })
  }

  write(line: string): void {
    this.#pending.push(line)
    this.#size += line.length
    if (this.#size > PENDING_CHARACTERS_MAX) this.#flush()
  }

  /**
   * Resolves when there is room for more.
   * @throws WaymarkError FACTS_UNWRITABLE
   */
  async room(): Promise<void> {
    this.#check()
    if (!this.#stream.writableNeedDrain) return
    await new Promise<void>((resolve) => {
      const go = () => {
        this.#stream.off('drain', go).off('close', go)
        resolve()
      }
      this.#stream.on('drain', go).on('close', go)
    })
    this.#check()
  }

  /**
   * Resolves when everything is in the file.
   * @throws WaymarkError FACTS_UNWRITABLE
   */
  async close(): Promise<void> {
    this.#flush()
    await new Promise<void>((resolve) => {
      this.#stream.once('close', resolve)
      this.#stream.end()
      if (this.#stream.closed) resolve()
    })
    this.#check()
  }

  #flush(): void {
    if (this.#pending.length === 0) return
    this.#stream.write(`${this.#pending.join('\n')}\n`)
    this.#pending = []
    this.#size = 0
  }

  #check(): void {
    if (this.#fault === undefined) return
    const todo = 'name a file that can be written with --facts'
    throw new WaymarkError('FACTS_UNWRITABLE', `${this.#path}: ${errorLine(this.#fault)}`, todo)
  }
}
