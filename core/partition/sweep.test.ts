import { describe, expect, it } from 'vitest'
import { encodeEvents } from '../event/batch.js'
import type { Event } from '../event/event.js'
import type { Commit } from './change-codec.js'
import { entryHead } from './entry-codec.js'
import { MemoryTier } from './memory-tier.js'
import { Partition } from './partition.js'
import { Changelog } from './test-changelog.js'
import { definitions, random } from './test-network.js'

const PEOPLE = 200
const CHECKPOINTS = 300
/** Between two checkpoints. */
const EVENTS_MAX = 20
/** From then on everyone has come, and the sweep has gone round a few times. */
const GROWN = 1_200
/** Of a text that a profile has. */
const TEXT_MAX = 8_000
const START = Date.parse('2026-01-01T00:00:00Z')
/** Without it the sweep goes round by what it owes alone. */
const SWEEP_MIN = 1

/** Who an event is about: anyone, mostly a few, only the ten first, whoever is next. */
const WHOM: Readonly<Record<string, (chance: (below: number) => number, i: number) => number>> = {
  anyone: (chance) => chance(PEOPLE),
  'mostly a few': (chance) => chance(chance(chance(PEOPLE) + 1) + 1),
  'only ten': (chance, i) => (i < PEOPLE ? i : chance(10)),
  'whoever is next': (_, i) => i % PEOPLE,
}
const ROOM: Readonly<Record<string, number | undefined>> = {
  'in memory': undefined,
  'out of memory': 0,
  'both in memory and out of it': 300_000,
}

describe.each(Object.keys(WHOM))('of profiles of all sizes, when %s changes', (whom) => {
  it.each(Object.keys(ROOM))('a changelog stays at about twice the state, that being %s', (room) => {
    const { longest, written, changed } = run(7, whom, room)
    const isBoth = room.startsWith('both')
    expect(longest).toBeLessThan(isBoth ? 2.6 : 2.5)
    // Once more for the sweep; and those that go out of memory when the sweep has just been there.
    expect(written / changed).toBeLessThan(isBoth ? 4 : 2.5)
  })
})

/**
 * A long life. Returns how long its changelog is without the last two checkpoints, one of which is there to
 * fall back on, as a part of the state; and what was written for so many bytes that have changed.
 */
function run(seed: number, whom: string, room: string) {
  const chance = random(seed)
  const changelog = new Changelog(0, 1)
  const hotBytesMax = ROOM[room]
  const cold = hotBytesMax === undefined ? undefined : { tier: new MemoryTier(), hotBytesMax }
  const partition = new Partition(0, 1, definitions, { sweepMin: SWEEP_MIN, cold })
  const found = { longest: 0, written: 0, changed: 0 }
  const written: number[] = []
  let offset = 0
  for (let n = 1; n <= CHECKPOINTS; n++) {
    const changed = new Set<string>()
    for (let left = 1 + chance(EVENTS_MAX); left > 0; left--) {
      const person = WHOM[whom]?.(chance, offset) ?? 0
      changed.add(`user-${person}`)
      const size = Math.floor(TEXT_MAX / (1 + ((person * 17) % 40)) ** 2)
      const bytes = encodeEvents([called(person, size, ++offset)])
      partition.step({ offset, time: START + offset, bytes })
    }
    written.push(changelog.bytesWritten)
    changelog.write(partition, changelog.cut(partition))
    if (offset < GROWN || n % 3 !== 0) continue
    found.written += changelog.bytesWritten - (written.at(-1) as number)
    const lastTwo = changelog.bytesWritten - (written.at(-2) as number)
    const state = changelog.read()
    expect([state.flaws, state.commit?.offset]).toEqual([[], offset])
    const entries = [...state.takeEntries()]
    for (const bytes of entries) if (changed.has(personOf(bytes))) found.changed += bytes.length
    const live = entries.reduce((sum, { length }) => sum + length, 0)
    found.longest = Math.max(found.longest, (changelog.bytes - lastTwo) / live)
    if (n % 100 !== 0) continue
    const restored = new Partition(0, 1, definitions)
    restored.restore(entries, state.commit as Commit, state.commit?.stateHash ?? 0)
    expect(restored.totals).toMatchObject({ identifiers: partition.totals.identifiers })
  }
  return found
}

function personOf(entry: Uint8Array): string {
  return /user-\d+/.exec(entryHead(entry).key)?.[0] ?? ''
}

function called(person: number, size: number, offset: number): Event {
  const time = START + offset
  return {
    ...{ kind: 'identify', name: '', messageId: `m${offset}`, time, received: time, source: 'test' },
    ...{
      identifiers: [{ type: 'user_id', value: `user-${person}` }],
      properties: { text: 'x'.repeat(size) },
    },
  }
}
