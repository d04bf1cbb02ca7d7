import { type Command, InvalidArgumentError } from 'commander'
import { PARTITIONS_MAX } from '../cluster/config.js'
import type { Terminal } from './terminal.js'

interface SimulateCommand {
  readonly definitions: string
  readonly events: string
  readonly facts: string
  readonly map?: string
  readonly partitions: number
  readonly until?: number
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
    .action((options: SimulateCommand) => runSimulation(options, terminal))
}

async function runSimulation(command: SimulateCommand, terminal: Terminal): Promise<void> {
  // The other commands do not wait for the engine to load.
  const [{ simulate }, { FactsFile }, { compileDefinitions }, { loadDefinitions }, { Progress }] =
    await Promise.all([
      import('../simulate/simulate.js'),
      import('../simulate/facts-file.js'),
      import('../definitions/definitions.js'),
      import('../cluster/definition-files.js'),
      import('../demo/progress.js'),
    ])
  const definitions = compileDefinitions(loadDefinitions(command.definitions))
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
    const seconds = (performance.now() - startedAt) / 1000
    for (const line of summary(told, seconds, command.facts)) terminal.say(line)
  } finally {
    progress.stop()
  }
}

function summary(told: import('../simulate/simulate.js').Simulated, seconds: number, path: string): string[] {
  const [from, until] = [new Date(told.from).toISOString(), new Date(told.until).toISOString()]
  const lines = [
    `${told.events} events from ${from} to ${until} in ${seconds.toFixed(1)} s: ` +
      `${told.profiles} profiles, ${told.identifiers} identifiers`,
  ]
  if (told.late > 0) lines.push(`${told.late} events came in late: they count where they belong`)
  for (const [kind, count] of [...told.facts].sort(([a], [b]) => (a < b ? -1 : 1)))
    lines.push(`${String(count).padStart(10)}  ${kind}`)
  if (told.rejected > 0) {
    lines.push(`${told.rejected} could not be used:`)
    for (const reason of told.reasons) lines.push(`  ${reason}`)
    if (told.rejected > told.reasons.length) lines.push('  …')
  }
  lines.push(`facts: ${path}`)
  return lines
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
