import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { identifierHash } from '../identity/name-order.js'
import type { ColdTier } from '../partition/cold-tier.js'
import { MemoryTier } from '../partition/memory-tier.js'
import { random } from '../partition/test-network.js'
import { Spill } from './spill.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-spill-'))
afterAll(() => rmSync(folder, { recursive: true }))

const name: fc.Arbitrary<Identifier> = fc.record({
  type: fc.constantFrom('a', 'user_id', 'ab'),
  value: fc.constantFrom('1', '10', '', '张', '𝒳', '\uffee', 'a\0', 'a\u0001', 'a\u00011', 'z'.repeat(255)),
})
const due = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1e15, noNaN: true }))
const place = fc.double({ min: 0, max: 1, noNaN: true })
const operation = fc.oneof(
  fc.record({ do: fc.constant('put' as const), name, bytes: fc.uint8Array({ maxLength: 9 }) }),
  fc.record({ do: fc.constant('delete' as const), name }),
  fc.record({ do: fc.constant('get' as const), name }),
  fc.record({
    do: fc.constant('range' as const),
    from: place,
    until: place,
    max: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ do: fc.constant('schedule' as const), name, due }),
  fc.record({ do: fc.constant('unschedule' as const), name, due }),
  fc.record({ do: fc.constant('timers' as const), max: fc.integer({ min: 1, max: 9 }) }),
)
type Operation = typeof operation extends fc.Arbitrary<infer One> ? One : never

/** Bytes that wait in memory: none, hardly more than is written at one go, and all. */
const SIZES = [0, LIMITS.spillBatchBytesMax + 200_000, 64 * 1024 * 1024]

describe('the spill', () => {
  it('answers as the cold tier in memory does, whatever is put, deleted, scheduled and asked for', () => {
    let files = 0
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), fc.constantFrom(...SIZES), (operations, bytes) => {
        const spill = new Spill(join(folder, `law-${files++}.mdb`), bytes)
        const memory = new MemoryTier()
        try {
          for (const one of operations) expect(answer(spill, one)).toEqual(answer(memory, one))
        } finally {
          spill.close()
        }
      }),
      { numRuns: 60 },
    )
  })

  it('writes what takes more room in the table than in itself, and ends', () => {
    const spill = new Spill(join(folder, 'small.mdb'), 100_000)
    for (let i = 0; i < 20_000; i++) spill.delete(i * 2 ** 32, { type: 'n', value: String(i) })
    spill.put(5, { type: 'n', value: '5' }, Uint8Array.of(7))
    expect([...(spill.get(5, { type: 'n', value: '5' }) ?? [])]).toEqual([7])
    expect(spill.range(0, 2 ** 53, 10)).toHaveLength(1)
    spill.close()
  })

  it('keeps what it has gathered beyond one batch, and forgets what stood in its file before', () => {
    const path = join(folder, 'many.mdb')
    writeFileSync(path, 'not a database')
    const spill = new Spill(path)
    for (let i = 0; i < 5_000; i++)
      spill.put(i * 7, { type: 'n', value: String(i) }, new Uint8Array([i & 255, i >> 8]))
    for (let i = 0; i < 5_000; i++)
      expect([...(spill.get(i * 7, { type: 'n', value: String(i) }) ?? [])]).toEqual([i & 255, i >> 8])
    expect(spill.range(0, 2 ** 53, 10_000)).toHaveLength(5_000)
    spill.close()
  })

  it('lives on when timers are set and gone before they are written, in a file that is new', () => {
    const spill = new Spill(join(folder, 'gone.mdb'))
    const names = Array.from({ length: 400 }, (_, i) => ({ type: 'n', value: `somebody ${i}` }))
    for (let round = 0; round < 3; round++) {
      for (const [i, one] of names.entries()) spill.schedule(one, 1e12 + i)
      for (const [i, one] of names.entries()) spill.unschedule(one, 1e12 + i)
      expect(spill.timers(10)).toEqual([])
    }
    spill.close()
  })

  it.each([30, 3_000])(
    'answers as it must under load, over %i names and files that come and go',
    { timeout: 60_000 },
    (names) => {
      for (const [file, bytes] of SIZES.entries()) {
        const [spill, memory] = [new Spill(join(folder, `load-${names}.mdb`), bytes), new MemoryTier()]
        load(random(names + file), names, spill, memory)
        spill.close()
      }
    },
  )

  it('still has what it could not write', () => {
    writeFileSync(join(folder, 'no-folder'), '')
    const spill = new Spill(join(folder, 'no-folder', 'one.mdb'))
    const names = Array.from({ length: 50 }, (_, i) => ({ type: 'n', value: String(i) }))
    // The last one has the smallest hash.
    for (const [i, one] of names.entries()) spill.put(50 - i, one, new Uint8Array(100 + i).fill(i))
    spill.gatheredBytesMax = 0
    expect(() => spill.delete(50, names[0] as Identifier)).toThrow(/no-folder/)
    for (const [i, one] of names.entries())
      expect(spill.get(50 - i, one)?.toString()).toBe(
        i === 0 ? undefined : Buffer.alloc(100 + i, i).toString(),
      )
    spill.close()
  })

  it('leaves no file behind when it is closed', () => {
    const own = join(folder, 'own')
    const spill = new Spill(join(own, 'one.mdb'), 0)
    spill.put(1, { type: 'n', value: '1' }, new Uint8Array(9))
    expect(spill.range(0, 2, 1)).toHaveLength(1)
    expect(readdirSync(own)).not.toEqual([])
    spill.close()
    expect(readdirSync(own)).toEqual([])
  })
})

