import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { DEFAULT_IDENTITY, identifierTypes } from '../definitions/default-identity.js'
import { Identities } from '../definitions/identities.js'
import type { EventKind } from '../event/event.js'
import type { Envelope } from './call.js'
import { EventParser, type Parsed } from './event-parser.js'
import { rejectionText } from './rejection.js'

const received = Date.UTC(2026, 0, 1)
const envelope: Envelope = { source: 'web', received, sentAt: Number.NaN, context: undefined, contextSize: 0 }
const parser = new EventParser(new Identities(DEFAULT_IDENTITY))

const parse = (fields: unknown, kind?: EventKind, over: Partial<Envelope> = {}) =>
  parser.parse(fields, kind, { ...envelope, ...over })

function events(fields: unknown, kind?: EventKind, over: Partial<Envelope> = {}): Parsed['events'] {
  const parsed = parse(fields, kind, over)
  if (parsed.outcome === 'rejected') throw new Error(rejectionText(parsed))
  return parsed.events
}

function refused(fields: unknown, kind?: EventKind): { reason: string; text: string } {
  const parsed = parse(fields, kind)
  if (parsed.outcome === 'parsed') throw new Error('it was accepted')
  return { reason: parsed.reason, text: rejectionText(parsed) }
}

/** A tree of JSON text, so that own `__proto__` keys come as they come over the line. */
const nested = (depth: number, leaf: string) => '{"a":'.repeat(depth) + leaf + '}'.repeat(depth)

describe('an accepted call', () => {
  it('track: name, properties, identifiers strongest first', () => {
    const [event] = events({
      type: 'track',
      event: 'Order Completed',
      anonymousId: 'a1',
      userId: 'u1',
      messageId: 'm1',
      properties: { total: 20 },
      timestamp: '2025-12-31T10:00:00Z',
    })
    expect(event).toEqual({
      kind: 'track',
      name: 'Order Completed',
      messageId: 'm1',
      time: Date.UTC(2025, 11, 31, 10),
      received,
      source: 'web',
      identifiers: [
        { type: 'user_id', value: 'u1' },
        { type: 'anonymous_id', value: 'a1' },
      ],
      properties: { total: 20 },
    })
  })

  it('identify: traits are the properties, and carry identifiers', () => {
    const [event] = events({ userId: 'u1', traits: { email: ' Ann@Example.com', tier: 'gold' } }, 'identify')
    expect(event).toMatchObject({ kind: 'identify', name: '', properties: { tier: 'gold' } })
    expect(event?.identifiers).toEqual([
      { type: 'user_id', value: 'u1' },
      { type: 'email', value: 'ann@example.com' },
    ])
  })

  it('page and screen: the name is optional', () => {
    expect(events({ userId: 'u1', name: 'Home' }, 'page')[0]?.name).toBe('Home')
    expect(events({ userId: 'u1' }, 'screen')[0]?.name).toBe('')
  })

  it('alias: both ids', () => {
    const [event] = events({ userId: 'u1', previousId: 'p1' }, 'alias')
    expect(event?.identifiers.map(({ value }) => value).sort()).toEqual(['p1', 'u1'])
  })

  it('group: one event for the user and one for the account, under one message id', () => {
    const both = events(
      { userId: 'u1', groupId: 'g1', messageId: 'm1', traits: { email: 'all@co.com' } },
      'group',
    )
    expect(both.map(({ identifiers }) => identifiers)).toEqual([
      [{ type: 'user_id', value: 'u1' }],
      [{ type: 'group_id', value: 'g1' }],
    ])
    expect(both.map(({ messageId }) => messageId)).toEqual(['m1', 'm1'])
  })

  it('the path decides the kind, in a batch the type', () => {
    expect(events({ type: 'identify', event: 'E', userId: 'u1' }, 'track')[0]?.kind).toBe('track')
    expect(events({ type: 'screen', userId: 'u1' })[0]?.kind).toBe('screen')
  })

  it('gets a message id of its own when it has none', () => {
    const ids = ['', null, undefined].map((messageId) =>
      events({ event: 'E', userId: 'u', messageId }, 'track'),
    )
    expect(new Set(ids.map(([event]) => event?.messageId)).size).toBe(3)
    expect(events({ event: 'E', userId: 'u', messageId: 7 }, 'track')[0]?.messageId).toBe('7')
  })

  it('takes numbers for ids', () => {
    expect(events({ event: 'E', userId: 42 }, 'track')[0]?.identifiers).toEqual([
      { type: 'user_id', value: '42' },
    ])
  })

  it('ignores an id that names nobody, when another is left', () => {
    const [event] = events({ event: 'E', userId: 'null', anonymousId: 'a1' }, 'track')
    expect(event?.identifiers).toEqual([{ type: 'anonymous_id', value: 'a1' }])
  })

  it('ignores fields that SDKs add', () => {
    const fields = { event: 'E', userId: 'u1', _metadata: {}, channel: 'server', rudderId: 'x', active: true }
    expect(events(fields, 'track')).toHaveLength(1)
  })

  it('keeps constructor and prototype as the data that they are', () => {
    const [event] = events(
      { event: 'E', userId: 'u', properties: { constructor: 'Ferrari', prototype: 1 } },
      'track',
    )
    expect(event?.properties).toEqual({ constructor: 'Ferrari', prototype: 1 })
  })

  it('finds identifiers where the rules say, in the list of external ids too', () => {
    const types = identifierTypes([
      { name: 'device', role: 'anonymous', from: ['context.device.id'] },
      { name: 'ga', role: 'anonymous', from: ['context.externalIds.ga'] },
    ])
    const context = {
      device: { id: 'd1' },
      externalIds: [
        { type: 'x', id: 'no' },
        { type: 'ga', id: 'g1' },
      ],
    }
    const parsed = new EventParser(new Identities({ ...DEFAULT_IDENTITY, types })).parse(
      { event: 'E', context },
      'track',
      envelope,
    )
    expect(parsed).toMatchObject({
      events: [
        {
          identifiers: [
            { type: 'device', value: 'd1' },
            { type: 'ga', value: 'g1' },
          ],
        },
      ],
    })
  })
})

