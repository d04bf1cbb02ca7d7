import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { compileDefinitions } from '../definitions/definitions.js'
import type { Window } from '../definitions/window.js'
import { expire, insert, mergeRows, newRow, type Row } from './row.js'
import * as at from './window-value.js'

type Event = readonly [time: number, value: number]

/** The window of a leaf, as definitions make it. */
function windowOf(leaf: string): Window {
  const text = `kind: segment\nname: s\nwhere: ${leaf}\n`
  return compileDefinitions([{ path: 'x.yaml', text }]).windows[0] as Window
}

const subject = (created: number) => ({ created, property: () => undefined })
const holdsAt = (window: Window, row: Row | undefined, created: number, now: number) =>
  at.holdsAt(window, row, subject(created), now)
const nextChange = (window: Window, row: Row | undefined, created: number, now: number) =>
  at.nextChange(window, row, subject(created), now)
const valueAt = (window: Window, row: Row | undefined, created: number, now: number) =>
  at.valueAt(window, row, subject(created), now)

function record(window: Window, row: Row, time: number, value: number, now: number): number {
  expire(window, row, at.keptSince(window, now))
  const entry = { time, value, key: 0, id: `${time} ${value}`, scalar: null }
  return time <= now - window.withinMs && window.kind !== 'absent' ? 0 : insert(window, row, entry)
}

/** A row that has seen events at these instants, each when it happened. */
function rowOf(window: Window, events: readonly Event[], now: number): Row {
  const row = newRow(window)
  for (const [time, value] of events) record(window, row, time, value, now)
  return row
}

describe('the boundaries of a window', () => {
  const count = windowOf("{count: {event: A, within: 10ms, is: '>= 1'}}")
  const row = rowOf(count, [[100, 0]], 100)

  it('an event is in from its instant until just before time + W', () => {
    expect([100, 109, 110].map((now) => holdsAt(count, row, 0, now))).toEqual([true, true, false])
    expect([nextChange(count, row, 0, 100), nextChange(count, row, 0, 109)]).toEqual([110, 110])
    expect(nextChange(count, row, 0, 110)).toBe(Infinity)
  })

  it('absent is true from the last event + W on, or from the creation + W', () => {
    const absent = windowOf('{absent: {event: A, for: 10ms}}')
    const seen = rowOf(absent, [[100, 0]], 100)
    expect([109, 110].map((now) => holdsAt(absent, seen, 50, now))).toEqual([false, true])
    expect([59, 60].map((now) => holdsAt(absent, undefined, 50, now))).toEqual([false, true])
    expect([nextChange(absent, seen, 50, 100), nextChange(absent, undefined, 50, 50)]).toEqual([110, 60])
  })

  it('a late event counts where it belongs, or not at all when its time is out', () => {
    const late = newRow(count)
    expect(record(count, late, 89, 0, 100)).toBe(0)
    expect(late.times).toEqual([])
    record(count, late, 91, 0, 100)
    expect([100, 101].map((now) => holdsAt(count, late, 0, now))).toEqual([true, false])
  })
})

describe('what a row keeps', () => {
  it.each([
    ['>= 3', 3],
    ['> 3', 4],
    ['< 3', 3],
    ['<= 3', 4],
    ['== 3', 4],
    ['!= 3', 4],
    ['>= 0', 1],
    ['>= 2.5', 3],
    ['> -1', 0],
  ])('of a count %s is the newest %i, whatever comes', (is, most) => {
    const window = windowOf(`{count: {event: A, within: 1d, is: '${is}'}}`)
    const row = newRow(window)
    for (const time of [5, 3, 9, 1, 7, 8, 2]) record(window, row, time, 0, 10)
    expect(row.times).toEqual([1, 2, 3, 5, 7, 8, 9].slice(7 - most))
  })

  it('of a sum is bounded: the oldest entries go, and are counted', () => {
    const window = windowOf("{sum: {event: A, of: event.v, within: 1d, is: '> 0'}}")
    const row = newRow(window)
    let lost = 0
    for (let i = 0; i < LIMITS.windowEntriesMax + 5; i++) lost += record(window, row, i, 1, i)
    expect([lost, row.times.length, row.values?.length]).toEqual([
      5,
      LIMITS.windowEntriesMax,
      LIMITS.windowEntriesMax,
    ])
    expect([row.times[0], valueAt(window, row, 0, LIMITS.windowEntriesMax + 4)]).toEqual([
      5,
      LIMITS.windowEntriesMax,
    ])
  })

  it('of a window that is over is nothing, once an event comes', () => {
    const window = windowOf("{sum: {event: A, of: event.v, within: 10ms, is: '> 0'}}")
    const events: Event[] = [
      [1, 1],
      [2, 1],
    ]
    const row = rowOf(window, events, 2)
    record(window, row, 100, 1, 100)
    expect(row).toMatchObject({ times: [100], values: [1] })
  })
})

describe('a merge of rows', () => {
  const events = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0.1, 0.2, 0.3, 1e16, -1e16, 1)),
    {
      maxLength: 10,
    },
  )
  const leaves = [
    "{count: {event: A, within: 6ms, is: '>= 2'}}",
    "{count: {event: A, within: 6ms, is: '== 2'}}",
    "{sum: {event: A, of: event.v, within: 6ms, is: '>= 1'}}",
    "{avg: {event: A, of: event.v, within: 6ms, is: '>= 1'}}",
    "{min: {event: A, of: event.v, within: 6ms, is: '>= 1'}}",
    "{max: {event: A, of: event.v, within: 6ms, is: '>= 1'}}",
    "{distinct: {event: A, of: event.v, within: 6ms, is: '>= 2'}}",
    "{distinct: {event: A, of: event.v, within: 6ms, is: '== 2'}}",
    '{absent: {event: A, for: 6ms}}',
  ].map(windowOf)

  it('is the row of one that saw all: to the last bit, in any order of arrival, whoever wins', () => {
    fc.assert(
      fc.property(fc.constantFrom(...leaves), events, events, (window, mine, yours) => {
        const rows = [
          rowOf(window, [...mine, ...yours], 8),
          rowOf(window, [...yours, ...mine].reverse(), 8),
          joined(window, mine, yours),
          joined(window, yours, mine),
        ]
        for (let now = 8; now < 20; now++) {
          const [value, ...others] = rows.map((row) => valueAt(window, row, 0, now))
          for (const other of others) expect(other).toBe(value)
          const [change, ...changes] = rows.map((row) => nextChange(window, row, 0, now))
          for (const other of changes) expect(other).toBe(change)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  function joined(window: Window, winner: readonly Event[], loser: readonly Event[]): Row {
    const rows = [rowOf(window, winner, 8)]
    mergeRows([window], rows, [rowOf(window, loser, 8)])
    return rows[0] as Row
  }
})
