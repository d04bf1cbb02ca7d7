/** A queue with a constant cost at both ends and a look at any place; for what waits in order. */
export class Fifo<Item> {
  #items: Item[] = []
  #head = 0

  get length(): number {
    return this.#items.length - this.#head
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  /** Removes and returns the oldest. */
  shift(): Item | undefined {
    if (this.length === 0) return undefined
    const item = this.#items[this.#head]
    this.#items[this.#head++] = undefined as Item
    // Half of the array is holes: close up. Each item is moved at most once per halving.
    if (this.#head > 32 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  /** The item at a place, 0 being the oldest. */
  at(place: number): Item | undefined {
    return this.#items[this.#head + place]
  }

  clear(): void {
    this.#items = []
    this.#head = 0
  }
}
