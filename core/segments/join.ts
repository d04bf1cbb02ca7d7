import type { Rows } from './apart.js'
import { viewOf } from './apart.js'
import { findRow, type Row } from './row.js'
import { newTallyRow, placeOfTally, type Tally, type TallyRow } from './tally.js'
import { firstIn } from './window-value.js'

/** Whether some window of the tally stands apart. */
export function isApart({ rows }: Rows, { windows }: Tally): boolean {
  return rows.length > 0 && windows.some(({ number }) => findRow(rows, number) !== undefined)
}

/**
 * Lets windows that stand apart count together when they keep what they would have kept together: not while
 * one of them has begun later than another with its test. It makes no difference to what they say.
 */
export function joinRows(state: Rows, tally: Tally, now: number): void {
  const apart = tally.windows.map((window) => {
    const row = findRow(state.rows, window.number)
    return row === undefined ? NOTHING : since(row, now - window.withinMs)
  })
  const joined = tally.tests.length === 1 ? longest(tally, apart) : union(tally, apart)
  for (const [i, window] of tally.windows.entries())
    if (!isSame(viewOf(joined, window, now), apart[i] as Kept)) return
  joined.at = now
  for (const { number } of tally.windows) {
    const row = findRow(state.rows, number)
    if (row !== undefined) state.rows.splice(state.rows.indexOf(row), 1)
  }
  state.tallies.splice(placeOfTally(state.tallies, tally), 0, joined)
}

type Kept = Pick<Row, 'times' | 'ids'>

const NOTHING: Kept = { times: [], ids: [] }

function since({ times, ids }: Row, edge: number): Kept {
  const from = firstIn(times, edge)
  return { times: times.slice(from), ids: ids.slice(from) }
}

/** What windows of one test keep is the newer end of what one of them does. */
function longest(tally: Tally, apart: readonly Kept[]): TallyRow {
  const { times, ids } = apart.reduce((most, one) => (one.times.length > most.times.length ? one : most))
  return { ...newTallyRow(tally), times: [...times], ids: [...ids] }
}

/** An event stands once, with the tests of all windows that keep it. */
function union(tally: Tally, apart: readonly Kept[]): TallyRow {
  const events = new Map<string, { time: number; id: string; bits: number }>()
  for (const [place, { bit }] of tally.counters.entries()) {
    const { times, ids } = apart[place] as Kept
    // An event that is the same as the one before it in every respect is another one all the same.
    for (let i = 0, repeats = 0; i < times.length; i++) {
      const [time, id] = [times[i] as number, ids[i] as string]
      repeats = i > 0 && times[i - 1] === time && ids[i - 1] === id ? repeats + 1 : 0
      const key = `${time} ${repeats} ${id}`
      const event = events.get(key) ?? { time, id, bits: 0 }
      event.bits |= bit
      events.set(key, event)
    }
  }
  const all = [...events.values()].sort((x, y) => x.time - y.time || (x.id < y.id ? -1 : x.id > y.id ? 1 : 0))
  return {
    ...newTallyRow(tally),
    times: all.map(({ time }) => time),
    ids: all.map(({ id }) => id),
    bits: all.map(({ bits }) => bits),
  }
}

function isSame(x: Kept, y: Kept): boolean {
  if (x.times.length !== y.times.length) return false
  return x.times.every((time, i) => time === y.times[i] && x.ids[i] === y.ids[i])
}
