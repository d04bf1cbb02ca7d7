import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { compileDefinitions } from '../definitions/definitions.js'
import { FactsFile } from './facts-file.js'
import { type Simulated, simulate } from './simulate.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const DAY = 86_400_000
const START = Date.UTC(2024, 0, 1)

const SEGMENTS = `
kind: segment
name: three-in-90d
where: { count: { event: Order Completed, within: 90d, is: '>= 3' } }
---
kind: segment
name: over-100-in-30d
where: { sum: { event: Order Completed, of: event.total, within: 30d, is: '> 100' } }
---
kind: segment
name: none-for-180d
where: { absent: { event: Order Completed, for: 180d } }
`
const JOURNEY = `
kind: journey
name: welcome
trigger: { event: Signed Up }
entry: { again: never }
steps:
  - wait: 1h
  - send: { channel: console, content: hello }
---
kind: content
name: hello
body: 'Hello {{ profile.name }}'
`

interface Fact {
  readonly fact: string
  readonly at: string
  readonly name?: string
  readonly subject: { readonly value: string }
  readonly because: Readonly<Record<string, unknown>>
}

let files = 0

async function told(
  text: string | Uint8Array,
  options: {
    definitions?: string
    map?: string
    partitions?: number
    until?: number
    hotBytesMax?: number
  } = {},
): Promise<Simulated & { lines: string[] }> {
  const path = (name: string) => join(folder, `${files}-${name}`)
  files++
  writeFileSync(path('events'), text)
  if (options.map !== undefined) writeFileSync(path('map'), options.map)
  const simulated = await simulate({
    definitions: compileDefinitions([{ path: 'd.yaml', text: options.definitions ?? SEGMENTS }]),
    events: path('events'),
    ...(options.map === undefined ? {} : { map: path('map') }),
    partitions: options.partitions ?? 1,
    ...(options.until === undefined ? {} : { until: options.until }),
    facts: new FactsFile(path('facts')),
    ...(options.hotBytesMax === undefined ? {} : { hotBytesMax: options.hotBytesMax }),
    onProgress: () => {},
  })
  return { ...simulated, lines: readFileSync(path('facts'), 'utf8').trimEnd().split('\n') }
}

