import type { Definitions } from '../definitions/definitions.js'
import type { Failure } from '../definitions/failures.js'
import type { Expected, Given, Happening, Rendering, TestCase } from '../definitions/test-case.js'
import { createRenderer } from '../delivery/content.js'
import type { Delivery } from '../partition/output.js'
import { type Fact, Harness } from '../testing/harness.js'

/** What a test saw, and what it had expected, in the order of time. */
export interface TestOutcome {
  readonly test: Pick<TestCase, 'kind' | 'definition' | 'name' | 'place'>
  readonly passed: boolean
  readonly lines: readonly TestLine[]
  /** Expressions of any definition that had no value meanwhile. */
  readonly failures: readonly Failure[]
}

export interface TestLine {
  /** `given`, or an expectation that was met, one that was not, or what nobody had expected. */
  readonly what: 'given' | 'met' | 'missing' | 'unexpected'
  /** ISO 8601; '' where time does not matter. */
  readonly at: string
  readonly text: string
}

/** Tries the tests of all definitions, each with a customer of its own on a clock that is moved by hand. */
export function runTests(definitions: Definitions): TestOutcome[] {
  const render = createRenderer(definitions.contents)
  definitions.failures.take()
  return definitions.tests.map((test) => {
    const { kind, definition, name, place } = test
    const lines = 'given' in test ? happening(test, definitions) : rendering(test, render)
    const passed = lines.every(({ what }) => what === 'given' || what === 'met')
    return { test: { kind, definition, name, place }, passed, lines, failures: definitions.failures.take() }
  })
}

/** Something that a definition said. */
interface Observed {
  readonly at: number
  readonly word: string
  readonly detail: string
  readonly channel?: string
  readonly who: string
}

function happening(test: TestCase & Happening, definitions: Definitions): TestLine[] {
  const start = new Date(test.given[0]?.at ?? 0).toISOString()
  const harness = new Harness({ definitions, partitions: 1, start })
  const ids = customerOf(test, definitions)
  for (const given of test.given) {
    harness.advanceTo(new Date(given.at).toISOString())
    give(harness, given, ids, test.entity)
  }
  harness.advanceTo(new Date(test.until).toISOString())
  const observed = observe(harness, test).filter(({ at }) => at <= test.until)
  return timeline(test, observed)
}

/** Whoever a test speaks of when it says nothing of identifiers. */
function customerOf({ entity }: TestCase, { identities }: Definitions): Record<string, string> {
  const path = identities.rules.types.find((type) => type.entity === entity)?.from[0]
  return { [path ?? 'userId']: 'customer' }
}

function give(harness: Harness, given: Given, customer: Record<string, string>, entity: string): void {
  const { command, traits, event, properties } = given
  if (command !== undefined) {
    const other = command.other === undefined ? {} : { other: identifier(command.other) }
    harness.command({ name: command.name, subject: identifier(command.subject), ...other })
    return
  }
  const who = { ids: given.ids ?? customer, at: new Date(given.happened).toISOString() }
  if (traits !== undefined)
    harness.send({ ...who, kind: entity === 'user' ? 'identify' : 'group', properties: traits })
  if (event !== undefined) harness.send({ ...who, event, properties })
  // Who they are can be said without doing anything.
  else if (traits === undefined && given.ids !== null) harness.send({ ...who, kind: 'identify' })
}

function identifier(text: string): { type: string; value: string } {
  const at = text.indexOf(':')
  return { type: text.slice(0, at), value: text.slice(at + 1) }
}

function observe(harness: Harness, test: TestCase): Observed[] {
  const facts = harness.facts.flatMap((fact) => {
    const word = wordOf(fact, test)
    if (word === null) return []
    const who = `${fact.subject.type}:${fact.subject.value}`
    return [{ at: Date.parse(fact.at), word, detail: detailOf(fact), who }]
  })
  const deliveries = harness.deliveries
    .filter(({ journey }) => test.kind === 'journey' && journey === test.definition)
    .map(({ at, content, channel, subject }) => {
      const who = `${subject.type}:${subject.value}`
      return { at: Date.parse(at), word: 'send', detail: content, channel, who }
    })
  return [...facts, ...deliveries]
}

