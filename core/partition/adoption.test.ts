import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { encodeActivate, encodeEvents, encodeTick } from '../event/batch.js'
import type { Fact } from '../testing/harness.js'
import type { Output } from './output.js'
import { Partition } from './partition.js'
import type { Pace } from './round.js'
import { Changelog } from './test-changelog.js'
import { random } from './test-network.js'
import { VersionShelf } from './version-shelf.js'

const START = Date.parse('2026-01-01T00:00:00Z')
const SECOND_MS = 1_000

const segment = (name: string, event: string, within: string, is: string): string =>
  `kind: segment\nname: ${name}\nwhere: {count: {event: ${event}, within: ${within}, is: '${is}'}}\n`
const compile = (...segments: string[]): Definitions =>
  compileDefinitions([{ path: 'x.yaml', text: segments.join('---\n') }])

const seen = segment('seen', 'Seen', '40s', '>= 2')
const looks = 'kind: segment\nname: looks\nwhere: {not: {segment: seen}}\n'
const first = compile(seen, looks, segment('gone', 'Seen', '30d', '>= 1'))
const second = compile(seen, looks, segment('often', 'Seen', '30s', '>= 3'))
const third = compile(
  segment('seen', 'Seen', '40s', '>= 1'),
  looks,
  segment('gone', 'Seen', '30d', '>= 1'),
  segment('often', 'Seen', '30s', '>= 3'),
)
const versions = [first, second, third]
const shelf = new VersionShelf(...versions)

/** A partition with its log; its owner may die and the next one begin at the last checkpoint. */
class Life {
  partition: Partition
  now = START
  readonly facts: Fact[] = []
  readonly #pace: Pace
  readonly #log: { offset: number; time: number; bytes: Uint8Array }[] = []
  readonly #changelog = new Changelog(0, 1)

  constructor(pace: Pace) {
    this.#pace = pace
    this.partition = this.#fresh()
  }

  event(user: string, messageId: string): void {
    const identifiers = [{ type: 'user_id', value: user }]
    const own = { kind: 'track', name: 'Seen', messageId, source: 'test', properties: {} } as const
    this.append(encodeEvents([{ ...own, time: this.now, received: this.now, identifiers }]))
  }

  append(bytes: Uint8Array): Fact[] {
    const record = { offset: this.#log.length + 1, time: this.now, bytes }
    this.#log.push(record)
    const facts = this.partition.step(record).outputs.flatMap(factsOf)
    this.facts.push(...facts)
    return facts
  }

  checkpoint(): void {
    this.#changelog.write(this.partition, this.#changelog.cut(this.partition))
  }

  restart(): void {
    const fresh = this.#fresh()
    const read = this.#changelog.read()
    const { commit } = read
    if (commit !== undefined) fresh.restore(read.takeEntries(), commit, commit.stateHash)
    for (const record of this.#log.slice(fresh.offset)) fresh.step(record)
    this.partition = fresh
  }

  /** Ticks, as an owner appends them, up to an instant. */
  tickUntil(until: number): void {
    for (let due = this.partition.nextDue; due <= until; due = this.partition.nextDue) {
      this.now = Math.max(this.now, due)
      this.append(encodeTick())
    }
    this.now = until
  }

  members(): string[] {
    return [...this.partition.profiles()]
      .map(({ key, segments }) => `${key.value}: ${segments.map((number) => this.#name(number)).sort()}`)
      .sort()
  }

  /** Who is in what by what was said. */
  told(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { fact, name = '' } of this.facts)
      if (fact.startsWith('segment.'))
        counts.set(name, (counts.get(name) ?? 0) + (fact === 'segment.entered' ? 1 : -1))
    return counts
  }

  #name(number: number): string {
    return this.partition.definitions.segments[number]?.name ?? '?'
  }

  #fresh(): Partition {
    return new Partition(0, 1, first, { shelf, pace: this.#pace })
  }
}

function factsOf({ to, bytes }: Output): Fact[] {
  if (to !== 'fact') return []
  return new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Fact)
}

