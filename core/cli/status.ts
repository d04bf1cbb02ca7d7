import type { Command } from 'commander'
import type { ClusterView, PartitionView } from '../api/cluster-view.js'
import { formatDuration } from '../definitions/duration.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import type { Terminal } from './terminal.js'

interface StatusOptions extends AdminOptions {
  readonly json?: true
}

interface Readiness {
  readonly ready: boolean
  readonly reasons: readonly string[]
}

/** `waymark status`: workers, and each partition with its owner and how far behind it is. */
export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .description('show workers, partitions and their lag')
    .option('--json', 'as JSON: what /api/cluster says')
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
    .action((options: StatusOptions) => printStatus(options, terminal))
}

async function printStatus(options: StatusOptions, terminal: Terminal): Promise<void> {
  const client = new AdminClient(options, terminal.environment)
  const cluster = (await client.get('/api/cluster')) as ClusterView
  if (options.json === true) return terminal.out(JSON.stringify(cluster, null, 2))
  const readiness = (await client.get('/readyz', [503])) as Readiness
  for (const line of statusLines(cluster, readiness, Date.now())) await terminal.out(line)
  if (terminal.interactive) terminal.say(`\nNext: waymark facts --follow · ${client.url}/metrics`)
}

/** The lines of `waymark status`. */
function statusLines(cluster: ClusterView, { ready, reasons }: Readiness, now: number): string[] {
  const { broker, partitions, workers } = cluster
  const owned = partitions.filter(({ owner }) => owner !== null)
  const records = partitions.reduce((sum, { lag }) => sum + (lag ?? 0), 0)
  return [
    `waymark     ${cluster.namespace}, ${ready ? 'ready' : `not ready: ${reasons.join('; ')}`}`,
    `broker      nats-server ${broker.version}, ${broker.connected ? 'connected' : 'not connected'}`,
    ...workers.map((worker) => {
      const { id, roles, startedAt, state } = worker
      const share = roles.includes('engine') ? `; ${counted(worker.partitions, 'partition')}` : ''
      const change = state === 'present' ? '' : `, ${state}`
      const up = seconds(now - Date.parse(startedAt))
      return `worker      ${id}: ${roles.join(', ')}; up ${up}${share}${change}`
    }),
    `partitions  ${owned.length} of ${partitions.length} owned, ${records} records behind`,
    ...partitions.map(partitionLine),
  ]
}

function partitionLine(view: PartitionView): string {
  const { partition, owner, state, epoch, lag, checkpointAgeMs, restoredPercent, reason } = view
  const start = `            ${String(partition).padStart(3)}  `
  if (owner === null) return `${start}${state}${reason === null ? '' : `: ${reason}`}`
  const checkpoint = checkpointAgeMs === null ? 'none yet' : `${seconds(checkpointAgeMs)} ago`
  const more = state === 'opening' ? `, ${restoredPercent ?? 0} % restored` : flaws(view)
  return `${start}${owner}, epoch ${epoch ?? '?'}, ${lag ?? '?'} behind, checkpoint ${checkpoint}${more}`
}

/** What has been lost on the way. */
function flaws({ missing, backfillFailed }: PartitionView): string {
  const gone = missing === null || missing === 0 ? '' : `, ${counted(missing, 'record')} of its log lost`
  const failed = backfillFailed === null ? '' : `, backfill of ${backfillFailed} failed: see the dead letters`
  return gone + failed
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function seconds(ms: number): string {
  const text = formatDuration(Math.floor(ms / 1000) * 1000)
  return text === '0ms' ? '0s' : text
}
