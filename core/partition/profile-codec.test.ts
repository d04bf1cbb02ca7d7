import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import type { Window } from '../definitions/window.js'
import { EVENT_KINDS, type Event, type Value } from '../event/event.js'
import { KeptValue } from '../event/kept-value.js'
import { Symbols } from '../event/symbols.js'
import type { IdentityCommand } from '../identity/command.js'
import type { Parked } from '../identity/root.js'
import { type Entry, insert, newRow } from '../segments/row.js'
import { decodeEntry, encodeEntry, entryMessage, entryOf } from './entry-codec.js'
import { Profile } from './profile.js'
import { decodeCommand, decodeProfile, encodeCommand, encodeProfile } from './profile-codec.js'
import { VersionShelf } from './version-shelf.js'

expect.addEqualityTesters([
  (x, y) => (x instanceof KeptValue && y instanceof KeptValue ? x.encoded === y.encoded : undefined),
])

const symbols = new Symbols()
const compile = (...documents: string[]) =>
  compileDefinitions([{ path: 'd.yaml', text: documents.join('\n---\n') }], { symbols })
const thrice = "{kind: segment, name: thrice, where: {count: {event: E, within: 10h, is: '>= 3'}}}"
const rich = "{kind: segment, name: rich, where: {sum: {event: E, of: event.n, within: 12h, is: '>= 10'}}}"
const silent = '{kind: segment, name: silent, where: {absent: {event: E, for: 4h}}}'
const chain = 'steps: [{event: E}, {event: F}], within: 1d, key: event.k'
const others = [
  `{kind: segment, name: others, where: {all: [{sequence: {${chain}}},`,
  "{distinct: {event: E, of: event.n, within: 1d, is: '>= 2'}},",
  '{last: {event: E, of: event.plan, is: \'== "pro"\'}}, {first: {event: E, within: 1d}},',
  "{max: {event: E, of: event.n, during: this month, is: '> 3'}},",
  "{avg: {event: E, of: event.n, within: 1d, is: '> 3'}}]}}",
].join(' ')
const nudge = (wait: string) => `{kind: journey, name: nudge, trigger: {event: E}, steps: [{wait: ${wait}}]}`
const first = compile(thrice, rich, silent, others, nudge('1d'))
const second = compile(silent, thrice, nudge('2d'))

function travel(profile: Profile, from: Definitions, to = from, shelf = new VersionShelf(from, to)): Profile {
  const bytes = waymark.Profile.encode(encodeProfile(profile, from)).finish()
  return decodeProfile(waymark.Profile.decode(bytes), { definitions: to, shelf })
}

/** Up to the last that a date can be. */
const instant = fc.integer({ min: 0, max: 8_640_000_000_000_000 })
const text = fc.string({ unit: 'binary', maxLength: 12 })
const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 })
const identifier = fc.record({ type: fc.constantFrom('user_id', 'email', 'anonymous_id'), value: name })
const evidence = fc.record({ eventId: text, time: instant, source: text })
const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false }) as fc.Arbitrary<Value>
const properties = fc.dictionary(text, value, { maxKeys: 4 })
const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom(...EVENT_KINDS),
  name: text,
  messageId: name,
  time: instant,
  received: instant,
  source: text,
  identifiers: fc.array(identifier, { minLength: 1, maxLength: 3 }),
  properties,
})
const command: fc.Arbitrary<IdentityCommand> = fc.oneof(
  fc.record({
    name: fc.constant('link' as const),
    id: name,
    time: instant,
    subject: identifier,
    other: identifier,
  }),
  fc.record({
    name: fc.constantFrom('unlink', 'begin', 'erase'),
    id: name,
    time: instant,
    subject: identifier,
  }),
)
const parked: fc.Arbitrary<Parked> = fc.oneof(
  fc.record({ event, rounds: fc.nat(20) }),
  command.map((kept) => ({ command: kept })),
)
const entry: fc.Arbitrary<Entry> = fc.record({
  time: instant,
  value: fc.nat(200),
  key: fc.nat(2),
  id: fc.oneof(name, fc.constant('')),
  scalar: fc.oneof(text, fc.boolean(), fc.double({ noNaN: true })),
})
/** What comes of some events in each of the windows. */
const rows = fc
  .tuple(...first.windows.map((window) => fc.tuple(fc.constant(window), fc.array(entry, { maxLength: 5 }))))
  .map((tuples) =>
    tuples.map(([window, entries]) => {
      const row = newRow(window)
      for (const one of entries) insert(window, row, isPoint(window) ? one : { ...one, scalar: null })
      return row
    }),
  )
  .chain((all) => fc.subarray(all))
