import { LIMITS } from '../base/limits.js'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { encodeActivate, encodeCommandRecord, encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, EventKind, Identifier, Properties } from '../event/event.js'
import { Symbols } from '../event/symbols.js'
import { isRedirect } from '../identity/nodes.js'
import type { Delivery, Output, StepCounts } from '../partition/output.js'
import { Partition } from '../partition/partition.js'
import { type ProfileJson, profileJson } from '../partition/profile-json.js'
import { noCounts, sumCounts } from '../partition/step-counts.js'
import { VersionShelf } from '../partition/version-shelf.js'

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

/** YAML of definitions: one text, or a file each. */
export type DefinitionFiles = string | readonly { readonly path: string; readonly text: string }[]

export interface HarnessOptions {
  /** Compiled ones are taken as they are. */
  readonly definitions: DefinitionFiles | Definitions
  /** 4 unless told. */
  readonly partitions?: number
  /** Where the clock stands at first: 2026-01-01T00:00Z unless told. */
  readonly start?: string
  readonly timeScale?: number
  /** Told of every output of every partition, as it is published. */
  readonly onOutput?: (output: Output, from: number) => void
}

/** What a test says of a command (core/identity/command.ts); the rest is filled in. */
export interface GivenCommand {
  readonly name: 'link' | 'unlink' | 'erase'
  readonly subject: Identifier
  /** `link`: whom `subject` is joined with. */
  readonly other?: Identifier
  readonly id?: string
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
  readonly partitions: readonly Partition[]
  readonly facts: Fact[] = []
  readonly deliveries: Delivery[] = []
  readonly deadLetters: { what: string; reason: string }[] = []
  /** Of all steps so far. */
  counts: StepCounts = noCounts()
  readonly #options: HarnessOptions
  readonly #symbols: Symbols
  readonly #shelf = new VersionShelf()
  readonly #offsets: number[]
  #definitions: Definitions
  /** Links that are under way; held back while `#holding`. */
  readonly #links: { partition: number; bytes: Uint8Array }[] = []
  #holding = false
  #now: number
  #events = 0
  #commands = 0

  constructor(options: HarnessOptions) {
    this.#options = options
    const given = options.definitions
    this.#symbols = isCompiled(given) ? given.symbols : new Symbols()
    const definitions = isCompiled(given) ? given : this.#compile(given)
    this.#shelf.add(definitions)
    this.#definitions = definitions
    const count = options.partitions ?? 4
    this.partitions = Array.from(
      { length: count },
      (_, i) => new Partition(i, count, definitions, { shelf: this.#shelf }),
    )
    this.#offsets = new Array<number>(count).fill(0)
    this.#now = Date.parse(options.start ?? '2026-01-01T00:00:00Z')
  }

  /** The version in force. */
  get definitions(): Definitions {
    return this.#definitions
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
      this.append(this.#homeOf(first), encodeEvents([event]))
    }
  }

  /** A `track` of a known user. */
  track(userId: string, event: string, properties: Properties = {}): void {
    this.send({ ids: { userId }, event, properties })
  }

  /** A command of an administrator arrives now; one to link goes to the stronger of the two. */
  command(given: GivenCommand): void {
    const { name, id = `command-${++this.#commands}` } = given
    const [subject = given.subject, other] = [given.subject, given.other]
      .filter((identifier) => identifier !== undefined)
      .sort((x, y) => this.#definitions.identities.compare(x, y))
    const record = { name, id, time: this.#now, subject, ...(other === undefined ? {} : { other }) }
    this.append(this.#homeOf(subject), encodeCommandRecord(record))
  }

  /** Another version of the definitions comes into force, everywhere, now. */
  activate(definitions: DefinitionFiles): void {
    const next = this.#compile(definitions)
    this.#definitions = next
    for (const { number } of this.partitions) this.append(number, encodeActivate(next.version))
  }

  /** Puts a record into a partition's log: for malformed ones. */
  append(partition: number, bytes: Uint8Array): void {
    this.#step(partition, bytes)
    if (!this.#holding) this.#deliver()
  }

  /** From now on partitions do not hear each other, until `release`. */
  hold(): void {
    this.#holding = true
  }

  /**
   * What they had to say to each other arrives, in order, and everything that follows from it; or only the
   * first so many records of it, and what follows is held back.
   */
  release(records = Number.POSITIVE_INFINITY): void {
    this.#holding = records < Number.POSITIVE_INFINITY
    this.#deliver(records)
  }

  /** Moves the clock; timers fire at their own instants, in order over all partitions. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      let next: Partition | undefined
      for (const partition of this.partitions)
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
    const first = { type, value }
    let node = this.#partition(this.#homeOf(first)).find(type, value)
    for (let hops = 0; hops < LIMITS.queryHopsMax; hops++) {
      if (node === undefined) return null
      if (!isRedirect(node)) return profileJson(node, this.#definitions)
      node = this.#partition(this.#homeOf(node.to)).nodeNamed(node.to)
    }
    throw new Error(`redirects of ${type}:${value} lead in a circle`)
  }

  /** Facts of one kind, of one definition if told. */
  factsOf(kind: string, name?: string): Fact[] {
    return this.facts.filter((fact) => fact.fact === kind && (name === undefined || fact.name === name))
  }

  #compile(definitions: DefinitionFiles): Definitions {
    const files =
      typeof definitions === 'string' ? [{ path: 'definitions.yaml', text: definitions }] : definitions
    const { timeScale = 1 } = this.#options
    const symbols = this.#symbols
    const compiled = compileDefinitions(files, { timeScale, symbols })
    this.#shelf.add(compiled)
    return compiled
  }

  #homeOf(identifier: Identifier): number {
    return this.#definitions.identities.partitionOf(identifier, this.partitions.length)
  }

  #deliver(records = Number.POSITIVE_INFINITY): void {
    for (let i = 0; i < records; i++) {
      const link = this.#links.shift()
      if (link === undefined) return
      this.#step(link.partition, link.bytes)
    }
  }

  #step(partition: number, bytes: Uint8Array): void {
    const offset = (this.#offsets[partition] ?? 0) + 1
    this.#offsets[partition] = offset
    const { outputs, counts } = this.#partition(partition).step({ offset, time: this.#now, bytes })
    this.counts = sumCounts(this.counts, counts)
    for (const output of outputs) {
      this.#options.onOutput?.(output, partition)
      if (output.to === 'link') this.#links.push({ partition: output.target, bytes: output.bytes })
      else this.#keep(output)
    }
  }

  #eventsOf(given: GivenEvent): Event[] {
    const candidates = Object.entries(given.ids).map(([key, value]) => ({ key, value }))
    const { byEntity } = this.#definitions.identities.resolve(candidates)
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
    const partition = this.partitions[number]
    if (partition === undefined) throw new Error(`no partition ${number}`)
    return partition
  }
}

function isCompiled(definitions: DefinitionFiles | Definitions): definitions is Definitions {
  return typeof definitions === 'object' && 'version' in definitions
}