function ndjson(calls: readonly Record<string, unknown>[]): string {
  return calls.map((call) => `${JSON.stringify(call)}\n`).join('')
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

interface Order {
  readonly who: string
  readonly at: number
  readonly total: number
}

/** Every flip, found by looking at all orders again at each instant at which something could change. */
function bruteForce(orders: readonly Order[], until: number): string[] {
  const flips: string[] = []
  const rules: Record<string, (mine: readonly Order[], t: number) => boolean> = {
    'three-in-90d': (mine, t) => mine.filter(({ at }) => t - 90 * DAY < at).length >= 3,
    'over-100-in-30d': (mine, t) =>
      mine.filter(({ at }) => t - 30 * DAY < at).reduce((sum, { total }) => sum + total, 0) > 100,
    'none-for-180d': (mine, t) => Math.max(...mine.map(({ at }) => at)) + 180 * DAY <= t,
  }
  for (const who of new Set(orders.map((order) => order.who))) {
    const own = orders.filter((order) => order.who === who).sort((x, y) => x.at - y.at)
    const instants = own.flatMap(({ at }) => [0, 30, 90, 180].map((days) => at + days * DAY))
    const isIn = new Map<string, boolean>()
    for (const t of [...new Set(instants)].sort((x, y) => x - y)) {
      if (t > until) break
      // Time first, then one by one what happens at that instant.
      const before = own.filter(({ at }) => at < t).length
      const upTo = own.filter(({ at }) => at <= t).length
      for (let count = before; count <= upTo; count++) {
        if (count === 0) continue
        for (const [name, rule] of Object.entries(rules)) {
          const holds = rule(own.slice(0, count), t)
          if (holds === (isIn.get(name) ?? false)) continue
          isIn.set(name, holds)
          flips.push(`${iso(t)} ${who} ${holds ? 'entered' : 'left'} ${name}`)
        }
      }
    }
  }
  return flips.sort()
}

function flipsOf(lines: readonly string[]): string[] {
  return lines
    .map((line) => JSON.parse(line) as Fact)
    .filter(({ fact }) => fact.startsWith('segment.'))
    .map(({ fact, at, name, subject }) => `${at} ${subject.value} ${fact.slice('segment.'.length)} ${name}`)
    .sort()
}

const order = fc.record({
  who: fc.constantFrom('ann', 'bo', '王芳'),
  at: fc.integer({ min: 0, max: 400 }).map((days) => START + days * DAY),
  total: fc.integer({ min: 1, max: 90 }),
})

describe('a simulation', () => {
  it('flips at the instants of a brute-force recount, whatever the order of the file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 40 }), async (orders) => {
        const until = START + 700 * DAY
        const calls = orders.map(({ who, at, total }) => ({
          ...{ type: 'track', event: 'Order Completed', userId: who },
          ...{ timestamp: iso(at), properties: { total } },
        }))
        const { lines } = await told(ndjson(calls), { until })
        expect(flipsOf(lines)).toEqual(bruteForce(orders, until))
      }),
      { numRuns: 60 },
    )
  })

  it('says the same for 1 and for 64 partitions, journeys, merges and deliveries included', async () => {
    const calls = Array.from({ length: 300 }, (_, i) => {
      const who = i % 23
      const ids =
        i % 7 === 0
          ? { userId: `u${who}`, anonymousId: `a${i % 31}` }
          : i % 2 === 0
            ? { userId: `u${who}` }
            : { anonymousId: `a${i % 31}` }
      const event = i % 5 === 0 ? 'Signed Up' : 'Order Completed'
      return {
        type: 'track',
        event,
        ...ids,
        timestamp: iso(START + i * 7 * 3_600_000),
        properties: { total: i % 60 },
      }
    })
    const definitions = `${SEGMENTS}---${JOURNEY}`
    const [one, many] = await Promise.all(
      [1, 64].map((partitions) => told(ndjson(calls), { definitions, partitions })),
    )
    expect(one?.facts.get('profile.merged')).toBeGreaterThan(10)
    expect(one?.facts.get('delivery')).toBeGreaterThan(10)
    expect(many?.lines.toSorted()).toEqual(one?.lines.toSorted())
  })

  it('says the same when hardly any profile fits in memory, and leaves nothing on the disk', async () => {
    const calls = Array.from({ length: 400 }, (_, i) => ({
      ...{ type: 'track', event: 'Order Completed', userId: `u${(i * 7) % 60}`, messageId: `m${i}` },
      ...(i % 9 === 0 ? { anonymousId: `a${i % 40}` } : {}),
      ...{ timestamp: iso(START + i * 0.7 * DAY), properties: { total: i % 50 } },
    }))
    const until = START + 700 * DAY
    const roomy = await told(ndjson(calls), { until, partitions: 3 })
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('waymark-simulate-'))
    const tight = await told(ndjson(calls), { until, partitions: 3, hotBytesMax: 20_000 })
    expect(tight.lines).toEqual(roomy.lines)
    expect([roomy.profiles, roomy.cold]).toEqual([60, 0])
    expect(tight.profiles).toBe(60)
    expect(tight.cold).toBeGreaterThan(30)
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('waymark-simulate-'))
    expect(after).toEqual(before)
  })

  it('calls no channel: a delivery is a fact with the reason, the recipient and the key', async () => {
    const call = { type: 'track', event: 'Signed Up', userId: 'u1', timestamp: iso(START) }
    const { lines } = await told(ndjson([call]), { definitions: JOURNEY, until: START + DAY })
    const delivery = lines.map((line) => JSON.parse(line) as Fact).find(({ fact }) => fact === 'delivery')
    expect(delivery).toMatchObject({
      at: iso(START + 3_600_000),
      name: 'welcome',
      because: { channel: 'console', content: 'hello', to: { user_id: ['u1'] }, key: expect.any(String) },
    })
  })

  it('counts members, flips, journeys and deliveries by name, merges included', async () => {
    const calls = Array.from({ length: 200 }, (_, i) => ({
      ...{ type: 'track', event: i % 5 === 0 ? 'Signed Up' : 'Order Completed', userId: `u${i % 17}` },
      ...(i % 9 === 0
        ? { anonymousId: `a${i % 19}` }
        : i % 4 === 0
          ? { userId: '', anonymousId: `a${i % 19}` }
          : {}),
      ...{ timestamp: iso(START + i * 0.4 * DAY), properties: { total: i % 60 } },
    }))
    const definitions = `${SEGMENTS}---${JOURNEY}---
kind: segment
name: nobody
where: { tag: vip }`
    const { lines, segments, journeys } = await told(ndjson(calls), { definitions, partitions: 3 })
    const facts = lines.map((line) => JSON.parse(line) as Fact & { readonly profile: string })
    const of = (fact: string, name: string) => facts.filter((one) => one.fact === fact && one.name === name)
    for (const { name, members, entered, left } of segments) {
      const [came, went] = [of('segment.entered', name), of('segment.left', name)]
      expect([entered, left, members]).toEqual([came.length, went.length, came.length - went.length])
    }
    expect(segments.map(({ name }) => name)).toEqual([
      'nobody',
      'none-for-180d',
      'over-100-in-30d',
      'three-in-90d',
    ])
    const exits = of('journey.exited', 'welcome').map(({ because }) => String(because.reason))
    const entered = of('journey.entered', 'welcome').length
    const byReason = (reason: string) => exits.filter((one) => one === reason).length
    expect(journeys).toEqual([
      {
        ...{ name: 'welcome', entered, running: entered - exits.length },
        deliveries: of('delivery', 'welcome').length,
        exited: Object.fromEntries([...new Set(exits)].map((reason) => [reason, byReason(reason)])),
      },
    ])
    expect([entered > 5, exits.length > 5]).toEqual([true, true])
  })

  it('counts an event that came in late where it belongs', async () => {
    const calls = [0, 80, 95].map((day) => ({
      ...{ type: 'track', event: 'Order Completed', userId: 'ann', timestamp: iso(START + day * DAY) },
      receivedAt: iso(START + (day === 80 ? 100 : day) * DAY),
    }))
    const { lines, late } = await told(ndjson([...calls, { ...calls[2], messageId: 'again' }]))
    expect(late).toBe(1)
    expect(flipsOf(lines)).toEqual([`${iso(START + 100 * DAY)} ann entered three-in-90d`])
  })

  it('goes on after lines that cannot be used, and says which and why', async () => {
    const good = JSON.stringify({ type: 'track', event: 'x', userId: 'u1', timestamp: iso(START) })
    const lines = [
      good,
      '{"type":',
      '[]',
      '{"type":"track","event":"x","userId":"u1"}',
      good.replace('u1', 'null'),
    ]
    const { events, rejected, reasons } = await told(`${lines.join('\n')}\n`)
    expect({ events, rejected }).toEqual({ events: 1, rejected: 4 })
    expect(reasons).toEqual([
      expect.stringMatching(/^line 2: .*JSON/),
      'line 3: it is no JSON object',
      'line 4: it has no timestamp, and no receivedAt, that is an instant',
      expect.stringMatching(/^line 5: .*blocked value/),
    ])
  })

  it('refuses a file in which nothing can be used', async () => {
    await expect(told('name,age\nann,7\n')).rejects.toThrow(/has no event that can be used: line 1: /)
  })
})

