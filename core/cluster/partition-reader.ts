import type { LogRecord } from '../lane/protocol.js'
import type { Broker, Reader, StoredMessage } from './broker.js'
import { Fifo } from './fifo.js'

export interface ReaderSettings {
  readonly broker: Pick<Broker, 'read'>
  readonly stream: string
  readonly partition: number
  /** Bytes held here and in the lane before the broker is asked for no more. */
  readonly bytesMax: number
  /** Called when records have come. */
  readonly onArrival: () => void
  /** Called when the log goes on behind records that are not there, from `from` to `to`. */
  readonly onSkip: (from: number, to: number) => void
  /** Called when the log cannot be read on. */
  readonly onEnd: (error: Error) => void
}

/** Counted for each record on top of its bytes: small records are bounded too. */
const OVERHEAD_BYTES = 128

/** Reads one partition's log ahead of its lane, within a limit. */
export class PartitionReader {
  readonly #settings: ReaderSettings
  readonly #waiting = new Fifo<LogRecord>()
  #heldBytes = 0
  #lastOffset = 0
  #reader: Reader | undefined
  #resume: (() => void) | undefined
  #stopped = false

  constructor(settings: ReaderSettings) {
    this.#settings = settings
  }

  /** @throws WaymarkError LOG_TRIMMED when the log begins after `from` */
  async start(from: number): Promise<void> {
    this.#lastOffset = from - 1
    const { broker, stream, onEnd } = this.#settings
    const reader = await broker.read(stream, from, (messages) => this.#arrived(messages))
    this.#reader = reader
    if (this.#stopped) await reader.stop()
    void reader.ended.then((error) => {
      if (error !== undefined && !this.#stopped) onEnd(error)
    })
  }

  /** Records that wait. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** The oldest record that waits. */
  get first(): LogRecord | undefined {
    return this.#waiting.at(0)
  }

  take(): LogRecord | undefined {
    return this.#waiting.shift()
  }

  /** The lane is done with records that were taken: `bytes` of them, in `records` records. */
  settled(records: number, bytes: number): void {
    this.#heldBytes -= bytes + records * OVERHEAD_BYTES
    if (this.#heldBytes < this.#settings.bytesMax) this.#letGo()
  }

  /** Reads no more and forgets what waits: it is in the log. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#waiting.clear()
    this.#letGo()
    await this.#reader?.stop()
  }

  async #arrived(messages: readonly StoredMessage[]): Promise<void> {
    if (this.#stopped) return
    const { partition, bytesMax, onArrival, onSkip } = this.#settings
    for (const { sequence, time, bytes } of messages) {
      // After a reconnect the broker may tell again what was told.
      if (sequence <= this.#lastOffset) continue
      if (sequence > this.#lastOffset + 1) onSkip(this.#lastOffset + 1, sequence - 1)
      this.#lastOffset = sequence
      this.#waiting.push({ partition, offset: sequence, time, bytes })
      this.#heldBytes += bytes.length + OVERHEAD_BYTES
    }
    onArrival()
    if (this.#heldBytes >= bytesMax)
      await new Promise<void>((resolve) => {
        this.#resume = resolve
      })
  }

  #letGo(): void {
    this.#resume?.()
    this.#resume = undefined
  }
}
