import type { Clock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import type { Broker } from '../cluster/broker.js'
import type { Names } from '../event/subjects.js'

export interface LogRoomParts {
  readonly broker: Pick<Broker, 'streamState' | 'connected'>
  readonly names: Names
  readonly partitions: number
  /** Limit of one log. */
  readonly logBytesMax: number
  readonly clock: Clock
}

interface Fill {
  /** Bytes that the log held when it was last looked at, and what was sent since. */
  held: number
  sent: number
}

/**
 * How full the logs are, about: ingest leaves a share of each to what partitions have to say to each other.
 * Were they filled to the brim, nothing of that could be stored, so no state either, and nothing would ever
 * be past what fills them.
 */
export class LogRoom {
  readonly #parts: LogRoomParts
  readonly #fills: readonly Fill[]
  readonly #bytesMax: number
  #cancel: () => void = () => {}
  #stopped = false

  constructor(parts: LogRoomParts) {
    this.#parts = parts
    this.#bytesMax = parts.logBytesMax * (1 - LIMITS.logLinksShare)
    this.#fills = Array.from({ length: parts.partitions }, () => ({ held: 0, sent: 0 }))
  }

  /** Looks at all logs, and from then on again and again at those that change. */
  async start(): Promise<void> {
    await Promise.all(this.#fills.map((fill, partition) => this.#look(fill, partition)))
    this.#lookAgain()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
  }

  /** Bytes were sent to a log. */
  sent(partition: number, bytes: number): void {
    const fill = this.#fills[partition]
    if (fill !== undefined) fill.sent += bytes
  }

  /** Whether what is left of a log is not for ingest. */
  isTaken(partition: number): boolean {
    const { held, sent } = this.#fills[partition] ?? { held: 0, sent: 0 }
    return held + sent > this.#bytesMax
  }

  #lookAgain(): void {
    if (this.#stopped) return
    this.#cancel = this.#parts.clock.timer(LIMITS.logLookMs, () => {
      const changed = this.#fills.map((fill, partition) =>
        fill.sent > 0 || this.isTaken(partition) ? this.#look(fill, partition) : undefined,
      )
      void Promise.all(changed).then(() => this.#lookAgain())
    })
  }

  /** While the broker is away the last look holds: publishing says so by itself. */
  async #look(fill: Fill, partition: number): Promise<void> {
    const { broker, names } = this.#parts
    if (!broker.connected) return
    const before = fill.sent
    try {
      fill.held = (await broker.streamState(names.logStream(partition))).bytes
      fill.sent -= before
    } catch {
      // It is looked at again.
    }
  }
}
