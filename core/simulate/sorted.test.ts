import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Entry, sorted } from './sorted.js'

async function* given(entries: readonly Entry[]): AsyncGenerator<Entry> {
  yield* entries
}

async function all(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const found: Entry[] = []
  for await (const entry of entries) found.push(entry)
  return found
}

const instants = fc.array(fc.record({ at: fc.nat(50), text: fc.json() }), { maxLength: 60 })

it('runs sorted on disk come out as if sorted in memory: by time, then by line', async () => {
  await fc.assert(
    fc.asyncProperty(instants, fc.integer({ min: 1, max: 2000 }), async (made, runCharactersMax) => {
      const entries = made.map((entry, line) => ({ ...entry, line }))
      const right = entries.toSorted((x, y) => x.at - y.at || x.line - y.line)
      expect(await all(sorted(given(entries), runCharactersMax))).toEqual(right)
    }),
    { numRuns: 40 },
  )
})
