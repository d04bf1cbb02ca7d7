import { describe, expect, it } from 'vitest'
import type { Value } from '../event/event.js'
import { ExpressionError } from './cel.js'
import { LIBRARY } from './cel-differences.js'
import { compile, evaluate, type Fields, oracle } from './cel-test-evaluate.js'

describe('a compiled expression', () => {
  it.each(LIBRARY)(
    'is with the specification where the library’s evaluator is not: $expression',
    (difference) => {
      expect(evaluate(difference.expression)).toEqual(difference.ours)
      expect(oracle(difference.expression, {})).toEqual(difference.library)
    },
  )

  it.each<[string, unknown]>([
    ['event.missing == 1', undefined],
    ['event.missing == 1 || true', true],
    ['true || event.missing == 1', true],
    ['event.missing == 1 && false', false],
    ['false && event.missing == 1', false],
    ['event.missing == 1 && true', undefined],
    ['!(event.missing == 1)', undefined],
    ['has(event.missing)', false],
    ['has(event.none)', true],
    ['has(event.missing.deeper)', undefined],
    ['has(event.missing) && event.missing > 3', false],
    ['event.names.exists(n, n.length > 3 || n == "b")', true],
    ['event.names.all(n, n.length > 3 || n == "b")', undefined],
    ['size([event.missing])', undefined],
    ['1 in [event.missing, 1]', undefined],
    ['{"a": event.missing}.a', undefined],
  ])('absorbs what is missing as CEL says: %s', (text, expected) => {
    expect(evaluate(text, { names: ['a', 'b'], none: null })).toBe(expected)
  })

  it.each<[string, unknown]>([
    ['event.total + 1', 10.5],
    ['event.total * 2 >= 19', true],
    ['event.count % 2 == 1', true],
    ['event.count / 2', 1.5],
    ['1 / 2', 0],
    ['size(event.list) / 3', 0],
    ['9007199254740991 + 1', undefined],
    ['event.big / 0.0 >= 1.0 / 0.0', true],
    ['int("12") + int(1.9) + double("0.5")', 13.5],
    ['int("")', undefined],
    ['double("0x10")', undefined],
    ['double("many")', undefined],
    ['string(event.total)', '9.5'],
    ['string(event.list)', undefined],
    ['1 in {"1": true}', false],
    ['event.list in [[1, 2]]', true],
    ['event.list[0.5]', undefined],
    ['event.list[-1]', undefined],
  ])(
    'takes a number of an event for a double, its own whole ones for what they are: %s',
    (text, expected) => {
      expect(evaluate(text, { total: 9.5, count: 3, big: 1e308, list: [1, 2] })).toBe(expected)
    },
  )

  it.each<[string, unknown]>([
    ['timestamp("2026-03-29T00:59:59Z").getHours("Europe/Berlin")', 1],
    ['timestamp("2026-03-29T01:00:00Z").getHours("Europe/Berlin")', 3],
    ['timestamp("2026-10-25T00:30:00Z").getHours("Europe/Berlin")', 2],
    ['timestamp("2026-10-25T01:30:00Z").getHours("Europe/Berlin")', 2],
    ['timestamp("2026-12-31T23:30:00Z").getFullYear("Asia/Shanghai")', 2027],
    ['timestamp("2026-07-01T12:00:00Z").getDayOfWeek("America/New_York")', 3],
    ['timestamp("2026-07-01T12:00:00Z").getHours(profile.zone)', 17],
    ['timestamp("2026-07-01T12:00:00Z").getHours("Atlantis")', undefined],
    ['timestamp("2026-02-30T12:00:00Z")', undefined],
    ['timestamp("2026-01-31T00:00:00Z") - timestamp("2026-01-01T00:00:00Z") == duration("720h")', true],
  ])('knows the calendars of the world: %s', (text, expected) => {
    expect(evaluate(text, {}, { zone: 'Asia/Kolkata' })).toBe(expected)
  })

  it('reads the event, the profile and the entry, and no other names', () => {
    const text = 'event.id == entry.event.id && profile.tier == "gold"'
    expect(evaluate(text, { id: 'c1' }, { tier: 'gold' }, { event: { id: 'c1' } })).toBe(true)
    expect(() => evaluate('customer.tier == 1')).toThrow('unknown name "customer"')
    expect(() => compile('entry.event.id', ['event'])).toThrow('here there are event')
    const { reads } = compile('event.id == "x" && has(profile.y.z)', ['event', 'profile'])
    expect(reads).toEqual({ event: new Set(['id']), profile: new Set(['y']), entry: false })
  })

  it('sees a variable of a macro before a root of the same name', () => {
    expect(evaluate('[{"x": 1.0}].all(event, event.x == 1.0)', { x: 2 })).toBe(true)
    expect(evaluate('[1.0, 2.0].map(x, [x].map(x, x + 1.0)[0])')).toEqual([2, 3])
  })
})

