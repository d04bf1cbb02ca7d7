/**
 * What was settled lately, oldest dropped first: what the broker brings again although it is done (its
 * acknowledgement was lost, or the engine said it twice) is answered from here and not sent a second time.
 */
export class SettledKeys {
  readonly #keys = new Set<string>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  add(key: string): void {
    this.#keys.add(key)
    if (this.#keys.size <= this.#max) return
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest)
      return
    }
  }
}
