import type { Window } from '../definitions/window.js'
import { addRow, findRow, newRow, type Row } from './row.js'
import { findTally, newTallyRow, type Tally, type TallyRow, tallyPlace } from './tally.js'

/** Where the windows of a profile keep what they keep. */
export interface Rows {
  /** Of windows that stand apart, in their order. */
  readonly rows: Row[]
  /** Of windows that count together, in the order of their tallies. */
  readonly tallies: TallyRow[]
}

/**
 * What a window keeps of a profile, wherever that stands: to look at. Undefined: no event has come to it.
 */
export function rowOf({ rows, tallies }: Readonly<Rows>, window: Window): Row | undefined {
  if (window.tally === null) return findRow(rows, window.number)
  const row = findTally(tallies, window.tally)
  return row === undefined ? findRow(rows, window.number) : view(row, window, row.at)
}

/** The rows of all windows of a profile, each for itself, in their order: as they travel. */
export function rowsApart({ rows, tallies }: Readonly<Rows>): readonly Row[] {
  if (tallies.length === 0) return rows
  const all = [...rows]
  for (const row of tallies) for (const window of row.tally.windows) addRow(all, view(row, window, row.at))
  return all
}

/** Each window for itself from now on: for a merge, or another version of the definitions. */
export function standApart(state: Rows): void {
  if (state.tallies.length === 0) return
  const all = rowsApart(state)
  state.tallies.length = 0
  state.rows.splice(0, state.rows.length, ...all)
}

/** Whether some window of the tally stands apart. */
export function isApart({ rows }: Rows, { windows }: Tally): boolean {
  return rows.length > 0 && windows.some(({ number }) => findRow(rows, number) !== undefined)
}

/**
 * Lets windows that stand apart count together when they keep what they would have kept together: not while
 * one of them has begun later than another. It makes no difference to what they say.
 */
export function joinRows(state: Rows, tally: Tally, now: number): void {
  const apart = tally.windows.map(({ number }) => findRow(state.rows, number))
  const joined = newTallyRow(tally)
  joined.at = now
  for (const row of apart) {
    if (row === undefined) return
    if (row.times.length < joined.times.length) continue
    joined.times = row.times
    joined.ids = row.ids
  }
  for (const [i, window] of tally.windows.entries())
    if (!isSame(view(joined, window, now), apart[i] as Row)) return
  joined.times = [...joined.times]
  joined.ids = [...joined.ids]
  for (const row of apart) state.rows.splice(state.rows.indexOf(row as Row), 1)
  state.tallies.splice(tallyPlace(state.tallies, tally.number), 0, joined)
}

/** What one window would have kept by itself. */
function view({ times, ids }: TallyRow, window: Window, at: number): Row {
  const edge = at - window.withinMs
  let from = Math.max(0, times.length - Math.max(0, window.keep))
  while (from < times.length && (times[from] as number) <= edge) from++
  return { ...newRow(window), times: times.slice(from), ids: ids.slice(from) }
}

function isSame(x: Row, y: Row): boolean {
  if (x.times.length !== y.times.length) return false
  return x.times.every((time, i) => time === y.times[i] && x.ids[i] === y.ids[i])
}
