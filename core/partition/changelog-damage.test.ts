import { describe, expect, it } from 'vitest'
import type { CommittedState } from './change-codec.js'
import type { ChangelogState } from './changelog-state.js'
import { Partition } from './partition.js'
import { Changelog } from './test-changelog.js'
import { definitions, nodesOf, random, records, replayed } from './test-network.js'

const SEEDS = Number(process.env.WAYMARK_SEEDS ?? 120)

type Chance = (below: number) => number
type Messages = Changelog['messages']

/** What may befall messages of a changelog; those that stand behind keep their places. */
const DAMAGES: Record<string, (messages: Messages, chance: Chance, strange: Messages) => void> = {
  'bytes are others': (messages, chance) => {
    const { bytes } = pick(messages, chance)
    for (let n = 0; n <= chance(4); n++) bytes[chance(bytes.length)] = chance(256)
  },
  'a message is cut short': (messages, chance) => {
    const one = pick(messages, chance)
    one.bytes = one.bytes.slice(0, chance(one.bytes.length))
  },
  'a message has a longer end': (messages, chance) => {
    const one = pick(messages, chance)
    one.bytes = Buffer.concat([one.bytes, pick(messages, chance).bytes])
  },
  'a message is empty': (messages, chance) => {
    pick(messages, chance).bytes = new Uint8Array()
  },
  'zeros stand in its place': (messages, chance) => {
    pick(messages, chance).bytes.fill(0)
  },
  'messages are gone': (messages, chance) => {
    const at = chance(messages.length - 1)
    messages.splice(at, Math.min(1 + chance(4), messages.length - 1 - at))
  },
  'the beginning is gone': (messages, chance) => {
    messages.splice(0, chance(messages.length))
  },
  'two have changed places': (messages, chance) => {
    const [one, other] = [pick(messages, chance), pick(messages, chance)]
    const { bytes } = one
    one.bytes = other.bytes
    other.bytes = bytes
  },
  'a stale one stands in its place': (messages, chance) => {
    const at = chance(messages.length - 1)
    const one = messages[at]
    const stale = messages[chance(at + 1)]
    if (one !== undefined && stale !== undefined) one.bytes = Uint8Array.from(stale.bytes)
  },
  'stale ones stand in the place of many': (messages, chance) => {
    const by = 1 + chance(6)
    const from = by + chance(Math.max(1, messages.length - by))
    const before = messages.map(({ bytes }) => bytes)
    for (let at = from; at < messages.length - 1 && at < from + 6; at++) {
      const one = messages[at]
      if (one !== undefined) one.bytes = Uint8Array.from(before[at - by] as Uint8Array)
    }
  },
  "another partition's stands in its place": (messages, chance, strange) => {
    pick(messages, chance).bytes = Uint8Array.from(pick(strange, chance).bytes)
  },
}

describe(`over ${SEEDS} changelogs with up to four damages each, the state`, () => {
  const met = new Map<string, number>()
  it('is one that was committed or none, told with place and reason, and never another one', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const outcome = run(seed)
      met.set(outcome, (met.get(outcome) ?? 0) + 1)
    }
    expect([...met.keys()].sort()).toEqual(['newest', 'none', 'older'])
  })
})

describe('a changelog', () => {
  it('that has lost its beginning is not taken for a new one, also when no commit is left', () => {
    const { changelog } = life(1, random(1), 0)
    const last = changelog.messages.at(-1)?.sequence ?? 0
    changelog.claim()
    changelog.messages = changelog.messages.slice(-1)
    expect(changelog.read().flaws).toEqual([
      { sequence: last + 1, reason: `it begins at ${last + 1}: none of its 0 commits is whole` },
    ])
    expect(new Changelog(0, 1).read().flaws).toEqual([])
  })

  it('in which stale chunks stand behind their own commit is told from a torn checkpoint', () => {
    const changelog = new Changelog(0, 1)
    const partition = new Partition(0, 1, definitions)
    for (const [i, { bytes }] of records(3, random(3), 1).entries())
      partition.step({ offset: i + 1, time: i, bytes })
    changelog.write(partition, changelog.cut(partition))
    const stale = changelog.messages.slice(1)
    changelog.write(partition, changelog.cut(partition, true), false)
    const torn = changelog.messages.slice(1 + stale.length)
    for (const [i, message] of torn.entries()) message.bytes = stale[i]?.bytes ?? message.bytes
    changelog.claim()
    const reason = 'checkpoint 1 stands behind checkpoint 1'
    expect(changelog.read().flaws).toContainEqual({ sequence: torn[0]?.sequence, reason })
  })
})

