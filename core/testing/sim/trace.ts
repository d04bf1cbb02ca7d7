import { hash53 } from '../../base/hash.js'

/** What happened, line by line: always hashed, kept only when someone wants to read it. */
export class Trace {
  #hash = 0
  readonly #print: ((line: string) => void) | undefined
  readonly #now: () => number
  readonly #start: number
  readonly #counts: Map<string, number>

  /** @param counts how often each rare state was reached */
  constructor(now: () => number, counts: Map<string, number>, print?: (line: string) => void) {
    this.#now = now
    this.#start = now()
    this.#counts = counts
    this.#print = print
  }

  line(who: string, what: string): void {
    const at = this.#now() - this.#start
    this.#hash = hash53(`${at} ${who} ${what}`, this.#hash | 0)
    this.#print?.(`${(at / 1000).toFixed(3).padStart(9)} ${who.padEnd(10)} ${what}`)
  }

  count(state: string, times = 1): void {
    this.#counts.set(state, (this.#counts.get(state) ?? 0) + times)
  }

  /** Equal for two runs in which the same happened at the same time. */
  get hash(): string {
    return this.#hash.toString(16).padStart(14, '0')
  }
}