describe('what a customer sends', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'cannot be reached through %s',
    (key) => {
      const deep = { map: { deep: {} }, list: [1], text: 'a', number: 1 }
      for (const place of [
        'event',
        'event.map',
        'event.map.deep',
        'event.list',
        'event.text',
        'event.number',
      ]) {
        expect(evaluate(`${place}.${key}`, deep), place).toBeUndefined()
        expect(evaluate(`${place}["${key}"]`, deep), place).toBeUndefined()
        expect(evaluate(`has(${place}.${key})`, deep), place).not.toBe(true)
      }
      expect(evaluate(`profile.${key}`)).toBeUndefined()
      expect(evaluate(`"${key}" in event.map`, deep)).toBe(false)
      expect(evaluate(`{"${key}": 1.0}.${key}`)).toBe(1)
      expect(evaluate(`{"a": 1.0}.${key}`)).toBeUndefined()
    },
  )

  it('may be of any shape in any place: an expression gives a value or none, and never throws', () => {
    const bare = Object.assign(Object.create(null), { a: 1 }) as Fields
    const values: Value[] = [null, true, 0, 'a', [], [bare], bare, [[1]], Number.NaN]
    const shapes = [
      ...['event.v == 1', 'event.v < 1', 'event.v + event.v', 'event.v in event.v', '-event.v', 'event.v[0]'],
      ...['event.v[event.v]', 'event.v in {"a": 1}', '{"k": event.v}', 'string(event.v)', 'int(event.v)'],
      ...[
        'event.v.contains("a")',
        '"a".contains(event.v)',
        'event.v.matches("a")',
        'event.v.all(x, x)',
        'size(event.v)',
      ],
      ...[
        'event.v ? 1 : 2',
        '!event.v',
        'event.v.a',
        'has(event.v.a)',
        'event.v.map(x, x + 1)',
        'event.v % 0',
      ],
      '{event.v: 1}',
    ]
    for (const v of values)
      for (const shape of shapes) expect(() => evaluate(shape, { v }), shape).not.toThrow()
  })

  it('cannot make a loop long: beyond a bound of turns there is no value', () => {
    const list = Array.from({ length: 1_000 }, (_, i) => i)
    expect(evaluate('event.list.exists(x, x == 999)', { list })).toBe(true)
    const before = performance.now()
    const nested = 'event.list.all(x, event.list.all(y, event.list.all(z, x + y + z >= 0)))'
    expect(evaluate(nested, { list })).toBeUndefined()
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  it('cannot make a pattern slow: matches() is linear', () => {
    const before = performance.now()
    expect(evaluate('event.s.matches("^(a+)+$")', { s: `${'a'.repeat(50_000)}!` })).toBe(false)
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})

describe('a mistake in an expression is said with its place', () => {
  it.each<[string, string, number]>([
    ['event.total >', 'nothing stands behind >', 13],
    ['event.total >= 5 &&& true', 'found &', 18],
    ['', 'found end of input', 1],
    ['true || upper(event.name)', 'unknown function "upper" with 1 argument', 9],
    [
      'event.name.startWith("a")',
      'unknown function "startWith" with 2 arguments (did you mean "startsWith"?)',
      11,
    ],
    ['event.name.matches(event.pattern)', 'a constant text', 11],
    ['event.name.matches("(")', 'pattern', 11],
    ['evnt.name == 1', 'unknown name "evnt" (did you mean "event"?)', 1],
    ['1u == 1u', 'there are no unsigned numbers', 1],
    ['{1: 2}', 'keys of maps are texts', 1],
    ['foo == 1', 'unknown name "foo"', 1],
  ])('%j', (text, message, column) => {
    let thrown: unknown
    try {
      compile(text, ['event'])
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ExpressionError)
    expect((thrown as ExpressionError).message).toContain(message)
    expect((thrown as ExpressionError).mistakes[0]?.offset).toBe(column - 1)
  })

  it('also when it is nested too deeply to be read', () => {
    for (const text of [
      `${'('.repeat(8_000)}1`,
      '!'.repeat(8_000),
      `1${'+1'.repeat(4_000)}`,
      `${'['.repeat(4_000)}`,
    ])
      expect(() => compile(text, ['event'])).toThrow(ExpressionError)
  })
})
