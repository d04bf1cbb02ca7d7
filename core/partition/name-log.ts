import type { Identifier } from '../event/event.js'

const BYTES_MIN = 4096

/** Names one behind the other, outside of the heap of objects: as bytes `length type value`. */
export class NameLog {
  #bytes = Buffer.alloc(0)
  #end = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Notes a name; returns its place, from 0. */
  add({ type, value }: Identifier): number {
    const text = `${type}\0${value}`
    const most = 4 + text.length * 3
    if (this.#end + most > this.#bytes.length) this.#grow(most)
    const written = this.#bytes.write(text, this.#end + 4, 'utf8')
    this.#bytes.writeUInt32LE(written, this.#end)
    this.#end += 4 + written
    return this.#length++
  }

  /** In the order in which they were noted. */
  *entries(): Generator<{ place: number; name: Identifier }> {
    let at = 0
    for (let place = 0; place < this.#length; place++) {
      const end = at + 4 + this.#bytes.readUInt32LE(at)
      const text = this.#bytes.toString('utf8', at + 4, end)
      const mark = text.indexOf('\0')
      yield { place, name: { type: text.slice(0, mark), value: text.slice(mark + 1) } }
      at = end
    }
  }

  #grow(by: number): void {
    const grown = Buffer.alloc(Math.max(BYTES_MIN, this.#bytes.length * 2, this.#end + by))
    this.#bytes.copy(grown, 0, 0, this.#end)
    this.#bytes = grown
  }
}
