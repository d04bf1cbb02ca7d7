import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { encodeActivate } from '../event/batch.js'
import {
  CHANGE_FORMAT,
  type ChangelogOwner,
  decodeChange,
  encodeSkip,
  encodeTorn,
  encodeTrial,
} from './change-codec.js'
import { ChangelogState } from './changelog-state.js'
import { decodeEntry, encodeEntry } from './entry-codec.js'
import { Partition } from './partition.js'
import { Changelog } from './test-changelog.js'
import { definitions, nodesOf, other, random, records, replayed, said } from './test-network.js'
import { VersionShelf } from './version-shelf.js'

const COUNT = 2
const OWNER: ChangelogOwner = { namespace: 'test', partition: 0, partitions: COUNT }
const START = Date.parse('2026-01-01T00:00:00Z')
const path = fileURLToPath(new URL('golden.json', import.meta.url))

/** What an earlier Waymark wrote, in base64: a log, the changelog of its partition, and what came of it. */
interface Golden {
  readonly format: number
  readonly log: readonly { readonly time: number; readonly bytes: string }[]
  readonly changelog: readonly { readonly sequence: number; readonly bytes: string }[]
  /** Records of kinds that the log does not have. */
  readonly others: readonly string[]
  /** Of what the log said, and of the nodes behind it. */
  readonly said: string
  readonly nodes: string
}

const RECORDS = ['activate', 'command', 'events', 'link', 'replay', 'tick']
const MESSAGES = [
  ...['backfill', 'claim', 'command', 'flush', 'flushed', 'forward', 'fragment', 'handoff', 'reassign'],
  ...['release', 'replayed', 'reply', 'settle', 'shortcut', 'yield'],
]

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
const digest = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32)
const shelf = (): VersionShelf => new VersionShelf(definitions, other)
const fresh = (number = 0): Partition => new Partition(number, COUNT, definitions, { shelf: shelf() })

/** A network of two partitions, in which definitions change; the log of the first one. */
function recorded(): { time: number; bytes: Uint8Array }[] {
  const partitions = [fresh(0), fresh(1)]
  const log: { time: number; bytes: Uint8Array }[] = []
  const offsets = [0, 0]
  const seeds = [3, 8, 21]
  const queue = seeds.flatMap((seed) => records(seed, random(seed), COUNT))
  const activate = encodeActivate(other.version)
  queue.splice(150, 0, { target: 0, bytes: activate }, { target: 1, bytes: activate })
  let time = START
  for (let record = queue.shift(); record !== undefined; record = queue.shift()) {
    const { target, bytes } = record
    time += 700
    offsets[target] = (offsets[target] ?? 0) + 1
    if (target === 0) log.push({ time, bytes })
    const { outputs } = (partitions[target] as Partition).step({ offset: offsets[target], time, bytes })
    for (const output of outputs)
      if (output.to === 'link') queue.unshift({ target: output.target, bytes: output.bytes })
  }
  return log
}

function applied(log: readonly { time: number; bytes: Uint8Array }[]): { nodes: string; said: string } {
  const partition = fresh()
  const lines = log.flatMap(({ time, bytes }, i) =>
    said(partition.step({ offset: i + 1, time, bytes }).outputs),
  )
  return { nodes: digest(nodesOf(partition)), said: digest(lines) }
}

/** A changelog with all that may stand in one. */
function written(log: readonly { time: number; bytes: Uint8Array }[]): Changelog['messages'] {
  const changelog = new Changelog(0, COUNT)
  const steps = log.map(({ time, bytes }, i) => ({ offset: i + 1, time, bytes }))
  let partition = fresh()
  for (const step of steps) {
    partition.step(step)
    if (step.offset === 20 || step.offset === 60) changelog.write(partition, changelog.cut(partition))
    if (step.offset !== 70) continue
    // Its owner ends in the midst of a checkpoint, the next one begins with everything.
    changelog.write(partition, changelog.cut(partition), false)
    changelog.claim()
    partition = replayed(fresh(), steps.slice(0, step.offset))
  }
  changelog.write(partition, changelog.cut(partition, true))
  const epoch = 1 + (changelog.messages.at(-1)?.sequence ?? 0)
  changelog.claim()
  const more = [
    encodeTrial(OWNER, epoch, { from: 7, to: 9, attempt: 1, program: '1.0.0' }),
    encodeSkip(OWNER, epoch, { offset: 500, reason: 'it ended the process 5 times' }),
    encodeTorn(OWNER, epoch, [71, 2 ** 40]),
  ]
  return [...changelog.messages, ...more.map((bytes, i) => ({ sequence: epoch + 1 + i, bytes }))]
}

