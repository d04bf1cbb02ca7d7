/** Lets work run as long as there is room for it; what has none waits, first come, first served. */
export class Turns {
  readonly #room: number
  #free: number
  readonly #waiting: { readonly size: number; readonly begin: () => void }[] = []

  /** @param room for so many pieces of work, or for pieces of so much in all */
  constructor(room: number) {
    this.#room = this.#free = room
  }

  /** @param size how much of the room it takes; what is larger than all of it runs alone */
  async take<T>(work: () => Promise<T>, size = 1): Promise<T> {
    const taken = Math.min(size, this.#room)
    if (this.#waiting.length > 0 || this.#free < taken)
      await new Promise<void>((begin) => this.#waiting.push({ size: taken, begin }))
    else this.#free -= taken
    try {
      return await work()
    } finally {
      this.#free += taken
      this.#beginNext()
    }
  }

  /** Room for so much, or undefined when there is none now; it takes nothing from those who wait. */
  takeNow(size: number): (() => void) | undefined {
    if (this.#waiting.length > 0 || this.#free < size) return undefined
    this.#free -= size
    return () => {
      this.#free += size
      this.#beginNext()
    }
  }

  #beginNext(): void {
    for (let [next] = this.#waiting; next !== undefined && next.size <= this.#free; [next] = this.#waiting) {
      this.#waiting.shift()
      this.#free -= next.size
      next.begin()
    }
  }
}