function run(seed: number): 'older' | 'none' | 'newest' {
  const chance = random(seed)
  const { changelog, lived, steps } = life(seed, chance, 0)
  const strange = life(seed + 1, random(seed + 1), 1).changelog
  const before = changelog.messages.map(({ sequence, bytes }) => `${sequence} ${hex(bytes)}`)
  const kinds = Object.keys(DAMAGES)
  const done: string[] = []
  for (let n = 0; n <= chance(4) && changelog.messages.length > 2; n++) {
    const kind = kinds[chance(kinds.length)] as string
    done.push(kind)
    DAMAGES[kind]?.(changelog.messages, chance, strange.messages)
  }
  const found = `seed ${seed}: ${done.join(', ')}`
  const state = changelog.read()
  const { commit, flaws } = state
  const newest = changelog.commits.at(-1)?.offset ?? 0
  if (commit !== undefined)
    expect(
      changelog.commits.map(({ offset }) => offset),
      found,
    ).toContain(commit.offset)
  const after = changelog.messages.map(({ sequence, bytes }) => `${sequence} ${hex(bytes)}`)
  if ((commit?.offset ?? 0) < newest && before.join() !== after.join())
    expect(flaws.length, found).toBeGreaterThan(0)
  for (const { sequence, reason } of flaws) {
    expect(sequence, found).toBeGreaterThan(0)
    expect(reason, found).not.toBe('')
  }
  const restored = new Partition(0, 1, definitions)
  if (commit !== undefined) restore(restored, state, commit, found)
  const twin = replayed(restored, steps.slice(restored.offset))
  expect(nodesOf(twin), found).toEqual(nodesOf(lived))
  // What it writes from here on counts whatever stands before.
  changelog.claim()
  changelog.forget()
  changelog.write(twin, changelog.cut(twin, true))
  expect(changelog.read().commit?.offset, found).toBe(steps.length)
  return commit === undefined ? 'none' : commit.offset < newest ? 'older' : 'newest'
}

/** It must be restored as it was committed: what counts is whole. */
function restore(
  into: Partition,
  state: ChangelogState,
  commit: CommittedState & { stateHash: number },
  found: string,
) {
  expect(() => into.restore(state.takeEntries(), commit, commit.stateHash), found).not.toThrow()
}

/** A partition with checkpoints and owners who end in the midst of one. */
function life(seed: number, chance: Chance, number: number) {
  const changelog = new Changelog(number, 1)
  const lived = new Partition(0, 1, definitions)
  const steps = records(seed, chance, 1).map(({ bytes }, i) => ({
    offset: i + 1,
    time: Date.parse('2026-01-01T00:00:00Z') + i * 2_000,
    bytes,
  }))
  let owner = new Partition(0, 1, definitions)
  for (const step of steps) {
    lived.step(step)
    owner.step(step)
    const isTorn = chance(25) === 0
    if (isTorn || chance(6) === 0) changelog.write(owner, changelog.cut(owner), !isTorn)
    if (!isTorn && chance(25) !== 0) continue
    const next = changelog.restore(definitions)
    owner = replayed(next, steps.slice(next.offset, step.offset))
  }
  return { changelog, lived, steps }
}

/** Not the last one: what the broker has lost at the end it would not know itself. */
function pick(messages: Messages, chance: Chance): Messages[number] {
  const one = messages[chance(messages.length - 1)]
  if (one === undefined) throw new Error('there is no message')
  return one
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
