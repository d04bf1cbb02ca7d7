/**
 * What a partition has put out already, in one output stream: a new owner replays the log and leaves it out.
 *
 * The newest message of a partition does not tell it alone. Many publishes are under way at once, so a crash
 * may leave a message in the stream while one before it is missing. Hence each message says what its sender
 * knew when it sent it (header `Waymark-After: <after> <floor>`, floor `-` for none):
 *
 *     stream   … | 88 | 91 | 92 | 95            floor: the newest id up to which all is stored
 *                 floor      ^after             after: every message of this partition above the floor
 *                                                      has a sequence higher than this one
 *
 * The newest message's header gives a short range of the stream, which is read: every id is then known to be
 * there or not.
 */

import type { Clock } from '../base/clock.js'
import { type Names, nnn } from '../event/subjects.js'
import type { Broker, StoredMessage } from './broker.js'
import { readRange } from './stream-range.js'

export const AFTER_HEADER = 'Waymark-After'

/** `p-offset-i`, as numbers. */
export interface OutputId {
  readonly partition: number
  readonly offset: number
  readonly place: number
}

/** The parts of an output's id, or null when the text is not one. */
export function parseOutputId(id: string): OutputId | null {
  const match = /^(\d+)-(\d+)-(\d+)$/.exec(id)
  return match === null
    ? null
    : { partition: Number(match[1]), offset: Number(match[2]), place: Number(match[3]) }
}

export class Published {
  /** The newest id up to which all is stored; '' when nothing is known. */
  floor = ''
  /** Sequences of the ids above the floor are higher than this. */
  after = 0
  readonly #above = new Set<string>()

  /** Takes a stored message into account; messages come in the order of their stream. */
  add(message: StoredMessage): void {
    const [after, floor] = message.header(AFTER_HEADER).split(' ')
    if (after === undefined || floor === undefined) return
    if (floor === '-' && this.floor === '') this.after = Math.max(this.after, Number(after))
    if (isAfter(floor, this.floor)) {
      this.floor = floor
      this.after = Number(after)
      for (const id of this.#above) if (!isAfter(id, floor)) this.#above.delete(id)
    }
    if (isAfter(message.messageId, this.floor)) this.#above.add(message.messageId)
  }

  copy(): Published {
    const copy = new Published()
    copy.floor = this.floor
    copy.after = this.after
    for (const id of this.#above) copy.#above.add(id)
    return copy
  }

  /** A checkpoint says that all up to this offset is stored; the replay begins behind it. */
  restored(offset: number): void {
    for (const id of this.#above) {
      if ((parseOutputId(id)?.offset ?? 0) > offset) continue
      this.#above.delete(id)
      if (isAfter(id, this.floor)) this.floor = id
    }
  }

  has(id: string): boolean {
    return this.#above.has(id) || !isAfter(id, this.floor)
  }

  /** True while ids above the floor are still to come in the replay. */
  get open(): boolean {
    return this.#above.size > 0
  }

  /** The replay has come to an id above the floor that is stored: it need not be remembered any more. */
  passed(id: string): void {
    this.#above.delete(id)
  }
}

/** A kind of fact has at most this many words: as many tokens of its subject. */
const FACT_KIND_WORDS_MAX = 3

export interface PublishedFrom {
  readonly broker: Broker
  readonly clock: Clock
  readonly names: Names
  readonly deadLetters: PublishedScan
}

/** Looks up what a partition has put out. */
export async function readAllPublished(
  { broker, clock, names, deadLetters }: PublishedFrom,
  partition: number,
): Promise<Record<'facts' | 'deliveries' | 'deadLetters', Published>> {
  const { namespace, factStream, deliveryStream } = names
  const place = nnn(partition)
  // Wildcards match one token each: the deepest kind of fact decides how many subjects there are.
  const kinds = Array.from({ length: FACT_KIND_WORDS_MAX }, (_, words) => '*.'.repeat(words + 1).slice(0, -1))
  const subjects = kinds.map((kind) => `${namespace}.fact.${kind}.${place}`)
  const [facts, deliveries] = await Promise.all([
    readPublished(broker, clock, factStream, partition, subjects),
    readPublished(broker, clock, deliveryStream, partition, [`${namespace}.delivery.*.${place}`]),
  ])
  return { facts, deliveries, deadLetters: await deadLetters.of(partition) }
}

/**
 * Looks up what a partition has put out in a stream.
 * @param subjects which together match all messages of the partition in the stream
 */
export async function readPublished(
  broker: Broker,
  clock: Clock,
  stream: string,
  partition: number,
  subjects: readonly string[],
): Promise<Published> {
  const published = new Published()
  const lasts = await Promise.all(subjects.map((subject) => broker.lastMessage(stream, subject)))
  const newest = lasts.reduce((a, b) => (b !== null && b.sequence > (a?.sequence ?? 0) ? b : a), null)
  if (newest === null) return published
  const after = Number(newest.header(AFTER_HEADER).split(' ')[0] || newest.sequence - 1)
  // The newest goes first: its header prunes what the range brings.
  published.add(newest)
  if (after + 1 < newest.sequence) {
    await readRange(broker, clock, { stream, from: after + 1, to: newest.sequence }, (message) => {
      if (parseOutputId(message.messageId)?.partition === partition) published.add(message)
    })
  }
  return published
}

/**
 * What all partitions have put out in a stream whose subjects do not name the partition. It is read once, and
 * from then on only what has come since.
 */
export class PublishedScan {
  readonly #broker: Broker
  readonly #clock: Clock
  readonly #stream: string
  readonly #found = new Map<number, Published>()
  #readTo = 0
  #reading: Promise<void> = Promise.resolve()

  constructor(broker: Broker, clock: Clock, stream: string) {
    this.#broker = broker
    this.#clock = clock
    this.#stream = stream
  }

  /** What a partition has put out up to now; the caller's own. */
  async of(partition: number): Promise<Published> {
    this.#reading = this.#reading.catch(() => {}).then(() => this.#readOn())
    await this.#reading
    return this.#found.get(partition)?.copy() ?? new Published()
  }

  async #readOn(): Promise<void> {
    const { lastSequence, messages } = await this.#broker.streamState(this.#stream)
    if (messages === 0 || lastSequence <= this.#readTo) return
    const range = { stream: this.#stream, from: this.#readTo + 1, to: lastSequence }
    await readRange(this.#broker, this.#clock, range, (message) => {
      this.#readTo = message.sequence
      const id = parseOutputId(message.messageId)
      if (id === null) return
      const published = this.#found.get(id.partition) ?? new Published()
      this.#found.set(id.partition, published)
      published.add(message)
    })
    this.#readTo = lastSequence
  }
}

/** The order of a partition's outputs; '' is before all, and what is no id (`-`) is after none. */
function isAfter(id: string, floor: string): boolean {
  const a = parseOutputId(id)
  if (a === null) return false
  const b = parseOutputId(floor)
  if (b === null) return true
  return a.offset === b.offset ? a.place > b.place : a.offset > b.offset
}
