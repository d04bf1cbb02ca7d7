import type { WaymarkError } from '../../base/errors.js'
import type { StoredMessage } from '../../cluster/broker.js'
import type { Definitions } from '../../definitions/definitions.js'
import type { Names } from '../../event/subjects.js'
import type { Opened } from '../../lane/protocol.js'
import { decodeChange } from '../../partition/change-codec.js'
import { Partition } from '../../partition/partition.js'
import { VersionShelf } from '../../partition/version-shelf.js'
import type { Ledger } from './ledger.js'
import type { SimBroker } from './sim-broker.js'
import { SLOW_PACE } from './traced-partition.js'
import { check } from './violation.js'
import { wholeState } from './whole-state.js'

export interface CheckpointOracleSettings {
  readonly broker: SimBroker
  readonly names: Names
  readonly partitions: number
  /** Of the definitions: the first from the start on. */
  readonly versions: readonly Definitions[]
  readonly ledger: Ledger
  readonly onFailure: (error: unknown) => void
}

/** What is known of the changelog of one partition. */
interface Kept {
  /** Of the newest claim. */
  epoch: number
  /** When that was, ms. */
  claimed: number
  /** Of commits, by their sequences. */
  readonly commits: { readonly sequence: number; readonly offset: number }[]
  /** From where on the newest commits of the present owner need it. */
  needed: number[]
  /** A partition that never stopped: what restored ones are held against. */
  reference: Partition
}

/** What the first of so many commits does not need is gone by the last, except for a small part. */
const COMMITS = 3
const LEFT_SHARE = 1 / 4

/**
 * Watches the state changelogs: what is committed is stored, a restore begins at the newest commit, and its
 * state is byte for byte that of a partition that has applied all of the log and was never restored.
 */
export class CheckpointOracle {
  readonly #settings: CheckpointOracleSettings
  readonly #shelf: VersionShelf
  readonly #kept: readonly Kept[]
  /** Ids of outputs in the streams. */
  readonly #stored = new Set<string>()

