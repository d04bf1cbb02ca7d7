import { setTimeout as pause } from 'node:timers/promises'
import type { Broker, EndingReader } from '../core/cluster/broker.js'
import { checkConfig } from '../core/cluster/config.js'
import { loadDefinitions } from '../core/cluster/definition-files.js'
import { ensureStreams } from '../core/cluster/streams.js'
import { compileDefinitions, type Definitions } from '../core/definitions/definitions.js'
import { Progress } from '../core/demo/progress.js'
import { encodeEvents } from '../core/event/batch.js'
import type { Event } from '../core/event/event.js'
import { type Names, names as namesOf } from '../core/event/subjects.js'
import { decodeChange } from '../core/partition/change-codec.js'
import { type BenchBroker, startBroker } from './broker.js'
import { People, type PeopleLog } from './memory-people.js'
import type { Outcome } from './outcome.js'
import { WorkerChild } from './worker-child.js'
import { definitionsFolder } from './workload.js'

export interface TakeoverSettings {
  readonly profiles: number
  readonly partitions: number
  /** Of engines, as in `waymark.yaml`: memory for profiles. */
  readonly hotBytesMax: number
}

const SETTINGS: TakeoverSettings = { profiles: 1_000_000, partitions: 16, hotBytesMax: 1_000_000_000 }
const NAMESPACE = 'bench'
const PUBLISHES = 64
const LOOK_MS = 200
/** Without any progress for so long the case is given up. */
const PATIENCE_MS = 120_000

/**
 * An engine that owns everything is killed, another one takes over: how long until it has applied the first
 * event of each partition. Until its heartbeat has expired nobody does anything; that time is named apart.
 */
export async function takeover(settings: Partial<TakeoverSettings> = {}): Promise<Outcome> {
  const server = await startBroker()
  const one = new Takeover(server, { ...SETTINGS, ...settings })
  try {
    return await one.measure()
  } finally {
    await one.stop()
    await server.stop()
  }
}

/** When something happened in each partition, ms since the epoch. */
type Instants = Map<number, number>

class Takeover {
  readonly #settings: TakeoverSettings
  readonly #server: BenchBroker
  readonly #broker: Broker
  readonly #names: Names = namesOf(NAMESPACE)
  readonly #definitions: Definitions = compileDefinitions(loadDefinitions(definitionsFolder()))
  readonly #workers: WorkerChild[] = []
  readonly #readers: EndingReader[] = []

  constructor(server: BenchBroker, settings: TakeoverSettings) {
    this.#server = server
    this.#broker = server.broker
    this.#settings = settings
  }

