import { describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { names as namesOf } from '../event/subjects.js'
import { decodeChange } from '../partition/change-codec.js'
import { Changelog } from './changelog.js'
import { ChangelogReading } from './changelog-reading.js'
import { FlakyBroker, JumpingClock, NO_MISHAPS } from './flaky-broker.js'

const names = namesOf('wm')
const stream = names.changelogStream(0)
const SEEDS = Number(process.env.WAYMARK_SEEDS ?? 40)

function setting(seed: number, mishaps = NO_MISHAPS) {
  const clock = new JumpingClock()
  const broker = new FlakyBroker(clock, seed, mishaps, () => stream)
  const claim = (worker: string) =>
    during(
      clock,
      Changelog.claim({ broker, names, partition: 0, partitions: 1, worker, clock, log: silentLog }),
    )
  return { clock, broker, claim }
}

/** Lets time pass until it is settled. */
async function during<Result>(clock: JumpingClock, promise: Promise<Result>): Promise<Result> {
  let over = false
  const end = (): void => {
    over = true
  }
  promise.then(end, end)
  while (!over) await clock.step()
  return promise
}

const text = (broker: FlakyBroker): string[] =>
  broker.messages(stream).map(({ bytes }) => {
    const plain = Buffer.from(bytes).toString()
    return /^\w\d+$/.test(plain) ? plain : 'claim'
  })

describe('a changelog', () => {
  it(`takes every message once and in order, whatever becomes of publishes (${SEEDS} seeds)`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { clock, broker, claim } = setting(seed)
      const changelog = await claim('w1')
      broker.mishaps = { lost: 0.1, answerLost: 0.2, refused: 0.1, late: 0.1, twice: 0.1 }
      const said = Array.from({ length: 30 }, (_, i) => `m${i}`)
      for (const [i, one] of said.entries()) {
        await during(clock, changelog.append(Buffer.from(one), one))
        // The broker knows an id for a while only.
        if (i % 7 === 0) broker.forgetIds()
      }
      expect(text(broker), `seed ${seed}`).toEqual(['claim', ...said])
    }
  })

  it('is lost to the one who claims it last', async () => {
    const { clock, broker, claim } = setting(1)
    const first = await claim('w1')
    await during(clock, first.append(Buffer.from('a1'), 'a1'))
    const second = await claim('w2')
    expect([first.epoch, second.epoch]).toEqual([1, 3])
    const owner = { namespace: 'wm', partition: 0, partitions: 1 }
    const last = broker.messages(stream).at(-1)?.bytes ?? new Uint8Array()
    expect(decodeChange(last, owner)).toMatchObject({ kind: 'claim', epoch: 3, worker: 'w2' })
    await expect(first.check()).rejects.toMatchObject({ code: 'PARTITION_LOST' })
    await expect(during(clock, first.append(Buffer.from('a2'), 'a2'))).rejects.toMatchObject({
      code: 'PARTITION_LOST',
      message: expect.stringMatching(/^partition 0 is another worker's/),
    })
    await second.check()
    await during(clock, second.append(Buffer.from('b1'), 'b1'))
    expect(text(broker)).toEqual(['claim', 'a1', 'claim', 'b1'])
  })

  it('is claimed by workers at the same time, and one of them keeps it', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { clock, broker, claim } = setting(seed)
      const claimed = await Promise.all(['w1', 'w2', 'w3'].map(claim))
      const kept: number[] = []
      for (const changelog of claimed)
        await during(clock, changelog.append(Buffer.from('x1'), `x ${changelog.epoch}`)).then(
          () => kept.push(changelog.epoch),
          () => {},
        )
      expect(kept, `seed ${seed}`).toEqual([Math.max(...claimed.map(({ epoch }) => epoch))])
      expect(text(broker)).toEqual(['claim', 'claim', 'claim', 'x1'])
    }
  })

  it('is read anew when whoever had it before deletes its beginning meanwhile', async () => {
    const { clock, broker, claim } = setting(3)
    const first = await claim('w1')
    for (let i = 0; i < 10; i++) await during(clock, first.append(Buffer.from(`a${i}`), `a${i}`))
    const second = await claim('w2')
    const sequences: number[] = []
    const reading = second.read(
      async (messages) => void sequences.push(...messages.map(({ sequence }) => sequence)),
      async () => void sequences.splice(0),
    )
    await broker.purge(stream, 4)
    await during(clock, reading)
    expect(sequences).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('is lost when its claim is deleted before it is read, and not taken for empty', async () => {
    const { broker, claim } = setting(3)
    const first = await claim('w1')
    const second = await claim('w2')
    await broker.purge(stream, first.epoch)
    const reading = first.read(
      () => Promise.reject(new Error('nothing is read')),
      () => Promise.reject(new Error('nothing is read')),
    )
    await expect(reading).rejects.toMatchObject({ code: 'PARTITION_LOST' })
    expect(second.epoch).toBe(2)
  })

  it('is read up to its claim, and not beyond', async () => {
    const { clock, claim } = setting(3)
    const first = await claim('w1')
    for (let i = 0; i < 50; i++) await during(clock, first.append(Buffer.from(`a${i}`), `a${i}`))
    const second = await claim('w2')
    await during(clock, second.append(Buffer.from('b1'), 'b1'))
    const sequences: number[] = []
    const none = () => Promise.reject(new Error('nothing is read twice'))
    await second.read(
      async (messages) => void sequences.push(...messages.map(({ sequence }) => sequence)),
      none,
    )
    expect(sequences).toEqual(Array.from({ length: 52 }, (_, i) => i + 1))
    await expect(second.read(() => Promise.reject(new Error('no use')), none)).rejects.toThrowError('no use')
  })

  it('is read ahead while another worker has it: each message once, up to the claim only', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { clock, broker, claim } = setting(seed)
      const first = await claim('w1')
      for (let i = 0; i < 20; i++) await during(clock, first.append(Buffer.from(`a${i}`), `a${i}`))
      const sequences: number[] = []
      const take = async (messages: readonly { sequence: number }[]) =>
        void sequences.push(...messages.map(({ sequence }) => sequence))
      const ahead = new ChangelogReading({ broker, stream, take })
      ahead.start(1)
      for (let i = 0; i < seed % 20; i++) await during(clock, first.append(Buffer.from(`b${i}`), `b${i}`))
      ahead.hold()
      const [second] = await Promise.all([claim('w2'), claim('w3')])
      const none = () => Promise.reject(new Error('nothing is read twice'))
      await during(clock, second.read(take, none, ahead))
      expect(sequences, `seed ${seed}`).toEqual(Array.from({ length: second.epoch }, (_, i) => i + 1))
    }
  })

  it('is read anew when what was read ahead came to nothing', async () => {
    const { clock, broker, claim } = setting(2)
    await claim('w1')
    const sequences: number[] = []
    const take = async (messages: readonly { sequence: number }[]) =>
      void sequences.push(...messages.map(({ sequence }) => sequence))
    const ahead = new ChangelogReading({ broker, stream, take: () => Promise.reject(new Error('of no use')) })
    ahead.start(1)
    ahead.hold()
    const second = await claim('w2')
    let forgotten = 0
    const forget = async (): Promise<void> => void forgotten++
    await during(clock, second.read(take, forget, ahead))
    expect([forgotten, sequences]).toEqual([1, [1, 2]])
  })

  it('is not taken for what was read ahead when the broker has lost some of that', async () => {
    const { clock, broker, claim } = setting(2)
    const first = await claim('w1')
    for (let i = 0; i < 5; i++) await during(clock, first.append(Buffer.from(`a${i}`), `a${i}`))
    let newest = 0
    const take = async (messages: readonly { sequence: number }[]) => {
      newest = messages.at(-1)?.sequence ?? 0
    }
    const ahead = new ChangelogReading({ broker, stream, take })
    ahead.start(1)
    while (newest < 6) await clock.step()
    ahead.hold()
    await expect(ahead.until(5)).rejects.toThrowError('ends at 5, but 6 was read before')
  })

  it('is read no further once it is stopped, also while nothing comes', async () => {
    const { clock, broker, claim } = setting(3)
    const first = await claim('w1')
    for (let i = 0; i < 50; i++) await during(clock, first.append(Buffer.from(`a${i}`), `a${i}`))
    const changelog = await claim('w2')
    const stopped = () =>
      expect(
        changelog.read(
          async () => {},
          async () => {},
        ),
      ).rejects
    const read = broker.read.bind(broker)
    // The broker does not give anything.
    broker.read = (stream, from) => read(stream, from, () => new Promise(() => {}))
    const reading = stopped().toMatchObject({ code: 'PARTITION_LOST' })
    await clock.step()
    changelog.stop()
    await during(clock, reading)
    await during(clock, stopped().toMatchObject({ code: 'PARTITION_LOST' }))
  })

  it('gives up what is only there to fall back on when there is no room', async () => {
    const { clock, broker, claim } = setting(4)
    const changelog = await claim('w1')
    for (let i = 0; i < 10; i++) await during(clock, changelog.append(Buffer.from(`a${i}`), `a${i}`))
    changelog.neededFrom = 6
    broker.mishaps = { ...NO_MISHAPS, refused: 0.5 }
    for (let i = 0; i < 10; i++) await during(clock, changelog.append(Buffer.from(`b${i}`), `b${i}`))
    expect(broker.messages(stream)[0]?.sequence).toBe(6)
    expect(text(broker)).toHaveLength(16)
  })

  it('loses the chunks of a checkpoint that came to no commit, and says so before', async () => {
    const { clock, broker, claim } = setting(6)
    const first = await claim('w1')
    for (let i = 0; i < 4; i++) await during(clock, first.append(Buffer.from(`a${i}`), `a${i}`))
    const second = await claim('w2')
    await during(clock, second.append(Buffer.from('b1'), 'b1'))
    await during(clock, second.deleteTorn([3, 4]))
    expect(broker.messages(stream).map(({ sequence }) => sequence)).toEqual([1, 2, 5, 6, 7, 8])
    const told = decodeChange(broker.messages(stream).at(-1)?.bytes ?? new Uint8Array(), second.owner)
    expect(told).toEqual({ kind: 'torn', epoch: 6, checkpoint: 0, chunks: [3, 4] })
    // Who has lost the partition deletes nothing.
    await during(clock, first.deleteTorn([2]))
    expect(broker.messages(stream)).toHaveLength(6)
  })

  it('lets go of an append that waits when it is stopped', async () => {
    const { clock, broker, claim } = setting(5)
    const changelog = await claim('w1')
    broker.mishaps = { ...NO_MISHAPS, refused: 1 }
    const waits = changelog.append(Buffer.from('a1'), 'a1')
    waits.catch(() => {})
    for (let i = 0; i < 5; i++) await clock.step()
    changelog.stop()
    await expect(during(clock, waits)).rejects.toMatchObject({ code: 'PARTITION_LOST' })
  })
})
