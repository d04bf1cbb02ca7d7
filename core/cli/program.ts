import { Command, CommanderError } from 'commander'
import { errorLine, WaymarkError } from '../base/errors.js'
import { waymarkVersion } from '../cluster/version.js'
import { addApply } from './apply.js'
import { addCheck } from './check.js'
import { addDemo } from './demo.js'
import { addExplain } from './explain.js'
import { addFacts } from './facts.js'
import { addIdentityCommands } from './identity-commands.js'
import { addProfile } from './profile.js'
import { addSimulate } from './simulate.js'
import { addStart } from './start.js'
import { addStatus } from './status.js'
import type { Terminal } from './terminal.js'

/**
 * Runs one command line.
 * Returns the exit code: 0; 1 for an error, said in one line; 2 for a command line that is not understood; 3
 * for a cluster that answers and is not healthy.
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(words, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, terminal)
    // Whoever read the results has seen enough: `waymark facts | head`.
    if (isBrokenPipe(error)) return 0
    terminal.say(errorLine(error))
    const code = error instanceof WaymarkError ? error.code : undefined
    return code === 'USAGE' ? 2 : code === 'UNHEALTHY' ? 3 : 1
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('waymark')
    .description('Real-time core for customer journeys: events in, journeys run, messages out.')
    .version(waymarkVersion(), '--version')
    .helpCommand(false)
    // `apply --version V` means a version of definitions.
    .enablePositionalOptions()
    // Commands take over these two: so they stand before the commands are added.
    .exitOverride()
    .configureOutput({ outputError: () => {} })
  addStart(program, terminal)
  addCheck(program, terminal)
  addDemo(program, terminal)
  addFacts(program, terminal)
  addProfile(program, terminal)
  addExplain(program, terminal)
  addIdentityCommands(program, terminal)
  addStatus(program, terminal)
  addSimulate(program, terminal)
  addApply(program, terminal)
  return program
}

function usage(error: CommanderError, terminal: Terminal): number {
  if (error.exitCode === 0) return 0
  // Commander has shown the help when there was no command at all.
  if (error.code === 'commander.help') return 2
  const what = error.message
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim()
  terminal.say(new WaymarkError('USAGE', what, 'see waymark --help').line)
  return 2
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}
