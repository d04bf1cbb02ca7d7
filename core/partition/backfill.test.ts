import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { encodeActivate, encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import { isRedirect } from '../identity/nodes.js'
import { Partition } from './partition.js'
import { skippedRecord } from './skipped-record.js'
import type { StepRecord } from './step.js'
import { Changelog } from './test-changelog.js'
import { random } from './test-network.js'
import { VersionShelf } from './version-shelf.js'

const OLD = `
kind: segment
name: seen
where: {count: {event: Seen, within: 10d, is: '>= 2'}}
`
const past = (text: string) => text.replaceAll('where: {', 'backfill: 30d\nwhere: {')
const NEW = `
kind: segment
name: often
where: {count: {event: Seen, within: 20d, is: '>= 3'}}
---
kind: segment
name: seldom
where: {count: {event: Seen, within: 20d, is: '< 2'}}
---
kind: segment
name: heavy
where: {sum: {event: Seen, of: event.weight, within: 15d, is: '>= 9'}}
---
kind: segment
name: broad
where: {distinct: {event: Seen, of: event.weight, within: 20d, is: '>= 3'}}
---
kind: segment
name: bought-after
where: {sequence: {steps: [{event: Seen}, {event: Bought}], within: 20d}}
---
kind: segment
name: quiet
where: {absent: {event: Bought, for: 5d}}
---
kind: segment
name: last-heavy
where: {last: {event: Seen, of: event.weight, is: '>= 3'}}
---
kind: segment
name: both
where: {all: [{segment: often}, {not: {segment: quiet}}]}
`
const compile = (text: string) => compileDefinitions([{ path: 'x.yaml', text }])
const before = compile(OLD)
const after = compile(`${OLD}---${past(NEW)}`)
const third = compile(`${OLD}---${past(NEW).replace('>= 9', '>= 6')}`)
const shelf = new VersionShelf(before, after, third)

const START = Date.parse('2026-01-01T00:00:00Z')
const HOUR_MS = 3_600_000

/** Partitions and their logs, with owners that replay, die and begin anew at their last checkpoint. */
class Network {
  readonly logs: StepRecord[][]
  readonly #changelogs: Changelog[]
  readonly #sent: { target: number; bytes: Uint8Array }[] = []
  partitions: Partition[]
  now = START
  #replayed = new Set<string>()

  constructor(count: number, definitions: Definitions) {
    const numbers = Array.from({ length: count }, (_, p) => p)
    this.partitions = numbers.map((p) => new Partition(p, count, definitions, { shelf }))
    this.logs = numbers.map(() => [])
    this.#changelogs = numbers.map((p) => new Changelog(p, count))
  }

  /** Appends, and applies that and whatever follows from it. */
  append(target: number, bytes: Uint8Array): void {
    this.#sent.push({ target, bytes })
    this.deliver(Number.POSITIVE_INFINITY)
  }

  /** Puts into a log without anything being applied. */
  post(target: number, bytes: Uint8Array): void {
    this.#sent.push({ target, bytes })
  }

  deliver(count: number): void {
    for (let i = 0; i < count; i++) {
      const one = this.#sent.shift()
      if (one === undefined) return
      const log = this.logs[one.target] as StepRecord[]
      const record = { offset: log.length + 1, time: this.now, bytes: one.bytes }
      log.push(record)
      this.#step(one.target, record)
    }
  }

  #step(target: number, record: StepRecord): void {
    const { outputs } = (this.partitions[target] as Partition).step(record)
    for (const output of outputs) {
      if (output.to === 'dead-letter') throw new Error(output.reason)
      if (output.to === 'link') this.#sent.push({ target: output.target, bytes: output.bytes })
    }
  }

  /** The next record that replays the past does harm, and is skipped. */
  harm(target: number): void {
    const partition = this.partitions[target] as Partition
    const { wanted } = partition.past
    if (wanted === undefined) throw new Error('nothing is replayed')
    const { after, until } = wanted
    const bytes = partition.past.encode(after, until, (this.logs[target] as StepRecord[]).slice(after, until))
    const skip = { offset: 0, reason: 'it did harm' }
    const { record } = skippedRecord(target, { offset: 0, time: this.now, bytes }, skip)
    this.append(target, record.bytes)
  }

  /** The owner of a partition appends the next piece of its past, if it is to. */
  replay(target: number, records: number): boolean {
    const partition = this.partitions[target] as Partition
    const { wanted } = partition.past
    const id = JSON.stringify([target, wanted?.begun, wanted?.after])
    if (wanted === undefined || this.#replayed.has(id)) return false
    this.#replayed.add(id)
    const to = Math.min(wanted.until, wanted.after + records)
    const piece = (this.logs[target] as StepRecord[]).slice(wanted.after, to)
    this.post(target, partition.past.encode(wanted.after, to, piece))
    return true
  }

  checkpoint(target: number): void {
    const partition = this.partitions[target] as Partition
    this.#changelogs[target]?.write(partition, partition.beginCheckpoint())
  }

  /** The owner dies; the next one restores the last checkpoint and applies the log again from there. */
  restart(target: number, definitions: Definitions): void {
    const count = this.partitions.length
    const fresh = new Partition(target, count, definitions, { shelf })
    const read = this.#changelogs[target]?.read()
    const commit = read?.commit
    if (read !== undefined && commit !== undefined)
      fresh.restore(read.takeEntries(), commit, commit.stateHash)
    for (const record of (this.logs[target] as StepRecord[]).slice(fresh.offset)) fresh.step(record)
    this.partitions[target] = fresh
  }

  /** Until nothing more comes of what there is. */
  settle(chance: (below: number) => number): void {
    for (let rounds = 0; rounds < 2_000; rounds++) {
      let isBusy = this.#sent.length > 0
      this.deliver(Number.POSITIVE_INFINITY)
      for (const { number, nextDue } of this.partitions) {
        if (this.replay(number, 1 + chance(10))) isBusy = true
        if (nextDue <= this.now) {
          this.post(number, encodeTick())
          isBusy = true
        }
      }
      if (!isBusy) return
    }
    throw new Error('no rest')
  }

  /** Who is in what, by the identifiers that a profile has. */
  members(): string[] {
    const lines: string[] = []
    for (const partition of this.partitions)
      for (const { node } of partition.nodes()) {
        if (isRedirect(node)) continue
        expect(node.filled).toBeUndefined()
        const names = node.segments.map((number) => partition.definitions.segments[number]?.name ?? '?')
        lines.push(`${node.key.value}: ${names.sort().join(' ')}`)
      }
    return lines.sort()
  }
}

interface Planned {
  readonly at: number
  readonly event: Event
}

/** Visitors who become known: none of them belongs to two users. */
function plan(chance: (below: number) => number, count: number): Planned[] {
  let at = START
  const events: Event[] = []
  return Array.from({ length: count }, (_, i) => {
    at += chance(12) * HOUR_MS
    const user = chance(4)
    const known: Identifier = { type: 'user_id', value: `u${user}` }
    const visitor: Identifier = { type: 'anonymous_id', value: `v${user}-${chance(2)}` }
    const identifiers = [[known], [visitor], [known, visitor], [visitor]][chance(4)] as Identifier[]
    const event: Event = {
      ...{ kind: 'track', name: chance(5) === 0 ? 'Bought' : 'Seen', messageId: `m${i}`, source: 'test' },
      ...{ time: at - chance(4) * 6 * HOUR_MS, received: at, identifiers },
      properties: { weight: 1 + chance(4) },
    }
    // Now and then one comes twice, while its id is still known.
    const again = events.at(-1)
    if (again !== undefined && chance(10) === 0) return { at, event: again }
    events.push(event)
    return { at, event }
  })
}

function say(network: Network, { event }: Planned): void {
  const { identities } = before
  const home = identities.partitionOf(event.identifiers[0] as Identifier, network.partitions.length)
  network.post(home, encodeEvents([event]))
}

/** Events come; owners replay, checkpoint, die; each partition activates the versions when it comes to it. */
function live(seed: number, count: number, versions: readonly Definitions[]): [string[], string[]] {
  const chance = random(seed)
  const events = plan(chance, 80)
  const reference = new Network(count, versions.at(-1) as Definitions)
  const network = new Network(count, before)
  const behind = network.partitions.map(() => [...versions])
  const starts = versions.map((_, i) => 30 + i * chance(20) + chance(10))
  for (const [i, one] of events.entries()) {
    reference.now = network.now = one.at
    say(reference, one)
    reference.deliver(Number.POSITIVE_INFINITY)
    say(network, one)
    for (const [p, wanted] of behind.entries()) {
      const start = starts[versions.length - wanted.length] ?? Number.POSITIVE_INFINITY
      if (i < start || chance(4) > 0) continue
      const next = wanted.shift()
      if (next !== undefined) network.post(p, encodeActivate(next.version))
    }
    network.deliver(chance(3) === 0 ? 1 + chance(3) : Number.POSITIVE_INFINITY)
    const p = chance(count)
    if (chance(3) === 0) network.replay(p, 1 + chance(10))
    if (chance(4) === 0) network.checkpoint(p)
    if (chance(6) === 0) network.restart(p, before)
  }
  for (const [p, wanted] of behind.entries())
    for (const next of wanted) network.append(p, encodeActivate(next.version))
  network.settle(chance)
  reference.settle(chance)
  return [network.members(), reference.members()]
}

describe('a backfill', () => {
  it('makes members of those who would be members had the segment always been there', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 3, 8), (seed, count) => {
        const [is, should] = live(seed, count, [after])
        expect(is).toEqual(should)
      }),
      { numRuns: 30 },
    )
  }, 200_000)

  it('begins anew, and comes to the same, when another version comes before it is over', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 3, 8), (seed, count) => {
        const [is, should] = live(seed, count, [after, third])
        expect(is).toEqual(should)
      }),
      { numRuns: 30 },
    )
  }, 200_000)

  it('ends, and says so, when a record that replays the past does harm: nobody waits for it', () => {
    const chance = random(7)
    const network = new Network(3, before)
    for (const one of plan(chance, 60)) {
      network.now = one.at
      say(network, one)
      network.deliver(Number.POSITIVE_INFINITY)
    }
    for (const { number } of network.partitions) network.append(number, encodeActivate(after.version))
    network.deliver(Number.POSITIVE_INFINITY)
    network.harm(1)
    const offset = network.logs[1]?.findIndex(({ bytes }) => bytes[0] === 50) ?? 0
    const failed = { version: after.version, offset: offset + 1 }
    expect(network.partitions[1]?.past).toMatchObject({ wanted: undefined, failed })
    network.settle(chance)
    for (const { past, nextDue } of network.partitions) {
      expect(past.wanted).toBeUndefined()
      expect(nextDue).toBeGreaterThan(network.now)
    }
    // The next owner knows it too, until other definitions come into force.
    network.checkpoint(1)
    network.restart(1, before)
    expect(network.partitions.map(({ past }) => past.failed)).toEqual([undefined, failed, undefined])
    network.append(1, encodeActivate(third.version))
    expect(network.partitions[1]?.past.failed).toBeUndefined()
  })
})