describe('changed definitions', () => {
  it('come to profiles in pieces, and the log is told when the next one is due', () => {
    const life = new Life({ profiles: LIMITS.sweepProfilesMax, everyMs: LIMITS.sweepEveryMs })
    const users = 2 * LIMITS.sweepProfilesMax + 7
    for (let i = 0; i < users; i++) life.event(`u${i}`, `m${i}`)
    const pieces = [life.append(encodeActivate(second.version)).length]
    while (life.partition.nextDue < life.now + SECOND_MS) {
      expect(life.partition.nextDue).toBe(life.now + LIMITS.sweepEveryMs)
      // What comes before that takes no longer for it.
      expect(life.append(encodeTick())).toEqual([])
      life.now = life.partition.nextDue
      pieces.push(life.append(encodeTick()).length)
    }
    expect(pieces).toEqual([LIMITS.sweepProfilesMax, LIMITS.sweepProfilesMax, 7])
    expect(life.partition.members.filter(({ members }) => members > 0)).toEqual([
      { segment: 'looks', members: users },
    ])
  })

  it('come first to whoever an event reaches, and each flip is said once', () => {
    const life = new Life({ profiles: 1, everyMs: 1_000 * SECOND_MS })
    for (const user of ['a', 'b', 'c', 'd']) life.event(user, `${user}0`)
    life.append(encodeActivate(second.version))
    life.now += SECOND_MS
    const before = life.facts.length
    for (const user of ['a', 'b', 'c', 'd']) life.event(user, `${user}1`)
    const flips = life.facts.slice(before).map(({ fact, name, subject, because, at }) => {
      expect(Date.parse(at)).toBe(life.now)
      return `${subject.value} ${fact} ${name}: ${because.cause}`
    })
    const own = (user: string): string[] => flips.filter((flip) => flip.startsWith(user)).sort()
    const byEvent = (user: string): string[] => [
      `${user} segment.entered seen: ${user}1`,
      `${user} segment.left looks: ${user}1`,
    ]
    const met = ['a', 'b', 'c', 'd'].filter((user) => own(user).length === 2)
    expect(met).toHaveLength(1)
    for (const user of ['a', 'b', 'c', 'd'])
      expect(own(user)).toEqual(
        [...byEvent(user), ...(met.includes(user) ? [] : [`${user} segment.left gone: definitions`])].sort(),
      )
  })

  it('wait while too many versions are in use, the last one for all; no step does more for it', () => {
    const life = new Life({ profiles: 1, everyMs: SECOND_MS })
    const users = ['a', 'b', 'c', 'd', 'e']
    for (const user of users) life.event(user, `${user}0`)
    const versionOf = (i: number): string => (versions[i % 3] as Definitions).version
    const flipsMax = first.segments.length + third.segments.length
    const inForce = new Set<string>()
    const activated: string[] = []
    for (let i = 1; i <= LIMITS.earlierVersionsMax + 7; i++) {
      expect(life.append(encodeActivate(versionOf(i))).length).toBeLessThanOrEqual(flipsMax)
      activated.push(life.partition.version)
      if (i === LIMITS.earlierVersionsMax + 3) {
        life.checkpoint()
        life.restart()
      }
    }
    const last = versionOf(LIMITS.earlierVersionsMax + 7)
    const kept = versionOf(LIMITS.earlierVersionsMax)
    expect(activated.slice(LIMITS.earlierVersionsMax)).toEqual(new Array(7).fill(kept))
    expect([life.partition.version, life.partition.waiting]).toEqual([kept, last])
    expect(life.partition.versions).toContain(last)
    while (life.partition.nextDue < life.now + 2 * SECOND_MS) {
      life.now = life.partition.nextDue
      expect(life.append(encodeTick()).length).toBeLessThanOrEqual(2 * flipsMax)
      inForce.add(life.partition.version)
    }
    expect([...inForce]).toEqual([kept, last])
    expect([life.partition.waiting, ...life.partition.versions]).toEqual(['', last])
    const fast = new Life({ profiles: 1_000, everyMs: 1 })
    for (const user of users) fast.event(user, `${user}0`)
    // What it does not have begins empty.
    fast.append(encodeActivate(second.version))
    fast.append(encodeActivate(last))
    fast.tickUntil(life.now)
    expect(life.members()).toEqual(fast.members())
  })

  it('come into force at once in a state of neither version, however many are in use', () => {
    const pace = { profiles: 1, everyMs: SECOND_MS }
    const [changelog, partition] = [new Changelog(0, 1), new Partition(0, 1, first, { shelf, pace })]
    const record = (offset: number, bytes: Uint8Array) => ({ offset, time: START, bytes })
    const events = ['a', 'b', 'c', 'd'].map((value) => ({
      ...({ kind: 'track', name: 'Seen', messageId: value, source: 'test', properties: {} } as const),
      ...{ time: START, received: START, identifiers: [{ type: 'user_id', value }] },
    }))
    partition.step(record(1, encodeEvents(events)))
    for (let i = 1; i <= LIMITS.earlierVersionsMax + 1; i++)
      partition.step(record(i + 1, encodeActivate((i % 2 === 0 ? first : second).version)))
    expect([partition.version, partition.waiting]).toEqual([first.version, second.version])
    changelog.write(partition, changelog.cut(partition))
    const next = changelog.restore(third, { shelf: new VersionShelf(second, third), pace })
    expect(next.restoredOtherwise).toBe(true)
    next.step(record(next.offset + 1, encodeActivate(third.version)))
    expect([next.restoredOtherwise, next.version, next.waiting]).toEqual([false, third.version, ''])
  })

  it('make the same members, however slowly they come, and what is said adds up at each moment', () => {
    const step = fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 5 }))
    const pace = fc.record({ profiles: fc.integer({ min: 1, max: 3 }), everyMs: fc.constantFrom(1, 7_000) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), pace, fc.nat(), (steps, slow, seed) => {
        const chance = random(seed)
        const fast = new Life({ profiles: 1_000, everyMs: 1 })
        const life = new Life(slow)
        for (const [i, [kind, who]] of steps.entries()) {
          const until = life.now + chance(4_000)
          for (const one of [fast, life]) {
            one.tickUntil(until)
            if (kind < 6) one.append(encodeActivate((versions[kind % 3] as Definitions).version))
            else one.event(`u${who}`, `m${i}`)
          }
          if (kind % 4 === 0) life.checkpoint()
          if (kind % 9 === 0) life.restart()
          const told = life.told()
          for (const { segment, members } of life.partition.members)
            expect([segment, members]).toEqual([segment, told.get(segment) ?? 0])
        }
        // Six of them, one every seven seconds.
        for (const one of [fast, life]) one.tickUntil(life.now + 60 * SECOND_MS)
        expect(life.partition.versions).toHaveLength(1)
        expect(life.members()).toEqual(fast.members())
      }),
      { numRuns: 200 },
    )
  })
})
