import { compileDefinitions } from '../definitions/definitions.js'
import { encodeCommandRecord, encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import { decodeEntry, entryHead } from './entry-codec.js'
import type { Output } from './output.js'
import type { Partition } from './partition.js'
import { Changelog } from './test-changelog.js'
import { VersionShelf } from './version-shelf.js'

const IDENTITY = `
kind: identity
name: test
types:
  - {type: user_id, role: known, from: [userId], max: 3}
  - {type: email, role: contact, from: [email], max: 3, window: 1h, over_limit: evict-oldest}
  - {type: anonymous_id, role: anonymous, from: [anonymousId], max: 4, over_limit: evict-oldest}
`
const ACTIVE = `---
kind: segment
name: active
where: {count: {event: Seen, within: 30s, is: '>= 3'}}
`

/** For random networks of partitions: windows, a journey, identifiers with limits. */
export const definitions = compileDefinitions([
  {
    path: 'checkpoint.yaml',
    text: `${IDENTITY}${ACTIVE}---
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

/** Another version: windows and segments that stay, go and come. */
export const other = compileDefinitions([
  {
    path: 'other.yaml',
    text: `${IDENTITY}---
kind: segment
name: busy
where: {count: {event: Seen, within: 30s, is: '>= 2'}}
${ACTIVE}`,
  },
])

export function replayed(
  partition: Partition,
  steps: readonly { offset: number; time: number; bytes: Uint8Array }[],
) {
  for (const step of steps) partition.step(step)
  return partition
}

/** The whole state as a fresh checkpoint of a partition says it, in the order of names. */
export function state(partition: Partition): string[] {
  const changelog = new Changelog(partition.number, 8)
  const twin = new Map<string, string>()
  changelog.write(partition, changelog.cut(partition, true))
  for (const bytes of changelog.read().takeEntries()) {
    const { key, isNode } = entryHead(bytes)
    const entry = decodeEntry(bytes, () => ({ definitions, shelf: new VersionShelf(definitions) }))
    const isNothing = entry.kind === 'gone' || (entry.kind === 'generation' && entry.generation === undefined)
    if (!isNothing) twin.set(`${isNode ? 'node ' : ''}${key}`, Buffer.from(bytes).toString('hex'))
  }
  return [...twin].map(([key, hex]) => `${key} ${hex}`).sort()
}

/** The nodes as entries say them. */
export function nodesOf(partition: Partition): string[] {
  return state(partition).filter((line) => line.startsWith('node'))
}

export function said(outputs: readonly Output[]): string[] {
  return outputs.map(({ id, to, bytes }) => `${id} ${to} ${Buffer.from(bytes).toString('hex')}`)
}

export function records(seed: number, chance: (below: number) => number, count: number) {
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

export function random(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return (state >>> 4) % below
  }
}
