import type { Identifier } from '../event/event.js'
import { compareKeys } from '../identity/name-order.js'
import type { ColdRecord, ColdTier, ColdTimer } from './cold-tier.js'

/** A cold tier in memory, for the simulator, for tests and to measure without a disk: it saves nothing. */
export class MemoryTier implements ColdTier {
  readonly #records = new Map<string, ColdRecord>()
  readonly #timers = new Map<string, ColdTimer>()
  /** Both in order; undefined when what is in them has changed. */
  #inOrder: ColdRecord[] | undefined
  #timersInOrder: ColdTimer[] | undefined

  get(_hash: number, name: Identifier): Uint8Array | undefined {
    return this.#records.get(textOf(name))?.bytes
  }

  put(hash: number, name: Identifier, bytes: Uint8Array): void {
    this.#records.set(textOf(name), { name, hash, bytes: Buffer.from(bytes) })
    this.#inOrder = undefined
  }

  delete(_hash: number, name: Identifier): void {
    this.#records.delete(textOf(name))
    this.#inOrder = undefined
  }

  range(from: number, until: number, max: number): ColdRecord[] {
    this.#inOrder ??= [...this.#records.values()].sort((x, y) => x.hash - y.hash)
    const first = this.#inOrder.findIndex(({ hash }) => hash >= from)
    const range: ColdRecord[] = []
    for (let i = first; i >= 0 && i < this.#inOrder.length; i++) {
      const record = this.#inOrder[i] as ColdRecord
      if (record.hash >= until || (range.length >= max && record.hash !== range.at(-1)?.hash)) break
      range.push(record)
    }
    return range
  }

  schedule(name: Identifier, due: number): void {
    this.#timers.set(`${due} ${textOf(name)}`, { due, key: name })
    this.#timersInOrder = undefined
  }

  unschedule(name: Identifier, due: number): void {
    this.#timers.delete(`${due} ${textOf(name)}`)
    this.#timersInOrder = undefined
  }

  timers(max: number): ColdTimer[] {
    this.#timersInOrder ??= [...this.#timers.values()].sort(compareTimers)
    return this.#timersInOrder.slice(0, max)
  }

  close(): void {
    this.#records.clear()
    this.#timers.clear()
    this.#inOrder = this.#timersInOrder = undefined
  }
}

/** The order (due, key). */
function compareTimers(x: ColdTimer, y: ColdTimer): number {
  return x.due - y.due || compareKeys(x.key, y.key)
}

function textOf({ type, value }: Identifier): string {
  return `${type}\0${value}`
}
