import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import type { Segment } from '../definitions/segment.js'
import type { Window } from '../definitions/window.js'
import type { Value } from '../event/event.js'
import { rowsApart } from './apart.js'
import { explain } from './explain.js'
import { Membership, type OnFlip } from './membership.js'
import { type Reason, windowReason } from './reasons.js'
import { mergeRows, type Row } from './row.js'
import type { TallyRow } from './tally.js'
import { type Arrived, compileTrees as compile, type LeafSpec, recount, type Tree } from './test-recount.js'

const START = 100
const WITHIN_MAX = 25
const OPERATORS = ['>=', '>', '<=', '<', '==', '!='] as const
const KINDS = [
  ...(['count', 'count', 'sum', 'avg', 'min', 'max', 'distinct'] as const),
  ...(['first', 'last', 'absent', 'sequence', 'sequence'] as const),
]
const LEAF: LeafSpec = {
  ...{ kind: 'count', name: 'A', within: 10, is: '>=', threshold: 1, compare: true },
  ...{ steps: ['A', 'B'], without: null, keyed: false, span: null },
}

interface Arrival {
  /** How long after the one before it arrives, and how late it is then; below zero: ahead of its time. */
  readonly gap: number
  readonly late: number
  readonly name: string
  readonly value: number
  readonly key: string
}

const leaf: fc.Arbitrary<LeafSpec> = fc.record({
  kind: fc.constantFrom(...KINDS),
  name: fc.constantFrom('A', 'B'),
  within: fc.integer({ min: 1, max: WITHIN_MAX }),
  is: fc.constantFrom(...OPERATORS),
  threshold: fc.constantFrom(-1, 0, 1, 2, 3, 2.5),
  compare: fc.boolean(),
  steps: fc.constantFrom(['A', 'B'], ['A', 'B', 'A'], ['A', 'A'], ['B', 'A', 'B', 'A']),
  without: fc.constantFrom(null, 'C', 'B'),
  keyed: fc.boolean(),
  span: fc.constantFrom(null, 3, 8),
})
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}))
const arrival: fc.Arbitrary<Arrival> = fc.record({
  gap: fc.integer({ min: 0, max: 9 }),
  late: fc.oneof(fc.constant(0), fc.integer({ min: -5, max: 40 })),
  name: fc.constantFrom('A', 'B', 'C'),
  value: fc.integer({ min: -1, max: 3 }),
  key: fc.constantFrom('x', 'y'),
})
const arrivals = fc.array(arrival, { minLength: 1, maxLength: 14 })

