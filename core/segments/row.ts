import { LIMITS } from '../base/limits.js'
import { decidingEntries, type Window } from '../definitions/window.js'
import { newestChain, type StepEntries } from './chain.js'
import { Sketch } from './sketch.js'

/** What a leaf looks at in an event. */
export type Scalar = number | string | boolean

/**
 * The state of one window of one profile: what is kept of its events, oldest first. What is kept follows
 * from the set of events alone, whatever their order of arrival: so merges are exact.
 *
 *     count      the newest that decide its truth          min, max   those that no later one outdoes
 *     sum, avg   all                                       distinct   the newest of each value
 *     absent, last   the newest       first   the oldest   sequence   all
 */
export interface Row {
  readonly window: number
  times: number[]
  /** Amounts; of `distinct` hashes of values; of a sequence the steps that an event can be, as bits. */
  values: number[] | null
  /** Of a sequence: hashes of what events must agree in. */
  keys: number[] | null
  /** Message ids; only of the newest, else ''. */
  ids: string[]
  /** What `first` and `last` look at. */
  scalar: Scalar | null
  /** Of a `distinct` that has seen more values than it tells apart. */
  sketch: Sketch | null
  /** Of a sequence: the newest complete chain. Follows from the rest. */
  chain: Chain | null
  /** When time alone may next change its truth; NaN: to be worked out. Follows from the rest. */
  due: number
}

/** First instant of a chain, -Infinity when there is none, and its key. */
interface Chain {
  start: number
  key: number
}

/** An event as a window keeps it. One object is used again and again. */
export interface Entry {
  time: number
  value: number
  key: number
  id: string
  scalar: Scalar | null
}

export function newRow(window: Window): Row {
  const { kind } = window
  const hasValues = !(kind === 'count' || kind === 'absent' || kind === 'first' || kind === 'last')
  return {
    window: window.number,
    times: [],
    values: hasValues ? [] : null,
    keys: window.sequence !== null && window.sequence.key !== null ? [] : null,
    ids: [],
    scalar: null,
    sketch: null,
    chain: window.sequence === null ? null : { start: Number.NEGATIVE_INFINITY, key: 0 },
    due: Number.NaN,
  }
}

/** The row of a window, or undefined. Rows are in the order of their windows. */
export function findRow(rows: readonly Row[], window: number): Row | undefined {
  const place = placeOf(rows, window)
  const row = rows[place]
  return row !== undefined && row.window === window ? row : undefined
}

export function addRow(rows: Row[], row: Row): void {
  rows.splice(placeOf(rows, row.window), 0, row)
}

/** Where the row of a window stands, or would. */
export function placeOf(rows: readonly Row[], window: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] as Row).window < window) low = middle + 1
    else high = middle
  }
  return low
}

/** Puts an event in its place among those that are kept. Returns entries lost to the limit. */
export function insert(window: Window, row: Row, entry: Entry): number {
  switch (window.kind) {
    case 'absent':
    case 'last':
      if (row.times.length === 0 || isNewer(entry, row)) setOnly(row, entry)
      return 0
    case 'first':
      if (row.times.length === 0 || !isNewer(entry, row)) setOnly(row, entry)
      return 0
    case 'min':
      return insertExtreme(row, entry, -1, window.keep)
    case 'max':
      return insertExtreme(row, entry, 1, window.keep)
    case 'distinct':
      insertDistinct(window, row, entry)
      return 0
    case 'count':
      insertCounted(row, entry, window.keep)
      return 0
    case 'sequence':
      return insertStep(window, row, entry)
    default:
      put(row, entry, row.times.length)
      return trim(row, window.keep)
  }
}

/** Drops what is at or before `edge`: it is not needed again. */
export function expire(window: Window, row: Row, edge: number): void {
  if (window.keep === 1 && window.kind !== 'count' && window.kind !== 'distinct') return
  const { times } = row
  let first = 0
  while (first < times.length && (times[first] as number) <= edge) first++
  if (first === 0) return
  drop(row, 0, first)
  // While all is told apart nothing needs the estimate; half of it, so that it does not come and go.
  if (times.length < window.keep / 2) row.sketch = null
  row.sketch?.drop(edge)
}

