import { hash32 } from '../base/hash.js'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { bareValue } from '../event/node-name.js'

export type Role = 'known' | 'contact' | 'anonymous'

/** A declared identifier type; its place in the list of types is its priority, 0 the strongest. */
export interface IdentifierType {
  readonly name: string
  readonly priority: number
  /** Entity kind that it identifies: `user`, `account`. */
  readonly entity: string
  readonly role: Role
  /** Where ingest finds it in an event: `userId`, `traits.email`. */
  readonly from: readonly string[]
  readonly normalise: 'none' | 'lower' | 'e164'
  /** Values of this type that one profile may hold, within `windowMs`. */
  readonly max: number
  readonly windowMs: number
  readonly overLimit: 'reject' | 'evict-oldest'
  /** Unlinking a value of the parent type unlinks this one with it. */
  readonly parent: string | null
  /** Whose is an anonymous identifier that two known users have used? */
  readonly switched: 'last-login' | 'first' | 'shared'
  /** Known owners after which it is marked shared and links no more. */
  readonly ownersMax: number
  /** Seed of the hash: entity kind and type are part of what is hashed. */
  readonly seed: number
}

export interface IdentityRules {
  readonly types: readonly IdentifierType[]
  readonly blockedValues: ReadonlySet<string>
  readonly blockedPatterns: readonly RegExp[]
  /** Country calling code of phone numbers without one, digits only; null: such numbers are dropped. */
  readonly countryCode: string | null
  /**
   * What becomes of an event that names an identifier of a type that is not declared; `ignore` unless told.
   */
  readonly undeclared?: 'ignore' | 'reject'
}

export interface Candidate {
  /** Path at which it stood in the event: `userId`, `traits.email`. */
  readonly key: string
  readonly value: unknown
}

export type DropReason =
  | 'blocked'
  | 'empty'
  | 'too-long'
  | 'not-text'
  | 'malformed'
  | 'undeclared'
  | 'too-many'

export interface Resolved {
  /** Strongest first, per entity kind. */
  readonly byEntity: ReadonlyMap<string, Identifier[]>
  readonly dropped: readonly { readonly key: string; readonly value: unknown; readonly reason: DropReason }[]
}

/** Which identifiers there are, how their values are written, and which of two is the stronger. */
export class Identities {
  readonly rules: IdentityRules
  readonly #byName = new Map<string, IdentifierType>()
  readonly #byPath = new Map<string, IdentifierType>()

  constructor(rules: IdentityRules) {
    this.rules = rules
    for (const type of rules.types) {
      this.#byName.set(type.name, type)
      for (const path of type.from) this.#byPath.set(path, type)
    }
  }

  type(name: string): IdentifierType | undefined {
    return this.#byName.get(name)
  }

  /** All paths at which an event may carry an identifier. */
  get paths(): readonly string[] {
    return [...this.#byPath.keys()]
  }

  /** Normalises, drops what cannot identify anyone, and sorts strongest first. */
  resolve(candidates: readonly Candidate[]): Resolved {
    const byEntity = new Map<string, Identifier[]>()
    const dropped: Resolved['dropped'][number][] = []
    for (const { key, value } of candidates) {
      const outcome = this.#normalise(this.#byPath.get(key), value)
      if (typeof outcome === 'string') {
        dropped.push({ key, value, reason: outcome })
        continue
      }
      const { type, text } = outcome
      const list = byEntity.get(type.entity) ?? []
      if (list.some((other) => other.type === type.name && other.value === text)) continue
      if (list.length >= LIMITS.eventIdentifiersMax) dropped.push({ key, value, reason: 'too-many' })
      else byEntity.set(type.entity, [...list, { type: type.name, value: text }])
    }
    for (const list of byEntity.values()) list.sort((x, y) => this.compare(x, y))
    return { byEntity, dropped }
  }

  /** Normalises one value given as TYPE:VALUE by a person or a command; null when it cannot be one. */
  normalise(typeName: string, value: string): Identifier | null {
    const outcome = this.#normalise(this.#byName.get(typeName), value)
    return typeof outcome === 'string' ? null : { type: outcome.type.name, value: outcome.text }
  }

  /**
   * The rank: negative when x is the stronger. Smaller priority of type, then smaller hash, then smaller
   * value. Total, and fixed for ever: links rest on it.
   */
  compare(x: Identifier, y: Identifier): number {
    const byPriority = this.priority(x.type) - this.priority(y.type)
    if (byPriority !== 0) return byPriority
    const byHash = this.hash(x) - this.hash(y)
    if (byHash !== 0) return byHash
    return x.value < y.value ? -1 : x.value > y.value ? 1 : 0
  }

  /** Whether types rank alike: links made under the one hold under the other. */
  sameRank(other: Identities): boolean {
    return this.rank === other.rank
  }

  /** The types of each entity kind by strength, as text. */
  get rank(): string {
    return this.rules.types.map(({ name, entity }) => `${entity} ${name}`).join()
  }

  /** Priority of a type; one that is not declared any more is weaker than all that are. */
  priority(typeName: string): number {
    return this.#byName.get(typeName)?.priority ?? this.rules.types.length
  }

  /** Of the value: all lives of an identifier (see `nodeName`) have one home. */
  hash({ type, value }: Identifier): number {
    return hash32(bareValue(value), this.#byName.get(type)?.seed ?? typeSeed('', type))
  }

  /** `hash(kind, type, value) mod P`: where the identifier lives. Golden values in the test. */
  partitionOf(identifier: Identifier, partitions: number): number {
    return this.hash(identifier) % partitions
  }

  #normalise(
    type: IdentifierType | undefined,
    value: unknown,
  ): { type: IdentifierType; text: string } | DropReason {
    if (type === undefined) return 'undeclared'
    if (typeof value !== 'string' && typeof value !== 'number') return 'not-text'
    let text = String(value).trim().normalize('NFC')
    if (text === '') return 'empty'
    if (hasControls(text) || LONE_SURROGATE.test(text)) return 'malformed'
    if (this.#isBlocked(text)) return 'blocked'
    if (type.normalise === 'lower') text = text.toLowerCase().normalize('NFC')
    if (type.normalise === 'e164') {
      const phone = e164(text, this.rules.countryCode)
      if (phone === null) return 'malformed'
      text = phone
    }
    return text.length > LIMITS.identifierLengthMax ? 'too-long' : { type, text }
  }

  #isBlocked(text: string): boolean {
    const bare = text.replace(/^(['"])(.*)\1$/, '$2').trim()
    if (bare === '' || this.rules.blockedValues.has(bare.toLowerCase())) return true
    return this.rules.blockedPatterns.some((pattern) => pattern.test(bare))
  }
}

/** Half of a character: it has no UTF-8, so it would not come back from the log as it was. */
const LONE_SURROGATE = /\p{Surrogate}/u

/** Control characters stand in no identifier; names of nodes rest on that. */
function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 32 || code === 127) return true
  }
  return false
}

/** Seed of the hash of a type's values. */
export function typeSeed(entity: string, type: string): number {
  return hash32(`${entity}\0${type}`, 0)
}

/** `+8613800138000` from the ways in which people write it; null when it is no such number. */
function e164(text: string, countryCode: string | null): string | null {
  const digits = text.replace(/[\s().-]/g, '')
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits
  if (/^00[1-9]\d{6,14}$/.test(digits)) return `+${digits.slice(2)}`
  if (countryCode === null || !/^0?[1-9]\d{5,13}$/.test(digits)) return null
  if (digits.startsWith(countryCode) && digits.length >= countryCode.length + 10) return `+${digits}`
  return `+${countryCode}${digits.replace(/^0/, '')}`
}
