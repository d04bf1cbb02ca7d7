import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { LaneResults, LaneTask, LogRecord, StepOutcome } from '../lane/protocol.js'
import { noCounts } from '../partition/step-counts.js'
import { Fifo } from './fifo.js'
import { JumpingClock, settled } from './flaky-broker.js'
import type { TaskRunner } from './lane.js'
import { type FedRecords, type FeedSettings, type FeedSource, gather, LaneFeed } from './lane-feed.js'

class Source implements FeedSource {
  readonly partition: number
  readonly #waiting = new Fifo<LogRecord>()
  readonly outcomes: [number, number[]][] = []
  #offset = 0
  blocked = false

  constructor(partition: number, sizes: readonly number[]) {
    this.partition = partition
    for (const size of sizes) this.arrive(size)
  }

  arrive(size: number): void {
    const bytes = new Uint8Array(size).fill(this.partition)
    this.#waiting.push({ partition: this.partition, offset: ++this.#offset, time: this.#offset, bytes })
  }

  get next(): LogRecord | undefined {
    return this.blocked ? undefined : this.#waiting.at(0)
  }

  take(): LogRecord | undefined {
    return this.#waiting.shift()
  }

  stepped({ partition }: StepOutcome, { offsets }: FedRecords): void {
    this.outcomes.push([partition, offsets])
  }
}

const sources = fc.array(fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 30 }), {
  minLength: 1,
  maxLength: 6,
})

describe('a task gathered from many partitions', () => {
  test('is within its bytes unless one record alone is more, keeps each order, and loses nothing', () => {
    fc.assert(
      fc.property(sources, fc.nat(5), fc.integer({ min: 1, max: 400 }), (sizes, first, bytesMax) => {
        const all = sizes.map((each, p) => new Source(p, each))
        const seen = sizes.map(() => 0)
        let left = sizes.flat().length
        for (let turn = 0; left > 0; turn++) {
          const task = gather(all, (first + turn) % all.length, bytesMax)
          expect(task.length).toBeGreaterThan(0)
          const bytes = task.reduce((sum, record) => sum + record.bytes.length, 0)
          if (task.filter((record) => record.bytes.length > 0).length > 1)
            expect(bytes).toBeLessThanOrEqual(bytesMax)
          for (const { partition, offset } of task) {
            expect(offset).toBe((seen[partition] ?? 0) + 1)
            seen[partition] = offset
          }
          left -= task.length
        }
        expect(seen).toEqual(sizes.map((each) => each.length))
      }),
    )
  })

  test('has something of every partition that waits, however much another one has', () => {
    const all = [new Source(0, Array(1000).fill(10)), new Source(1, [10]), new Source(2, [10, 10])]
    const task = gather(all, 0, 1000)
    const count = (p: number) => task.filter((record) => record.partition === p).length
    expect([count(0), count(1), count(2)]).toEqual([97, 1, 2])
  })

  test('leaves out a partition whose outputs cannot be published', () => {
    const all = [new Source(0, [1]), new Source(1, [1])]
    if (all[0] !== undefined) all[0].blocked = true
    expect(gather(all, 0, 10).map((record) => record.partition)).toEqual([1])
  })
})

/** A lane that answers when the test says so. */
class HandLane implements TaskRunner {
  readonly tasks: {
    records: readonly LogRecord[]
    answer: (steps?: StepOutcome[]) => void
    fail: () => void
  }[] = []

  async run<Kind extends LaneTask['kind']>(
    task: Extract<LaneTask, { kind: Kind }>,
  ): Promise<LaneResults[Kind]> {
    const { records } = task as Extract<LaneTask, { kind: 'step' }>
    const partitions = [...new Set(records.map((record) => record.partition))]
    const steps = await new Promise<StepOutcome[]>((resolve, reject) => {
      this.tasks.push({
        records,
        answer: (given) => resolve(given ?? partitions.map((partition) => outcome(partition))),
        fail: () => reject(new Error('broken')),
      })
    })
    const result: LaneResults['step'] = { steps }
    return result as LaneResults[Kind]
  }
}

