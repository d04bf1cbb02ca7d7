import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { isRedirect } from '../identity/nodes.js'
import { type CheckpointName, ChunkWriter } from '../partition/change-codec.js'
import { ChangelogState } from '../partition/changelog-state.js'
import type { Output } from '../partition/output.js'
import { Partition } from '../partition/partition.js'
import { profileJson } from '../partition/profile-json.js'
import { sumCounts } from '../partition/step-counts.js'
import type { ColdOptions } from '../partition/store.js'
import type {
  LaneResults,
  LaneSettings,
  LaneTask,
  LogRecord,
  NodeQuery,
  Opened,
  PartitionTotals,
  StepOutcome,
  StoredChange,
} from './protocol.js'
import { Spill } from './spill.js'

/** What one thread runs: its partitions, and the definitions compiled for it. */
class Lane {
  readonly #settings: LaneSettings
  readonly #definitions: Definitions
  readonly #partitions = new Map<number, Partition>()
  /** What is being read of changelogs, and who writes the checkpoint that was cut. */
  readonly #changelogs = new Map<number, ChangelogState>()
  readonly #writers = new Map<number, ChunkWriter>()
  readonly #spills = new Map<number, Spill>()
  #spillsMade = 0

  constructor(settings: LaneSettings) {
    this.#settings = settings
    if (settings.spill !== undefined) rmSync(settings.spill.folder, { recursive: true, force: true })
    this.#definitions = compileDefinitions(settings.definitions, { timeScale: settings.timeScale })
  }

  get version(): string {
    return this.#definitions.version
  }

  restore(partition: number, changes: readonly StoredChange[]): LaneResults['restore'] {
    let changelog = this.#changelogs.get(partition)
    if (changelog === undefined) {
      const { namespace, partitions } = this.#settings
      changelog = new ChangelogState({ namespace, partition, partitions })
      this.#changelogs.set(partition, changelog)
    }
    for (const { sequence, bytes } of changes) changelog.add(sequence, bytes)
    return {}
  }

  open(number: number): LaneResults['open'] {
    const cold = this.#spill(number)
    const partition = new Partition(number, this.#settings.partitions, this.#definitions, cold && { cold })
    const changelog = this.#changelogs.get(number)
    this.#changelogs.delete(number)
    const commit = changelog?.commit
    if (changelog !== undefined && commit !== undefined)
      partition.restore(changelog.takeEntries(), commit, commit.stateHash)
    this.#partitions.set(number, partition)
    this.#shareMemory()
    return {
      offset: partition.offset,
      now: partition.now,
      nextDue: partition.nextDue,
      restored: commit && {
        sweepFrom: commit.sweepFrom,
        nodes: commit.entries,
        otherwise: partition.restoredOtherwise,
      },
      flaws: changelog?.flaws ?? [],
    } satisfies Opened
  }

  cut(number: number, name: CheckpointName, all: boolean): LaneResults['cut'] {
    const cut = this.#partition(number).beginCheckpoint(all)
    this.#writers.set(number, new ChunkWriter(number, name))
    return { cut }
  }

  slice(number: number, bytesMax: number): LaneResults['slice'] {
    const partition = this.#partition(number)
    const writer = this.#writers.get(number)
    if (writer === undefined) throw new Error(`no checkpoint of partition ${number} was cut`)
    const entries = partition.checkpointSlice(bytesMax)
    if (entries.length > 0) return { chunks: writer.pack(entries), stateHash: undefined }
    this.#writers.delete(number)
    return { chunks: [], stateHash: partition.stateHash }
  }

  close(number: number): LaneResults['close'] {
    this.#partitions.delete(number)
    this.#changelogs.delete(number)
    this.#writers.delete(number)
    this.#spills.get(number)?.close()
    this.#spills.delete(number)
    this.#shareMemory()
    return {}
  }

  /** Where a partition that is opened keeps what does not fit in memory. */
  #spill(number: number): ColdOptions | undefined {
    const { spill } = this.#settings
    if (spill === undefined) return undefined
    // The file of the one before may still be there.
    const tier = new Spill(join(spill.folder, `${number}-${++this.#spillsMade}.mdb`))
    this.#spills.set(number, tier)
    return { tier, hotBytesMax: spill.hotBytesMax / (this.#partitions.size + 1) }
  }

  /** Each partition may take as much as any other. */
  #shareMemory(): void {
    const bytes = this.#settings.spill?.hotBytesMax ?? 0
    for (const partition of this.#partitions.values()) partition.hotBytesMax = bytes / this.#partitions.size
  }

  step(records: readonly LogRecord[]): LaneResults['step'] {
    const outcomes = new Map<number, OpenOutcome>()
    for (const record of records) {
      const partition = this.#partition(record.partition)
      // A record that was applied comes again when a reader starts anew: it has had its effect.
      if (record.offset <= partition.offset) continue
      const { outputs, counts } = partition.step(record)
      const outcome = outcomes.get(record.partition)
      if (outcome === undefined) {
        outcomes.set(record.partition, {
          partition: record.partition,
          offset: record.offset,
          outputs,
          counts,
          nextDue: 0,
        })
      } else {
        outcome.offset = record.offset
        // Not spread into one call: a step may say more than the stack holds.
        for (const output of outputs) outcome.outputs.push(output)
        outcome.counts = sumCounts(outcome.counts, counts)
      }
    }
    for (const outcome of outcomes.values()) outcome.nextDue = this.#partition(outcome.partition).nextDue
    return { steps: [...outcomes.values()] }
  }

  profile(number: number, query: NodeQuery): LaneResults['profile'] {
    const partition = this.#partition(number)
    const node = query.named ? partition.nodeNamed(query) : partition.find(query.type, query.value)
    if (node === undefined) return { json: null }
    if (isRedirect(node)) {
      const owners = node.owners.length > 0 ? { owners: node.owners } : {}
      return { json: JSON.stringify({ redirect: node.to, ...owners }) }
    }
    return { json: JSON.stringify(profileJson(node, this.#definitions)) }
  }

  totals(): LaneResults['totals'] {
    const partitions: PartitionTotals[] = []
    for (const partition of this.#partitions.values())
      partitions.push({ partition: partition.number, offset: partition.offset, ...partition.totals })
    return { partitions }
  }

  #partition(number: number): Partition {
    const partition = this.#partitions.get(number)
    if (partition === undefined) throw new Error(`partition ${number} is not open in this lane`)
    return partition
  }
}

/** A `StepOutcome` that still grows. */
interface OpenOutcome extends Mutable<Omit<StepOutcome, 'outputs'>> {
  readonly outputs: Output[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

let lane: Lane | undefined

/** The function that Piscina runs: one task after the other, in the order in which they were given. */
export default function run(task: LaneTask): LaneResults[LaneTask['kind']] {
  if (task.kind === 'start') {
    lane = new Lane(task.settings)
    return { version: lane.version }
  }
  if (lane === undefined) throw new Error('a lane wants a start task first')
  switch (task.kind) {
    case 'restore':
      return lane.restore(task.partition, task.changes)
    case 'open':
      return lane.open(task.partition)
    case 'cut':
      return lane.cut(task.partition, task, task.all)
    case 'slice':
      return lane.slice(task.partition, task.bytesMax)
    case 'close':
      return lane.close(task.partition)
    case 'step':
      return lane.step(task.records)
    case 'profile':
      return lane.profile(task.partition, task)
    case 'totals':
      return lane.totals()
  }
}
