import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeActivate, encodeCommandRecord, encodeEvents, encodeTick } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import type { LinkOutput, Output } from './output.js'
import { Partition } from './partition.js'

const RECORDS = Number(process.env.WAYMARK_SEEDS ?? 500) * 200
const PARTITIONS = 4
const START = Date.UTC(2026, 0, 1)
/** What one message may take; far more than any does, for machines that are busy. */
const STEP_MS_MAX = 2_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const definitions = compileDefinitions([
  {
    path: 'malformed.yaml',
    text: `
kind: segment
name: active
where: {count: {event: Seen, within: 30s, is: '>= 3'}}
---
kind: segment
name: heavy
where:
  all:
    - sum: {event: Seen, of: event.weight, within: 1m, is: '>= 6'}
    - absent: {event: Bought, for: 20s}
---
kind: journey
name: nudge
trigger: {event: Seen, where: 'event.weight > 1.0'}
entry: {key: event.cart, again: after 1m}
exit: [{event: Bought}]
steps: [{wait: 15s}, {send: {channel: console, content: nudge}}]
---
kind: content
name: nudge
body: hello
`,
  },
])

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const user = (value: string): Identifier => ({ type: 'user_id', value })
const visitor = (value: string): Identifier => ({ type: 'anonymous_id', value })
function event(name: string, n: number, ...identifiers: Identifier[]): Event {
  const properties = { weight: n % 5, cart: `c${n % 3}`, tags: ['a', { b: null, c: true }] }
  const time = START + n * 1_000
  return {
    kind: 'track',
    name,
    messageId: `m${n}`,
    time,
    received: time,
    source: 's',
    identifiers,
    properties,
  }
}

/** Records of every kind, and the messages of links, as partitions say them to one another. */
function corpus(): { records: Uint8Array[]; messages: Uint8Array[] } {
  const machines = Array.from({ length: PARTITIONS }, (_, p) => new Partition(p, PARTITIONS, definitions))
  const offsets = machines.map(() => 0)
  const links: LinkOutput[] = []
  const records: Uint8Array[] = [encodeTick(), encodeActivate(definitions.version)]
  const step = (p: number, bytes: Uint8Array): void => {
    const offset = (offsets[p] ?? 0) + 1
    offsets[p] = offset
    const said = machines[p]?.step({ offset, time: START + offset * 1_000, bytes }).outputs ?? []
    links.push(...said.filter((output): output is LinkOutput => output.to === 'link'))
  }
  const home = (identifier: Identifier) => definitions.identities.partitionOf(identifier, PARTITIONS)
  const say = (bytes: Uint8Array, to: Identifier): void => {
    records.push(bytes)
    step(home(to), bytes)
  }
  for (let n = 0; n < 60; n++) {
    const [known, device] = [user(`u${n % 12}`), visitor(`v${n % 15}`)]
    say(encodeEvents([event('Seen', n, device)]), device)
    say(encodeEvents([event('Seen', n + 100, known, device), event('Bought', n + 200, known)]), known)
    for (let link = links.shift(); link !== undefined; link = links.shift()) {
      records.push(link.bytes)
      step(link.target, link.bytes)
    }
  }
  for (const [i, name] of (['link', 'unlink', 'erase'] as const).entries()) {
    const command = { id: `c${i}`, name, subject: user(`u${i}`), other: user('u9'), time: START + 500_000 }
    say(encodeCommandRecord(command), user(`u${i}`))
  }
  const messages = records.flatMap((bytes) =>
    (waymark.Record.decode(bytes).link?.messages ?? []).map((message) =>
      waymark.Message.encode(message).finish(),
    ),
  )
  return { records, messages }
}

/** Bytes that nobody wrote: some flipped, cut off, doubled, or put in from elsewhere. */
function mutated(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  const whole = Uint8Array.from(bytes)
  const at = Math.floor(random() * whole.length)
  switch (Math.floor(random() * 6)) {
    case 0:
      return whole.subarray(0, at)
    case 1:
      return Uint8Array.of(...whole.subarray(0, at), ...other.subarray(Math.floor(random() * other.length)))
    case 2:
      return Uint8Array.of(...whole.subarray(0, at), 0xff, 0xff, 0xff, 0xff, 0x7f, ...whole.subarray(at))
    case 3: {
      // Not a number, without end, and beyond all dates.
      const value = [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 8.64e15 + 1][Math.floor(random() * 4)] ?? 0
      if (whole.length >= at + 8) new DataView(whole.buffer).setFloat64(at, value, true)
      return whole
    }
    default:
      for (let n = 1 + Math.floor(random() * 4); n > 0; n--) {
        const place = Math.floor(random() * whole.length)
        whole[place] = Math.floor(random() * 256)
      }
      return whole
  }
}

/** A record of one link, with a message as it is given. */
function linkOf(from: number, n: number, message: Uint8Array): Uint8Array {
  const head = waymark.Link.encode({ from, n }).finish()
  const length: number[] = []
  for (let rest = message.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest)
    if (rest <= 127) break
  }
  const body = Uint8Array.of(...head, 26, ...length, ...message)
  return Uint8Array.of(
    18,
    ...(body.length > 127 ? [(body.length & 127) | 128, body.length >>> 7] : [body.length]),
    ...body,
  )
}

