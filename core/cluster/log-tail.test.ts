import { expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { silentLog } from '../base/log.js'
import { FlakyBroker, JumpingClock, NO_MISHAPS } from './flaky-broker.js'
import { LogTail } from './log-tail.js'

/** A log of ten records, and its tail at a partition that has applied some of them. */
async function tailBehind(applied: number) {
  const clock = new JumpingClock()
  const broker = new FlakyBroker(clock, 1, NO_MISHAPS, () => 'L')
  for (let n = 0; n < 10; n++) {
    const stored = broker.publish('l', new Uint8Array(1))
    await clock.runUntil(clock.now() + 100)
    await stored
  }
  const told: number[] = []
  const onMissing = (records: number): void => void told.push(records)
  const tail = new LogTail({ broker, stream: 'L', partition: 3, clock, log: silentLog, onMissing })
  tail.start(applied, 10)
  const look = async (held = 0) => {
    const before = await tail.refresh(() => held)
    await clock.runUntil(clock.now() + LIMITS.readerStallMsMax)
    return before ?? (await tail.refresh(() => held))
  }
  return { broker, tail, told, look }
}

test('a log that goes on and of which nothing comes is stalled, unless its records wait here', async () => {
  const { tail, look } = await tailBehind(7)
  expect(tail.lag).toBe(3)
  expect(await look(1)).toBeUndefined()
  expect(await look()).toMatchObject({
    code: 'BROKER_UNREACHABLE',
    message: 'nothing of the log of partition 3 comes, at 7 of 10',
  })
})

test('a log whose end was deleted is lost up to there, and the partition is not held up', async () => {
  const { broker, tail, told, look } = await tailBehind(7)
  for (const sequence of [8, 9, 10]) await broker.delete('L', sequence)
  expect(tail.caughtUp).toBe(false)
  expect(await look()).toBeUndefined()
  expect([tail.lag, tail.caughtUp, tail.missing, told]).toEqual([0, true, 3, [3]])
  // The next one comes, and tells of the hole once more.
  tail.skipped(8, 10)
  tail.applied(11)
  expect([tail.lag, tail.missing, told]).toEqual([0, 3, [3]])
})

test('records that were deleted in the midst are counted, and told for each hole', async () => {
  const { tail, told } = await tailBehind(4)
  tail.skipped(5, 6)
  tail.applied(7)
  tail.skipped(8, 8)
  tail.applied(10)
  expect([tail.lag, tail.caughtUp, tail.missing, told]).toEqual([0, true, 3, [2, 1]])
})
