import { LIMITS } from '../base/limits.js'
import type { Broker, Reader, StoredMessage } from './broker.js'

/** Takes messages of a changelog that is read; `share` of all has been read with them, 0 to 1. */
export type TakeChanges = (messages: readonly StoredMessage[], share: number) => Promise<unknown>

export interface ReadingSettings {
  readonly broker: Pick<Broker, 'read' | 'closed'>
  readonly stream: string
  readonly take: TakeChanges
}

/**
 * Reads the changelog of a partition from its beginning, in order; waits for `take` each time, and reads on
 * meanwhile. It may begin while another worker owns the partition, and follow what that one writes: what
 * stands in a changelog never changes. Where it ends says the claim; so while the claim is under way nothing
 * is taken, for what comes then may be beyond.
 */
export class ChangelogReading {
  readonly #broker: ReadingSettings['broker']
  readonly #stream: string
  /** Undefined when it is over: what waits for the end of the broker's connection keeps nothing alive. */
  #take: TakeChanges | undefined
  readonly #read: Promise<void>
  #resolve: () => void = () => {}
  #reject: (error: unknown) => void = () => {}
  #reader: Reader | undefined
  #first = 1
  /** Sequence of the newest message that was taken. */
  #last = 0
  /** Sequence of the claim. */
  #end: number | undefined
  #held: Promise<void> = Promise.resolve()
  #letGo: () => void = () => {}

  constructor({ broker, stream, take }: ReadingSettings) {
    this.#broker = broker
    this.#stream = stream
    this.#take = take
    this.#read = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    const over = (): void => this.#over()
    // Told to who asks for the end of it.
    this.#read.then(over, over)
    void broker.closed.then((reason) => this.stop(reason ?? new Error('the broker is closed')))
  }

  /**
   * What it finds out, an error too, is told by `until`.
   * @param first sequence with which the changelog begins
   */
  start(first: number): void {
    this.#first = first
    this.#start().catch((error: unknown) => this.#reject(error))
  }

  /** Takes nothing more before `until`. */
  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#letGo = resolve
    })
  }

  /**
   * Resolves when all up to the claim is taken.
   * @throws the reason of a `stop`, and what `take` and the broker throw
   */
  async until(end: number): Promise<void> {
    // A claim stands behind all that was there: else the broker has lost what was read.
    if (this.#end === undefined && this.#last >= end)
      this.#reject(new Error(`${this.#stream} ends at ${end}, but ${this.#last} was read before`))
    this.#end = end
    this.#letGo()
    await this.#read
  }

  stop(reason: Error): void {
    this.#reject(reason)
    this.#letGo()
  }

  async #start(): Promise<void> {
    const onMessages = (messages: StoredMessage[]): Promise<void> => this.#arrived(messages)
    const stream = this.#stream
    const reader = await this.#broker.read(stream, this.#first, onMessages, LIMITS.restoreBatchBytesMax)
    this.#reader = reader
    if (this.#take === undefined) this.#over()
    void reader.ended.then((reason) => this.#reject(reason ?? new Error(`${stream}: reading was ended`)))
  }

  async #arrived(messages: readonly StoredMessage[]): Promise<void> {
    await this.#held
    const take = this.#take
    if (take === undefined) return
    const end = this.#end ?? Number.POSITIVE_INFINITY
    const last = messages.at(-1)?.sequence ?? 0
    this.#last = last
    try {
      const own = messages.filter(({ sequence }) => sequence <= end)
      await take(own, this.#share(last))
    } catch (error) {
      this.#reject(error)
    }
    // The claim itself is taken only when it is known where that stands.
    if (last >= end) this.#resolve()
  }

  #share(last: number): number {
    const all = (this.#end ?? last) - this.#first + 1
    return Math.min(1, (last - this.#first + 1) / Math.max(1, all))
  }

  #over(): void {
    this.#take = undefined
    void this.#reader?.stop()
  }
}
