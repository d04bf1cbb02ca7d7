import { type Command, InvalidArgumentError } from 'commander'
import { parseDuration } from '../definitions/duration.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import type { Terminal } from './terminal.js'

interface FactsOptions extends AdminOptions {
  readonly kind?: string
  readonly follow?: true
  readonly since?: string
}

/** `waymark facts`: what the engine said, one JSON object a line. */
export function addFacts(program: Command, terminal: Terminal): void {
  program
    .command('facts')
    .description('print facts as NDJSON: profiles, segments, journeys, …')
    .option('--kind <kind>', 'only this kind (segment.entered), or all that begin so (segment)')
    .option('--follow', 'go on with the facts to come')
    .option(
      '--since <when>',
      'from an instant (2026-01-31T10:00Z), a time ago (10m), or `now` on',
      checkSince,
    )
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
    .action((options: FactsOptions) => printFacts(options, terminal))
}

async function printFacts(options: FactsOptions, terminal: Terminal): Promise<void> {
  const client = new AdminClient(options, terminal.environment)
  const query = new URLSearchParams({ follow: String(options.follow === true) })
  if (options.kind !== undefined) query.set('kind', options.kind)
  if (options.since !== undefined) query.set('since', sinceParameter(options.since, Date.now()))
  let count = 0
  for await (const fact of client.events(`/api/facts?${query}`)) {
    count++
    await terminal.out(fact)
  }
  if (count === 0)
    terminal.say('no such facts yet — send events to /v1/track, or wait for them with --follow')
  else if (terminal.interactive) terminal.say(`${count} facts — go on with --follow, narrow with --kind`)
}

function checkSince(text: string): string {
  if (text !== 'now' && parseDuration(text) === null && Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('It is an instant (2026-01-31T10:00Z), a time ago (10m) or now.')
  return text
}

/** What the API takes: it knows instants, not times ago. */
function sinceParameter(text: string, now: number): string {
  const ago = parseDuration(text)
  if (ago !== null) return new Date(now - ago).toISOString()
  return text === 'now' ? text : new Date(text).toISOString()
}
