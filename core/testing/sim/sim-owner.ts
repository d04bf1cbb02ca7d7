import type { Clock } from '../../base/clock.js'
import { LIMITS } from '../../base/limits.js'
import type { EngineContext } from '../../cluster/engine-context.js'
import { LaneFeed } from '../../cluster/lane-feed.js'
import { OwnedPartition } from '../../cluster/owned-partition.js'
import { Turns } from '../../cluster/turns.js'
import type { Beginning, LaneRules } from '../../lane/lane-rules.js'
import type { Opened } from '../../lane/protocol.js'
import type { Partition } from '../../partition/partition.js'
import type { SimBroker } from './sim-broker.js'
import { SimLane } from './sim-lane.js'

/** What the owners of one worker share. */
export interface WorkerContext {
  readonly engine: EngineContext
  readonly broker: SimBroker
  readonly clock: Clock
  readonly rules: LaneRules
  readonly sliceBytes: number
  readonly onOpened: (partition: number, opened: Opened, epoch: number) => void
  /** A step failed: what fails there is a bug. */
  readonly onFailure: (error: unknown) => void
}

/** A partition as one worker runs it: all of it is what runs in production, on a simulated log. */
export class SimOwner {
  readonly owned: OwnedPartition
  #machine: Partition | undefined
  readonly #context: WorkerContext

  constructor(partition: number, context: WorkerContext) {
    this.#context = context
    const { engine, broker, clock, rules, sliceBytes, onOpened, onFailure } = context
    const taskMs = (): number => broker.random.between(1, broker.faults.stepMs)
    const make = (number: number, beginning: Beginning): Partition => {
      const machine = rules.make(number, beginning)
      this.#machine = machine
      return machine
    }
    const { partitions, names } = engine
    const lane = new SimLane({
      namespace: names.namespace,
      partitions,
      rules: { ...rules, make },
      ...{ clock, taskMs, sliceBytes, onOpened },
    })
    const soon = (call: () => void): void => void clock.timer(0, call)
    this.owned = new OwnedPartition(partition, engine, {
      lane,
      feed: new LaneFeed({ lane, onFailure, soon }),
      // All versions are at hand from the start; they come into force by records of the world.
      restores: new Turns(LIMITS.laneRestoresMax),
      versions: { has: (version) => version !== '', ensure: async () => {}, load: async () => {} },
    })
  }

  /** Records stored and not applied. */
  get lag(): number {
    const { engine, broker } = this.#context
    const { lastSequence } = broker.state(engine.names.logStream(this.owned.partition))
    return lastSequence - (this.#machine?.offset ?? 0)
  }

  /** Its log is read again, for windows that are new. */
  get isReplaying(): boolean {
    return this.#machine?.past.wanted !== undefined
  }

  /** When its next timer is due. */
  get nextDue(): number {
    return this.#machine?.nextDue ?? Number.NEGATIVE_INFINITY
  }
}
