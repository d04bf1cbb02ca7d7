import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../base/clock.js'
import { silentLog } from '../base/log.js'
import { names as namesOf } from '../event/subjects.js'
import { silentMeter } from '../metrics/table.js'
import type { Broker, Listener } from './broker.js'
import { Changelog } from './changelog.js'
import { FlakyBroker, JumpingClock, NO_MISHAPS, settled } from './flaky-broker.js'
import { Ownership, type OwnershipSettings } from './ownership.js'
import { Roster } from './roster.js'

const PARTITIONS = 10
const HEARTBEAT_MS = 100
const EXPIRY_MS = 600
const OPENING_MS = 150
const CHECKPOINT_MS = 250
const MOVES_MAX = 3
const names = namesOf('wm')

type Engine = OwnershipSettings['engine']

/** A worker that may fall asleep, and wakes without knowing, or die: its calls stay where they are. */
class SimWorker implements Clock {
  readonly id: string
  readonly engine: SimEngine
  readonly roster: Roster
  readonly ownership: Ownership
  #time: JumpingClock
  #asleepUntil = 0
  alive = true
  /** It ends, or has. */
  leaving = false

  constructor(id: string, host: string, broker: FlakyBroker, time: JumpingClock) {
    this.id = id
    this.#time = time
    const own = this.#connection(broker)
    this.engine = new SimEngine(id, own, this)
    const worker = { worker: id, host, roles: ['engine'], startedAt: '', version: '' }
    const shared = { worker, names, clock: this, log: silentLog }
    this.roster = new Roster({
      ...{ ...shared, broker: own, heartbeatMs: HEARTBEAT_MS, expiryMs: EXPIRY_MS, steadyBeats: 2 },
      ensureStream: async () => {},
    })
    const { roster, engine } = this
    const settings = { engine, roster, worker: id, partitions: PARTITIONS, movesMax: MOVES_MAX }
    this.ownership = new Ownership({ ...settings, clock: this, log: silentLog, meter: silentMeter })
  }

  async start(): Promise<void> {
    await this.roster.start()
    await this.ownership.start()
  }

  now(): number {
    return this.#time.now()
  }

  timer(delayMs: number, call: () => void): () => void {
    let cancel = (): void => {}
    const arm = (delay: number): void => {
      cancel = this.#time.timer(delay, () => {
        if (!this.alive) return
        if (this.#asleepUntil > this.now()) arm(this.#asleepUntil - this.now())
        else call()
      })
    }
    arm(delayMs)
    return () => cancel()
  }

  sleep(ms: number): void {
    this.#asleepUntil = this.now() + ms
  }

  /** What comes while it sleeps waits for it; what it has sent is under way. */
  #connection(broker: FlakyBroker): Broker & Listener {
    const awake = (): Promise<void> =>
      new Promise((resolve) => {
        if (this.alive && this.#asleepUntil <= this.now()) resolve()
        else this.timer(0, resolve)
      })
    return {
      ...{ version: '', payloadBytesMax: 0, connected: true, closed: broker.closed },
      publish: async (...args: Parameters<Broker['publish']>) => {
        await awake()
        try {
          return await broker.publish(...args)
        } finally {
          await awake()
        }
      },
      streamState: async (stream: string) => {
        await awake()
        return broker.streamState(stream)
      },
      read: (stream: string, from: number, onMessages: Parameters<Broker['read']>[2]) =>
        broker.read(stream, from, async (messages) => {
          await awake()
          await onMessages(messages)
        }),
      listen: (subject, onMessage) =>
        broker.listen(subject, (message) => void awake().then(() => onMessage(message))),
      purge: (...args: Parameters<Broker['purge']>) => broker.purge(...args),
      delete: (...args: Parameters<Broker['delete']>) => broker.delete(...args),
      sequenceAt: (...args: Parameters<Broker['sequenceAt']>) => broker.sequenceAt(...args),
      lastMessage: (...args: Parameters<Broker['lastMessage']>) => broker.lastMessage(...args),
      messageAt: (...args: Parameters<Broker['messageAt']>) => broker.messageAt(...args),
      ensureStream: async () => {},
      ...{ consume: () => broker.consume(), request: (subject, bytes) => broker.request(subject, bytes) },
      ...{ serve: (...args) => broker.serve(...args), close: () => broker.close() },
    }
  }
}

