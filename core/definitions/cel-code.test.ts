import { afterEach, describe, expect, it, vi } from 'vitest'
import { Symbols } from '../event/symbols.js'
import { compileExpression, type Scope } from './cel.js'
import { Shapes } from './cel-code.js'
import { Sharing } from './cel-sharing.js'
import { evaluate } from './cel-test-evaluate.js'

afterEach(() => vi.unstubAllGlobals())

/** Texts of which code is made from now on. */
function texts(): string[] {
  const all: string[] = []
  const Made = Function
  vi.stubGlobal('Function', function make(...parts: string[]) {
    all.push(parts.join('\n'))
    return new Made(...parts)
  })
  return all
}

const HOSTILE = ['`}); process.exit(1); //', '"+process.exit(1)+"', '\\', '\u2028', '*/ break L0x0', '张伟']

describe('code of a condition', () => {
  it('has nothing in it that an author wrote', () => {
    const made = texts()
    for (const text of HOSTILE) {
      const quoted = JSON.stringify(text)
      const fields = `event[${quoted}] == ${quoted} && event.map[${quoted}] != ${quoted}`
      const condition = `${fields} || ${quoted} in event.list`
      expect(evaluate(condition, { [text]: text, map: { [text]: 'x' }, list: [] })).toBe(true)
      expect(evaluate(condition, { [text]: 'x', map: { [text]: text }, list: [text] })).toBe(true)
      expect(evaluate(condition, { [text]: 'x', map: { [text]: 'x' }, list: [] })).toBe(false)
      expect(evaluate(`event.a > 1234.5 && ${quoted} == event.a`, { a: 2000 })).toBe(false)
    }
    expect(new Set(made).size).toBe(2)
    const words = new Set(made.join('\n').match(/[\p{L}_$][\p{L}\d_$]*|'[^']*'|[^\p{L}\d_$'\s]/gu))
    for (const text of HOSTILE) expect(words).not.toContain(text)
    expect(made.join()).not.toMatch(/process|1234|张/)
  })

  it('is made once for all conditions that differ in names and constants only', () => {
    const made = texts()
    const symbols = new Symbols()
    const sharing = new Sharing()
    for (let i = 0; i < 100; i++) {
      const text = `event.a${i} == "v${i}" && event.b${i} > ${i}.0`
      const { evaluate } = compileExpression(text, { symbols, roots: ['event'], sharing })
      expect(evaluate(scopeOf(symbols, { [`a${i}`]: `v${i}`, [`b${i}`]: i }))).toBe(false)
      expect(evaluate(scopeOf(symbols, { [`a${i}`]: `v${i}`, [`b${i}`]: i + 1 }))).toBe(true)
    }
    expect(made).toHaveLength(1)
  })

  it('reads a property once, however many terms look at it', () => {
    const symbols = new Symbols()
    const reads: string[] = []
    const scope = scopeOf(symbols, { total: 30, level: 'silver' }, reads)
    const text =
      'has(event.total) && event.total > 10.0 && event.total <= 50.0 && ' +
      '(event.level == "gold" || event.level == "silver")'
    const { evaluate } = compileExpression(text, { symbols, roots: ['event'] })
    expect(evaluate(scope)).toBe(true)
    expect(evaluate(scope)).toBe(true)
    expect(reads).toEqual(['total', 'level', 'total', 'level'])
  })

  it('is not needed: where a process may not make any, a condition comes to the same', () => {
    let asked = 0
    vi.stubGlobal('Function', function make() {
      asked++
      throw new EvalError('Code generation from strings disallowed for this context')
    })
    const symbols = new Symbols()
    const sharing = new Sharing()
    const compile = (text: string) => compileExpression(text, { symbols, roots: ['event'], sharing }).evaluate
    const scope = scopeOf(symbols, { a: 1, b: 'x' })
    expect(compile('event.a == 1.0 && !(event.b == "y")')(scope)).toBe(true)
    expect(compile('event.a > 1.0 || event.gone == 1.0')(scope)).toBeUndefined()
    expect(asked).toBe(1)
  })

  it('is bounded: conditions of further shapes come to the same without', () => {
    const made = texts()
    const symbols = new Symbols()
    const sharing = new Sharing(new Shapes(2))
    for (let terms = 1; terms <= 5; terms++) {
      const text = Array.from({ length: terms }, (_, i) => `event.a > ${i}.0`).join(' && ')
      const { evaluate } = compileExpression(text, { symbols, roots: ['event'], sharing })
      expect(evaluate(scopeOf(symbols, { a: terms }))).toBe(true)
      expect(evaluate(scopeOf(symbols, { a: terms - 1 }))).toBe(false)
    }
    expect(made).toHaveLength(2)
  })
})

function scopeOf(
  symbols: Symbols,
  event: Readonly<Record<string, string | number>>,
  reads: string[] = [],
): Scope {
  const get = (symbol: number) => {
    reads.push(symbols.text(symbol))
    return event[symbols.text(symbol)]
  }
  return { event: { get, properties: () => event }, profile: null, entry: undefined, locals: [], turn: 0 }
}