/** A value in a list in a list in a list. */
const NESTED = (() => {
  let bytes = Uint8Array.of()
  for (; bytes.length < 12_000; ) {
    const size = bytes.length
    bytes = Uint8Array.of(42, ...(size > 127 ? [(size & 127) | 128, size >>> 7] : [size]), ...bytes)
  }
  return bytes
})()

describe(`of ${RECORDS} records that nobody wrote`, () => {
  const { records, messages } = corpus()
  const partition = new Partition(1, PARTITIONS, definitions)
  let offset = 0
  let slowest = 0
  let links = 0
  const step = (bytes: Uint8Array): Output[] => {
    const startedAt = performance.now()
    const { outputs, counts } = partition.step({ offset: ++offset, time: START + offset * 10, bytes })
    slowest = Math.max(slowest, performance.now() - startedAt)
    links += counts.links
    return outputs
  }
  const letters = (outputs: readonly Output[]): number =>
    outputs.filter(({ to }) => to === 'dead-letter').length

  it('those that cannot be read are a dead letter each, with a reason, and leave nothing behind', () => {
    const random = randomOf(1)
    const garbage = (i: number): Uint8Array => {
      if (i % 100 === 0) return NESTED
      if (i % 2 === 0) return Uint8Array.from({ length: Math.floor(random() * 200) }, () => random() * 256)
      const record = records[Math.floor(random() * records.length)] ?? Uint8Array.of()
      // Field numbers and types that there are not, or a body that ends too early.
      return i % 4 === 1 ? Uint8Array.of(0x7b, ...record) : record.subarray(0, record.length - 1 - (i % 3))
    }
    const one = (i: number): void => {
      const bytes = garbage(i)
      const outputs = step(bytes)
      if (readable(bytes)) return
      expect(letters(outputs), `record ${i}`).toBe(1)
      expect(outputs[0]?.to === 'dead-letter' && outputs[0].reason.length).toBeGreaterThan(3)
    }
    for (let i = 0; i < 2_000; i++) one(i)
    const before = heapMb()
    for (let i = 0; i < RECORDS / 2; i++) one(i)
    expect(heapMb() - before).toBeLessThan(16)
    expect(partition.totals.profiles).toBeLessThan(50)
  }, 60_000)

  it.each([0, 0.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])(
    'a link with the number %d is a dead letter',
    (n) => {
      const bytes = waymark.Record.encode({ link: { from: 0, n, messages: [] } }).finish()
      expect(letters(step(bytes))).toBe(1)
      expect(partition.beginCheckpoint().received[0]).toBe(0)
    },
  )

  it.each([
    ['the weaker identifier first', { type: 'anonymous_id', value: 'd1' }, user('u1')],
    ['one identifier twice', user('u1'), user('u1')],
    ['two kinds of entity', user('u1'), { type: 'group_id', value: 'g1' }],
  ])('a command that links %s is a dead letter, and changes nothing', (_, subject, other) => {
    const before = partition.totals
    const outputs = step(encodeCommandRecord({ name: 'link', id: 'c', time: START, subject, other }))
    expect(outputs).toMatchObject([{ to: 'dead-letter', what: 'record', reason: expect.any(String) }])
    expect(partition.totals).toEqual(before)
  })

  it('none throws, hangs or keeps the next one from its effect', () => {
    const random = randomOf(2)
    const pick = (from: readonly Uint8Array[]): Uint8Array =>
      from[Math.floor(random() * from.length)] ?? Uint8Array.of()
    const sent = new Array<number>(PARTITIONS).fill(0)
    for (let i = 0; i < RECORDS / 2; i++) {
      const from = i % PARTITIONS
      const asLink = i % 3 === 0
      const bytes = asLink
        ? linkOf(from, (sent[from] ?? 0) + 1, mutated(pick(messages), pick(messages), random))
        : mutated(pick(records), pick(records), random)
      // A lie that is well formed is not malformed: links are only as true as the partition that wrote them.
      if (says(bytes)) continue
      const before = links
      step(bytes)
      if (asLink && links > before) sent[from] = (sent[from] ?? 0) + 1
    }
    const { received } = partition.beginCheckpoint()
    expect(received.every(Number.isSafeInteger), String(received)).toBe(true)
    expect(slowest).toBeLessThan(STEP_MS_MAX)
    const good = Array.from({ length: 50 }, (_, i) => user(`good${i}`)).filter(
      (one) => definitions.identities.partitionOf(one, PARTITIONS) === 1,
    )
    for (const [i, one] of good.entries()) {
      expect(letters(step(encodeEvents([event('Seen', 5_000 + i, one)])))).toBe(0)
      expect(partition.find(one.type, one.value)).toBeDefined()
    }
  }, 60_000)
})

/** By protobuf's own reader: a cut may leave something that is whole. */
function readable(bytes: Uint8Array): boolean {
  try {
    const { events, link, tick, activate, command } = waymark.Record.decode(bytes)
    return [events, link, tick, activate, command].some((body) => body != null)
  } catch {
    return false
  }
}

/** A link of which everything can be understood, by protobuf's own reader. */
function says(bytes: Uint8Array): boolean {
  try {
    const { link } = waymark.Record.decode(bytes)
    return (link?.messages?.length ?? 0) > 0
  } catch {
    return false
  }
}

function heapMb(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed / 1e6
}
