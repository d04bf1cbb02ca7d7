import { waymark } from '#proto'
import { hash32, hash32Bytes } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import type { AdoptionState } from './adoption.js'
import type { BackfillProgress } from './backfill.js'
import { decodeProgress, encodeProgress } from './backfill-codec.js'
import type { JudgingState } from './judging.js'
import type { SegmentMembers } from './member-counts.js'
import type { Skip, Trial } from './suspicion.js'
import { decodeSweeps, encodeSweeps } from './sweeps-codec.js'

/** Version of the wire of state changelogs. Another one is refused: old ones are read here, or by no one. */
export const CHANGE_FORMAT = 2

/** Whose changelog it is: what does not belong to it is refused. */
export interface ChangelogOwner {
  readonly namespace: string
  readonly partition: number
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
}

/** Which checkpoint a change belongs to. */
export interface CheckpointName {
  /** Sequence of the claim of its owner. */
  readonly epoch: number
  /** Counts up within the epoch, from 1. */
  readonly checkpoint: number
}

/** What a checkpoint says of a partition as a whole, as of its offset. */
export interface CommittedState {
  readonly offset: number
  /** Log time, ms. */
  readonly now: number
  readonly received: readonly number[]
  readonly sent: readonly number[]
  /** Of the definitions in force. */
  readonly version: string
  /** Identifier types by strength: links rest on it. */
  readonly rank: string
  readonly flushes: number
  /** Nodes that there are. */
  readonly entries: number
  readonly members: readonly SegmentMembers[]
  readonly backfill: BackfillProgress
  /** Profiles that are still to be judged; undefined: none. */
  readonly sweep: JudgingState | undefined
  readonly adoption: AdoptionState
}

export interface Commit extends CommittedState {
  readonly chunks: number
  /** Sum of the hashes of all entries. */
  readonly stateHash: number
  /** What was written before this sequence is not needed. */
  readonly sweepFrom: number
  /** Records that have no effect: all that the log may still hold. */
  readonly skips: readonly Skip[]
}

/** One message of a changelog. */
export type Change = CheckpointName &
  (
    | { readonly kind: 'claim'; readonly worker: string }
    | {
        readonly kind: 'chunk'
        readonly index: number
        readonly entries: readonly Uint8Array[]
        /** The last entry goes on as the first one of the next chunk. */
        readonly open: boolean
      }
    | { readonly kind: 'commit'; readonly commit: Commit }
    | { readonly kind: 'trial'; readonly trial: Trial }
    | { readonly kind: 'skip'; readonly skip: Skip }
    | { readonly kind: 'torn'; readonly chunks: readonly number[] }
  )

/** A claim stands at the sequence that is its epoch. */
export function encodeClaim(owner: ChangelogOwner, epoch: number, worker: string): Uint8Array {
  const { partition, namespace, partitions } = owner
  const claim = waymark.Epoch.encode({ worker, namespace, partitions }).finish()
  const head = { partition, epoch, checkpoint: 0 }
  return encode({ ...head, claim, check: checkOf('claim', head, [claim]) })
}

export function encodeCommit(owner: ChangelogOwner, name: CheckpointName, state: Commit): Uint8Array {
  const { namespace, partition, partitions } = owner
  const { now, received, sent, skips, members, backfill, sweep, adoption, ...rest } = state
  const commit = waymark.Commit.encode({
    ...rest,
    nowMs: now,
    received: [...received],
    sent: [...sent],
    skips: [...skips],
    // Whoever is not named has none.
    members: members.filter((one) => one.members > 0),
    ...encodeProgress(backfill),
    ...encodeSweeps({ sweep, adoption }),
    namespace,
    partitions,
  }).finish()
  const head = { partition, ...name }
  return encode({ ...head, commit, check: checkOf('commit', head, [commit]) })
}

export function encodeTrial({ partition }: ChangelogOwner, epoch: number, told: Trial): Uint8Array {
  const trial = waymark.Trial.encode(told).finish()
  const head = { partition, epoch, checkpoint: 0 }
  return encode({ ...head, trial, check: checkOf('trial', head, [trial]) })
}

export function encodeSkip({ partition }: ChangelogOwner, epoch: number, told: Skip): Uint8Array {
  const skip = waymark.Skip.encode(told).finish()
  const head = { partition, epoch, checkpoint: 0 }
  return encode({ ...head, skip, check: checkOf('skip', head, [skip]) })
}

/** @param chunks sequences of chunks that no commit followed: from here on they may be missing */
export function encodeTorn(
  { partition }: ChangelogOwner,
  epoch: number,
  chunks: readonly number[],
): Uint8Array {
  const torn = waymark.Torn.encode({ chunks: [...chunks] }).finish()
  const head = { partition, epoch, checkpoint: 0 }
  return encode({ ...head, torn, check: checkOf('torn', head, [torn]) })
}

/** Room in a message for what stands around the entries of a chunk. */
const FRAME_BYTES = 128
const ENTRY_FRAME_BYTES = 8
const CHUNK_BYTES = LIMITS.messageBytesMax - FRAME_BYTES

/** Puts the entries of one checkpoint into numbered chunks, each within a message. */
export class ChunkWriter {
  readonly #head: CheckpointName & { readonly partition: number }
  #count = 0

  constructor(partition: number, { epoch, checkpoint }: CheckpointName) {
    this.#head = { partition, epoch, checkpoint }
  }

