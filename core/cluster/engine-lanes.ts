import type { Clock } from '../base/clock.js'
import type { LaneSettings, PartitionTotals } from '../lane/protocol.js'
import { Lane, type LaneOptions } from './lane.js'
import { LaneFeed } from './lane-feed.js'

export interface EngineLanesSettings {
  /** Threads; partition p runs in thread p mod count. */
  readonly count: number
  readonly lane: Omit<LaneSettings, 'lane'>
  readonly options: LaneOptions | undefined
  readonly clock: Clock
  /** A thread has died, or has failed at a task: what its partitions hold is lost. Told once of each. */
  readonly onLost: (lane: RunningLane, error: Error) => void
}

/** An engine thread and what feeds it. */
export interface RunningLane {
  readonly number: number
  readonly lane: Lane
  readonly feed: LaneFeed
}

/** The threads of an engine. Each is at a place of its own, where another one can take over. */
export class EngineLanes {
  readonly #settings: EngineLanesSettings
  readonly #lanes: RunningLane[] = []

  constructor(settings: EngineLanesSettings) {
    this.#settings = settings
  }

  /** Starts all threads and returns the version of the definitions that they run. */
  async start(): Promise<string> {
    const numbers = Array.from({ length: this.#settings.count }, (_, number) => number)
    const versions = await Promise.all(numbers.map((number) => this.#begin(number)))
    return versions[0] ?? ''
  }

  /** Where a partition runs. */
  of(partition: number): RunningLane {
    const lane = this.#lanes[partition % this.#settings.count]
    if (lane === undefined) throw new Error('the threads are not started')
    return lane
  }

  /** Share of the time since the last call in which each thread was at work. */
  utilization(): { readonly lane: number; readonly share: number }[] {
    return this.#lanes.map(({ number, lane }) => ({ lane: number, share: lane.utilization() }))
  }

  async totals(): Promise<PartitionTotals[]> {
    const answers = await Promise.all(this.#lanes.map(({ lane }) => lane.run({ kind: 'totals' })))
    return answers.flatMap(({ partitions }) => partitions)
  }

  /** Feeds nothing more. */
  endFeeds(): void {
    for (const { feed } of this.#lanes) void feed.stop()
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#lanes.map(({ lane }) => lane.close()))
  }

  async #begin(number: number): Promise<string> {
    const { options, onLost, clock, lane: settings } = this.#settings
    const lane = new Lane(number, options)
    let told = false
    const lost = (error: unknown): void => {
      if (told) return
      told = true
      onLost(running, error instanceof Error ? error : new Error(String(error)))
    }
    const running: RunningLane = { number, lane, feed: new LaneFeed({ lane, onFailure: lost }) }
    this.#lanes[number] = running
    void lane.lost.then(lost)
    return (await lane.start({ ...settings, lane: number }, clock)).version
  }
}
