import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, evaluatePlainly, oracle, plain } from './cel-test-evaluate.js'

/** Not `none`: to the library `has` of a null is false, to the specification the key is there. */
const fields = ['a', 'b', 'n', 's', 't', 'flag', 'list', 'names', 'map', 'gone'] as const
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, -0.5, 1e9))
const word = fc.constantFrom('', 'a', 'b', 'ab', 'vip', '张伟', '😀x')
const scalar = fc.oneof(number, word, fc.boolean())
const event = fc.record(
  {
    a: number,
    b: number,
    n: number,
    s: word,
    t: word,
    flag: fc.boolean(),
    none: fc.constant(null),
    list: fc.array(number, { maxLength: 3 }),
    names: fc.array(word, { maxLength: 3 }),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c'), scalar, { maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: [], noNullPrototype: true },
)

const literal = number.map((value) => (Number.isInteger(value) ? `${value}.0` : String(value)))
const quoted = word.map((value) => JSON.stringify(value))
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => `(${texts.join(' ')})`)
const operator = (...texts: string[]) => fc.constantFrom(...texts)

const instant = fc.constantFrom(
  'timestamp("2026-03-29T00:59:59.5Z")',
  'timestamp("2026-10-25T01:30:00+01:00")',
  'timestamp("1969-12-31T23:59:59.999Z")',
  'timestamp("not a time")',
  'timestamp(event.s)',
)
const span = fc.constantFrom(
  'duration("90m")',
  'duration("-1.5s")',
  'duration("100h30m0.25s")',
  'duration("a while")',
)
const zone = fc.constantFrom('"+05:30"', '"-02:00"', '"00:00"', '"Nowhere"')
const part = fc.constantFrom('FullYear', 'Month', 'Date', 'DayOfMonth', 'DayOfWeek', 'DayOfYear')
const dayPart = fc.constantFrom('Hours', 'Minutes', 'Seconds', 'Milliseconds')

