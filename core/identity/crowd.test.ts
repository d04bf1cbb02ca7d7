import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { type Crowd, NO_CROWD, press, unite } from './crowd.js'

const WINDOW = 10
const MAX = 3
const instants = fc.array(fc.nat(60), { maxLength: 40 }).map((all) => all.sort((x, y) => x - y))
const pressed = (all: readonly number[]): { crowd: readonly Crowd[]; count: number } =>
  all.reduce(({ crowd }, now) => press(crowd, 'email', { now, windowMs: WINDOW, max: MAX }), {
    crowd: NO_CROWD,
    count: 0,
  })

it('says whether there were more than the limit in the window, and keeps no more for it', () => {
  fc.assert(
    fc.property(instants, (all) => {
      const { crowd, count } = pressed(all)
      const last = all.at(-1) ?? 0
      const right = all.filter((at) => at > last - WINDOW).length
      expect(count > MAX).toBe(right > MAX)
      if (right <= MAX) expect(count).toBe(right)
      expect(crowd[0]?.at.length ?? 0).toBeLessThanOrEqual(MAX + 1)
    }),
  )
})

it('counts each type for itself', () => {
  const rule = { now: 5, windowMs: WINDOW, max: MAX }
  const one = press(NO_CROWD, 'email', rule)
  const two = press(one.crowd, 'cookie', rule)
  expect([one.count, two.count]).toEqual([1, 1])
  expect(press(two.crowd, 'email', rule).count).toBe(2)
})

it('two unite into what one would have had, in any order, within the bound', () => {
  const crowd = fc.dictionary(
    fc.constantFrom('email', 'cookie'),
    instants.filter(({ length }) => length > 0),
  )
  const crowds = crowd.map((types) => Object.entries(types).map(([type, at]): Crowd => ({ type, at })))
  const canonical = (all: readonly Crowd[]) => Object.fromEntries(all.map(({ type, at }) => [type, at]))
  fc.assert(
    fc.property(crowds, crowds, crowds, (x, y, z) => {
      expect(canonical(unite(x, y))).toEqual(canonical(unite(y, x)))
      expect(canonical(unite(unite(x, y), z))).toEqual(canonical(unite(x, unite(y, z))))
    }),
  )
  const many: Crowd[] = [{ type: 'email', at: Array.from({ length: 513 }, (_, i) => i) }]
  const [both] = unite(many, many)
  expect(both?.at).toHaveLength(LIMITS.profileIdentifiersMax + 1)
  expect(both?.at.at(-1)).toBe(512)
})
