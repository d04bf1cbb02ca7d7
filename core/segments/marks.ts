/** A set of small numbers, given back in order: segments to look at. */
export class Marks {
  readonly #isMarked: Uint8Array
  /** Between these lie all. */
  #low: number
  #high = -1

  constructor(size: number) {
    this.#isMarked = new Uint8Array(size)
    this.#low = size
  }

  add(numbers: readonly number[]): void {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] as number
      this.#isMarked[number] = 1
      if (number < this.#low) this.#low = number
      if (number > this.#high) this.#high = number
    }
  }

  /** Takes out the least; -1: there is none. */
  take(): number {
    const marked = this.#isMarked
    while (this.#low <= this.#high) {
      const number = this.#low++
      if (marked[number] === 0) continue
      marked[number] = 0
      return number
    }
    this.#low = marked.length
    this.#high = -1
    return -1
  }
}
