import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeEvents } from '../event/batch.js'
import type { Event } from '../event/event.js'
import { EventParser } from '../ingest/event-parser.js'
import { Harness } from '../testing/harness.js'
import { batchesOf } from './batches.js'
import { Counts, differences } from './counts.js'
import { countFact } from './fact-counts.js'
import { Plan } from './plan.js'

const folder = new URL('../../config/definitions/', import.meta.url)
const definitions = readdirSync(folder).map((path) => ({
  path,
  text: readFileSync(new URL(path, folder), 'utf8'),
}))
const TIME_SCALE = 900
const START = Date.parse('2026-01-01T00:00:00Z')

interface Run {
  readonly expected: Counts
  readonly found: Counts
}

/** The whole demo but for HTTP and broker: what the generator sends, on the engine in memory. */
function run(seed: number, partitions: number, events: number): Run {
  const settings = { seed, timeScale: TIME_SCALE, events, people: events / 10, viewsMax: 300 }
  const [expected, found] = [new Counts(), new Counts()]
  const harness = new Harness({
    definitions,
    partitions,
    timeScale: TIME_SCALE,
    start: new Date(START).toISOString(),
  })
  const parser = new EventParser(harness.definitions.identities)
  for (const { body } of batchesOf(new Plan(settings), seed, expected, () => Date.parse(harness.now))) {
    const logs = new Map<number, Event[]>()
    for (const event of parsed(parser, body, Date.parse(harness.now), found)) {
      const [strongest] = event.identifiers
      if (strongest === undefined) continue
      const home = harness.definitions.identities.partitionOf(strongest, partitions)
      logs.set(home, [...(logs.get(home) ?? []), event])
    }
    for (const [home, batch] of logs) harness.append(home, encodeEvents(batch))
    harness.advance(50)
  }
  harness.advance(10_000)
  expect(harness.deadLetters).toEqual([])
  for (const fact of harness.facts) countFact(JSON.stringify(fact), found)
  for (const { channel, content } of harness.deliveries) {
    found.add(`deliveries ${channel}`)
    if (channel === 'webhook') found.add(`received ${content}`)
  }
  const { facts } = harness
  found.add('profiles', facts.filter(({ fact }) => fact === 'profile.created').length)
  found.add('profiles', -facts.filter(({ fact }) => fact === 'profile.merged').length)
  return { expected: comparable(expected), found }
}

function parsed(parser: EventParser, body: string, now: number, found: Counts): Event[] {
  const { batch } = JSON.parse(body) as { batch: unknown[] }
  const envelope = { source: 'demo', received: now, sentAt: now, context: undefined, contextSize: 0 }
  return batch.flatMap((fields) => {
    const outcome = parser.parse(fields, undefined, envelope)
    if (outcome.outcome === 'rejected') throw new Error(JSON.stringify(outcome))
    found.add('events accepted')
    found.add('events stored', outcome.events.length)
    return [...outcome.events]
  })
}

/** What the engine in memory tells as well. */
function comparable(expected: Counts): Counts {
  const apart = /^(sent |identifiers|events processed|duplicates)/
  return new Counts(expected.entries().filter(([what]) => !apart.test(what)))
}

describe('the demo’s story', () => {
  it.each([
    [1, 1],
    [2, 4],
    [3, 16],
  ])('ends as the generator says (seed %i, %i partitions)', (seed, partitions) => {
    const { expected, found } = run(seed, partitions, 2_000)
    expect(differences(expected, found)).toEqual([])
  })

  it('has something of everything, however few take part', () => {
    const { expected } = run(1, 4, 1_000)
    const missing = [
      'journey.entered win-back',
      'segment.left lapsed',
      'segment.entered big-spender',
      'identifier.unlinked',
    ]
    for (const what of missing) expect(expected.get(what), what).toBeGreaterThan(0)
  })
})

describe('a plan', () => {
  const settings = { seed: 7, timeScale: TIME_SCALE, events: 3_000, people: 300, viewsMax: 300 }

  it('has exactly as many calls as it was asked for', () => {
    const sessions = [...new Plan(settings).sessions(new Counts())]
    expect(sessions.flat()).toHaveLength(3_000)
    expect(new Set(sessions.flat().map(({ body }) => body.messageId)).size).toBe(3_000)
  })

  it('is the same for the same seed, and another for another one', () => {
    const text = (seed: number) => JSON.stringify([...new Plan({ ...settings, seed }).sessions(new Counts())])
    expect(text(7)).toBe(text(7))
    expect(text(8)).not.toBe(text(7))
  })
})
