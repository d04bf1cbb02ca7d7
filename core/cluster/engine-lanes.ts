import { join } from 'node:path'
import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { LaneSettings, PartitionTotals, SpillSettings } from '../lane/protocol.js'
import type { EngineDefinitions } from './engine-definitions.js'
import { Lane, type LaneOptions } from './lane.js'
import { LaneFeed } from './lane-feed.js'
import { LaneVersions } from './lane-versions.js'
import { ReplacementPace } from './replacement-pace.js'
import { isLaneLost } from './trials.js'
import { Turns } from './turns.js'

export interface EngineLanesSettings {
  /** Threads; partition p runs in thread p mod count. */
  readonly count: number
  /** Of all of them: the memory of `spill` is shared out. */
  readonly lane: Omit<LaneSettings, 'lane' | 'board' | 'definitions' | 'first'>
  readonly definitions: EngineDefinitions
  readonly log: Log
  readonly options: LaneOptions | undefined
  readonly clock: Clock
  /** A thread has died or was condemned: what its partitions hold is lost. It is replaced after so long. */
  readonly onLost: (lane: RunningLane, error: Error, delayMs: number) => void
  /** A thread cannot be replaced: the process must end. */
  readonly onBroken: (error: Error) => void
}

/** An engine thread and what feeds it. */
export interface RunningLane {
  readonly number: number
  readonly lane: Lane
  readonly feed: LaneFeed
  readonly versions: LaneVersions
  readonly restores: Turns
}

/** The threads of an engine. Each has a place of its own, where another one takes over when it is lost. */
export class EngineLanes {
  readonly #settings: EngineLanesSettings
  readonly #pace = new ReplacementPace()
  readonly #lanes: RunningLane[] = []
  /** By place: who runs there, or will. */
  readonly #places: Promise<RunningLane>[] = []
  /** Ends a pause before its time. */
  readonly #pauses = new Set<() => void>()
  #ended = false

  constructor(settings: EngineLanesSettings) {
    this.#settings = settings
  }

  /** Starts all threads. */
  async start(): Promise<void> {
    const numbers = Array.from({ length: this.#settings.count }, (_, number) => number)
    await Promise.all(
      numbers.map(async (number) => {
        this.#places[number] = Promise.resolve(await this.#begin(number))
      }),
    )
  }

  /** Has all threads load the versions of the definitions that are at hand by now. */
  async load(): Promise<void> {
    await Promise.all(this.#lanes.map(({ versions }) => versions.load()))
  }

  /** Where a partition runs; waits while a lost thread is replaced. */
  async of(partition: number): Promise<RunningLane> {
    const place = this.#places[partition % this.#settings.count]
    if (place === undefined) throw new Error('the threads are not started')
    return place
  }

  /** Where a partition runs; undefined while a lost thread is replaced. */
  runningOf(partition: number): RunningLane | undefined {
    const running = this.#lanes[partition % this.#settings.count]
    return running?.lane.isLost === false ? running : undefined
  }

  /** Share of the time since the last call in which each thread was at work. */
  utilization(): { readonly lane: number; readonly share: number }[] {
    return this.#lanes.map(({ number, lane }) => ({ lane: number, share: lane.utilization() }))
  }

  /** Of those that run. */
  async totals(): Promise<PartitionTotals[]> {
    const totals = async ({ lane }: RunningLane): Promise<readonly PartitionTotals[]> => {
      try {
        return (await lane.run({ kind: 'totals' })).partitions
      } catch (error) {
        if (isLaneLost(error)) return []
        throw error
      }
    }
    return (await Promise.all(this.#lanes.map(totals))).flat()
  }

  /** Feeds nothing more, and replaces none. */
  end(): void {
    this.#ended = true
    for (const end of this.#pauses) end()
    for (const { feed } of this.#lanes) void feed.stop()
  }

  async close(): Promise<void> {
    this.end()
    await Promise.allSettled(this.#lanes.map(({ lane }) => lane.close()))
  }

  async #begin(number: number): Promise<RunningLane> {
    const { options, clock, lane: settings, definitions, log } = this.#settings
    const lane = new Lane(number, options)
    const { laneTaskSpacingMsMin: msMin, laneTaskSpacingMsMax: msMax } = LIMITS
    const spacing = { clock, msMin, msMax }
    const restores = new Turns(LIMITS.laneRestoresMax)
    const feed = new LaneFeed({ lane, spacing, onFailure: (error) => lane.condemn(error) })
    const versions = new LaneVersions(lane, definitions, log)
    const running: RunningLane = { number, lane, feed, versions, restores }
    this.#lanes[number] = running
    void lane.lost.then((error) => this.#lost(running, error))
    const { initial } = versions
    const own = { lane: number, spill: this.#spill(number), definitions: initial, first: definitions.first }
    const { refused } = await lane.start({ ...settings, ...own }, clock)
    versions.started(initial, refused)
    return running
  }

  /** Each thread has a folder of its own and an equal share of the memory. */
  #spill(number: number): SpillSettings | undefined {
    const { lane, count } = this.#settings
    if (lane.spill === undefined) return undefined
    const { folder, hotBytesMax } = lane.spill
    return { folder: join(folder, `lane-${number}`), hotBytesMax: Math.floor(hotBytesMax / count) }
  }

  #lost(running: RunningLane, error: Error): void {
    const { clock, onLost, onBroken } = this.#settings
    const { number, feed } = running
    void feed.stop()
    // One that was never ready is not replaced: the next one would not be either.
    if (this.#ended || this.#places[number] === undefined) return
    const delayMs = this.#pace.next(clock.now())
    if (delayMs === undefined) {
      const times = `${LIMITS.laneReplacementsPerHourMax} were replaced within an hour`
      onBroken(
        new WaymarkError('LANE_LOST', `${error.message}; ${times}`, 'look into the log for the causes'),
      )
      return
    }
    const place = this.#replace(number, delayMs)
    place.catch(onBroken)
    this.#places[number] = place
    onLost(running, error, delayMs)
  }

  async #replace(number: number, delayMs: number): Promise<RunningLane> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        cancel()
        this.#pauses.delete(end)
        resolve()
      }
      const cancel = this.#settings.clock.timer(delayMs, end)
      this.#pauses.add(end)
    })
    if (this.#ended) throw new WaymarkError('LANE_LOST', 'the engine has ended')
    return this.#begin(number)
  }
}
