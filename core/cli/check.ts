import type { Command } from 'commander'
import type { CheckOptions } from './check-definitions.js'
import type { Terminal } from './terminal.js'

/** `waymark check`: all that is wrong with definitions, and what their tests say of them. */
export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .description('check definitions: say all that is wrong with them, and run the tests in their files')
    .argument('<folder>', 'folder of the definitions')
    .option('--config <file>', 'configuration: it is checked too, and its channels are those that there are')
    .option('--json', 'one JSON object, for programs')
    .action(async (folder: string, options: CheckOptions) => {
      // The other commands do not wait for all of this to load.
      const { checkFolder } = await import('./check-definitions.js')
      await checkFolder(folder, options, terminal)
    })
}