describe('the context', () => {
  const context = { library: { name: 'x' }, traits: { email: 'a@b.c' }, locale: 'de', page: { path: '/' } }

  it('becomes a property, without what SDKs say of themselves', () => {
    const [event] = events({ event: 'E', userId: 'u', context, properties: { a: 1 } }, 'track')
    expect(event?.properties).toEqual({ a: 1, context: { locale: 'de', page: { path: '/' } } })
    expect(event?.identifiers).toContainEqual({ type: 'email', value: 'a@b.c' })
  })

  it('gives way to a property of that name', () => {
    const [event] = events({ event: 'E', userId: 'u', context, properties: { context: 'mine' } }, 'track')
    expect(event?.properties).toEqual({ context: 'mine' })
  })

  it('leaves nothing when nothing is left of it', () => {
    const [event] = events({ event: 'E', userId: 'u', context: { library: {} } }, 'track')
    expect(event?.properties).toEqual({})
  })

  it("of a batch stands under the event's own, key by key", () => {
    const over = { context: { locale: 'en', ip: '::1', traits: { email: 'b@b.b' } } }
    const [event] = events({ event: 'E', userId: 'u', context: { locale: 'de' } }, 'track', over)
    expect(event?.properties).toEqual({ context: { locale: 'de', ip: '::1' } })
    expect(event?.identifiers).toContainEqual({ type: 'email', value: 'b@b.b' })
  })
})

describe('the time', () => {
  const timestamp = '2025-12-31T10:00:00Z'
  const original = Date.parse(timestamp)
  const time = (fields: object, over: Partial<Envelope> = {}) =>
    events({ event: 'E', userId: 'u', ...fields }, 'track', over)[0]?.time

  it('is that of receipt when none is given', () => {
    expect(time({})).toBe(received)
    expect(time({}, { sentAt: 5 })).toBe(received)
  })

  it("is corrected for the sender's clock, by its own sentAt before the batch's", () => {
    const sentAt = '2025-12-31T10:00:30Z'
    expect(time({ timestamp, sentAt })).toBe(received - 30_000)
    expect(time({ timestamp }, { sentAt: original + 10_000 })).toBe(received - 10_000)
    expect(time({ timestamp, sentAt }, { sentAt: original })).toBe(received - 30_000)
  })

  it('is taken as given when sentAt is missing or unreadable', () => {
    expect(time({ timestamp })).toBe(original)
    expect(time({ timestamp, sentAt: 'now' }, { sentAt: original })).toBe(original)
  })

  it('follows originalTimestamp before timestamp', () => {
    expect(time({ timestamp, originalTimestamp: original - 1000 })).toBe(original - 1000)
  })
})

