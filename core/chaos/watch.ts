import type { Broker, EndingReader, StoredMessage } from '../cluster/broker.js'
import type { Names } from '../event/subjects.js'
import { type Change, type ChangelogOwner, decodeChange } from '../partition/change-codec.js'

const SHORT_BYTES = 4_096

/** Something that took its owner from a partition. */
interface Loss {
  /** By the clock of this process, ms since the epoch; servers and workers run on the same machine. */
  readonly at: number
  claimed: number | undefined
  /** When it was known to work again: it said something. */
  back: number | undefined
}

export interface Gaps {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/**
 * Watches from outside how long partitions are without an owner: claims stand in the changelogs, and what an
 * owner says in the stream of facts.
 */
export class Watch {
  /** Claims of partitions, all together. */
  claims = 0
  /** Offset of the newest checkpoint of each partition. */
  readonly committed = new Map<number, number>()
  readonly #broker: Broker
  readonly #names: Names
  readonly #partitions: number
  readonly #readers: EndingReader[] = []
  readonly #losses = new Map<number, Loss[]>()

  constructor(broker: Broker, names: Names, partitions: number) {
    this.#broker = broker
    this.#names = names
    this.#partitions = partitions
  }

  async start(): Promise<void> {
    for (let partition = 0; partition < this.#partitions; partition++)
      await this.#read(this.#names.changelogStream(partition), (messages) =>
        this.#changes(partition, messages),
      )
    await this.#read(this.#names.factStream, (messages) => this.#facts(messages))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#readers.splice(0).map((reader) => reader.stop()))
  }

  /** These partitions have just lost their owner. */
  lost(partitions: readonly number[]): void {
    for (const partition of partitions) {
      const losses = this.#losses.get(partition) ?? []
      losses.push({ at: Date.now(), claimed: undefined, back: undefined })
      this.#losses.set(partition, losses)
    }
  }

  /** From the loss of an owner to the claim of the next. */
  get withoutOwner(): Gaps {
    return this.#gaps(({ claimed }) => claimed)
  }

  /** Of each partition that has lost its owner: how long it had none, all times together, ms. */
  get withoutOwnerByPartition(): ReadonlyMap<number, number> {
    const sums = new Map<number, number>()
    for (const [partition, losses] of this.#losses) {
      const taken = losses.flatMap(({ at, claimed }) => (claimed === undefined ? [] : [claimed - at]))
      if (taken.length > 0)
        sums.set(
          partition,
          taken.reduce((sum, ms) => sum + ms, 0),
        )
    }
    return new Map([...sums].toSorted(([a], [b]) => a - b))
  }

  /** From the loss of an owner to what the next one said first. */
  get recovery(): Gaps {
    return this.#gaps(({ back }) => back)
  }

  #gaps(end: (loss: Loss) => number | undefined): Gaps {
    const taken = [...this.#losses.values()].flat().flatMap((loss) => {
      const at = end(loss)
      return at === undefined ? [] : [at - loss.at]
    })
    taken.sort((a, b) => a - b)
    const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? 0
    return { count: taken.length, p50: at(0.5), p99: at(0.99), max: at(1) }
  }

  async #read(stream: string, onMessages: (messages: readonly StoredMessage[]) => void): Promise<void> {
    const { lastSequence } = await this.#broker.streamState(stream)
    const reader = await this.#broker.read(stream, lastSequence + 1, async (messages) => onMessages(messages))
    this.#readers.push(reader)
  }

  #changes(partition: number, messages: readonly StoredMessage[]): void {
    const owner = { namespace: this.#names.namespace, partition, partitions: this.#partitions }
    for (const { bytes, time } of messages) {
      // Claims and commits are short; to check all state would take more than to write it.
      if (bytes.length > SHORT_BYTES) continue
      const change = readable(bytes, owner)
      if (change === undefined) continue
      if (change.kind === 'commit') this.committed.set(partition, change.commit.offset)
      if (change.kind !== 'claim') continue
      this.claims++
      const loss = this.#losses.get(partition)?.at(-1)
      if (loss !== undefined && time >= loss.at) loss.claimed ??= time
    }
  }

  #facts(messages: readonly StoredMessage[]): void {
    for (const { subject, time } of messages) {
      const loss = this.#losses.get(Number(subject.slice(subject.lastIndexOf('.') + 1)))?.at(-1)
      if (loss?.claimed !== undefined && time >= loss.claimed) loss.back ??= time
    }
  }
}

/** Undefined for what a scenario has put there to harm. */
function readable(bytes: Uint8Array, owner: ChangelogOwner): Change | undefined {
  try {
    return decodeChange(bytes, owner)
  } catch {
    return undefined
  }
}
