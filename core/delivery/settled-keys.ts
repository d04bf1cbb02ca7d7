import { LRUCache } from 'lru-cache'

/**
 * What was settled lately, oldest dropped first: what the broker brings again although it is done (its
 * acknowledgement was lost, or the engine said it twice) is answered from here and not sent a second time.
 */
export class SettledKeys {
  readonly #keys: LRUCache<string, true>

  constructor(max: number) {
    this.#keys = new LRUCache({ max })
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  add(key: string): void {
    this.#keys.set(key, true)
  }
}