describe('a file that is not UTF-8', () => {
  /** 王芳 in GBK. */
  const wang = Buffer.from([0xcd, 0xf5, 0xb7, 0xbc])
  const refusal = expect.objectContaining({
    code: 'EVENTS_UNREADABLE',
    message: expect.stringMatching(/-events is not UTF-8: byte \d+, on line 2, is 0xcd; .*“.*王芳/),
    todo: expect.stringMatching(/iconv -f gbk -t utf-8 /),
  })

  it('is refused with its place, as CSV', async () => {
    const map = 'event: { event: x, userId: "{who}", timestamp: { column: when } }'
    const csv = Buffer.concat([Buffer.from('who,when\n'), wang, Buffer.from(',2024-01-01\n')])
    await expect(told(csv, { map })).rejects.toThrow(refusal)
  })

  it('is refused with its place, as JSON', async () => {
    const line = `{"type":"track","event":"x","userId":"u1","timestamp":"${iso(START)}","who":"`
    const json = Buffer.concat([Buffer.from(`${line}"}\n${line}`), wang, Buffer.from('"}\n')])
    await expect(told(json)).rejects.toThrow(refusal)
  })
})

describe('a map', () => {
  const map = `
event:
  event: { column: what, values: { buy: Order Completed, cart: Product Added } }
  userId: 'c-{customer}'
  timestamp: { column: when, format: yyyy-MM-dd HH:mm, zone: Asia/Shanghai }
  properties: { total: { column: total, as: number }, gift: { column: gift, as: boolean } }
`

  it('makes events of the rows of a CSV file with a header, quotes and Chinese in it', async () => {
    const csv = 'what,customer,when,total,gift\nbuy,"王, 芳",2024-03-01 08:00,120,yes\n'
    const { lines } = await told(csv, { map })
    expect(flipsOf(lines)).toEqual(['2024-03-01T00:00:00.000Z c-王, 芳 entered over-100-in-30d'])
  })

  it('says which cell is not what it says, and goes on', async () => {
    const rows = ['bye,a,2024-03-01 08:00,1,no', 'buy,a,1 March,1,no', 'buy,a,2024-03-01 08:00,x,']
    rows.push('buy,a,2024-03-01 08:00')
    const csv = ['what,customer,when,total,gift', ...rows, 'buy,a,2024-03-01 08:00,,', ''].join('\n')
    const { events, reasons } = await told(csv, { map })
    expect(events).toBe(1)
    expect(reasons).toEqual([
      'line 2: what is "bye" (did you mean "buy"?)',
      'line 3: when is "1 March", not an instant of the form yyyy-MM-dd HH:mm',
      'line 4: total is "x", not a number',
      'line 5: the row ends after column 3: total is missing',
    ])
  })

  it('reads columns that any number of spaces part, named by the map', async () => {
    const spaced = `
columns: [customer, sample, date, quantity, total]
separator: whitespace
event:
  event: Order Completed
  userId: '{customer}'
  timestamp: { column: date, format: yyyyMMdd }
  properties: { total: { column: total, as: number } }
`
    const { lines } = await told(' 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   79.73\n', {
      map: spaced,
    })
    expect(flipsOf(lines)).toEqual(['1997-01-18T00:00:00.000Z 00004 entered over-100-in-30d'])
  })

  it('names a column that there is not, and the nearest one', async () => {
    const csv = 'what,custommer,when,total,gift\n'
    await expect(told(csv, { map })).rejects.toThrow(
      /map:4:3: there is no column "customer" \(did you mean "custommer"\?\)/,
    )
  })

  it('refuses what it does not know, all at once: where it stands, and what is nearest', async () => {
    const wrong = `separater: tab
event:
  event: Order Completed
  user: '{customer}'
  timestamp: { colunm: date, zone: Asia/Shanhai }
`
    const mistakes = [
      /map:1:1: unknown key "separater" \(did you mean "separator"\?\)/,
      /map:4:3: unknown key "user" \(did you mean "userId"\?\)/,
      /map:5:16: unknown key "colunm" \(did you mean "column"\?\)/,
      /map:5:\d+: column is missing: it is a text/,
      /map:5:\d+: .*is no time zone/,
    ]
    await expect(told('a\n', { map: wrong })).rejects.toThrow(
      /:1:1: .*\n.*:4:3: .*\n.*:5:3: .*\n.*:5:16: .*\n.*:5:30: /,
    )
    for (const mistake of mistakes) await expect(told('a\n', { map: wrong })).rejects.toThrow(mistake)
    await expect(told('a\n', { map: 'event: {\n' })).rejects.toThrow(/map:\d:\d: /)
  })
})
