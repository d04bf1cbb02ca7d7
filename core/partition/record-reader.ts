import { waymark } from '#proto'
import type { Identities } from '../definitions/identities.js'
import { Batch, type EventView } from '../event/reader.js'
import type { Symbols } from '../event/symbols.js'
import { MalformedError, Wire } from '../event/wire.js'
import type { IdentityCommand } from '../identity/command.js'
import type { WireMessage } from './link-codec.js'
import { decodeCommand } from './profile-codec.js'

/** A record of a partition log, ready to be applied. */
export type PartitionRecord =
  | { readonly kind: 'events'; readonly batch: Batch }
  | {
      readonly kind: 'link'
      readonly from: number
      readonly n: number
      readonly messages: readonly WireMessage[]
    }
  | { readonly kind: 'command'; readonly command: IdentityCommand }
  | { readonly kind: 'activate'; readonly version: string }
  | {
      readonly kind: 'replay'
      readonly begun: number
      readonly after: number
      readonly to: number
      /** Each with when its record was stored, ms. */
      readonly batches: readonly { readonly at: number; readonly batch: Batch }[]
      /** It did harm, and was skipped: nothing more is replayed. */
      readonly failed: boolean
    }
  | { readonly kind: 'tick' }

// Tag of `Record.events` in proto/waymark.proto.
const RECORD_EVENTS = 10

/**
 * Reads one record; events are only found, not decoded.
 * @throws Error when it cannot be used
 */
export function readRecord(bytes: Uint8Array, symbols: Symbols, partitions: number): PartitionRecord {
  if (bytes[0] === RECORD_EVENTS) return { kind: 'events', batch: readBatch(bytes, symbols) }
  const { link, command, activate, tick, replay } = waymark.Record.decode(bytes)
  if (link) {
    const from = link.from ?? 0
    if (from >= partitions) throw new Error(`a link from partition ${from}: there are ${partitions}`)
    const n = link.n ?? 0
    // What is no number is neither before nor behind any: it would open the door to all that come after.
    if (!Number.isSafeInteger(n) || n < 1) throw new Error(`a link with the number ${n}`)
    return { kind: 'link', from, n, messages: link.messages ?? [] }
  }
  if (command) return { kind: 'command', command: decodeCommand(command) }
  if (activate) return { kind: 'activate', version: activate.version ?? '' }
  if (replay) {
    const batches = (replay.batches ?? []).map(({ atMs, events }) => ({
      at: atMs ?? 0,
      batch: Batch.of(events ?? new Uint8Array(), symbols),
    }))
    const { begun, after, to, failed } = replay
    const place = { begun: begun ?? 0, after: after ?? 0, to: to ?? 0 }
    return { kind: 'replay', ...place, batches, failed: failed ?? false }
  }
  if (tick) return { kind: 'tick' }
  throw new Error('a record of no known kind')
}

/** Reads an event of a batch into the view, or says why it cannot be used. */
export function readEvent(
  batch: Batch,
  number: number,
  view: EventView,
  identities: Identities,
): string | null {
  try {
    batch.view(number, view)
  } catch (error) {
    if (error instanceof MalformedError) return error.message
    throw error
  }
  const type = view.idType(0)
  return identities.type(type) === undefined ? `identifier type "${type}" is not declared` : null
}

function readBatch(bytes: Uint8Array, symbols: Symbols): Batch {
  const wire = new Wire(bytes)
  wire.at = 1
  const end = wire.fieldEnd(bytes.length)
  if (end !== bytes.length) throw new MalformedError('more than one body', end)
  return new Batch(wire, wire.at, end, symbols)
}