  pack(entries: Iterable<Uint8Array>): Uint8Array[] {
    const messages: Uint8Array[] = []
    let pending: Uint8Array[] = []
    let size = 0
    for (const entry of entries) {
      let rest = entry
      while (size + rest.length + ENTRY_FRAME_BYTES > CHUNK_BYTES) {
        const room = Math.max(0, CHUNK_BYTES - size - ENTRY_FRAME_BYTES)
        // Only what fits in no chunk is divided.
        const open = rest !== entry || entry.length + ENTRY_FRAME_BYTES > CHUNK_BYTES
        if (open) pending.push(rest.subarray(0, room))
        messages.push(this.#chunk(pending, open))
        if (open) rest = rest.subarray(room)
        pending = []
        size = 0
      }
      pending.push(rest)
      size += rest.length + ENTRY_FRAME_BYTES
    }
    if (pending.length > 0) messages.push(this.#chunk(pending, false))
    return messages
  }

  #chunk(entries: Uint8Array[], open: boolean): Uint8Array {
    const index = this.#count++
    const check = checkOf(`chunk ${index} ${open}`, this.#head, entries)
    return encode({ ...this.#head, chunk: { index, entries, open }, check })
  }
}

/**
 * Reads one message of a changelog.
 * @throws Error saying what is wrong with it
 */
export function decodeChange(bytes: Uint8Array, owner: ChangelogOwner): Change {
  const change = readChange(bytes)
  const { format, partition, epoch, checkpoint, chunk, commit, claim, trial, skip, torn } = change
  if (format !== CHANGE_FORMAT) throw new Error(`format ${format ?? 0}; this version reads ${CHANGE_FORMAT}`)
  const head = { partition: partition ?? 0, epoch: epoch ?? 0, checkpoint: checkpoint ?? 0 }
  if (head.partition !== owner.partition)
    throw new Error(`of partition ${head.partition}; this is the changelog of ${owner.partition}`)
  const { partition: _, ...name } = head
  if (chunk) {
    const { index, entries, open } = chunk
    const told = { index: index ?? 0, entries: entries ?? [], open: open ?? false }
    verify(change, `chunk ${told.index} ${told.open}`, told.entries)
    return { kind: 'chunk', ...name, ...told }
  }
  if (commit?.length) {
    verify(change, 'commit', [commit])
    return { kind: 'commit', ...name, commit: decodeCommit(commit, owner) }
  }
  if (claim?.length) {
    verify(change, 'claim', [claim])
    const { worker, namespace, partitions } = waymark.Epoch.decode(claim)
    checkOwner(owner, namespace ?? '', partitions ?? 0)
    return { kind: 'claim', ...name, worker: worker ?? '' }
  }
  // All its fields may be zero: then it has no bytes.
  if (trial) {
    verify(change, 'trial', [trial])
    const { from, to, attempt, program } = waymark.Trial.decode(trial)
    const told = { from: from ?? 0, to: to ?? 0, attempt: attempt ?? 0, program: program ?? '' }
    return { kind: 'trial', ...name, trial: told }
  }
  if (skip?.length) {
    verify(change, 'skip', [skip])
    return { kind: 'skip', ...name, skip: decodeSkip(waymark.Skip.decode(skip)) }
  }
  if (torn?.length) {
    verify(change, 'torn', [torn])
    return { kind: 'torn', ...name, chunks: waymark.Torn.decode(torn).chunks ?? [] }
  }
  throw new Error('a change of no known kind')
}

function decodeSkip({ offset, reason }: waymark.Skip.$Properties): Skip {
  return { offset: offset ?? 0, reason: reason ?? '' }
}

function readChange(bytes: Uint8Array): waymark.Change.$Properties {
  try {
    return waymark.Change.decode(bytes)
  } catch (error) {
    throw new Error(`no change: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function decodeCommit(bytes: Uint8Array, owner: ChangelogOwner): Commit {
  const message = waymark.Commit.decode(bytes)
  checkOwner(owner, message.namespace ?? '', message.partitions ?? 0)
  return {
    offset: message.offset ?? 0,
    now: message.nowMs ?? 0,
    received: message.received ?? [],
    sent: message.sent ?? [],
    version: message.version ?? '',
    rank: message.rank ?? '',
    flushes: message.flushes ?? 0,
    chunks: message.chunks ?? 0,
    entries: message.entries ?? 0,
    backfill: decodeProgress(message),
    ...decodeSweeps(message),
    members: (message.members ?? []).map((one) => ({
      segment: one.segment ?? '',
      members: one.members ?? 0,
    })),
    stateHash: message.stateHash ?? 0,
    sweepFrom: message.sweepFrom ?? 0,
    skips: (message.skips ?? []).map(decodeSkip),
  }
}

function checkOwner(owner: ChangelogOwner, namespace: string, partitions: number): void {
  if (namespace !== owner.namespace)
    throw new Error(`of namespace ${namespace}; this is the changelog of one of ${owner.namespace}`)
  if (partitions !== owner.partitions)
    throw new Error(`of one of ${partitions} partitions; there are ${owner.partitions}`)
}

type Head = CheckpointName & { readonly partition: number }

function encode(change: waymark.Change.$Properties): Uint8Array {
  return waymark.Change.encode({ format: CHANGE_FORMAT, ...change }).finish()
}

function verify(change: waymark.Change.$Properties, what: string, parts: readonly Uint8Array[]): void {
  const { partition, epoch, checkpoint } = change
  const head = { partition: partition ?? 0, epoch: epoch ?? 0, checkpoint: checkpoint ?? 0 }
  if (checkOf(what, head, parts) !== change.check)
    throw new Error(`${what}: its bytes are not what was written`)
}

/** Of the place as well as of the bytes: what stands in another's place is found out. */
function checkOf(what: string, { partition, epoch, checkpoint }: Head, parts: readonly Uint8Array[]): number {
  let hash = hash32(`${what} ${partition} ${epoch} ${checkpoint}`, CHANGE_FORMAT)
  for (const bytes of parts) hash = hash32Bytes(bytes, 0, bytes.length, hash)
  return hash
}
