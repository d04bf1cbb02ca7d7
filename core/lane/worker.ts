import { isRedirect } from '../identity/nodes.js'
import { ChunkWriter } from '../partition/change-codec.js'
import { explanationJson } from '../partition/explanation-json.js'
import type { Output } from '../partition/output.js'
import { Partition } from '../partition/partition.js'
import { profileJson } from '../partition/profile-json.js'
import { skippedRecord } from '../partition/skipped-record.js'
import type { Step } from '../partition/step.js'
import { noCounts, sumCounts } from '../partition/step-counts.js'
import type { Skip } from '../partition/suspicion.js'
import { LaneBoard } from './board.js'
import { CompiledRules, type LaneRules } from './lane-rules.js'
import { isFull, Opening } from './opening.js'
import type {
  LaneResults,
  LaneSettings,
  LaneTask,
  LogRecord,
  MembersQuery,
  MoreVersions,
  NodeQuery,
  Opened,
  PartitionTotals,
  RefusedVersion,
  StepOutcome,
  StoredChange,
} from './protocol.js'
import { Spills } from './spills.js'

/** What one thread runs: its partitions, and the definitions compiled for it. */
export class Lane {
  readonly #settings: LaneSettings
  readonly #rules: LaneRules
  readonly #partitions = new Map<number, Partition>()
  readonly #openings = new Map<number, Opening>()
  /** Who writes the checkpoint that was cut. */
  readonly #writers = new Map<number, ChunkWriter>()
  /** By partition and offset. */
  readonly #skips = new Map<number, Map<number, Skip>>()
  readonly #board: LaneBoard
  readonly #spills: Spills

  constructor(settings: LaneSettings, rules: LaneRules = new CompiledRules(settings)) {
    this.#settings = settings
    this.#rules = rules
    this.#board = new LaneBoard(settings.board)
    this.#spills = new Spills(settings.spill)
  }

  /**
   * More versions of the definitions.
   * @throws WaymarkError DEFINITION_INVALID when the current one cannot be compiled
   */
  load(more: MoreVersions): { readonly refused: readonly RefusedVersion[] } {
    const inUse = [...this.#partitions.values(), ...this.#openings.values()].flatMap((one) => one.versions)
    return { refused: this.#rules.load(more, { inUse, onProgress: () => this.#board.beat() }) }
  }

  /** Each task is a sign of life. */
  began(): void {
    this.#board.beat()
  }

  restore(
    partition: number,
    changes: readonly StoredChange[],
    refused?: ReadonlyMap<number, string>,
  ): LaneResults['restore'] {
    this.#board.enter(partition, 0)
    this.#opening(partition, refused).add(changes)
    this.#board.leave()
    return {}
  }

  /** A slice of it: what else the lane has to do comes in between. */
  open(number: number, bytesMax: number): LaneResults['open'] {
    this.#board.enter(number, 0)
    const opening = this.#opening(number)
    const wanted = opening.wanted((version) => this.#rules.has(version))
    if (wanted.length > 0) return { wanted }
    const make = (isRestored: boolean): Partition => {
      const onProgress = () => this.#board.beat()
      return this.#rules.make(number, { isRestored, onProgress, cold: this.#spills.open(number) })
    }
    try {
      const outcome = opening.advance(bytesMax, make)
      if (outcome instanceof Partition) return this.#opened(number, outcome, opening)
      // It cannot be restored: its changelog is read again.
      if ('reason' in outcome) this.close(number)
      return outcome
    } catch (error) {
      this.close(number)
      throw error
    } finally {
      this.#board.leave()
    }
  }

  #opening(partition: number, refused?: ReadonlyMap<number, string>): Opening {
    const { namespace, partitions } = this.#settings
    const opening =
      this.#openings.get(partition) ?? new Opening({ namespace, partition, partitions }, refused)
    this.#openings.set(partition, opening)
    return opening
  }

  #opened(number: number, partition: Partition, opening: Opening): Opened {
    this.#openings.delete(number)
    this.#partitions.set(number, partition)
    this.#spills.share(this.#partitions)
    const opened = opening.opened(partition)
    this.#skips.set(number, new Map(opened.skips.map((skip) => [skip.offset, skip])))
    return opened
  }

  skip(number: number, { offset, reason }: Skip): LaneResults['skip'] {
    this.#skips.get(number)?.set(offset, { offset, reason })
    return {}
  }

  cut({ partition: number, all, at, ...name }: Extract<LaneTask, { kind: 'cut' }>): LaneResults['cut'] {
    const cut = this.#partition(number).beginCheckpoint(all, at)
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
    this.#openings.delete(number)
    this.#writers.delete(number)
    this.#skips.delete(number)
    this.#spills.close(number)
    this.#spills.share(this.#partitions)
    return {}
  }

  step(records: readonly LogRecord[]): LaneResults['step'] {
    const outcomes = new Map<number, OpenOutcome>()
    for (const record of records) {
      const { partition: number, offset } = record
      const partition = this.#partitions.get(number)
      const outcome = outcomes.get(number) ?? begun(number, partition)
      outcomes.set(number, outcome)
      // A record that was applied comes again when a reader starts anew: it has had its effect.
      if (outcome.thrown !== undefined || partition === undefined || offset <= partition.offset) continue
      try {
        this.#board.enter(number, offset)
        const { outputs, counts } = this.#apply(partition, record)
        outcome.offset = offset
        outcome.version = partition.version
        outcome.waiting = partition.waiting
        // Not spread into one call: a step may say more than the stack holds.
        for (const output of outputs) outcome.outputs.push(output)
        outcome.counts = sumCounts(outcome.counts, counts)
      } catch (error) {
        // What a step that threw has left behind is no state to go on with.
        this.close(number)
        // A disk without room is nothing that a record could be blamed for.
        if (isFull(error)) throw error
        outcome.thrown = { offset, reason: reasonOf(error) }
      }
    }
    this.#board.leave()
    for (const outcome of outcomes.values()) {
      const partition = this.#partitions.get(outcome.partition)
      outcome.nextDue = partition?.nextDue ?? Number.POSITIVE_INFINITY
      outcome.flips = partition?.takeFlips() ?? NO_FLIPS
      outcome.replay = partition?.past.wanted
      outcome.backfillFailed = partition?.past.failed
    }
    const [first] = outcomes.values()
    if (first !== undefined) first.failures = this.#rules.failures()
    return { steps: [...outcomes.values()] }
  }

  #apply(partition: Partition, record: LogRecord): Step {
    const skip = this.#skips.get(partition.number)?.get(record.offset)
    if (skip === undefined) return partition.step(record)
    const { record: stand, letter } = skippedRecord(partition.number, record, skip)
    const { outputs, counts } = partition.step(stand)
    // A link that cannot be read has said so itself.
    const isSaid = outputs.some(({ to }) => to === 'dead-letter')
    return { outputs: isSaid ? outputs : [...outputs, letter], counts }
  }

