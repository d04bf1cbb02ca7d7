import type { Clock } from '../base/clock.js'
import { errorLine, type WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { OwnedView } from './owned-partition.js'

/** Partitions that are owned but cannot be run: each is tried again after `LIMITS.stoppedMs`. */
export class StoppedPartitions {
  readonly #clock: Clock
  readonly #stopped = new Map<number, { readonly view: OwnedView; readonly cancel: () => void }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  begin(partition: number, error: WaymarkError, again: () => void): void {
    this.end(partition)
    const stopped = errorLine(error)
    const view = { epoch: 0, open: false, lag: Number.POSITIVE_INFINITY, checkpointAt: undefined, stopped }
    this.#stopped.set(partition, { view, cancel: this.#clock.timer(LIMITS.stoppedMs, again) })
  }

  end(partition: number): void {
    this.#stopped.get(partition)?.cancel()
    this.#stopped.delete(partition)
  }

  clear(): void {
    for (const partition of [...this.#stopped.keys()]) this.end(partition)
  }

  views(): [number, OwnedView][] {
    return [...this.#stopped].map(([partition, { view }]) => [partition, view])
  }
}
