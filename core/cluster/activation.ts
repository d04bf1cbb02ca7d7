import type { Clock } from '../base/clock.js'
import { errorLine } from '../base/errors.js'
import type { Log } from '../base/log.js'
import { encodeActivate } from '../event/batch.js'
import type { Names } from '../event/subjects.js'
import type { Broker } from './broker.js'

export interface ActivationSettings {
  readonly broker: Pick<Broker, 'publish'>
  readonly names: Names
  readonly partition: number
  /** Of this owner of the partition: it puts the version into the log once. */
  readonly epoch: number
  /** Version of the definitions. */
  readonly version: string
  readonly clock: Clock
  readonly log: Log
  /** Called when it stands in the log, with its offset. */
  readonly onStored: (offset: number) => void
}

const AGAIN_MS = 5_000

/** Puts the version of the definitions into a partition's log: from there on it judges all profiles. */
export class Activation {
  readonly #settings: ActivationSettings
  #cancel: (() => void) | undefined
  #stopped = false

  constructor(settings: ActivationSettings) {
    this.#settings = settings
  }

  /** Resolves after the first try. A log that is full must not keep the partition from its work. */
  async begin(): Promise<void> {
    const { broker, names, partition, epoch, version, clock, log, onStored } = this.#settings
    if (this.#stopped) return
    try {
      const messageId = `activate ${partition} ${epoch}`
      const { sequence } = await broker.publish(names.log(partition), encodeActivate(version), { messageId })
      if (!this.#stopped) onStored(sequence)
    } catch (error) {
      const reason = errorLine(error)
      log.warn(`partition ${partition}: the definitions cannot be activated yet`, { reason })
      if (!this.#stopped) this.#cancel = clock.timer(AGAIN_MS, () => void this.begin())
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
  }
}
