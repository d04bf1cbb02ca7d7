import { expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { JumpingClock } from './flaky-broker.js'
import { ReaderWatch } from './reader-watch.js'

async function after(clock: JumpingClock, ms: number): Promise<void> {
  await clock.runUntil(clock.now() + ms)
}

test('a reader is stalled when its log goes on and nothing comes for long', async () => {
  const clock = new JumpingClock()
  const watch = new ReaderWatch(clock)
  expect(watch.isStalled(5, 3, 0)).toBe(false)
  await after(clock, LIMITS.readerStallMsMax - 1)
  expect(watch.isStalled(5, 9, 0)).toBe(false)
  await after(clock, 1)
  expect(watch.isStalled(5, 9, 0)).toBe(true)
})

test('a reader that brings something, whose records wait here, or that has all is not', async () => {
  const clock = new JumpingClock()
  const watch = new ReaderWatch(clock)
  for (const [applied, lag, held] of [
    [5, 3, 0],
    [6, 2, 0],
    [6, 2, 2],
    [6, 2, 0],
    [8, 0, 0],
    [8, 1, 0],
  ] as const) {
    expect(watch.isStalled(applied, lag, held)).toBe(false)
    await after(clock, LIMITS.readerStallMsMax)
  }
})
