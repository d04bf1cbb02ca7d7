import type { Definitions } from '../definitions/definitions.js'
import type { Identities } from '../definitions/identities.js'
import type { Window } from '../definitions/window.js'
import type { Event } from '../event/event.js'
import { type Batch, EventView } from '../event/reader.js'
import type { Symbols } from '../event/symbols.js'
import type { ReplayedBatch } from './backfill-codec.js'
import { readEvent, readRecord } from './record-reader.js'
import type { StepRecord } from './step.js'

interface Reading {
  readonly identities: Identities
  readonly symbols: Symbols
  /** P. */
  readonly partitions: number
}

/** Windows that are being filled, and the segments that hold still meanwhile: who is in them stays. */
export interface Filling {
  readonly version: string
  /** In the order of their numbers. */
  readonly windows: readonly Window[]
  /** By number: 1 for segments that look at one of them, in itself or through others. */
  readonly held: Uint8Array
}

export function fillingOf(definitions: Definitions, keys: readonly string[]): Filling {
  const windows = definitions.windows.filter(({ key }) => keys.includes(key))
  const numbers = new Set(windows.map(({ number }) => number))
  const held = new Uint8Array(definitions.segments.length)
  for (const segment of definitions.segments) {
    const isHeld =
      segment.windows.some((window) => numbers.has(window)) || segment.segments.some((other) => held[other])
    if (isHeld) held[segment.number] = 1
  }
  return { version: definitions.version, windows, held }
}

/** Symbols of the events that any window with a past watches: others may fill more than this partition. */
export function watchedPast({ segments, windows }: Definitions): ReadonlySet<number> {
  const past = segments.filter(({ backfillMs }) => backfillMs > 0)
  const numbers = new Set(past.flatMap((segment) => segment.windows))
  const watching = windows.filter(({ number }) => numbers.has(number))
  return new Set(watching.flatMap(({ watched }) => watched.map(({ event }) => event)))
}

/** Events of these names in records of a log. */
export function eventsOf(
  records: readonly StepRecord[],
  watched: ReadonlySet<number>,
  { identities, symbols, partitions }: Reading,
): ReplayedBatch[] {
  const view = new EventView()
  const batches: ReplayedBatch[] = []
  for (const { time, bytes } of records) {
    const batch = batchOf(bytes, symbols, partitions)
    const events: Event[] = []
    for (let i = 0; i < (batch?.length ?? 0); i++)
      if (batch && readEvent(batch, i, view, identities) === null && watched.has(view.symbol))
        events.push(view.materialize())
    if (events.length > 0) batches.push({ at: time, events })
  }
  return batches
}

/** Null for a record that brings no events, or cannot be read. */
function batchOf(bytes: Uint8Array, symbols: Symbols, partitions: number): Batch | null {
  try {
    const record = readRecord(bytes, symbols, partitions)
    return record.kind === 'events' ? record.batch : null
  } catch {
    return null
  }
}