/** What a fact is called in a test of this definition; null: it is none of its. */
function wordOf({ fact, name }: Fact, { kind, definition }: TestCase): string | null {
  const [subject, word = ''] = fact.split('.')
  if (kind === 'identity')
    return ['identifier', 'link', 'profile'].includes(subject ?? '') && word !== 'created' ? word : null
  if (name !== definition || word === 'step') return null
  return subject === kind || (kind === 'journey' && subject === 'send') ? word : null
}

function detailOf({ because }: Fact): string {
  const { reason, identifier: linked, to } = because
  if (typeof linked === 'object' && linked !== null) {
    const { type, value } = linked as { type?: unknown; value?: unknown }
    return `${type}:${value}`
  }
  return typeof reason === 'string' ? reason : typeof to === 'string' ? to : ''
}

/** Pairs what was said with what was expected; the rest of both is what is wrong. */
function timeline(test: Happening, observed: readonly Observed[]): TestLine[] {
  const left = [...observed]
  const entries: { at: number; order: number; line: TestLine }[] = []
  const add = (at: number, what: TestLine['what'], text: string): void => {
    const order = ['given', 'met', 'missing', 'unexpected'].indexOf(what)
    entries.push({ at, order, line: { what, at: instant(at), text } })
  }
  for (const given of test.given) add(given.at, 'given', givenText(given))
  for (const expected of test.expected) {
    const place = left.findIndex((said) => meets(said, expected))
    const [said] = place < 0 ? [] : left.splice(place, 1)
    if (said === undefined) add(expected.at, 'missing', expectedText(expected))
    else add(said.at, 'met', observedText(said))
  }
  for (const said of left) add(said.at, 'unexpected', observedText(said))
  return entries.sort((x, y) => x.at - y.at || x.order - y.order).map(({ line }) => line)
}

function meets(said: Observed, expected: Expected): boolean {
  if (said.at !== expected.at || said.word !== expected.word) return false
  if (expected.detail !== null && said.detail !== expected.detail) return false
  if (expected.channel !== undefined && said.channel !== expected.channel) return false
  return expected.who === undefined || said.who === expected.who
}

function givenText({ event, traits, properties, ids, command }: Given): string {
  if (command !== undefined)
    return [command.name, command.subject, command.other].filter((word) => word !== undefined).join(' ')
  const said = event === undefined ? { ...traits } : { ...properties }
  const parts = [event ?? 'traits', Object.keys(said).length === 0 ? '' : JSON.stringify(said)]
  if (ids !== null) parts.push(`by ${Object.values(ids).join(', ')}`)
  return parts.filter((part) => part !== '').join(' ')
}

function expectedText({ word, detail, channel, who }: Expected): string {
  return [word, detail, channel && `by ${channel}`, who && `for ${who}`].filter(Boolean).join(' ')
}

function observedText({ word, detail, channel, who }: Observed): string {
  return [word, detail, channel && `by ${channel}`, `for ${who}`].filter(Boolean).join(' ')
}

/** As short as it can be, and still exact: `2026-01-31 10:00`. */
function instant(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/(?::00)?\.000Z$/, '')
    .replace(/Z$/, '')
}

function rendering(
  { snapshot, texts, definition }: TestCase & Rendering,
  render: ReturnType<typeof createRenderer>,
): TestLine[] {
  const { at, profile, entry } = snapshot
  const delivery: Delivery = {
    id: 'test',
    key: 'test',
    channel: 'test',
    at,
    profile: 'test',
    subject: { type: 'user_id', value: 'customer' },
    to: { user_id: ['customer'] },
    journey: 'test',
    version: 'test',
    instance: 'test',
    step: 0,
    content: definition,
    snapshot: { profile, entry },
  }
  const rendered = render(delivery)
  if (!rendered.ok) return [{ what: 'unexpected', at: '', text: rendered.reason }]
  const { subject, body, parts } = rendered.content
  const said: Readonly<Record<string, string | undefined>> = { ...parts, subject, body }
  return Object.entries(texts).flatMap(([part, text]): TestLine[] => {
    if (said[part] === text) return [{ what: 'met', at: '', text: `${part}: ${text}` }]
    const got = said[part] === undefined ? `there is no ${part}` : `${part}: ${said[part]}`
    return [
      { what: 'missing', at: '', text: `${part}: ${text}` },
      { what: 'unexpected', at: '', text: got },
    ]
  })
}
