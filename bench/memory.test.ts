import { expect, it } from 'vitest'
import { memory } from './memory.js'

it('measures more profiles than fit, and spills most of them', async () => {
  const outcomes = await memory({
    profiles: 3_000,
    events: 3_000,
    warmEvents: 500,
    hotBytesMax: 1_000_000,
    checkpointEvents: 100,
  })
  expect(outcomes.map(({ eventsPerSecond }) => eventsPerSecond > 0)).toEqual([true, true])
  const [all, some] = outcomes.map(({ words }) => words)
  expect(all).toContain('3,000 profiles, 0 of them cold')
  expect(some).toMatch(/3,000 profiles, 2,\d\d\d of them cold/)
})
