import { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import type { WireWriter } from '../event/wire-writer.js'
import type { Evidence } from '../identity/messages.js'
import type { Instance } from '../journeys/instance.js'
import type { Profile } from './profile.js'
import { encodeParked, encodePending, encodeRefusal, encodeSeen, encodeTrait } from './profile-codec.js'
import { writeWindows } from './window-wire.js'

// Tags of proto/waymark.proto: (field number << 3) | wire type. A test compares with the generated encoder.

/**
 * Writes a profile as `waymark.Profile.encode(encodeProfile(…))` does, to the byte, without the messages in
 * between: most of what is spilled and of what a checkpoint takes is this.
 */
export function writeProfile(to: WireWriter, profile: Profile, definitions: Definitions): void {
  writeKey(to, 10, profile.key)
  to.text(18, profile.id)
  to.double(33, profile.created)
  for (const link of profile.links) {
    const start = to.open(42)
    writeKey(to, 10, link)
    to.double(17, link.linked)
    writeEvidence(to, 26, link.evidence)
    to.uint32(40, link.generation)
    to.close(start)
  }
  writeWaiting(to, profile)
  for (const trait of profile.traits) to.bytes(74, waymark.PropertyState.encode(encodeTrait(trait)).finish())
  const eventIds = writeWindows(to, 82, profile, definitions)
  writeMemberships(to, profile, definitions)
  writeJourneys(to, profile)
  to.flag(120, profile.shared)
  to.flag(136, profile.origin.known)
  to.double(145, profile.origin.created)
  for (const { type, at } of profile.crowd)
    to.bytes(154, waymark.Crowd.encode({ type, atMs: [...at] }).finish())
  for (const name of profile.former) writeKey(to, 162, name)
  for (const seen of encodeSeen(profile.inherited?.entries() ?? []))
    to.bytes(170, waymark.Seen.encode(seen).finish())
  for (const id of eventIds) to.textAlways(178, id)
  if (profile.seen.size > 0) to.doubles(186, profile.seen.numbers())
  if (profile.filled !== undefined && profile.filled.size > 0) to.doubles(194, profile.filled.numbers())
}

export function writeKey(to: WireWriter, tag: number, { type, value }: Identifier): void {
  const start = to.open(tag)
  to.text(10, type)
  to.text(18, value)
  to.close(start)
}

function writeEvidence(to: WireWriter, tag: number, { eventId, time, source }: Evidence): void {
  const start = to.open(tag)
  to.text(10, eventId)
  to.double(17, time)
  to.text(26, source)
  to.close(start)
}

/** What waits for an answer, or was refused one: few profiles have any. */
function writeWaiting(to: WireWriter, { refusals, pending, parked }: Profile): void {
  for (const one of refusals) to.bytes(50, waymark.Refusal.encode(encodeRefusal(one)).finish())
  for (const one of pending) to.bytes(58, waymark.IdentifierState.encode(encodePending(one)).finish())
  for (const one of parked) to.bytes(66, waymark.Parked.encode(encodeParked(one)).finish())
}

function writeMemberships(to: WireWriter, profile: Profile, { segments }: Definitions): void {
  for (const number of profile.segments)
    writeMembership(to, segments[number]?.name, segments[number]?.version)
  for (const { name, version } of profile.strange) writeMembership(to, name, version)
}

function writeMembership(to: WireWriter, name = '', version = ''): void {
  const start = to.open(90)
  to.text(10, name)
  to.text(26, version)
  to.close(start)
}

function writeJourneys(to: WireWriter, { instances, strays, entered }: Profile): void {
  for (const instance of instances) writeInstance(to, instance)
  for (const { message } of strays) to.bytes(98, waymark.Instance.encode(message).finish())
  for (const { journey, key, at } of entered) {
    const start = to.open(114)
    to.text(10, journey)
    to.text(18, key)
    to.double(25, at)
    to.close(start)
  }
}

function writeInstance(to: WireWriter, instance: Instance): void {
  const { name, version } = instance.journey
  const start = to.open(98)
  to.text(10, instance.id)
  to.text(18, name)
  to.text(26, version)
  to.text(34, instance.key)
  to.uint32(40, instance.place)
  to.double(49, instance.due)
  to.double(57, instance.entered)
  to.binary(66, instance.entry.encoded)
  to.uint32(72, instance.sends)
  to.close(start)
}
