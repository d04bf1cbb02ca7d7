/** What waits for an instant. `key` breaks ties, so that the order is the same on every machine. */
export interface Timed {
  readonly key: { readonly type: string; readonly value: string }
  /** Where it stands in its queue; -1: in none. Only the queue writes it. */
  timerPlace: number
}

/**
 * A heap of timers in the order (due, key): one for each item, which knows its place. Each place has four
 * below it, whose instants lie side by side: with a million timers it is ten deep, with two below it twenty.
 */
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
    const place = item.timerPlace
    if (place < 0) {
      this.#items.push(item)
      this.#settle(item, due, this.#dues.push(due) - 1)
    } else this.#settle(item, due, due < (this.#dues[place] as number) ? place : this.#emptied(place))
  }

  /** Takes the item's timer away, if it has one. */
  remove(item: Item): void {
    const place = item.timerPlace
    if (place < 0) return
    const due = this.#dues.pop() as number
    const last = this.#items.pop() as Item
    item.timerPlace = -1
    // The last one mostly belongs far below, so it is not asked on the way down.
    if (last !== item) this.#settle(last, due, this.#emptied(place))
  }

  /** An item takes a place that is free, or one above it, from which those make way that come later. */
  #settle(item: Item, due: number, free: number): void {
    const dues = this.#dues
    const items = this.#items
    let at = free
    while (at > 0) {
      const above = (at - 1) >> 2
      const other = dues[above] as number
      if (other < due || (other === due && !isBefore(item, items[above] as Item))) break
      this.#put(items[above] as Item, other, at)
      at = above
    }
    this.#put(item, due, at)
  }

  /** Frees a place: the first of those below moves up, and so on. Returns the place that is free then. */
  #emptied(place: number): number {
    const dues = this.#dues
    const items = this.#items
    let at = place
    for (let below = at * 4 + 1; below < items.length; below = at * 4 + 1) {
      const end = Math.min(below + 4, items.length)
      let first = below
      let due = dues[below] as number
      for (let i = below + 1; i < end; i++) {
        const other = dues[i] as number
        if (other > due || (other === due && !isBefore(items[i] as Item, items[first] as Item))) continue
        first = i
        due = other
      }
      this.#put(items[first] as Item, due, at)
      at = first
    }
    return at
  }

  #put(item: Item, due: number, place: number): void {
    this.#dues[place] = due
    this.#items[place] = item
    item.timerPlace = place
  }
}

/** Order within one instant. */
function isBefore({ key: x }: Timed, { key: y }: Timed): boolean {
  return x.value === y.value ? x.type < y.type : x.value < y.value
}
