/** What the admin API knows of the cluster, in the shape in which `/api/cluster` gives it. */
export interface ClusterView {
  readonly namespace: string
  readonly broker: { readonly version: string; readonly connected: boolean }
  /** Time between two checkpoints of a partition, as the worker that answers has it. */
  readonly checkpointSeconds: number
  readonly workers: readonly WorkerView[]
  readonly partitions: readonly PartitionView[]
}

export interface WorkerView {
  readonly id: string
  /** Machine. */
  readonly host: string
  readonly roles: readonly string[]
  /** Of Waymark. */
  readonly version: string
  /** ISO 8601. */
  readonly startedAt: string
  /**
   * `joining`: it gets partitions when it has been there for a while; `leaving`: it gives up what it has.
   * A worker without the role `engine` is `present`, and so is an engine that takes its share.
   */
  readonly state: 'joining' | 'present' | 'leaving'
  /** How many partitions it owns. */
  readonly partitions: number
}

export interface PartitionView {
  readonly partition: number
  /** Id of a worker; null: nobody owns it. */
  readonly owner: string | null
  /** `opening`: it is being restored; `refused`: its state cannot be had. */
  readonly state: 'open' | 'opening' | 'unowned' | 'refused'
  /** How much of its state is restored, 0 to 100; null: nobody owns it. */
  readonly restoredPercent: number | null
  /** Grows with each owner; null: not known. */
  readonly epoch: number | null
  /** Records stored and not yet applied; null: not known. */
  readonly lag: number | null
  /** Records of its log that were deleted before its owner could apply them; null: not known. */
  readonly missing: number | null
  /** How long ago its state was last known to be durable, ms; null: not known. */
  readonly checkpointAgeMs: number | null
  /** Version of the definitions in force; null: not known. */
  readonly definitions: string | null
  /** Version whose new windows lack some of the past of its log: replaying it does harm; null: none. */
  readonly backfillFailed: string | null
  /** Why it is refused. */
  readonly reason: string | null
}
