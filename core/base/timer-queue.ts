/** What waits for an instant. `key` breaks ties, so that the order is the same on every machine. */
export interface Timed {
  readonly key: { readonly type: string; readonly value: string }
  /** Where it stands in its queue; -1: in none. Only the queue writes it. */
  timerPlace: number
}

/** A binary heap of timers in the order (due, key): one for each item, which knows its place. */
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

  /** Sets the item's timer, a new one or in place of the one it has. */
  set(item: Item, due: number): void {
    if (item.timerPlace < 0) {
      this.#items.push(item)
      item.timerPlace = this.#dues.push(due) - 1
      this.#up(item.timerPlace)
      return
    }
    const before = this.#dues[item.timerPlace] as number
    this.#dues[item.timerPlace] = due
    if (due < before) this.#up(item.timerPlace)
    else this.#down(item.timerPlace)
  }

  /** Takes the item's timer away, if it has one. */
  remove(item: Item): void {
    const place = item.timerPlace
    if (place < 0) return
    const last = this.#items.length - 1
    this.#swap(place, last)
    this.#dues.pop()
    this.#items.pop()
    item.timerPlace = -1
    if (place === last) return
    this.#up(place)
    this.#down(place)
  }

  #up(from: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(at, parent)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #down(from: number): void {
    const size = this.#items.length
    let at = from
    for (;;) {
      let least = at
      const left = at * 2 + 1
      if (left < size && this.#before(left, least)) least = left
      if (left + 1 < size && this.#before(left + 1, least)) least = left + 1
      if (least === at) return
      this.#swap(at, least)
      at = least
    }
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
    this.#put(this.#items[y] as Item, x)
    this.#put(item, y)
  }

  #put(item: Item, place: number): void {
    this.#items[place] = item
    item.timerPlace = place
  }
}
