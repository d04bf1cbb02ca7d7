import type { Clock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import type { LogRecord, StepOutcome } from '../lane/protocol.js'
import type { TaskRunner } from './lane.js'

/** A partition as its lane's feed sees it. */
export interface FeedSource {
  readonly partition: number
  /** The oldest record that waits and may go; undefined when there is none. */
  readonly next: LogRecord | undefined
  take(): LogRecord | undefined
  /** The lane has applied records that were taken, in order. */
  stepped(outcome: StepOutcome, fed: FedRecords): void
}

/** Records of one partition within a task, in order. */
export interface FedRecords {
  readonly offsets: number[]
  readonly times: number[]
  bytes: number
}

/** How far apart small tasks are given. */
export interface Spacing {
  readonly clock: Clock
  /** When they come now and then. */
  readonly msMin: number
  /** When they come one after the other. */
  readonly msMax: number
}

export interface FeedSettings {
  readonly lane: TaskRunner
  /** Called once when a task failed; nothing is fed any more. */
  readonly onFailure: (error: unknown) => void
  /** Tasks keep a distance as long as they are small; undefined: they go as they can. */
  readonly spacing?: Spacing
  /** Calls when this turn is over: the event loop's `setImmediate`, unless the simulator gives another. */
  readonly soon?: (call: () => void) => void
}

/**
 * Feeds one lane: whenever it is free, everything that waits in its partitions goes as one task, up to
 * `LIMITS.laneTaskBytesMax`, shared fairly. One task is at work and one is ready, so the lane is never idle
 * while there is much to do.
 *
 * A task costs what it costs, however little it carries: to wake a thread, to hear of it, to write to the
 * broker. So small ones keep their distance, and what comes meanwhile goes together. While one small task
 * follows the other the distance grows, up to a limit, until they carry enough: otherwise each further
 * worker, with fewer partitions, would give as many tasks as the others, and spend more on each event. After
 * a rest nothing waits, and what comes now and then, as the answers of partitions to each other, waits
 * little.
 *
 * Slices of a state that is restored take their turn behind the tasks that are given already. With a backlog
 * that would be two full ones for each slice, and the partitions that come first would keep the others
 * waiting with all that they have to catch up with. So meanwhile the feed yields: its tasks are small, and
 * one at a time.
 */
export class LaneFeed {
  readonly #settings: FeedSettings
  readonly #sources: FeedSource[] = []
  #first = 0
  #flight = 0
  #yielding = 0
  #scheduled = false
  #ended = false
  #idle: (() => void)[] = []
  /** When the last task was given, and whether more might have been waiting. */
  #lastAt = Number.NEGATIVE_INFINITY
  #wasFull = false
  /** Between two small tasks, ms, as of now. */
  #distance = 0
  #cancelRest: (() => void) | undefined

  constructor(settings: FeedSettings) {
    this.#settings = settings
  }

  add(source: FeedSource): void {
    this.#sources.push(source)
  }

  /** Takes nothing more of it. What was taken is still answered for. */
  remove(source: FeedSource): void {
    const at = this.#sources.indexOf(source)
    if (at >= 0) this.#sources.splice(at, 1)
    this.#first = 0
  }

  /** Something may have come to wait. What one turn of the event loop brings goes together. */
  wake(): void {
    // At the end of a rest all that waits goes anyway.
    if (this.#scheduled || this.#ended || this.#cancelRest !== undefined) return
    this.#scheduled = true
    const { soon = setImmediate } = this.#settings
    soon(() => {
      this.#scheduled = false
      this.#feed()
    })
  }

  /** Leaves most of the lane to `work`, whose partition nobody serves until it is done. */
  async yieldTo<T>(work: () => Promise<T>): Promise<T> {
    this.#yielding++
    try {
      return await work()
    } finally {
      this.#yielding--
      this.wake()
    }
  }

  /** Gives the lane nothing more; resolves when it has answered. */
  async stop(): Promise<void> {
    this.#ended = true
    this.#cancelRest?.()
    if (this.#flight > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #feed(): void {
    const { flightMax, bytesMax } = this.#room
    while (!this.#ended && this.#flight < flightMax && !this.#rests()) {
      const records = gather(this.#sources, this.#first, bytesMax)
      if (records.length === 0) return
      this.#first = (this.#first + 1) % this.#sources.length
      void this.#run(records, bytesMax, new Map(this.#sources.map((source) => [source.partition, source])))
    }
  }

  get #room(): { readonly flightMax: number; readonly bytesMax: number } {
    return this.#yielding > 0
      ? { flightMax: 1, bytesMax: LIMITS.laneYieldingBytesMax }
      : { flightMax: LIMITS.laneTaskFlightMax, bytesMax: LIMITS.laneTaskBytesMax }
  }

  /** True when the next task is to wait; then it comes by itself. */
  #rests(): boolean {
    const { spacing } = this.#settings
    if (spacing === undefined || this.#wasFull) return false
    const { clock } = spacing
    const left = this.#lastAt + this.#distance - clock.now()
    // The clock may have been set back.
    if (left <= 0 || left > this.#distance) return false
    if (this.#cancelRest === undefined && this.#sources.some(({ next }) => next !== undefined))
      this.#cancelRest = clock.timer(left, () => {
        this.#cancelRest = undefined
        this.#feed()
      })
    return true
  }

  /** A task goes to the lane: how far behind it is the next one to come? */
  #gave(bytes: number, bytesMax: number): void {
    this.#wasFull = bytes > bytesMax / 2
    const { spacing } = this.#settings
    if (spacing === undefined) return
    const { clock, msMin, msMax } = spacing
    const now = clock.now()
    const since = now - this.#lastAt
    this.#lastAt = now
    const step =
      bytes < LIMITS.laneTaskBytesEnough ? LIMITS.laneTaskSpacingStepMs : -LIMITS.laneTaskSpacingStepMs
    // One that comes after a longer time than that, or after the clock was set back, follows no other.
    const follows = since >= 0 && since <= 2 * msMax
    this.#distance = follows ? Math.min(msMax, Math.max(msMin, this.#distance + step)) : msMin
  }

  /**
   * @param bytesMax what it might have carried
   * @param sources as they are now: a partition that is opened anew meanwhile is another one
   */
  async #run(
    records: readonly LogRecord[],
    bytesMax: number,
    sources: ReadonlyMap<number, FeedSource>,
  ): Promise<void> {
    const { lane, onFailure } = this.#settings
    const fed = summarise(records)
    const bytes = [...fed.values()].reduce((sum, part) => sum + part.bytes, 0)
    this.#gave(bytes, bytesMax)
    this.#flight++
    try {
      const { steps } = await lane.run({ kind: 'step', records: pack(records) })
      for (const outcome of steps) {
        const part = fed.get(outcome.partition)
        if (part === undefined || !fed.delete(outcome.partition))
          throw new Error(`a lane answered for partition ${outcome.partition}, which it was not asked about`)
        sources.get(outcome.partition)?.stepped(outcome, part)
      }
      if (fed.size > 0) throw new Error(`a lane gave no answer for partitions ${[...fed.keys()].join(', ')}`)
    } catch (error) {
      if (!this.#ended) onFailure(error)
      this.#ended = true
    }
    this.#flight--
    if (this.#flight === 0) for (const resolve of this.#idle.splice(0)) resolve()
    this.#feed()
  }
}

/**
 * Takes what waits, whole records, up to `bytesMax` (one record may be larger). Each source first gets an
 * equal share, beginning with the one at `first`; what is left over goes to who has more.
 */
export function gather(sources: readonly FeedSource[], first: number, bytesMax: number): LogRecord[] {
  const order = [...sources.slice(first), ...sources.slice(0, first)].filter((s) => s.next !== undefined)
  const share = bytesMax / Math.max(1, order.length)
  const records: LogRecord[] = []
  let bytes = 0
  for (const limit of [share, bytesMax]) {
    for (const source of order) {
      let taken = 0
      for (let next = source.next; next !== undefined; next = source.next) {
        const size = next.bytes.length
        if (bytes > 0 && bytes + size > bytesMax) break
        if (taken > 0 && taken + size > limit) break
        source.take()
        records.push(next)
        taken += size
        bytes += size
      }
    }
  }
  return records
}

/** What a task carries, by partition. */
export function summarise(records: readonly LogRecord[]): Map<number, FedRecords> {
  const fed = new Map<number, FedRecords>()
  for (const { partition, offset, time, bytes } of records) {
    const part = fed.get(partition) ?? { offsets: [], times: [], bytes: 0 }
    fed.set(partition, part)
    part.offsets.push(offset)
    part.times.push(time)
    part.bytes += bytes.length
  }
  return fed
}

/** All bytes in one buffer of its own: one transfer, and nothing else shares what is moved away. */
export function pack<Item extends { readonly bytes: Uint8Array }>(records: readonly Item[]): Item[] {
  let size = 0
  for (const { bytes } of records) size += bytes.length
  const buffer = new Uint8Array(size)
  let at = 0
  return records.map((record) => {
    const { length } = record.bytes
    buffer.set(record.bytes, at)
    const bytes = buffer.subarray(at, at + length)
    at += length
    return { ...record, bytes }
  })
}
