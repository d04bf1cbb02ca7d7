/** For tests: workers of one namespace in this process, each with a connection, an engine and a roster. */
import { systemClock } from '../base/clock.js'
import { type Log, silentLog } from '../base/log.js'
import { names as namesOf } from '../event/subjects.js'
import { type Meter, silentMeter } from '../metrics/table.js'
import { createEngine, type Engine } from './engine.js'
import { DEFINITIONS, nats, onlyVersion } from './engine-test-world.js'
import type { NatsBroker } from './nats-broker.js'
import type { BrokerFixture } from './nats-test-broker.js'
import { Ownership } from './ownership.js'
import { Roster } from './roster.js'
import { memberSpec, streamSpecs } from './streams.js'

export const TIMING = { heartbeatMs: 100, expiryMs: 1_000, steadyBeats: 2, movesMax: 4 }

export class Node {
  readonly id: string
  readonly broker: NatsBroker
  readonly engine: Engine
  readonly roster: Roster
  readonly ownership: Ownership

  constructor(id: string, broker: NatsBroker, engine: Engine, roster: Roster, ownership: Ownership) {
    this.id = id
    this.broker = broker
    this.engine = engine
    this.roster = roster
    this.ownership = ownership
  }

  /** Partitions that it owns and reads. */
  get open(): number[] {
    const owned = [...this.engine.owned()].filter(([, { open }]) => open)
    return owned.map(([partition]) => partition).sort((a, b) => a - b)
  }

  /** As a worker that gets SIGTERM. */
  async stop(): Promise<void> {
    await this.ownership.stop()
    await this.roster.stop()
    await this.engine.stop()
    await this.broker.close()
  }

  /** As a worker that is killed: nobody hears of it. */
  async kill(): Promise<void> {
    await this.broker.close()
    await this.engine.stop()
    await this.roster.stop()
  }
}

export class ClusterWorld {
  readonly names
  readonly partitions: number
  readonly nodes: Node[] = []
  /** Claims that have led to ownership. */
  claims = 0
  /** Of each partition that had had another owner, as the next one measures it. */
  readonly unownedSeconds: number[] = []
  readonly #fixture: BrokerFixture

  constructor(fixture: BrokerFixture, namespace: string, partitions: number) {
    this.#fixture = fixture
    this.names = namesOf(namespace)
    this.partitions = partitions
  }

  async ensureStreams(): Promise<void> {
    for (const spec of streamSpecs(this.names, { partitions: this.partitions, nats }))
      await this.#fixture.broker.ensureStream(spec)
  }

  async start(id: string, host = id): Promise<Node> {
    const { names, partitions } = this
    const broker = await this.#fixture.connect()
    const log = this.#log()
    const clock = systemClock
    const engine = createEngine({
      ...{
        broker,
        names,
        partitions,
        lanes: 1,
        definitions: onlyVersion(DEFINITIONS),
        timeScale: 1,
        worker: id,
      },
      ...{
        checkpointSeconds: 0.3,
        changelogBytesMax: nats.changelogBytesMax,
        meter: silentMeter,
        log,
        clock,
      },
    })
    await engine.start()
    const worker = { worker: id, host, roles: ['engine'], startedAt: new Date().toISOString(), version: '1' }
    const ensureStream = () => broker.ensureStream(memberSpec(names, 1))
    const roster = new Roster({ ...TIMING, broker, names, worker, ensureStream, clock, log })
    const meter: Meter = {
      ...silentMeter,
      observe: (name, _, seconds) => {
        if (name === 'partition_unowned_seconds') this.unownedSeconds.push(seconds)
      },
    }
    const settings = { engine, roster, worker: id, partitions, movesMax: TIMING.movesMax, meter, clock, log }
    const ownership = new Ownership(settings)
    const node = new Node(id, broker, engine, roster, ownership)
    this.nodes.push(node)
    await roster.start()
    await ownership.start()
    return node
  }

  /** Whether these, and these alone, own all partitions, each once, in fair shares. */
  balanced(...nodes: readonly Node[]): boolean {
    const open = nodes.flatMap((node) => node.open)
    const shares = nodes.map((node) => node.open.length)
    const all = open.length === this.partitions && new Set(open).size === this.partitions
    return all && Math.max(...shares) - Math.min(...shares) <= 1
  }

  /** Partitions that nobody reads at this moment. */
  unowned(): number[] {
    const open = new Set(this.nodes.flatMap((node) => node.open))
    return Array.from({ length: this.partitions }, (_, p) => p).filter((p) => !open.has(p))
  }

  #log(): Log {
    const log: Log = {
      ...silentLog,
      info: (message) => {
        if (/is owned$/.test(message)) this.claims++
      },
      child: () => log,
    }
    return log
  }
}
