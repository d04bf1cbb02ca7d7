import type { Delivery, Output } from '../../partition/output.js'
import { hasPast } from './past.js'
import type { TimelineStep } from './timeline.js'
import { check, Violation } from './violation.js'

/** A fact as it stands in the stream (DESIGN 11). */
export interface HeardFact {
  readonly fact: string
  readonly at: string
  readonly profile: string
  readonly subject: { readonly type: string; readonly value: string }
  readonly name?: string
  readonly version?: string
  readonly because: Readonly<Record<string, unknown>>
  readonly offset: string
}

/** What a step is expected to say, all but its own place. A text that is '?' may be anything. */
export type Expected = Omit<HeardFact, 'offset' | 'version'>

/** What one step said, to be ticked off in order by who expects it. */
export class Heard {
  readonly #facts: HeardFact[]
  readonly #deliveries: Delivery[]
  readonly #place: string
  /** Versions of each definition. */
  readonly #versions: ReadonlyMap<string, ReadonlySet<string>>
  constructor(
    partition: number,
    { offset, outputs }: TimelineStep,
    versions: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.#place = `${partition}-${offset}`
    this.#versions = versions
    this.#facts = outputs
      .flatMap((output) => (output.to === 'fact' ? linesOf<HeardFact>(output) : []))
      // What comes of the past is looked at when everything is at rest.
      .filter(({ name }) => !hasPast(name))
      .sort((x, y) => placeOf(x) - placeOf(y))
    this.#deliveries = outputs.flatMap((output) =>
      output.to === 'delivery' ? linesOf<Delivery>(output) : [],
    )
  }

  /** The next fact, which must be this one. */
  fact(expected: Expected): HeardFact {
    const fact = this.#facts.shift()
    if (fact === undefined) throw new Violation('every fact is stated', `${this.#place}: ${text(expected)}`)
    const { offset: _, version, ...rest } = fact
    check(
      matches(expected, { ...rest, because: holdsOf(rest.because) }),
      'every fact is stated as it is',
      () => this.#difference(expected, fact),
    )
    if (fact.name !== undefined)
      check(this.#isVersion(fact.name, version), 'a fact names the version', () => text(fact))
    return fact
  }

  delivery(expected: Omit<Delivery, 'id' | 'version'>): void {
    const delivery = this.#deliveries.shift()
    if (delivery === undefined)
      throw new Violation('every delivery is made', `${this.#place}: ${text(expected)}`)
    const { id: _, version, ...rest } = delivery
    const to = Object.fromEntries(Object.entries(rest.to).map(([type, values]) => [type, [...values].sort()]))
    check(matches(expected, { ...rest, to }), 'every delivery is made as it is', () =>
      this.#difference(expected, delivery),
    )
    check(this.#isVersion(delivery.journey, version), 'a delivery names the version', () => text(delivery))
  }

  /** @throws Violation when more was said than was expected */
  end(): void {
    const [fact] = this.#facts
    if (fact !== undefined) throw new Violation('no fact is made up', text(fact))
    const [delivery] = this.#deliveries
    if (delivery !== undefined) throw new Violation('no delivery is made up', text(delivery))
  }

  #isVersion(name: string, version: string | undefined): boolean {
    return this.#versions.get(name)?.has(version ?? '') === true
  }

  #difference(expected: unknown, heard: unknown): string {
    return `${this.#place}\n  expected ${text(expected)}\n  heard    ${text(heard)}`
  }
}

/** Of the leaves of a flip whether they hold: what they say besides is tried elsewhere. */
function holdsOf({ leaves, ...because }: HeardFact['because']): HeardFact['because'] {
  if (!Array.isArray(leaves)) return because
  return { ...because, leaves: leaves.map(({ holds }: { holds: unknown }) => holds) }
}

/** Lines of NDJSON that an output carries. */
export function linesOf<Line>({ bytes }: Output): Line[] {
  return Buffer.from(bytes)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

function placeOf({ offset }: HeardFact): number {
  return Number(offset.slice(offset.lastIndexOf('-') + 1))
}

function matches(expected: unknown, heard: unknown): boolean {
  if (expected === '?') return typeof heard === 'string' && heard !== ''
  if (typeof expected !== 'object' || expected === null) return expected === heard
  if (typeof heard !== 'object' || heard === null) return false
  const [x, y] = [expected as Record<string, unknown>, heard as Record<string, unknown>]
  const keys = Object.keys(x).filter((key) => x[key] !== undefined)
  return keys.length === Object.keys(y).length && keys.every((key) => matches(x[key], y[key]))
}

function text(value: unknown): string {
  return JSON.stringify(value)
}