const instance = fc.record({
  id: name,
  journey: fc.constantFrom(...first.journeys),
  key: text,
  entered: instant,
  entry: properties.map((value) => KeptValue.of(value)),
  place: fc.nat(1_000),
  due: fc.oneof(instant, fc.constant(Number.POSITIVE_INFINITY)),
  sends: fc.nat(100),
})

const profile: fc.Arbitrary<Profile> = fc
  .record({
    root: identifier,
    id: name,
    created: instant,
    origin: fc.record({ known: fc.boolean(), created: instant }),
    traits: fc.array(fc.tuple(name, value, instant), { maxLength: 5 }),
    seen: fc.uniqueArray(instant, { maxLength: 40 }),
    inherited: fc.uniqueArray(instant, { maxLength: 5 }),
    state: fc.record({
      links: fc.array(
        fc.record({ ...{ type: name, value: name, generation: fc.nat() }, ...{ linked: instant, evidence } }),
      ),
      pending: fc.array(
        fc.record({
          ...{ type: name, value: name, forced: fc.boolean() },
          ...{ evidence, open: fc.integer({ min: 1, max: 9 }), refusal: text },
        }),
      ),
      refusals: fc.array(fc.record({ type: name, hash: fc.nat(), reason: text, at: instant, evidence })),
      former: fc.array(identifier, { maxLength: 3 }),
      parked: fc.array(parked, { maxLength: 3 }),
      shared: fc.boolean(),
      crowd: fc.uniqueArray(
        fc.record({ type: fc.constantFrom('cookie', 'email'), at: fc.array(fc.nat(), { minLength: 1 }) }),
        { selector: ({ type }) => type },
      ),
      rows,
      segments: fc.subarray([...first.segments.keys()]),
      instances: fc.array(instance, { maxLength: 3 }),
      entered: fc.array(fc.record({ journey: name, key: text, at: instant })),
    }),
  })
  .map(({ root, id, created, origin, traits, seen, inherited, state }) => {
    const made = Object.assign(new Profile(root, 'user', id, created, origin), state)
    for (const [key, kept, time] of traits) made.set(key, kept, time)
    for (const hash of seen) made.seen.add(hash, 5)
    if (inherited.length > 0) made.inherit(inherited.map((hash) => ({ id: hash, at: 5 })))
    return made
  })

describe('a profile that travels', () => {
  it('arrives as it was: all of it', () => {
    fc.assert(
      fc.property(profile, (given) => {
        const arrived = travel(given, first)
        expect(arrived).toEqual(given)
        expect([...arrived.seen.entries()]).toEqual([...given.seen.entries()])
        expect(encodeProfile(arrived, first)).toEqual(encodeProfile(given, first))
      }),
    )
  })

  it('arrives in another version with what that knows: windows by content, segments by name', () => {
    const places = (definitions: Definitions, rows: Profile['rows']) =>
      rows.map(({ window, ...row }) => ({ ...row, key: definitions.windows[window]?.key }))
    const names = (definitions: Definitions, segments: readonly number[]) =>
      segments.map((number) => definitions.segments[number]?.name)
    fc.assert(
      fc.property(profile, (given) => {
        const arrived = travel(given, first, second)
        const known = new Set(second.windows.map(({ key }) => key))
        const kept = places(first, given.rows).filter(({ key }) => key !== undefined && known.has(key))
        expect(places(second, arrived.rows)).toEqual(kept)
        const stayed = names(first, given.segments).filter(
          (segment) => segment !== 'rich' && segment !== 'others',
        )
        expect(names(second, arrived.segments)).toEqual(stayed)
        const strangers = places(first, given.rows).filter(({ key }) => key === undefined || !known.has(key))
        expect(arrived.strangeRows.map(({ leaf }) => leaf)).toEqual(strangers.map(({ key }) => key ?? ''))
        const rest = { rows: [], segments: [], strange: [], strangeRows: [] }
        expect({ ...arrived, ...rest }).toEqual({ ...given, ...rest })
      }),
    )
  })

  it('takes windows along that are not known here, and has them where they are', () => {
    fc.assert(
      fc.property(profile, (given) => {
        const { rows } = travel(travel(given, first, second), second, first)
        const sorted = (all: Profile['rows']) => [...all].sort((x, y) => x.window - y.window)
        expect(sorted(rows)).toEqual(sorted(given.rows))
      }),
    )
  })

  it('says what it was in that is not known here, also when it goes on from there', () => {
    fc.assert(
      fc.property(profile, (given) => {
        const gone = given.segments.flatMap((number) => {
          const { name, version } = first.segments[number] ?? { name: '', version: '' }
          return name === 'rich' || name === 'others' ? [{ name, version }] : []
        })
        const arrived = travel(given, first, second)
        expect(arrived.strange).toEqual(gone)
        expect(travel(arrived, second, first).segments.sort()).toEqual(given.segments.sort())
      }),
    )
  })

  it('keeps the journeys of versions that are at hand, each in its own; others end', () => {
    fc.assert(
      fc.property(profile, (given) => {
        expect(travel(given, first, second).instances).toEqual(given.instances)
        expect(travel(given, first, second, new VersionShelf(second)).instances).toEqual([])
      }),
    )
  })

  it('is what old senders sent: without a mark of what its public id was made from', () => {
    const { idKnown: _, idCreatedMs: __, ...old } = encodeProfile(bare(), first)
    const arrived = decodeProfile(old, { definitions: first, shelf: new VersionShelf(first) })
    expect(arrived.origin).toEqual({ known: false, created: 0 })
  })

  it.each(['root', 'profileId'] as const)('is refused without its %s', (field) => {
    const reading = { definitions: first, shelf: new VersionShelf(first) }
    expect(() => decodeProfile({ ...encodeProfile(bare(), first), [field]: null }, reading)).toThrow(
      'a required text is missing',
    )
  })
})

