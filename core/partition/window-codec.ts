import type { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import type { Window } from '../definitions/window.js'
import { addRow, findChain, newRow, type Row, type Scalar } from '../segments/row.js'
import { Sketch } from '../segments/sketch.js'

/** The rows of a profile; several windows mostly keep the same events, so their ids stand once. */
export function encodeWindows(
  rows: readonly Row[],
  { windows }: Definitions,
): Pick<waymark.Profile.$Properties, 'windows' | 'eventIds'> {
  const places = new Map<string, number>()
  const placeOf = (id: string): number => {
    if (id === '') return 0
    const place = places.get(id) ?? places.size + 1
    places.set(id, place)
    return place
  }
  const encoded = rows.map(({ window, times, values, keys, ids, scalar, sketch }) => ({
    leaf: windows[window]?.key ?? '',
    times,
    values: values ?? [],
    keys: keys ?? [],
    ids: ids.some((id) => id !== '') ? ids.map(placeOf) : [],
    scalar: scalar === null ? null : encodeScalar(scalar),
    sketch: sketch === null ? null : encodeSketch(sketch),
  }))
  return { windows: encoded, eventIds: [...places.keys()] }
}

/** The rows of the windows that are known here, in their order. */
export function decodeWindows(
  { windows, eventIds }: waymark.Profile.$Properties,
  definitions: Definitions,
): Row[] {
  const rows: Row[] = []
  for (const message of windows ?? []) {
    const window = definitions.windows.find(({ key }) => key === message.leaf)
    if (window !== undefined) addRow(rows, decodeRow(message, window, eventIds ?? []))
  }
  return rows
}

function decodeRow(
  { times, values, keys, ids, scalar, sketch }: waymark.Window.$Properties,
  window: Window,
  eventIds: readonly string[],
): Row {
  const row = newRow(window)
  row.times = [...(times ?? [])]
  if (row.values !== null) row.values = [...(values ?? [])]
  if (row.keys !== null) row.keys = [...(keys ?? [])]
  row.ids = row.times.map((_, i) => eventIds[(ids?.[i] ?? 0) - 1] ?? '')
  row.scalar = scalar?.text ?? scalar?.number ?? scalar?.flag ?? null
  if (sketch) row.sketch = decodeSketch(sketch)
  findChain(window, row)
  return row
}

function encodeScalar(scalar: Scalar): waymark.Value.$Properties {
  if (typeof scalar === 'number') return { number: scalar }
  return typeof scalar === 'string' ? { text: scalar } : { flag: scalar }
}

function encodeSketch(sketch: Sketch): waymark.Sketch.$Properties {
  const entries = [...sketch.entries()]
  return {
    registers: entries.map(({ register }) => register),
    times: entries.map(({ time }) => time),
    ranks: entries.map(({ rank }) => rank),
  }
}

function decodeSketch({ registers, times, ranks }: waymark.Sketch.$Properties): Sketch {
  const sketch = new Sketch()
  for (const [i, register] of (registers ?? []).entries())
    sketch.restore(register, times?.[i] ?? 0, ranks?.[i] ?? 0)
  return sketch
}
