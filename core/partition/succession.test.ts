import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Harness } from '../testing/harness.js'

const EVENTS = ['A', 'B', 'C']
const segment = fc.record({
  event: fc.constantFrom(...EVENTS),
  is: fc.constantFrom('>= 1', '>= 2', '< 2'),
  days: fc.constantFrom(1, 30),
  looksAt: fc.option(fc.nat({ max: 3 })),
})
type Made = typeof segment extends fc.Arbitrary<infer T> ? T : never

/** Segments s0, s1, …; each may look at one before it. */
function text(made: readonly Made[]): string {
  const one = ({ event, is, days, looksAt }: Made, i: number): string => {
    const window = `{count: {event: ${event}, within: ${days}d, is: '${is}'}}`
    const other =
      looksAt !== null && looksAt < i ? `{any: [${window}, {not: {segment: s${looksAt}}}]}` : window
    return `kind: segment\nname: s${i}\nwhere: ${other}\n`
  }
  return made.map(one).join('---\n')
}

test('whoever is not judged anew when definitions change would have been judged as before', () => {
  const versions = fc.array(fc.array(segment, { maxLength: 5 }), { minLength: 2, maxLength: 4 })
  const events = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(...EVENTS)), { maxLength: 12 })
  fc.assert(
    fc.property(versions, events, ([first = [], ...others], given) => {
      const h = new Harness({ definitions: text(first), partitions: 2 })
      for (const made of others) {
        for (const [who, event] of given) h.send({ ids: { userId: `u${who}` }, event })
        h.advance(60 * 60 * 1000)
        h.activate(text(made))
        const { length } = h.facts
        // The same version once more has everything judged.
        h.activate(text(made))
        expect(h.facts.slice(length)).toEqual([])
      }
    }),
    { numRuns: 150 },
  )
})

test('a segment that did not change says nothing, one that looks at a changed one is judged', () => {
  const base = (is: string) => `kind: segment
name: often
where: {count: {event: A, within: 1d, is: '${is}'}}
---
kind: segment
name: not-often
where: {not: {segment: often}}
---
kind: segment
name: other
where: {count: {event: A, within: 30d, is: '>= 1'}}
`
  const h = new Harness({ definitions: base('>= 1') })
  h.send({ ids: { userId: 'ann' }, event: 'A' })
  const { length } = h.facts
  h.activate(base('>= 2'))
  expect(h.facts.slice(length).map(({ fact, name }) => `${fact} ${name}`)).toEqual([
    'segment.left often',
    'segment.entered not-often',
  ])
})