const BURSTS = 25

/** Bursts of work, each with more of one kind than of another; records up to many pages; timers move on. */
function load(chance: (below: number) => number, names: number, spill: Spill, memory: ColdTier): void {
  const armed = new Map<number, number>()
  for (let burst = 0; burst < BURSTS; burst++) {
    const kinds = [chance(9), chance(9), chance(9), chance(9)].flatMap((share, kind) =>
      Array(share).fill(kind),
    )
    for (let left = chance(1_500); left > 0 && kinds.length > 0; left--) {
      const i = chance(chance(names) + 1)
      const one = { type: 'n', value: `somebody ${i}` }
      const kind = kinds[chance(kinds.length)]
      const due = armed.get(i)
      if (kind === 0) both({ do: 'put', name: one, bytes: new Uint8Array(1 + chance(40) ** 3).fill(left) })
      else if (kind === 1) both({ do: 'delete', name: one })
      else if (kind === 2) both({ do: 'get', name: one })
      else if (due !== undefined) {
        both({ do: 'unschedule', name: one, due })
        armed.delete(i)
      } else {
        armed.set(i, burst * 1e6 + chance(1e7))
        both({ do: 'schedule', name: one, due: armed.get(i) as number })
      }
    }
    both({ do: 'timers', max: 20 })
    both({ do: 'range', from: 0, until: 1, max: 40 })
  }

  function both(one: Operation): void {
    const [is, wanted] = [answer(spill, one), answer(memory, one)]
    if (wanted !== undefined) expect(is).toEqual(wanted)
  }
}

/** What a tier answers, as plain values. */
function answer(tier: ColdTier, one: Operation): unknown {
  switch (one.do) {
    case 'put':
      return tier.put(identifierHash(one.name), one.name, one.bytes)
    case 'delete':
      return tier.delete(identifierHash(one.name), one.name)
    case 'get':
      return text(tier.get(identifierHash(one.name), one.name))
    case 'range': {
      const [from, until] = [one.from, one.until].map((part) => Math.floor(part * 2 ** 53)) as [
        number,
        number,
      ]
      const range = tier.range(from, until, one.max)
      return range.map(({ hash, bytes, name: { type, value } }) => ({
        hash,
        bytes: text(bytes),
        type,
        value,
      }))
    }
    case 'schedule':
      return tier.schedule(one.name, one.due)
    case 'unschedule':
      return tier.unschedule(one.name, one.due)
    case 'timers':
      return tier.timers(one.max).map(({ due: at, key: { type, value } }) => ({ at, type, value }))
  }
}

function text(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? 'none' : Buffer.from(bytes).toString('hex')
}
