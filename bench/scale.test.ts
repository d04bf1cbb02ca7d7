import { expect, it } from 'vitest'
import { scale } from './scale.js'

it('gives the same load to one engine, to two, to one again, and says what an event costs', async () => {
  const stages = await scale({
    ...{ workers: 2, eventsPerSecond: 400, warmSeconds: 1, seconds: 2, people: 500 },
  })
  expect(stages.map(({ name }) => name)).toEqual([
    'scale, 1 engine',
    'scale, 2 engines',
    'scale, 1 engine again',
  ])
  for (const { eventsPerSecond, cpu, words } of stages) {
    expect(eventsPerSecond).toBeGreaterThan(100)
    expect(cpu.engines).toBeGreaterThan(0)
    expect(words).toMatch(/^400 events\/s given; CPU \d+\.\d\d of one engine's then.*; assignment settled/)
  }
}, 180_000)
