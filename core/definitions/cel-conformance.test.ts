import { tests } from '@bufbuild/cel-spec/testdata/conformance.js'
import type { SerializedIncrementalTestSuite as Suite } from '@bufbuild/cel-spec/testdata/tests.js'
import { expect, it } from 'vitest'
import { Symbols } from '../event/symbols.js'
import { compileExpression, ExpressionError, type Scope } from './cel.js'
import { OTHERWISE, REFUSED } from './cel-differences.js'
import { parseInstant, parseSpan, TimeValue } from './cel-time.js'

/** A value as the conformance data writes it: `{int64Value: "1"}`. */
type Written = Readonly<Record<string, unknown>>

interface Case {
  readonly expr: string
  readonly name: string
  readonly value?: Written
  readonly evalError?: unknown
  /** The case is about the type of the result, not about its value. */
  readonly typedResult?: unknown
  readonly bindings?: Readonly<Record<string, { readonly value?: Written }>>
}

type Verdict = 'equal' | { readonly refused: string } | { readonly otherwise: string }

it('the cases of the specification give what they should, but for the differences that are listed', () => {
  const counts = { equal: 0, refused: 0, otherwise: 0 }
  const unlisted: string[] = []
  const otherwise: string[] = []
  const used = new Set<RegExp>()
  for (const [path, test] of cases(tests)) {
    const verdict = judge(test)
    if (verdict === 'equal') counts.equal++
    else if ('otherwise' in verdict) {
      counts.otherwise++
      otherwise.push(path)
      if (!(path in OTHERWISE)) unlisted.push(`${path} ${test.expr}: ${verdict.otherwise}`)
    } else {
      counts.refused++
      const reason = REFUSED.find(({ message }) => message.test(verdict.refused))
      if (reason === undefined) unlisted.push(`${path} ${test.expr}: ${verdict.refused}`)
      else used.add(reason.message)
    }
  }
  expect(unlisted).toEqual([])
  expect(Object.keys(OTHERWISE).filter((path) => !otherwise.includes(path))).toEqual([])
  expect(REFUSED.filter(({ message }) => !used.has(message))).toEqual([])
  // What was equal once stays so.
  expect(counts).toEqual({ equal: 829, refused: 1465, otherwise: 3 })
})

function* cases(suite: Suite, path: readonly string[] = []): Generator<[string, Case]> {
  for (const inner of suite.suites ?? []) yield* cases(inner, [...path, inner.name])
  for (const { original } of suite.tests ?? []) {
    const test = original as unknown as Case
    if (test.typedResult === undefined) yield [[...path, test.name].join('/'), test]
  }
}

function judge({ expr, value = { boolValue: true }, evalError, bindings = {} }: Case): Verdict {
  const bound: Record<string, unknown> = Object.create(null)
  let text = expr
  try {
    // A variable of the case is a variable of a macro here.
    for (const [name, binding] of Object.entries(bindings)) {
      bound[name] = read(binding.value ?? {})
      if (name.includes('.')) return { refused: `unknown name "${name}"` }
      text = `[entry.${name}].map(${name}, ${text})[0]`
    }
    const result = plain(evaluate(text, bound))
    const wanted = evalError === undefined ? plain(read(value)) : undefined
    return JSON.stringify([result]) === JSON.stringify([wanted])
      ? 'equal'
      : { otherwise: `${JSON.stringify(result)} instead of ${JSON.stringify(wanted)}` }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return evalError === undefined ? { refused: error.mistakes[0]?.message ?? '' } : 'equal'
  }
}

function evaluate(text: string, entry: Record<string, unknown>): unknown {
  const scope: Scope = { event: null, profile: null, entry: entry as never, locals: [], turn: 0 }
  return compileExpression(text, { symbols: new Symbols(), roots: ['entry'] }).evaluate(scope)
}

/** As JSON that is equal where the values are; keys of maps have no order. */
function plain(value: unknown): unknown {
  if (value instanceof TimeValue) return `${value.kind} ${value}`
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'number' && !Number.isFinite(value)) return `number ${value}`
  if (value === null || typeof value !== 'object') return value === 0 ? 0 : value
  const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]))
}

function read(written: Written): unknown {
  const [kind, value] = Object.entries(written)[0] ?? ['nullValue', null]
  switch (kind) {
    case 'nullValue':
      return null
    case 'boolValue':
    case 'stringValue':
      return value
    case 'int64Value':
    case 'doubleValue':
      return Number(value)
    case 'listValue':
      return ((value as { values?: Written[] }).values ?? []).map(read)
    case 'mapValue': {
      const { entries = [] } = value as { entries?: { key: Written; value: Written }[] }
      return Object.fromEntries(entries.map((entry) => [read(entry.key), read(entry.value)]))
    }
    case 'objectValue': {
      const object = value as { '@type': string; value: string }
      if (object['@type'].endsWith('Timestamp')) return parseInstant(object.value)
      if (object['@type'].endsWith('Duration')) return parseSpan(object.value)
      throw new ExpressionError([{ message: 'there are no messages', offset: 0 }])
    }
    case 'uint64Value':
      throw new ExpressionError([{ message: 'there are no unsigned numbers', offset: 0 }])
    case 'bytesValue':
      throw new ExpressionError([{ message: 'there are no bytes', offset: 0 }])
    default:
      throw new ExpressionError([{ message: `unknown name "${kind}"`, offset: 0 }])
  }
}
