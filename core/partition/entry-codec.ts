import { waymark } from '#proto'
import { hash48Bytes } from '../base/hash.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import { MalformedError, Wire } from '../event/wire.js'
import { NO_OWNERS, type Redirect, type Tombstone } from '../identity/nodes.js'
import type { Profile } from './profile.js'
import { decodeKey, decodeProfile, encodeProfile, keyOf, type Reading } from './profile-codec.js'
import {
  decodeProfileEntry,
  ENTRY_DUE,
  ENTRY_NAME,
  ENTRY_PROFILE,
  ENTRY_TURN,
  encodeProfileEntry,
} from './profile-entry.js'
import { decodeHeld, encodeHeld } from './stitch-codec.js'

/** What a checkpoint says of one node or identifier. */
export type Entry =
  | { readonly kind: 'profile'; readonly name: Identifier; readonly profile: Profile }
  | { readonly kind: 'redirect'; readonly name: Identifier; readonly redirect: Redirect<Profile> }
  | { readonly kind: 'gone'; readonly name: Identifier }
  | { readonly kind: 'generation'; readonly name: Identifier; readonly generation: number | undefined }
  | { readonly kind: 'tombstone'; readonly hash: number; readonly tombstone: Tombstone }
  /** What has come of a message in fragments; no parts: nothing is open any more. */
  | { readonly kind: 'fragments'; readonly from: number; readonly parts: Uint8Array[] }

/** @param definitions those whose numbers a profile has; for all else those in force */
export function encodeEntry(entry: Entry, definitions: Definitions): Uint8Array {
  if (entry.kind === 'profile') return encodeProfileEntry(entry.name, entry.profile, definitions)
  return waymark.Entry.encode(entryMessage(entry, definitions)).finish()
}

/** What an entry says, as a message. */
export function entryMessage(entry: Entry, definitions: Definitions): waymark.Entry.$Properties {
  switch (entry.kind) {
    case 'profile': {
      const profile = encodeProfile(entry.profile, definitions)
      const { armed, turn } = entry.profile
      const due = Number.isFinite(armed) ? { dueMs: armed } : {}
      return { name: keyOf(entry.name), profile, ...due, ...(turn > 0 ? { turn } : {}) }
    }
    case 'redirect': {
      const { to, owners, flushing } = entry.redirect
      const held = (flushing?.held ?? []).map((message) => encodeHeld(message, definitions))
      const flush = flushing?.id ?? 0
      const ownersOf = owners.map((owner) => ({ key: keyOf(owner), life: owner.life }))
      return { name: keyOf(entry.name), redirect: { to: keyOf(to), owners: ownersOf, flush, held } }
    }
    case 'gone':
      return { name: keyOf(entry.name), gone: true }
    case 'generation':
      return { name: keyOf(entry.name), life: (entry.generation ?? -1) + 2 }
    case 'tombstone': {
      const { erased, generation } = entry.tombstone
      return { tombstone: { hash: entry.hash, erasedMs: erased, generation } }
    }
    case 'fragments':
      return { fragments: { from: entry.from, parts: entry.parts } }
  }
}

/**
 * @param readingOf how a profile of a turn is read; of no turn: what stands for none
 * @throws Error when the entry is malformed
 */
export function decodeEntry(bytes: Uint8Array, readingOf: (turn?: number) => Reading): Entry {
  const read = decodeProfileEntry(bytes, readingOf)
  return read === null ? entryOf(waymark.Entry.decode(bytes), readingOf) : { kind: 'profile', ...read }
}

export function entryOf(message: waymark.Entry.$Properties, readingOf: (turn?: number) => Reading): Entry {
  if (message.tombstone) {
    const { hash, erasedMs, generation } = message.tombstone
    const tombstone = { erased: erasedMs ?? 0, generation: generation ?? 0 }
    return { kind: 'tombstone', hash: hash ?? 0, tombstone }
  }
  if (message.fragments) {
    const { from, parts } = message.fragments
    return { kind: 'fragments', from: from ?? 0, parts: parts ?? [] }
  }
  const name = decodeKey(message.name)
  if (message.profile) {
    const profile = decodeProfile(message.profile, readingOf(message.turn ?? 0))
    if (message.dueMs) profile.armed = message.dueMs
    return { kind: 'profile', name, profile }
  }
  if (message.redirect) {
    const { to, owners, flush, held } = message.redirect
    const id = flush ?? 0
    const reading = readingOf()
    const messages = (held ?? []).map((item) => decodeHeld(item, reading))
    return {
      kind: 'redirect',
      name,
      redirect: {
        to: decodeKey(to),
        owners: owners?.length
          ? owners.map(({ key, life }) => ({ ...decodeKey(key), life: life ?? 0 }))
          : NO_OWNERS,
        flushing: id === 0 ? undefined : { id, held: messages },
      },
    }
  }
  if (message.life === 1) return { kind: 'generation', name, generation: undefined }
  if (message.life) return { kind: 'generation', name, generation: message.life - 2 }
  if (message.gone) return { kind: 'gone', name }
  throw new Error('an entry of no known kind')
}

// More tags of `Entry` in proto/waymark.proto.
const ENTRY_REDIRECT = 26
const ENTRY_LIFE = 40
/** Behind the longest length of a name. */
const NAME_LENGTH_END = 6
// And of `Redirect` and `Key`.
const REDIRECT_FLUSH = 25
const KEY_TYPE = 10
const KEY_VALUE = 18

export interface EntryHead {
  /** Tells entries about different things apart. */
  readonly key: string
  /** Says of a node what it is: such entries make up the state's hash. */
  readonly isNode: boolean
}

/**
 * What an entry is about, read without decoding what it says.
 * @throws Error when it is no entry
 */