describe('membership over random logs', () => {
  it('is at every millisecond what a recount of all events says, by time alone', () => {
    fc.assert(
      fc.property(tree, arrivals, (condition, log) => {
        const run = new Run(compile([condition]))
        play(run, log, (now) => {
          const { created, segments } = run.member
          expect(segments.includes(0), `at ${now}`).toBe(recount(condition, run.seen, created, now))
        })
      }),
      { numRuns: 700 },
    )
  })

  it('is stated in turns of entered and left, each at its instant', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), arrivals, (conditions, log) => {
        const run = new Run(compile(conditions))
        const stated = new Set<number>()
        let read = 0
        play(run, log, (now) => {
          for (; read < run.flips.length; read++) {
            const { segment, flip, at } = run.flips[read] as (typeof run.flips)[number]
            expect(at).toBe(now)
            expect(flip).toBe(stated.has(segment) ? 'left' : 'entered')
            if (flip === 'entered') stated.add(segment)
            else stated.delete(segment)
          }
          expect([...stated].sort()).toEqual([...run.member.segments].sort())
        })
      }),
      { numRuns: 300 },
    )
  })

  it('is explained: whether it is in, and the very instant at which time alone changes that', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 2 }), arrivals, (conditions, log) => {
        const run = new Run(compile(conditions))
        let now = START
        for (const moment of log) {
          now += moment.gap
          run.arrive(moment, now)
        }
        for (const segment of run.definitions.segments) {
          const { in: isIn, where, next } = explain(run.definitions, segment, run.member, now)
          expect(isIn).toBe(run.member.segments.includes(segment.number))
          expect(where.holds).toBe(isIn)
          const told = run.flips.length
          const later = run.copy()
          later.advance(now + WITHIN_MAX + 2)
          const flip = later.flips.slice(told).find((one) => one.segment === segment.number)
          expect(next).toBe(flip?.at ?? null)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is explained by events: those that a flip names, each with the instant at which it happened', () => {
    fc.assert(
      fc.property(leaf, arrivals, (condition, log) => {
        const run = new Run(compile([condition]))
        const [segment] = run.definitions.segments as [Segment]
        let now = START
        for (const moment of log) {
          now += moment.gap
          run.arrive(moment, now)
        }
        const { where } = explain(run.definitions, segment, run.member, now)
        const [window] = run.definitions.windows as [Window]
        const named = windowReason(window, run.member, now).events ?? []
        const events = 'events' in where ? (where.events ?? []) : []
        const happened = (id: string) => new Date(run.seen[Number(id.slice(1))]?.time ?? 0).toISOString()
        expect(events).toEqual(named.map((id) => ({ id, at: happened(id) })))
      }),
      { numRuns: 500 },
    )
  })

  it('flips for reasons: of one leaf what it says now and said before', () => {
    fc.assert(
      fc.property(leaf, arrivals, (condition, log) => {
        const run = new Run(compile([condition]))
        play(run, log, () => {})
        for (const { flip, reasons } of run.flips) {
          const [reason] = reasons
          expect(reason?.holds).toBe(flip === 'entered')
          if (reason?.before !== undefined) expect(reason.value ?? null).not.toBe(reason.before)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('wakes no more often than windows have entries', () => {
    fc.assert(
      fc.property(leaf, arrivals, (condition, log) => {
        const run = new Run(compile([condition]))
        play(run, log, () => {})
        expect(run.wakes).toBeLessThanOrEqual(log.length + 1)
      }),
      { numRuns: 300 },
    )
  })
})

describe('two profiles that become one', () => {
  const sided = fc.array(fc.tuple(fc.boolean(), arrival), { minLength: 2, maxLength: 20 })

  it('are in the segments of one that saw all events, whichever of them wins', () => {
    fc.assert(
      fc.property(
        fc.array(leaf, { minLength: 1, maxLength: 4 }),
        sided,
        arrivals,
        (conditions, log, after) => {
          const definitions = compile(conditions)
          const whole = new Run(definitions)
          const sides = [new Run(definitions), new Run(definitions)] as const
          let now = START
          for (const [side, moment] of log) {
            now += moment.gap
            for (const run of [whole, side ? sides[1] : sides[0]]) run.arrive(moment, now)
          }
          const merged = [joined(sides[0], sides[1], now), joined(sides[1], sides[0], now)] as const
          const all = [whole, ...merged]
          for (const run of all) run.advance(now)
          const check = (at: number) => {
            for (const run of merged) expect(run.state, `at ${at}`).toEqual(whole.state)
          }
          check(now)
          for (const moment of after) {
            for (let at = now; at <= now + moment.gap; at++) {
              for (const run of all) run.advance(at)
              check(at)
            }
            now += moment.gap
            for (const run of all) run.arrive(moment, now)
            check(now)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a segment that looks at another', () => {
  const definitions = compileDefinitions([
    {
      path: 'x.yaml',
      text: `
kind: segment
name: a-both
where: {all: [{segment: z-active}, {not: {segment: m-vip}}]}
---
kind: segment
name: z-active
where: {count: {event: A, within: 10ms, is: '>= 2'}}
---
kind: segment
name: m-vip
where: {profile: 'profile.tier == "gold"'}
`,
    },
  ])
  const named = (run: Run) =>
    run.flips.map(({ segment, flip, at }) => `${at} ${definitions.segments[segment]?.name} ${flip}`)

  it('follows it at the same instant, whatever their names', () => {
    const run = new Run(definitions)
    const twice = [0, 2].map((gap) => ({ gap, late: 0, name: 'A', value: 0, key: 'x' }))
    play(run, twice, () => {})
    expect(named(run)).toEqual([
      ...['102 z-active entered', '102 a-both entered', '110 z-active left', '110 a-both left'],
    ])
  })

  it('follows what the profile’s properties make of it', () => {
    const run = new Run(definitions)
    for (const at of [100, 102]) run.arrive({ gap: 0, late: 0, name: 'A', value: 0, key: 'x' }, at)
    run.properties.tier = 'gold'
    run.retold = true
    run.arrive({ gap: 0, late: 0, name: 'Identified', value: 0, key: 'x' }, 103)
    expect(named(run).slice(2)).toEqual(['103 m-vip entered', '103 a-both left'])
  })
})

it('an event from the future counts from when it came', () => {
  const run = new Run(compile([LEAF]))
  play(run, [{ gap: 0, late: -50, name: 'A', value: 0, key: 'x' }], () => {})
  expect(run.flips.map(({ at, flip }) => `${at} ${flip}`)).toEqual(['100 entered', '110 left'])
})

/** One profile, driven as a partition drives it: timers first, each at its own instant, then the event. */
class Run {
  readonly properties: Record<string, Value> = {}
  readonly member = {
    created: Number.POSITIVE_INFINITY,
    rows: [] as Row[],
    tallies: [] as TallyRow[],
    segments: [] as number[],
    property: (key: string) => this.properties[key],
    properties: () => this.properties,
  }
  readonly membership: Membership
  readonly definitions: Definitions
  readonly flips: { at: number; segment: number; flip: 'entered' | 'left'; reasons: readonly Reason[] }[] = []
  readonly seen: Arrived[] = []
  wakes = 0
  #armed = Number.POSITIVE_INFINITY

  constructor(definitions: Definitions) {
    this.definitions = definitions
    this.membership = new Membership(definitions, 'user')
  }

  onFlip(at: number): OnFlip {
    return ({ number }, flip, reasons) => this.flips.push({ at, segment: number, flip, reasons })
  }

  /** The same profile, for what is yet to come. */
  copy(): Run {
    const run = new Run(this.definitions)
    run.member.created = this.member.created
    run.member.rows.push(...this.member.rows.map(copyOf))
    run.member.tallies.push(...this.member.tallies.map(copyOfTally))
    run.member.segments.push(...this.member.segments)
    run.flips.push(...this.flips)
    run.#armed = this.#armed
    return run
  }

  /** Segments that it is in, and whether time alone will change them. */
  get state(): readonly number[] {
    return [...this.member.segments].sort()
  }

  advance(now: number): void {
    while (this.#armed <= now) {
      const due = this.#armed
      this.#armed = Number.POSITIVE_INFINITY
      this.wakes++
      this.membership.instant(this.member, due - 1, due, this.onFlip(due))
      this.#arm(this.membership.next(this.member, due))
    }
  }

  arrive({ late, name, value, key }: Arrival, now: number): void {
    this.advance(now)
    const time = Math.min(now - late, now)
    if (time < this.member.created) {
      this.member.created = time
      this.evaluate(now)
    }
    const { symbols } = this.definitions
    const event = {
      symbol: symbols.find(name),
      time: now - late,
      messageId: `m${this.seen.length}`,
      get: (symbol: number) => ({ value, key })[symbols.text(symbol)],
      properties: () => ({ value, key }),
    }
    const change = { now, properties: this.retold }
    this.retold = false
    this.#arm(this.membership.event(this.member, event, change, this.onFlip(now)))
    this.seen.push({ name, time, at: now, value, key })
  }

  /** The next event changes properties. */
  retold = false

  evaluate(now: number): void {
    this.membership.evaluate(this.member, now, this.onFlip(now))
    this.#arm(this.membership.next(this.member, now))
  }

  #arm(due: number): void {
    this.#armed = Math.min(this.#armed, due)
  }
}

/** Plays a log, millisecond by millisecond, until nothing can change any more. */
function play(run: Run, log: readonly Arrival[], check: (now: number) => void): void {
  let now = START
  const until = (end: number) => {
    for (; now < end; now++) {
      run.advance(now)
      if (run.seen.length > 0) check(now)
    }
  }
  for (const moment of log) {
    until(now + moment.gap)
    run.arrive(moment, now)
    check(now)
  }
  until(now + WITHIN_MAX + 2)
}

/** A third profile: what a winner is after it has absorbed a loser. */
function joined(winner: Run, loser: Run, now: number): Run {
  const run = new Run(winner.definitions)
  for (const side of [winner, loser]) side.advance(now)
  run.member.created = Math.min(winner.member.created, loser.member.created)
  for (const { member } of [winner, loser])
    mergeRows(run.definitions.windows, run.member.rows, rowsApart(member).map(copyOf))
  run.evaluate(now)
  return run
}

function copyOfTally(row: TallyRow): TallyRow {
  return { ...row, times: [...row.times], ids: [...row.ids], bits: row.bits && [...row.bits] }
}

function copyOf(row: Row): Row {
  const { times, values, keys, ids } = row
  return { ...row, times: [...times], values: values && [...values], keys: keys && [...keys], ids: [...ids] }
}
