import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign } from './assignment.js'

const NAMES = ['ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus']
const cases = fc.record({
  partitions: fc.integer({ min: 1, max: 64 }),
  members: fc.shuffledSubarray(NAMES, { minLength: 1 }),
  held: fc.array(fc.option(fc.constantFrom(...NAMES), { nil: undefined }), { maxLength: 70 }),
})

function ownersOf(held: readonly (string | undefined)[]): Map<number, string> {
  return new Map(
    held.flatMap((owner, partition) => (owner === undefined ? [] : [[partition, owner] as const])),
  )
}

function sharesOf(assigned: ReadonlyMap<number, string>, members: readonly string[]): number[] {
  return members.map((member) => [...assigned.values()].filter((owner) => owner === member).length)
}

describe('an assignment', () => {
  test('gives every partition to a member, and shares that differ by one at most', () => {
    fc.assert(
      fc.property(cases, ({ partitions, members, held }) => {
        const assigned = assign(partitions, members, ownersOf(held))
        expect([...assigned.keys()].sort((a, b) => a - b)).toEqual(
          Array.from({ length: partitions }, (_, p) => p),
        )
        const shares = sharesOf(assigned, members)
        expect(shares.reduce((a, b) => a + b)).toBe(partitions)
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('takes from members only what they have beyond the fairest shares', () => {
    fc.assert(
      fc.property(cases, ({ partitions, members, held }) => {
        const owners = ownersOf(held.slice(0, partitions))
        const assigned = assign(partitions, members, owners)
        const moved = [...owners].filter(([p, owner]) => members.includes(owner) && assigned.get(p) !== owner)
        // No fair shares keep more: those with the most get the larger ones.
        const counts = members.map((one) => [...owners.values()].filter((owner) => owner === one).length)
        const share = Math.floor(partitions / members.length)
        const larger = partitions % members.length
        const best = counts
          .sort((a, b) => b - a)
          .reduce((sum, count, place) => {
            return sum + Math.max(0, count - (place < larger ? share + 1 : share))
          }, 0)
        expect(moved.length).toBe(best)
      }),
    )
  })

  test('is the same in whatever order members are listed', () => {
    fc.assert(
      fc.property(cases, ({ partitions, members, held }) => {
        const owners = ownersOf(held)
        expect(assign(partitions, [...members].reverse(), owners)).toEqual(
          assign(partitions, members, owners),
        )
      }),
    )
  })

  test('stays as it is while it is carried out, whatever comes first', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(63), { maxLength: 64 }), ({ partitions, members, held }, done) => {
        // What goes away from its owner has none in between; all else that has a member for owner stays.
        const before = ownersOf(held)
        const target = assign(partitions, members, before)
        const owners = new Map([...before].filter(([p, owner]) => target.get(p) === owner))
        const free = assign(partitions, members, owners)
        for (const partition of done) {
          const to = free.get(partition)
          if (to !== undefined) owners.set(partition, to)
          expect(assign(partitions, members, owners)).toEqual(free)
        }
      }),
    )
  })

  test('without members gives nothing', () => {
    expect(assign(4, [], new Map([[1, 'ann']]))).toEqual(new Map())
  })
})
