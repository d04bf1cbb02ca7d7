import type { Clock } from '../base/clock.js'
import { errorLine } from '../base/errors.js'
import type { Log } from '../base/log.js'
import { encodeActivate } from '../event/batch.js'
import type { Names } from '../event/subjects.js'
import type { Broker } from './broker.js'
import type { EngineDefinitions } from './engine-definitions.js'
import type { LaneVersions } from './lane-versions.js'

export interface ActivationSettings {
  readonly broker: Pick<Broker, 'publish'>
  readonly names: Names
  readonly partition: number
  /** Of this owner of the partition. */
  readonly epoch: number
  readonly definitions: Pick<EngineDefinitions, 'current'>
  /** Of the lane in which it runs. */
  readonly versions: Pick<LaneVersions, 'has'>
  readonly clock: Clock
  readonly log: Log
  /** Called when an `Activate` stands in the log, with its offset. */
  readonly onStored: (offset: number) => void
  /** Called when that is the one after which the state is whole again. */
  readonly onSettled: (offset: number) => void
}

/** How a partition stands. */
export interface Standing {
  /** Offset up to which its log is applied. */
  readonly applied: number
  /** Version of the definitions in force there. */
  readonly version: string
  /** That which comes into force by itself, when there is room for it; '': none. */
  readonly waiting: string
}

const AGAIN_MS = 5_000

/**
 * Brings the current version of the definitions into force in one partition: puts it into the log, once its
 * lane has it. From there on, so at the same place in every replay, all profiles are judged by it.
 */
export class Activation {
  readonly #settings: ActivationSettings
  #standing: Standing | undefined
  /** What was stored last, when in force was what, and where it stands. */
  #stored = { key: '', offset: 0 }
  #told = ''
  #storing = false
  #cancel: (() => void) | undefined
  #stopped = false

  constructor(settings: ActivationSettings) {
    this.#settings = settings
  }

  /**
   * The state is of neither version: whatever is in force by name must come into force anew, at once.
   * Resolves after the first try.
   */
  async settle(): Promise<void> {
    if (this.#stopped) return
    const { partition, epoch, definitions, clock, onSettled } = this.#settings
    const stored = await this.#store(definitions.current.version, `activate ${partition} ${epoch}`)
    if (this.#stopped) return
    if (stored === undefined) this.#cancel = clock.timer(AGAIN_MS, () => void this.settle())
    else {
      this.#stored = { key: '', offset: stored }
      onSettled(stored)
    }
  }

  /** Looks whether the current version is in force, when all that the log held at the start is applied. */
  look(standing: Standing): void {
    this.#standing = standing
    const { definitions, versions, log, partition } = this.#settings
    const { version, revision } = definitions.current
    // What waits would come into force even if that which is in force is the current one again.
    const next = standing.waiting || standing.version
    if (this.#stopped || this.#storing || next === version || !versions.has(version)) return
    if (standing.applied < this.#stored.offset) return
    const key = `${revision} ${next}`
    if (key !== this.#stored.key) void this.#change(key, standing)
    else if (key !== this.#told) {
      this.#told = key
      log.error(`partition ${partition} refuses the definitions: see its dead letters`, { version, revision })
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
  }

  async #change(key: string, { applied }: Standing): Promise<void> {
    const { partition, definitions, clock } = this.#settings
    const { version, revision } = definitions.current
    this.#storing = true
    const messageId = `activate ${partition} ${revision} ${version}`
    let offset = await this.#store(version, messageId)
    // It stood there already, and a late owner has put another version behind it.
    if (offset !== undefined && offset <= applied)
      offset = await this.#store(version, `${messageId} after ${applied}`)
    this.#storing = false
    if (this.#stopped) return
    const again = (): void => {
      if (this.#standing !== undefined) this.look(this.#standing)
    }
    if (offset === undefined) this.#cancel = clock.timer(AGAIN_MS, again)
    else {
      this.#stored = { key, offset }
      again()
    }
  }

  /** A log that is full must not keep the partition from its work: undefined, and it is tried again later. */
  async #store(version: string, messageId: string): Promise<number | undefined> {
    const { broker, names, partition, log, onStored } = this.#settings
    try {
      const { sequence } = await broker.publish(names.log(partition), encodeActivate(version), { messageId })
      if (!this.#stopped) onStored(sequence)
      return sequence
    } catch (error) {
      const reason = errorLine(error)
      log.warn(`partition ${partition}: the definitions cannot be activated yet`, { reason })
      return undefined
    }
  }
}
