import { describe, expect, it } from 'vitest'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeCommandRecord, encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import type { Cut } from './checkpointer.js'
import { decodeEntry, entryHead } from './entry-codec.js'
import type { Output } from './output.js'
import { Partition } from './partition.js'
import { VersionShelf } from './version-shelf.js'

const SEEDS = Number(process.env.WAYMARK_SEEDS ?? 150)

const definitions = compileDefinitions([
  {
    path: 'checkpoint.yaml',
    text: `
kind: identity
name: test
types:
  - {type: user_id, role: known, from: [userId], max: 3}
  - {type: email, role: contact, from: [email], max: 3, window: 1h, over_limit: evict-oldest}
  - {type: anonymous_id, role: anonymous, from: [anonymousId], max: 4, over_limit: evict-oldest}
---
kind: segment
name: active
where: {count: {event: Seen, within: 30s, is: '>= 3'}}
---
kind: segment
name: heavy
where: {sum: {event: Seen, of: event.weight, within: 1m, is: '>= 6'}}
---
kind: segment
name: away
where: {all: [{absent: {event: Seen, for: 20s}}, {not: {segment: heavy}}]}
---
kind: journey
name: nudge
trigger: {segment: {entered: active}}
entry: {again: after 1m}
exit: [{event: Bought}]
steps: [{wait: 15s}, {send: {channel: console, content: nudge}}]
---
kind: content
name: nudge
body: hello
`,
  },
])

/** What a changelog keeps: the newest entry of each name, and the newest cut. */
class Changelog {
  readonly entries = new Map<string, Uint8Array>()
  cut: Cut | undefined
  stateHash = 0

  write(partition: Partition, cut: Cut): void {
    for (let slice = partition.checkpointSlice(500); slice.length > 0; slice = partition.checkpointSlice(500))
      for (const bytes of slice) this.entries.set(entryHead(bytes).key, bytes)
    this.cut = cut
    this.stateHash = partition.stateHash
  }

  restore(number: number, count: number): Partition {
    const partition = new Partition(number, count, definitions)
    if (this.cut !== undefined) partition.restore(this.entries.values(), this.cut, this.stateHash)
    return partition
  }
}

describe(`over ${SEEDS} networks, a partition that comes from its checkpoint`, () => {
  it('says what the one says that never stopped, and knows what it knows', () => {
    for (let seed = 1; seed <= SEEDS; seed++) run(seed)
  })
})

/** Every partition has a twin that is thrown away and restored again and again. */
function run(seed: number): void {
  const chance = random(seed)
  const count = 1 + chance(4)
  const lived = Array.from({ length: count }, (_, i) => new Partition(i, count, definitions))
  const twins = Array.from({ length: count }, (_, i) => new Partition(i, count, definitions))
  const changelogs = lived.map(() => new Changelog())
  const offsets = lived.map(() => 0)
  const since: { offset: number; time: number; bytes: Uint8Array }[][] = lived.map(() => [])
  let now = Date.parse('2026-01-01T00:00:00Z')
  const queue = records(seed, chance, count)
  for (let record = queue.shift(); record !== undefined; record = queue.shift()) {
    const { target, bytes } = record
    now += chance(4) * 1_000
    offsets[target] = (offsets[target] ?? 0) + 1
    const step = { offset: offsets[target] as number, time: now, bytes }
    const { outputs } = (lived[target] as Partition).step(step)
    since[target]?.push(step)
    const twin = twins[target] as Partition
    expect(said(twin.step(step).outputs), `seed ${seed}, ${target}-${step.offset}`).toEqual(said(outputs))
    for (const output of outputs)
      if (output.to === 'link')
        queue.splice(chance(2) === 0 ? 0 : queue.length, 0, { target: output.target, bytes: output.bytes })
    const changelog = changelogs[target] as Changelog
    if (chance(5) === 0) {
      const cut = twin.beginCheckpoint()
      const steps: (typeof since)[number] = []
      since[target] = steps
      changelog.write(twin, cut)
    }
    if (chance(9) === 0) twins[target] = replayed(changelog.restore(target, count), since[target] ?? [])
  }
  for (const [i, partition] of lived.entries())
    expect(state(twins[i] as Partition), `seed ${seed}`).toEqual(state(partition))
}

function replayed(
  partition: Partition,
  steps: readonly { offset: number; time: number; bytes: Uint8Array }[],
) {
  for (const step of steps) partition.step(step)
  return partition
}

/** The whole state as a fresh checkpoint of a partition says it, in the order of names. */
function state(partition: Partition): string[] {
  const changelog = new Changelog()
  const twin = new Map<string, string>()
  for (let round = 0; round < 50; round++) {
    const cut = partition.beginCheckpoint()
    changelog.write(partition, cut)
    if (cut.sweepDone) break
  }
  for (const [key, bytes] of changelog.entries) {
    const entry = decodeEntry(bytes, { definitions, shelf: new VersionShelf(definitions) })
    const isNothing = entry.kind === 'gone' || (entry.kind === 'generation' && entry.generation === 0)
    if (!isNothing) twin.set(key, Buffer.from(bytes).toString('hex'))
  }
  return [...twin].map(([key, hex]) => `${key} ${hex}`).sort()
}

function said(outputs: readonly Output[]): string[] {
  return outputs.map(({ id, to, bytes }) => `${id} ${to} ${Buffer.from(bytes).toString('hex')}`)
}

function records(seed: number, chance: (below: number) => number, count: number) {
  const { identities } = definitions
  const one = (type: string, size: number) => ({ type, value: `${type[0]}${chance(size)}-${seed}` })
  const start = Date.parse('2026-01-01T00:00:00Z')
  return Array.from({ length: 60 }, (_, i): { target: number; bytes: Uint8Array } => {
    const kind = chance(20)
    if (kind === 0) return { target: chance(count), bytes: encodeTick() }
    if (kind < 3) {
      const subject = chance(2) === 0 ? one('email', 3) : one('user_id', 3)
      const name = chance(2) === 0 ? 'unlink' : 'erase'
      const bytes = encodeCommandRecord({ name, id: `c${i}`, time: start, subject })
      return { target: identities.partitionOf(subject, count), bytes }
    }
    const ids: Identifier[] = [
      ...(chance(2) === 0 ? [one('user_id', 3)] : []),
      ...(chance(3) === 0 ? [one('email', 3)] : []),
      one('anonymous_id', 6),
    ].sort((x, y) => identities.compare(x, y))
    const event: Event = {
      kind: chance(6) === 0 ? 'identify' : 'track',
      name: chance(8) === 0 ? 'Bought' : 'Seen',
      messageId: `m${chance(10) === 0 ? chance(i + 1) : i}`,
      time: start + i * 1_000 - chance(5_000),
      received: start,
      source: 'test',
      identifiers: ids,
      properties: { weight: 1 + chance(4) },
    }
    return { target: identities.partitionOf(ids[0] as Identifier, count), bytes: encodeEvents([event]) }
  })
}

function random(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return (state >>> 4) % below
  }
}
