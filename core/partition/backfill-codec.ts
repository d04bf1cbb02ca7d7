import { waymark } from '#proto'
import { eventsMessage } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import type { BackfillNote, BackfillProgress, BackfillStage } from './backfill.js'
import type { WireMessage } from './link-codec.js'
import { decodeEvent, decodeKey, encodeEvent, keyOf, type Reading } from './profile-codec.js'

/** An event of the past on its way to the profile that `to` leads to. */
export interface ReplayedEvent {
  readonly kind: 'replayed'
  readonly to: Identifier
  readonly version: string
  /** When its record was stored, ms. */
  readonly at: number
  readonly event: Event
  readonly hops: number
}

/** What partitions say to each other about backfills. */
export type BackfillMessage = ReplayedEvent | ({ readonly kind: 'note' } & BackfillNote)

export function encodeBackfill(message: BackfillMessage): WireMessage {
  if (message.kind === 'note') return { backfill: { version: message.version, stage: message.stage } }
  const { to, version, at, event, hops } = message
  return { replayed: { to: keyOf(to), version, atMs: at, event: encodeEvent(event), hops } }
}

/** Null for what is about something else. */
export function decodeBackfill(
  { backfill, replayed }: WireMessage,
  reading: Reading,
): BackfillMessage | null {
  if (backfill) return { kind: 'note', ...decodeNote(backfill) }
  if (!replayed) return null
  const event = decodeEvent(replayed.event ?? new Uint8Array(), reading.definitions)
  const { version, atMs, hops } = replayed
  const to = decodeKey(replayed.to)
  return { kind: 'replayed', to, version: version ?? '', at: atMs ?? 0, event, hops: hops ?? 0 }
}

function decodeNote({ version, stage }: waymark.BackfillNote.$Properties): BackfillNote {
  return { version: version ?? '', stage: Math.min(4, stage ?? 0) as BackfillStage }
}

/** Events of one record of the log. */
export interface ReplayedBatch {
  /** When it was stored, ms. */
  readonly at: number
  readonly events: readonly Event[]
}

/** A record that replays what stands in the log behind `after`, up to `to`. */
export function encodeReplay(
  begun: number,
  after: number,
  to: number,
  batches: readonly ReplayedBatch[],
): Uint8Array {
  const encoded = batches.map(({ at, events }) => ({
    atMs: at,
    events: waymark.Events.encode(eventsMessage(events)).finish(),
  }))
  return waymark.Record.encode({ replay: { begun, after, to, batches: encoded } }).finish()
}

export function encodeProgress({ state, failed, peers }: BackfillProgress): {
  backfill: waymark.BackfillState.$Properties | null
  backfillFailed: waymark.BackfillFailure.$Properties | null
  peers: waymark.BackfillNote.$Properties[]
} {
  const backfill = state && { ...state, windows: [...state.windows], fromMs: state.from }
  // Mostly there has never been one.
  const told = peers.some(({ stage }) => stage > 0)
    ? peers.map(({ version, stage }) => ({ version, stage }))
    : []
  return { backfill: backfill ?? null, backfillFailed: failed ?? null, peers: told }
}

export function decodeProgress({
  backfill,
  backfillFailed,
  peers,
}: waymark.Commit.$Properties): BackfillProgress {
  const state = backfill
    ? {
        version: backfill.version ?? '',
        begun: backfill.begun ?? 0,
        windows: backfill.windows ?? [],
        from: backfill.fromMs ?? 0,
        cursor: backfill.cursor ?? 0,
        until: backfill.until ?? 0,
      }
    : undefined
  const failed = backfillFailed
    ? { version: backfillFailed.version ?? '', offset: backfillFailed.offset ?? 0 }
    : undefined
  return { state, failed, peers: (peers ?? []).map(decodeNote) }
}
