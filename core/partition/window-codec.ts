import type { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import type { Window } from '../definitions/window.js'
import { type Rows, rowsApart } from '../segments/apart.js'
import { addRow, findChain, newRow, type Row, type Scalar } from '../segments/row.js'
import { Sketch } from '../segments/sketch.js'

/** Windows of a profile: those that are known here, and those that ride along as they came. */
export interface Windows extends Rows {
  strangeRows: readonly waymark.Window.$Properties[]
}

/** Several windows mostly keep the same events, so their ids stand once. */
export function encodeWindows(
  profile: Windows,
  { windows }: Definitions,
): Pick<waymark.Profile.$Properties, 'windows' | 'eventIds'> {
  const places = new Map<string, number>()
  const placeOf = (id: string): number => {
    if (id === '') return 0
    const place = places.get(id) ?? places.size + 1
    places.set(id, place)
    return place
  }
  const encoded = rowsApart(profile).map(({ window, times, values, keys, ids, scalar, sketch }) => ({
    leaf: windows[window]?.key ?? '',
    times,
    values: values ?? [],
    keys: keys ?? [],
    ids: ids.some((id) => id !== '') ? ids.map(placeOf) : [],
    scalar: scalar === null ? null : encodeScalar(scalar),
    sketch: sketch === null ? null : encodeSketch(sketch),
  }))
  return { windows: [...encoded, ...profile.strangeRows], eventIds: [...places.keys()] }
}

export function decodeWindows(
  into: Windows,
  { windows, eventIds }: waymark.Profile.$Properties,
  definitions: Definitions,
): void {
  for (const message of windows ?? []) {
    const ids = idsOf(message, eventIds ?? [])
    const window = definitions.windows.find(({ key }) => key === message.leaf)
    if (window !== undefined) addRow(into.rows, decodeRow(message, window, ids))
    else into.strangeRows = [...into.strangeRows, { ...message, ids: [], ownIds: ids }]
  }
}

function idsOf({ ids, ownIds }: waymark.Window.$Properties, eventIds: readonly string[]): string[] {
  return ownIds?.length ? [...ownIds] : (ids ?? []).map((place) => eventIds[place - 1] ?? '')
}

function decodeRow(
  { times, values, keys, scalar, sketch }: waymark.Window.$Properties,
  window: Window,
  ids: readonly string[],
): Row {
  const row = newRow(window)
  row.times = [...(times ?? [])]
  if (row.values !== null) row.values = [...(values ?? [])]
  if (row.keys !== null) row.keys = [...(keys ?? [])]
  row.ids = row.times.map((_, i) => ids[i] ?? '')
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
