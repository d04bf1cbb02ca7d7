import type { Definitions } from '../definitions/definitions.js'
import { encodeEvents, encodeTick } from '../event/batch.js'
import type { Event } from '../event/event.js'
import type { ColdOptions } from '../partition/cold-tier.js'
import type { Delivery, Output } from '../partition/output.js'
import { Partition } from '../partition/partition.js'

/** What happens while a history is told. */
export interface HistoryPorts {
  /** One fact as a line of the facts file (DESIGN 11), without its end of line; deliveries are facts too. */
  fact(kind: string, line: string): void
  /** What could not be used. */
  deadLetter(reason: string): void
  /** Where a partition keeps what does not fit in memory. */
  cold(partition: number): ColdOptions | undefined
}

/** A record that one partition has for another, to be handled within the same instant. */
interface Sent {
  readonly target: number
  readonly bytes: Uint8Array
}

const TICK = encodeTick()

/**
 * The partitions of a cluster on one clock, which events move: log time follows event time. What is due fires
 * at its instant, over all partitions, before the next event comes, and what partitions have to say to each
 * other is heard within the instant in which it is said. So the facts do not depend on the number of
 * partitions, up to the order of those that share an instant.
 */
export class History {
  readonly #partitions: Partition[]
  /** When the next timer of each partition is due, ms. */
  readonly #dues: Float64Array
  readonly #offsets: number[]
  readonly #definitions: Definitions
  readonly #ports: HistoryPorts
  readonly #sent: Sent[] = []
  #now = 0
  /** Place of the newest event in its file, from 1: the offset of facts. */
  #place = 0

  constructor(definitions: Definitions, partitions: number, ports: HistoryPorts) {
    this.#definitions = definitions
    this.#ports = ports
    const numbers = Array.from({ length: partitions }, (_, number) => number)
    this.#partitions = numbers.map(
      (number) => new Partition(number, partitions, definitions, { cold: ports.cold(number) }),
    )
    this.#dues = new Float64Array(partitions).fill(Number.POSITIVE_INFINITY)
    this.#offsets = numbers.map(() => 0)
  }

  /** Log time, ms. */
  get now(): number {
    return this.#now
  }

  get partitions(): ReadonlyMap<number, Partition> {
    return new Map(this.#partitions.entries())
  }

  get totals(): Readonly<Record<'profiles' | 'cold' | 'identifiers', number>> {
    const totals = this.#partitions.map((partition) => partition.totals)
    const sum = (of: 'profiles' | 'cold' | 'identifiers') => totals.reduce((all, each) => all + each[of], 0)
    return { profiles: sum('profiles'), cold: sum('cold'), identifiers: sum('identifiers') }
  }

  /**
   * What one call says, one event per entity kind, at an instant not before the last one.
   * @param place in its file, from 1
   */
  events(events: readonly Event[], at: number, place: number): void {
    this.until(at)
    this.#place = place
    const { identities } = this.#definitions
    for (const event of events) {
      const [strongest] = event.identifiers
      if (strongest === undefined) continue
      this.#step(identities.partitionOf(strongest, this.#partitions.length), encodeEvents([event]))
    }
  }

  /** Lets time pass: everything that is due up to this instant fires, in its order. */
  until(at: number): void {
    for (;;) {
      const next = this.#nextDue()
      const due = this.#dues[next] as number
      if (due > at) break
      this.#now = Math.max(this.#now, due)
      this.#step(next, TICK)
    }
    this.#now = Math.max(this.#now, at)
  }

  #nextDue(): number {
    let next = 0
    const dues = this.#dues
    for (let number = 1; number < dues.length; number++)
      if ((dues[number] as number) < (dues[next] as number)) next = number
    return next
  }

  /** One record, and all that follows from it within its instant. */
  #step(number: number, bytes: Uint8Array): void {
    this.#apply(number, bytes)
    for (let sent = this.#sent.shift(); sent !== undefined; sent = this.#sent.shift())
      this.#apply(sent.target, sent.bytes)
  }

  #apply(number: number, bytes: Uint8Array): void {
    const partition = this.#partitions[number] as Partition
    const offset = (this.#offsets[number] as number) + 1
    this.#offsets[number] = offset
    const { outputs } = partition.step({ offset, time: this.#now, bytes })
    this.#dues[number] = partition.nextDue
    for (const output of outputs) this.#said(output)
  }

  #said(output: Output): void {
    switch (output.to) {
      case 'link':
        this.#sent.push({ target: output.target, bytes: output.bytes })
        return
      case 'fact':
        for (const line of textOf(output.bytes).trimEnd().split('\n'))
          this.#ports.fact(output.kind, this.#placed(line))
        return
      case 'delivery':
        this.#ports.fact('delivery', this.#delivered(JSON.parse(textOf(output.bytes)) as Delivery))
        return
      case 'dead-letter':
        this.#ports.deadLetter(`${output.what}: ${output.reason}`)
    }
  }

  /** The partition and its offset would depend on how many there are: the place in the file does not. */
  #placed(line: string): string {
    return `${line.slice(0, line.lastIndexOf(OFFSET))}${OFFSET}${this.#offset}"}`
  }

  get #offset(): string {
    return `0-${this.#place}`
  }

  #delivered({ at, profile, subject, journey, version, ...delivery }: Delivery): string {
    const { channel, content, key, instance, step, to, snapshot } = delivery
    const because = { channel, content, key, instance, step, to, snapshot }
    const head = { fact: 'delivery', at, profile, subject, name: journey, version }
    return JSON.stringify({ ...head, because, offset: this.#offset })
  }
}

const OFFSET = '"offset":"'

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
}
