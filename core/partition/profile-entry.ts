import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import { TextCache } from '../event/text-cache.js'
import { Wire } from '../event/wire.js'
import { WireWriter } from '../event/wire-writer.js'
import type { Profile } from './profile.js'
import type { Reading } from './profile-codec.js'
import { readKey, readProfile } from './profile-reader.js'
import { writeKey, writeProfile } from './profile-writer.js'

// Tags of `Entry` in proto/waymark.proto.
export const ENTRY_NAME = 10
export const ENTRY_PROFILE = 18
export const ENTRY_DUE = 65
export const ENTRY_TURN = 72

/** Used again and again, by one call after the other. */
const writer = new WireWriter()
const texts = new TextCache()

export function encodeProfileEntry(name: Identifier, profile: Profile, definitions: Definitions): Buffer {
  write(name, profile, definitions, 0)
  return writer.take()
}

/** The entry of a profile behind so many bytes that are the caller's; it stands until the next one. */
export function profileEntryBehind(
  head: number,
  name: Identifier,
  profile: Profile,
  definitions: Definitions,
): Buffer {
  write(name, profile, definitions, head)
  return writer.view()
}

function write(name: Identifier, profile: Profile, definitions: Definitions, head: number): void {
  writer.begin(head)
  writeKey(writer, ENTRY_NAME, name)
  const start = writer.open(ENTRY_PROFILE)
  writeProfile(writer, profile, definitions)
  writer.close(start)
  if (Number.isFinite(profile.armed)) writer.double(ENTRY_DUE, profile.armed)
  if (profile.turn > 0) writer.uint32(ENTRY_TURN, profile.turn)
}

/**
 * Null when the entry is not of a profile as `encodeProfileEntry` writes it.
 * @throws Error when it is malformed
 */
export function decodeProfileEntry(
  bytes: Uint8Array,
  readingOf: (turn?: number) => Reading,
): { name: Identifier; profile: Profile } | null {
  const end = bytes.length
  const wire = new Wire(bytes)
  if (end === 0 || wire.varint(end) !== ENTRY_NAME) return null
  const nameEnd = wire.fieldEnd(end)
  const nameStart = wire.at
  wire.at = nameEnd
  if (nameEnd === end || wire.varint(end) !== ENTRY_PROFILE) return null
  const profileEnd = wire.fieldEnd(end)
  const profileStart = wire.at
  let armed = 0
  let turn = 0
  wire.at = profileEnd
  while (wire.at < end) {
    const tag = wire.varint(end)
    if (tag === ENTRY_DUE) armed = wire.double(end)
    else if (tag === ENTRY_TURN) turn = wire.varint(end)
    else wire.skip(tag & 7, end)
  }
  wire.at = profileStart
  const profile = readProfile(wire, profileEnd, readingOf(turn), texts)
  if (profile === null) return null
  profile.armed = armed || Number.POSITIVE_INFINITY
  profile.turn = turn
  wire.at = nameStart
  return { name: readKey(wire, nameEnd, texts, profile.key.value), profile }
}
