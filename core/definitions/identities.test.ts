import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { BLOCKED_PATTERNS, BLOCKED_VALUES, DEFAULT_IDENTITY, identifierTypes } from './default-identity.js'
import { Identities } from './identities.js'

const identities = new Identities(DEFAULT_IDENTITY)
const chinese = new Identities({
  types: identifierTypes([
    { name: 'user_id', role: 'known', from: ['userId'] },
    { name: 'phone', role: 'contact', from: ['phone'], normalise: 'e164' },
    { name: 'email', role: 'contact', from: ['email'], normalise: 'lower' },
  ]),
  blockedValues: BLOCKED_VALUES,
  blockedPatterns: BLOCKED_PATTERNS,
  countryCode: '86',
})

/** What becomes of one value: the normalised one, or why it was dropped. */
function normalised(key: string, value: unknown, rules = identities): string | undefined {
  const { byEntity, dropped } = rules.resolve([{ key, value }])
  return [...byEntity.values()][0]?.[0]?.value ?? dropped[0]?.reason
}

describe('a value that identifies nobody is dropped (edge case 1)', () => {
  it.each<[unknown, string]>([
    ...[
      'null',
      'undefined',
      'NaN',
      'None',
      'none',
      'nil',
      'N/A',
      '-1',
      'anonymous',
      'Anonymous',
      'guest',
    ].map((value): [string, string] => [value, 'blocked']),
    ...['[object Object]', 'true', 'FALSE', 'distinct_id', '"null"', "'undefined'", '""', "' '"].map(
      (value): [string, string] => [value, 'blocked'],
    ),
    ...['0', '0000', '00000000-0000-0000-0000-000000000000', '-', '----'].map((value): [string, string] => [
      value,
      'blocked',
    ]),
    ['', 'empty'],
    [' ', 'empty'],
    ['\t\n\u00a0\ufeff', 'empty'],
    [0, 'blocked'],
    [-1, 'blocked'],
    [-0, 'blocked'],
    [Number.NaN, 'blocked'],
    [null, 'not-text'],
    [undefined, 'not-text'],
    [true, 'not-text'],
    [{}, 'not-text'],
    [['a'], 'not-text'],
    ['x'.repeat(LIMITS.identifierLengthMax + 1), 'too-long'],
    ['a\ud800', 'malformed'],
    ['a\0b', 'malformed'],
  ])('%j: %s', (value, reason) => {
    expect(normalised('userId', value)).toBe(reason)
  })

  it.each<[unknown, string]>([
    ['u42', 'u42'],
    ['  u42\n', 'u42'],
    [42, '42'],
    ['00012', '00012'],
    ['null-island', 'null-island'],
    ['张伟', '张伟'],
    ['e\u0301', 'é'],
    ['x'.repeat(LIMITS.identifierLengthMax), 'x'.repeat(LIMITS.identifierLengthMax)],
  ])('%j is kept as %j', (value, expected) => {
    expect(normalised('userId', value)).toBe(expected)
  })

  it('and an undeclared key is said to be one (edge case 21)', () => {
    expect(normalised('loyaltyId', 'l1')).toBe('undeclared')
  })
})

describe('forms of one value', () => {
  it.each([
    '13800138000',
    ' 138 0013 8000 ',
    '+86 138-0013-8000',
    '+8613800138000',
    '008613800138000',
    '8613800138000',
    '(+86) 138.0013.8000',
    '013800138000',
  ])('of a phone are one (edge case 20): %j', (text) => {
    expect(normalised('phone', text, chinese)).toBe('+8613800138000')
  })

  it.each([
    '12345',
    'call me',
    '+86 138 0013 8000 ext 4',
    '+1234567890123456',
    '++8613800138000',
    '+0000000000',
  ])('that are no phone are none: %j', (text) => {
    expect(normalised('phone', text, chinese)).toBe('malformed')
  })

  it.each(['000 000 000', '(00) 00000000', '+00 000 000 000'])(
    'of nothing but zeros are nobody: %j',
    (text) => {
      expect(['blocked', 'malformed']).toContain(normalised('phone', text, chinese))
    },
  )

  it('of an e-mail differ in case only', () => {
    expect(normalised('traits.email', 'x'), 'e-mail is from traits of identify only').toBe('x')
    expect(normalised('traits.email', ' Ann@Example.COM ')).toBe('ann@example.com')
  })

  it('of a user id differ by case: it is a key, not a name', () => {
    expect(normalised('userId', 'U42')).toBe('U42')
  })

  it('of a phone without country code are none when no country is configured', () => {
    const rules = new Identities({ ...chinese.rules, countryCode: null })
    expect(normalised('phone', '13800138000', rules)).toBe('malformed')
    expect(normalised('phone', '+8613800138000', rules)).toBe('+8613800138000')
  })

  it('stay as they are when they are normalised again', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    )
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789+-() '.split('')), maxLength: 18 })
    fc.assert(
      fc.property(fc.constantFrom('user_id', 'email', 'phone'), fc.oneof(value, digits), (type, text) => {
        const once = chinese.normalise(type, text)
        if (once !== null) expect(chinese.normalise(type, once.value)).toEqual(once)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the identifiers of an event', () => {
  it('are one when the same stands twice (edge cases 2 and 3)', () => {
    const { byEntity } = identities.resolve([
      { key: 'userId', value: 'u1' },
      { key: 'previousId', value: ' u1 ' },
      { key: 'traits.email', value: 'A@b.c' },
      { key: 'properties.email', value: 'a@B.C' },
    ])
    expect(byEntity.get('user')).toEqual([
      { type: 'user_id', value: 'u1' },
      { type: 'email', value: 'a@b.c' },
    ])
  })

  it('stand strongest first, those of each entity apart', () => {
    const { byEntity, dropped } = identities.resolve([
      { key: 'anonymousId', value: 'a1' },
      { key: 'groupId', value: 'g1' },
      { key: 'traits.email', value: 'x@y.z' },
      { key: 'userId', value: 'null' },
    ])
    expect(byEntity.get('user')?.map(({ type }) => type)).toEqual(['email', 'anonymous_id'])
    expect(byEntity.get('account')).toEqual([{ type: 'group_id', value: 'g1' }])
    expect(dropped).toEqual([{ key: 'userId', value: 'null', reason: 'blocked' }])
  })

  it('are at most as many as an event may carry', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ key: 'anonymousId', value: `a${i}` }))
    const { byEntity, dropped } = identities.resolve(many)
    expect(byEntity.get('user')).toHaveLength(LIMITS.eventIdentifiersMax)
    expect(dropped).toHaveLength(40 - LIMITS.eventIdentifiersMax)
    expect(dropped[0]?.reason).toBe('too-many')
  })
})

