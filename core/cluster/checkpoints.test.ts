import { describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { names as namesOf } from '../event/subjects.js'
import type { LaneResults, LaneTask } from '../lane/protocol.js'
import { ChunkWriter, decodeChange } from '../partition/change-codec.js'
import { ChangelogState } from '../partition/changelog-state.js'
import { Changelog } from './changelog.js'
import { type CheckpointStart, Checkpoints } from './checkpoints.js'
import { FlakyBroker, JumpingClock, NO_MISHAPS, settled } from './flaky-broker.js'
import type { TaskRunner } from './lane.js'

const names = namesOf('wm')
const stream = names.changelogStream(0)
const owner = { namespace: 'wm', partition: 0, partitions: 1 }
const EVERY_MS = 1_000

/** A lane whose checkpoints have so many slices, each of which takes a while. */
class SlowLane implements TaskRunner {
  cuts = 0
  offset = 0
  all: boolean[] = []
  /** Each checkpoint is a round of the sweep; else only one that writes everything. */
  isRound = true
  /** Cuts under way: there must never be two. */
  #left = 0
  #writer = new ChunkWriter(0, { epoch: 0, checkpoint: 0 })
  readonly #clock: JumpingClock
  readonly #slices: number

  constructor(clock: JumpingClock, slices: number) {
    this.#clock = clock
    this.#slices = slices
  }

  async run<Kind extends LaneTask['kind']>(
    task: Extract<LaneTask, { kind: Kind }>,
  ): Promise<LaneResults[Kind]> {
    await new Promise<void>((resolve) => void this.#clock.timer(300, resolve))
    return this.#answer(task) as LaneResults[Kind]
  }

  #answer(task: LaneTask): LaneResults['cut' | 'slice'] {
    if (task.kind === 'cut') {
      if (this.#left > 0) throw new Error('two checkpoints at once')
      this.cuts++
      this.all.push(task.all)
      this.#left = this.#slices + 1
      this.#writer = new ChunkWriter(0, task)
      const state = {
        offset: this.offset,
        now: 0,
        received: [],
        sent: [],
        version: 'v',
        rank: 'r',
        flushes: 0,
        members: [],
        backfill: { state: undefined, failed: undefined, peers: [] },
        sweep: undefined,
        adoption: { turn: 0, round: undefined, earlier: [], waiting: '' },
      }
      return { cut: { ...state, entries: 0, neededFrom: this.isRound || task.all ? task.at : 0 } }
    }
    this.#left--
    if (this.#left === 0) return { chunks: [], stateHash: 0 }
    // An identifier that has no life of its own any more.
    return { chunks: this.#writer.pack([new Uint8Array([10, 3, 10, 1, 65, 40, 1])]), stateHash: undefined }
  }
}

async function setting(start: Partial<CheckpointStart> = {}, changelogBytesMax = 1e9) {
  const clock = new JumpingClock()
  const broker = new FlakyBroker(clock, 1, NO_MISHAPS, () => stream)
  const base = { broker, names, partition: 0, partitions: 1, worker: 'w', clock, log: silentLog }
  const claiming = Changelog.claim(base)
  await clock.runUntil(clock.now() + 100)
  const changelog = await claiming
  const lane = new SlowLane(clock, 4)
  const outputs = { stored: (): void => {}, pending: undefined as Promise<void> | undefined }
  const failures: Error[] = []
  const checkpoints = new Checkpoints({
    partition: 0,
    lane,
    changelog,
    changelogBytesMax,
    outputsStored: async () => outputs.pending,
    skips: [],
    everyMs: EVERY_MS,
    clock,
    log: silentLog,
    onWritten: () => {},
    onFatal: (error) => void failures.push(error),
    start: { offset: 0, sweepFrom: 1, inVain: 0, ...start },
  })
  const applied = (offset: number, records = 1): void => {
    lane.offset = offset
    checkpoints.applied(offset, records)
  }
  const pass = (ms: number): Promise<void> => clock.runUntil(clock.now() + ms)
  const commits = (): number[] =>
    broker.messages(stream).flatMap(({ bytes }) => {
      const change = decodeChange(bytes, owner)
      return change.kind === 'commit' ? [change.commit.offset] : []
    })
  return { clock, broker, changelog, lane, outputs, failures, checkpoints, applied, pass, commits }
}

describe('checkpoints', () => {
  it('are written when something has changed, and only then', async () => {
    const { checkpoints, applied, pass, commits, lane } = await setting()
    checkpoints.start()
    await pass(10 * EVERY_MS)
    expect(lane.cuts).toBe(0)
    applied(7)
    await pass(5 * EVERY_MS)
    expect(commits()).toEqual([7])
    await pass(5 * EVERY_MS)
    expect(lane.cuts).toBe(1)
  })

  it('do not wait for their time after many records', async () => {
    const { applied, pass, commits } = await setting()
    applied(30_000, 30_000)
    await pass(3 * EVERY_MS)
    expect(commits()).toEqual([30_000])
  })

  it('come the sooner the more owners have ended before their first one', async () => {
    const cutAfter = async (inVain: number): Promise<number> => {
      const { checkpoints, applied, lane, clock } = await setting({ inVain })
      const start = clock.now()
      checkpoints.start()
      applied(7)
      while (lane.cuts === 0) await clock.runUntil(clock.now() + 1)
      return clock.now() - start
    }
    // Of partition 0 the first one comes after an eighth of the time; the cut takes 300 ms.
    const times = [await cutAfter(0), await cutAfter(1), await cutAfter(2), await cutAfter(99)]
    expect(times.map((ms) => Math.floor(ms - 300))).toEqual([125, 63, 32, 8])
  })

  it('come in time again once one of these owners has made one', async () => {
    const { checkpoints, applied, pass, lane } = await setting({ inVain: 3 })
    checkpoints.start()
    applied(7)
    // Cut, slices and commit take 1,800 ms.
    await pass(2 * EVERY_MS)
    applied(8)
    await pass(EVERY_MS / 2)
    expect(lane.cuts).toBe(1)
    await pass(EVERY_MS)
    expect(lane.cuts).toBe(2)
  })

  it('are committed only when all that was said up to the cut is stored', async () => {
    const { checkpoints, applied, pass, commits, outputs, lane } = await setting()
    outputs.pending = new Promise((resolve) => {
      outputs.stored = resolve
    })
    checkpoints.start()
    applied(7)
    await pass(10 * EVERY_MS)
    expect(lane.cuts).toBe(1)
    expect(commits()).toEqual([])
    outputs.stored()
    await pass(100)
    expect(commits()).toEqual([7])
  })

  it('that are cut when the partition is let go come to nothing, and end nothing else', async () => {
    const { checkpoints, applied, pass, commits, outputs, failures, lane } = await setting()
    // What was applied is not known any more.
    outputs.pending = Promise.reject(new Error('outputs of 7 are awaited at 0'))
    outputs.pending.catch(() => {})
    const rejections: unknown[] = []
    const note = (reason: unknown) => void rejections.push(reason)
    process.on('unhandledRejection', note)
    checkpoints.start()
    applied(7)
    while (lane.cuts === 0) await pass(10)
    checkpoints.stop()
    await pass(10 * EVERY_MS)
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', note)
    expect({ rejections, failures, commits: commits() }).toEqual({
      rejections: [],
      failures: [],
      commits: [],
    })
  })

  it('never overlap, not even the last one, which covers everything', async () => {
    for (let stopAt = 100; stopAt < 4_000; stopAt += 150) {
      const { clock, broker, checkpoints, applied, commits, failures } = await setting()
      checkpoints.start()
      for (let offset = 1; offset * 100 <= stopAt; offset++) {
        applied(offset)
        await clock.runUntil(clock.now() + 100)
      }
      applied(1_000)
      let over = false
      const last = checkpoints.last().then(() => {
        over = true
      })
      while (!over) {
        await clock.step()
        await settled()
      }
      await last
      expect(commits().at(-1), `stop at ${stopAt}`).toBe(1_000)
      expect(failures).toEqual([])
      const log = new ChangelogState(owner)
      for (const { sequence, bytes } of broker.messages(stream)) log.add(sequence, bytes)
      expect([log.flaws, log.commit?.offset]).toEqual([[], 1_000])
    }
  })

  it('wait until the definitions are settled', async () => {
    const { checkpoints, applied, pass, commits } = await setting()
    checkpoints.notBefore = 9
    checkpoints.start()
    applied(8)
    await pass(5 * EVERY_MS)
    expect(commits()).toEqual([])
    applied(9)
    await pass(5 * EVERY_MS)
    expect(commits()).toEqual([9])
  })

  it('write everything when what was there before is of no use', async () => {
    const { checkpoints, applied, pass, lane } = await setting({ sweepFrom: undefined, offset: -1 })
    checkpoints.start()
    await pass(5 * EVERY_MS)
    applied(1)
    await pass(5 * EVERY_MS)
    expect(lane.all).toEqual([true, false])
  })

  it('leave what the last commit but one needs in the changelog', async () => {
    const { checkpoints, applied, pass, broker, lane } = await setting()
    checkpoints.start()
    for (let offset = 1; offset <= 5; offset++) {
      applied(offset)
      await pass(5 * EVERY_MS)
    }
    // The claim, then five checkpoints of four chunks and a commit.
    expect(broker.messages(stream)[0]?.sequence).toBe(2 + 3 * 5)
    expect(lane.all).not.toContain(true)
  })

  it('go round at once when the changelog is half full, and leave no more than that round', async () => {
    const { checkpoints, applied, pass, broker, lane, changelog } = await setting({}, 4_000)
    lane.isRound = false
    checkpoints.start()
    for (let offset = 1; offset <= 40; offset++) {
      applied(offset)
      await pass(5 * EVERY_MS)
      expect(changelog.bytes).toBeLessThan(3_000)
    }
    expect(lane.all.filter((all) => all).length).toBeGreaterThan(2)
    expect(lane.all.filter((all) => all).length).toBeLessThan(20)
    const log = new ChangelogState(owner)
    for (const { sequence, bytes } of broker.messages(stream)) log.add(sequence, bytes)
    expect([log.flaws, log.commit?.offset]).toEqual([[], 40])
  })

  it('leave room for claims, however long they have to wait for room themselves', async () => {
    const limit = 900
    const { checkpoints, applied, pass, changelog, broker, lane } = await setting({}, limit)
    const torn = changelog.append(Buffer.alloc(limit * 0.85), 'torn')
    await pass(100)
    await torn
    checkpoints.start()
    applied(1)
    await pass(20 * EVERY_MS)
    expect(lane.cuts).toBe(1)
    const last = broker.messages(stream).at(-1)
    expect(last?.messageId).toMatch(/^(torn|\S+ 1 \d+)$/)
    expect(changelog.bytes).toBeLessThan(limit * 0.95)
  })

  it('end with the partition when another worker has it, also when there is nothing to write', async () => {
    for (const isBusy of [true, false]) {
      const { checkpoints, applied, pass, broker, failures } = await setting()
      checkpoints.start()
      await pass(EVERY_MS)
      void broker.publish(names.changelog(0), new Uint8Array(1))
      await pass(100)
      if (isBusy) applied(3)
      await pass(5 * EVERY_MS)
      expect(failures[0]).toMatchObject({ code: 'PARTITION_LOST' })
      checkpoints.stop()
    }
  })
})
