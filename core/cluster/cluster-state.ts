import type { ClusterView, PartitionView, WorkerView } from '../api/cluster-view.js'
import type { Names } from '../event/subjects.js'
import type { Broker } from './broker.js'
import type { Engine } from './engine.js'
import type { Heartbeat } from './heartbeat.js'
import type { Owner } from './members.js'
import type { Ownership } from './ownership.js'
import type { Roster } from './roster.js'

export interface ClusterStateParts {
  readonly broker: Broker
  readonly names: Names
  readonly partitions: number
  readonly checkpointSeconds: number
  readonly worker: string
  readonly roster: Roster
  /** What this worker does itself; undefined when it runs no engine. */
  readonly own: { readonly engine: Engine; readonly ownership: Ownership } | undefined
}

/** Who owns what, as this worker knows it: of itself, and from the heartbeats of the others. */
export class ClusterState {
  readonly #parts: ClusterStateParts

  constructor(parts: ClusterStateParts) {
    this.#parts = parts
  }

  view(): ClusterView {
    const { broker, names, partitions, checkpointSeconds, roster } = this.#parts
    const { present, owners, engines } = roster.members
    const sharing = new Set(engines)
    const reasons = new Map(
      present.flatMap(({ refused }) => refused.map(({ partition, reason }) => [partition, reason] as const)),
    )
    return {
      namespace: names.namespace,
      broker: { version: broker.version, connected: broker.connected },
      checkpointSeconds,
      workers: present.map((heartbeat) => workerView(heartbeat, owners, sharing)),
      partitions: Array.from({ length: partitions }, (_, partition) =>
        this.#partitionView(partition, owners.get(partition), reasons.get(partition)),
      ),
    }
  }

  /** A worker without an engine needs the broker only; one with it must own its share and have caught up. */
  reasonsNotReady(): string[] {
    const { broker, own } = this.#parts
    const reasons = broker.connected ? [] : ['the broker is not connected']
    if (own === undefined) return reasons
    reasons.push(...own.ownership.reasonsNotReady())
    if (reasons.length === 0 && !own.engine.ready)
      reasons.push('the engine is still applying what its logs held at the start')
    return reasons
  }

  #partitionView(partition: number, owner: Owner | undefined, reason: string | undefined): PartitionView {
    if (owner === undefined) {
      const unknown = { owner: null, epoch: null, lag: null, checkpointAgeMs: null, definitions: null }
      const nothing = { ...unknown, missing: null, backfillFailed: null }
      return {
        partition,
        state: reason === undefined ? 'unowned' : 'refused',
        ...nothing,
        restoredPercent: null,
        reason: reason ?? null,
      }
    }
    const { worker, epoch, open, restoredPercent, checkpointAgeMs, definitions, backfillFailed } = owner
    // Of its own partitions a worker knows better than its last heartbeat.
    const own = worker === this.#parts.worker ? this.#parts.own?.engine.owned().get(partition) : undefined
    const version = (own?.version ?? definitions) || null
    const known = { checkpointAgeMs, epoch: epoch > 0 ? epoch : null, definitions: version }
    const failed = (own?.backfillFailed ?? backfillFailed) || null
    return {
      partition,
      owner: worker,
      state: open ? 'open' : 'opening',
      ...known,
      lag: own?.lag ?? owner.lag,
      missing: own?.missing ?? owner.missing,
      backfillFailed: failed,
      restoredPercent: own?.restoredPercent ?? restoredPercent,
      reason: null,
    }
  }
}

function workerView(
  { worker, host, roles, version, startedAt, leaving }: Heartbeat,
  owners: ReadonlyMap<number, Owner>,
  sharing: ReadonlySet<string>,
): WorkerView {
  const joining = roles.includes('engine') && !sharing.has(worker)
  const state = leaving ? 'leaving' : joining ? 'joining' : 'present'
  const partitions = [...owners.values()].filter((owner) => owner.worker === worker).length
  return { id: worker, host, roles, version, startedAt, state, partitions }
}
