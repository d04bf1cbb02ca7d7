import type { Command } from 'commander'
import { WaymarkError } from '../base/errors.js'
import { oneLine } from '../cluster/one-line.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import type { Terminal } from './terminal.js'

interface ProfileOptions extends AdminOptions {
  readonly json?: true
}

/** `waymark profile TYPE:VALUE`: what is known of one customer. */
export function addProfile(program: Command, terminal: Terminal): void {
  program
    .command('profile')
    .description('show a profile: its identifiers, properties, segments and journeys')
    .argument('<type:value>', 'an identifier: user_id:u42, email:ann@example.com')
    .option('--json', 'as JSON: what /api/profiles says')
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
    .action((identifier: string, options: ProfileOptions) => printProfile(identifier, options, terminal))
}

async function printProfile(identifier: string, options: ProfileOptions, terminal: Terminal): Promise<void> {
  const colon = identifier.indexOf(':')
  if (colon < 1 || colon === identifier.length - 1)
    throw new WaymarkError('USAGE', `${identifier} is no identifier`, 'give TYPE:VALUE, as in user_id:u42')
  const type = encodeURIComponent(identifier.slice(0, colon))
  const value = encodeURIComponent(identifier.slice(colon + 1))
  const client = new AdminClient(options, terminal.environment)
  const profile = (await client.get(`/api/profiles/${type}/${value}`)) as Record<string, unknown>
  if (options.json === true) return terminal.out(JSON.stringify(profile, null, 2))
  for (const line of profileLines(profile)) await terminal.out(line)
  if (terminal.interactive) terminal.say('\nNext: waymark facts --follow · the whole of it with --json')
}

/** The lines of `waymark profile`: single values first, then a section for each list or group. */
function profileLines(profile: Readonly<Record<string, unknown>>): string[] {
  const entries = Object.entries(profile)
  const single = entries.filter(([, value]) => !isSection(value))
  const sections = entries
    .filter(([, value]) => isSection(value))
    .flatMap(([name, value]) => section(name, value))
  return [...columns(single), ...sections]
}

function section(name: string, value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(itemLine) : columns(Object.entries(value as object))
  return items.length === 0 ? [] : ['', name, ...items.map((item) => `  ${item}`)]
}

function columns(entries: readonly (readonly [string, unknown])[]): string[] {
  const width = Math.max(0, ...entries.map(([name]) => name.length)) + 2
  return entries.map(([name, value]) => name.padEnd(width) + (identifier(value) ?? plain(value)))
}

/** An item of a list on one line: what it is first, then the rest by name; its evidence is for `--json`. */
function itemLine(item: unknown): string {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return plain(item)
  const { type, value, journey, because: _, ...rest } = item as Record<string, unknown>
  const title = identifier({ type, value }) ?? plain(journey ?? '')
  const words = Object.entries(rest).filter(([, entry]) => entry !== null && entry !== '')
  return [title, words.map(([name, entry]) => `${name} ${plain(entry)}`).join(', ')].join('  ').trim()
}

function isSection(value: unknown): boolean {
  return typeof value === 'object' && value !== null && identifier(value) === undefined
}

function identifier(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value && 'value' in value)) return undefined
  const { type, value: text } = value
  return typeof type === 'string' && typeof text === 'string' ? plain(`${type}:${text}`) : undefined
}

function plain(value: unknown): string {
  return oneLine(typeof value === 'string' ? value : JSON.stringify(value))
}
