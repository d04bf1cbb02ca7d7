import { describe, expect, it } from 'vitest'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import { Partition } from '../partition/partition.js'
import type { Profile } from '../partition/profile.js'
import { identifierHash } from './name-order.js'
import { isRedirect } from './nodes.js'

/** How many networks a run checks; `WAYMARK_SEEDS=20000` for a long one. */
const SEEDS = Number(process.env.WAYMARK_SEEDS ?? 600)
const FIRST_SEED = Number(process.env.WAYMARK_FIRST_SEED ?? 1)

const definitions = compileDefinitions([
  {
    path: 'segments.yaml',
    text: `
kind: identity
name: unlimited
types:
  - {type: user_id, role: known, from: [userId], max: 100}
  - {type: email, role: contact, from: [email], max: 100}
  - {type: anonymous_id, role: anonymous, from: [anonymousId], max: 100, max_owners: 100}
---
kind: segment
name: active
where: {count: {event: Seen, within: 30d, is: '>= 3'}}
---
kind: segment
name: heavy
where: {sum: {event: Seen, of: event.weight, within: 30d, is: '>= 20'}}
---
kind: segment
name: quiet
where: {not: {count: {event: Seen, within: 30d, is: '>= 2'}}}
`,
  },
])
const { identities } = definitions
const START = Date.parse('2026-01-01T00:00:00Z')
const tick = encodeTick()

type Chance = (below: number) => number

interface Run {
  readonly partitions: Partition[]
  readonly events: Event[]
  readonly facts: string[]
  readonly applied: number
  readonly profilesMade: number
}

/**
 * Partitions with logs and a first-in-first-out link for each pair. Each step puts one event, one tick or the
 * first message of one link at the end of a log; which, is left to chance. Some links come twice.
 */
function run(seed: number, options: { aliases: boolean }): Run {
  const chance = random(seed)
  const count = 1 + chance(8)
  const partitions = Array.from({ length: count }, (_, i) => new Partition(i, count, definitions))
  const events = someEvents(seed, chance, options.aliases)
  const waiting = [...events]
  const links = new Map<string, { target: number; bytes: Uint8Array }[]>()
  const facts: string[] = []
  const offsets = new Array<number>(count).fill(0)
  const patience = 1 + chance(6)
  let applied = 0
  let now = START + 1_000_000
  const append = (target: number, bytes: Uint8Array) => {
    const offset = (offsets[target] as number) + 1
    offsets[target] = offset
    now += chance(3) * 1_000
    const { outputs, counts } = (partitions[target] as Partition).step({ offset, time: now, bytes })
    applied += counts.events
    const said: string[] = []
    for (const output of outputs) {
      if (output.to === 'dead-letter') throw new Error(`dead letter: ${output.reason}`)
      if (output.to === 'fact') said.push(...new TextDecoder().decode(output.bytes).trimEnd().split('\n'))
      if (output.to !== 'link') continue
      const pair = `${target}-${output.target}`
      const fifo = links.get(pair) ?? []
      fifo.push(output)
      if (chance(8) === 0) fifo.push(output)
      links.set(pair, fifo)
    }
    facts.push(...inOrder(said))
  }
  for (;;) {
    const open = [...links.values()].filter((fifo) => fifo.length > 0)
    if (waiting.length === 0 && open.length === 0) break
    if (waiting.length > 0 && (open.length === 0 || chance(patience) === 0)) {
      const batch = waiting.splice(0, 1 + chance(2))
      for (const event of batch)
        append(homeOf(event.identifiers[0] as Identifier, count), encodeEvents([event]))
    } else if (chance(20) === 0) append(chance(count), tick)
    else {
      const { target, bytes } = open[chance(open.length)]?.shift() ?? { target: 0, bytes: tick }
      append(target, bytes)
    }
  }
  const profilesMade = facts.filter((line) => line.startsWith('{"fact":"profile.created"')).length
  return { partitions, events, facts, applied, profilesMade }
}

