import { z } from 'zod'
import {
  type ClusterView,
  type PartitionView,
  reasonsNotReady,
  type WorkerView,
} from '../api/cluster-view.js'
import type { Names } from '../event/subjects.js'
import type { Broker, Reader } from './broker.js'
import type { Engine } from './engine.js'

/** What this worker says of itself. */
export interface ClusterStateParts {
  readonly broker: Broker
  readonly names: Names
  readonly partitions: number
  readonly worker: WorkerView
  /** Records behind by partition that this worker owns; undefined when it runs no engine. */
  readonly engine: Pick<Engine, 'owned' | 'ready'> | undefined
}

const ASK_MS = 1_000

/** Who owns what, as far as this worker knows it: of itself, and from the owner when that is another one. */
export class ClusterState {
  readonly #parts: ClusterStateParts

  constructor(parts: ClusterStateParts) {
    this.#parts = parts
  }

  /** An owner answers workers that own nothing. */
  async serve(): Promise<Reader | undefined> {
    const { broker, names, engine } = this.#parts
    if (engine === undefined) return undefined
    return broker.serve(names.cluster, async () => Buffer.from(JSON.stringify(this.#own())))
  }

  async view(): Promise<ClusterView> {
    const { broker, names, worker, engine } = this.#parts
    const owner = engine === undefined ? await this.#ask() : undefined
    return {
      namespace: names.namespace,
      broker: { version: broker.version, connected: broker.connected },
      workers: owner === undefined ? [worker] : [worker, owner.worker],
      partitions: (owner ?? this.#own()).partitions,
    }
  }

  /** A worker without an engine needs the broker only; one with it must have caught up with its logs. */
  async reasonsNotReady(): Promise<string[]> {
    const { engine } = this.#parts
    const reasons = reasonsNotReady(await this.view(), engine !== undefined)
    if (reasons.length === 0 && engine?.ready === false)
      reasons.push('the engine is still applying what its logs held at the start')
    return reasons
  }

  #own(): Description {
    const { partitions, worker, engine } = this.#parts
    const owned = engine?.owned()
    const views = Array.from({ length: partitions }, (_, partition): PartitionView => {
      const lag = owned?.get(partition)?.lag
      return { partition, owner: owned?.has(partition) === true ? worker.id : null, lag: known(lag) }
    })
    return { worker, partitions: views }
  }

  async #ask(): Promise<Description | undefined> {
    const { broker, names } = this.#parts
    try {
      const answer = await broker.request(names.cluster, new Uint8Array(), ASK_MS)
      return descriptionSchema.parse(JSON.parse(Buffer.from(answer).toString('utf8')))
    } catch {
      // Nobody owns anything, or they are of another version: then nothing is known of them.
      return undefined
    }
  }
}

function known(lag: number | undefined): number | null {
  return lag === undefined || !Number.isFinite(lag) ? null : lag
}

interface Description {
  readonly worker: WorkerView
  readonly partitions: readonly PartitionView[]
}

const descriptionSchema = z.object({
  worker: z.object({ id: z.string(), roles: z.array(z.string()), startedAt: z.string() }),
  partitions: z.array(
    z.object({ partition: z.number(), owner: z.string().nullable(), lag: z.number().nullable() }),
  ),
})
