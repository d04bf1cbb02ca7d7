import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inRoughOrder } from './rough-order.js'

const numbers = fc.array(fc.double({ noNaN: true }), { maxLength: 5_000 })

test('all items come, each once', () => {
  fc.assert(
    fc.property(numbers, (items) => {
      const sorted = (all: Iterable<number>) => [...all].sort((x, y) => x - y)
      expect(sorted(inRoughOrder(items, (x) => x))).toEqual(sorted(items))
    }),
  )
})

test('none comes far from where it would stand in order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { maxLength: 5_000 }), (items) => {
      const sorted = items.toSorted((x, y) => x - y)
      for (const [place, item] of [...inRoughOrder(items, (x) => x)].entries())
        expect(Math.abs(sorted.indexOf(item) - place)).toBeLessThan(256)
    }),
    { numRuns: 20 },
  )
})
