import { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import { eventsMessage, standaloneValue } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import { KeptValue } from '../event/kept-value.js'
import { Batch, EventView } from '../event/reader.js'
import { standaloneOf } from '../event/standalone-value.js'
import type { IdentityCommand } from '../identity/command.js'
import type { Evidence, SeenEvent } from '../identity/messages.js'
import type { Parked, Pending, Refusal } from '../identity/root.js'
import type { Instance } from '../journeys/instance.js'
import { Profile, type Property } from './profile.js'
import { Seen } from './seen.js'
import type { VersionShelf } from './version-shelf.js'
import { decodeWindows, encodeWindows } from './window-codec.js'

/** What reading a profile needs: the version in force, and those in which instances may have begun. */
export interface Reading {
  readonly definitions: Definitions
  readonly shelf: VersionShelf
  /** How often the definitions had changed when these came into force; 0 unless told. */
  readonly turn?: number
}

/**
 * A profile as it travels in a handoff and is kept by a checkpoint. Windows, segments and journeys go by
 * name, so that partitions whose versions of the definitions differ understand each other; what the
 * reader does not know it passes on as it came.
 */
export function encodeProfile(profile: Profile, definitions: Definitions): waymark.Profile.$Properties {
  return {
    root: profile.key,
    profileId: profile.id,
    createdMs: profile.created,
    shared: profile.shared,
    crowds: profile.crowd.map(({ type, at }) => ({ type, atMs: [...at] })),
    idKnown: profile.origin.known,
    idCreatedMs: profile.origin.created,
    identifiers: profile.links.map((link) => ({
      key: keyOf(link),
      linkedMs: link.linked,
      generation: link.generation,
      evidence: encodeEvidence(link.evidence),
    })),
    refused: profile.refusals.map(encodeRefusal),
    former: profile.former.map(keyOf),
    pending: profile.pending.map(encodePending),
    parked: profile.parked.map(encodeParked),
    properties: [...profile.traits].map(encodeTrait),
    ...encodeWindows(profile, definitions),
    memberships: [...profile.segments.map((number) => definitions.segments[number]), ...profile.strange].map(
      (segment) => ({ segment: segment?.name ?? '', version: segment?.version ?? '' }),
    ),
    instances: [...profile.instances.map(encodeInstance), ...profile.strays.map(({ message }) => message)],
    seen: profile.seen.toBytes(),
    ...(profile.filled === undefined ? {} : { filled: profile.filled.toBytes() }),
    inherited: encodeSeen(profile.inherited?.entries() ?? []),
    history: profile.entered.map(({ journey, key, at }) => ({ journey, key, enteredMs: at })),
  }
}

export function encodeRefusal({ type, hash, reason, at, evidence }: Refusal): waymark.Refusal.$Properties {
  return { type, hash, reason, atMs: at, evidence: encodeEvidence(evidence) }
}

export function encodePending(pending: Pending): waymark.IdentifierState.$Properties {
  const { forced, open, refusal, evidence } = pending
  return { key: keyOf(pending), forced, open, refusal, evidence: encodeEvidence(evidence) }
}

export function encodeTrait([key, { value, time }]: [string, Property]): waymark.PropertyState.$Properties {
  return { key, value: standaloneValue(value), timeMs: time }
}

function encodeInstance(instance: Instance): waymark.Instance.$Properties {
  return {
    id: instance.id,
    journey: instance.journey.name,
    version: instance.journey.version,
    key: instance.key,
    place: instance.place,
    dueMs: instance.due,
    enteredMs: instance.entered,
    entry: instance.entry.message(),
    sends: instance.sends,
  }
}

/** @throws Error when what must be there is not: the record is malformed */
export function decodeProfile(message: waymark.Profile.$Properties, reading: Reading): Profile {
  const { definitions } = reading
  const key = decodeKey(message.root)
  const entity = definitions.identities.type(key.type)?.entity ?? 'user'
  const origin = { known: message.idKnown ?? false, created: message.idCreatedMs ?? 0 }
  const profile = new Profile(key, entity, required(message.profileId), message.createdMs ?? 0, origin)
  profile.turn = reading.turn ?? 0
  profile.shared = message.shared ?? false
  profile.links = (message.identifiers ?? []).map(({ key, linkedMs, evidence, generation }) => ({
    ...decodeKey(key),
    generation: generation ?? 0,
    linked: linkedMs ?? 0,
    evidence: decodeEvidence(evidence),
  }))
  profile.former = (message.former ?? []).map(decodeKey)
  decodeWindows(profile, message, definitions)
  for (const { segment, version } of message.memberships ?? [])
    addMembership(profile, segment ?? '', version ?? '', definitions)
  for (const { journey, key, enteredMs } of message.history ?? [])
    profile.entered.push({ journey: required(journey), key: key ?? '', at: enteredMs ?? 0 })
  if (message.seen?.length) profile.seen = Seen.fromBytes(message.seen)
  if (message.filled?.length) profile.filled = Seen.fromBytes(message.filled)
  decodeInstances(profile, message, reading)
  decodeSeldom(profile, message, reading)
  return profile
}

/** Parts that few profiles have. */
export interface SeldomParts
  extends Pick<
    waymark.Profile.$Properties,
    'crowds' | 'refused' | 'pending' | 'parked' | 'properties' | 'inherited'
  > {}

export function decodeSeldom(profile: Profile, message: SeldomParts, reading: Reading): void {
  if (message.crowds?.length)
    profile.crowd = message.crowds.map(({ type, atMs }) => ({ type: required(type), at: atMs ?? [] }))
  profile.refusals = (message.refused ?? []).map(({ type, hash, reason, atMs, evidence }) => ({
    type: required(type),
    hash: hash ?? 0,
    reason: reason ?? '',
    at: atMs ?? 0,
    evidence: decodeEvidence(evidence),
  }))
  profile.pending = (message.pending ?? []).map(({ key, forced, evidence, open, refusal }) => ({
    ...decodeKey(key),
    forced: forced ?? false,
    open: open ?? 1,
    refusal: refusal ?? '',
    evidence: decodeEvidence(evidence),
  }))
  profile.parked = (message.parked ?? []).map((parked) => decodeParked(parked, reading.definitions))
  for (const { key, value, timeMs } of message.properties ?? []) {
    const decoded = standaloneOf(value)
    // The name of a trait may be empty: it is the customer's.
    if (decoded !== undefined) profile.set(key ?? '', decoded, timeMs ?? 0)
  }
  if (message.inherited?.length) profile.inherited = Seen.of(decodeSeen(message.inherited))
}

/** It is in a segment that is known here, or in one that is not. */
export function addMembership(
  profile: Profile,
  name: string,
  version: string,
  { segmentsByName }: Definitions,
): void {
  const known = segmentsByName.get(name)
  if (known !== undefined) profile.segments.push(known.number)
  else profile.strange.push({ name, version })
}

function decodeInstances(profile: Profile, message: waymark.Profile.$Properties, { shelf }: Reading): void {
  for (const instance of message.instances ?? []) {
    const journey = shelf.journey(instance.journey ?? '', instance.version ?? '')
    if (journey === undefined) {
      addStray(profile, instance)
      continue
    }
    profile.instances.push({
      id: required(instance.id),
      journey,
      key: instance.key ?? '',
      entered: instance.enteredMs ?? 0,
      entry: KeptValue.of(standaloneOf(instance.entry) ?? {}),
      place: instance.place ?? 0,
      due: instance.dueMs ?? Number.POSITIVE_INFINITY,
      sends: instance.sends ?? 0,
    })
  }
}

/** An instance of a journey in a version that is not at hand. */
export function addStray(profile: Profile, message: waymark.Instance.$Properties): void {
  const journey = { name: message.journey ?? '', version: message.version ?? '' }
  profile.strays = [...profile.strays, { id: required(message.id), journey, message }]
}

export function encodeParked(parked: Parked): waymark.Parked.$Properties {
  if ('command' in parked) return { command: encodeCommand(parked.command) }
  return { event: encodeEvent(parked.event), rounds: parked.rounds }
}

function decodeParked(message: waymark.Parked.$Properties, definitions: Definitions): Parked {
  const { event, command, rounds } = message
  if (command) return { command: decodeCommand(command) }
  return { event: decodeEvent(event ?? new Uint8Array(), definitions), rounds: rounds ?? 0 }
}

export function encodeCommand(command: IdentityCommand): waymark.Command.$Properties {
  const { id, name, time, subject } = command
  const other = command.name === 'link' ? { other: keyOf(command.other) } : {}
  return { id, name, timeMs: time, subject: keyOf(subject), ...other }
}

/** @throws Error when the command is malformed */
export function decodeCommand(message: waymark.Command.$Properties): IdentityCommand {
  const common = { id: required(message.id), time: message.timeMs ?? 0, subject: decodeKey(message.subject) }
  switch (message.name) {
    case 'link':
      return { name: 'link', ...common, other: decodeKey(message.other) }
    case 'unlink':
    case 'begin':
    case 'erase':
      return { name: message.name, ...common }
    default:
      throw new Error(`unknown command "${message.name ?? ''}"`)
  }
}

export function encodeSeen(seen: Iterable<SeenEvent>): waymark.Seen.$Properties[] {
  return [...seen].map(({ id, at }) => ({ id, atMs: at }))
}

export function decodeSeen(seen: readonly waymark.Seen.$Properties[]): SeenEvent[] {
  return seen.map(({ id, atMs }) => ({ id: id ?? 0, at: atMs ?? 0 }))
}

/** One event as bytes: an `Events` of one. */
export function encodeEvent(event: Event): Uint8Array {
  return waymark.Events.encode(eventsMessage([event])).finish()
}

/** @throws Error when the bytes are no single event */
export function decodeEvent(bytes: Uint8Array, definitions: Definitions): Event {
  const batch = Batch.of(bytes, definitions.symbols)
  const view = new EventView()
  if (batch.length !== 1) throw new Error(`${batch.length} events where one should be`)
  batch.view(0, view)
  return view.materialize()
}

export function keyOf({ type, value }: Identifier): waymark.Key.$Properties {
  return { type, value }
}

export function decodeKey(key: waymark.Key.$Properties | null | undefined): Identifier {
  return { type: required(key?.type), value: required(key?.value) }
}

export function encodeEvidence({ eventId, time, source }: Evidence): waymark.Evidence.$Properties {
  return { eventId, timeMs: time, source }
}

export function decodeEvidence(evidence: waymark.Evidence.$Properties | null | undefined): Evidence {
  return { eventId: evidence?.eventId ?? '', time: evidence?.timeMs ?? 0, source: evidence?.source ?? '' }
}

/** @throws Error when there is none */
export function required(text: string | null | undefined): string {
  if (text === null || text === undefined || text === '') throw new Error('a required text is missing')
  return text
}
