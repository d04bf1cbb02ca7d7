import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fifo } from './fifo.js'

test('it is an array to which is added at one end and from which is taken at the other', () => {
  const turns = fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(-1), fc.constant(-40)))
  fc.assert(
    fc.property(turns, (deltas) => {
      const fifo = new Fifo<number>()
      const model: number[] = []
      let n = 0
      for (const delta of deltas) {
        for (let i = 0; i < delta; i++) {
          fifo.push(n)
          model.push(n++)
        }
        for (let i = 0; i > delta; i--) expect(fifo.shift()).toBe(model.shift())
        expect(fifo.length).toBe(model.length)
        expect([fifo.at(0), fifo.at(model.length - 1), fifo.at(model.length)]).toEqual([
          model[0],
          model.at(-1),
          undefined,
        ])
      }
    }),
  )
})
