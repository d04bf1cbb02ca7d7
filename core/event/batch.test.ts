import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import { encodeEvents, encodeTick, eventsMessage, standaloneValue } from './batch.js'
import { EVENT_KINDS, type Event, matchName, type Value } from './event.js'
import { Batch, EventView } from './reader.js'
import { StoredEvent } from './stored-event.js'
import { Symbols } from './symbols.js'
import { decodeValue } from './value-reader.js'
import { Wire } from './wire.js'

/** Text as it can stand in UTF-8, with what is often wrong in programs. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '张伟',
    '👩‍👩‍👧',
    'a\0b',
    'x'.repeat(40),
  ),
)
const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 2 ** 53, 0.1, Infinity))
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: false }),
  ),
}))
const identifier = fc.record({
  type: text.filter((type) => type !== ''),
  value: text.filter((id) => id !== ''),
})
const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom(...EVENT_KINDS),
  name: text,
  messageId: text.filter((id) => id !== ''),
  time: fc.integer({ min: -1e12, max: 4e12 }),
  received: fc.integer({ min: 0, max: 4e12 }),
  source: text,
  identifiers: fc.array(identifier, { minLength: 1, maxLength: 4 }),
  properties: fc.dictionary(text, value, { maxKeys: 6, noNullPrototype: false }),
})
const events = fc.array(event, { maxLength: 8 })

describe('a batch', () => {
  it('is read back as it was written, whatever stands in the events', () => {
    fc.assert(
      fc.property(events, (given) => {
        expect(readLazily(given)).toEqual(given.map(plain))
      }),
      { numRuns: 300 },
    )
  })

  it('reads the same to the lazy reader and to protobufjs', () => {
    fc.assert(
      fc.property(events, (given) => {
        expect(readLazily(given)).toEqual(readFully(encodeEvents(given)))
      }),
      { numRuns: 300 },
    )
  })

  it('gives single properties by symbol, as a kept event does', () => {
    fc.assert(
      fc.property(event, text, (given, other) => {
        const symbols = new Symbols()
        const keys = [...Object.keys(given.properties), other, '__proto__', 'constructor']
        for (const key of keys) symbols.intern(key)
        const view = new EventView()
        Batch.of(messageOf([given]), symbols).view(0, view)
        const stored = new StoredEvent(view.materialize(), symbols)
        for (const key of keys) {
          const expected = Object.hasOwn(given.properties, key) ? plain(given.properties[key]) : undefined
          expect(view.get(symbols.find(key))).toEqual(expected)
          expect(stored.get(symbols.find(key))).toEqual(expected)
        }
        expect(stored.symbol).toBe(view.symbol)
        expect(stored.messageHash).toBe(view.messageHash)
      }),
    )
  })

  it('names each event by a symbol that definitions know, -1 otherwise', () => {
    const symbols = new Symbols()
    const known = symbols.intern('Order Completed')
    const given = [
      some({ name: 'Order Completed' }),
      some({ name: 'Elsewhere' }),
      some({ kind: 'identify', name: '' }),
      some({ kind: 'page', name: 'Order Completed' }),
    ]
    const batch = Batch.of(messageOf(given), symbols)
    const view = new EventView()
    const found = given.map((_, i) => {
      batch.view(i, view)
      return view.symbol
    })
    expect(found).toEqual([known, -1, symbols.find('$identify'), symbols.find('$page')])
    expect(given.map((item) => symbols.find(matchName(item.kind, item.name)))).toEqual(found)
  })

  it('keeps each repeated string once', () => {
    const one = encodeEvents([some({ properties: { plan: 'business', colour: 'red' } })]).length
    const many = Array.from({ length: 100 }, () => some({ properties: { plan: 'business', colour: 'red' } }))
    expect(encodeEvents(many).length).toBeLessThan(one * 100 * 0.6)
  })

  it('drops what is nested deeper than allowed, and nothing beside it', () => {
    let deep: Value = 'bottom'
    for (let i = 0; i < LIMITS.propertyDepthMax + 6; i++) deep = [deep]
    const [read] = readLazily([some({ properties: { deep, flat: 1 } })])
    expect(read?.properties.flat).toBe(1)
    expect(JSON.stringify(read?.properties.deep)).not.toContain('bottom')
  })

  it('reads lone surrogates as replacement characters, and never changes them again', () => {
    const read = readLazily([some({ properties: { '\ud800': 'a\udc00' }, messageId: '\ud801' })])
    expect(read[0]?.messageId).toMatch(/^\ufffd+$/)
    expect(readLazily(read)).toEqual(read)
  })

  it('is deduplicated by one hash, whether an event is read from the log or was kept: odd ids too', () => {
    const symbols = new Symbols()
    const view = new EventView()
    for (const messageId of ['m1', '张', '\ud801', 'a\udc00b', '\ufffd']) {
      Batch.of(messageOf([some({ messageId })]), symbols).view(0, view)
      const kept = new StoredEvent(view.materialize(), symbols)
      expect(kept.messageHash, messageId).toBe(view.messageHash)
      Batch.of(messageOf([kept.materialize()]), symbols).view(0, view)
      expect(view.messageHash, messageId).toBe(kept.messageHash)
    }
  })
})

it('the wire of an event never changes: logs hold it', () => {
  const given = some({
    identifiers: [
      { type: 'user_id', value: '张伟' },
      { type: 'email', value: 'a@b.c' },
    ],
    properties: { total: 9.5, tags: ['a', null, true], cart: { id: 'c1', again: 'c1' } },
  })
  expect(
    Buffer.from(encodeEvents([given]))
      .toString('hex')
      .match(/.{1,88}/g),
  ).toEqual([
    '0ab8010a07757365725f69640a05656d61696c0a0f4f7264657220436f6d706c657465640a05746f74616c0a',
    '04746167730a04636172740a0269640a05616761696e0a0263310a0474657374126d100219000000000000f0',
    '3f22026d312a081206e5bca0e4bc9f2a09080112056140622e63320d08031209090000000000002340321308',
    '04120f2a0d0a031201610a0238010a02180132180805121432120a0808061204120263310a06080712022008',
    '3809410000000000000040',
  ])
})

it('a tick is a record of two bytes', () => {
  expect([...encodeTick()]).toEqual([26, 0])
})

it('a value outside of a batch comes back with the strings that it needs', () => {
  fc.assert(
    fc.property(value, (given) => {
      const message = waymark.StandaloneValue.decode(
        waymark.StandaloneValue.encode(standaloneValue(given)).finish(),
      )
      const bytes = waymark.Value.encode(message.value ?? {}).finish()
      expect(decodeValue(new Wire(bytes), message.strings ?? [], 0, bytes.length)).toEqual(plain(given))
    }),
  )
})

function some(fields: Partial<Event>): Event {
  return {
    kind: 'track',
    name: 'Order Completed',
    messageId: 'm1',
    time: 1,
    received: 2,
    source: 'test',
    identifiers: [{ type: 'user_id', value: 'u1' }],
    properties: {},
    ...fields,
  }
}

function messageOf(given: readonly Event[]): Uint8Array {
  return waymark.Events.encode(eventsMessage(given)).finish()
}

function readLazily(given: readonly Event[]): Event[] {
  const batch = Batch.of(messageOf(given), new Symbols())
  const view = new EventView()
  return Array.from({ length: batch.length }, (_, i) => {
    batch.view(i, view)
    return view.materialize()
  })
}

/** The generated decoder's reading, turned into events by hand: the oracle. */
function readFully(bytes: Uint8Array): Event[] {
  const { strings, events: messages } = waymark.Record.decode(bytes).events as waymark.Events
  const string = (place: number | null | undefined) => strings[place ?? 0] ?? ''
  return messages.map((message) => ({
    kind: EVENT_KINDS[message.kind ?? 0] as Event['kind'],
    name: string(message.name),
    messageId: message.messageId ?? '',
    time: message.timeMs ?? 0,
    received: message.receivedMs ?? 0,
    source: string(message.source),
    identifiers: (message.identifiers ?? []).map((id) => ({ type: string(id.type), value: id.value ?? '' })),
    properties: fieldsOf(message.properties ?? [], strings),
  }))
}

function fieldsOf(
  properties: readonly waymark.Property.$Properties[],
  strings: readonly string[],
): Record<string, Value> {
  const fields: Record<string, Value> = Object.create(null)
  for (const { key, value: message } of properties)
    fields[strings[key ?? 0] ?? ''] = valueIn(message ?? {}, strings)
  return fields
}

function valueIn(message: waymark.Value.$Properties, strings: readonly string[]): Value {
  if (typeof message.number === 'number') return message.number
  if (typeof message.text === 'string') return message.text
  if (typeof message.flag === 'boolean') return message.flag
  if (typeof message.term === 'number') return strings[message.term] ?? ''
  if (message.list) return (message.list.values ?? []).map((item) => valueIn(item, strings))
  if (message.fields) return fieldsOf(message.fields.properties ?? [], strings)
  return null
}

/** As JSON objects without a prototype, so that `__proto__` is a key like any other. */
function plain<T>(given: T): T {
  if (given === null || typeof given !== 'object') return given
  if (Array.isArray(given)) return given.map(plain) as T
  const copy: Record<string, unknown> = Object.create(null)
  for (const [key, item] of Object.entries(given)) copy[key] = plain(item)
  return copy as T
}
