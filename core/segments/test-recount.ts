import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import type { WindowKind } from '../definitions/window.js'

/** An event that has arrived. */
export interface Arrived {
  readonly name: string
  readonly time: number
  readonly at: number
  readonly value: number
  readonly key: string
}

export interface LeafSpec {
  readonly kind: WindowKind
  readonly name: string
  readonly within: number
  readonly is: '>=' | '>' | '<=' | '<' | '==' | '!='
  readonly threshold: number
  /** Of `first` and `last`: compare the value, or only look when it was. */
  readonly compare: boolean
  readonly steps: readonly string[]
  readonly without: string | null
  readonly keyed: boolean
  readonly span: number | null
}
export type Tree =
  | LeafSpec
  | { readonly all: readonly Tree[] }
  | { readonly any: readonly Tree[] }
  | { readonly not: Tree }

/** The truth of a condition at an instant, from all events that have arrived: counted anew, nothing kept. */
export function recount(node: Tree, events: readonly Arrived[], created: number, now: number): boolean {
  if ('all' in node) return node.all.every((inner) => recount(inner, events, created, now))
  if ('any' in node) return node.any.some((inner) => recount(inner, events, created, now))
  if ('not' in node) return !recount(node.not, events, created, now)
  const { kind, name, within } = node
  const named = events.filter((event) => event.name === name)
  if (kind === 'absent') return now >= Math.max(created, ...named.map(({ time }) => time)) + within
  if (kind === 'sequence') return hasChain(node, events.filter(isInside(node, now)), [])
  if (kind === 'first' || kind === 'last') {
    const sign = kind === 'first' ? 1 : -1
    const order = (x: Arrived, y: Arrived) =>
      sign * (x.time - y.time || (`${x.value}` < `${y.value}` ? -1 : `${x.value}` > `${y.value}` ? 1 : 0))
    const found = [...named].sort(order)[0]
    return found !== undefined && isInside(node, now)(found) && (!node.compare || compare(node, found.value))
  }
  const values = named.filter(isInside(node, now)).map(({ value }) => value)
  const sum = values.reduce((total, value) => total + value, 0)
  switch (kind) {
    case 'count':
      return compare(node, values.length)
    case 'distinct':
      return compare(node, new Set(values).size)
    case 'sum':
      return compare(node, sum)
    case 'avg':
      return values.length > 0 && compare(node, sum / values.length)
    default:
      return values.length > 0 && compare(node, Math[kind](...values))
  }
}

/** The boundaries of a window, word for word: t - W < time <= t. */
function isInside({ within }: LeafSpec, now: number): (event: Arrived) => boolean {
  return ({ time }) => now - within < time && time <= now
}

function hasChain(leaf: LeafSpec, events: readonly Arrived[], chain: readonly Arrived[]): boolean {
  const [first, last] = [chain[0], chain.at(-1)]
  const fits = (event: Arrived) => !leaf.keyed || first === undefined || event.key === first.key
  if (first !== undefined && last !== undefined && chain.length === leaf.steps.length) {
    if (leaf.span !== null && last.time - first.time >= leaf.span) return false
    const between = events.filter(({ time }) => first.time < time && time < last.time)
    return !between.some((event) => event.name === leaf.without && fits(event))
  }
  return events
    .filter((event) => event.name === leaf.steps[chain.length] && fits(event))
    .filter(({ time }) => last === undefined || time > last.time)
    .some((event) => hasChain(leaf, events, [...chain, event]))
}

function compare({ is, threshold }: LeafSpec, value: number): boolean {
  const order = { '>=': value >= threshold, '>': value > threshold, '<=': value <= threshold }
  return { ...order, '<': value < threshold, '==': value === threshold, '!=': value !== threshold }[is]
}

/** Definitions with a segment for each condition. */
export function compileTrees(conditions: readonly Tree[]): Definitions {
  const text = conditions.map((node, i) =>
    JSON.stringify({ kind: 'segment', name: `s${i}`, where: whereOf(node) }),
  )
  return compileDefinitions([{ path: 'x.yaml', text: text.join('\n---\n') }])
}

function whereOf(node: Tree): unknown {
  if ('all' in node) return { all: node.all.map(whereOf) }
  if ('any' in node) return { any: node.any.map(whereOf) }
  if ('not' in node) return { not: whereOf(node.not) }
  const { kind, name: event, is, threshold, compare: compares } = node
  const within = `${node.within}ms`
  const comparison = { is: `${is} ${threshold}` }
  const value = { of: 'event.value' }
  switch (kind) {
    case 'absent':
      return { absent: { event, for: within } }
    case 'count':
      return { count: { event, within, ...comparison } }
    case 'first':
    case 'last':
      return { [kind]: { event, within, ...(compares ? { ...value, ...comparison } : {}) } }
    case 'sequence':
      return {
        sequence: {
          steps: node.steps.map((step) => ({ event: step })),
          within,
          ...(node.without === null ? {} : { without: { event: node.without } }),
          ...(node.keyed ? { key: 'event.key' } : {}),
          ...(node.span === null ? {} : { span: `${node.span}ms` }),
        },
      }
    default:
      return { [kind]: { event, within, ...value, ...comparison } }
  }
}
