import { describe, expect, it } from 'vitest'
import { exits, windowsOf } from './windows.js'
import { raceRedis } from './windows-redis.js'
import { moments, windowDefinitions } from './windows-workload.js'

const definitions = windowDefinitions()
const log = moments({ events: 600, profiles: 20, seed: 3 })

describe('the case windows', () => {
  it('has a hundred windows, ten to each name', () => {
    expect(definitions.windows).toHaveLength(100)
    const names = definitions.windows.map(({ watched }) => watched[0]?.event)
    for (const name of new Set(names)) expect(names.filter((other) => other === name)).toHaveLength(10)
  })

  it('measures events and exits by time, each of which is made', () => {
    expect(windowsOf('windows', definitions, log).eventsPerSecond).toBeGreaterThan(0)
    expect(exits([50, 200]).map(({ eventsPerSecond }) => eventsPerSecond > 0)).toEqual([true, true])
  })

  it('comes to the same members as Redis, where it is installed', async () => {
    for (const { eventsPerSecond } of await raceRedis(definitions, log))
      expect(eventsPerSecond).toBeGreaterThan(0)
  })
})
