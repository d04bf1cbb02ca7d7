import type { Command } from 'commander'
import { WaymarkError } from '../base/errors.js'
import { oneLine } from '../cluster/one-line.js'
import type { Identifier } from '../event/event.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import { parseIdentifier } from './identifier.js'
import type { Terminal } from './terminal.js'

interface CommandOptions extends AdminOptions {
  readonly id?: string
  readonly json?: true
}

interface EraseOptions extends CommandOptions {
  readonly yes?: true
}

/** `waymark link`, `unlink` and `erase`: what an administrator wants done about identifiers. */
export function addIdentityCommands(program: Command, terminal: Terminal): void {
  const link = program
    .command('link')
    .description('join the profiles of two identifiers, also when both are known users')
    .argument('<type:value>', 'an identifier: user_id:u42')
    .argument('<other>', 'the other one: email:ann@example.com')
  withOptions(link).action((one: string, other: string, options: CommandOptions) =>
    give(linkOrder(one, other), options, terminal),
  )
  const unlink = program
    .command('unlink')
    .description('let an identifier leave its profile, and its children with it')
    .argument('<type:value>', 'an identifier: anonymous_id:kiosk')
  withOptions(unlink).action((one: string, options: CommandOptions) =>
    give(unlinkOrder(one), options, terminal),
  )
  const erase = program
    .command('erase')
    .description('forget the profile that an identifier leads to; there is no way back')
    .argument('<type:value>', 'an identifier: user_id:u42')
    .option('--yes', 'it is meant: without this nothing is erased')
  withOptions(erase).action((one: string, options: EraseOptions) =>
    give(eraseOrder(one, options), options, terminal),
  )
}

function withOptions(command: Command): Command {
  return command
    .option('--id <id>', 'of the command: one that comes again within two minutes is stored once')
    .option('--json', 'as JSON: what /api/commands says')
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
}

/** What is sent to `/api/commands`, and what is said of it. */
interface Order {
  readonly body: {
    readonly command: 'link' | 'unlink' | 'erase'
    readonly subject: Identifier
    readonly other?: Identifier
  }
  /** What it does, in words. */
  readonly does: string
  /** How to see that it is done. */
  readonly next: string
}

function linkOrder(one: string, another: string): Order {
  const [subject, other] = [parseIdentifier(one), parseIdentifier(another)]
  return {
    body: { command: 'link', subject, other },
    does: `${one} and ${another} become one profile, with all that both have done`,
    next: `waymark profile ${one} · waymark facts --since 1m`,
  }
}

function unlinkOrder(one: string): Order {
  return {
    body: { command: 'unlink', subject: parseIdentifier(one) },
    does:
      `if ${one} has a profile when the log comes to it, it leaves that, which keeps what was done; ` +
      'its next event begins a new one; nobody has it: nothing happens, and no fact says so',
    next: `waymark profile ${one} · waymark facts --since 1m --kind identifier.unlinked`,
  }
}

function eraseOrder(one: string, { yes }: EraseOptions): Order {
  const subject = parseIdentifier(one)
  const does = `the profile of ${one} is forgotten, with all its identifiers; late events do not revive it`
  if (yes !== true)
    throw new WaymarkError(
      'USAGE',
      `nothing is erased yet: ${does}, and there is no way back`,
      `look at it (waymark profile ${one}), then say --yes`,
    )
  return {
    body: { command: 'erase', subject },
    does,
    next: `waymark facts --since 1m --kind profile.erased (waymark profile ${one} finds nobody then)`,
  }
}

async function give({ body, does, next }: Order, options: CommandOptions, terminal: Terminal): Promise<void> {
  const client = new AdminClient(options, terminal.environment)
  const { id } = options
  const stored = await client.post('/api/commands', { ...body, ...(id === undefined ? {} : { id }) })
  if (options.json === true) return terminal.out(JSON.stringify(stored))
  const place = stored as { readonly id: string; readonly partition: number; readonly sequence: number }
  await terminal.out(
    `command  ${place.id}, stored as record ${place.sequence} of partition ${place.partition}`,
  )
  await terminal.out(oneLine(`does     ${does}`))
  await terminal.out(oneLine(`look at  ${next}`))
}
