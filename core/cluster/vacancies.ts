import type { Heartbeat } from './heartbeat.js'

interface Tenure {
  /** Undefined when it has said that the partition is not its any more. */
  owner: string | undefined
  /** When the owner was last heard to have it, or first not to: ms, by this process' clock. */
  at: number
  epoch: number
}

/**
 * Until when each partition had an owner, as far as its heartbeats tell: so that the next one knows for how
 * long it had none. An owner that dies had it until its last heartbeat at least; so what is measured is too
 * long by less than the time between two of them.
 */
export class Vacancies {
  readonly #tenures = new Map<number, Tenure>()

  /** A worker has said what it owns. */
  heard({ worker, owned }: Pick<Heartbeat, 'worker' | 'owned'>, at: number): void {
    const has = new Set<number>()
    for (const { partition, epoch } of owned) {
      has.add(partition)
      // One that has lost it may not know that yet; one that is about to claim it has no epoch.
      if (epoch > 0 && epoch >= (this.#tenures.get(partition)?.epoch ?? 0))
        this.#tenures.set(partition, { owner: worker, at, epoch })
    }
    for (const [partition, tenure] of this.#tenures)
      if (tenure.owner === worker && !has.has(partition)) Object.assign(tenure, { owner: undefined, at })
  }

  /** Since when a partition has no owner, or was last known to have one; undefined: none is known. */
  since(partition: number): number | undefined {
    return this.#tenures.get(partition)?.at
  }
}
