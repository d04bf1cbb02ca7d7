import { describe, expect, it } from 'vitest'
import { HASHES } from '../identity/name-order.js'
import { GatheredRecords } from './gathered-records.js'

describe('records that are gathered', () => {
  it('stand where they are looked for also behind one that is longer than a segment', () => {
    const gathered = new GatheredRecords()
    const long = { type: 'user_id', value: 'a'.repeat(200) }
    const short = { type: 'n', value: '1' }
    gathered.put({ hash: 1, name: long, bytes: new Uint8Array(70_000).fill(1) })
    gathered.put({ hash: 2, name: short, bytes: new Uint8Array(20).fill(2) })
    expect(Buffer.alloc(20, 2).equals(gathered.get(2, short) as Uint8Array)).toBe(true)
    expect(Buffer.alloc(70_000, 1).equals(gathered.get(1, long) as Uint8Array)).toBe(true)
    expect(gathered.range(0, 10, 10).map(({ name }) => name)).toEqual([long, short])
    expect(gathered.takeOldest().map(({ hash }) => hash)).toEqual([1])
    expect(gathered.takeOldest().map(({ hash }) => hash)).toEqual([2])
  })

  it('count with the table of what stands where, which goes with them', () => {
    const gathered = new GatheredRecords()
    const empty = gathered.bytes
    for (let i = 0; i < 20_000; i++)
      gathered.put({
        hash: Math.floor((i / 20_000) * HASHES),
        name: { type: 'n', value: String(i) },
        bytes: null,
      })
    // 36 to 72 bytes of table and 23 of record each.
    expect(gathered.bytes).toBeGreaterThan(20_000 * (36 + 23))
    expect(gathered.bytes).toBeLessThan(20_000 * (72 + 23) + 2 * 64 * 1024)
    let taken = 0
    while (!gathered.isEmpty) taken += gathered.takeOldest().length
    expect(taken).toBe(20_000)
    expect(gathered.bytes).toBe(empty)
  })
})
