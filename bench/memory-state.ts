import { hash53, hashId } from '../core/base/hash.js'
import type { Definitions } from '../core/definitions/definitions.js'
import type { Identifier } from '../core/event/event.js'
import type { Cut } from '../core/partition/checkpointer.js'
import { addHash, decodeEntry, entryHash, nodeEntry } from '../core/partition/entry-codec.js'
import { Partition } from '../core/partition/partition.js'
import { VersionShelf } from '../core/partition/version-shelf.js'
import { deviceOf, messageOf, NUMBER_DIGITS, numberOf, People, userOf } from './memory-people.js'

/** Of these the entries are taken as a pattern: the first has a device, and so has every fourth. */
const PATTERNS = [4, 5] as const
/** So many come for real; what is made up for them must be what they have. */
const TRIED = 12
const SLICE_BYTES = 1024 * 1024
const ID_LENGTH = 22

/** An entry in which the number of a person stands at some places, and the public id at others. */
interface Pattern {
  readonly bytes: Buffer
  readonly numbers: readonly number[]
  readonly ids: readonly number[]
  /** Where the hash of the message stands that brought the person. */
  readonly hashes: readonly number[]
}

/**
 * The state of partitions to which everyone of many people has come once: made up by the pattern of some who
 * did come: to send millions of them through the step first would take most of the bench's time.
 */
export class PeopleState {
  /** Where each is at home, and the device of each. */
  readonly #homes: Uint8Array
  readonly #deviceHomes: Uint8Array
  readonly #cuts: readonly Cut[]
  readonly #users: readonly [Pattern, Pattern]
  readonly #device: Pattern
  /** Segments that everyone is in. */
  readonly #segments: readonly string[]

  /** @throws Error when people differ in more than their numbers */
  constructor(definitions: Definitions, count: number, partitions: number, now: number) {
    const homeOf = (name: Identifier) => definitions.identities.partitionOf(name, partitions)
    this.#homes = Uint8Array.from({ length: count }, (_, person) => homeOf(userOf(person)))
    this.#deviceHomes = Uint8Array.from({ length: count }, (_, person) => homeOf(deviceOf(person)))
    const lived = Array.from({ length: partitions }, (_, i) => new Partition(i, partitions, definitions))
    arrive(lived, new People(definitions, TRIED, partitions), now)
    this.#cuts = lived.map((partition) => partition.beginCheckpoint(true))
    const entries = new Map<string, Uint8Array>()
    for (const partition of lived)
      for (const bytes of entriesOf(partition)) {
        const name = nodeEntry(bytes)?.name
        if (name !== undefined) entries.set(name.value, bytes)
      }
    const patternOf = (name: string, person: number) => pattern(entries.get(name), person)
    const [withDevice, without] = PATTERNS
    this.#users = [patternOf(userOf(withDevice).value, withDevice), patternOf(userOf(without).value, without)]
    this.#device = patternOf(deviceOf(withDevice).value, withDevice)
    for (let person = 0; person < TRIED; person++) {
      same(this.#user(person), entries.get(userOf(person).value))
      if (hasDevice(person)) same(filled(this.#device, person), entries.get(deviceOf(person).value))
    }
    this.#segments = segmentsOf(this.#users[1].bytes, definitions)
  }

  /** Has a partition take over what is its. */
  restore(partition: Partition): void {
    const cut = this.#cuts[partition.number] as Cut
    const totals = { hash: 0, users: 0 }
    const entries: Uint8Array[] = []
    for (const [bytes, isUser] of this.#entries(partition.number)) {
      entries.push(bytes)
      totals.hash = addHash(totals.hash, entryHash(bytes))
      if (isUser) totals.users++
    }
    const members = this.#segments.map((segment) => ({ segment, members: totals.users }))
    partition.restore(entries, { ...cut, entries: entries.length, members }, totals.hash)
  }

  *#entries(partition: number): Generator<readonly [Uint8Array, boolean]> {
    for (let person = 0; person < this.#homes.length; person++) {
      if (this.#homes[person] === partition) yield [this.#user(person), true]
      if (hasDevice(person) && this.#deviceHomes[person] === partition)
        yield [filled(this.#device, person), false]
    }
  }

  #user(person: number): Uint8Array {
    return filled(this.#users[hasDevice(person) ? 0 : 1], person)
  }
}

function hasDevice(person: number): boolean {
  return person % PATTERNS[0] === 0
}

/** Everyone comes, all at one instant, and so does all that comes of it. */
function arrive(partitions: readonly Partition[], people: People, time: number): void {
  const offsets = partitions.map(() => 0)
  const queue = [...people.arrivals(() => time)]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const partition = partitions[next.partition] as Partition
    offsets[next.partition] = (offsets[next.partition] ?? 0) + 1
    const offset = offsets[next.partition] as number
    for (const output of partition.step({ offset, time, bytes: next.bytes }).outputs)
      if (output.to === 'link') queue.push({ partition: output.target, bytes: output.bytes })
  }
}

function* entriesOf(partition: Partition): Generator<Uint8Array> {
  for (;;) {
    const slice = partition.checkpointSlice(SLICE_BYTES)
    if (slice.length === 0) return
    yield* slice
  }
}

function pattern(entry: Uint8Array | undefined, person: number): Pattern {
  const bytes = Buffer.from(entry ?? [])
  return {
    bytes,
    numbers: placesOf(bytes, numberOf(person)),
    ids: placesOf(bytes, idOf(person)),
    hashes: placesOf(bytes, hashOf(person)),
  }
}

/** Hash of the message that brought a person, as it is seen. */
function hashOf(person: number): Buffer {
  const hash = Buffer.alloc(8)
  hash.writeDoubleLE(hash53(messageOf(person)))
  return hash
}

function placesOf(bytes: Buffer, text: string | Buffer): number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) places.push(at)
  return places
}

function filled({ bytes, numbers, ids, hashes }: Pattern, person: number): Buffer {
  const entry = Buffer.allocUnsafe(bytes.length)
  entry.set(bytes)
  for (const at of numbers)
    for (let i = NUMBER_DIGITS, rest = person; i > 0; i--, rest = Math.floor(rest / 10))
      entry[at + i - 1] = 48 + (rest % 10)
  for (const at of hashes) entry.writeDoubleLE(hash53(messageOf(person)), at)
  if (ids.length === 0) return entry
  const id = idOf(person)
  for (const at of ids) for (let i = 0; i < ID_LENGTH; i++) entry[at + i] = id.charCodeAt(i)
  return entry
}

/** Public id of a person. */
function idOf(person: number): string {
  const { type, value } = userOf(person)
  return hashId(`${type}\0${value}`)
}

function same(made: Uint8Array, lived: Uint8Array | undefined): void {
  if (lived === undefined || Buffer.compare(made, lived) !== 0)
    throw new Error('people differ in more than their numbers: their state cannot be made up')
}

function segmentsOf(entry: Uint8Array, definitions: Definitions): string[] {
  const decoded = decodeEntry(entry, () => ({ definitions, shelf: new VersionShelf(definitions) }))
  if (decoded.kind !== 'profile') return []
  return decoded.profile.segments.map((number) => definitions.segments[number]?.name ?? '')
}
