import type { Window } from '../definitions/window.js'
import { addRow, findRow, newRow, type Row } from './row.js'
import { findTally, type TallyRow } from './tally.js'

/** Where the windows of a profile keep what they keep. */
export interface Rows {
  /** Of windows that stand apart, in their order. */
  readonly rows: Row[]
  /** Of windows that count together, in the order of their tallies. */
  readonly tallies: TallyRow[]
}

/** What a window keeps of a profile, wherever that stands: to look at. Undefined: nothing yet. */
export function rowOf({ rows, tallies }: Readonly<Rows>, window: Window): Row | undefined {
  if (window.tally === null) return findRow(rows, window.number)
  const row = findTally(tallies, window.tally.first)
  return row === undefined ? findRow(rows, window.number) : viewOf(row, window, row.at)
}

/** The rows of all windows of a profile that keep something, each for itself, in order: as they travel. */
export function rowsApart({ rows, tallies }: Readonly<Rows>): readonly Row[] {
  if (tallies.length === 0) return rows
  const all = [...rows]
  for (const row of tallies) {
    for (const window of row.tally.windows) {
      const view = viewOf(row, window, row.at)
      if (view.times.length > 0) addRow(all, view)
    }
  }
  return all
}

/** Each window for itself from now on: for a merge, or another version of the definitions. */
export function standApart(state: Rows): void {
  if (state.tallies.length === 0) return
  const all = rowsApart(state)
  state.tallies.length = 0
  state.rows.splice(0, state.rows.length, ...all)
}

/** What one window of a tally would have kept by itself up to an instant. */
export function viewOf({ times, ids, bits }: TallyRow, window: Window, at: number): Row {
  const edge = at - window.withinMs
  const bit = 1 << (window.tally?.test ?? 0)
  const row = newRow(window)
  let from = times.length
  for (let count = 0; from > 0 && count < window.keep && (times[from - 1] as number) > edge; ) {
    from--
    if (bits === null || ((bits[from] as number) & bit) !== 0) count++
  }
  row.times = times.slice(from)
  row.ids = ids.slice(from)
  if (bits === null) return row
  const isOfTest = (_: unknown, i: number) => ((bits[from + i] as number) & bit) !== 0
  row.times = row.times.filter(isOfTest)
  row.ids = row.ids.filter(isOfTest)
  return row
}
