import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import type { BackfillFailure, ReplayWanted } from '../partition/backfill.js'
import type { Broker, StoredMessage } from './broker.js'
import type { TaskRunner } from './lane.js'

export interface ReplayerSettings {
  readonly broker: Pick<Broker, 'publish' | 'read' | 'sequenceAt' | 'streamState'>
  readonly names: Names
  readonly partition: number
  readonly lane: TaskRunner
  readonly clock: Clock
  readonly log: Log
}

/** What was read of the log at one go: it goes up to `to`. */
interface Piece {
  readonly to: number
  readonly records: readonly StoredMessage[]
}

const AGAIN_MS = 5_000

/**
 * Reads the log of a partition again for windows that are new, and appends what they want to see of it, piece
 * by piece: the next one when the last one is applied, so that what comes meanwhile does not wait. What was
 * applied is part of the partition's state: the next owner goes on from there.
 */
export class Replayer {
  readonly #settings: ReplayerSettings
  #wanted: ReplayWanted | undefined
  #failed: BackfillFailure | undefined
  /** What the piece under way begins behind, as `begun after`; '': there is none. */
  #underWay = ''
  #cancel: (() => void) | undefined
  #stopped = false

  constructor(settings: ReplayerSettings) {
    this.#settings = settings
  }

  /** Why the windows of a version lack some of the past; undefined: they do not. */
  get failed(): BackfillFailure | undefined {
    return this.#failed
  }

  /**
   * What the partition wants now; undefined: nothing, or nothing any more.
   * @param failed it has given up: a record that replayed the log did harm, and was skipped
   */
  want(wanted: ReplayWanted | undefined, failed?: BackfillFailure): void {
    if (failed !== undefined && failed.offset !== this.#failed?.offset) this.#tell(failed)
    this.#failed = failed
    this.#wanted = wanted
    if (wanted === undefined || this.#stopped) return
    const key = `${wanted.begun} ${wanted.after}`
    if (key === this.#underWay) return
    this.#underWay = key
    this.#cancel?.()
    void this.#append(wanted)
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
  }

  async #append(wanted: ReplayWanted): Promise<void> {
    const { broker, names, partition, lane, clock, log } = this.#settings
    const { begun, after } = wanted
    try {
      const { to, records } = await this.#read(wanted)
      if (this.#stopped) return
      const own = records.map(({ sequence: offset, time, bytes }) => ({ partition, offset, time, bytes }))
      const { record } = await lane.run({ kind: 'replay', partition, after, to, records: own })
      // Another owner may have appended it: then its record counts, and this one is nothing.
      if (!this.#isWanted(wanted)) return
      await broker.publish(names.log(partition), record, {
        messageId: `replay ${partition} ${begun} ${after}`,
      })
    } catch (error) {
      if (this.#stopped) return
      log.warn(`partition ${partition}: the log cannot be replayed yet`, { reason: errorLine(error) })
      this.#cancel = clock.timer(AGAIN_MS, () => {
        if (this.#isWanted(wanted)) void this.#append(wanted)
      })
    }
  }

  #tell({ version, offset }: BackfillFailure): void {
    const { partition, log } = this.#settings
    log.error(`partition ${partition} gives up a backfill: members of new segments may be missing`, {
      version,
      reason: `record ${offset}, which replays the past, does harm: it is in the dead-letter stream`,
    })
  }

  #isWanted({ begun, after }: ReplayWanted): boolean {
    return !this.#stopped && this.#wanted?.begun === begun && this.#wanted.after === after
  }

  /**
   * Where the first piece begins: with what was stored at the instant from which on events are wanted. An
   * event counts by its own time, which may be earlier, but never later than when it was stored.
   */
  async #begin(stream: string, after: number, from: number): Promise<number> {
    return after > 0 ? 0 : this.#settings.broker.sequenceAt(stream, from - LIMITS.brokerClocksMsMax)
  }

  /** The next piece: what is older than wanted is passed over, what the log has dropped is not there. */
  async #read({ after, until, from }: ReplayWanted): Promise<Piece> {
    const { broker, names, partition } = this.#settings
    const stream = names.logStream(partition)
    const { firstSequence, messages } = await broker.streamState(stream)
    const first = Math.max(after + 1, firstSequence, await this.#begin(stream, after, from))
    if (messages === 0 || first > until) return { to: until, records: [] }
    const records: StoredMessage[] = []
    let bytes = 0
    let to = after
    let finish: () => void = () => {}
    const enough = new Promise<void>((resolve) => {
      finish = resolve
    })
    const reader = await broker.read(stream, first, async (arrived) => {
      for (const message of arrived) {
        if (bytes >= LIMITS.replayBytesMax) break
        // What stood there last may have been deleted.
        to = Math.min(until, message.sequence)
        if (message.sequence > until) break
        if (message.time < from) continue
        records.push(message)
        bytes += message.bytes.length
      }
      if ((arrived.at(-1)?.sequence ?? 0) >= until || bytes >= LIMITS.replayBytesMax) finish()
    })
    const ended = reader.ended.then((error) => {
      if (error !== undefined) throw error
    })
    try {
      await Promise.race([enough, ended])
    } finally {
      await reader.stop()
      await ended.catch(() => {})
    }
    if (to > after) return { to, records }
    throw new WaymarkError('BROKER_UNREACHABLE', `nothing of ${stream} comes from ${first} on`)
  }
}
