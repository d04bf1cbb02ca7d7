import { type Command, InvalidArgumentError } from 'commander'
import type { Terminal } from './terminal.js'

interface DemoOptions {
  readonly events: number
  readonly seed: number
  readonly keep?: true
}

/** Every kind of customer occurs, and their facts fit into the stream. */
const EVENTS_MIN = 200
const EVENTS_MAX = 5_000_000

/** `waymark demo`: everything in one process, made-up customers, and numbers that are checked. */
export function addDemo(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description(
      'run everything in one process, send made-up customers through it and check what comes of it',
    )
    .option(
      '--events <number>',
      'how many events they send; there is a customer for every ten',
      readEvents,
      200_000,
    )
    .option('--seed <number>', 'another seed makes other customers', readSeed, 1)
    .option('--keep', 'leave it running afterwards, for events of your own')
    .action(async (options: DemoOptions) => {
      // The other commands do not wait for all of this to load.
      const { runDemo } = await import('../demo/run.js')
      await runDemo({ ...options, keep: options.keep === true }, terminal)
    })
}

function readEvents(text: string): number {
  const events = Number(text)
  if (Number.isInteger(events) && events >= EVENTS_MIN && events <= EVENTS_MAX) return events
  throw new InvalidArgumentError(`It is a whole number from ${EVENTS_MIN} to ${EVENTS_MAX}.`)
}

function readSeed(text: string): number {
  const seed = Number(text)
  if (Number.isInteger(seed) && Math.abs(seed) <= 0x7fffffff) return seed
  throw new InvalidArgumentError('It is a whole number.')
}