  profile(number: number, query: NodeQuery): LaneResults['profile'] {
    const partition = this.#partition(number)
    const node = query.named ? partition.nodeNamed(query) : partition.find(query.type, query.value)
    if (node === undefined) return { json: null }
    if (isRedirect(node)) {
      const known = node.owners.map(({ type, value }) => ({ type, value }))
      const owners = known.length > 0 ? { owners: known } : {}
      return { json: JSON.stringify({ redirect: node.to, ...owners }) }
    }
    const { segment } = query
    const { definitions } = partition
    const json =
      segment === undefined
        ? profileJson(node, definitions)
        : explanationJson(node, definitions, segment, partition.now)
    return { json: JSON.stringify(json) }
  }

  replay(number: number, after: number, to: number, records: readonly LogRecord[]): LaneResults['replay'] {
    // What was skipped had no effect, and would do harm once more.
    const skips = this.#skips.get(number)
    const own = records.filter(({ offset }) => skips?.has(offset) !== true)
    return { record: this.#partition(number).past.encode(after, to, own) }
  }

  segments(number: number): LaneResults['segments'] {
    return { segments: this.#partition(number).members }
  }

  members(number: number, { segment, after, limit }: MembersQuery): LaneResults['members'] {
    return this.#partition(number).membersOf(segment, after, limit)
  }

  totals(): LaneResults['totals'] {
    const partitions: PartitionTotals[] = []
    for (const partition of this.#partitions.values())
      partitions.push({ ...partition.totals, ...placeOf(partition), members: partition.members })
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

const NO_FLIPS: StepOutcome['flips'] = new Map()

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function begun(number: number, partition: Partition | undefined): OpenOutcome {
  const thrown = partition === undefined ? { offset: 0, reason: 'it is not open' } : undefined
  return {
    partition: number,
    offset: partition?.offset ?? 0,
    version: partition?.version ?? '',
    waiting: partition?.waiting ?? '',
    outputs: [],
    counts: noCounts(),
    failures: {},
    flips: NO_FLIPS,
    replay: undefined,
    backfillFailed: undefined,
    nextDue: 0,
    thrown,
  }
}

function placeOf({ number, offset }: Partition): { partition: number; offset: number } {
  return { partition: number, offset }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

let lane: Lane | undefined

/** The function that Piscina runs: one task after the other, in the order in which they were given. */
export default function run(task: LaneTask): LaneResults[LaneTask['kind']] {
  if (task.kind === 'start') {
    lane = new Lane(task.settings)
    const { definitions } = task.settings
    return lane.load({ ...definitions, keep: definitions.versions.map(({ version }) => version) })
  }
  if (lane === undefined) throw new Error('a lane wants a start task first')
  return runIn(lane, task)
}

/** Runs any task but the first. */
export function runIn(
  lane: Lane,
  task: Exclude<LaneTask, { kind: 'start' }>,
): LaneResults[Exclude<LaneTask['kind'], 'start'>] {
  lane.began()
  switch (task.kind) {
    case 'load':
      return lane.load(task)
    case 'restore':
      return lane.restore(task.partition, task.changes, task.refused)
    case 'open':
      return lane.open(task.partition, task.bytesMax)
    case 'skip':
      return lane.skip(task.partition, task)
    case 'cut':
      return lane.cut(task)
    case 'slice':
      return lane.slice(task.partition, task.bytesMax)
    case 'close':
      return lane.close(task.partition)
    case 'step':
      return lane.step(task.records)
    case 'profile':
      return lane.profile(task.partition, task)
    case 'replay':
      return lane.replay(task.partition, task.after, task.to, task.records)
    case 'segments':
      return lane.segments(task.partition)
    case 'members':
      return lane.members(task.partition, task)
    case 'totals':
      return lane.totals()
  }
}