describe('the entry of a profile', () => {
  const reading = { definitions: first, shelf: new VersionShelf(first, second) }
  const due = fc.oneof(instant, fc.constant(Number.POSITIVE_INFINITY))
  /** Some windows counted together, as after an event, and some that are not known here. */
  const stranger = fc.tuple(profile, fc.boolean()).map(([given, isStrange]) => {
    return isStrange ? travel(given, first, second) : given
  })

  it('is written to the byte as the generated encoder does, and read as the generated decoder does', () => {
    fc.assert(
      fc.property(stranger, due, fc.boolean(), (given, armed, isStrange) => {
        given.armed = armed === 0 ? 1 : armed
        const definitions = isStrange ? second : first
        const entry = { kind: 'profile', name: given.key, profile: given } as const
        const message = entryMessage(entry, definitions)
        const bytes = encodeEntry(entry, definitions)
        expect(Buffer.compare(bytes, waymark.Entry.encode(message).finish())).toBe(0)
        for (const one of [definitions, first, second]) {
          const under = () => ({ ...reading, definitions: one })
          expect(decodeEntry(bytes, under)).toEqual(entryOf(waymark.Entry.decode(bytes), under))
        }
      }),
    )
  })

  it('is refused, or read as something, wherever it is cut off or changed: reading ends', () => {
    fc.assert(
      fc.property(profile, fc.nat(), fc.nat(255), (given, at, byte) => {
        const bytes = encodeEntry({ kind: 'profile', name: given.key, profile: given }, first)
        const place = at % bytes.length
        const changed = Uint8Array.from(bytes)
        changed[place] = byte
        for (const broken of [bytes.subarray(0, place), changed]) {
          const read = outcome(() => decodeEntry(broken, () => reading))
          if (read !== 'refused') expect(['profile', 'redirect', 'gone', 'generation']).toContain(read.kind)
        }
      }),
    )
  })
})

function outcome<Result>(run: () => Result): Result | 'refused' {
  try {
    return run()
  } catch {
    return 'refused'
  }
}

it('a command that travels arrives as it was', () => {
  fc.assert(
    fc.property(command, (given) => {
      const bytes = waymark.Command.encode(encodeCommand(given)).finish()
      expect(decodeCommand(waymark.Command.decode(bytes))).toEqual(given)
    }),
  )
})

function isPoint({ kind, of }: Window): boolean {
  return (kind === 'first' || kind === 'last') && of !== null
}

function bare(): Profile {
  return new Profile({ type: 'user_id', value: 'u' }, 'user', 'p', 1, { known: true, created: 1 })
}
