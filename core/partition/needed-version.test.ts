import { expect, test } from 'vitest'
import { waymark } from '#proto'
import { encodeActivate, encodeEvents } from '../event/batch.js'
import { encodeLink, type WireMessage } from './link-codec.js'
import { neededVersion } from './needed-version.js'

const key = { type: 'user_id', value: 'u1' }
const handoff: WireMessage = { handoff: { to: key, from: key, key, profile: { root: key } } }
const claim: WireMessage = { claim: { to: key, by: key, key } }
const link = (...messages: WireMessage[]) => encodeLink(1, messages, 'v7', () => 1)[0]?.bytes as Uint8Array

test('what brings a version into force, and what hands over profiles, needs it', () => {
  expect(neededVersion(encodeActivate('v7'))).toBe('v7')
  expect(neededVersion(link(claim, handoff))).toBe('v7')
})

test('other records need none, and malformed ones none either', () => {
  expect(neededVersion(link(claim))).toBeUndefined()
  expect(neededVersion(encodeEvents([]))).toBeUndefined()
  expect(neededVersion(waymark.Record.encode({ tick: {} }).finish())).toBeUndefined()
  for (const bytes of [[], [34], [34, 200], [18, 3, 34, 9, 1]])
    expect(neededVersion(new Uint8Array(bytes))).toBeUndefined()
})

test('each part of a profile that is too large for one record needs it', () => {
  const large: WireMessage = {
    handoff: { ...handoff.handoff, profile: { root: key, profileId: 'x'.repeat(2_000_000) } },
  }
  let n = 0
  const parts = encodeLink(1, [large], 'v7', () => ++n)
  expect(parts.length).toBeGreaterThan(1)
  for (const { bytes } of parts) expect(neededVersion(bytes)).toBe('v7')
})
