import type { Output, StepCounts } from './output.js'

/** One message of the log, as the step sees it. */
export interface StepRecord {
  readonly offset: number
  /** The broker's timestamp, ms. */
  readonly time: number
  readonly bytes: Uint8Array
}

export interface Step {
  readonly outputs: Output[]
  readonly counts: StepCounts
}