describe('a refused call says where and why', () => {
  const long = 'x'.repeat(LIMITS.eventNameLengthMax + 1)
  const keys = Object.fromEntries(Array.from({ length: LIMITS.propertyCountMax + 1 }, (_, i) => [`k${i}`, i]))
  const ok = { userId: 'u1', event: 'E' }

  it.each<[string, EventKind | undefined, unknown, string, RegExp]>([
    ['not an object', undefined, 'hello', 'malformed', /a string, not an object/],
    ['null', undefined, null, 'malformed', /missing, not an object/],
    ['no type', undefined, ok, 'unknown_kind', /^type: nothing is none of track, identify/],
    ['an unknown type', undefined, { ...ok, type: 'trak' }, 'unknown_kind', /^type: "trak"/],
    ['a type of another type', undefined, { ...ok, type: ['track'] }, 'unknown_kind', /^type/],
    ['track without event', 'track', { userId: 'u1' }, 'field', /^event: is missing/],
    ['an empty event', 'track', { ...ok, event: '' }, 'field', /^event: is missing/],
    ['an event that is no text', 'track', { ...ok, event: 5 }, 'field', /^event: is a number, not text/],
    ['an endless event name', 'track', { ...ok, event: long }, 'field', /^event: is longer than 255/],
    ['a page name that is no text', 'page', { ...ok, name: {} }, 'field', /^name: is an object, not text/],
    ['alias without previousId', 'alias', { userId: 'u1' }, 'field', /^previousId: is missing/],
    ['alias without userId', 'alias', { previousId: 'u1' }, 'field', /^userId: is missing/],
    [
      'alias from a blocked id',
      'alias',
      { userId: 'u', previousId: 'null' },
      'no_identifier',
      /previousId "null"/,
    ],
    ['group without groupId', 'group', { userId: 'u1' }, 'field', /^groupId: is missing/],
    ['no id', 'track', { event: 'E' }, 'no_identifier', /neither userId nor anonymousId/],
    [
      'a blocked id',
      'track',
      { event: 'E', userId: '0000' },
      'no_identifier',
      /userId "0000" is a blocked value/,
    ],
    ['a blank id', 'track', { event: 'E', userId: '  ' }, 'no_identifier', /userId " {2}" is empty/],
    ['an object as id', 'track', { ...ok, userId: {} }, 'field', /^userId: is an object, not text/],
    ['an endless id', 'track', { ...ok, userId: 'x'.repeat(256) }, 'no_identifier', /too long/],
    ['an endless message id', 'track', { ...ok, messageId: long }, 'field', /^messageId: is longer/],
    ['properties that are a list', 'track', { ...ok, properties: [] }, 'field', /^properties: is an array/],
    ['traits that are text', 'identify', { ...ok, traits: 'a' }, 'field', /^traits: is a string/],
    ['context that is a number', 'track', { ...ok, context: 1 }, 'field', /^context: is a number/],
    [
      'integrations that are a flag',
      'track',
      { ...ok, integrations: true },
      'field',
      /^integrations: is a boolean/,
    ],
    ['an odd timestamp', 'track', { ...ok, timestamp: 'today' }, 'timestamp', /"today" is not an ISO 8601/],
    ['a timestamp before 1970', 'track', { ...ok, timestamp: -5 }, 'timestamp', /from 1970 on/],
    [
      'a field that is misspelt',
      'track',
      { ...ok, user_id: 'u' },
      'unknown_field',
      /^user_id: .* userId is meant/,
    ],
    ['another one', 'track', { ...ok, anonymousID: 'u' }, 'unknown_field', /anonymousId is meant/],
    [
      'too many properties',
      'track',
      { ...ok, properties: { list: [keys] } },
      'too_many',
      /^properties.list.0: /,
    ],
    [
      'too much',
      'track',
      { ...ok, properties: { a: 'x'.repeat(33_000) } },
      'too_large',
      /33\d{3} bytes, at most 32768/,
    ],
  ])('%s', (_, kind, fields, reason, text) => {
    const rejection = refused(fields, kind)
    expect(rejection.reason).toBe(reason)
    expect(rejection.text).toMatch(text)
  })

  it('a number that JavaScript cannot hold', () => {
    const fields = JSON.parse('{"event":"E","userId":"u","properties":{"n":{"m":1e999}}}')
    expect(refused(fields, 'track').text).toBe('properties.n.m: the number is out of range')
  })

  it('properties may nest 16 deep, and no deeper', () => {
    const at = (depth: number) => JSON.parse(`{"event":"E","userId":"u","properties":${nested(depth, '1')}}`)
    expect(events(at(LIMITS.propertyDepthMax), 'track')).toHaveLength(1)
    expect(refused(at(LIMITS.propertyDepthMax + 1), 'track').reason).toBe('too_deep')
    expect(refused(at(5_000), 'track').reason).toBe('too_deep')
  })

  it('an event of exactly 32 KB is taken, one byte more is not', () => {
    const fields = { event: 'E', userId: 'u', properties: { a: '' } }
    const room = LIMITS.eventBytesMax - Buffer.byteLength(JSON.stringify(fields))
    const of = (length: number) => ({ ...fields, properties: { a: 'x'.repeat(length) } })
    expect(events(of(room), 'track')).toHaveLength(1)
    expect(refused(of(room + 1), 'track').reason).toBe('too_large')
  })
})

describe('whatever comes', () => {
  it('__proto__ does no harm, however deep and however spelt', () => {
    const evil = '{"__proto__":{"polluted":1},"\\u005f_proto__":{"polluted":2},"kept":1}'
    const properties = `{"list":[${evil}],"deep":${evil}}`
    const ids = '"userId":"u","__proto__":{"userId":"x"}'
    const text = `{"event":"E",${ids},"properties":${properties},"context":${evil}}`
    const [event] = events(JSON.parse(text), 'track')
    expect(JSON.stringify(event?.properties)).toBe(
      '{"list":[{"kept":1}],"deep":{"kept":1},"context":{"kept":1}}',
    )
    expect(event?.identifiers).toEqual([{ type: 'user_id', value: 'u' }])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('any JSON is accepted or refused, never thrown at', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parse(value, 'track')))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (properties, context, userId) => {
        const parsed = parse({ type: 'track', event: 'E', userId, properties, context })
        expect(['parsed', 'rejected']).toContain(parsed.outcome)
      }),
    )
  })
})
