import type { ColdOptions } from './cold-tier.js'
import type { ProfilePorts, ProfilePortsParts } from './profile-ports.js'
import type { Pace } from './round.js'
import type { Trace } from './trace.js'
import type { VersionShelf } from './version-shelf.js'

export interface PartitionOptions {
  /** Other versions of the definitions that an `Activate` may name. */
  readonly shelf?: VersionShelf
  /** Told what happens to whom: for the simulator, and to explain. */
  readonly trace?: Trace
  /** Called whenever a profile is done with: a step may take long when there are many. */
  readonly onProgress?: (() => void) | undefined
  /** Unchanged nodes that each checkpoint writes again; `LIMITS.checkpointSweepMin` unless told. */
  readonly sweepMin?: number
  /** What stitching does to profiles: another one tells it to the simulator too. */
  readonly portsOf?: (parts: ProfilePortsParts) => ProfilePorts
  /** How fast changed definitions come to profiles; `PACE` unless told. */
  readonly pace?: Pace
  /** None: everything stays in memory. */
  readonly cold?: ColdOptions | undefined
}
