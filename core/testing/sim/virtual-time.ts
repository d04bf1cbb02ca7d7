import type { Clock } from '../../base/clock.js'

interface Entry {
  readonly at: number
  /** Breaks ties: what was asked for first happens first. */
  readonly order: number
  call: (() => void) | undefined
}

/** Turns of the microtask queue after each event: more than the longest chain of promises in a publish. */
const MICROTASK_TURNS = 12

/**
 * Time that jumps from event to event. All of the simulation hangs on it, promises of the production code
 * included: after each event they run until they wait for time again, so that a run can be repeated.
 */
export class VirtualTime implements Clock {
  #now: number
  #order = 0
  readonly #heap: Entry[] = []

  constructor(start: number) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  timer(delayMs: number, call: () => void): () => void {
    const entry: Entry = {
      at: this.#now + Math.max(0, Math.round(delayMs)),
      order: this.#order++,
      call,
    }
    this.#push(entry)
    return () => {
      entry.call = undefined
    }
  }

  at(instant: number, call: () => void): () => void {
    return this.timer(instant - this.#now, call)
  }

  /** Resolves after so many milliseconds. */
  async pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => this.timer(delayMs, resolve))
  }

  /** Lets everything happen up to an instant, or until `enough` says so. */
  async run(until: number, enough: () => boolean = () => false): Promise<void> {
    await settle()
    while (!enough()) {
      const first = this.#heap[0]
      if (first === undefined || first.at > until) break
      this.#pop()
      if (first.call === undefined) continue
      this.#now = Math.max(this.#now, first.at)
      first.call()
      await settle()
    }
    if (!enough()) this.#now = Math.max(this.#now, until)
  }

  #push(entry: Entry): void {
    const heap = this.#heap
    let at = heap.push(entry) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(entry, heap[parent] as Entry)) break
      heap[at] = heap[parent] as Entry
      at = parent
    }
    heap[at] = entry
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let at = 0
    for (;;) {
      let least = at * 2 + 1
      const right = heap[least + 1]
      if (right !== undefined && before(right, heap[least] as Entry)) least++
      const child = heap[least]
      if (child === undefined || !before(child, last)) break
      heap[at] = child
      at = least
    }
    heap[at] = last
  }
}

function before(x: Entry, y: Entry): boolean {
  return x.at === y.at ? x.order < y.order : x.at < y.at
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < MICROTASK_TURNS; turn++) await null
}