/** Holds partitions by their real changelogs, and looks at these as often as checkpoints would. */
class SimEngine implements Engine {
  onLost: (partition: number, error: Error) => void = () => {}
  releases = 0
  expected: readonly number[] = []
  readonly #worker: string
  readonly #broker: Broker
  readonly #clock: Clock
  readonly #owned = new Map<number, { open: boolean; changelog: Changelog | undefined }>()

  constructor(worker: string, broker: Broker, clock: Clock) {
    this.#worker = worker
    this.#broker = broker
    this.#clock = clock
    this.#checkNext()
  }

  async own(partition: number): Promise<void> {
    const owned = { open: false, changelog: undefined as Changelog | undefined }
    this.#owned.set(partition, owned)
    const settings = { partition, partitions: PARTITIONS, worker: this.#worker, clock: this.#clock }
    try {
      owned.changelog = await Changelog.claim({ ...settings, broker: this.#broker, names, log: silentLog })
      await this.#pause(OPENING_MS)
      owned.open = true
    } catch (error) {
      this.#owned.delete(partition)
      throw error
    }
  }

  expect(partitions: readonly number[]): void {
    this.expected = partitions
  }

  async release(partition: number): Promise<void> {
    this.releases++
    await this.#pause(30)
    this.#owned.get(partition)?.changelog?.stop()
    this.#owned.delete(partition)
  }

  owned() {
    const view = ([partition, { open, changelog }]: [
      number,
      { open: boolean; changelog: Changelog | undefined },
    ]) =>
      [
        partition,
        {
          ...{ epoch: changelog?.epoch ?? 0, open, restoredPercent: 100, lag: 0, version: 'v1' },
          ...{ missing: 0, backfillFailed: '', claimedAt: undefined, checkpointAt: undefined },
        },
      ] as const
    return new Map([...this.#owned].map(view))
  }

  async verify(only?: number): Promise<void> {
    for (const [partition, { changelog }] of [...this.#owned]) {
      if (only !== undefined && only !== partition) continue
      const lost = await changelog?.check().then(
        () => undefined,
        (error: Error) => error,
      )
      if (lost === undefined || this.#owned.get(partition)?.changelog !== changelog) continue
      this.#owned.delete(partition)
      this.onLost(partition, lost)
    }
  }

  #checkNext(): void {
    this.#clock.timer(CHECKPOINT_MS, () => void this.verify().finally(() => this.#checkNext()))
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.timer(ms, resolve))
  }
}

class SimCluster {
  readonly time = new JumpingClock()
  readonly broker: FlakyBroker
  readonly workers: SimWorker[] = []

  constructor(seed: number) {
    const streamOf = (subject: string): string => {
      if (subject.startsWith('$KV')) return names.memberStream
      return names.changelogStream(Number(subject.split('.').at(-1)))
    }
    this.broker = new FlakyBroker(
      this.time,
      seed,
      { ...NO_MISHAPS, lost: 0.03, answerLost: 0.03, late: 0.01 },
      streamOf,
    )
  }

  start(id: string, host = id): SimWorker {
    const worker = new SimWorker(id, host, this.broker, this.time)
    this.workers.push(worker)
    void worker.start()
    return worker
  }

  async pass(ms: number): Promise<void> {
    await this.time.runUntil(this.time.now() + ms)
    await settled()
  }

  shares(): number[] {
    const open = (worker: SimWorker) => [...worker.engine.owned()].filter(([, one]) => one.open).length
    return this.workers.filter(({ alive }) => alive).map(open)
  }

  owners(): number[] {
    const alive = this.workers.filter((worker) => worker.alive)
    return alive.flatMap(({ engine }) => [...engine.owned().keys()]).sort((a, b) => a - b)
  }
}

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition)
const mishap = fc.oneof(
  fc.record({ kind: fc.constant('join' as const) }),
  fc.record({ kind: fc.constantFrom('die' as const, 'leave' as const), who: fc.nat(9) }),
  fc.record({ kind: fc.constant('sleep' as const), who: fc.nat(9), ms: fc.integer({ min: 50, max: 4_000 }) }),
  fc.record({ kind: fc.constant('all-sleep' as const), ms: fc.integer({ min: 50, max: 4_000 }) }),
)

describe('workers on a broker that loses and delays', () => {
  test('come to fair shares, one owner each, after whatever has befallen them', async () => {
    const story = fc.array(fc.tuple(mishap, fc.integer({ min: 0, max: 1_500 })), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(fc.integer(), story, async (seed, mishaps) => {
        const cluster = new SimCluster(seed)
        for (const id of ['a', 'b']) cluster.start(id)
        await cluster.pass(1_000)
        for (const [what, ms] of mishaps) {
          befall(cluster, what)
          await cluster.pass(ms)
        }
        if (cluster.workers.every(({ alive, leaving }) => !alive || leaving)) cluster.start('last')
        cluster.broker.mishaps = NO_MISHAPS
        // The longest sleep, its expiry, and pauses after lost claims.
        await cluster.pass(20_000)
        expect(cluster.owners()).toEqual(ALL)
        const shares = cluster.shares()
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
        for (const worker of cluster.workers) worker.alive = false
      }),
      { numRuns: 30 },
    )
  }, 60_000)

  test('hand over no more than they must when one joins, and none when nothing happens', async () => {
    const cluster = new SimCluster(7)
    cluster.broker.mishaps = NO_MISHAPS
    for (const id of ['a', 'b']) cluster.start(id)
    await cluster.pass(3_000)
    const releases = () => cluster.workers.reduce((sum, { engine }) => sum + engine.releases, 0)
    const before = releases()
    await cluster.pass(10_000)
    expect(releases()).toBe(before)
    cluster.start('c')
    await cluster.pass(3_000)
    expect(cluster.shares().sort()).toEqual([3, 3, 4])
    expect(releases() - before).toBe(3)
  })

  test('expect what is about to come to them: when one joins, and when one falls silent', async () => {
    const cluster = new SimCluster(7)
    cluster.broker.mishaps = NO_MISHAPS
    const [a, b] = ['a', 'b'].map((id) => cluster.start(id)) as [SimWorker, SimWorker]
    await cluster.pass(3_000)
    const c = cluster.start('c')
    await cluster.pass(HEARTBEAT_MS)
    const expected = [...c.engine.expected]
    expect(expected).toHaveLength(3)
    await cluster.pass(3_000)
    expect([...c.engine.owned().keys()].sort()).toEqual(expected)
    expect([a, b, c].map(({ engine }) => engine.expected)).toEqual([[], [], []])
    const left = [...b.engine.owned().keys()].sort()
    b.alive = false
    await cluster.pass(EXPIRY_MS - HEARTBEAT_MS)
    expect([...a.engine.expected, ...c.engine.expected].sort()).toEqual(left)
    await cluster.pass(3_000)
    expect(cluster.owners()).toEqual(ALL)
    expect([a, c].map(({ engine }) => engine.expected)).toEqual([[], []])
  })

  test('are disturbed twice at most by one that comes and goes again and again', async () => {
    const cluster = new SimCluster(7)
    cluster.broker.mishaps = NO_MISHAPS
    for (const id of ['a', 'b', 'c', 'd']) cluster.start(id)
    await cluster.pass(3_000)
    const releases = () => cluster.workers.reduce((sum, { engine }) => sum + engine.releases, 0)
    const before = releases()
    for (let round = 0; round < 20; round++) {
      const flapper = cluster.start(`e${round}`, 'e')
      await cluster.pass(450)
      flapper.alive = false
      await cluster.pass(350)
    }
    await cluster.pass(3_000)
    expect(cluster.owners()).toEqual(ALL)
    // Each time a share of two went there. One that stays gets its share in the end.
    expect(releases() - before).toBeLessThanOrEqual(4)
    cluster.start('f', 'e')
    await cluster.pass(2 * 64 * HEARTBEAT_MS + 2_000)
    expect(cluster.shares()).toEqual([2, 2, 2, 2, 2])
  })
})

function befall(cluster: SimCluster, what: { kind: string; who?: number; ms?: number }): void {
  const alive = cluster.workers.filter((worker) => worker.alive)
  const one = alive[(what.who ?? 0) % Math.max(1, alive.length)]
  if (what.kind === 'join') cluster.start(`w${cluster.workers.length}`)
  else if (what.kind === 'all-sleep') for (const worker of alive) worker.sleep(what.ms ?? 0)
  else if (one === undefined) return
  else if (what.kind === 'die') one.alive = false
  else if (what.kind === 'sleep') one.sleep(what.ms ?? 0)
  else {
    one.leaving = true
    void one.ownership
      .stop()
      .then(() => one.roster.stop())
      .then(() => {
        one.alive = false
      })
  }
}
