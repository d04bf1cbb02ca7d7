import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeActivate, encodeEvents } from '../event/batch.js'
import type { Event } from '../event/event.js'
import { compareNames } from '../identity/name-order.js'
import { isRedirect } from '../identity/nodes.js'
import type { Fact } from '../testing/harness.js'
import type { ColdRecord } from './cold-tier.js'
import { MemoryTier } from './memory-tier.js'
import type { Output } from './output.js'
import { Partition } from './partition.js'
import { Changelog } from './test-changelog.js'
import { definitions, other, random, records } from './test-network.js'
import { VersionShelf } from './version-shelf.js'

const shelf = new VersionShelf(definitions, other)

/** Partitions that have applied random records, links among them included; `onStep` sees each step. */
function network(
  seed: number,
  count: number,
  onStep: (partition: Partition, outputs: readonly Output[]) => void,
): Partition[] {
  const partitions = Array.from({ length: count }, (_, p) => new Partition(p, count, definitions, { shelf }))
  const offsets = partitions.map(() => 0)
  const queue = records(seed, random(seed), count).map((record, i) => ({ ...record, time: 0, i }))
  const start = Date.parse('2026-01-01T00:00:00Z')
  for (let i = 0; i < queue.length; i++) {
    const { target, bytes } = queue[i] as { target: number; bytes: Uint8Array }
    const partition = partitions[target] as Partition
    offsets[target] = (offsets[target] ?? 0) + 1
    const step = partition.step({ offset: offsets[target], time: start + Math.min(i, 60) * 1_000, bytes })
    for (const output of step.outputs)
      if (output.to === 'link') queue.push({ target: output.target, bytes: output.bytes, time: 0, i })
    if (i === 30)
      for (let p = 0; p < count; p++)
        queue.push({ target: p, bytes: encodeActivate(other.version), time: 0, i })
    onStep(partition, step.outputs)
  }
  return partitions
}

/** Members by segment, in the order of pages. */
function scanned(partition: Partition): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { node } of [...partition.nodes()].sort(compareNames)) {
    if (isRedirect(node)) continue
    for (const number of node.segments) {
      const name = partition.definitions.segments[number]?.name ?? ''
      found.set(name, [...(found.get(name) ?? []), node.id])
    }
  }
  return found
}

function checkCounts(partition: Partition): void {
  const found = scanned(partition)
  for (const { segment, members } of partition.members)
    expect([segment, members]).toEqual([segment, found.get(segment)?.length ?? 0])
}

describe('members of segments', () => {
  it('are counted as they come and go, through merges, erasures, other definitions and restores', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 3), (seed, count) => {
        for (const partition of network(seed, count, checkCounts)) {
          const changelog = new Changelog(partition.number, count)
          changelog.write(partition, partition.beginCheckpoint(true))
          const twin = new Partition(partition.number, count, definitions, { shelf })
          const read = changelog.read()
          const commit = read.commit
          if (commit === undefined) throw new Error('nothing is committed')
          twin.restore(read.takeEntries(), commit, commit.stateHash)
          checkCounts(twin)
          expect(twin.members).toEqual(partition.members)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('enter and leave by the counts of flips as often as facts say it, whatever the cause', () => {
    const told = new Map<string, number>()
    const counted = new Map<string, number>()
    const causes = new Set<unknown>()
    const add = (counts: Map<string, number>, of: string, by: number) =>
      by > 0 && counts.set(of, (counts.get(of) ?? 0) + by)
    for (let seed = 0; seed < 30; seed++)
      network(seed, 3, (partition, outputs) => {
        for (const { fact, name, because } of outputs.flatMap(factsOf)) {
          if (!fact.startsWith('segment.')) continue
          add(told, `${name} ${fact.slice('segment.'.length)}`, 1)
          if (fact === 'segment.left') causes.add('merged' in because ? 'merged' : because.cause)
        }
        for (const [name, { entered, left }] of partition.takeFlips()) {
          add(counted, `${name} entered`, entered)
          add(counted, `${name} left`, left)
        }
      })
    expect([...counted].sort()).toEqual([...told].sort())
    expect([...causes]).toEqual(expect.arrayContaining(['definitions', 'erased', 'merged', 'time']))
    // It is in one version only.
    expect(counted.get('heavy left')).toBeGreaterThan(0)
  })

  it('come in pages, each once and in one order, whatever the size of a page', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), (seed, limit) => {
        const [partition] = network(seed, 1, () => {}) as [Partition]
        const found = scanned(partition)
        for (const { segment } of partition.members) {
          const members: string[] = []
          for (let after: number | undefined = 0; after !== undefined; ) {
            const page = partition.membersOf(segment, after, limit)
            members.push(...page.members.map(({ profile }) => profile))
            after = page.after
          }
          expect(members).toEqual(found.get(segment) ?? [])
        }
        expect(partition.membersOf('nobody', 0, limit)).toEqual({ members: [], after: undefined })
      }),
      { numRuns: 30 },
    )
  })

  it('are found alike and in one order in memory and out of it, and no look goes over many profiles', () => {
    const rare = compileDefinitions([
      {
        path: 'x.yaml',
        text: "kind: segment\nname: rare\nwhere: {count: {event: Rare, within: 9d, is: '>= 1'}}\n",
      },
    ])
    const tier = new CountingTier()
    const warm = new Partition(0, 1, rare)
    const cold = new Partition(0, 1, rare, { cold: { tier, hotBytesMax: 0 } })
    const time = Date.parse('2026-01-01T00:00:00Z')
    const own = { kind: 'track', source: 'test', properties: {}, time, received: time } as const
    const events = Array.from({ length: 2 * LIMITS.membersLookMax + 100 }, (_, i): Event => {
      const identifiers = [{ type: 'user_id', value: `u${i}` }]
      return { ...own, name: i % 700 === 3 ? 'Rare' : 'Seen', messageId: `m${i}`, identifiers }
    })
    for (let i = 0; i < events.length; i += 500) {
      const record = { offset: i + 1, time, bytes: encodeEvents(events.slice(i, i + 500)) }
      warm.step(record)
      cold.step(record)
    }
    for (const limit of [1, 4, 100]) {
      const found: string[] = []
      for (let after: number | undefined = 0; after !== undefined; ) {
        const page = warm.membersOf('rare', after, limit)
        tier.read = 0
        expect(cold.membersOf('rare', after, limit)).toEqual(page)
        expect(tier.read).toBeLessThan(LIMITS.membersLookMax + 300)
        expect(page.members.length).toBeLessThanOrEqual(limit)
        found.push(...page.members.map(({ subject }) => subject.value))
        after = page.after
      }
      const rare = ['u1403', 'u2103', 'u2803', 'u3', 'u3503', 'u703']
      const inOrder = rare.map((value) => ({ type: 'user_id', value })).sort(compareNames)
      expect(found).toEqual(inOrder.map(({ value }) => value))
    }
  })
})

function factsOf({ to, bytes }: Output): Fact[] {
  const lines = to === 'fact' ? new TextDecoder().decode(bytes).trimEnd().split('\n') : []
  return lines.map((line) => JSON.parse(line) as Fact)
}

/** Tells how many records were read where many are. */
class CountingTier extends MemoryTier {
  read = 0

  override range(from: number, until: number, max: number): ColdRecord[] {
    const records = super.range(from, until, max)
    this.read += records.length
    return records
  }
}
