import type { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import type { Sealed, StitchMessage } from '../identity/messages.js'
import type { Held } from '../identity/nodes.js'
import type { WireMessage } from './link-codec.js'
import type { Profile } from './profile.js'
import {
  decodeCommand,
  decodeEvent,
  decodeEvidence,
  decodeKey,
  decodeProfile,
  decodeSeen,
  encodeCommand,
  encodeEvent,
  encodeEvidence,
  encodeProfile,
  encodeSeen,
  keyOf,
  type Reading,
} from './profile-codec.js'

export function encodeStitch(message: StitchMessage<Profile>, definitions: Definitions): WireMessage {
  const to = keyOf(message.to)
  switch (message.kind) {
    case 'forward': {
      const { event, fresh, hops, via, dead } = message
      return { forward: { to, event: encodeEvent(event), fresh, hops, via: orNull(via), dead: orNull(dead) } }
    }
    case 'claim':
      return { claim: { to, ...claimed(message), fresh: message.fresh, ...byOf(message) } }
    case 'reply': {
      const { key, generation, refusal, seen } = message
      return { reply: { to, key: keyOf(key), generation, refusal, seen: encodeSeen(seen ?? []) } }
    }
    case 'yield': {
      const { strong, strongKnown } = message
      return { yield: { to, ...claimed(message), strong: keyOf(strong), strongKnown } }
    }
    case 'settle':
      return { settle: { to, ...claimed(message), with: keyOf(message.strong) } }
    case 'handoff': {
      const { from, key, generation, root, returned } = message
      const profile = encodeProfile(root, definitions)
      const evidence = encodeEvidence(message.evidence)
      return { handoff: { to, from: keyOf(from), key: keyOf(key), generation, profile, returned, evidence } }
    }
    case 'release': {
      const { generation, erased, gone } = message
      return { release: { to, generation, erasedMs: erased, gone } }
    }
    case 'reassign': {
      const { generation, by, from, evidence, seen } = message
      const parties = { by: keyOf(by), from: keyOf(from), evidence: encodeEvidence(evidence) }
      return { reassign: { to, generation, ...parties, seen: encodeSeen(seen) } }
    }
    case 'shortcut':
      return { shortcut: { to, root: keyOf(message.root) } }
    case 'flush':
      return { flush: { to, via: keyOf(message.via), id: message.id } }
    case 'flushed':
      return { flushed: { to, root: orNull(message.root), id: message.id } }
    case 'command':
      return { command: { to, command: encodeCommand(message.command), fresh: message.fresh } }
  }
}

/** @throws Error when the message is malformed */
export function decodeStitch(message: waymark.Message.$Properties, reading: Reading): StitchMessage<Profile> {
  if (message.forward) {
    const { to, event, fresh, hops, via, dead } = message.forward
    return {
      kind: 'forward',
      to: decodeKey(to),
      event: decodeEvent(event ?? new Uint8Array(), reading.definitions),
      fresh: fresh ?? false,
      hops: hops ?? 0,
      via: keyOrNull(via),
      dead: keyOrNull(dead),
    }
  }
  if (message.claim) {
    const { by, byKnown, fresh } = message.claim
    const claimant = { by: decodeKey(by), byKnown: byKnown ?? false, fresh: fresh ?? false }
    return { kind: 'claim', ...claimedOf(message.claim), ...claimant }
  }
  if (message.reply) {
    const { to, key, generation, refusal, seen } = message.reply
    const about = { to: decodeKey(to), key: decodeKey(key), generation: generation ?? 0 }
    const said = { kind: 'reply', ...about, refusal: refusal ?? '' } as const
    return seen?.length ? { ...said, seen: decodeSeen(seen) } : said
  }
  if (message.yield) {
    const { strong, strongKnown } = message.yield
    const stronger = { strong: decodeKey(strong), strongKnown: strongKnown ?? false }
    return { kind: 'yield', ...claimedOf(message.yield), ...stronger }
  }
  if (message.settle)
    return { kind: 'settle', ...claimedOf(message.settle), strong: decodeKey(message.settle.with) }
  if (message.handoff?.profile) {
    const { to, from, key, profile, generation, returned } = message.handoff
    const root = decodeProfile(profile, reading)
    const about = { to: decodeKey(to), key: decodeKey(key), generation: generation ?? 0 }
    const evidence = decodeEvidence(message.handoff.evidence)
    return { kind: 'handoff', ...about, from: decodeKey(from), root, returned: returned ?? false, evidence }
  }
  return decodeUpkeep(message)
}

function decodeUpkeep(message: waymark.Message.$Properties): StitchMessage<Profile> {
  if (message.release) {
    const { to, generation, erasedMs, gone } = message.release
    const about = { to: decodeKey(to), generation: generation ?? 0 }
    return { kind: 'release', ...about, erased: erasedMs ?? 0, gone: gone ?? false }
  }
  if (message.reassign) {
    const { to, generation, by, from, evidence, seen } = message.reassign
    const parties = { by: decodeKey(by), from: decodeKey(from), evidence: decodeEvidence(evidence) }
    const about = { to: decodeKey(to), generation: generation ?? 0 }
    return { kind: 'reassign', ...about, ...parties, seen: decodeSeen(seen ?? []) }
  }
  if (message.shortcut)
    return { kind: 'shortcut', to: decodeKey(message.shortcut.to), root: decodeKey(message.shortcut.root) }
  if (message.flush) {
    const { to, via, id } = message.flush
    return { kind: 'flush', to: decodeKey(to), via: decodeKey(via), id: id ?? 0 }
  }
  if (message.flushed) {
    const { to, root, id } = message.flushed
    return { kind: 'flushed', to: decodeKey(to), root: keyOrNull(root), id: id ?? 0 }
  }
  if (message.command?.command) {
    const { to, command, fresh } = message.command
    return { kind: 'command', to: decodeKey(to), command: decodeCommand(command), fresh: fresh ?? false }
  }
  throw new Error('a message of no known kind')
}

/** A handoff that waits, as it travels. */
export function sealed(to: Identifier, content: WireMessage): Sealed {
  return { kind: 'sealed', to, content }
}

/** @throws Error when the message is malformed */
export function unsealed({ content }: Sealed, reading: Reading): StitchMessage<Profile> {
  return decodeStitch(content as WireMessage, reading)
}

export function encodeHeld(held: Held<Profile>, definitions: Definitions): WireMessage {
  return held.kind === 'sealed' ? (held.content as WireMessage) : encodeStitch(held, definitions)
}

/** @throws Error when the message is malformed */
export function decodeHeld(message: waymark.Message.$Properties, reading: Reading): Held<Profile> {
  const held = decodeStitch(message, reading)
  return held.kind === 'handoff' ? sealed(held.to, message) : held
}

type Claimed = StitchMessage<Profile> & { kind: 'claim' | 'yield' | 'settle' }

/** What messages about a claim have in common. */
function claimed({ key, generation, forced, evidence }: Claimed) {
  return { key: keyOf(key), generation, forced, evidence: encodeEvidence(evidence) }
}

function byOf({ by, byKnown }: StitchMessage<Profile> & { kind: 'claim' }) {
  return { by: keyOf(by), byKnown }
}

function claimedOf({
  to,
  key,
  generation,
  forced,
  evidence,
}: waymark.Claim.$Properties | waymark.Yield.$Properties | waymark.Settle.$Properties) {
  return {
    to: decodeKey(to),
    key: decodeKey(key),
    generation: generation ?? 0,
    forced: forced ?? false,
    evidence: decodeEvidence(evidence),
  }
}

function orNull(key: Identifier | null): waymark.Key.$Properties | null {
  return key === null ? null : keyOf(key)
}

function keyOrNull(key: waymark.Key.$Properties | null | undefined): Identifier | null {
  return key === null || key === undefined ? null : decodeKey(key)
}
