import { hostname, userInfo } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import type { ClusterView } from '../api/cluster-view.js'
import { WaymarkError } from '../base/errors.js'
import type { Applied } from '../cluster/apply-definitions.js'
import type { Revision } from '../cluster/definition-bucket.js'
import { loadSomeDefinitions } from '../cluster/definition-files.js'
import { oneLine } from '../cluster/one-line.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import type { Terminal } from './terminal.js'

interface ApplyOptions extends AdminOptions {
  readonly version?: string
  readonly history?: true
  readonly yes?: true
  readonly json?: true
}

/** How long it is waited for partitions to come under a version before that is left to them. */
const WAIT_MS = 30_000
const LOOK_MS = 200

/** `waymark apply`: brings definitions into force in a running cluster, or goes back to earlier ones. */
export function addApply(program: Command, terminal: Terminal): void {
  program
    .command('apply')
    .description('bring definitions into force in a running cluster; shows what changes before')
    .argument('[folder]', 'folder of the definitions')
    // The program has a --version of its own: what comes behind a command is the command's.
    .option('--version <version>', 'instead of a folder: go back to a version that was in force before')
    .option('--history', 'show what is in force, and what was: versions, when, by whom')
    .option('--yes', 'apply without asking; needed when there is no terminal')
    .option('--json', 'as JSON: what /api/definitions says')
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
    .action((folder: string | undefined, options: ApplyOptions) => {
      const client = new AdminClient(options, terminal.environment)
      return options.history === true
        ? showHistory(client, options, terminal)
        : apply(client, folder, options, terminal)
    })
}

interface History {
  readonly current: Revision | null
  readonly earlier: readonly Revision[]
}

async function showHistory(client: AdminClient, { json }: ApplyOptions, terminal: Terminal): Promise<void> {
  const history = (await client.get('/api/definitions')) as History
  if (json === true) return terminal.out(JSON.stringify(history, null, 2))
  const revisions = history.current === null ? [] : [history.current, ...history.earlier]
  if (revisions.length === 0) await terminal.out('no definitions have been applied yet')
  for (const [i, { revision, version, at, by, changes }] of revisions.entries()) {
    const state = i === 0 ? 'in force' : '        '
    const head = `${String(revision).padStart(4)}  ${version}  ${at}  ${state}  by ${by}`
    await terminal.out(oneLine(`${head}: ${changes.join(', ') || 'nothing'}`))
    const failed = revision === history.current?.revision ? await failedBackfills(client, version) : []
    if (failed.length > 0)
      await terminal.out(`      its backfill failed in partition ${failed.join(', ')}: see the dead letters`)
  }
}

/** Partitions in which new windows of a version lack some of the past. */
async function failedBackfills(client: AdminClient, version: string): Promise<number[]> {
  const { partitions } = (await client.get('/api/cluster')) as ClusterView
  return partitions.filter((view) => view.backfillFailed === version).map(({ partition }) => partition)
}

async function apply(
  client: AdminClient,
  folder: string | undefined,
  options: ApplyOptions,
  terminal: Terminal,
): Promise<void> {
  const wanted = wantedOf(folder, options)
  const by = `${userName()}@${hostname()}`
  const shown = (await client.post('/api/definitions', { ...wanted, by, dryRun: true }, [200])) as Applied
  if (options.json !== true) for (const line of changeLines(shown)) await terminal.out(line)
  const isSame = shown.changes.length === 0
  if (!isSame && options.yes !== true && !(await mayApply(shown, options, terminal))) {
    terminal.say('nothing is applied')
    return
  }
  // Also when nothing changes but the version is another: what is equal is not applied once more.
  const request = { ...wanted, by, after: shown.revision }
  const applied = (await client.post('/api/definitions', request, [200])) as Applied
  if (options.json === true) return terminal.out(JSON.stringify(applied, null, 2))
  if (!applied.applied) return terminal.out(`unchanged   version ${applied.version} is in force already`)
  await terminal.out(`applied     version ${applied.version}, revision ${applied.revision}`)
  await awaitPartitions(client, applied.version, terminal)
}

/** @throws WaymarkError USAGE when there is nobody to ask: what would change is shown all the same */
async function mayApply(shown: Applied, { json }: ApplyOptions, terminal: Terminal): Promise<boolean> {
  if (!terminal.canAsk) {
    if (json === true) await terminal.out(JSON.stringify(shown, null, 2))
    const what = 'nothing is applied yet: there is no terminal to ask on'
    throw new WaymarkError('USAGE', what, 'look at the changes, then say --yes')
  }
  if (json === true) for (const line of changeLines(shown)) terminal.say(line)
  return terminal.ask('Apply these changes?')
}

function wantedOf(folder: string | undefined, { version }: ApplyOptions): object {
  if (folder !== undefined && version === undefined) return { files: loadSomeDefinitions(folder) }
  if (version !== undefined && folder === undefined) return { version }
  const todo = 'waymark apply config/definitions, or waymark apply --version V (waymark apply --history)'
  throw new WaymarkError('USAGE', 'a folder or a version is wanted, one of the two', todo)
}

function changeLines({ changes, version }: Applied): string[] {
  const rows = changes.map(({ kind, name, change, means }) => {
    const head = `${change.padEnd(8)}${kind} ${name}`
    return oneLine(means === '' ? head : `${head}: ${means}`)
  })
  const none = changes.length === 0 ? ['changes     nothing'] : []
  return [
    ...none,
    ...rows.map((row, i) => `${i === 0 ? 'changes ' : '        '}    ${row}`),
    `version     ${version}`,
  ]
}

/** Says when all partitions run a version; what takes longer goes on by itself. */
async function awaitPartitions(client: AdminClient, version: string, terminal: Terminal): Promise<void> {
  const until = Date.now() + WAIT_MS
  for (;;) {
    const { partitions } = (await client.get('/api/cluster')) as ClusterView
    const done = partitions.filter(({ definitions }) => definitions === version).length
    const all = done === partitions.length
    if (all || Date.now() > until) {
      await terminal.out(`in force    in ${done} of ${partitions.length} partitions`)
      if (!all) terminal.say('the others follow when they are owned and have caught up: waymark status')
      return
    }
    await pause(LOOK_MS)
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
