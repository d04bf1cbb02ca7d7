import { waymark } from '#proto'
import type { Identifier } from '../event/event.js'
import { KeptValue } from '../event/kept-value.js'
import { isText, type TextCache } from '../event/text-cache.js'
import type { Wire } from '../event/wire.js'
import type { Evidence } from '../identity/messages.js'
import type { Link } from '../identity/root.js'
import { Profile } from './profile.js'
import {
  addMembership,
  addStray,
  decodeSeldom,
  type Reading,
  required,
  type SeldomParts,
} from './profile-codec.js'
import { Seen } from './seen.js'
import { readWindow } from './window-wire.js'

// Tags of proto/waymark.proto: (field number << 3) | wire type. A test compares with the generated decoder.
const ROOT = 10
const FLAG_KNOWN = 136

/**
 * Reads a profile from the bytes that a checkpoint writes, up to `end`, as
 * `decodeProfile(waymark.Profile.decode(…))` does, without the messages in between: whoever comes back from
 * the cold tier is read so. Null when it does not begin with its root, as each that this software writes.
 * @throws Error when what must be there is not, or the bytes are malformed
 */
export function readProfile(wire: Wire, end: number, reading: Reading, texts: TextCache): Profile | null {
  if (wire.at >= end || wire.varint(end) !== ROOT) return null
  return new ProfileReader(wire, end, reading, texts).read()
}

/**
 * Reads the key that ends at `end`.
 * @param known a value that is likely to be its own: then it is the same text
 * @throws Error when it is malformed
 */
export function readKey(wire: Wire, end: number, texts: TextCache, known: string): Identifier {
  let [type, text] = ['', '']
  while (wire.at < end) {
    const tag = wire.varint(end)
    if (tag === 10) type = common(wire, end, texts)
    else if (tag === 18) text = value(wire, wire.fieldEnd(end), known)
    else wire.skip(tag & 7, end)
  }
  return { type: required(type), value: required(text) }
}

function value(wire: Wire, end: number, known: string): string {
  const start = wire.at
  wire.at = end
  return isText(known, wire.bytes, start, end) ? known : wire.text(start, end)
}

/** A text that others have, too. */
function common(wire: Wire, messageEnd: number, texts: TextCache): string {
  const end = wire.fieldEnd(messageEnd)
  const text = texts.read(wire, wire.at, end)
  wire.at = end
  return text
}

class ProfileReader {
  readonly #wire: Wire
  readonly #end: number
  readonly #reading: Reading
  readonly #texts: TextCache
  readonly #profile: Profile
  /** Value of the root; '' while that is read. */
  readonly #root: string = ''
  /** Where windows begin and end: they name ids that come behind them. */
  readonly #windows: number[] = []
  readonly #eventIds: string[] = []
  #seldom: ReturnType<typeof noSeldomParts> | undefined
  #known = false
  #created = 0

  /** The tag of the root is read. */
  constructor(wire: Wire, end: number, reading: Reading, texts: TextCache) {
    this.#wire = wire
    this.#end = end
    this.#reading = reading
    this.#texts = texts
    const key = this.#key(wire.fieldEnd(end))
    const entity = reading.definitions.identities.type(key.type)?.entity ?? 'user'
    this.#root = key.value
    this.#profile = new Profile(key, entity, '', 0, { known: false, created: 0 })
  }

