import { celEnv, parse, plan } from '@bufbuild/cel'
import { LogicEngine } from 'json-logic-engine'
import { Engine, type RuleProperties } from 'json-rules-engine'
import { compileExpression, type Scope } from '../core/definitions/cel.js'
import { Random } from '../core/demo/random.js'
import type { Value } from '../core/event/event.js'
import { Symbols } from '../core/event/symbols.js'
import type { Outcome } from './outcome.js'

/** What is asked of each event, in the language of authors. */
const CONDITION =
  'event.name == "Order Paid" && event.props.amount >= 100.0 && "vip" in profile.tags && ' +
  '(profile.level == "gold" || profile.orders_30d > 3.0)'
const RULE = {
  and: [
    { '==': [{ var: 'event.name' }, 'Order Paid'] },
    { '>=': [{ var: 'event.props.amount' }, 100] },
    { in: ['vip', { var: 'profile.tags' }] },
    { or: [{ '==': [{ var: 'profile.level' }, 'gold'] }, { '>': [{ var: 'profile.orders_30d' }, 3] }] },
  ],
}
/** What else is asked, as in definitions with several segments. */
const OTHERS = [
  {
    text: 'event.name == "Signed Up" || event.props.amount < 50.0',
    rule: {
      or: [{ '==': [{ var: 'event.name' }, 'Signed Up'] }, { '<': [{ var: 'event.props.amount' }, 50] }],
    },
  },
  {
    text: 'profile.level != "gold" && profile.orders_30d <= 4.0 && event.name == "Order Paid"',
    rule: {
      and: [
        { '!=': [{ var: 'profile.level' }, 'gold'] },
        { '<=': [{ var: 'profile.orders_30d' }, 4] },
        { '==': [{ var: 'event.name' }, 'Order Paid'] },
      ],
    },
  },
  {
    text: '"new" in profile.tags && profile.orders_30d >= 2.0',
    rule: { and: [{ in: ['new', { var: 'profile.tags' }] }, { '>=': [{ var: 'profile.orders_30d' }, 2] }] },
  },
  {
    text: 'event.props.amount > 10.0 && event.props.amount < 90.0 && profile.level == "silver"',
    rule: {
      and: [
        { '>': [{ var: 'event.props.amount' }, 10] },
        { '<': [{ var: 'event.props.amount' }, 90] },
        { '==': [{ var: 'profile.level' }, 'silver'] },
      ],
    },
  },
]
const FACTS_RULE: RuleProperties = {
  event: { type: 'holds' },
  conditions: {
    all: [
      { fact: 'event', path: '$.name', operator: 'equal', value: 'Order Paid' },
      { fact: 'event', path: '$.props.amount', operator: 'greaterThanInclusive', value: 100 },
      { fact: 'profile', path: '$.tags', operator: 'contains', value: 'vip' },
      {
        any: [
          { fact: 'profile', path: '$.level', operator: 'equal', value: 'gold' },
          { fact: 'profile', path: '$.orders_30d', operator: 'greaterThan', value: 3 },
        ],
      },
    ],
  },
}

interface Case {
  readonly event: Readonly<Record<string, Value>>
  readonly profile: Readonly<Record<string, Value>>
}

/** As many that no processor learns by heart how each of them ends. */
const CASES = 4_096
/** For the rules, of which each takes a fraction of a millisecond. */
const FEW = 512
const ROUNDS = 12

/** Half of them orders, of all amounts, by customers of all kinds: about one in eight holds. */
function casesOf(): Case[] {
  const random = new Random(1)
  return Array.from({ length: CASES }, () => ({
    event: {
      name: random.chance(0.5) ? 'Order Paid' : 'Product Viewed',
      props: { amount: random.between(0, 199) },
    },
    profile: {
      tags: random.chance(0.33) ? ['new'] : ['new', 'vip'],
      level: random.chance(0.2) ? 'gold' : 'silver',
      orders_30d: random.between(0, 6),
    },
  }))
}

type Judge = (one: Case) => boolean

/**
 * The same condition on the same events by four engines, in one run and in turns: so that what else the
 * machine does meets all of them. Then five conditions one after the other, as in definitions: closures of
 * one compiler share what the machine learns of them, which generated code does not.
 */
export async function conditions(): Promise<Outcome[]> {
  const cases = casesOf()
  const single = [
    { name: 'conditions, ours', judge: ours([CONDITION]), passes: 100, target: 1e9 / 60 },
    { name: 'conditions, json-logic-engine compiled', judge: jsonLogic([RULE]), passes: 100 },
    { name: 'conditions, @bufbuild/cel', judge: library(), passes: 2 },
  ]
  const five = [
    {
      name: 'conditions, five: ours',
      judge: ours([CONDITION, ...OTHERS.map(({ text }) => text)]),
      passes: 25,
    },
    {
      name: 'conditions, five: json-logic-engine',
      judge: jsonLogic([RULE, ...OTHERS.map(({ rule }) => rule)]),
      passes: 25,
    },
  ]
  const expected = cases.filter(plainly).length
  return [...inTurns(single, cases, expected), await rules(cases.slice(0, FEW)), ...inTurns(five, cases)]
}

