import type { ClusterView, PartitionView, WorkerView } from '../api/cluster-view.js'
import { LIMITS } from '../base/limits.js'
import { formatDuration } from '../definitions/duration.js'
import { type Column, pairs, table } from './columns.js'

export interface Readiness {
  readonly ready: boolean
  readonly reasons: readonly string[]
}

/** The state of a cluster in words: what is unhealthy first, and marked with `!`. */
export class StatusReport {
  /** What is wrong, in short; none: it is healthy. */
  readonly faults: readonly string[]
  readonly #cluster: ClusterView
  readonly #now: number
  /** What is wrong with each partition; '': nothing. */
  readonly #notes: ReadonlyMap<PartitionView, string>

  /** @param now ms since the epoch */
  constructor(cluster: ClusterView, { ready, reasons }: Readiness, now: number) {
    this.#cluster = cluster
    this.#now = now
    const checked = cluster.partitions.map((view) => ({ view, fault: faultOf(view, cluster) }))
    this.#notes = new Map(checked.map(({ view, fault }) => [view, fault?.note ?? '']))
    const counts = new Map<string, number>()
    for (const { fault } of checked)
      if (fault !== undefined) counts.set(fault.what, (counts.get(fault.what) ?? 0) + 1)
    this.faults = [
      ...(cluster.broker.connected ? [] : ['the broker is not connected']),
      ...[...counts].map(
        ([what, count]) => `${count} of ${counted(cluster.partitions.length, 'partition')} ${what}`,
      ),
      ...(ready ? [] : reasons.map((reason) => `not ready: ${reason}`)),
    ]
  }

  lines(): string[] {
    const { namespace, broker, partitions, workers } = this.#cluster
    const open = partitions.filter(({ state }) => state === 'open').length
    const [healthy, ...more] = this.faults.length === 0 ? ['healthy'] : ['unhealthy', ...this.faults]
    const sum =
      `${namespace}: ${open} of ${partitions.length} partitions open, ` +
      `${behind(partitions)} records behind, oldest checkpoint ${oldest(partitions)}; ` +
      counted(workers.length, 'worker')
    const server = `nats-server ${broker.version}, ${broker.connected ? 'connected' : 'not connected'}`
    return [
      ...pairs([
        [healthy as string, sum],
        ...more.map((fault) => ['', `! ${fault}`] as const),
        ['broker', server],
        ...this.#versions(),
      ]),
      '',
      ...table(
        WORKER_COLUMNS,
        [...workers].sort(byId).map((worker) => this.#workerRow(worker)),
      ),
      '',
      ...table(
        PARTITION_COLUMNS,
        this.#inOrder().map((view) => this.#partitionRow(view)),
      ),
    ]
  }

  /** Partitions may be in several versions of the definitions while one is brought into force. */
  #versions(): (readonly [string, string])[] {
    const counts = new Map<string, number>()
    for (const { definitions } of this.#cluster.partitions)
      if (definitions !== null) counts.set(definitions, (counts.get(definitions) ?? 0) + 1)
    const words = [...counts].sort((x, y) => y[1] - x[1]).map(([version, count]) => `${version} in ${count}`)
    return words.length < 2 ? [] : [['definitions', words.join(', ')]]
  }

  #workerRow({ id, host, roles, version, startedAt, state, partitions }: WorkerView): string[] {
    const own = this.#cluster.partitions.filter(({ owner }) => owner === id)
    const engine = roles.includes('engine') ? [String(partitions), behind(own), oldest(own)] : ['', '', '']
    return ['', id, host, roles.join(','), version, age(this.#now - Date.parse(startedAt)), ...engine, state]
  }

  #partitionRow(view: PartitionView): string[] {
    const note = this.#notes.get(view) ?? ''
    const { partition, owner, state, epoch, lag, checkpointAgeMs } = view
    const shown = (value: number | null) => (value === null ? '' : String(value))
    const checkpoint = owner === null ? '' : checkpointAgeMs === null ? 'none yet' : age(checkpointAgeMs)
    const mark = note === '' ? '' : '!'
    return [mark, String(partition), state, owner ?? '', shown(epoch), shown(lag), checkpoint, note]
  }

  /** What is unhealthy first. */
  #inOrder(): PartitionView[] {
    const rank = (view: PartitionView) => (this.#notes.get(view) === '' ? 1 : 0)
    return [...this.#cluster.partitions].sort((x, y) => rank(x) - rank(y) || x.partition - y.partition)
  }
}

const WORKER_COLUMNS: readonly Column[] = [
  ...[{ title: ' ' }, { title: 'worker' }, { title: 'host' }, { title: 'roles' }, { title: 'version' }],
  ...([
    { title: 'up', right: true },
    { title: 'partitions', right: true },
    { title: 'behind', right: true },
  ] as const),
  ...([{ title: 'checkpoint', right: true }, { title: 'state' }] as const),
]
const PARTITION_COLUMNS: readonly Column[] = [
  ...([{ title: ' ' }, { title: 'partition', right: true }, { title: 'state' }, { title: 'owner' }] as const),
  ...([
    { title: 'epoch', right: true },
    { title: 'behind', right: true },
  ] as const),
  ...([{ title: 'checkpoint', right: true }, { title: '' }] as const),
]

/** What is wrong with a partition, in a word to count by and in full; undefined: nothing. */
function faultOf(
  view: PartitionView,
  { checkpointSeconds }: ClusterView,
): { what: string; note: string } | undefined {
  const { state, reason, restoredPercent, backfillFailed, missing, lag, checkpointAgeMs } = view
  const lateMs = 3 * checkpointSeconds * 1000 + LIMITS.statusCheckpointSlackMs
  if (state === 'refused') return { what: 'refused', note: reason ?? 'its state cannot be had' }
  if (state === 'unowned') return { what: 'unowned', note: 'nobody owns it' }
  if (state === 'opening') return { what: 'opening', note: `${restoredPercent ?? 0} % restored` }
  if ((missing ?? 0) > 0)
    return { what: 'without all records', note: `${counted(missing ?? 0, 'record')} of its log lost` }
  if (backfillFailed !== null)
    return { what: 'not filled', note: `backfill of ${backfillFailed} failed: see the dead letters` }
  if ((lag ?? 0) > LIMITS.statusLagRecordsMax) return { what: 'far behind', note: 'far behind its log' }
  if ((checkpointAgeMs ?? 0) > lateMs) return { what: 'without checkpoint', note: 'its checkpoint is late' }
  return undefined
}

function behind(partitions: readonly PartitionView[]): string {
  return String(partitions.reduce((sum, { lag }) => sum + (lag ?? 0), 0))
}

function oldest(partitions: readonly PartitionView[]): string {
  const ages = partitions.flatMap(({ checkpointAgeMs }) => checkpointAgeMs ?? [])
  return ages.length === 0 ? 'none yet' : age(Math.max(...ages))
}

function byId(x: WorkerView, y: WorkerView): number {
  return x.id.localeCompare(y.id, 'en', { numeric: true })
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** In whole seconds; of days and hours the seconds do not matter. */
function age(ms: number): string {
  const unit = ms >= 86_400_000 ? 3_600_000 : ms >= 3_600_000 ? 60_000 : 1_000
  const text = formatDuration(Math.max(0, Math.floor(ms / unit) * unit))
  return text === '0ms' ? '0s' : text
}