  read(): Profile {
    const wire = this.#wire
    const profile = this.#profile
    while (wire.at < this.#end) this.#field(wire.varint(this.#end))
    required(profile.id)
    profile.origin = { known: this.#known, created: this.#created }
    const reading = { eventIds: this.#eventIds, definitions: this.#reading.definitions, texts: this.#texts }
    for (let i = 0; i < this.#windows.length; i += 2) {
      wire.at = this.#windows[i] as number
      readWindow(wire, this.#windows[i + 1] as number, profile, reading)
    }
    if (this.#seldom !== undefined) decodeSeldom(profile, this.#seldom, this.#reading)
    wire.at = this.#end
    return profile
  }

  #field(tag: number): void {
    const wire = this.#wire
    const profile = this.#profile
    switch (tag) {
      case 33:
        profile.created = wire.double(this.#end)
        return
      case 120:
        profile.shared = wire.varint(this.#end) !== 0
        return
      case FLAG_KNOWN:
        this.#known = wire.varint(this.#end) !== 0
        return
      case 145:
        this.#created = wire.double(this.#end)
        return
      default:
        if ((tag & 7) === 2) this.#part(tag, wire.fieldEnd(this.#end))
        else wire.skip(tag & 7, this.#end)
    }
  }

  /** A field that ends at `end`. */
  #part(tag: number, end: number): void {
    const wire = this.#wire
    const profile = this.#profile
    switch (tag) {
      case 18:
        profile.id = wire.text(wire.at, end)
        break
      case 42:
        profile.links.push(this.#link(end))
        break
      case 82:
        this.#windows.push(wire.at, end)
        break
      case 90:
        this.#membership(end)
        break
      case 98:
        this.#instance(end)
        break
      case 114:
        this.#entered(end)
        break
      case 162:
        profile.former.push(this.#key(end))
        break
      case 178:
        this.#eventIds.push(wire.text(wire.at, end))
        break
      case 186:
        if (end > wire.at) profile.seen = seenAt(wire, end)
        break
      case 194:
        if (end > wire.at) profile.filled = seenAt(wire, end)
        break
      default:
        this.#seldomPart(tag, wire.bytes.subarray(wire.at, end))
    }
    wire.at = end
  }

  #seldomPart(tag: number, bytes: Uint8Array): void {
    this.#seldom ??= noSeldomParts()
    const seldom = this.#seldom
    if (tag === 50) seldom.refused.push(waymark.Refusal.decode(bytes))
    else if (tag === 58) seldom.pending.push(waymark.IdentifierState.decode(bytes))
    else if (tag === 66) seldom.parked.push(waymark.Parked.decode(bytes))
    else if (tag === 74) seldom.properties.push(waymark.PropertyState.decode(bytes))
    else if (tag === 154) seldom.crowds.push(waymark.Crowd.decode(bytes))
    else if (tag === 170) seldom.inherited.push(waymark.Seen.decode(bytes))
  }

  #key(end: number): Identifier {
    return readKey(this.#wire, end, this.#texts, this.#root)
  }

  #text(end: number): string {
    return common(this.#wire, end, this.#texts)
  }

  #link(end: number): Link {
    const wire = this.#wire
    let key: Identifier | undefined
    let [linked, generation] = [0, 0]
    let evidence: Evidence | undefined
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === 10) key = this.#key(wire.fieldEnd(end))
      else if (tag === 17) linked = wire.double(end)
      else if (tag === 26) evidence = this.#evidence(wire.fieldEnd(end))
      else if (tag === 40) generation = wire.varint(end)
      else wire.skip(tag & 7, end)
    }
    evidence ??= { eventId: '', time: 0, source: '' }
    return { type: required(key?.type), value: required(key?.value), generation, linked, evidence }
  }

  #evidence(end: number): Evidence {
    const wire = this.#wire
    let [eventId, time, source] = ['', 0, '']
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === 10) {
        const textEnd = wire.fieldEnd(end)
        eventId = wire.text(wire.at, textEnd)
        wire.at = textEnd
      } else if (tag === 17) time = wire.double(end)
      else if (tag === 26) source = this.#text(end)
      else wire.skip(tag & 7, end)
    }
    return { eventId, time, source }
  }

  #membership(end: number): void {
    const wire = this.#wire
    let [name, version] = ['', '']
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === 10) name = this.#text(end)
      else if (tag === 26) version = this.#text(end)
      else wire.skip(tag & 7, end)
    }
    addMembership(this.#profile, name, version, this.#reading.definitions)
  }

  #instance(end: number): void {
    const wire = this.#wire
    const start = wire.at
    let [id, name, version, key, entry] = ['', '', '', '', '']
    let [place, due, entered, sends] = [0, 0, 0, 0]
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === 18) name = this.#text(end)
      else if (tag === 26) version = this.#text(end)
      else if (tag === 34) key = value(wire, wire.fieldEnd(end), this.#root)
      else if (tag === 40) place = wire.varint(end)
      else if (tag === 49) due = wire.double(end)
      else if (tag === 57) entered = wire.double(end)
      else if (tag === 72) sends = wire.varint(end)
      else if (tag === 10 || tag === 66) {
        const fieldEnd = wire.fieldEnd(end)
        if (tag === 10) id = wire.text(wire.at, fieldEnd)
        else entry = wire.binary(wire.at, fieldEnd)
        wire.at = fieldEnd
      } else wire.skip(tag & 7, end)
    }
    const journey = this.#reading.shelf.journey(name, version)
    if (journey === undefined) {
      const message = waymark.Instance.decode(wire.bytes.subarray(start, end))
      addStray(this.#profile, message)
      return
    }
    const kept = KeptValue.encoded(entry)
    this.#profile.instances.push({ id: required(id), journey, key, entered, entry: kept, place, due, sends })
  }

  #entered(end: number): void {
    const wire = this.#wire
    let [journey, key, at] = ['', '', 0]
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === 10) journey = this.#text(end)
      else if (tag === 18) key = value(wire, wire.fieldEnd(end), this.#root)
      else if (tag === 25) at = wire.double(end)
      else wire.skip(tag & 7, end)
    }
    this.#profile.entered.push({ journey: required(journey), key, at })
  }
}

function seenAt(wire: Wire, end: number): Seen {
  if ((end - wire.at) % 16 !== 0) throw new Error(`${end - wire.at} bytes of ids seen`)
  return Seen.ofNumbers(wire.doubles(end))
}

function noSeldomParts() {
  const parts: { [Part in keyof SeldomParts]-?: NonNullable<SeldomParts[Part]> } = {
    ...{ crowds: [], refused: [], pending: [], parked: [], properties: [], inherited: [] },
  }
  return parts
}