interface Contender {
  readonly name: string
  readonly judge: Judge
  readonly passes: number
  readonly target?: number
}

/** The best round of each. @throws Error when one comes to something else than the others */
function inTurns(contenders: readonly Contender[], cases: readonly Case[], expected?: number): Outcome[] {
  const rounds = contenders.map(() => [] as { ms: number; cpuMicros: number }[])
  let wanted = expected
  // The first is not counted: then everything has been compiled.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, { name, judge, passes }] of contenders.entries()) {
      const [cpu, start] = [process.cpuUsage(), performance.now()]
      let held = 0
      for (let pass = 0; pass < passes; pass++) for (const one of cases) if (judge(one)) held++
      const ms = performance.now() - start
      const { user, system } = process.cpuUsage(cpu)
      wanted ??= held / passes
      if (held !== wanted * passes) throw new Error(`${name}: ${held / passes} instead of ${wanted} hold`)
      if (round > 0) rounds[i]?.push({ ms, cpuMicros: user + system })
    }
  }
  return contenders.map(({ name, passes, target }, i) => {
    const all = rounds[i] ?? []
    const walls = all.map(({ ms }) => ms)
    const [fastest, slowest] = [Math.min(...walls), Math.max(...walls)]
    const cpuMicros = Math.min(...all.map((round) => round.cpuMicros))
    return outcome(name, passes * cases.length, { ms: fastest, cpuMicros, fastest, slowest }, target)
  })
}

function outcome(
  name: string,
  evaluations: number,
  { ms, cpuMicros, fastest, slowest }: Record<'ms' | 'cpuMicros' | 'fastest' | 'slowest', number>,
  target?: number,
): Outcome {
  const nanos = (of: number) => ((of * 1e6) / evaluations).toFixed(1)
  const cpu = nanos(cpuMicros / 1000)
  return {
    name,
    eventsPerSecond: (1000 * evaluations) / ms,
    cpu: { thread: cpuMicros / evaluations },
    words: `${nanos(ms)} ns an evaluation, runs of ${nanos(fastest)} to ${nanos(slowest)}; ${cpu} ns of CPU`,
    ...(target !== undefined && { target }),
  }
}

/** What it must come to, in plain code. */
function plainly({ event, profile }: Case): boolean {
  const { amount } = event.props as { amount: number }
  return (
    event.name === 'Order Paid' &&
    amount >= 100 &&
    (profile.tags as string[]).includes('vip') &&
    (profile.level === 'gold' || (profile.orders_30d as number) > 3)
  )
}

/**
 * Whether an odd number of conditions holds. Properties stand in plain objects, as for the others; the engine
 * finds those of an event by symbol.
 */
function ours(texts: readonly string[]): Judge {
  const symbols = new Symbols()
  const [name, props] = ['name', 'props'].map((key) => symbols.intern(key))
  const all = texts.map((text) => compileExpression(text, { symbols, roots: ['event', 'profile'] }).evaluate)
  const [only] = all
  let { event, profile }: Case = { event: {}, profile: {} }
  const scope: Scope = {
    event: {
      get: (symbol) => (symbol === name ? event.name : symbol === props ? event.props : undefined),
      properties: () => event,
    },
    profile: {
      property: (key) =>
        key === 'tags' ? profile.tags : key === 'level' ? profile.level : profile.orders_30d,
      properties: () => profile,
    },
    entry: undefined,
    locals: [],
    turn: 0,
  }
  return (one) => {
    event = one.event
    profile = one.profile
    if (all.length === 1) return only?.(scope) === true
    let isOdd = false
    for (const evaluate of all) if (evaluate(scope) === true) isOdd = !isOdd
    return isOdd
  }
}

function library(): Judge {
  const evaluate = plan(celEnv(), parse(CONDITION))
  return (one) => evaluate(one as unknown as Parameters<typeof evaluate>[0]) === true
}

function jsonLogic(all: readonly object[]): Judge {
  const engine = new LogicEngine()
  const built = all.map((rule) => engine.build(rule) as Judge)
  const [only] = built
  if (built.length === 1 && only !== undefined) return only
  return (one) => {
    let isOdd = false
    for (const judge of built) if (judge(one)) isOdd = !isOdd
    return isOdd
  }
}

/** It answers by promises, and tells of events. */
async function rules(cases: readonly Case[]): Promise<Outcome> {
  const engine = new Engine([FACTS_RULE])
  const name = 'conditions, json-rules-engine'
  const started = performance.now()
  const before = process.cpuUsage()
  let held = 0
  for (const one of cases) held += (await engine.run({ ...one })).events.length
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  if (held !== cases.filter(plainly).length) throw new Error(`${name}: ${held} hold`)
  return outcome(name, cases.length, { ms, cpuMicros: user + system, fastest: ms, slowest: ms })
}
