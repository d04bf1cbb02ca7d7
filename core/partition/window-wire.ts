import { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import type { TextCache } from '../event/text-cache.js'
import type { Wire } from '../event/wire.js'
import type { WireWriter } from '../event/wire-writer.js'
import { rowsApart } from '../segments/apart.js'
import { addRow, findChain, newRow, type Row } from '../segments/row.js'
import {
  addWindow,
  decodeScalar,
  decodeSketch,
  encodeScalar,
  encodeSketch,
  Places,
  type Windows,
} from './window-codec.js'

// Tags of proto/waymark.proto: (field number << 3) | wire type. A test compares with the generated code.
const LEAF = 10
const TIMES = 18
const VALUES = 26
const KEYS = 34
const IDS = 42
const SCALAR = 50
const SKETCH = 58
const OWN_IDS = 66

/** Writes windows; returns the ids that they name by their places. */
export function writeWindows(
  to: WireWriter,
  tag: number,
  profile: Windows,
  { windows }: Definitions,
): readonly string[] {
  const places = new Places()
  for (const { window, times, values, keys, ids, scalar, sketch } of rowsApart(profile)) {
    const start = to.open(tag)
    to.text(LEAF, windows[window]?.key ?? '')
    to.doubles(TIMES, times)
    if (values !== null) to.doubles(VALUES, values)
    if (keys !== null) to.doubles(KEYS, keys)
    to.uint32s(IDS, places.of(ids))
    if (scalar !== null) to.bytes(SCALAR, waymark.Value.encode(encodeScalar(scalar)).finish())
    if (sketch !== null) to.bytes(SKETCH, waymark.Sketch.encode(encodeSketch(sketch)).finish())
    to.close(start)
  }
  for (const strange of profile.strangeRows) to.bytes(tag, waymark.Window.encode(strange).finish())
  return places.ids
}

/** What windows are read with. */
export interface WindowReading {
  readonly eventIds: readonly string[]
  readonly definitions: Definitions
  readonly texts: TextCache
}

/** Reads the window that ends at `end`. */
export function readWindow(wire: Wire, end: number, into: Windows, reading: WindowReading): void {
  const { eventIds, definitions, texts } = reading
  const start = wire.at
  const leaf = wire.at < end && wire.varint(end) === LEAF ? leafOf(wire, end, texts) : ''
  const window = definitions.windowsByKey.get(leaf)
  if (window === undefined) {
    addWindow(into, waymark.Window.decode(wire.bytes.subarray(start, end)), eventIds, definitions)
    return
  }
  const row = newRow(window)
  while (wire.at < end) {
    const tag = wire.varint(end)
    if ((tag & 7) !== 2) wire.skip(tag & 7, end)
    else readPart(wire, tag, wire.fieldEnd(end), row, eventIds)
  }
  while (row.ids.length < row.times.length) row.ids.push('')
  if (row.ids.length > row.times.length) row.ids.length = row.times.length
  findChain(window, row)
  addRow(into.rows, row)
}

function leafOf(wire: Wire, end: number, texts: TextCache): string {
  const leafEnd = wire.fieldEnd(end)
  const leaf = texts.read(wire, wire.at, leafEnd)
  wire.at = leafEnd
  return leaf
}

/** A part that ends at `end`; what its kind of window has no place for is left out. */
function readPart(wire: Wire, tag: number, end: number, row: Row, eventIds: readonly string[]): void {
  if (tag === TIMES) row.times = wire.doubles(end)
  else if (tag === VALUES && row.values !== null) row.values = wire.doubles(end)
  else if (tag === KEYS && row.keys !== null) row.keys = wire.doubles(end)
  else if (tag === IDS) row.ids = ids(wire, end, eventIds)
  else if (tag === SCALAR) row.scalar = decodeScalar(waymark.Value.decode(wire.bytes.subarray(wire.at, end)))
  else if (tag === SKETCH) row.sketch = decodeSketch(waymark.Sketch.decode(wire.bytes.subarray(wire.at, end)))
  else if (tag === OWN_IDS) row.ids.push(wire.text(wire.at, end))
  wire.at = end
}

function ids(wire: Wire, end: number, eventIds: readonly string[]): string[] {
  const first = eventIds[wire.varint(end) - 1] ?? ''
  if (wire.at === end) return [first]
  const all = [first]
  while (wire.at < end) all.push(eventIds[wire.varint(end) - 1] ?? '')
  return all.slice()
}
