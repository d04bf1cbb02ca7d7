import { type Command, InvalidArgumentError } from 'commander'
import { ROLES, type Role } from '../cluster/config.js'
import type { RunOptions } from './run-worker.js'
import type { Terminal } from './terminal.js'

/** `waymark start`: one worker, until a signal or a failure ends it. */
export function addStart(program: Command, terminal: Terminal): void {
  program
    .command('start')
    .description('run a worker; without nats.servers in the configuration with a nats-server of its own')
    .option('--role <roles>', `what it does, of ${ROLES.join(', ')}; all unless told`, readRoles)
    .option('--config <file>', 'configuration', 'config/waymark.yaml')
    .action(async (options: RunOptions) => {
      // Everything that a worker needs takes its time to load: the other commands do not wait for it.
      const { runWorker } = await import('./run-worker.js')
      await runWorker(options, terminal)
    })
}

function readRoles(text: string, before: readonly Role[] = []): Role[] {
  const named = text.split(',').map((name) => {
    const role = ROLES.find((known) => known === name.trim())
    if (role === undefined) throw new InvalidArgumentError(`Roles are ${ROLES.join(', ')}.`)
    return role
  })
  return [...new Set([...before, ...named])]
}