  async measure(): Promise<Outcome> {
    const { profiles } = this.#settings
    await ensureStreams(this.#broker, this.#names, checkConfig(this.#config(), ORIGIN))
    const first = this.#worker()
    await first.ready()
    await this.#fill(first)
    const bytes = await this.#changelogBytes()
    const killedAt = Date.now()
    await first.kill()
    const [claims, events] = [await this.#watchClaims(), await this.#watchEvents()]
    await this.#publishFirstEvents()
    const second = this.#worker()
    await reached(claims, 1)
    const cpu = second.cpuMicros
    await reached(events, this.#settings.partitions)
    const cpuMicros = second.cpuMicros - cpu
    const from = Math.min(...claims.values())
    const took = [...events.values()].map((at) => at - killedAt)
    const opened = [...events].map(([partition, at]) => at - (claims.get(partition) ?? from))
    const busyMs = Math.max(...events.values()) - from
    return {
      name: 'restore, after kill -9',
      eventsPerSecond: (1000 * profiles) / busyMs,
      cpu: { engine: cpuMicros / profiles },
      words: [
        `profiles a second: ${count(profiles)}, ${this.#settings.partitions} partitions, one engine`,
        `first event of a partition after the kill p50 ${seconds(median(took))}, ` +
          `max ${seconds(Math.max(...took))}`,
        `of it until the first claim (expiry) ${seconds(from - killedAt)}`,
        `from claim to first event p50 ${seconds(median(opened))}, max ${seconds(Math.max(...opened))}`,
        `changelogs ${count(bytes / 1e6)} MB`,
      ].join('; '),
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.stop()))
    await Promise.all(this.#workers.map((worker) => worker.kill()))
  }

  #config() {
    const { partitions, hotBytesMax } = this.#settings
    const nats = { servers: [this.#server.url] }
    return { namespace: NAMESPACE, partitions, roles: ['engine'], engine: { hotBytesMax }, nats }
  }

  #worker(): WorkerChild {
    const worker = new WorkerChild(this.#server.url, this.#config())
    this.#workers.push(worker)
    return worker
  }

  /** Everyone comes, and again: resolves when all of it is applied, and durable. */
  async #fill(worker: WorkerChild): Promise<void> {
    const { profiles, partitions } = this.#settings
    const people = new People(this.#definitions, profiles, partitions)
    const total = 2 * profiles
    const progress = new Progress(total, PORT)
    const flight = new Set<Promise<unknown>>()
    let published = 0
    for (const record of both(people, profiles)) {
      const { partition, bytes } = record
      const publish = this.#broker.publish(this.#names.log(partition), bytes)
      flight.add(publish)
      void publish.finally(() => flight.delete(publish)).catch(() => {})
      if (flight.size >= PUBLISHES) await Promise.race(flight)
      if (++published % 1_000 === 0) await this.#keepPace(worker, progress)
    }
    await Promise.all(flight)
    const doneAt = Date.now()
    const isDone = async (): Promise<number | true> => {
      const { owned, totals } = await worker.look()
      progress.update(totals.events, 'profiles are made')
      const isDurable = owned.every(({ lag, checkpointAt = 0 }) => lag === 0 && checkpointAt > doneAt)
      return (isDurable && owned.length === partitions) || totals.events
    }
    await patiently(isDone, 'the profiles are not made')
    progress.stop()
  }

  /** What the engine has not applied waits here, not in memory of the broker. */
  async #keepPace(worker: WorkerChild, progress: Progress): Promise<void> {
    const isNear = async (): Promise<number | true> => {
      const { totals, owned } = await worker.look()
      progress.update(totals.events, 'profiles are made')
      return owned.reduce((sum, { lag }) => sum + lag, 0) < BEHIND_MAX || totals.events
    }
    await patiently(isNear, 'the engine does not get on')
  }

  async #changelogBytes(): Promise<number> {
    let bytes = 0
    for (const partition of this.#partitions())
      bytes += (await this.#broker.streamState(this.#names.changelogStream(partition))).bytes
    return bytes
  }

  async #watchClaims(): Promise<Instants> {
    const { partitions } = this.#settings
    const claims: Instants = new Map()
    for (const partition of this.#partitions()) {
      const owner = { namespace: NAMESPACE, partition, partitions }
      await this.#read(this.#names.changelogStream(partition), ({ bytes, time }) => {
        if (!claims.has(partition) && decodeChange(bytes, owner).kind === 'claim') claims.set(partition, time)
      })
    }
    return claims
  }

  /** By the facts that tell of new profiles. */
  async #watchEvents(): Promise<Instants> {
    const events: Instants = new Map()
    const subjects = new Map(this.#partitions().map((p) => [this.#names.fact('profile.created', p), p]))
    await this.#read(this.#names.factStream, ({ subject, time }) => {
      const partition = subjects.get(subject)
      if (partition !== undefined && !events.has(partition)) events.set(partition, time)
    })
    return events
  }

  /** Reads what comes from now on. */
  async #read(
    stream: string,
    onMessage: (message: { subject: string; time: number; bytes: Uint8Array }) => void,
  ): Promise<void> {
    const { lastSequence } = await this.#broker.streamState(stream)
    const reader = await this.#broker.read(stream, lastSequence + 1, async (messages) => {
      for (const message of messages) onMessage(message)
    })
    this.#readers.push(reader)
  }

  /** Someone new comes to each partition. */
  async #publishFirstEvents(): Promise<void> {
    const homes = new Map<number, string>()
    for (let n = 0; homes.size < this.#settings.partitions; n++)
      homes.set(this.#homeOf(`newcomer-${n}`), `newcomer-${n}`)
    for (const [partition, value] of homes) {
      const now = Date.now()
      const event: Event = {
        ...{ kind: 'track', name: 'Signed Up', messageId: `first ${value}`, time: now, received: now },
        ...{ source: 'bench', identifiers: [{ type: 'user_id', value }], properties: {} },
      }
      await this.#broker.publish(this.#names.log(partition), encodeEvents([event]))
    }
  }

  #homeOf(value: string): number {
    return this.#definitions.identities.partitionOf({ type: 'user_id', value }, this.#settings.partitions)
  }

  #partitions(): number[] {
    return Array.from({ length: this.#settings.partitions }, (_, partition) => partition)
  }
}

const ORIGIN = { path: 'bench', baseDir: process.cwd(), environment: process.env }
const PORT = { interactive: process.stderr.isTTY === true, say: (line: string) => console.error(line) }
/** Records that wait in the logs. */
const BEHIND_MAX = 4_000

function* both(people: People, profiles: number): Generator<PeopleLog> {
  yield* people.arrivals(Date.now)
  yield* people.events(profiles, Date.now)
}

async function reached(instants: Instants, size: number): Promise<void> {
  await patiently(async () => instants.size >= size || instants.size, `${size} partitions are not taken over`)
}

/** @param look true when it is done; else how far it is */
async function patiently(look: () => Promise<number | true>, otherwise: string): Promise<void> {
  let before = -1
  let since = performance.now()
  for (;;) {
    const now = await look()
    if (now === true) return
    if (now !== before) since = performance.now()
    before = now
    if (performance.now() - since > PATIENCE_MS) throw new Error(otherwise)
    await pause(LOOK_MS)
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en-US')
}
