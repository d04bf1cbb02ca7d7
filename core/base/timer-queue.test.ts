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
      const items = timers.map(({ due, type, value }) => ({ due, key: { type, value } }))
      for (const item of items) queue.push(item.due, item)
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
          queue.pop()
        } else {
          const item = { due: move.due, key: { type: move.type, value: move.value } }
          queue.push(item.due, item)
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

it('discards every timer of an item, and keeps the order of the others', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 40 }), fc.nat(3), (pushes, gone) => {
      const items = ['a', 'b', 'c', 'd'].map((value) => ({ key: { type: 't', value } }))
      const [queue, without] = [new TimerQueue<Timed>(), new TimerQueue<Timed>()]
      for (const [due, number] of pushes) {
        queue.push(due, items[number] as Timed)
        if (number !== gone) without.push(due, items[number] as Timed)
      }
      queue.discard(items[gone] as Timed)
      expect(queue.size).toBe(without.size)
      expect(drain(queue)).toEqual(drain(without))
    }),
  )
})

it('is empty without complaint', () => {
  const queue = new TimerQueue<Timed>()
  queue.pop()
  expect([queue.size, queue.due, queue.first]).toEqual([0, Infinity, undefined])
})

function drain<Item extends Timed>(queue: TimerQueue<Item>): Item[] {
  const order: Item[] = []
  for (let first = queue.first; first !== undefined; first = queue.first) {
    order.push(first)
    queue.pop()
  }
  return order
}
