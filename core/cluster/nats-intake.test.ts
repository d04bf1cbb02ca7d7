import { expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { JumpingClock } from './flaky-broker.js'
import { Intake, type ReadHandle } from './nats-intake.js'

const MS_MAX = 10

class Handle implements ReadHandle {
  reads = true
  stops = 0

  readStop(): void {
    this.reads = false
    this.stops++
  }

  readStart(): void {
    this.reads = true
  }
}

/** Messages of so many bytes come so far apart, into the kernel or into the process: when it reads. */
async function readsOf(bytes: number, everyMs: number, forMs: number): Promise<number[]> {
  const clock = new JumpingClock(0)
  const handle = new Handle()
  const intake = new Intake({ handle: () => handle, msMax: MS_MAX, clock })
  const times: number[] = []
  let gathered = 0
  while (clock.now() < forMs) {
    if (clock.now() % everyMs === 0) gathered++
    if (handle.reads && gathered > 0) times.push(clock.now())
    for (; handle.reads && gathered > 0; gathered--) intake.arrived(bytes)
    clock.timer(1, () => {})
    await clock.step()
  }
  return times
}

const apart = (times: readonly number[]) => times.slice(1).map((time, n) => time - (times[n] ?? 0))

test('small messages that come all the time are read farther and farther apart, up to a limit', async () => {
  const distances = apart(await readsOf(100, 1, 500))
  expect(distances[0]).toBe(1)
  expect(Math.max(...distances)).toBeLessThanOrEqual(MS_MAX + 1)
  expect(distances.at(-1)).toBeGreaterThanOrEqual(MS_MAX)
})

test('what comes now and then is read at once', async () => {
  const everyMs = 2 * MS_MAX + 1
  expect(new Set(apart(await readsOf(100, everyMs, 1_000)))).toEqual(new Set([everyMs]))
})

test('what comes in masses is read as it comes', async () => {
  const distances = apart(await readsOf(LIMITS.brokerReadBytesEnough, 1, 200))
  expect(Math.max(...distances)).toBeLessThanOrEqual(2)
})

test('a connection that has ended meanwhile is left alone, and the next one is read', async () => {
  const clock = new JumpingClock(0)
  const [first, next] = [new Handle(), new Handle()]
  let handle: Handle | undefined = first
  const intake = new Intake({ handle: () => handle, msMax: MS_MAX, clock })
  intake.arrived(1)
  intake.arrived(1)
  expect(first.reads).toBe(false)
  handle = undefined
  await clock.step()
  expect(first.reads).toBe(false)
  intake.arrived(1)
  handle = next
  intake.arrived(1)
  expect(next.stops).toBe(1)
  await clock.step()
  expect(next.reads).toBe(true)
})