/** Rows of two profiles that become one; those of the loser are taken over. Returns entries lost. */
export function mergeRows(windows: readonly Window[], winner: Row[], loser: readonly Row[]): number {
  let lost = 0
  for (const row of loser) {
    const window = windows[row.window]
    const own = findRow(winner, row.window)
    if (own === undefined) addRow(winner, row)
    else if (window !== undefined) lost += mergeRow(window, own, row)
  }
  return lost
}

/** Union of the same window of two profiles, as if one had seen all events. Returns entries lost. */
function mergeRow(window: Window, winner: Row, loser: Row): number {
  winner.due = Number.NaN
  if (loser.sketch !== null) {
    winner.sketch ??= sketchOf(winner)
    winner.sketch.merge(loser.sketch)
  }
  let lost = 0
  for (let i = 0; i < loser.times.length; i++) lost += insert(window, winner, entryAt(loser, i))
  return lost
}

function entryAt(row: Row, place: number): Entry {
  return {
    time: row.times[place] as number,
    value: row.values?.[place] ?? 0,
    key: row.keys?.[place] ?? 0,
    id: row.ids[place] ?? '',
    scalar: row.scalar,
  }
}

/** Most come in order, to a row that is full: then all move up by one. */
function insertCounted(row: Row, entry: Entry, keep: number): void {
  const { times, ids } = row
  const count = times.length
  if (
    count === keep &&
    count <= LIMITS.windowIdsMax &&
    count > 0 &&
    (times[count - 1] as number) < entry.time
  ) {
    for (let i = 1; i < count; i++) {
      times[i - 1] = times[i] as number
      ids[i - 1] = ids[i] as string
    }
    times[count - 1] = entry.time
    ids[count - 1] = entry.id
    return
  }
  put(row, entry, count)
  if (row.times.length > keep) drop(row, 0, 1)
}

/** Of one instant the one that is greater as JSON, then as an id, counts as the newer. */
function isNewer({ time, scalar, id }: Entry, row: Row): boolean {
  const other = row.times[0] as number
  if (time !== other) return time > other
  const [mine, its] = [JSON.stringify(scalar), JSON.stringify(row.scalar)]
  return mine === its ? id > (row.ids[0] as string) : mine > its
}

function setOnly(row: Row, { time, scalar, id }: Entry): void {
  if (row.times.length === 0) {
    row.times = [time]
    row.ids = [id]
  } else {
    row.times[0] = time
    row.ids[0] = id
  }
  row.scalar = scalar
}

/** An entry is outdone by one that is no older and no less: whatever window holds it holds that one too. */
function insertExtreme(row: Row, entry: Entry, sign: number, keep: number): number {
  const { times, ids } = row
  const values = row.values as number[]
  const { time, value, id } = entry
  let after = times.length
  while (after > 0 && (times[after - 1] as number) > time) after--
  const [next, last] = [values[after], values[after - 1]]
  if (next !== undefined && sign * next >= sign * value) return 0
  if (after > 0 && times[after - 1] === time && sign * (last as number) >= sign * value) {
    if (last === value && id < (ids[after - 1] as string)) ids[after - 1] = id
    return 0
  }
  let from = after
  while (from > 0 && sign * (values[from - 1] as number) <= sign * value) from--
  if (from < after) drop(row, from, after - from)
  put(row, entry, from)
  return trim(row, keep)
}

function insertDistinct(window: Window, row: Row, entry: Entry): void {
  const { times, ids } = row
  const place = (row.values as number[]).indexOf(entry.value)
  if (place >= 0) {
    if ((times[place] as number) > entry.time) return
    if (times[place] === entry.time) {
      if (entry.id < (ids[place] as string)) ids[place] = entry.id
      return
    }
    drop(row, place, 1)
  }
  put(row, entry, row.times.length)
  row.sketch?.add(entry.value, entry.time)
  if (row.times.length >= window.keep && isEstimated(window)) row.sketch ??= sketchOf(row)
  trim(row, window.keep)
}