function outcome(partition: number): StepOutcome {
  const nextDue = Number.POSITIVE_INFINITY
  const outputs: StepOutcome['outputs'] = []
  const more = {
    failures: {},
    flips: new Map(),
    replay: undefined,
    backfillFailed: undefined,
    nextDue,
    thrown: undefined,
  }
  return { partition, offset: 0, version: 'v1', waiting: '', outputs, counts: noCounts(), ...more }
}

function fed(source: Source, lane = new HandLane(), spacing?: FeedSettings['spacing']) {
  const failures: unknown[] = []
  const feed = new LaneFeed({ lane, ...(spacing && { spacing }), onFailure: (error) => failures.push(error) })
  feed.add(source)
  return { lane, feed, outcomes: source.outcomes, failures }
}

test('a lane has one task at work and one ready, and what comes meanwhile goes as one', async () => {
  const source = new Source(3, [5])
  const { lane, feed, outcomes } = fed(source)
  for (let n = 0; n < 6; n++) {
    feed.wake()
    await settled()
    source.arrive(5)
  }
  expect(lane.tasks.map(({ records }) => records.map((record) => record.offset))).toEqual([[1], [2]])
  lane.tasks[0]?.answer()
  await settled()
  expect(lane.tasks.map(({ records }) => records.map((record) => record.offset))).toEqual([
    [1],
    [2],
    [3, 4, 5, 6, 7],
  ])
  lane.tasks[1]?.answer()
  lane.tasks[2]?.answer()
  await settled()
  expect(outcomes).toEqual([
    [3, [1]],
    [3, [2]],
    [3, [3, 4, 5, 6, 7]],
  ])
})

describe('a lane that is given small tasks', () => {
  const SPACING_MS = 10
  const SPACING_MS_MAX = 25
  const setting = (source: Source) => {
    const clock = new JumpingClock(0)
    const { lane, feed } = fed(source, new HandLane(), { clock, msMin: SPACING_MS, msMax: SPACING_MS_MAX })
    const arrive = async (size: number): Promise<void> => {
      source.arrive(size)
      feed.wake()
      await settled()
      lane.tasks.at(-1)?.answer()
      await settled()
    }
    return { clock, lane, feed, arrive, given: () => lane.tasks.map(({ records }) => records.length) }
  }

  test('gets the first at once, and then what has come in the meantime', async () => {
    const { clock, arrive, given } = setting(new Source(0, []))
    for (let n = 0; n < 5; n++) await arrive(5)
    expect(given()).toEqual([1])
    await clock.step()
    await settled()
    expect(clock.now()).toBe(SPACING_MS)
    expect(given()).toEqual([1, 4])
    await arrive(5)
    expect(given()).toEqual([1, 4])
  })

  test('gets what comes after a rest at once', async () => {
    const { clock, arrive, given } = setting(new Source(0, []))
    await arrive(5)
    clock.timer(SPACING_MS, () => {})
    await clock.step()
    await arrive(5)
    expect(given()).toEqual([1, 1])
  })

  /** How far apart the tasks are when records of so many bytes come so far apart. */
  const distances = async (size: number, everyMs: number): Promise<number[]> => {
    const source = new Source(0, [])
    const { clock, lane, feed } = setting(source)
    const times: number[] = []
    let answered = 0
    while (times.length < 25) {
      if (clock.now() % everyMs === 0) source.arrive(size)
      feed.wake()
      await settled()
      for (const task of lane.tasks.slice(answered)) {
        times.push(clock.now())
        task.answer()
        answered++
      }
      clock.timer(1, () => {})
      await clock.step()
    }
    return times.slice(1).map((time, n) => time - (times[n] ?? 0))
  }

  test('gets them farther and farther apart while one follows the other, up to a limit', async () => {
    const apart = await distances(10, 1)
    expect(apart[0]).toBeLessThanOrEqual(SPACING_MS + 1)
    expect(apart.at(-1)).toBeGreaterThanOrEqual(SPACING_MS_MAX)
    expect(Math.max(...apart)).toBeLessThanOrEqual(SPACING_MS_MAX + 1)
    expect(apart).toEqual(apart.toSorted((a, b) => a - b))
  })

  test('does not get them farther apart than it takes to have enough', async () => {
    const apart = await distances(LIMITS.laneTaskBytesEnough / 5, 1)
    expect(Math.max(...apart)).toBeLessThanOrEqual(SPACING_MS + 1)
  })

  test('gets each at once when they come now and then', async () => {
    const apart = await distances(10, 2 * SPACING_MS_MAX)
    expect(new Set(apart)).toEqual(new Set([2 * SPACING_MS_MAX]))
  })

  test('does not wait when there is much', async () => {
    const { arrive, given } = setting(new Source(0, []))
    for (let n = 0; n < 3; n++) await arrive(LIMITS.laneTaskBytesMax)
    expect(given()).toEqual([1, 1, 1])
  })

  test('gets nothing more once it is stopped', async () => {
    const { clock, lane, feed, arrive, given } = setting(new Source(0, []))
    await arrive(5)
    await arrive(5)
    void feed.stop()
    clock.timer(SPACING_MS, () => {})
    await clock.step()
    await settled()
    expect(given()).toEqual([1])
    expect(lane.tasks).toHaveLength(1)
  })
})

