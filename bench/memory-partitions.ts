/**
 * The process of the case `memory`: partitions on one thread, with checkpoints, and all that they say to each
 * other. Its settings are its argument; what it measured stands on its output, how far it is on the other.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDefinitions } from '../core/cluster/definition-files.js'
import { compileDefinitions } from '../core/definitions/definitions.js'
import { Spill } from '../core/lane/spill.js'
import { Partition } from '../core/partition/partition.js'
import { People, type PeopleLog } from './memory-people.js'
import { definitionsFolder } from './workload.js'

export interface MemorySettings {
  readonly profiles: number
  readonly events: number
  readonly partitions: number
  /** Bytes of profiles in memory; 0: all are. */
  readonly hotBytesMax: number
  /** Events of a partition between two checkpoints. */
  readonly checkpointEvents: number
}

export interface MemoryFigures {
  readonly eventsPerSecond: number
  /** Of the first event of each. */
  readonly arrivalsPerSecond: number
  readonly profiles: number
  readonly cold: number
  readonly nodes: number
  readonly timers: number
  /** After garbage was collected, and at most. */
  readonly heapBytes: number
  readonly residentBytes: number
  readonly cpuMicros: number
}

const SLICE_BYTES = 512 * 1024
const TELL_MS = 10_000
const START = Date.parse('2026-01-01T00:00:00Z')

class Lane {
  readonly partitions: readonly Partition[]
  readonly #settings: MemorySettings
  readonly #offsets: number[]
  readonly #since: number[]
  applied = 0
  /** Spent in partitions, ms. */
  ms = 0
  cpuMicros = 0
  now = START
  #told = performance.now()

  constructor(settings: MemorySettings, partitions: readonly Partition[]) {
    this.#settings = settings
    this.partitions = partitions
    this.#offsets = partitions.map(() => 0)
    this.#since = partitions.map(() => 0)
  }

  /** Applies a log of so many events, and what comes of each record right behind it. */
  run(log: Iterable<PeopleLog>, what: string, events: number): void {
    for (const record of log) {
      this.#tell(what, events)
      this.now += 1
      const before = threadMicros()
      const from = performance.now()
      const queue = [record]
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) this.#step(next, queue)
      this.ms += performance.now() - from
      this.cpuMicros += threadMicros() - before
    }
  }

  #tell(what: string, events: number): void {
    const now = performance.now()
    if (now - this.#told < TELL_MS) return
    this.#told = now
    const rate = Math.round((1000 * this.applied) / this.ms)
    const { heapUsed } = process.memoryUsage()
    const share = Math.floor((100 * this.applied) / events)
    console.error(`  ${what} ${share} %, ${rate}/s, heap ${Math.round(heapUsed / 1024 / 1024)} MB`)
  }

  #step({ partition: number, bytes }: PeopleLog, queue: PeopleLog[]): void {
    const partition = this.partitions[number] as Partition
    const offset = (this.#offsets[number] ?? 0) + 1
    this.#offsets[number] = offset
    const { outputs, counts } = partition.step({ offset, time: this.now, bytes })
    this.applied += counts.events
    for (const output of outputs)
      if (output.to === 'link') queue.push({ partition: output.target, bytes: output.bytes })
    this.#since[number] = (this.#since[number] ?? 0) + counts.events
    if ((this.#since[number] ?? 0) < this.#settings.checkpointEvents) return
    this.#since[number] = 0
    partition.beginCheckpoint()
    while (partition.checkpointSlice(SLICE_BYTES).length > 0) {}
  }
}

/** CPU of this thread alone, without those that collect garbage; NaN where the kernel does not tell. */
function threadMicros(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1000
  } catch {
    return Number.NaN
  }
}

function measure(settings: MemorySettings, folder: string): MemoryFigures {
  const { profiles, events, partitions: count, hotBytesMax } = settings
  const definitions = compileDefinitions(loadDefinitions(definitionsFolder()))
  const made = Array.from({ length: count }, (_, i) => {
    if (hotBytesMax === 0) return new Partition(i, count, definitions)
    const tier = new Spill(join(folder, `${i}.mdb`))
    return new Partition(i, count, definitions, { cold: { tier, hotBytesMax: hotBytesMax / count } })
  })
  const people = new People(definitions, profiles, count)
  const lane = new Lane(settings, made)
  lane.run(
    people.arrivals(() => lane.now),
    'first events',
    profiles,
  )
  const arrivalsPerSecond = (1000 * lane.applied) / lane.ms
  Object.assign(lane, { applied: 0, ms: 0, cpuMicros: 0 })
  lane.run(
    people.events(events, () => lane.now),
    'events',
    events,
  )
  const totals = made.map((partition) => partition.totals)
  const sum = (key: keyof (typeof totals)[number]) => totals.reduce((all, one) => all + one[key], 0)
  const { maxRSS } = process.resourceUsage()
  globalThis.gc?.()
  const figures = {
    eventsPerSecond: (1000 * lane.applied) / lane.ms,
    arrivalsPerSecond,
    profiles: sum('profiles'),
    cold: sum('cold'),
    nodes: sum('identifiers'),
    timers: sum('timers'),
    heapBytes: process.memoryUsage().heapUsed,
    residentBytes: maxRSS * 1024,
    cpuMicros: lane.cpuMicros / lane.applied,
  }
  return figures
}

const folder = mkdtempSync(join(tmpdir(), 'waymark-memory-'))
try {
  console.log(JSON.stringify(measure(JSON.parse(process.argv[2] ?? '{}') as MemorySettings, folder)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