describe('rank', () => {
  const identifier: fc.Arbitrary<Identifier> = fc.record({
    type: fc.constantFrom('user_id', 'email', 'anonymous_id', 'group_id', 'gone'),
    value: fc.oneof(fc.constantFrom('a', 'b', 'u1', 'u2'), fc.string({ maxLength: 4 })),
  })

  it('is a total order: exactly one of stronger, weaker, the same', () => {
    fc.assert(
      fc.property(identifier, identifier, (x, y) => {
        const order = Math.sign(identities.compare(x, y))
        expect(order).toBe(-Math.sign(identities.compare(y, x)) + 0)
        expect(order === 0).toBe(x.type === y.type && x.value === y.value)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is transitive', () => {
    fc.assert(
      fc.property(identifier, identifier, identifier, (x, y, z) => {
        const [a, b, c] = [x, y, z].sort((p, q) => identities.compare(p, q)) as [
          Identifier,
          Identifier,
          Identifier,
        ]
        expect(identities.compare(a, b)).toBeLessThanOrEqual(0)
        expect(identities.compare(b, c)).toBeLessThanOrEqual(0)
        expect(identities.compare(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('goes by the order of types before all else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (x, y) => {
        const user = { type: 'user_id', value: x }
        expect(identities.compare(user, { type: 'email', value: y })).toBeLessThan(0)
        expect(identities.compare(user, { type: 'gone', value: y })).toBeLessThan(0)
      }),
    )
  })
})

describe('the partition of an identifier', () => {
  const values = [
    'u1',
    'ann@example.com',
    '6f1c2a70-8b6e-4a55-9a44-6d0c8e6f2b11',
    '张伟',
    '👩‍👩‍👧',
    '',
    'x'.repeat(255),
  ]

  it('never changes: logs and links rest on it', () => {
    const table = ['user_id', 'email', 'anonymous_id', 'group_id'].map((type) => ({
      type,
      hashes: values.map((value) => identities.hash({ type, value })),
      of16: values.map((value) => identities.partitionOf({ type, value }, 16)),
    }))
    expect(table).toEqual([
      {
        hashes: [2154814201, 1858518858, 612858537, 36220964, 1328598596, 239644782, 3585725070],
        of16: [9, 10, 9, 4, 4, 14, 14],
        type: 'user_id',
      },
      {
        hashes: [1639611653, 4093506638, 599680242, 2645354021, 1810873893, 1058008634, 833952550],
        of16: [5, 14, 2, 5, 5, 10, 6],
        type: 'email',
      },
      {
        hashes: [2305743403, 2463881237, 3846195807, 386907078, 980761123, 1120651366, 376819840],
        of16: [11, 5, 15, 6, 3, 6, 0],
        type: 'anonymous_id',
      },
      {
        hashes: [4254260788, 2096037894, 4218911513, 3554289154, 66201971, 3291970427, 3114507115],
        of16: [4, 6, 9, 2, 3, 11, 11],
        type: 'group_id',
      },
    ])
  })

  it('is one of those that there are, also for a lone surrogate and an undeclared type', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (value, partitions) => {
        for (const type of ['user_id', 'gone']) {
          const partition = identities.partitionOf({ type, value: `${value}\ud800` }, partitions)
          expect(Number.isInteger(partition) && partition >= 0 && partition < partitions).toBe(true)
        }
      }),
    )
  })

  it('spreads identifiers evenly', () => {
    const counts = new Array<number>(16).fill(0)
    for (let i = 0; i < 32_000; i++) {
      const partition = identities.partitionOf({ type: 'user_id', value: `user-${i}` }, 16)
      counts[partition] = (counts[partition] ?? 0) + 1
    }
    expect(Math.min(...counts)).toBeGreaterThan(1_800)
    expect(Math.max(...counts)).toBeLessThan(2_200)
  })
})
