import { type Command, InvalidArgumentError } from 'commander'
import { PARTITIONS_MAX } from '../cluster/config.js'
import type { Simulated } from '../simulate/simulate.js'
import { type Column, table } from './columns.js'
import type { Terminal } from './terminal.js'

interface SimulateCommand {
  readonly definitions: string
  readonly events: string
  readonly facts: string
  readonly map?: string
  readonly partitions: number
  readonly until?: number
  readonly json?: true
}

/** `waymark simulate`: what definitions would have said to a recorded history. */
export function addSimulate(program: Command, terminal: Terminal): void {
  program
    .command('simulate')
    .description('run definitions over a file of events, in no time: the same engine, no channel is called')
    .requiredOption('--definitions <folder>', 'the definitions to run')
    .requiredOption(
      '--events <file>',
      'events, one JSON object a line (Segment’s specification), or with --map CSV',
    )
    .requiredOption('--facts <file>', 'where the facts go, one JSON object a line')
    .option('--map <file>', 'how the columns of a CSV file become events (YAML)')
    .option('--partitions <number>', 'the facts are the same for any number', readPartitions, 1)
    .option('--until <instant>', 'let time go on after the last event: 2026-01-31T10:00Z', readInstant)
    .option('--json', 'what came of it as one JSON object; the facts go to their file all the same')
    .action((options: SimulateCommand) => runSimulation(options, terminal))
}

async function runSimulation(command: SimulateCommand, terminal: Terminal): Promise<void> {
  // The other commands do not wait for the engine to load.
  const [{ simulate }, { FactsFile }, { compileDefinitions }, { loadSomeDefinitions }, { Progress }] =
    await Promise.all([
      import('../simulate/simulate.js'),
      import('../simulate/facts-file.js'),
      import('../definitions/definitions.js'),
      import('../cluster/definition-files.js'),
      import('../demo/progress.js'),
    ])
  const definitions = compileDefinitions(loadSomeDefinitions(command.definitions))
  const startedAt = performance.now()
  const progress = new Progress(1000, terminal)
  try {
    const told = await simulate({
      ...command,
      definitions,
      facts: new FactsFile(command.facts),
      onProgress: ({ share, events, now }) => {
        const day = new Date(now).toISOString().slice(0, 10)
        progress.update(1000 * share, events === 0 ? 'reading' : `${events} events, ${day}`)
      },
    })
    progress.stop()
    if (command.json === true) return await terminal.out(JSON.stringify(summaryJson(told), null, 2))
    const seconds = (performance.now() - startedAt) / 1000
    for (const line of summary(told, seconds, command.facts)) await terminal.out(line)
  } finally {
    progress.stop()
  }
}

function summaryJson({ from, until, facts, cold: _, ...told }: Simulated): object {
  const span = { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
  return { ...told, ...span, facts: Object.fromEntries(facts) }
}

function summary(told: Simulated, seconds: number, path: string): string[] {
  const [from, until] = [new Date(told.from).toISOString(), new Date(told.until).toISOString()]
  const head =
    `${told.events} events from ${from} to ${until} in ${seconds.toFixed(1)} s: ` +
    `${told.profiles} profiles, ${told.identifiers} identifiers`
  const late = `${told.late} events came in late: they count where they belong`
  return [
    head,
    ...(told.late > 0 ? [late] : []),
    ...rejectedLines(told),
    ...segmentLines(told),
    ...journeyLines(told),
    ...factLines(told, path),
  ]
}

function rejectedLines({ rejected, reasons }: Simulated): string[] {
  if (rejected === 0) return []
  const more = rejected > reasons.length ? ['  …'] : []
  return [`${rejected} could not be used:`, ...reasons.map((reason) => `  ${reason}`), ...more]
}

function segmentLines({ segments }: Simulated): string[] {
  if (segments.length === 0) return []
  const columns = [{ title: 'segment' }, ...numbers('members', 'entered', 'left')]
  const rows = segments.map(({ name, members, entered, left }) => [
    name,
    ...[members, entered, left].map(String),
  ])
  return ['', ...table(columns, rows)]
}

function journeyLines({ journeys }: Simulated): string[] {
  if (journeys.length === 0) return []
  const titles = ['entered', 'completed', 'left early', 'on the way', 'deliveries']
  const rows = journeys.map(({ name, entered, running, deliveries, exited: { completed = 0 } }) => {
    const early = entered - running - completed
    return [name, ...[entered, completed, early, running, deliveries].map(String)]
  })
  return ['', ...table([{ title: 'journey' }, ...numbers(...titles)], rows)]
}

function factLines({ facts }: Simulated, path: string): string[] {
  const rows = [...facts].sort(([a], [b]) => (a < b ? -1 : 1))
  const columns = [{ title: 'fact' }, ...numbers('count')]
  return [
    '',
    ...table(
      columns,
      rows.map(([kind, count]) => [kind, String(count)]),
    ),
    `facts: ${path}`,
  ]
}

function numbers(...titles: readonly string[]): Column[] {
  return titles.map((title) => ({ title, right: true }))
}

function readPartitions(text: string): number {
  const partitions = Number(text)
  if (Number.isInteger(partitions) && partitions >= 1 && partitions <= PARTITIONS_MAX) return partitions
  throw new InvalidArgumentError(`It is a whole number from 1 to ${PARTITIONS_MAX}.`)
}

function readInstant(text: string): number {
  const instant = Date.parse(text)
  if (!Number.isNaN(instant)) return instant
  throw new InvalidArgumentError('It is an instant: 2026-01-31T10:00Z.')
}
