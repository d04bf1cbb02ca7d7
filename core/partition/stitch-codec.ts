import type { waymark } from '#proto'
import type { Definitions } from '../definitions/definitions.js'
import type { StitchMessage } from '../identity/messages.js'
import type { WireMessage } from './link-codec.js'
import type { Profile } from './profile.js'
import {
  decodeEvent,
  decodeEvidence,
  decodeKey,
  decodeProfile,
  encodeEvent,
  encodeEvidence,
  encodeProfile,
  keyOf,
} from './profile-codec.js'

export function encodeStitch(message: StitchMessage<Profile>, definitions: Definitions): WireMessage {
  const to = keyOf(message.to)
  switch (message.kind) {
    case 'forward':
      return { forward: { to, event: encodeEvent(message.event) } }
    case 'claim': {
      const { by, key, forced, evidence } = message
      return { claim: { to, by: keyOf(by), key: keyOf(key), forced, evidence: encodeEvidence(evidence) } }
    }
    case 'reply':
      return { reply: { to, key: keyOf(message.key), refusal: message.refusal } }
    case 'yield': {
      const { strong, key, forced, evidence } = message
      const exchange = { to, key: keyOf(key), forced, evidence: encodeEvidence(evidence) }
      return { yield: { ...exchange, strong: keyOf(strong) } }
    }
    case 'settle': {
      const { strong, key, forced, evidence } = message
      const exchange = { to, key: keyOf(key), forced, evidence: encodeEvidence(evidence) }
      return { settle: { ...exchange, with: keyOf(strong) } }
    }
    case 'handoff': {
      const profile = encodeProfile(message.root, definitions)
      return { handoff: { to, from: keyOf(message.from), key: keyOf(message.key), profile } }
    }
  }
}

/** @throws Error when the message is malformed */
export function decodeStitch(
  message: waymark.Message.$Properties,
  definitions: Definitions,
): StitchMessage<Profile> {
  if (message.forward)
    return {
      kind: 'forward',
      to: decodeKey(message.forward.to),
      event: decodeEvent(message.forward.event ?? new Uint8Array(), definitions),
    }
  if (message.claim) {
    const { to, by, key, forced, evidence } = message.claim
    const claim = { kind: 'claim', to: decodeKey(to), by: decodeKey(by), key: decodeKey(key) } as const
    return { ...claim, forced: forced ?? false, evidence: decodeEvidence(evidence) }
  }
  if (message.reply) {
    const { to, key, refusal } = message.reply
    return { kind: 'reply', to: decodeKey(to), key: decodeKey(key), refusal: refusal ?? '' }
  }
  if (message.yield) return { kind: 'yield', ...decodeExchange(message.yield, message.yield.strong) }
  if (message.settle) return { kind: 'settle', ...decodeExchange(message.settle, message.settle.with) }
  if (message.handoff?.profile) {
    const { to, from, key, profile } = message.handoff
    const root = decodeProfile(profile, definitions)
    return { kind: 'handoff', to: decodeKey(to), from: decodeKey(from), key: decodeKey(key), root }
  }
  throw new Error('a message of no known kind')
}

function decodeExchange(
  { to, key, forced, evidence }: waymark.Yield.$Properties | waymark.Settle.$Properties,
  strong: waymark.Key.$Properties | null | undefined,
) {
  return {
    to: decodeKey(to),
    strong: decodeKey(strong),
    key: decodeKey(key),
    forced: forced ?? false,
    evidence: decodeEvidence(evidence),
  }
}
