/** What the admin API knows of the cluster, in the shape in which `/api/cluster` gives it. */
export interface ClusterView {
  readonly namespace: string
  readonly broker: { readonly version: string; readonly connected: boolean }
  readonly workers: readonly WorkerView[]
  readonly partitions: readonly PartitionView[]
}

export interface WorkerView {
  readonly id: string
  readonly roles: readonly string[]
  /** ISO 8601. */
  readonly startedAt: string
}

export interface PartitionView {
  readonly partition: number
  /** Id of a worker; null: nobody answers for it. */
  readonly owner: string | null
  /** Records stored and not yet applied; null: not known. */
  readonly lag: number | null
}

/** Why a worker should not get work yet; none: it is ready. */
export function reasonsNotReady(view: ClusterView, engine: boolean): string[] {
  const reasons = view.broker.connected ? [] : ['the broker is not connected']
  if (!engine) return reasons
  const unowned = view.partitions.filter(({ owner }) => owner === null).length
  const unknown = view.partitions.filter(({ owner, lag }) => owner !== null && lag === null).length
  if (unowned > 0) reasons.push(`${unowned} of ${view.partitions.length} partitions have no owner`)
  if (unknown > 0) reasons.push(`the lag of ${unknown} of ${view.partitions.length} partitions is not known`)
  return reasons
}
