import { expect, test } from 'vitest'
import { Turns } from './turns.js'

/** Work that says when it began and goes on until it is told to end. */
class Works {
  readonly begun: string[] = []
  readonly #ends = new Map<string, () => void>()
  readonly #turns: Turns

  constructor(room: number) {
    this.#turns = new Turns(room)
  }

  /** @param sizes by name, in the order in which they come */
  async takeAll(sizes: Readonly<Record<string, number>>): Promise<void> {
    for (const [name, size] of Object.entries(sizes)) void this.#take(name, size)
    await settled()
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.()
    await settled()
  }

  #take(name: string, size: number): Promise<void> {
    const work = (): Promise<void> => {
      this.begun.push(name)
      return new Promise((resolve) => this.#ends.set(name, resolve))
    }
    return this.#turns.take(work, size)
  }
}

test('so many run at once, and the next one when one has ended', async () => {
  const works = new Works(2)
  await works.takeAll({ a: 1, b: 1, c: 1, d: 1 })
  expect(works.begun).toEqual(['a', 'b'])
  await works.end('b')
  expect(works.begun).toEqual(['a', 'b', 'c'])
})

test('what has no room waits, and nobody who came later goes before it', async () => {
  const works = new Works(10)
  await works.takeAll({ a: 6, b: 6, c: 1 })
  expect(works.begun).toEqual(['a'])
  await works.end('a')
  expect(works.begun).toEqual(['a', 'b', 'c'])
})

test('what is larger than the room runs alone', async () => {
  const works = new Works(10)
  await works.takeAll({ a: 1, b: 100, c: 1 })
  expect(works.begun).toEqual(['a'])
  await works.end('a')
  expect(works.begun).toEqual(['a', 'b'])
  await works.end('b')
  expect(works.begun).toEqual(['a', 'b', 'c'])
})

test('work that fails makes room too', async () => {
  const turns = new Turns(1)
  await expect(turns.take(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await turns.take(async () => 'done')).toBe('done')
})

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

test('who takes room now gets it if nobody waits, and gives it back to who does', async () => {
  const turns = new Turns(10)
  const giveBack = turns.takeNow(8)
  expect(turns.takeNow(3)).toBeUndefined()
  const begun: string[] = []
  const work = turns.take(async () => void begun.push('a'), 5)
  expect(turns.takeNow(1)).toBeUndefined()
  expect(begun).toEqual([])
  giveBack?.()
  await work
  expect(begun).toEqual(['a'])
  expect(turns.takeNow(10)).toBeDefined()
})
