import type { Command } from 'commander'
import type { ClusterView } from '../api/cluster-view.js'
import { WaymarkError } from '../base/errors.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import { type Readiness, StatusReport } from './status-report.js'
import type { Terminal } from './terminal.js'

interface StatusOptions extends AdminOptions {
  readonly json?: true
}

const EXIT_CODES = `
Exit codes:
  0  healthy
  1  nobody answers, or the token is wrong
  2  the command line is not understood
  3  unhealthy: the broker is not connected, the worker is not ready, or a partition is marked with !
     (refused, unowned, opening, records of its log lost, not filled, far behind, without checkpoint)`

/** `waymark status`: whether all is well, workers, and each partition: whose it is, how far behind. */
export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .description('say whether the cluster is healthy; show workers, partitions, lag and checkpoints')
    .option('--json', 'as JSON: what /api/cluster says')
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
    .addHelpText('after', EXIT_CODES)
    .action((options: StatusOptions) => printStatus(options, terminal))
}

/** @throws WaymarkError UNHEALTHY, when everything is said */
async function printStatus(options: StatusOptions, terminal: Terminal): Promise<void> {
  const client = new AdminClient(options, terminal.environment)
  const cluster = (await client.get('/api/cluster')) as ClusterView
  const readiness = (await client.get('/readyz', [503])) as Readiness
  const report = new StatusReport(cluster, readiness, Date.now())
  if (options.json === true) await terminal.out(JSON.stringify(cluster, null, 2))
  else for (const line of report.lines()) await terminal.out(line)
  if (report.faults.length > 0)
    throw new WaymarkError(
      'UNHEALTHY',
      report.faults.join('; '),
      'look at what is marked with !, and at the logs',
    )
  if (terminal.interactive) terminal.say(`\nNext: waymark facts --follow · ${client.url}/metrics`)
}
