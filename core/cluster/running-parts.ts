import { errorLine } from '../base/errors.js'
import type { Log } from '../base/log.js'

/** The parts of a worker that run, in the order in which they were started. */
export class RunningParts {
  readonly #log: Log
  readonly #stops: { readonly name: string; stop(): Promise<void> }[] = []
  #stopping: Promise<void> | undefined

  constructor(log: Log) {
    this.#log = log
  }

  /** Counts a part among those that run. */
  add(name: string, stop: () => Promise<void>): void {
    this.#stops.push({ name, stop })
  }

  /** Stops all in reverse order; one that fails to is logged and keeps no other from it. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll()
    return this.#stopping
  }

  async #stopAll(): Promise<void> {
    for (const { name, stop } of this.#stops.splice(0).reverse()) {
      try {
        await stop()
        this.#log.debug('stopped', { part: name })
      } catch (error) {
        this.#log.warn('a part did not stop cleanly', { part: name, reason: errorLine(error) })
      }
    }
  }
}
