import { waymark } from '#proto'
import { Wire } from '../event/wire.js'
import type { DeadLetterOutput } from './output.js'
import type { StepRecord } from './step.js'
import type { Skip } from './suspicion.js'

// Tags of proto/waymark.proto.
const RECORD_LINK = 18
const LINK_FROM = 8
const LINK_N = 17
const RECORD_ACTIVATE = 34
const RECORD_REPLAY = 50
const REPLAY_BEGUN = 9
const REPLAY_AFTER = 17
const REPLAY_TO = 25

/** What is applied in place of a record that is skipped, and what is said of it. */
export interface SkippedRecord {
  readonly record: StepRecord
  readonly letter: DeadLetterOutput
}

/**
 * A record that is skipped has no effect, not even that time passes: timers may be what does harm. Only a
 * link is counted as received, with nothing in it: its sender will not say it again, and the links behind it
 * are accepted only after it. And what replays a part of the log ends the backfill: its owner would replay
 * that part again and again.
 */
export function skippedRecord(partition: number, { offset, bytes }: StepRecord, skip: Skip): SkippedRecord {
  const stand = waymark.Record.encode(standFor(bytes))
  return {
    record: { offset, time: 0, bytes: stand.finish() },
    letter: { to: 'dead-letter', id: `${partition}-${offset}-0`, what: 'poison', reason: skip.reason, bytes },
  }
}

/** A partition cannot go on without it: a state of neither version must not become durable. */
export function isIndispensable(bytes: Uint8Array): boolean {
  return bytes[0] === RECORD_ACTIVATE
}

function standFor(bytes: Uint8Array): waymark.Record.$Properties {
  const link = linkHead(bytes)
  if (link !== undefined) return { link: { ...link, messages: [] } }
  const replay = replayHead(bytes)
  return replay === undefined ? { tick: {} } : { replay: { ...replay, failed: true } }
}

/** Which part of the log is replayed, read without looking at what that says. */
function replayHead(bytes: Uint8Array): { begun: number; after: number; to: number } | undefined {
  if (bytes[0] !== RECORD_REPLAY) return undefined
  try {
    const wire = new Wire(bytes)
    wire.at = 1
    const end = wire.fieldEnd(bytes.length)
    const head = { begun: 0, after: 0, to: 0 }
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === REPLAY_BEGUN) head.begun = wire.double(end)
      else if (tag === REPLAY_AFTER) head.after = wire.double(end)
      else if (tag === REPLAY_TO) head.to = wire.double(end)
      else wire.skip(tag & 7, end)
    }
    return head
  } catch {
    return undefined
  }
}

/** Who sent a link and its number, read without looking at what it says. */
function linkHead(bytes: Uint8Array): { from: number; n: number } | undefined {
  if (bytes[0] !== RECORD_LINK) return undefined
  try {
    const wire = new Wire(bytes)
    wire.at = 1
    const end = wire.fieldEnd(bytes.length)
    let from = 0
    let n = 0
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === LINK_FROM) from = wire.varint(end)
      else if (tag === LINK_N) n = wire.double(end)
      else wire.skip(tag & 7, end)
    }
    return { from, n }
  } catch {
    return undefined
  }
}
