import { describe, expect, it } from 'vitest'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeActivate, encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import type { Output } from './output.js'
import { Partition } from './partition.js'
import { Changelog } from './test-changelog.js'
import { definitions, nodesOf, other, random, records, replayed, said, state } from './test-network.js'
import { VersionShelf } from './version-shelf.js'

const SEEDS = Number(process.env.WAYMARK_SEEDS ?? 150)

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
  const changelogs = lived.map((_, i) => new Changelog(i, count))
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
      const cut = changelog.cut(twin)
      const steps: (typeof since)[number] = []
      since[target] = steps
      changelog.write(twin, cut)
    }
    if (chance(9) === 0) {
      // It dies, perhaps in the middle of a checkpoint.
      if (chance(3) === 0) changelog.write(twin, changelog.cut(twin), false)
      twins[target] = replayed(changelog.restore(definitions), since[target] ?? [])
    }
  }
  for (const [i, partition] of lived.entries())
    expect(state(twins[i] as Partition), `seed ${seed}`).toEqual(state(partition))
}

describe('a partition that comes from a checkpoint under other definitions', () => {
  const ann: Identifier = { type: 'user_id', value: 'ann' }
  const start = Date.parse('2026-01-01T00:00:00Z')
  const seen = (i: number): Event => ({
    ...{
      kind: 'track',
      name: 'Seen',
      messageId: `m${i}`,
      time: start + i,
      received: start + i,
      source: 'test',
    },
    ...{ identifiers: [ann], properties: { weight: 9 } },
  })
  const facts = (outputs: readonly Output[]) =>
    outputs
      .filter(({ to }) => to === 'fact')
      .flatMap(({ bytes }) => Buffer.from(bytes).toString().trim().split('\n'))
      .map((line) => JSON.parse(line) as { fact: string; name: string; because: unknown })
  const written = (): Changelog => {
    const changelog = new Changelog(0, 1)
    const partition = new Partition(0, 1, definitions)
    for (let i = 1; i <= 3; i++)
      partition.step({ offset: i, time: start + i, bytes: encodeEvents([seen(i)]) })
    changelog.write(partition, changelog.cut(partition))
    return changelog
  }

  it('keeps windows by key and segments by name, and settles the rest when they are activated', () => {
    const partition = written().restore(other)
    expect(partition.restoredOtherwise).toBe(true)
    const { outputs } = partition.step({ offset: 4, time: start + 4, bytes: encodeActivate(other.version) })
    expect(partition.restoredOtherwise).toBe(false)
    expect(facts(outputs).map(({ fact, name }) => `${fact} ${name}`)).toEqual([
      'segment.left heavy',
      'journey.exited nudge',
    ])
    const later = partition.step({ offset: 5, time: start + 60_000, bytes: encodeTick() })
    expect(facts(later.outputs).map(({ fact, name }) => `${fact} ${name}`)).toEqual(['segment.left active'])
  })

  it('may write a checkpoint before they are: nothing is forgotten', () => {
    const changelog = written()
    const between = changelog.restore(other)
    changelog.write(between, changelog.cut(between, true))
    const { outputs } = changelog
      .restore(other)
      .step({ offset: 4, time: start + 4, bytes: encodeActivate(other.version) })
    expect(facts(outputs).map(({ fact }) => fact)).toContain('journey.exited')
  })

  /** A partition of four people, who came in this order. */
  const four = (changelog: Changelog): Partition => {
    const partition = new Partition(0, 1, definitions, { shelf: new VersionShelf(definitions, other) })
    for (const [i, value] of ['cid', 'ann', 'dan', 'bob'].entries()) {
      const event = { ...seen(i), identifiers: [{ type: 'user_id', value }] }
      for (const messageId of ['x', 'y'])
        partition.step({
          offset: 2 * i + (messageId === 'x' ? 1 : 2),
          time: start + i,
          bytes: encodeEvents([{ ...event, messageId: `${messageId}${i}` }]),
        })
    }
    changelog.write(partition, changelog.cut(partition))
    return partition
  }
  const activate = { offset: 9, time: start + 9, bytes: encodeActivate(other.version) }

  it('says the same as one that was never restored, in the same order, when they are activated', () => {
    const changelog = new Changelog(0, 1)
    const lived = four(changelog)
    const ann = { ...seen(9), messageId: 'ann again', identifiers: [{ type: 'user_id', value: 'dan' }] }
    const again = { offset: 9, time: start + 9, bytes: encodeEvents([ann]) }
    lived.step(again)
    changelog.write(lived, changelog.cut(lived))
    const shelf = new VersionShelf(definitions, other)
    const restored = new Partition(0, 1, definitions, { shelf })
    const state = changelog.read()
    const { commit } = state
    if (commit === undefined) throw new Error('nothing was committed')
    restored.restore(state.takeEntries(), commit, commit.stateHash)
    const both = [lived, restored].map((one) => said(one.step({ ...activate, offset: 10 }).outputs))
    expect(both[0]).not.toEqual([])
    expect(both[1]).toEqual(both[0])
  })

  it('is what was cut, also when they are activated before all of it is written', () => {
    const [changelog, plain] = [new Changelog(0, 1), new Changelog(0, 1)]
    const partition = four(changelog)
    four(plain)
    const cut = changelog.cut(partition, true)
    partition.step(activate)
    changelog.write(partition, cut)
    expect(nodesOf(changelog.restore(definitions))).toEqual(nodesOf(plain.restore(definitions)))
  })

  it('is refused when they rank identifier types differently', () => {
    const files = [
      {
        path: 'i.yaml',
        text: 'kind: identity\nname: i\ntypes: [{type: user_id, role: known, from: [userId]}]',
      },
    ]
    const changelog = written()
    expect(() => changelog.restore(compileDefinitions(files))).toThrowError(
      'the state was made with the identifier types user user_id,user email,user anonymous_id;',
    )
  })
})
