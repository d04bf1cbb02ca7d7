/** An owned partition, as others may know of it. */
export interface OwnedView {
  /** Sequence of the claim; 0 while there is none yet. */
  readonly epoch: number
  /** When the claim was stored, ms since the epoch; undefined before that. */
  readonly claimedAt: number | undefined
  /** Restored, and reading its log. */
  readonly open: boolean
  /** How much of its state is restored: 100 when it is open. */
  readonly restoredPercent: number
  /** Records stored but not applied; at most a second old. */
  readonly lag: number
  /** Records of its log that were deleted before this owner could apply them: what they said is lost. */
  readonly missing: number
  /** Version of the definitions in force; '' while it is not known yet. */
  readonly version: string
  /** Version whose windows lack some of the past of its log; '': none. */
  readonly backfillFailed: string
  /** When its state was last known to be durable, ms since the epoch; undefined before that. */
  readonly checkpointAt: number | undefined
}
