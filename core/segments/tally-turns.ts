import type { Window } from '../definitions/window.js'
import {
  type Counter,
  countIn,
  decidingPlace,
  holdsIn,
  holdsWith,
  oldestPlace,
  type TallyRow,
} from './tally.js'
import type { EventChange } from './windowed-event.js'

/**
 * An event has come to its place in the row, -1: to none, by the tests it has passed. Windows whose truth
 * that changes go to `changed`, or, of a profile that is judged for the first time, all that it comes to. One
 * look at each window tells what it said, what it says, and when time alone may change that.
 */
export function turnByEvent(
  row: TallyRow,
  came: number,
  passed: number,
  { now, isFirst }: EventChange,
  changed: Window[],
): void {
  const { times } = row
  const { counters } = row.tally
  let due = Number.POSITIVE_INFINITY
  for (let i = 0; i < counters.length; i++) {
    const counter = counters[i] as Counter
    const { withinMs, whenFull } = counter
    const edge = now - withinMs
    const place = leavesNext(row, counter, edge)
    if (place >= 0) {
      const change = (times[place] as number) + withinMs
      if (change < due) due = change
    }
    if ((counter.bit & passed) === 0) continue
    const isTurned =
      whenFull === null ? isTurnedBy(row, counter, came, now) : isFilledBy(row, counter, came, place, edge)
    if (isTurned || isFirst === true) changed.push(counter.window)
  }
  row.due = due
}

/** Time has passed since `before`. Windows whose truth that changes go to `changed`. */
export function turnByTime(row: TallyRow, before: number, now: number, changed: Window[]): void {
  const { times } = row
  const { counters } = row.tally
  let due = Number.POSITIVE_INFINITY
  for (let i = 0; i < counters.length; i++) {
    const counter = counters[i] as Counter
    const { withinMs, whenFull } = counter
    const place = leavesNext(row, counter, (whenFull === null ? now : before) - withinMs)
    if (whenFull === null) {
      if (holdsIn(row, counter, before) !== holdsIn(row, counter, now)) changed.push(counter.window)
    } else if (place >= 0 && (times[place] as number) <= now - withinMs) {
      changed.push(counter.window)
      continue
    }
    if (place < 0) continue
    const change = (times[place] as number) + withinMs
    if (change < due) due = change
  }
  row.due = due
}

const NOTHING_TURNS: Window[] = []

/** Works out anew when time alone may next change the truth of one of the windows. */
export function findDue(row: TallyRow, now: number): void {
  turnByTime(row, now, now, NOTHING_TURNS)
}

/** Place of the event whose leaving is the next that may change the truth of a window; -1: none. */
function leavesNext(row: TallyRow, counter: Counter, edge: number): number {
  return counter.whenFull === null ? oldestPlace(row, counter, edge) : decidingPlace(row, counter, edge)
}

/** Whether a window that is full, its oldest at `place`, would not be so without the event that has come. */
function isFilledBy(
  { times, bits }: TallyRow,
  { bit }: Counter,
  came: number,
  place: number,
  edge: number,
): boolean {
  if (place < 0 || came < place) return false
  for (let i = place - 1; i >= 0 && (times[i] as number) > edge; i--)
    if (bits === null || ((bits[i] as number) & bit) !== 0) return false
  return true
}

/** Whether a window whose number has to be compared says something else for the event that has come. */
function isTurnedBy(row: TallyRow, counter: Counter, came: number, now: number): boolean {
  const { window, withinMs, keep } = counter
  if (came < 0 || (row.times[came] as number) <= now - withinMs) return false
  const count = countIn(row, counter, now, keep + 1)
  return holdsWith(window, Math.min(keep, count)) !== holdsWith(window, Math.min(keep, count - 1))
}
