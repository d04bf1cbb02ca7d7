import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, EventKind, Properties } from '../event/event.js'
import { isRedirect } from '../identity/nodes.js'
import type { Delivery, Output } from '../partition/output.js'
import { Partition } from '../partition/partition.js'
import { type ProfileJson, profileJson } from '../partition/profile-json.js'

/** A fact as it stands on the facts stream (DESIGN 11). */
export interface Fact {
  readonly fact: string
  readonly at: string
  readonly profile: string
  readonly subject: { readonly type: string; readonly value: string }
  readonly name?: string
  readonly version?: string
  readonly because: Readonly<Record<string, unknown>>
  readonly offset: string
}

export interface HarnessOptions {
  /** YAML of the definitions: one text, or a file each. */
  readonly definitions: string | readonly { readonly path: string; readonly text: string }[]
  /** 4 unless told. */
  readonly partitions?: number
  /** Where the clock stands at first: 2026-01-01T00:00Z unless told. */
  readonly start?: string
  readonly timeScale?: number
}

/** What a test says of an event; the rest is filled in. */
export interface GivenEvent {
  readonly kind?: EventKind
  /** Identifiers by where they stand in an event: `{userId: 'u1', anonymousId: 'a1', 'traits.email': …}`. */
  readonly ids: Readonly<Record<string, string>>
  readonly event?: string
  readonly properties?: Properties
  /** The clock's, unless told. */
  readonly at?: string
  readonly messageId?: string
}

const tick = encodeTick()

/**
 * The whole engine in memory, on one thread, with a clock that is moved by hand. Partitions talk by
 * links as they do in production; what they say is at hand in `facts` and `deliveries`.
 */
export class Harness {
  readonly definitions: Definitions
  readonly facts: Fact[] = []
  readonly deliveries: Delivery[] = []
  readonly deadLetters: { what: string; reason: string }[] = []
  readonly #partitions: Partition[]
  readonly #offsets: number[]
  #now: number
  #events = 0

  constructor(options: HarnessOptions) {
    const files =
      typeof options.definitions === 'string'
        ? [{ path: 'definitions.yaml', text: options.definitions }]
        : options.definitions
    this.definitions = compileDefinitions(files, { timeScale: options.timeScale ?? 1 })
    const count = options.partitions ?? 4
    this.#partitions = Array.from({ length: count }, (_, i) => new Partition(i, count, this.definitions))
    this.#offsets = new Array<number>(count).fill(0)
    this.#now = Date.parse(options.start ?? '2026-01-01T00:00:00Z')
  }

  /** The clock, ISO 8601. */
  get now(): string {
    return new Date(this.#now).toISOString()
  }

  /** An event arrives now, and everything that follows from it at once. */
  send(given: GivenEvent): void {
    for (const event of this.#eventsOf(given)) {
      const first = event.identifiers[0]
      if (first === undefined) continue
      const home = this.definitions.identities.partitionOf(first, this.#partitions.length)
      this.append(home, encodeEvents([event]))
    }
  }

  /** A `track` of a known user. */
  track(userId: string, event: string, properties: Properties = {}): void {
    this.send({ ids: { userId }, event, properties })
  }

  /** Puts a record into a partition's log: for malformed ones. */
  append(partition: number, bytes: Uint8Array): void {
    const queue = [{ partition, bytes }]
    for (let record = queue.shift(); record !== undefined; record = queue.shift()) {
      const offset = (this.#offsets[record.partition] ?? 0) + 1
      this.#offsets[record.partition] = offset
      const { outputs } = this.#partition(record.partition).step({
        offset,
        time: this.#now,
        bytes: record.bytes,
      })
      for (const output of outputs) {
        if (output.to === 'link') queue.push({ partition: output.target, bytes: output.bytes })
        else this.#keep(output)
      }
    }
  }

  /** Moves the clock; timers fire at their own instants, in order over all partitions. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      let next: Partition | undefined
      for (const partition of this.#partitions)
        if (partition.nextDue <= until && partition.nextDue < (next?.nextDue ?? Infinity)) next = partition
      if (next === undefined) break
      this.#now = Math.max(this.#now, next.nextDue)
      this.append(next.number, tick)
    }
    this.#now = until
  }

  advanceTo(instant: string): void {
    this.advance(Date.parse(instant) - this.#now)
  }

  /** The profile that an identifier leads to, or null. */
  profile(type: string, value: string): ProfileJson | null {
    let key = { type, value }
    for (let hops = 0; hops < 64; hops++) {
      const home = this.definitions.identities.partitionOf(key, this.#partitions.length)
      const node = this.#partition(home).find(key.type, key.value)
      if (node === undefined) return null
      if (!isRedirect(node)) return profileJson(node, this.definitions)
      key = { type: node.to.type, value: node.to.value }
    }
    throw new Error(`redirects of ${type}:${value} lead in a circle`)
  }

  /** Facts of one kind, of one definition if told. */
  factsOf(kind: string, name?: string): Fact[] {
    return this.facts.filter((fact) => fact.fact === kind && (name === undefined || fact.name === name))
  }

  #eventsOf(given: GivenEvent): Event[] {
    const candidates = Object.entries(given.ids).map(([key, value]) => ({ key, value }))
    const { byEntity } = this.definitions.identities.resolve(candidates)
    const messageId = given.messageId ?? `message-${++this.#events}`
    return [...byEntity.values()].map((identifiers) => ({
      kind: given.kind ?? 'track',
      name: given.event ?? '',
      messageId,
      time: given.at === undefined ? this.#now : Date.parse(given.at),
      received: this.#now,
      source: 'test',
      identifiers,
      properties: given.properties ?? {},
    }))
  }

  #keep(output: Output): void {
    const text = new TextDecoder().decode(output.bytes)
    if (output.to === 'fact')
      for (const line of text.trimEnd().split('\n')) this.facts.push(JSON.parse(line) as Fact)
    else if (output.to === 'delivery') this.deliveries.push(JSON.parse(text) as Delivery)
    else if (output.to === 'dead-letter') this.deadLetters.push({ what: output.what, reason: output.reason })
  }

  #partition(number: number): Partition {
    const partition = this.#partitions[number]
    if (partition === undefined) throw new Error(`no partition ${number}`)
    return partition
  }
}