/** Random expressions, mostly of the right types, on fields that may be missing. */
const { condition, anything } = fc.letrec<{
  condition: string
  whole: string
  time: string
  span: string
  numeric: string
  textual: string
  list: string
  anything: string
}>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false', 'event.flag', 'event.gone'),
    fields.length > 0
      ? fc.constantFrom(...fields).map((field) => `has(event.${field})`)
      : fc.constant('true'),
    fc.constantFrom('has(event.map.a)', 'has(event.gone.a)', '"a" in event.map', 'event.none == null'),
    join(tie('condition'), operator('&&', '||'), tie('condition')),
    join(tie('condition'), fc.constant('?'), tie('condition'), fc.constant(':'), tie('condition')),
    tie('condition').map((inner) => `!(${inner})`),
    join(tie('numeric'), operator('<', '<=', '>', '>=', '==', '!='), tie('numeric')),
    join(tie('textual'), operator('<', '<=', '>', '>=', '==', '!='), tie('textual')),
    join(tie('whole'), operator('<', '<=', '>', '>=', '==', '!='), fc.oneof(tie('whole'), tie('numeric'))),
    join(tie('time'), operator('<', '<=', '>', '>=', '==', '!='), tie('time')),
    join(tie('span'), operator('<', '<=', '>', '>=', '==', '!='), tie('span')),
    join(tie('anything'), operator('==', '!='), tie('anything')),
    join(tie('numeric'), fc.constant('in'), tie('list')),
    join(tie('textual'), fc.constant('in'), fc.constantFrom('event.names', '["a", "vip"]', 'event.gone')),
    fc
      .tuple(tie('textual'), operator('contains', 'startsWith', 'endsWith'), tie('textual'))
      .map(([text, name, part]) => `${text}.${name}(${part})`),
    tie('textual').map((text) => `${text}.matches("^(a|vip)+$")`),
    fc
      .tuple(
        tie('list'),
        operator('exists', 'all', 'exists_one'),
        operator('x > 0.0', 'x == event.a', 'event.flag'),
      )
      .map(([list, macro, inner]) => `${list}.${macro}(x, ${inner})`),
    fc
      .tuple(operator('exists', 'all'), tie('condition'))
      .map(([macro, inner]) => `event.names.${macro}(name, name == event.s || ${inner})`),
    fc.constant('event.map.exists(key, key == "a")'),
    fc.constant('event.list.all(x, event.list.exists(y, y >= x))'),
  ),
  whole: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('0', '1', '7', '-3', '1000000000'),
    fc.constantFrom('size(event.s)', 'size(event.list)', 'event.names.size()', 'int(event.a)', 'int("12")'),
    join(tie('whole'), operator('+', '-', '/', '%'), tie('whole')),
    tie('whole').map((inner) => `-(${inner})`),
    join(tie('condition'), fc.constant('?'), tie('whole'), fc.constant(':'), tie('whole')),
    fc.tuple(tie('time'), fc.oneof(part, dayPart)).map(([time, name]) => `(${time}).get${name}()`),
    fc
      .tuple(tie('time'), fc.oneof(part, dayPart), zone)
      .map(([time, name, at]) => `(${time}).get${name}(${at})`),
    fc.tuple(tie('span'), dayPart).map(([time, name]) => `(${time}).get${name}()`),
    fc.oneof(tie('time'), tie('span')).map((time) => `int(${time})`),
  ),
  time: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    instant,
    join(tie('time'), operator('+', '-'), tie('span')),
    join(tie('span'), fc.constant('+'), tie('time')),
    tie('time').map((time) => `timestamp(string(${time}))`),
  ),
  span: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    span,
    join(tie('span'), operator('+', '-'), tie('span')),
  ),
  numeric: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    fc.constantFrom(
      'event.a',
      'event.b',
      'event.n',
      'event["a"]',
      'event.map.a',
      'event.list[0]',
      'event.gone',
    ),
    join(tie('numeric'), operator('+', '-', '*', '/'), tie('numeric')),
    tie('numeric').map((inner) => `-(${inner})`),
    join(tie('condition'), fc.constant('?'), tie('numeric'), fc.constant(':'), tie('numeric')),
    tie('list').map((inner) => `double(size(${inner}))`),
    fc.constantFrom('double(size(event.s))', 'double(size(event.map))', 'double(event.a)', 'double("1.5")'),
  ),
  textual: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    quoted,
    fc.constantFrom('event.s', 'event.t', 'event.names[0]', 'event.map.b', 'event.gone'),
    join(tie('textual'), fc.constant('+'), tie('textual')),
    fc.constant('string(event.s)'),
    fc.oneof(tie('time'), tie('span'), tie('whole')).map((inner) => `string(${inner})`),
  ),
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('event.list', '[1.0, 2.0]', '[]', 'event.gone', '[event.a, event.gone]'),
    join(tie('list'), fc.constant('+'), tie('list')),
    tie('list').map((inner) => `${inner}.map(x, x * 2.0)`),
    tie('list').map((inner) => `${inner}.filter(x, x > 0.0)`),
    tie('list').map((inner) => `${inner}.map(x, x > 0.0, [x])`),
    fc.tuple(tie('numeric'), tie('numeric')).map((items) => `[${items.join(', ')}]`),
  ),
  anything: fc.oneof(
    tie('numeric'),
    tie('textual'),
    tie('list'),
    tie('condition'),
    tie('whole'),
    fc.constantFrom('null', 'event.map', 'event.none', 'event.names', '{"a": event.a}', '{"a": event.gone}'),
  ),
}))

describe('a compiled expression', () => {
  it('gives what the library’s own evaluator gives: conditions', () => {
    fc.assert(
      fc.property(condition, event, (text, given) => {
        const expected = oracle(text, given)
        expect(plain(evaluate(text, given)), text).toEqual(expected)
        expect(plain(evaluatePlainly(text, given)), text).toEqual(expected)
      }),
      { numRuns: 800 },
    )
  })

  it('gives what the library’s own evaluator gives: values of any type', () => {
    fc.assert(
      fc.property(anything, event, (text, given) => {
        const expected = oracle(text, given)
        expect(plain(evaluate(text, given)), text).toEqual(expected)
        expect(plain(evaluatePlainly(text, given)), text).toEqual(expected)
      }),
      { numRuns: 800 },
    )
  })
})
