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
  const places = new Places()
  const encoded = rowsApart(profile).map(({ window, times, values, keys, ids, scalar, sketch }) => ({
    leaf: windows[window]?.key ?? '',
    times,
    values: values ?? [],
    keys: keys ?? [],
    ids: places.of(ids),
    scalar: scalar === null ? null : encodeScalar(scalar),
    sketch: sketch === null ? null : encodeSketch(sketch),
  }))
  return { windows: [...encoded, ...profile.strangeRows], eventIds: places.ids }
}

export function decodeWindows(
  into: Windows,
  { windows, eventIds }: waymark.Profile.$Properties,
  definitions: Definitions,
): void {
  for (const message of windows ?? []) addWindow(into, message, eventIds ?? [], definitions)
}

export function addWindow(
  into: Windows,
  message: waymark.Window.$Properties,
  eventIds: readonly string[],
  definitions: Definitions,
): void {
  const ids = idsOf(message, eventIds)
  const window = definitions.windowsByKey.get(message.leaf ?? '')
  if (window !== undefined) addRow(into.rows, decodeRow(message, window, ids))
  else into.strangeRows = [...into.strangeRows, { ...message, ids: [], ownIds: ids }]
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
  row.scalar = decodeScalar(scalar)
  if (sketch) row.sketch = decodeSketch(sketch)
  findChain(window, row)
  return row
}

/** Up to so many ids are looked through for one. */
const SCAN_MAX = 16

/** Ids, each with its place, from 1 on; 0 is none. */
export class Places {
  readonly ids: string[] = []
  #places: Map<string, number> | undefined

  of(ids: readonly string[]): number[] {
    const places: number[] = []
    let isKnown = false
    for (let i = 0; i < ids.length; i++) {
      const place = this.#place(ids[i] as string)
      if (place > 0) isKnown = true
      places.push(place)
    }
    return isKnown ? places : []
  }

  #place(id: string): number {
    if (id === '') return 0
    const known = this.#places === undefined ? this.ids.indexOf(id) + 1 : (this.#places.get(id) ?? 0)
    if (known > 0) return known
    const place = this.ids.push(id)
    if (this.#places !== undefined) this.#places.set(id, place)
    else if (place > SCAN_MAX) this.#places = new Map(this.ids.map((one, i) => [one, i + 1]))
    return place
  }
}

export function encodeScalar(scalar: Scalar): waymark.Value.$Properties {
  if (typeof scalar === 'number') return { number: scalar }
  return typeof scalar === 'string' ? { text: scalar } : { flag: scalar }
}

export function decodeScalar(scalar: waymark.Value.$Properties | null | undefined): Scalar | null {
  return scalar?.text ?? scalar?.number ?? scalar?.flag ?? null
}

export function encodeSketch(sketch: Sketch): waymark.Sketch.$Properties {
  const entries = [...sketch.entries()]
  return {
    registers: entries.map(({ register }) => register),
    times: entries.map(({ time }) => time),
    ranks: entries.map(({ rank }) => rank),
  }
}

export function decodeSketch({ registers, times, ranks }: waymark.Sketch.$Properties): Sketch {
  const sketch = new Sketch()
  for (const [i, register] of (registers ?? []).entries())
    sketch.restore(register, times?.[i] ?? 0, ranks?.[i] ?? 0)
  return sketch
}
