import { LIMITS } from '../../base/limits.js'
import type { Definitions } from '../../definitions/definitions.js'
import type { Event, Identifier } from '../../event/event.js'
import type { Evidence, SeenEvent, StitchMessage } from '../../identity/messages.js'
import type { Ending, StitchableEvent, UnlinkReason } from '../../identity/ports.js'
import type { Link, RefusalReason } from '../../identity/root.js'
import type { CommittedState } from '../../partition/change-codec.js'
import type { ColdOptions } from '../../partition/cold-tier.js'
import { MemoryTier } from '../../partition/memory-tier.js'
import { Partition } from '../../partition/partition.js'
import type { Profile } from '../../partition/profile.js'
import type { Step, StepRecord } from '../../partition/step.js'
import { VersionShelf } from '../../partition/version-shelf.js'
import { type Entry, written } from './timeline.js'
import type { Version } from './version.js'
import { check } from './violation.js'

/** Memory of partitions: for no profile, for a few, for all. */
const HOT_BYTES_MAX = [0, 10_000, undefined]
/** Messages of one step beyond which they must be going in a circle. */
const STEP_MESSAGES_MAX = 10_000

/** Who wants to know what a partition of a worker does. */
export interface PartitionWatch {
  readonly onMessage: (kind: string, line: string) => void
  readonly onStep?: (partition: number, record: StepRecord, step: Step) => void
  /** A twin of the restored partition: whoever gets it may do with it as they like. */
  readonly onRestored?: (twin: Partition) => void
  readonly sweepMin?: number
  /** Undefined: everything stays in memory. */
  readonly cold?: ColdOptions | undefined
}

/** Where a partition that runs keeps its profiles; the one that judges it keeps them in memory. */
export function coldOf(number: number): ColdOptions | undefined {
  const hotBytesMax = HOT_BYTES_MAX[number % HOT_BYTES_MAX.length]
  return hotBytesMax === undefined ? undefined : { tier: new MemoryTier(), hotBytesMax }
}

/** A partition that tells what it does. It does exactly what `Partition` does. */
export class TracedPartition extends Partition {
  readonly entries: Entry[] = []
  /** Sent in the step under way. */
  #messages = 0
  readonly #watch: PartitionWatch
  readonly #fresh: () => Partition

  constructor(number: number, partitions: number, versions: readonly Version[], watch: PartitionWatch) {
    const all = versions.map(({ definitions }) => definitions)
    const { sweepMin = LIMITS.checkpointSweepMin, cold } = watch
    const [first, options] = [all[0] as Definitions, { shelf: new VersionShelf(...all), sweepMin }]
    super(number, partitions, first, { ...options, cold })
    this.#fresh = () => new Partition(number, partitions, first, options)
    this.#watch = watch
  }

  override step(record: StepRecord): Step {
    this.#messages = 0
    const step = super.step(record)
    this.#watch.onStep?.(this.number, record, step)
    return step
  }

  override restore(entries: Iterable<Uint8Array>, state: CommittedState, stateHash: number): void {
    const all = [...entries]
    super.restore(all, state, stateHash)
    const { onRestored } = this.#watch
    if (onRestored === undefined) return
    const twin = this.#fresh()
    twin.restore(all, state, stateHash)
    onRestored(twin)
  }

  override send(message: StitchMessage<Profile>): void {
    const isSane = ++this.#messages < STEP_MESSAGES_MAX
    check(isSane, 'messages do not go in circles', () => `partition ${this.number}: ${line(message)}`)
    this.#watch.onMessage(message.kind, line(message))
    super.send(message)
  }

  override create(root: Identifier, evidence: Evidence, shared: boolean): Profile {
    this.entries.push({
      kind: 'created',
      root: key(root),
      cause: cause(evidence),
      messageId: evidence.eventId,
    })
    return super.create(root, evidence, shared)
  }

  override retire(profile: Profile): void {
    this.entries.push({ kind: 'retired', root: key(profile.key) })
    super.retire(profile)
  }