test('while a restore goes on a lane has one task at a time, and a small one', async () => {
  const source = new Source(0, Array(200).fill(1024))
  const { lane, feed } = fed(source)
  let end = (): void => {}
  const restored = feed.yieldTo(() => new Promise<void>((resolve) => (end = resolve)))
  feed.wake()
  await settled()
  lane.tasks[0]?.answer()
  await settled()
  const bytes = () => lane.tasks.map(({ records }) => records.reduce((sum, one) => sum + one.bytes.length, 0))
  expect(bytes()).toEqual([LIMITS.laneYieldingBytesMax, LIMITS.laneYieldingBytesMax])
  end()
  await restored
  await settled()
  expect(bytes().slice(2)).toEqual([LIMITS.laneTaskBytesMax])
})

test('the bytes of a task lie in one buffer of their own', async () => {
  const { lane, feed } = fed(new Source(7, [3, 0, 2]))
  feed.wake()
  await settled()
  const records = lane.tasks[0]?.records ?? []
  expect(records.map(({ bytes }) => [...bytes])).toEqual([[7, 7, 7], [], [7, 7]])
  expect(new Set(records.map(({ bytes }) => bytes.buffer)).size).toBe(1)
  expect(records[0]?.bytes.buffer.byteLength).toBe(5)
})

test('after a failure it is told once and nothing more is fed', async () => {
  const source = new Source(0, [1])
  const { lane, feed, failures } = fed(source)
  feed.wake()
  await settled()
  source.arrive(1)
  feed.wake()
  await settled()
  for (const task of lane.tasks) task.fail()
  await settled()
  source.arrive(1)
  feed.wake()
  await settled()
  expect(failures).toHaveLength(1)
  expect(lane.tasks).toHaveLength(2)
})

test('an answer that leaves out a partition is a failure', async () => {
  const { lane, feed, failures } = fed(new Source(4, [1]))
  feed.wake()
  await settled()
  lane.tasks[0]?.answer([])
  await settled()
  expect(failures).toEqual([new Error('a lane gave no answer for partitions 4')])
})

test('a stop waits for what the lane has and gives it nothing more', async () => {
  const source = new Source(0, [1])
  const { lane, feed, outcomes } = fed(source)
  feed.wake()
  await settled()
  source.arrive(1)
  let stopped = false
  void feed.stop().then(() => {
    stopped = true
  })
  await settled()
  expect(stopped).toBe(false)
  lane.tasks[0]?.answer()
  await settled()
  expect(stopped).toBe(true)
  expect(outcomes).toHaveLength(1)
  expect(lane.tasks).toHaveLength(1)
})

test('a partition that is taken out gets its own answers, and one in its place gets none', async () => {
  const source = new Source(0, [1])
  const { lane, feed, outcomes } = fed(source)
  feed.wake()
  await settled()
  source.arrive(1)
  feed.remove(source)
  const another = new Source(0, [])
  feed.add(another)
  feed.wake()
  await settled()
  lane.tasks[0]?.answer()
  await settled()
  expect(outcomes).toEqual([[0, [1]]])
  expect(another.outcomes).toEqual([])
  expect(lane.tasks).toHaveLength(1)
})
