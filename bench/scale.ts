import { setTimeout as pause } from 'node:timers/promises'
import { checkConfig } from '../core/cluster/config.js'
import { loadDefinitions } from '../core/cluster/definition-files.js'
import { ensureStreams } from '../core/cluster/streams.js'
import { compileDefinitions } from '../core/definitions/definitions.js'
import { Progress } from '../core/demo/progress.js'
import { names as namesOf } from '../core/event/subjects.js'
import { type BenchBroker, startBroker } from './broker.js'
import { People, type PeopleLog } from './memory-people.js'
import type { Outcome } from './outcome.js'
import { WorkerChild } from './worker-child.js'
import { definitionsFolder, PARTITIONS } from './workload.js'

export interface ScaleSettings {
  /** Engines at the end: stages have 1, 2, … of them. */
  readonly workers: number
  readonly eventsPerSecond: number
  /** Before and while a stage is measured: what is new to a process is compiled first. */
  readonly warmSeconds: number
  readonly seconds: number
  /** Who come again and again, by Zipf's law. */
  readonly people: number
}

const SETTINGS: ScaleSettings = {
  workers: 3,
  eventsPerSecond: 8_000,
  warmSeconds: 60,
  seconds: 20,
  people: 20_000,
}
/** CPU of an event with more workers, as part of that with one; and how long the assignment may take. */
const RATIO_MAX = 1.15
const SETTLE_MS_MAX = 5_000
const NAMESPACE = 'bench'
const TURN_MS = 10
const LOOK_MS = 50
const PATIENCE_MS = 60_000
/** As ingest makes them: it lingers for more when there are more than a thousand a second. */
const RECORDS_PER_SECOND = 1_000

/**
 * The same load through one engine, then two, then three, which join by configuration alone; then through the
 * first alone again, for what an event costs grows with what is kept of its profile: by then one engine pays
 * more, too. So a stage is compared with one engine at its time, between the two times that it was measured.
 */
export async function scale(settings: Partial<ScaleSettings> = {}): Promise<Outcome[]> {
  const all = { ...SETTINGS, ...settings }
  const server = await startBroker()
  const load = new Load(server, all)
  const workers: WorkerChild[] = []
  const progress = new Progress((all.workers + 1) * (all.warmSeconds + all.seconds), PORT)
  try {
    await load.prepare()
    const stages: Stage[] = []
    for (let size = 1; size <= all.workers; size++) {
      const worker = new WorkerChild(server.url, load.config)
      workers.push(worker)
      await worker.ready()
      stages.push(await staged(workers, all, progress, stages.length, () => load.start()))
    }
    await Promise.all(workers.splice(1).map((worker) => worker.stop()))
    const last = await staged(workers, all, progress, stages.length, () => {})
    return [...stages, last].map((stage, place) => outcome(place, stage, [stages[0] ?? last, last], all))
  } finally {
    progress.stop()
    await load.stop()
    await Promise.all(workers.map((worker) => worker.kill()))
    await server.stop()
  }
}

interface Share {
  readonly events: number
  /** Of one event, over all engines. */
  readonly cpuMicros: number
  readonly seconds: number
  /** Its middle, ms. */
  readonly at: number
}

interface Stage {
  readonly engines: number
  readonly settledMs: number
  /** While what is new to a process is compiled. */
  readonly before: Share
  readonly warm: Share
}

/** @param begin called when all partitions are open, of the first stage */
async function staged(
  workers: readonly WorkerChild[],
  { warmSeconds, seconds }: ScaleSettings,
  progress: Progress,
  place: number,
  begin: () => void,
): Promise<Stage> {
  const settledMs = await settled(workers)
  if (place === 0) begin()
  const engines = workers.length
  const done = place * (warmSeconds + seconds)
  const words = `engines: ${engines}`
  const before = await measured(workers, warmSeconds, (passed) => progress.update(done + passed, words))
  const warm = await measured(workers, seconds, (passed) => {
    progress.update(done + warmSeconds + passed, words)
  })
  return { engines, settledMs, before, warm }
}

async function measured(
  workers: readonly WorkerChild[],
  seconds: number,
  onProgress: (seconds: number) => void,
): Promise<Share> {
  const sum = async () => {
    const pages = await Promise.all(workers.map((worker) => worker.look()))
    const events = pages.reduce((all, { totals }) => all + totals.events + totals.duplicates, 0)
    return { events, cpu: workers.reduce((all, { cpuMicros }) => all + cpuMicros, 0), at: performance.now() }
  }
  const before = await sum()
  await passing(seconds, onProgress)
  const after = await sum()
  const events = after.events - before.events
  const cpuMicros = (after.cpu - before.cpu) / events
  return { events, cpuMicros, seconds: (after.at - before.at) / 1000, at: (before.at + after.at) / 2 }
}

