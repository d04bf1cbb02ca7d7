import { errorLine, WaymarkError } from '../base/errors.js'
import type { Opened } from '../lane/protocol.js'
import { Changelog } from './changelog.js'
import { ChangelogReading } from './changelog-reading.js'
import type { EngineContext } from './engine-context.js'
import { logBehind } from './log-behind.js'
import type { OwnersLane, PartitionLane } from './partition-lane.js'
import { readAllPublished } from './published.js'
import { gatheringIn, restorePartition } from './restore.js'
import type { RestoreProgress } from './restore-progress.js'

export interface TakeoverSettings {
  readonly context: EngineContext
  readonly partition: number
  readonly running: OwnersLane
  readonly lane: PartitionLane
  readonly progress: RestoreProgress
}

/** What a new owner begins with. */
export interface TakenOver {
  readonly opened: Opened
  readonly published: Awaited<ReturnType<typeof readAllPublished>>
  /** Of the log, as it was then. */
  readonly firstSequence: number
  readonly lastSequence: number
}

/**
 * How a partition comes to this worker: it is claimed, and its state restored into its lane. Its changelog
 * may be read ahead while another one still owns it, so that only what that one writes last is left to read:
 * who owns it is the claim's to say alone, and what a changelog says at a sequence never changes.
 */
export class Takeover {
  readonly #settings: TakeoverSettings
  readonly #stream: string
  #ahead: ChangelogReading | undefined
  /** Gives back the room that what was read ahead takes. */
  #giveBack: () => void = () => {}
  #isClaiming = false
  #stopped = false

  constructor(settings: TakeoverSettings) {
    this.#settings = settings
    this.#stream = settings.context.names.changelogStream(settings.partition)
  }

  /** Begins to read ahead, if there is room for it. What fails is left to `restore`. */
  async prepare(): Promise<void> {
    const { context, partition, lane } = this.#settings
    const { broker, log, readingAhead } = context
    try {
      const { firstSequence, lastSequence, bytes } = await broker.streamState(this.#stream)
      if (this.#isClaiming || this.#stopped || lastSequence === 0) return
      const giveBack = readingAhead.takeNow(bytes)
      if (giveBack === undefined) return
      this.#giveBack = giveBack
      this.#ahead = new ChangelogReading({
        broker,
        stream: this.#stream,
        take: gatheringIn({ partition, lane }),
      })
      this.#ahead.start(firstSequence)
    } catch (error) {
      log.debug(`${this.#stream} cannot be read ahead`, { reason: errorLine(error) })
    }
  }

  /**
   * Makes this worker the owner.
   * @throws WaymarkError PARTITION_LOST, and what the broker throws
   */
  async claim(): Promise<Changelog> {
    const { context, partition } = this.#settings
    this.#isClaiming = true
    this.#ahead?.hold()
    const changelog = await Changelog.claim({ ...context, partition })
    // Told when it is awaited: meanwhile the rest is read, before there is a turn to restore it.
    this.#ahead?.until(changelog.epoch).catch(() => {})
    return changelog
  }

  /**
   * Restores the state of the newest checkpoint that can be.
   * @throws WaymarkError LOG_TRIMMED when the log no longer holds what comes after it,
   *   BROKER_UNSUITABLE when it is another one, PARTITION_LOST
   */
  async restore(changelog: Changelog): Promise<TakenOver> {
    const { context, partition, running, lane, progress } = this.#settings
    // What others have been saying since may come from versions that this worker has not heard of.
    await context.definitions.refresh()
    await running.versions.load()
    const { restores, feed, versions } = running
    const ahead = this.#ahead
    const opened = await restorePartition({
      ...{ ...context, changelog, partition, lane, restores, feed, versions, progress, ahead },
    }).finally(() => this.#forget())
    const [published, { firstSequence, lastSequence }] = await Promise.all([
      readAllPublished(context, partition),
      logBehind(context, partition, opened),
    ])
    for (const stream of Object.values(published)) stream.restored(opened.offset)
    return { opened, published, firstSequence, lastSequence }
  }

  /** Reads nothing more ahead. */
  stop(): void {
    this.#stopped = true
    const { partition } = this.#settings
    this.#ahead?.stop(new WaymarkError('PARTITION_LOST', `partition ${partition} was let go`))
    this.#forget()
  }

  #forget(): void {
    this.#ahead = undefined
    this.#giveBack()
    this.#giveBack = () => {}
  }
}
