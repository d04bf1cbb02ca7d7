import { expect, it } from 'vitest'
import { takeover } from './takeover.js'

it('kills an engine, and finds the first event of each partition applied by the next one', async () => {
  const { eventsPerSecond, words } = await takeover({ profiles: 500, partitions: 4 })
  expect(eventsPerSecond).toBeGreaterThan(0)
  expect(words).toMatch(/^profiles a second: 500, 4 partitions, one engine; first event of a partition after/)
  const [, max = 0, expiry = 0] =
    /max ([\d.]+) s; of it until the first claim \(expiry\) ([\d.]+) s/.exec(words) ?? []
  expect(Number(expiry)).toBeGreaterThan(3)
  expect(Number(max)).toBeGreaterThanOrEqual(Number(expiry))
}, 180_000)
