import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { rowsApart, standApart } from './apart.js'
import { Membership } from './membership.js'
import { findRow, type Row } from './row.js'
import type { TallyRow } from './tally.js'

/** Spans and numbers, tests that hold for some values, one that has no value for most. */
const counts = fc.array(
  fc.record({
    within: fc.constantFrom(3, 8, 20, 60),
    is: fc.constantFrom(
      '>= 1',
      '>= 2',
      '>= 3',
      '> 1',
      '< 2',
      '<= 1',
      '== 2',
      '!= 1',
      '>= 0',
      '> -1',
      '>= 20',
    ),
    where: fc.constantFrom(null, null, 'event.value > 1.0', 'event.value < 3.0', 'event.rare == true'),
  }),
  { minLength: 1, maxLength: 6 },
)
const happening = fc.oneof(
  { weight: 12, arbitrary: fc.record({ gap: fc.nat(4), late: fc.constantFrom(0, 0, 0, 2, 7, 30) }) },
  { weight: 1, arbitrary: fc.constant('moves' as const) },
  { weight: 1, arbitrary: fc.record({ begins: fc.nat(5) }) },
)
const log = fc.array(happening, { minLength: 1, maxLength: 60 })

describe('windows that count together', () => {
  it('say what each would for itself, for the same reasons: also when they move, or begin one by one', () => {
    let together = 0
    fc.assert(
      fc.property(counts, log, (leaves, happenings) => {
        const definitions = definitionsOf(leaves)
        const windows = definitions.windows.map((window) => ({ ...window, tally: null }))
        const [one, other] = [new Run(definitions), new Run({ ...definitions, windows })]
        for (const [i, what] of happenings.entries()) {
          for (const run of [one, other]) {
            if (what === 'moves') standApart(run.member)
            else if ('begins' in what) run.begin(what.begins)
            else run.arrive(i, what)
          }
          expect(one.told).toEqual(other.told)
          expect(one.kept).toEqual(other.kept)
        }
        for (const run of [one, other]) run.advance(run.now + 100)
        expect(one.told).toEqual(other.told)
        expect(other.member.tallies).toEqual([])
        together += one.member.tallies.length
      }),
      { numRuns: 1_000 },
    )
    expect(together).toBeGreaterThan(300)
  })

  it('are one row for all of a name, and one for each test of those that keep many', () => {
    const run = new Run(
      definitionsOf([
        { within: 8, is: '>= 2', where: null },
        { within: 20, is: '== 1', where: 'event.value >= 0.0' },
        { within: 20, is: '>= 1000', where: null },
        { within: 60, is: '>= 2000', where: null },
        { within: 60, is: '>= 2000', where: 'event.value >= 0.0' },
      ]),
    )
    for (let i = 0; i < 5; i++) run.arrive(i, { gap: 1, late: 0 })
    expect(run.member.rows).toEqual([])
    expect(run.member.tallies.map(({ tally }) => tally.windows.map(({ number }) => number))).toEqual([
      [0, 1],
      [2, 3],
      [4],
    ])
  })

  it('keep no more than some times what they need, whatever comes', () => {
    const leaves = [
      { within: 60, is: '>= 3', where: null },
      { within: 9, is: '>= 5', where: 'event.value > 1.0' },
    ]
    const [first, second] = [new Run(definitionsOf(leaves)), new Run(definitionsOf(leaves.slice(0, 1)))]
    for (let i = 0; i < 1_000; i++) {
      for (const run of [first, second]) run.arrive(i, { gap: i % 3, late: i % 7 })
      for (const { times } of [...first.member.tallies, ...second.member.tallies])
        expect(times.length).toBeLessThan(24)
    }
  })
})

function definitionsOf(leaves: readonly { within: number; is: string; where: string | null }[]): Definitions {
  const documents = leaves.map(({ within, is, where }, i) => {
    const count = { event: 'A', within: `${within}ms`, is, ...(where === null ? {} : { where }) }
    return JSON.stringify({ kind: 'segment', name: `s${i}`, lateness: '25ms', where: { count } })
  })
  return compileDefinitions([{ path: 'x.yaml', text: documents.join('\n---\n') }])
}

/** One profile, driven as a partition drives it. */
class Run {
  readonly member = {
    ...{ created: 0, rows: [] as Row[], tallies: [] as TallyRow[], segments: [] as number[] },
    ...{ property: () => undefined, properties: () => ({}) },
  }
  readonly told: unknown[] = []
  now = 1_000
  readonly #definitions: Definitions
  readonly #membership: Membership
  #due = Number.POSITIVE_INFINITY

  constructor(definitions: Definitions) {
    this.#definitions = definitions
    this.#membership = new Membership(definitions, 'user')
    this.#membership.evaluate(this.member, this.now, () => {})
  }

  arrive(i: number, { gap, late }: { readonly gap: number; readonly late: number }): void {
    this.advance(this.now + gap)
    const [value, rare] = [i % 4, i % 5 === 0 ? true : undefined]
    const { symbols } = this.#definitions
    const event = {
      ...{ symbol: symbols.find('A'), time: this.now - late, messageId: `m${i % 50}` },
      get: (symbol: number) => ({ value, rare })[symbols.text(symbol)],
      properties: () => ({ value }),
    }
    const due = this.#membership.event(this.member, event, { now: this.now, properties: false }, this.#tell)
    this.#due = Math.min(this.#due, due)
    this.told.push(this.#membership.takeLateEvents())
  }

  /** A window begins anew, with nothing, as in another version of the definitions. */
  begin(window: number): void {
    standApart(this.member)
    const row = findRow(this.member.rows, window)
    if (row !== undefined) this.member.rows.splice(this.member.rows.indexOf(row), 1)
    this.#membership.evaluate(this.member, this.now, this.#tell)
    this.#due = this.#membership.next(this.member, this.now)
  }

  advance(now: number): void {
    while (this.#due <= now) {
      this.now = this.#due
      this.#membership.instant(this.member, this.now - 1, this.now, this.#tell)
      this.#due = this.#membership.next(this.member, this.now)
    }
    this.now = now
  }

  /** What each window keeps that is not over, by what says so. */
  get kept(): unknown {
    const { windows } = this.#definitions
    return rowsApart(this.member).flatMap(({ window, times, ids }) => {
      const edge = this.now - (windows[window]?.withinMs ?? 0)
      const kept = times.flatMap((time, i) => (time > edge ? [`${window} ${time} ${ids[i]}`] : []))
      return kept
    })
  }

  readonly #tell = ({ name }: { readonly name: string }, flip: string, reasons: unknown): void => {
    this.told.push({ name, flip, at: this.now, reasons })
  }
}
