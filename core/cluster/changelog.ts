import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import {
  type ChangelogOwner,
  encodeClaim,
  encodeSkip,
  encodeTorn,
  encodeTrial,
} from '../partition/change-codec.js'
import type { Skip, Trial } from '../partition/suspicion.js'
import { type Broker, type PublishAck, SequenceConflict } from './broker.js'
import { ChangelogReading, type TakeChanges } from './changelog-reading.js'

export interface ChangelogSettings {
  readonly broker: Pick<Broker, 'publish' | 'read' | 'streamState' | 'purge' | 'delete' | 'closed'>
  readonly names: Names
  readonly partition: number
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  /** Id of this process, unlike that of any other. */
  readonly worker: string
  readonly clock: Clock
  readonly log: Log
}

const BACKOFF_MS = 20

/**
 * The state changelog of a partition, in the hands of its owner. It is the fence between owners: every append
 * says what the last sequence must be, and a claim is itself an append, so that whoever owned the partition
 * before is refused from then on.
 */
export class Changelog {
  /** Sequence of the claim: higher than that of any owner before. */
  readonly epoch: number
  readonly owner: ChangelogOwner
  readonly #settings: ChangelogSettings
  readonly #stream: string
  /** What stands before is only there to fall back on: it goes when there is no room. */
  neededFrom = 0
  #last: number
  /** In the stream, about. */
  #bytes: number
  /** Under way, or waiting for their turn. */
  #appends = 0
  #stopped = false
  #wake: () => void = () => {}
  #reading: ChangelogReading | undefined
  #trials = 0
  /** Appends go one after the other: each expects the sequence of the one before. */
  #turn: Promise<void> = Promise.resolve()

  private constructor(settings: ChangelogSettings, epoch: number, bytes: number) {
    const { names, partition, partitions } = settings
    this.epoch = this.#last = epoch
    this.owner = { namespace: names.namespace, partition, partitions }
    this.#bytes = bytes
    this.#settings = settings
    this.#stream = names.changelogStream(partition)
  }

  /**
   * Makes this process the owner of a partition.
   * @throws WaymarkError PARTITION_LOST when others write all the time, and what the broker throws
   */
  static async claim(settings: ChangelogSettings): Promise<Changelog> {
    const { broker, names, partition, partitions, worker, clock } = settings
    const owner = { namespace: names.namespace, partition, partitions }
    for (let n = 1; n <= LIMITS.claimTriesMax; n++) {
      const { lastSequence, bytes } = await broker.streamState(names.changelogStream(partition))
      const epoch = lastSequence + 1
      try {
        await broker.publish(names.changelog(partition), encodeClaim(owner, epoch, worker), {
          // Of this claim alone: the id of another's must not pass for it.
          messageId: `${worker} ${epoch}`,
          expectedLastSequence: lastSequence,
        })
        return new Changelog(settings, epoch, bytes)
      } catch (error) {
        if (!(error instanceof SequenceConflict)) throw error
      }
      await new Promise<void>((resolve) => void clock.timer(BACKOFF_MS * n, resolve))
    }
    throw lost(partition, 'others write to its changelog all the time')
  }

  /** Sequence that the next append will have. */
  get next(): number {
    return this.#last + 1
  }

  get bytes(): number {
    return this.#bytes
  }