export function entryHead(bytes: Uint8Array): EntryHead {
  // Encoders write fields in order: the name first, if there is one.
  if (bytes[0] !== ENTRY_NAME) {
    const { tombstone, fragments } = waymark.Entry.decode(bytes)
    const key = fragments ? `fragments ${fragments.from ?? 0}` : `tombstone ${tombstone?.hash ?? 0}`
    return { key, isNode: false }
  }
  const end = nameEnd(bytes)
  const tag = bytes[end]
  // Byte by byte: which characters they are does not matter, and would take longer.
  const name = latin1Slice.call(bytes, 0, end)
  return {
    key: tag === ENTRY_LIFE ? `life ${name}` : name,
    isNode: tag === ENTRY_PROFILE || tag === ENTRY_REDIRECT,
  }
}

// As a method of any array of bytes: to make a buffer of each entry takes as long as to read it.
const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string
}

/**
 * Where the name of an entry ends that begins with one.
 * @throws MalformedError when the entry is shorter
 */
function nameEnd(bytes: Uint8Array): number {
  let length = 0
  for (let at = 1; at < NAME_LENGTH_END; at++) {
    const byte = bytes[at] ?? 0x80
    length += (byte & 0x7f) * 128 ** (at - 1)
    if (byte > 0x7f) continue
    const end = at + 1 + length
    if (end <= bytes.length) return end
    break
  }
  throw new MalformedError('name longer than its entry', 1)
}

/** What an entry says of a node, as far as it can be read without decoding the rest. */
export interface NodeEntry {
  readonly name: Identifier
  readonly isRoot: boolean
  /** A redirect that holds something back. */
  readonly isFlushing: boolean
  /** Due instant of its timer; Infinity: none is set. */
  readonly due: number
  readonly turn: number
}

/**
 * Null when the entry is about something else than a node.
 * @throws Error when it is no entry
 */
export function nodeEntry(bytes: Uint8Array): NodeEntry | null {
  if (bytes[0] !== ENTRY_NAME) return null
  const end = bytes.length
  const tag = bytes[nameEnd(bytes)]
  if (tag !== ENTRY_PROFILE && tag !== ENTRY_REDIRECT) return null
  const wire = new Wire(bytes)
  wire.at = 1
  const name = readName(wire, wire.fieldEnd(end))
  wire.at++
  const bodyEnd = wire.fieldEnd(end)
  const isRoot = tag === ENTRY_PROFILE
  const isFlushing = !isRoot && flushOf(wire, bodyEnd) !== 0
  wire.at = bodyEnd
  let next = bodyEnd < end ? wire.varint(end) : 0
  let due = Number.POSITIVE_INFINITY
  if (next === ENTRY_DUE) {
    due = wire.double(end)
    next = wire.at < end ? wire.varint(end) : 0
  }
  return { name, isRoot, isFlushing, due, turn: next === ENTRY_TURN ? wire.varint(end) : 0 }
}

// Tags of `Profile` and `Membership`.
const PROFILE_ID = 18
const PROFILE_MEMBERSHIP = 90
const MEMBERSHIP_SEGMENT = 10

/**
 * The public id of the profile of an entry when it is in a segment of this name; undefined when not. Read
 * without decoding the rest.
 * @throws Error when it is no entry of a node
 */
export function memberIn(entry: Uint8Array, segment: string): string | undefined {
  const wire = new Wire(entry)
  const end = entry.length
  wire.varint(end)
  wire.at = wire.fieldEnd(end)
  if (wire.varint(end) !== ENTRY_PROFILE) return undefined
  const bodyEnd = wire.fieldEnd(end)
  let id = ''
  let isMember = false
  while (wire.at < bodyEnd) {
    const tag = wire.varint(bodyEnd)
    if (tag === PROFILE_ID || tag === PROFILE_MEMBERSHIP) {
      const fieldEnd = wire.fieldEnd(bodyEnd)
      if (tag === PROFILE_ID) id = wire.text(wire.at, fieldEnd)
      else isMember ||= segmentOf(wire, fieldEnd) === segment
      wire.at = fieldEnd
    } else wire.skip(tag & 7, bodyEnd)
  }
  return isMember ? id : undefined
}

function segmentOf(wire: Wire, end: number): string {
  if (wire.varint(end) !== MEMBERSHIP_SEGMENT) return ''
  const textEnd = wire.fieldEnd(end)
  return wire.text(wire.at, textEnd)
}

function readName(wire: Wire, end: number): Identifier {
  let type = ''
  let value = ''
  while (wire.at < end) {
    const tag = wire.varint(end)
    if (tag !== KEY_TYPE && tag !== KEY_VALUE) {
      wire.skip(tag & 7, end)
      continue
    }
    const textEnd = wire.fieldEnd(end)
    const text = wire.text(wire.at, textEnd)
    if (tag === KEY_TYPE) type = text
    else value = text
    wire.at = textEnd
  }
  return decodeKey({ type, value })
}

function flushOf(wire: Wire, end: number): number {
  while (wire.at < end) {
    const tag = wire.varint(end)
    if (tag === REDIRECT_FLUSH) return wire.double(end)
    wire.skip(tag & 7, end)
  }
  return 0
}

/** 48 bits of hash of an entry: sums of them stay exact. */
export function entryHash(bytes: Uint8Array): number {
  return hash48Bytes(bytes, ENTRY_SEEDS)
}

const ENTRY_SEEDS = [0x7d1f, 0x3b29] as const
const HASH_SPACE = 2 ** 48

/** Sum of hashes, within 48 bits. */
export function addHash(sum: number, hash: number): number {
  const total = (sum + hash) % HASH_SPACE
  return total < 0 ? total + HASH_SPACE : total
}
