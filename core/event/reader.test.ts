import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import { encodeEvents } from './batch.js'
import type { Event } from './event.js'
import { Batch, EventView } from './reader.js'
import { Symbols } from './symbols.js'
import { MalformedError, Wire } from './wire.js'

const SEEDS = 6_000
const prototypes = [Object.prototype, Array.prototype, Function.prototype].map((prototype) => ({
  prototype,
  names: Object.getOwnPropertyNames(prototype).join(),
}))

describe('bytes that are not what they should be', () => {
  const good = encodeEvents([
    event({
      properties: { __proto__x: 1, total: 9.5, tags: ['a', { deep: [null, true] }], plan: 'business' },
    }),
    event({
      kind: 'identify',
      messageId: 'm2',
      properties: { ['__proto__']: { polluted: true }, plan: 'business' },
    }),
    event({ messageId: 'm3', identifiers: [{ type: 'email', value: '张伟@例子.中国' }] }),
  ])

  it(`never hang, never throw anything but MalformedError: ${SEEDS} mutations`, () => {
    let refused = 0
    for (let seed = 1; seed <= SEEDS; seed++) {
      const bytes = mutated(good, random(seed))
      const before = performance.now()
      try {
        refused += read(bytes).refused
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(MalformedError)
        refused++
      }
      expect(performance.now() - before, `seed ${seed}`).toBeLessThan(1_000)
    }
    expect(refused).toBeGreaterThan(SEEDS / 20)
    for (const { prototype, names } of prototypes)
      expect(Object.getOwnPropertyNames(prototype).join()).toBe(names)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('are refused when cut short at any byte, or make fewer events', () => {
    for (let length = 0; length < good.length; length++) {
      let whole = 0
      try {
        whole = read(good.slice(0, length)).whole
      } catch (error) {
        expect(error, `length ${length}`).toBeInstanceOf(MalformedError)
      }
      expect(whole, `length ${length}`).toBeLessThan(3)
    }
  })
})

describe('an event is refused, with its reason,', () => {
  it.each<[string, waymark.Event.$Properties, string]>([
    ['without an identifier', { identifiers: [] }, 'no identifier'],
    ['with an empty identifier', { identifiers: [{ type: 1, value: '' }] }, 'empty identifier'],
    ['without a message id', { messageId: '' }, 'no message id'],
    ['of a kind that there is not', { kind: 6 }, 'unknown kind 6'],
    ['without a finite time', { timeMs: Number.NaN }, 'time'],
    ['at a time that no calendar has', { timeMs: 1e300 }, 'time'],
    ['received at no time', { receivedMs: -1e300 }, 'time'],
    ['whose name is not in the table', { name: 99 }, 'name not in table'],
    [
      'whose identifier type is not in the table',
      { identifiers: [{ type: 99, value: 'x' }] },
      'identifier type',
    ],
    ['whose identifier type is empty', { identifiers: [{ type: 3, value: 'x' }] }, 'identifier type'],
    ['whose property key is not in the table', { properties: [{ key: 99 }] }, 'key not in table'],
    [
      'with more identifiers than allowed',
      {
        identifiers: Array.from({ length: LIMITS.eventIdentifiersMax + 1 }, () => ({ type: 1, value: 'x' })),
      },
      'too many identifiers',
    ],
  ])('%s', (_, fields, reason) => {
    const good: waymark.Event.$Properties = {
      messageId: 'm',
      timeMs: 1,
      identifiers: [{ type: 1, value: 'u' }],
    }
    const message = { strings: ['Seen', 'user_id', 'plan', ''], events: [{ ...good, ...fields }, good] }
    const batch = Batch.of(waymark.Events.encode(message).finish(), new Symbols())
    const view = new EventView()
    expect(() => batch.view(0, view)).toThrow(MalformedError)
    expect(() => batch.view(0, view)).toThrow(reason)
    batch.view(1, view)
    expect(view.materialize()).toMatchObject({
      messageId: 'm',
      identifiers: [{ type: 'user_id', value: 'u' }],
    })
  })
})

it('a key that stands twice in an event means its last value, however it is asked for', () => {
  const property = (number: number) => ({ key: 0, value: { number } })
  const message = {
    strings: ['total', 'user_id'],
    events: [
      { messageId: 'm', timeMs: 1, identifiers: [{ type: 1, value: 'u' }], properties: [1, 2].map(property) },
    ],
  }
  const symbols = new Symbols()
  const total = symbols.intern('total')
  const view = new EventView()
  Batch.of(waymark.Events.encode(message).finish(), symbols).view(0, view)
  expect([view.get(total), view.properties().total]).toEqual([2, 2])
})

it('fields that this version does not know are passed over', () => {
  const bytes = waymark.Events.encode({
    strings: ['Seen', 'user_id'],
    events: [{ messageId: 'm', timeMs: 1, identifiers: [{ type: 1, value: 'u' }] }],
  }).finish()
  // Fields 1000 to 1003, of each wire type, behind the events.
  const extra = [
    0xc0, 0x3e, 0x05, 0xc9, 0x3e, 1, 2, 3, 4, 5, 6, 7, 8, 0xd2, 0x3e, 2, 9, 9, 0xdd, 0x3e, 1, 2, 3, 4,
  ]
  const batch = Batch.of(new Uint8Array([...bytes, ...extra]), new Symbols())
  expect(batch.length).toBe(1)
})

function event(fields: Partial<Event>): Event {
  return {
    kind: 'track',
    name: 'Order Completed',
    messageId: 'm1',
    time: 1_767_225_600_000,
    received: 1_767_225_600_500,
    source: 'test',
    identifiers: [
      { type: 'user_id', value: 'u1' },
      { type: 'anonymous_id', value: '6f1c2a70-8b6e-4a55-9a44-6d0c8e6f2b11' },
    ],
    properties: {},
    ...fields,
  }
}

/** Reads all that there is in a record of events; counts those that were read whole and those refused. */
function read(bytes: Uint8Array): { whole: number; refused: number } {
  const wire = new Wire(bytes)
  wire.at = 1
  const batch = new Batch(wire, wire.at, wire.fieldEnd(bytes.length), new Symbols())
  const view = new EventView()
  const counts = { whole: 0, refused: 0 }
  for (let i = 0; i < batch.length; i++) {
    try {
      batch.view(i, view)
      view.materialize()
      view.get(0)
      counts.whole++
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      counts.refused++
    }
  }
  return counts
}

/** Flips, overwrites, cuts, doubles or swaps some bytes. */
function mutated(bytes: Uint8Array, chance: () => number): Uint8Array {
  const copy = [...bytes]
  const place = () => Math.floor(chance() * copy.length)
  for (let left = 1 + Math.floor(chance() * 4); left > 0; left--) {
    const at = place()
    const move = Math.floor(chance() * 5)
    if (move === 0) copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(chance() * 8))
    else if (move === 1) copy[at] = Math.floor(chance() * 256)
    else if (move === 2) copy.length = Math.max(2, at)
    else if (move === 3) copy.splice(at, 0, ...copy.slice(at, at + 1 + Math.floor(chance() * 8)))
    else copy.splice(at, Math.floor(chance() * 8))
  }
  return new Uint8Array(copy)
}

/** mulberry32: the same numbers from a seed, everywhere. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
