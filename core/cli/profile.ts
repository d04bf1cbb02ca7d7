import type { Command } from 'commander'
import { oneLine } from '../cluster/one-line.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import { pairs } from './columns.js'
import { parseIdentifier } from './identifier.js'
import type { Terminal } from './terminal.js'

interface ProfileOptions extends AdminOptions {
  readonly json?: true
}

/** `waymark profile TYPE:VALUE`: what is known of one customer, and why. */
export function addProfile(program: Command, terminal: Terminal): void {
  program
    .command('profile')
    .description('show a profile: its identifiers and why they are linked, properties, segments, journeys')
    .argument('<type:value>', 'an identifier: user_id:u42, email:ann@example.com')
    .option('--json', 'as JSON: what /api/profiles says')
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
    .action((identifier: string, options: ProfileOptions) => printProfile(identifier, options, terminal))
}

async function printProfile(identifier: string, options: ProfileOptions, terminal: Terminal): Promise<void> {
  const { type, value } = parseIdentifier(identifier)
  const client = new AdminClient(options, terminal.environment)
  const path = `/api/profiles/${encodeURIComponent(type)}/${encodeURIComponent(value)}`
  const profile = (await client.get(path)) as Record<string, unknown>
  if (options.json === true) return terminal.out(JSON.stringify(profile, null, 2))
  for (const line of profileLines(profile)) await terminal.out(line)
  if (terminal.interactive) terminal.say('\nNext: waymark facts --follow · the whole of it with --json')
}

/** The lines of `waymark profile`: single values first, then a section for each list or group. */
function profileLines({ way, ...profile }: Readonly<Record<string, unknown>>): string[] {
  const entries = Object.entries(profile)
  const single = entries.flatMap(([name, value]): [string, unknown][] => {
    // Of what waits the number counts: none is worth a line, too.
    if (name === 'pending' && Array.isArray(value)) return [[name, value.length]]
    return isSection(value) ? [] : [[name, value]]
  })
  const sections = entries
    .filter(([, value]) => isSection(value))
    .flatMap(([name, value]) => section(name, value))
  return [...columns(single), ...section('way', Array.isArray(way) ? way : []), ...sections]
}

function section(name: string, value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(itemLine) : columns(Object.entries(value as object))
  return items.length === 0 ? [] : ['', name, ...items.map((item) => `  ${item}`)]
}

function columns(entries: readonly (readonly [string, unknown])[]): string[] {
  return pairs(entries.map(([name, value]) => [oneLine(name), plain(value)]))
}

/** An item of a list on one line: what it is first, then the rest by name. */
function itemLine(item: unknown): string {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return plain(item)
  const { type, value, journey, ...rest } = item as Record<string, unknown>
  const title = identifier({ type, value }) ?? plain(journey ?? '')
  const words = Object.entries(rest).filter(([, entry]) => entry !== null && entry !== '')
  return [title, words.map(([name, entry]) => `${name} ${word(name, entry)}`).join(', ')].join('  ').trim()
}

function word(name: string, value: unknown): string {
  if (name === 'because') return evidence(value) ?? plain(value)
  return Array.isArray(value) ? value.map(plain).join(' ') : plain(value)
}

/** What says that an identifier belongs here: an event, or a command. */
function evidence(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { eventId, time, source } = value as Record<string, unknown>
  if (typeof eventId !== 'string') return undefined
  const at = typeof time === 'number' && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : ''
  const what = source === 'command' ? `command ${eventId}` : `event ${eventId}`
  const from = typeof source === 'string' && source !== '' && source !== 'command' ? ` from ${source}` : ''
  return plain(`${what}${from}${at === '' ? '' : ` at ${at}`}`)
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
  return identifier(value) ?? oneLine(typeof value === 'string' ? value : JSON.stringify(value))
}
