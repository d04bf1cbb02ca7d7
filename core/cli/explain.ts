import type { Command } from 'commander'
import { oneLine } from '../cluster/one-line.js'
import { AdminClient, type AdminOptions } from './admin-client.js'
import { parseIdentifier } from './identifier.js'
import type { Terminal } from './terminal.js'

interface ExplainOptions extends AdminOptions {
  readonly json?: true
}

type Fields = Readonly<Record<string, unknown>>

/** `waymark explain TYPE:VALUE SEGMENT`: why somebody is in a segment or not, and when that may change. */
export function addExplain(program: Command, terminal: Terminal): void {
  program
    .command('explain')
    .description('say why a profile is in a segment, or why not, and when time alone could change it')
    .argument('<type:value>', 'an identifier: user_id:u42, email:ann@example.com')
    .argument('<segment>', 'name of a segment')
    .option('--json', 'as JSON: what /api/profiles/TYPE/VALUE/explain says')
    .option('--admin <url>', 'admin API of a worker (WAYMARK_ADMIN; token: WAYMARK_TOKEN)')
    .action((identifier: string, segment: string, options: ExplainOptions) =>
      printExplanation(identifier, segment, options, terminal),
    )
}

async function printExplanation(
  identifier: string,
  segment: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<void> {
  const { type, value } = parseIdentifier(identifier)
  const client = new AdminClient(options, terminal.environment)
  const path = `/api/profiles/${encodeURIComponent(type)}/${encodeURIComponent(value)}/explain`
  const answer = (await client.get(`${path}?segment=${encodeURIComponent(segment)}`)) as Fields
  if (options.json === true) return terminal.out(JSON.stringify(answer, null, 2))
  const standing = answer.in === true ? 'is in' : 'is not in'
  await terminal.out(oneLine(`${identifier} ${standing} ${segment}, as of ${String(answer.asOf)}`))
  for (const line of conditionLines(answer.where, '  ')) await terminal.out(line)
  await terminal.out(
    typeof answer.next === 'string'
      ? oneLine(`time alone could change it at ${answer.next}, not earlier`)
      : 'time alone does not change it',
  )
}

/** A condition and its parts, a line each, with what holds and what does not. */
function conditionLines(condition: unknown, indent: string): string[] {
  if (typeof condition !== 'object' || condition === null) return []
  const { holds, leaf, all, any, not, where, events } = condition as Fields
  const mark = holds === true ? '✓' : '✗'
  const parts = [all, any].find(Array.isArray) ?? [not ?? where].filter((part) => part !== undefined)
  const title = all !== undefined ? 'all of' : any !== undefined ? 'any of' : not !== undefined ? 'not' : ''
  const words = title === '' ? leafWords(String(leaf), condition as Fields) : title
  return [
    oneLine(`${indent}${mark} ${words}`),
    ...eventLines(events, `${indent}    `),
    ...parts.flatMap((part) => conditionLines(part, `${indent}  `)),
  ]
}

/** The events that decide a leaf, newest first: when they happened, and their ids. */
function eventLines(events: unknown, indent: string): string[] {
  if (!Array.isArray(events)) return []
  return events.map((event: Fields) => oneLine(`${indent}${String(event.at)}  ${String(event.id)}`))
}

function leafWords(leaf: string, { value, zone, properties }: Fields): string {
  const says = value === undefined ? '' : `: ${typeof value === 'string' ? value : JSON.stringify(value)}`
  const where = typeof zone === 'string' ? ` (${zone})` : ''
  const values = typeof properties === 'object' && properties !== null ? Object.entries(properties) : []
  const given = values.map(([name, property]) => ` ${name} ${JSON.stringify(property)}`)
  return leaf + says + where + (given.length === 0 ? '' : `:${given.join(',')}`)
}
