import { describe, expect, it } from 'vitest'
import { encodeActivate } from '../event/batch.js'
import { MemoryTier } from './memory-tier.js'
import type { Output } from './output.js'
import { Partition } from './partition.js'
import type { StepRecord } from './step.js'
import { Changelog } from './test-changelog.js'
import { definitions, other, random, records, replayed, said, state } from './test-network.js'
import { VersionShelf } from './version-shelf.js'

const SEEDS = Number(process.env.WAYMARK_SEEDS ?? 60)

/** Seconds between two records, less one, at most. */
const PAUSE_MAX = 4

/** Few: definitions change while others of a partition have not come under those before. */
const pace = { profiles: 2, everyMs: 5_000 }
const shelf = new VersionShelf(definitions, other)

describe(`over ${SEEDS} networks, a partition that spills at random`, () => {
  it('says what one says that keeps everything in memory, byte for byte, and knows the same', () => {
    const counts = { thawed: 0, restored: 0, spilled: 0 }
    for (let seed = 1; seed <= SEEDS; seed++) new Network(seed, counts).run()
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(SEEDS)
  })
})

/** Partitions that stay in memory, and twins that spill, write checkpoints meanwhile, die and come back. */
class Network {
  readonly #seed: number
  readonly #chance: (below: number) => number
  readonly #lived: Partition[]
  readonly #twins: Twin[]
  readonly #offsets: number[]
  #now = Date.parse('2026-01-01T00:00:00Z')

  constructor(seed: number, counts: TwinCounts) {
    this.#seed = seed
    this.#chance = random(seed)
    const count = 1 + this.#chance(3)
    const all = Array.from({ length: count }, (_, i) => i)
    this.#lived = all.map((i) => new Partition(i, count, definitions, { shelf, pace }))
    this.#twins = all.map((i) => new Twin(i, count, this.#chance, counts))
    this.#offsets = all.map(() => 0)
  }

  run(): void {
    const count = this.#lived.length
    const queue = records(this.#seed, this.#chance, count)
    for (let record = queue.shift(); record !== undefined; record = queue.shift()) {
      for (const output of this.#step(record.target, record.bytes))
        if (output.to === 'link') queue.push({ target: output.target, bytes: output.bytes })
      if (this.#chance(25) > 0) continue
      const { version } = this.#chance(2) === 0 ? definitions : other
      this.#step(this.#chance(count), encodeActivate(version))
    }
    for (const [i, lived] of this.#lived.entries()) {
      const twin = this.#twins[i] as Twin
      expect(state(twin.partition), `seed ${this.#seed}`).toEqual(state(lived))
      const { cold: _, ...totals } = twin.partition.totals
      expect(totals).toMatchObject({ profiles: lived.totals.profiles, timers: lived.totals.timers })
    }
  }

  #step(target: number, bytes: Uint8Array): readonly Output[] {
    this.#now += this.#chance(PAUSE_MAX) * 1_000
    this.#offsets[target] = (this.#offsets[target] ?? 0) + 1
    const record = { offset: this.#offsets[target] as number, time: this.#now, bytes }
    const lived = this.#lived[target] as Partition
    const twin = this.#twins[target] as Twin
    const { outputs } = lived.step(record)
    const hint = `seed ${this.#seed}, ${target}-${record.offset}`
    expect(said(twin.step(record)), hint).toEqual(said(outputs))
    expect(twin.partition.nextDue, hint).toBe(lived.nextDue)
    twin.live()
    return outputs
  }
}

interface TwinCounts {
  spilled: number
  thawed: number
  restored: number
}

class Twin {
  partition: Partition
  readonly #chance: (below: number) => number
  readonly #counts: TwinCounts
  readonly #changelog: Changelog
  /** Steps since the last commit. */
  #since: StepRecord[] = []
  #checkpoint: { readonly offset: number; readonly writing: Iterator<unknown> } | undefined

  constructor(number: number, partitions: number, chance: (below: number) => number, counts: TwinCounts) {
    this.#chance = chance
    this.#counts = counts
    this.#changelog = new Changelog(number, partitions)
    this.partition = new Partition(number, partitions, definitions, { shelf, pace, cold: this.#cold() })
  }

  step(record: StepRecord): readonly Output[] {
    const { cold } = this.partition.totals
    const { outputs } = this.partition.step(record)
    const now = this.partition.totals.cold
    if (now > cold) this.#counts.spilled++
    if (now < cold) this.#counts.thawed++
    this.#since.push(record)
    return outputs
  }

  /** What happens between two steps. */
  live(): void {
    this.partition.hotBytesMax = this.#budget()
    const { partition } = this
    if (this.#checkpoint === undefined && this.#chance(4) === 0) {
      const cut = this.#changelog.cut(partition)
      this.#checkpoint = { offset: cut.offset, writing: this.#changelog.writing(partition, cut) }
    }
    for (let i = this.#chance(3); i > 0; i--) this.#writeOn()
    if (this.#chance(12) === 0) this.#die()
  }

  #writeOn(): void {
    if (this.#checkpoint?.writing.next().done !== true) return
    const { offset } = this.#checkpoint
    this.#since = this.#since.filter((step) => step.offset > offset)
    this.#checkpoint = undefined
  }

  #die(): void {
    this.#checkpoint = undefined
    this.#counts.restored++
    const restored = this.#changelog.restore(definitions, { shelf, pace, cold: this.#cold() })
    this.partition = replayed(restored, this.#since)
  }

  #cold() {
    return { tier: new MemoryTier(), hotBytesMax: this.#budget() }
  }

  /** Room for none, for a few, for all. */
  #budget(): number {
    return [0, 0, 6_000, 20_000, 1_000_000][this.#chance(5)] as number
  }
}