  /**
   * Reads all that stood there when it was claimed, in order; waits for `take` each time, and reads on
   * meanwhile. Ends with `stop`.
   * @param take `share` of all has been read with these messages
   * @param forget called when reading begins anew: whoever owned the partition before may still have been
   *   deleting what it needs no more
   * @param ahead a reading by the same `take` that has begun before the claim, and was held during it
   * @throws WaymarkError PARTITION_LOST when `stop` was called, and what `take` and the broker throw
   */
  async read(take: TakeChanges, forget: () => Promise<unknown>, ahead?: ChangelogReading): Promise<void> {
    let begun = ahead
    for (let n = 1; ; n++) {
      const reading = begun
      begun = undefined
      try {
        await this.#readTo(reading ?? (await this.#begin(take)))
        return
      } catch (error) {
        // What has befallen one that began before the claim need not befall another.
        const isWorthMore = isTrimmed(error) || reading !== undefined
        if (this.#stopped || !isWorthMore || n === LIMITS.changelogReadingsMax) throw error
      }
      await forget()
    }
  }

  async #begin(take: TakeChanges): Promise<ChangelogReading> {
    const { broker, partition } = this.#settings
    const { firstSequence } = await broker.streamState(this.#stream)
    // Whoever has it now has deleted all that would be read: that is no beginning from nothing.
    if (firstSequence > this.epoch) throw lost(partition, `its changelog begins at ${firstSequence} by now`)
    const reading = new ChangelogReading({ broker, stream: this.#stream, take })
    reading.start(firstSequence)
    return reading
  }

  async #readTo(reading: ChangelogReading): Promise<void> {
    this.#reading = reading
    if (this.#stopped) reading.stop(this.#letGo())
    await reading.until(this.epoch)
  }

  #letGo(): WaymarkError {
    return lost(this.#settings.partition, 'its changelog was let go')
  }

  /** Tells what is about to be tried, so that it is known if this process ends meanwhile. */
  async trial(trial: Trial): Promise<void> {
    const id = `${this.epoch} trial ${this.#trials++}`
    await this.append(encodeTrial(this.owner, this.epoch, trial), id)
  }

  /** From here on a record has no effect, whoever applies the log. */
  async skip(skip: Skip): Promise<void> {
    await this.append(encodeSkip(this.owner, this.epoch, skip), `${this.epoch} skip ${skip.offset}`)
  }

  /**
   * Appends one message. Tries for as long as it takes; an answer that was lost is made up for.
   * @param messageId of this message alone
   * @param bytesMax waits while the stream would hold more than that
   * @throws WaymarkError PARTITION_LOST when another worker has taken over, and when `stop` was called
   */
  append(bytes: Uint8Array, messageId: string, bytesMax = Number.POSITIVE_INFINITY): Promise<void> {
    this.#appends++
    const turn = this.#turn
      .then(() => this.#appendAtLast(bytes, messageId, bytesMax))
      .finally(() => {
        this.#appends--
      })
    this.#turn = turn.catch(() => {})
    return turn
  }

  /**
   * Looks whether another worker has taken over. An append under way finds that out by itself.
   * @throws WaymarkError PARTITION_LOST when one has
   */
  async check(): Promise<void> {
    const { broker, partition } = this.#settings
    const last = this.#last
    if (this.#appends > 0) return
    const { lastSequence } = await broker.streamState(this.#stream)
    if (lastSequence !== last && last === this.#last && this.#appends === 0)
      throw lost(partition, `its changelog ends at ${lastSequence}, not at ${last}`)
  }

  /** Deletes what stands before a sequence. */
  async purgeBefore(sequence: number): Promise<void> {
    if (sequence <= 1) return
    const { broker } = this.#settings
    await broker.purge(this.#stream, sequence - 1)
    await this.#measure()
  }

  async #measure(): Promise<void> {
    const { broker } = this.#settings
    this.#bytes = (await broker.streamState(this.#stream)).bytes
  }

  /**
   * Deletes chunks that no commit followed. Were they left, owners that die at their first checkpoint would
   * fill the changelog. What fails is left to the next owner.
   */
  async deleteTorn(chunks: readonly number[]): Promise<void> {
    if (chunks.length === 0) return
    const { broker, log } = this.#settings
    try {
      await this.append(encodeTorn(this.owner, this.epoch, chunks), `${this.epoch} torn`)
      // From the last one on: what is left of a checkpoint is its beginning.
      for (const sequence of chunks.toReversed()) {
        if (this.#stopped) return
        await broker.delete(this.#stream, sequence)
      }
      await this.#measure()
    } catch (error) {
      log.warn(`unfinished checkpoints stay in ${this.#stream}`, { reason: errorLine(error) })
    }
  }

  /** Appends nothing more; what is under way is left to its fate. */
  stop(): void {
    this.#stopped = true
    this.#wake()
    this.#reading?.stop(this.#letGo())
  }

  async #appendAtLast(bytes: Uint8Array, messageId: string, bytesMax: number): Promise<void> {
    const { partition, log } = this.#settings
    for (let n = 1; ; n++) {
      if (this.#stopped) throw this.#letGo()
      try {
        if (this.#bytes + bytes.length > bytesMax) throw this.#full()
        const { sequence } = await this.#publish(bytes, messageId)
        if (sequence !== this.#last + 1)
          throw lost(partition, `an append is at ${sequence}, not at ${this.#last + 1}`)
        this.#last = sequence
        this.#bytes += bytes.length
        if (n > 1) log.info(`appending to ${this.#stream} works again`)
        return
      } catch (error) {
        if (!isPassing(error)) throw error
        if (n === 1)
          log.warn(`cannot append to ${this.#stream}, trying again until it works`, {
            reason: errorLine(error),
          })
        if (isFull(error)) await this.purgeBefore(this.neededFrom).catch(() => {})
      }
      await this.#backoff(n)
    }
  }

  async #publish(bytes: Uint8Array, messageId: string): Promise<PublishAck> {
    const { broker, names, partition } = this.#settings
    try {
      const expectedLastSequence = this.#last
      return await broker.publish(names.changelog(partition), bytes, { messageId, expectedLastSequence })
    } catch (error) {
      if (error instanceof SequenceConflict) throw lost(partition, error.message)
      throw error
    }
  }

  #full(): WaymarkError {
    return new WaymarkError('BROKER_FULL', `${this.#stream} holds ${this.#bytes} bytes`, 'raise its limit')
  }

  async #backoff(n: number): Promise<void> {
    const { clock } = this.#settings
    const delay = Math.min(LIMITS.publishBackoffMsMax, BACKOFF_MS * 2 ** Math.min(n, 20))
    await new Promise<void>((resolve) => {
      const cancel = clock.timer(delay, resolve)
      this.#wake = () => {
        cancel()
        resolve()
      }
    })
  }
}

/** Passes with time: the broker is away, or has no room yet. Whether the message is stored may be unknown. */
function isPassing(error: unknown): boolean {
  return isFull(error) || (error instanceof WaymarkError && error.code === 'BROKER_UNREACHABLE')
}

function isTrimmed(error: unknown): boolean {
  return error instanceof WaymarkError && error.code === 'LOG_TRIMMED'
}

function isFull(error: unknown): boolean {
  return error instanceof WaymarkError && error.code === 'BROKER_FULL'
}

function lost(partition: number, why: string): WaymarkError {
  return new WaymarkError(
    'PARTITION_LOST',
    `partition ${partition} is another worker's: ${why}`,
    'nothing: who owns it goes on with it',
  )
}
