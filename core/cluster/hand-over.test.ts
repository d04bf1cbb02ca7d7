import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextMoves, nextToCome } from './hand-over.js'

const NAMES = ['ann', 'bob', 'cleo', 'dan', 'eve']
const PARTITIONS = 24
type Owners = Map<number, { worker: string; open: boolean }>

/** In the eyes of someone. */
const standing = { partitions: PARTITIONS, engines: NAMES, refused: new Set<number>(), movesMax: 3 }

/** All act in turn on the same view, until nobody has anything to do. */
function settle(owners: Owners, engines: readonly string[], movesMax: number) {
  let moves = 0
  let without = 0
  for (let round = 0; round < 200; round++) {
    let acted = false
    const view: Owners = new Map(owners)
    for (const me of engines) {
      const standing = {
        me,
        partitions: PARTITIONS,
        engines,
        owners: view,
        refused: new Set<number>(),
        movesMax,
      }
      const { claim, release } = nextMoves(standing)
      for (const partition of release) {
        owners.delete(partition)
        moves++
      }
      for (const partition of claim) owners.set(partition, { worker: me, open: true })
      acted ||= claim.length + release.length > 0
    }
    without = Math.max(without, PARTITIONS - owners.size)
    if (!acted) return { moves, without, rounds: round }
  }
  throw new Error('never settles')
}

const all = (worker: string): Owners =>
  new Map(Array.from({ length: PARTITIONS }, (_, p) => [p, { worker, open: true }]))

test('workers come to fair shares, with no move too many and few partitions without owner at a time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...NAMES), { minLength: PARTITIONS, maxLength: PARTITIONS }),
      fc.shuffledSubarray(NAMES, { minLength: 1 }),
      fc.integer({ min: 1, max: 6 }),
      (held, engines, movesMax) => {
        const owners: Owners = new Map()
        held.forEach((worker, p) => {
          if (engines.includes(worker)) owners.set(p, { worker, open: true })
        })
        const unowned = PARTITIONS - owners.size
        const { without } = settle(owners, engines, movesMax)
        expect(without).toBeLessThanOrEqual(Math.max(unowned, movesMax))
        const shares = engines.map(
          (one) => [...owners.values()].filter(({ worker }) => worker === one).length,
        )
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
      },
    ),
  )
})

test('from one to five workers and back to two each partition moves once at most', () => {
  const owners = all('ann')
  expect(settle(owners, NAMES, 4).moves).toBe(19)
  for (const [partition, { worker }] of owners) if (!['ann', 'bob'].includes(worker)) owners.delete(partition)
  expect(settle(owners, ['ann', 'bob'], 4).moves).toBe(0)
})

test('nothing is released while as many as may move have no owner or are being opened', () => {
  const owners = all('ann')
  owners.set(0, { worker: 'bob', open: false })
  owners.delete(1)
  const standing = {
    me: 'ann',
    partitions: PARTITIONS,
    engines: ['ann', 'bob'],
    owners,
    refused: new Set<number>(),
  }
  expect(nextMoves({ ...standing, movesMax: 2 }).release).toEqual([])
  expect(nextMoves({ ...standing, movesMax: 3 }).release).toHaveLength(1)
})

test('a partition that nobody can open holds up no other', () => {
  const owners = all('ann')
  owners.delete(0)
  const standing = { me: 'ann', partitions: PARTITIONS, engines: ['ann', 'bob'], owners, movesMax: 1 }
  expect(nextMoves({ ...standing, refused: new Set([0]) }).release).toHaveLength(1)
})

test('what a worker that leaves still owns is claimed by nobody', () => {
  const moves = nextMoves({
    ...{ me: 'bob', partitions: PARTITIONS, engines: ['bob'], owners: all('ann'), movesMax: 8 },
    refused: new Set<number>(),
  })
  expect(moves).toEqual({ claim: [], release: [] })
})

test('what is to come is what is handed over then', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { minLength: PARTITIONS, maxLength: PARTITIONS }), (places) => {
      const owners: Owners = new Map(
        places.map((place, p) => [p, { worker: NAMES[place] as string, open: true }]),
      )
      const coming = NAMES.flatMap((me) => nextToCome({ ...standing, me, owners }))
      const leaving = NAMES.flatMap(
        (me) => nextMoves({ ...standing, movesMax: PARTITIONS, me, owners }).release,
      )
      expect(coming.toSorted((a, b) => a - b)).toEqual(leaving.toSorted((a, b) => a - b))
    }),
  )
})

test('nothing is to come to those who count for none, nor what they have or nobody has', () => {
  const owners = all('ann')
  expect(nextToCome({ ...standing, me: 'flo', owners })).toEqual([])
  expect(nextToCome({ ...standing, engines: ['ann'], me: 'ann', owners })).toEqual([])
  expect(nextToCome({ ...standing, engines: ['bob'], me: 'bob', owners: new Map() })).toEqual([])
})
