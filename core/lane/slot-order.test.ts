import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HASHES } from '../identity/name-order.js'
import { SlotOrder } from './slot-order.js'

/** Runs of neighbours, at both ends too, and hashes that are alike. */
const hash = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 20 }).map((below) => HASHES - 1 - below),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((part) => Math.floor(part * HASHES)),
)
const change = fc.record({ isAdded: fc.boolean(), hash })

it('holds what was added and not removed, in the order of the hashes, and finds each', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3_000, size: 'max' }), (changes) => {
      const order = new SlotOrder()
      const held = new Map<number, number>()
      for (const [place, one] of changes.entries()) {
        const [other] = [...held].find(([, at]) => at === one.hash) ?? []
        if (one.isAdded) {
          order.add(one.hash, place)
          held.set(place, one.hash)
        } else if (other !== undefined) {
          order.removeAt(order.slotOf(one.hash, other))
          held.delete(other)
        }
      }
      for (const [place, at] of held) expect(order.placeAt(order.slotOf(at, place))).toBe(place)
      const inOrder: number[] = []
      for (let slot = order.next(0); slot >= 0; slot = order.next(slot + 1)) inOrder.push(order.hashAt(slot))
      expect(inOrder).toEqual([...held.values()].sort((x, y) => x - y))
    }),
    { numRuns: 20 },
  )
})
