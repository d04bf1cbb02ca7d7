import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Timed, TimerQueue } from './timer-queue.js'

const timer = fc.record({
  due: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ noNaN: true })),
  type: fc.constantFrom('a', 'b', 'ab'),
  value: fc.constantFrom('1', '2', '10', '张', ''),
})

/** The order (due, key), key by value and then by type. */
function before(x: { due: number } & Timed, y: { due: number } & Timed): number {
  if (x.due !== y.due) return x.due - y.due
  if (x.key.value !== y.key.value) return x.key.value < y.key.value ? -1 : 1
  return x.key.type < y.key.type ? -1 : x.key.type > y.key.type ? 1 : 0
}

it('gives timers in the order (due, key), whatever the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(timer, { maxLength: 80 }), (timers) => {
      const queue = new TimerQueue<Timed & { due: number }>()
      const items = timers.map(({ due, type, value }) => ({ due, key: { type, value }, timerPlace: -1 }))
      for (const item of items) queue.set(item, item.due)
      const order = drain(queue)
      expect(order).toEqual([...items].sort(before))
    }),
  )
})

it('keeps the order while pushes and pops alternate', () => {
  fc.assert(
    fc.property(fc.array(fc.option(timer), { maxLength: 120 }), (moves) => {
      const queue = new TimerQueue<Timed & { due: number }>()
      const model: ({ due: number } & Timed)[] = []
      for (const move of moves) {
        if (move === null) {
          model.shift()
          if (queue.first !== undefined) queue.remove(queue.first)
        } else {
          const item = { due: move.due, key: { type: move.type, value: move.value }, timerPlace: -1 }
          queue.set(item, item.due)
          model.push(item)
          model.sort(before)
        }
        expect(queue.size).toBe(model.length)
        expect(queue.due).toBe(model[0]?.due ?? Infinity)
        expect(queue.first?.key).toEqual(model[0]?.key)
      }
    }),
  )
})

it('keeps one timer for each item, moved and taken away as told', () => {
  const move = fc.record({ item: fc.nat(7), due: fc.option(fc.nat(9)) })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
      const items = Array.from({ length: 8 }, (_, i) => ({
        ...{ key: { type: 't', value: String(i) }, timerPlace: -1, due: 0 },
      }))
      const queue = new TimerQueue<Timed & { due: number }>()
      const model = new Set<Timed & { due: number }>()
      for (const { item: number, due } of moves) {
        const item = items[number] as Timed & { due: number }
        if (due === null) {
          queue.remove(item)
          model.delete(item)
        } else {
          item.due = due
          queue.set(item, due)
          model.add(item)
        }
        expect([queue.size, queue.first]).toEqual([model.size, [...model].sort(before)[0]])
      }
      expect(drain(queue)).toEqual([...model].sort(before))
    }),
  )
})

it('is empty without complaint', () => {
  const queue = new TimerQueue<Timed>()
  queue.remove({ key: { type: '', value: '' }, timerPlace: -1 })
  expect([queue.size, queue.due, queue.first]).toEqual([0, Infinity, undefined])
})

function drain<Item extends Timed>(queue: TimerQueue<Item>): Item[] {
  const order: Item[] = []
  for (let first = queue.first; first !== undefined; first = queue.first) {
    order.push(first)
    queue.remove(first)
  }
  return order
}
