import { describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { names as namesOf } from '../event/subjects.js'
import { neededVersion } from '../partition/needed-version.js'
import { Activation } from './activation.js'
import { FlakyBroker, JumpingClock, NO_MISHAPS } from './flaky-broker.js'

const names = namesOf('wm')
const stream = names.logStream(0)

/** A partition whose version a has been succeeded by b, in the log at 1, which waits for room. */
async function waiting() {
  const clock = new JumpingClock()
  const broker = new FlakyBroker(clock, 1, NO_MISHAPS, () => stream)
  const definitions = { current: { version: 'b', revision: 2 } }
  const activation = new Activation({
    ...{ broker, names, partition: 0, epoch: 1, definitions, clock, log: silentLog },
    versions: { has: () => true },
    onStored: () => {},
    onSettled: () => {},
  })
  const looks = async (
    applied: number,
    version: string,
    waiting: string,
  ): Promise<(string | undefined)[]> => {
    activation.look({ applied, version, waiting })
    await clock.runUntil(clock.now() + 1_000)
    return broker.messages(stream).map(({ bytes }) => neededVersion(bytes))
  }
  expect(await looks(0, 'a', '')).toEqual(['b'])
  return { definitions, looks }
}

describe('an activation that waits for room', () => {
  it('is not asked for again', async () => {
    const { looks } = await waiting()
    expect(await looks(1, 'a', 'b')).toEqual(['b'])
    expect(await looks(2, 'b', '')).toEqual(['b'])
  })

  it('is taken back when the version in force becomes the current one again', async () => {
    const { definitions, looks } = await waiting()
    definitions.current = { ...definitions.current, version: 'a', revision: 3 }
    expect(await looks(1, 'a', 'b')).toEqual(['b', 'a'])
    expect(await looks(2, 'a', 'a')).toEqual(['b', 'a'])
  })

  it('is asked for again when a late owner has put another in its place', async () => {
    const { looks } = await waiting()
    expect(await looks(2, 'a', 'c')).toEqual(['b', 'b'])
  })
})