  constructor(settings: CheckpointOracleSettings) {
    const { broker, names, partitions, versions, onFailure } = settings
    this.#settings = settings
    this.#shelf = new VersionShelf(...versions)
    this.#kept = Array.from({ length: partitions }, (_, number) => ({
      epoch: 0,
      claimed: 0,
      commits: [],
      needed: [],
      reference: this.#fresh(number),
    }))
    for (const stream of [names.factStream, names.deliveryStream, names.deadLetterStream])
      broker.onStored(stream, ({ messageId }) => void this.#stored.add(messageId))
    for (let partition = 0; partition < partitions; partition++)
      broker.onStored(names.changelogStream(partition), (message) => {
        try {
          this.#changed(partition, message)
        } catch (error) {
          onFailure(error)
        }
      })
  }

  /** A partition without any state. */
  #fresh(number: number): Partition {
    const { partitions, versions } = this.#settings
    return new Partition(number, partitions, versions[0] as Definitions, {
      shelf: this.#shelf,
      pace: SLOW_PACE,
    })
  }

  /** Offset of the newest commit; 0: none. */
  durable(partition: number): number {
    return this.#keptOf(partition).commits.at(-1)?.offset ?? 0
  }

  /** A partition was opened with what its changelog said up to the claim of this epoch. */
  opened(partition: number, { offset, flaws }: Opened, epoch: number): void {
    const { commits, epoch: newestEpoch } = this.#keptOf(partition)
    const newest = commits.findLast(({ sequence }) => sequence < epoch)
    // Whoever has claimed it since may have deleted torn chunks before they were read here.
    const isRight = flaws.length === 0 || epoch < newestEpoch
    check(isRight, 'a changelog has no flaws', () => `${partition}: ${JSON.stringify(flaws)}`)
    const expected = newest?.offset ?? 0
    check(
      offset === expected,
      'the newest commit is restored',
      () => `${partition}: ${offset}, not ${expected}`,
    )
  }

  /** @param twin restored from what another one was restored from: it is used up */
  restored(twin: Partition): void {
    const { number, offset } = twin
    const [should, is] = [this.#referenceAt(number, offset), wholeState(twin, this.#reading)]
    this.#settings.broker.trace.count('restored')
    checkMembers(twin)
    const place = should.findIndex((line, i) => line !== is[i])
    check(is.length === should.length && place < 0, 'a restored state is the state', () => {
      const [x, y] = [JSON.stringify(is[place]), JSON.stringify(should[place])]
      return `${number} at ${offset}: ${is.length} of ${should.length} lines\n  is     ${x}\n  should ${y}`
    })
  }

  /** A worker has let a partition go that it claimed at this sequence. */
  lost(partition: number, error: WaymarkError, epoch: number): void {
    const isOver = epoch < this.#keptOf(partition).epoch
    const isTrimmed = error.code === 'LOG_TRIMMED'
    check(!isTrimmed || isOver, 'what is needed is there', () => `${partition}: ${error.message}`)
  }

  /** An owner that came when all faults were over has deleted what came to no commit. */
  checkTorn(healed: number): void {
    const { broker, names, partitions } = this.#settings
    for (const [partition, { claimed, epoch }] of this.#kept.entries()) {
      if (claimed <= healed) continue
      const stream = names.changelogStream(partition)
      const owner = { namespace: names.namespace, partition, partitions }
      const commits = new Set<string>()
      const chunks = new Map<number, string>()
      for (const { sequence, bytes } of broker.read(stream, 0, epoch)) {
        const change = decodeChange(bytes, owner)
        if (change.kind === 'commit') commits.add(`${change.epoch} ${change.checkpoint}`)
        if (change.kind === 'chunk' && sequence < epoch)
          chunks.set(sequence, `${change.epoch} ${change.checkpoint}`)
      }
      const torn = [...chunks].filter(([, checkpoint]) => !commits.has(checkpoint))
      check(torn.length === 0, 'what came to no commit is deleted', () => `${partition}: ${torn.join('; ')}`)
    }
  }

  #changed(partition: number, { sequence, bytes }: StoredMessage): void {
    const { broker, names, ledger, partitions } = this.#settings
    const kept = this.#keptOf(partition)
    const change = decodeChange(bytes, { namespace: names.namespace, partition, partitions })
    broker.trace.count(`changelog: ${change.kind}`)
    if (change.kind === 'claim')
      Object.assign(kept, { epoch: sequence, claimed: broker.time.now(), needed: [] })
    if (change.kind !== 'commit') return
    check(change.epoch === kept.epoch, 'only the owner commits', () => `${partition}: ${sequence}`)
    const { offset, sweepFrom } = change.commit
    kept.needed = [...kept.needed, sweepFrom].slice(-COMMITS)
    this.#checkDeleted(partition, sequence)
    ledger.checkStored(partition, this.durable(partition), offset, this.#stored)
    kept.commits.push({ sequence, offset })
    if (!broker.random.chance(broker.faults.trimmed)) return
    broker.trace.count('log trimmed behind a commit')
    broker.purge(names.logStream(partition), offset - broker.random.pick([0, 0, 1, 20]))
  }

  /** A changelog holds what the last commits need, and hardly anything from before. */
  #checkDeleted(partition: number, last: number): void {
    const { broker, names } = this.#settings
    const { firstSequence } = broker.state(names.changelogStream(partition))
    const from = this.#keptOf(partition).needed.at(-COMMITS) ?? 0
    check(
      from - firstSequence <= (last - firstSequence) * LEFT_SHARE,
      'a changelog stays small',
      () => `${partition}: ${firstSequence}, not ${from}`,
    )
  }

  /** The whole state that follows from the log up to an offset. */
  #referenceAt(number: number, offset: number): string[] {
    const { broker, names } = this.#settings
    const kept = this.#keptOf(number)
    if (kept.reference.offset > offset) kept.reference = this.#fresh(number)
    const log = broker.history(names.logStream(number))
    for (const { sequence, time, bytes } of log.slice(kept.reference.offset, offset))
      kept.reference.step({ offset: sequence, time, bytes })
    return wholeState(kept.reference, this.#reading)
  }

  get #reading(): { definitions: Definitions; shelf: VersionShelf } {
    return { definitions: this.#settings.versions[0] as Definitions, shelf: this.#shelf }
  }

  #keptOf(partition: number): Kept {
    return this.#kept[partition] as Kept
  }
}

/** What is kept of how many are in a segment is what one finds who looks through all. */
function checkMembers(partition: Partition): void {
  const found = partition.definitions.segments.map(() => 0)
  for (const profile of partition.profiles())
    for (const segment of profile.segments) found[segment] = (found[segment] ?? 0) + 1
  const kept = partition.members.map(({ members }) => members)
  check(
    String(kept) === String(found),
    'members are counted',
    () => `${partition.number}: ${kept}, not ${found}`,
  )
}