function someEvents(seed: number, chance: Chance, aliases: boolean): Event[] {
  const pools: [string, number][] = [
    ['user_id', 1 + chance(4)],
    ['email', 1 + chance(6)],
    ['anonymous_id', 1 + chance(9)],
  ]
  return Array.from({ length: 1 + chance(65) }, (_, i) => {
    const alias = aliases && chance(8) === 0
    const candidates = pools.flatMap(([type, size]) => {
      const one = () => ({ type, value: `${type[0]}${chance(size)}-${seed}` })
      if (alias) return type === 'user_id' ? [one(), one()] : []
      return chance(2) === 0 ? [one()] : []
    })
    if (candidates.length === 0) candidates.push({ type: 'anonymous_id', value: `a${chance(4)}-${seed}` })
    const distinct = candidates.filter((id, at) => at === candidates.findIndex((other) => same(other, id)))
    return {
      kind: alias ? 'alias' : 'track',
      name: alias ? '' : 'Seen',
      messageId: `m${i}`,
      time: START + i,
      received: START + i,
      source: 'test',
      identifiers: distinct.sort((x, y) => identities.compare(x, y)),
      properties: { weight: 1 + (i % 3) },
    }
  })
}

/** Facts of one step travel by kind; the end of their offset says in which order they came about. */
function inOrder(lines: readonly string[]): string[] {
  const place = (line: string) => Number(/-(\d+)"}$/.exec(line)?.[1])
  return [...lines].sort((x, y) => place(x) - place(y))
}

/** What is wrong at rest, by the list of the protocol; empty when all is well. */
function faults({ partitions, events, applied, facts, profilesMade }: Run): string[] {
  const wrong: string[] = []
  const roots = partitions.flatMap((partition) => [...partition.profiles()])
  const rootOf = (id: Identifier) => lead(partitions, id, wrong)
  if (applied !== events.length) wrong.push(`${applied} of ${events.length} events applied`)
  const seen = roots.reduce((sum, root) => sum + root.seen.size, 0)
  if (seen !== events.length) wrong.push(`roots have seen ${seen} of ${events.length} events`)
  for (const root of roots) {
    const name = nameOf(root.key)
    if (root.parked.length > 0) wrong.push(`${name} has ${root.parked.length} parked`)
    if (root.pending.length > 0) wrong.push(`${name} waits for ${root.pending.map(nameOf)}`)
    for (const link of root.links) if (rootOf(link) !== root) wrong.push(`${nameOf(link)} is not at ${name}`)
    if (new Set(root.links.map(nameOf)).size !== root.links.length) wrong.push(`${name} lists a link twice`)
    for (const link of root.links)
      if (identities.compare(link, root.key) < 0)
        wrong.push(`${nameOf(link)} is stronger than its root ${name}`)
    for (const refusal of root.refusals)
      if (root.links.some((link) => link.type === refusal.type && identifierHash(link) === refusal.hash))
        wrong.push(`${name} both holds and refuses a link`)
  }
  for (const event of events)
    for (const id of event.identifiers) {
      const root = rootOf(id)
      if (root === undefined) wrong.push(`${nameOf(id)} leads nowhere`)
      else if (!root.links.some((link) => same(link, id)))
        wrong.push(`${nameOf(id)} leads to ${nameOf(root.key)}, which does not list it`)
    }
  if (new Set(roots.map((root) => root.id)).size !== roots.length) wrong.push('two profiles have one id')
  const merged = facts.filter((line) => line.startsWith('{"fact":"profile.merged"')).length
  if (profilesMade - merged !== roots.length)
    wrong.push(`${profilesMade} profiles made, ${merged} merged, ${roots.length} are there`)
  return wrong
}

/** Follows redirects, which must lead to ever stronger identifiers. */
function lead(partitions: readonly Partition[], id: Identifier, wrong: string[]): Profile | undefined {
  let key = id
  for (;;) {
    const node = (partitions[homeOf(key, partitions.length)] as Partition).find(key.type, key.value)
    if (node === undefined) return undefined
    if (!isRedirect(node)) return node
    if (identities.compare(node.to, key) >= 0) {
      wrong.push(`${nameOf(key)} leads to ${nameOf(node.to)}, which is not stronger`)
      return undefined
    }
    key = node.to
  }
}

/** Sets of identifiers that events link, however far, strongest first: whatever the order of arrival. */
function linkedSets(events: readonly Event[]): { ids: Identifier[]; events: Event[] }[] {
  const sets: { ids: Map<string, Identifier>; events: Event[] }[] = []
  for (const event of events) {
    const touched = sets.filter(({ ids }) => event.identifiers.some((id) => ids.has(nameOf(id))))
    const whole = { ids: new Map<string, Identifier>(), events: [event] }
    for (const id of event.identifiers) whole.ids.set(nameOf(id), id)
    for (const set of touched) {
      for (const [name, id] of set.ids) whole.ids.set(name, id)
      whole.events.push(...set.events)
      sets.splice(sets.indexOf(set), 1)
    }
    sets.push(whole)
  }
  return sets.map(({ ids, events: of }) => ({
    ids: [...ids.values()].sort((x, y) => identities.compare(x, y)),
    events: of,
  }))
}

/** Checks of a linked set that must be one profile: its root, its windows, its memberships. */
function faultsOfSet(run: Run, set: { ids: Identifier[]; events: Event[] }): string[] {
  const wrong: string[] = []
  const names = set.ids.map(nameOf)
  const roots = new Set(set.ids.map((id) => lead(run.partitions, id, wrong)))
  const [root] = roots
  if (roots.size !== 1 || root === undefined) return [...wrong, `${names} have ${roots.size} roots`]
  if (!same(root.key, set.ids[0] as Identifier)) wrong.push(`${nameOf(root.key)} is the root of ${names}`)
  const tracked = set.events.filter(({ kind }) => kind === 'track')
  const weight = tracked.reduce((sum, { properties }) => sum + Number(properties.weight), 0)
  const created = Math.min(...set.events.map(({ time }) => time))
  if (root.created !== created) wrong.push(`${names[0]} was created ${root.created}, not ${created}`)
  if (root.seen.size !== set.events.length) wrong.push(`${names[0]} saw ${root.seen.size} events`)
  const expected = [
    ...(tracked.length >= 3 ? ['active'] : []),
    ...(weight >= 20 ? ['heavy'] : []),
    ...(tracked.length < 2 ? ['quiet'] : []),
  ]
  const members = root.segments.map((number) => definitions.segments[number]?.name ?? '').sort()
  if (members.join() !== expected.join()) wrong.push(`${names[0]} is in ${members}, not in ${expected}`)
  const stated = new Set<string>()
  for (const fact of run.facts.map((line) => JSON.parse(line))) {
    if (fact.profile !== root.id) continue
    if (fact.fact === 'segment.entered') stated.add(fact.name)
    if (fact.fact === 'segment.left') stated.delete(fact.name)
  }
  if ([...stated].sort().join() !== expected.join())
    wrong.push(`facts say that ${names[0]} is in ${[...stated]}`)
  return wrong
}

describe(`over ${SEEDS} networks with random delays, identifiers end up`, () => {
  it('in one profile at the strongest of a linked set with one known, never two known in one', () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const result = run(seed, { aliases: false })
      const wrong = faults(result)
      for (const partition of result.partitions)
        for (const root of partition.profiles())
          if (root.links.filter(isKnown).length > 1)
            wrong.push(`${nameOf(root.key)} has two known identifiers`)
      for (const set of linkedSets(result.events))
        if (set.ids.filter(isKnown).length <= 1) wrong.push(...faultsOfSet(result, set))
      expect(wrong, `seed ${seed}`).toEqual([])
    }
  })

  it('in one profile when an alias joins two known ones', () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS / 2; seed++) {
      const result = run(seed, { aliases: true })
      const wrong = faults(result)
      for (const set of linkedSets(result.events.filter(({ kind }) => kind === 'alias'))) {
        const roots = new Set(set.ids.map((id) => lead(result.partitions, id, wrong)))
        if (roots.size !== 1) wrong.push(`${set.ids.map(nameOf)} have ${roots.size} roots`)
      }
      for (const set of linkedSets(result.events))
        if (set.ids.filter(isKnown).length <= 1) wrong.push(...faultsOfSet(result, set))
      expect(wrong, `seed ${seed}`).toEqual([])
    }
  })
})

function homeOf(id: Identifier, partitions: number): number {
  return identities.partitionOf(id, partitions)
}

function isKnown(id: Identifier): boolean {
  return identities.type(id.type)?.role === 'known'
}

function nameOf(id: Identifier): string {
  return `${id.type}:${id.value}`
}

function same(x: Identifier, y: Identifier): boolean {
  return x.type === y.type && x.value === y.value
}

/** mulberry32: a number below a bound, the same from a seed everywhere. */
function random(seed: number): Chance {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}