  override adopt(profile: Profile): void {
    this.entries.push({ kind: 'returned', root: key(profile.key) })
    super.adopt(profile)
  }

  override erase(profile: Profile, because: Ending): void {
    this.entries.push({ kind: 'erased', root: key(profile.key), because })
    super.erase(profile, because)
  }

  override begin(profile: Profile, cause: string): void {
    this.entries.push({ kind: 'begun', root: key(profile.key), cause })
    super.begin(profile, cause)
  }

  override inherit(profile: Profile, seen: readonly SeenEvent[]): void {
    this.entries.push({ kind: 'inherited', root: key(profile.key), seen: seen.map(({ id }) => id) })
    super.inherit(profile, seen)
  }

  override unlinked(profile: Profile, link: Link, reason: UnlinkReason): void {
    this.entries.push({ kind: 'unlinked', root: key(profile.key), key: key(link), reason })
    super.unlinked(profile, link, reason)
  }

  override marked(profile: Profile, owners: readonly Identifier[]): void {
    this.entries.push({ kind: 'marked', root: key(profile.key), owners: owners.map(key) })
    super.marked(profile, owners)
  }

  override apply(profile: Profile, event: StitchableEvent): void {
    this.entries.push({ kind: 'applied', root: key(profile.key), messageId: event.messageId })
    super.apply(profile, event)
  }

  override absorb(winner: Profile, loser: Profile, evidence: Evidence): void {
    const root = key(winner.key)
    this.entries.push({ kind: 'merged', root, loser: key(loser.key), cause: cause(evidence) })
    super.absorb(winner, loser, evidence)
  }

  override linked(profile: Profile, link: Link): void {
    const { evidence } = link
    this.entries.push({ kind: 'linked', root: key(profile.key), key: key(link), cause: cause(evidence) })
    super.linked(profile, link)
  }

  override refused(profile: Profile, refused: Identifier, reason: RefusalReason, evidence: Evidence): void {
    const root = key(profile.key)
    this.entries.push({ kind: 'refused', root, key: key(refused), reason, cause: cause(evidence) })
    super.refused(profile, refused, reason, evidence)
  }
}

function key({ type, value }: Identifier): Identifier {
  return { type, value }
}

function cause({ eventId, source }: Evidence): { eventId: string; source: string } {
  return { eventId, source }
}

function line(message: StitchMessage<Profile>): string {
  const to = `${message.kind} to ${written(message.to)}`
  switch (message.kind) {
    case 'forward':
      return `${to}: ${eventLine(message.event)}`
    case 'claim':
      return `${to} by ${written(message.by)} of ${written(message.key)}${message.forced ? ', forced' : ''}`
    case 'reply':
      return `${to} about ${written(message.key)}: ${message.refusal || 'granted'}`
    case 'yield':
    case 'settle':
      return `${to} with ${written(message.strong)} about ${written(message.key)}`
    case 'handoff': {
      const back = message.returned ? ', back' : ''
      return `${to} from ${written(message.from)} about ${written(message.key)}${back}`
    }
    case 'release': {
      const how = message.erased > 0 ? ', for good' : message.gone ? ', gone' : ''
      return `${to}, life ${message.generation}${how}`
    }
    case 'reassign':
      return `${to}, life ${message.generation}, from ${written(message.from)} to ${written(message.by)}`
    case 'shortcut':
      return `${to}: root is ${written(message.root)}`
    case 'flush':
      return `${to} from ${written(message.via)}, ${message.id}`
    case 'flushed':
      return `${to}: ${message.root === null ? 'nowhere' : written(message.root)}, ${message.id}`
    case 'command':
      return `${to}: ${message.command.name} ${written(message.command.subject)}`
  }
}

export function eventLine({ messageId, kind, name, identifiers }: Event): string {
  return `${messageId} ${kind} ${name} [${identifiers.map(written).join(' ')}]`
}