/** What a network of two does not come to by itself. */
function others(): Uint8Array[] {
  const to = { type: 'user_id', value: 'ann' }
  const key = { type: 'email', value: 'ann@example.org' }
  const evidence = { eventId: 'm1', timeMs: START, source: 'web' }
  const event = waymark.Events.encode({
    strings: ['track', 'Seen', 'weight', 'user_id'],
    events: [{ name: 1, timeMs: START, messageId: 'm1', identifiers: [{ type: 3, value: 'ann' }] }],
  }).finish()
  const messages = [
    { settle: { to, with: key, key, forced: true, evidence, generation: 2 } },
    { command: { to, command: { name: 'unlink', id: 'c1', timeMs: START, subject: to }, fresh: true } },
    { fragment: { bytes: Uint8Array.of(1, 2, 3), last: true } },
    { replayed: { to, version: 'v2', atMs: START, event, hops: 1 } },
    { backfill: { version: 'v2', stage: 2 } },
  ]
  const replay = { begun: 5, after: 6, to: 9, batches: [{ atMs: START, events: event }], failed: true }
  return [
    waymark.Record.encode({ link: { from: 1, n: 2 ** 40, messages, version: 'v2' } }).finish(),
    waymark.Record.encode({ replay }).finish(),
    encodeEntry({ kind: 'fragments', from: 1, parts: [Uint8Array.of(4, 5)] }, definitions),
  ]
}

function made(): Golden {
  const log = recorded()
  return {
    format: CHANGE_FORMAT,
    log: log.map(({ time, bytes }) => ({ time, bytes: text(bytes) })),
    changelog: written(log).map(({ sequence, bytes }) => ({ sequence, bytes: text(bytes) })),
    others: others().map(text),
    ...applied(log),
  }
}

// Written anew only where the wire is to change: with a new format, or fields that old readers pass over.
if (process.env.WAYMARK_GOLDEN === 'new') writeFileSync(path, `${JSON.stringify(made(), null, 2)}\n`)
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden
const log = golden.log.map(({ time, bytes }) => ({ time, bytes: bytesOf(bytes) }))
const changes = golden.changelog.map(({ sequence, bytes }) => ({ sequence, bytes: bytesOf(bytes) }))

describe('what was written once', () => {
  it('is a log with every kind of record and of message', () => {
    const kinds = new Set<string>()
    const [link, replay] = golden.others.map(bytesOf) as [Uint8Array, Uint8Array]
    for (const bytes of [...log.map((one) => one.bytes), link, replay]) {
      const record = waymark.Record.decode(bytes)
      for (const kind of Object.keys(record)) kinds.add(kind)
      for (const message of record.link?.messages ?? [])
        for (const kind of Object.keys(message)) kinds.add(`link ${kind}`)
    }
    expect([...kinds].sort()).toEqual([...RECORDS, ...MESSAGES.map((kind) => `link ${kind}`)].sort())
  })

  it('is a log that means the same for ever: the same outputs and the same state', () => {
    expect(applied(log)).toEqual({ nodes: golden.nodes, said: golden.said })
  })

  it('is written as it was: each change of the wire is meant', () => {
    const now = made()
    expect(now.log).toEqual(golden.log)
    expect(now.changelog).toEqual(golden.changelog)
    expect(now.others).toEqual(golden.others)
    expect(now.format).toBe(golden.format)
  })

  it('is a changelog with every kind of change and of entry', () => {
    const kinds = new Set<string>()
    for (const { bytes } of changes) {
      const change = decodeChange(bytes, OWNER)
      kinds.add(change.kind)
      if (change.kind !== 'chunk') continue
      for (const entry of change.entries)
        kinds.add(`entry ${decodeEntry(entry, () => ({ definitions, shelf: shelf() })).kind}`)
    }
    const fragments = decodeEntry(bytesOf(golden.others[2] ?? ''), () => ({ definitions, shelf: shelf() }))
    expect(fragments).toEqual({ kind: 'fragments', from: 1, parts: [Uint8Array.of(4, 5)] })
    const entries = ['generation', 'gone', 'profile', 'redirect', 'tombstone']
    const all = [
      'chunk',
      'claim',
      'commit',
      'skip',
      'torn',
      'trial',
      ...entries.map((kind) => `entry ${kind}`),
    ]
    expect([...kinds].sort()).toEqual(all.sort())
  })

  it('is a changelog that is restored, to what its log says', () => {
    const state = new ChangelogState(OWNER)
    for (const { sequence, bytes } of changes) state.add(sequence, bytes)
    expect(state.flaws).toEqual([])
    const { commit } = state
    expect(commit?.offset).toBe(log.length)
    const partition = fresh()
    if (commit !== undefined) partition.restore(state.takeEntries(), commit, commit.stateHash)
    expect(digest(nodesOf(partition))).toBe(golden.nodes)
  })

  it('is refused with its format when that is another one, older or newer', () => {
    for (const format of [0, 1, CHANGE_FORMAT + 1])
      for (const { bytes } of changes) {
        const change = waymark.Change.encode({ ...waymark.Change.decode(bytes), format }).finish()
        const reason = `format ${format}; this version reads ${CHANGE_FORMAT}`
        expect(() => decodeChange(change, OWNER)).toThrowError(reason)
      }
  })
})
