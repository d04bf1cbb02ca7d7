import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import type { Log } from '../base/log.js'
import type { Broker } from './broker.js'
import { ReaderWatch } from './reader-watch.js'

export interface LogTailSettings {
  readonly broker: Pick<Broker, 'streamState' | 'lastMessage'>
  readonly stream: string
  readonly partition: number
  readonly clock: Clock
  readonly log: Log
  /** Records were deleted before they could be applied. */
  readonly onMissing: (records: number) => void
}

/**
 * How far a log goes beyond what its partition has applied. Records that someone has deleted, one by one, are
 * lost: that is told, and the partition goes on without them.
 */
export class LogTail {
  readonly #settings: LogTailSettings
  readonly #watch: ReaderWatch
  #applied = 0
  /** The log's last sequence as far as it is known. */
  #last = 0
  #lastAtStart = 0
  /** Up to here nothing comes any more. */
  #goneTo = 0
  /** Records that were missing, since it was opened. */
  missing = 0

  constructor(settings: LogTailSettings) {
    this.#settings = settings
    this.#watch = new ReaderWatch(settings.clock)
  }

  /** It begins behind what a state has applied; the log goes up to `last`. */
  start(applied: number, last: number): void {
    this.#applied = applied
    this.#last = this.#lastAtStart = last
  }

  /** Up to here the log is applied. */
  get offset(): number {
    return this.#applied
  }

  applied(offset: number): void {
    this.#applied = offset
    this.stored(offset)
  }

  /** The log goes up to this offset at least. */
  stored(offset: number): void {
    this.#last = Math.max(this.#last, offset)
  }

  /** The partition has only caught up when this is applied too. */
  awaits(offset: number): void {
    this.#lastAtStart = Math.max(this.#lastAtStart, offset)
  }

  /** What the log held at the start. */
  get lastAtStart(): number {
    return this.#lastAtStart
  }

  /** Records stored but not applied, as far as is known. */
  get lag(): number {
    return Math.max(0, this.#last - Math.max(this.#applied, this.#goneTo))
  }

  /** True when what the log held at the start is applied. */
  get caughtUp(): boolean {
    return Math.max(this.#applied, this.#goneTo) >= this.#lastAtStart
  }

  /** The log goes on behind records that are not there, from `from` to `to`. */
  skipped(from: number, to: number): void {
    const { stream, log, onMissing } = this.#settings
    const records = to - Math.max(from - 1, this.#goneTo)
    if (records <= 0) return
    this.#goneTo = to
    this.missing += records
    log.error(`${stream}: records were deleted before they were applied, what they said is lost`, {
      from,
      to,
    })
    onMissing(records)
  }

  /**
   * Looks how far the log goes.
   * @param held records that have come and are not yet applied
   * @returns what is wrong when it goes on and nothing of it comes
   */
  async refresh(held: () => number): Promise<WaymarkError | undefined> {
    const { broker, stream, partition } = this.#settings
    this.stored((await broker.streamState(stream)).lastSequence)
    const applied = this.#applied
    const { lag } = this
    if (!this.#watch.isStalled(applied, lag, held())) return undefined
    const newest = await broker.lastMessage(stream, '>')
    if (applied !== this.#applied || held() > 0) return undefined
    // The end of a log may have been deleted, too: nothing will come of it.
    if (newest === null || newest.sequence <= applied) {
      this.skipped(applied + 1, this.#last)
      return undefined
    }
    const what = `nothing of the log of partition ${partition} comes, at ${applied} of ${this.#last}`
    return new WaymarkError('BROKER_UNREACHABLE', what, 'it is opened anew; look at the broker')
  }
}
