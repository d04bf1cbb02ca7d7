/** What waits for an instant. `key` breaks ties, so that the order is the same on every machine. */
export interface Timed {
  readonly key: { readonly type: string; readonly value: string }
}

/** A binary heap of timers in the order (due, key). Timers are never moved: a stale one is passed over. */
export class TimerQueue<Item extends Timed> {
  readonly #dues: number[] = []
  readonly #items: Item[] = []

  get size(): number {
    return this.#items.length
  }

  /** Due instant of the first timer; Infinity when there is none. */
  get due(): number {
    return this.#dues[0] ?? Number.POSITIVE_INFINITY
  }

  get first(): Item | undefined {
    return this.#items[0]
  }

  push(due: number, item: Item): void {
    let at = this.#items.length
    this.#dues.push(due)
    this.#items.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(at, parent)) break
      this.#swap(at, parent)
      at = parent
    }
  }

  pop(): void {
    const last = this.#items.length - 1
    if (last < 0) return
    this.#swap(0, last)
    this.#dues.pop()
    this.#items.pop()
    let at = 0
    for (;;) {
      let least = at
      const left = at * 2 + 1
      if (left < last && this.#before(left, least)) least = left
      if (left + 1 < last && this.#before(left + 1, least)) least = left + 1
      if (least === at) return
      this.#swap(at, least)
      at = least
    }
  }

  /** Removes all timers of an item, at once: costs as much as there are timers. */
  discard(item: Item): void {
    const kept = this.#items.flatMap((other, i) =>
      other === item ? [] : [[this.#dues[i] as number, other] as const],
    )
    this.#dues.length = this.#items.length = 0
    for (const [due, other] of kept) this.push(due, other)
  }

  #before(x: number, y: number): boolean {
    const dueX = this.#dues[x] as number
    const dueY = this.#dues[y] as number
    if (dueX !== dueY) return dueX < dueY
    const keyX = (this.#items[x] as Item).key
    const keyY = (this.#items[y] as Item).key
    return keyX.value === keyY.value ? keyX.type < keyY.type : keyX.value < keyY.value
  }

  #swap(x: number, y: number): void {
    const due = this.#dues[x] as number
    this.#dues[x] = this.#dues[y] as number
    this.#dues[y] = due
    const item = this.#items[x] as Item
    this.#items[x] = this.#items[y] as Item
    this.#items[y] = item
  }
}