/** A `distinct` whose truth hangs on more values than it tells apart. */
function isEstimated({ keep, comparison }: Window): boolean {
  return comparison !== null && decidingEntries(comparison) > keep
}

function sketchOf({ times, values }: Row): Sketch {
  const sketch = new Sketch()
  for (let i = 0; i < times.length; i++) sketch.add(values?.[i] as number, times[i] as number)
  return sketch
}

function insertStep(window: Window, row: Row, entry: Entry): number {
  put(row, entry, row.times.length)
  const lost = trim(row, window.keep)
  const { sequence } = window
  const { chain } = row
  if (sequence === null || chain === null) return lost
  const start = newestChain(sequence, row as StepEntries, entry.key)
  if (lost > 0 || (start < chain.start && entry.key === chain.key)) findChain(window, row)
  else if (isBetter(start, entry.key, chain)) {
    chain.start = start
    chain.key = entry.key
  }
  return lost
}

/** Works out what follows from the entries of a sequence. */
export function findChain({ sequence }: Window, row: Row): void {
  if (sequence === null) return
  const chain = { start: Number.NEGATIVE_INFINITY, key: 0 }
  row.chain = chain
  for (const key of row.keys === null ? [0] : new Set(row.keys)) {
    const start = newestChain(sequence, row as StepEntries, key)
    if (!isBetter(start, key, chain)) continue
    chain.start = start
    chain.key = key
  }
}

/** Of two chains that began together that of the smaller key, whichever was found first. */
function isBetter(start: number, key: number, chain: Chain): boolean {
  return start > chain.start || (start === chain.start && Number.isFinite(start) && key < chain.key)
}

/** Inserts before `end`, behind what is older; of one instant what is smaller stands first. */
function put(row: Row, entry: Entry, end: number): void {
  const { times, values, keys, ids } = row
  const { time, value, key, id } = entry
  if (times.length === 0) {
    row.times = [time]
    row.ids = [id]
    if (values !== null) row.values = [value]
    if (keys !== null) row.keys = [key]
    return
  }
  let at = end
  while (at > 0 && (times[at - 1] as number) > time) at--
  while (at > 0 && times[at - 1] === time && isBehind(row, at - 1, entry)) at--
  insertAt(times, at, time)
  insertAt(ids, at, id)
  if (values !== null) insertAt(values, at, value)
  if (keys !== null) insertAt(keys, at, key)
  const forgotten = ids.length - LIMITS.windowIdsMax - 1
  if (forgotten >= 0) ids[forgotten] = ''
}

/** Order within one instant: a sum of doubles, and what is dropped, must not hang on who came first. */
function isBehind({ values, keys, ids }: Row, place: number, { value, key, id }: Entry): boolean {
  if (values !== null && values[place] !== value) return (values[place] as number) > value
  if (keys !== null && keys[place] !== key) return (keys[place] as number) > key
  return (ids[place] as string) > id
}

function insertAt<T>(list: T[], at: number, item: T): void {
  if (at === list.length) list.push(item)
  else list.splice(at, 0, item)
}

function trim(row: Row, keep: number): number {
  const over = row.times.length - keep
  if (over <= 0) return 0
  drop(row, 0, over)
  return over
}

function drop(row: Row, from: number, count: number): void {
  cut(row.times, from, count)
  cut(row.ids, from, count)
  if (row.values !== null) cut(row.values, from, count)
  if (row.keys !== null) cut(row.keys, from, count)
}

/** `splice` without the list of what it took out. */
export function cut<T>(list: T[], from: number, count: number): void {
  const length = list.length - count
  for (let i = from; i < length; i++) list[i] = list[i + count] as T
  if (count === 1) list.pop()
  else list.length = length
}
