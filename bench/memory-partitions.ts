/**
 * The process of the case `memory`: partitions on one thread, with checkpoints, and all that they say to each
 * other. Its settings are its argument; what it measured stands on its output, how far it is on the other.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDefinitions } from '../core/cluster/definition-files.js'
import { compileDefinitions, type Definitions } from '../core/definitions/definitions.js'
import { Progress } from '../core/demo/progress.js'
import { Spill } from '../core/lane/spill.js'
import { gatheredBytesMax } from '../core/lane/spills.js'
import { Partition } from '../core/partition/partition.js'
import { People, type PeopleLog } from './memory-people.js'
import { PeopleState } from './memory-state.js'
import { definitionsFolder } from './workload.js'

export interface MemorySettings {
  readonly profiles: number
  /** That are measured, and before. */
  readonly events: number
  readonly warmEvents: number
  readonly partitions: number
  /** Bytes of profiles in memory; 0: all are. */
  readonly hotBytesMax: number
  /** Events of a partition between two checkpoints. */
  readonly checkpointEvents: number
}

export interface MemoryFigures {
  readonly eventsPerSecond: number
  /** Until all profiles were there. */
  readonly loadSeconds: number
  readonly profiles: number
  readonly cold: number
  readonly nodes: number
  readonly timers: number
  /** After garbage was collected: in the heap of objects, and outside of it. */
  readonly heapBytes: number
  readonly outsideBytes: number
  /** Most of the heap that was seen in use while events were measured. */
  readonly heapBytesMax: number
  readonly residentBytes: number
  readonly diskBytes: number
  /** CPU of an event: of the thread in partitions, and of the whole process, which also collects garbage. */
  readonly threadMicros: number
  readonly processMicros: number
}

const SLICE_BYTES = 512 * 1024
const TELL_MS = 200
const PORT = { interactive: process.stderr.isTTY, say: (line: string) => console.error(line) }
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
  /** Of all threads, the making of events too. */
  processMicros = 0
  heapBytesMax = 0
  now = START
  #told = performance.now()

  constructor(settings: MemorySettings, partitions: readonly Partition[]) {
    this.#settings = settings
    this.partitions = partitions
    this.#offsets = partitions.map(({ offset }) => offset)
    this.#since = partitions.map(() => 0)
  }

  /** Applies a log of so many events, and what comes of each record right behind it. */
  run(log: Iterable<PeopleLog>, what: string, events: number): void {
    Object.assign(this, { applied: 0, ms: 0, cpuMicros: 0, heapBytesMax: 0 })
    const progress = new Progress(events, PORT)
    const start = process.cpuUsage()
    for (const record of log) {
      this.#tell(what, progress)
      this.now += 1
      const before = threadMicros()
      const from = performance.now()
      const queue = [record]
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) this.#step(next, queue)
      this.ms += performance.now() - from
      this.cpuMicros += threadMicros() - before
    }
    progress.stop()
    const { user, system } = process.cpuUsage(start)
    this.processMicros = user + system
  }

  #tell(what: string, progress: Progress): void {
    const now = performance.now()
    if (now - this.#told < TELL_MS) return
    this.#told = now
    const { heapUsed } = process.memoryUsage()
    this.heapBytesMax = Math.max(this.heapBytesMax, heapUsed)
    const rate = Math.round((1000 * this.applied) / this.ms)
    progress.update(this.applied, `${what}, ${rate}/s, heap ${mb(heapUsed)} MB`)
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
    write(partition, false)
  }
}

/** Writes a checkpoint to nowhere. */
function write(partition: Partition, all: boolean): void {
  partition.beginCheckpoint(all)
  while (partition.checkpointSlice(SLICE_BYTES).length > 0) {}
}

function mb(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}

/** CPU of this thread alone, without those that collect garbage; NaN where the kernel does not tell. */
function threadMicros(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1000
  } catch {
    return Number.NaN
  }
}

/** Partitions to which everyone has come once, and what of them was changed is written. */
function load(settings: MemorySettings, definitions: Definitions, folder: string): Partition[] {
  const { profiles, partitions: count, hotBytesMax } = settings
  const state = new PeopleState(definitions, profiles, count, START)
  const progress = new Progress(count, PORT)
  const made = Array.from({ length: count }, (_, i) => {
    const share = hotBytesMax / count
    const tier = share === 0 ? undefined : new Spill(join(folder, `${i}.mdb`), gatheredBytesMax(share))
    const cold = tier && { tier, hotBytesMax: share }
    const partition = new Partition(i, count, definitions, { cold })
    state.restore(partition)
    // Whoever has just restored sweeps all that the owner before wrote first: that is another case.
    write(partition, true)
    progress.update(i + 1, `loading, heap ${mb(process.memoryUsage().heapUsed)} MB`)
    return partition
  })
  progress.stop()
  return made
}

function measure(settings: MemorySettings, folder: string): MemoryFigures {
  const { profiles, events, warmEvents, partitions: count } = settings
  const definitions = compileDefinitions(loadDefinitions(definitionsFolder()))
  const began = performance.now()
  const made = load(settings, definitions, folder)
  const loadSeconds = (performance.now() - began) / 1000
  const people = new People(definitions, profiles, count, { firstMessage: profiles })
  const lane = new Lane(settings, made)
  lane.run(
    people.events(warmEvents, () => lane.now),
    'warming up',
    warmEvents,
  )
  lane.run(
    people.events(events, () => lane.now),
    'measuring',
    events,
  )
  const totals = made.map((partition) => partition.totals)
  const sum = (key: keyof (typeof totals)[number]) => totals.reduce((all, one) => all + one[key], 0)
  const { maxRSS } = process.resourceUsage()
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return {
    eventsPerSecond: (1000 * lane.applied) / lane.ms,
    loadSeconds,
    profiles: sum('profiles'),
    cold: sum('cold'),
    nodes: sum('identifiers'),
    timers: sum('timers'),
    heapBytes: heapUsed,
    outsideBytes: external,
    heapBytesMax: lane.heapBytesMax,
    residentBytes: maxRSS * 1024,
    diskBytes: readdirSync(folder).reduce((all, file) => all + statSync(join(folder, file)).size, 0),
    threadMicros: lane.cpuMicros / lane.applied,
    processMicros: lane.processMicros / lane.applied,
  }
}

const folder = mkdtempSync(join(tmpdir(), 'waymark-memory-'))
try {
  console.log(JSON.stringify(measure(JSON.parse(process.argv[2] ?? '{}') as MemorySettings, folder)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
