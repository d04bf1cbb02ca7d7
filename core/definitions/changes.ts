import type { Definitions } from './definitions.js'
import { formatDuration } from './duration.js'
import type { Segment } from './segment.js'

/** What another version of the definitions does to one of them. */
export interface DefinitionChange {
  readonly kind: string
  readonly name: string
  readonly change: 'added' | 'changed' | 'removed'
  /** What that means for profiles and running journeys, in words. */
  readonly means: string
}

/** What changes when one version follows another, or when there was none, by kind and name. */
export function compareDefinitions(before: Definitions | null, next: Definitions): DefinitionChange[] {
  const was = new Map((before?.outline ?? []).map((one) => [`${one.kind} ${one.name}`, one]))
  const is = new Map(next.outline.map((one) => [`${one.kind} ${one.name}`, one]))
  const changes: DefinitionChange[] = []
  for (const [key, { kind, name, version }] of is) {
    const earlier = was.get(key)
    if (earlier?.version === version) continue
    const change = earlier === undefined ? 'added' : 'changed'
    changes.push({ kind, name, change, means: meaning(kind, name, change, before, next) })
  }
  for (const [key, { kind, name }] of was)
    if (!is.has(key)) changes.push({ kind, name, change: 'removed', means: REMOVED[kind] ?? '' })
  return changes.sort((x, y) => (`${x.kind} ${x.name}` < `${y.kind} ${y.name}` ? -1 : 1))
}

const ADDED: Readonly<Record<string, string>> = {
  journey: 'whom its trigger meets from now on enters',
  content: 'journeys may send it',
  identity: 'events are linked by these rules from now on; links that exist stay',
  catalogue: 'expressions are checked against it',
}
const CHANGED: Readonly<Record<string, string>> = {
  journey:
    'running instances stay in the version in which they began; whoever enters from now on is in this one',
  content: 'whatever is sent from now on is made of it, unless by a journey of an earlier version',
  identity: 'events are linked by these rules from now on; links that exist stay',
  catalogue: 'expressions are checked against it',
}
const REMOVED: Readonly<Record<string, string>> = {
  segment: 'its members leave it at once; what its windows hold is forgotten',
  journey: 'nobody enters any more; running instances go on in their version to their end',
  content: 'only journeys of earlier versions send it still',
  identity: 'the built-in rules hold from now on; links that exist stay',
  catalogue: 'expressions are no longer checked against it',
}

function meaning(
  kind: string,
  name: string,
  change: 'added' | 'changed',
  before: Definitions | null,
  next: Definitions,
): string {
  if (kind !== 'segment') return (change === 'added' ? ADDED : CHANGED)[kind] ?? ''
  const segment = next.segments.find((one) => one.name === name)
  const judged =
    change === 'added' ? 'every profile is judged once' : 'every profile is judged anew: members may leave'
  return segment === undefined ? judged : `${judged}; ${windowsOf(segment, before, next)}`
}

/** Which windows of a segment go on, and which begin with nothing in them. */
function windowsOf(segment: Segment, before: Definitions | null, next: Definitions): string {
  if (segment.windows.length === 0) return 'it has no windows of its own'
  const keys = new Set(before?.windows.map(({ key }) => key))
  const fresh = segment.windows.flatMap((number) => {
    const window = next.windows[number]
    return window === undefined || keys.has(window.key) ? [] : [window.label]
  })
  if (fresh.length === 0) return 'all its windows go on'
  const kept = segment.windows.length - fresh.length
  const others = kept === 0 ? '' : `, ${kept} ${kept === 1 ? 'goes' : 'go'} on`
  const isOne = fresh.length === 1
  const windows = isOne ? 'window' : 'windows'
  const named = `${others}: ${fresh.join(', ')}`
  const { backfillMs } = segment
  const filled = formatDuration(backfillMs)
  if (before !== null && backfillMs > 0) {
    const from = `what the logs still hold of the last ${filled}`
    return `${fresh.length} ${windows} ${isOne ? 'is' : 'are'} filled with ${from}${named}`
  }
  const empty = `${fresh.length} ${windows} ${isOne ? 'begins' : 'begin'} empty${named}`
  return before === null ? empty : `${empty}; backfill: 7d would fill ${isOne ? 'it' : 'them'} from the logs`
}
