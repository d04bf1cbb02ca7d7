import type { Clock } from '../base/clock.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import type { Harm } from '../partition/suspicion.js'
import type { Broker } from './broker.js'
import type { BrokerClock } from './broker-clock.js'
import type { EngineDefinitions } from './engine-definitions.js'
import type { EngineTally } from './engine-tally.js'
import type { StreamTop } from './output-flow.js'
import type { PerStream } from './output-publisher.js'
import type { OwnedPartition } from './owned-partition.js'
import type { PublishedScan } from './published.js'
import type { Turns } from './turns.js'

/** What the partitions of one engine share. */
export interface EngineContext {
  readonly broker: Broker
  readonly names: Names
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  /** Id of this process, unlike that of any other. */
  readonly worker: string
  readonly definitions: EngineDefinitions
  readonly checkpointMs: number
  readonly changelogBytesMax: number
  readonly clock: Clock
  readonly time: BrokerClock
  readonly log: Log
  readonly tally: EngineTally
  readonly tops: PerStream<StreamTop>
  /** What each partition has put into the dead-letter stream. */
  readonly deadLetters: PublishedScan
  /** This worker cannot go on with a partition: it is another one's, or its log or outputs do not fit. */
  readonly onLost: (owned: OwnedPartition, error: Error) => void
  /** A record has thrown: the partition must be opened anew. */
  readonly onHarm: (owned: OwnedPartition, harm: Harm) => void
  /** Records that may end the process are tried one after the other. */
  readonly trialTurns: Turns
  /** Bytes of changelogs that are held to restore them. */
  readonly restoring: Turns
  /** Bytes of changelogs that are held of partitions which are still another one's. */
  readonly readingAhead: Turns
}
