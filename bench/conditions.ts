import { celEnv, parse, plan } from '@bufbuild/cel'
import { LogicEngine } from 'json-logic-engine'
import { Engine, type RuleProperties } from 'json-rules-engine'
import { compileExpression, type Scope } from '../core/definitions/cel.js'
import type { Value } from '../core/event/event.js'
import { Symbols } from '../core/event/symbols.js'
import type { Outcome } from './outcome.js'
import { timed } from './timed.js'

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

const CASES = 1_024

/** Half of them orders, of all amounts, by customers of all kinds: about one in eight holds. */
function casesOf(): Case[] {
  return Array.from({ length: CASES }, (_, i) => ({
    event: { name: i % 2 === 0 ? 'Order Paid' : 'Product Viewed', props: { amount: (i * 37) % 200 } },
    profile: {
      tags: i % 3 === 0 ? ['new'] : ['new', 'vip'],
      level: i % 5 === 0 ? 'gold' : 'silver',
      orders_30d: i % 7,
    },
  }))
}

/** The same condition on the same events by four engines, in one run. */
export async function conditions(): Promise<Outcome[]> {
  const cases = casesOf()
  const outcomes = [
    await measured('conditions, ours', cases, ours(), { passes: 400, target: 1e9 / 60 }),
    await measured('conditions, json-logic-engine compiled', cases, jsonLogic(), { passes: 400 }),
    await measured('conditions, @bufbuild/cel', cases, library(), { passes: 8 }),
    await rules(cases),
  ]
  return outcomes
}

type Judge = (one: Case) => boolean

async function measured(
  name: string,
  cases: readonly Case[],
  judge: Judge,
  { passes, target }: { readonly passes: number; readonly target?: number },
): Promise<Outcome> {
  const expected = cases.filter(plainly).length
  const { ms, cpuMicros, fastest, slowest } = await timed(name, 10, {
    prepare: () => {},
    run: () => {
      for (let pass = 0; pass < passes; pass++) {
        let held = 0
        for (const one of cases) if (judge(one)) held++
        if (held !== expected) throw new Error(`${name}: ${held} instead of ${expected} hold`)
      }
    },
  })
  return outcome(name, passes * CASES, { ms, cpuMicros, fastest, slowest }, target)
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

/** Properties stand in plain objects, as for the others; the engine finds those of an event by symbol. */
function ours(): Judge {
  const symbols = new Symbols()
  const [name, props] = ['name', 'props'].map((key) => symbols.intern(key))
  const { evaluate } = compileExpression(CONDITION, { symbols, roots: ['event', 'profile'] })
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
    return evaluate(scope) === true
  }
}

function library(): Judge {
  const evaluate = plan(celEnv(), parse(CONDITION))
  return (one) => evaluate(one as unknown as Parameters<typeof evaluate>[0]) === true
}

function jsonLogic(): Judge {
  return new LogicEngine().build(RULE) as Judge
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
  return outcome(name, CASES, { ms, cpuMicros: user + system, fastest: ms, slowest: ms })
}