/** @param alone one engine, in the beginning and at the end */
function outcome(
  place: number,
  { engines, settledMs, before, warm }: Stage,
  alone: readonly [Stage, Stage],
  all: ScaleSettings,
): Outcome {
  const [first, last] = alone.map((stage) => stage.warm) as [Share, Share]
  const passed = (warm.at - first.at) / Math.max(1, last.at - first.at)
  const one = first.cpuMicros + passed * (last.cpuMicros - first.cpuMicros)
  const ratio = warm.cpuMicros / one
  const words = [
    `${all.eventsPerSecond.toLocaleString('en-US')} events/s given`,
    `CPU ${ratio.toFixed(2)} of one engine's then, ${one.toFixed(0)} µs` +
      ` (allowed ${RATIO_MAX}${ratio <= RATIO_MAX ? '' : ': not met'})` +
      `; ${before.cpuMicros.toFixed(0)} µs in the ${all.warmSeconds} s before`,
    `assignment settled after ${(settledMs / 1000).toFixed(1)} s` +
      ` (allowed ${SETTLE_MS_MAX / 1000} s${settledMs <= SETTLE_MS_MAX ? '' : ': not met'})`,
  ]
  const again = place > 0 && engines === 1 ? ' again' : ''
  return {
    name: `scale, ${engines} engine${engines === 1 ? '' : 's'}${again}`,
    eventsPerSecond: warm.events / warm.seconds,
    cpu: { engines: warm.cpuMicros },
    words: words.join('; '),
  }
}

/** Resolves when all partitions are open, shared fairly; returns how long that took, ms. */
async function settled(workers: readonly WorkerChild[]): Promise<number> {
  const start = performance.now()
  for (;;) {
    const pages = await Promise.all(workers.map((worker) => worker.look()))
    const shares = pages.map(({ owned }) => owned.filter(({ open }) => open).length)
    const isFair = Math.max(...shares) - Math.min(...shares) <= 1
    if (isFair && shares.reduce((sum, share) => sum + share, 0) === PARTITIONS)
      return performance.now() - start
    if (performance.now() - start > PATIENCE_MS)
      throw new Error(`the engines have ${shares.join(', ')} partitions: it does not settle`)
    await pause(LOOK_MS)
  }
}

async function passing(seconds: number, onProgress: (seconds: number) => void): Promise<void> {
  const start = performance.now()
  for (let passed = 0; passed < seconds; passed = (performance.now() - start) / 1000) {
    onProgress(passed)
    await pause(Math.min(1_000, 1000 * (seconds - passed)))
  }
}

/** Stores events in the logs at a fixed rate, as ingest would. */
class Load {
  readonly config: Readonly<Record<string, unknown>>
  readonly #server: BenchBroker
  readonly #settings: ScaleSettings
  readonly #people: People
  readonly #names = namesOf(NAMESPACE)
  readonly #flight = new Set<Promise<unknown>>()
  #stopped = false
  #running: Promise<void> = Promise.resolve()
  #failure: unknown

  constructor(server: BenchBroker, settings: ScaleSettings) {
    this.#server = server
    this.#settings = settings
    const nats = { servers: [server.url] }
    this.config = { namespace: NAMESPACE, partitions: PARTITIONS, roles: ['engine'], nats }
    const definitions = compileDefinitions(loadDefinitions(definitionsFolder()))
    const recordEvents = Math.max(1, Math.round(settings.eventsPerSecond / RECORDS_PER_SECOND))
    this.#people = new People(definitions, settings.people, PARTITIONS, { recordEvents })
  }

  /** Makes the streams; everyone comes once. */
  async prepare(): Promise<void> {
    const origin = { path: 'bench', baseDir: process.cwd(), environment: process.env }
    await ensureStreams(this.#server.broker, this.#names, checkConfig(this.config, origin))
    for (const record of this.#people.arrivals(Date.now)) {
      this.#publish(record)
      if (this.#flight.size >= FLIGHT_MAX) await Promise.race(this.#flight)
    }
    await this.#arrived()
  }

  start(): void {
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
    await this.#arrived()
  }

  async #run(): Promise<void> {
    const { eventsPerSecond } = this.#settings
    const start = performance.now()
    let given = 0
    while (!this.#stopped && this.#failure === undefined) {
      const due = Math.floor((eventsPerSecond * (performance.now() - start)) / 1000)
      for (const record of this.#people.open(due - given, Date.now)) this.#publish(record)
      given = due
      if (this.#flight.size > FLIGHT_MAX) await Promise.race(this.#flight)
      await pause(TURN_MS)
    }
  }

  #publish({ partition, bytes }: PeopleLog): void {
    const publish = this.#server.broker.publish(this.#names.log(partition), bytes)
    this.#flight.add(publish)
    const failed = (error: unknown): void => {
      this.#failure ??= error
    }
    publish.catch(failed).finally(() => this.#flight.delete(publish))
  }

  async #arrived(): Promise<void> {
    await Promise.allSettled(this.#flight)
    if (this.#failure !== undefined) throw this.#failure
  }
}

const FLIGHT_MAX = 1_024
const PORT = { interactive: process.stderr.isTTY === true, say: (line: string) => console.error(line) }
