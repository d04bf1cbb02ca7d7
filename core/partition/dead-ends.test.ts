import { expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { encodeCommandRecord, encodeEvents } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import { SETTLED } from '../identity/ledger.js'
import type { StitchMessage } from '../identity/messages.js'
import { isRedirect } from '../identity/nodes.js'
import { encodeLink } from './link-codec.js'
import type { Output } from './output.js'
import { Partition } from './partition.js'
import type { Profile } from './profile.js'
import { readRecord } from './record-reader.js'
import { decodeStitch, encodeStitch } from './stitch-codec.js'
import { definitions } from './test-network.js'
import { VersionShelf } from './version-shelf.js'

const START = Date.parse('2026-01-01T00:00:00Z')
const { identities } = definitions

/** An identifier that lives at this one of two partitions. */
function at(home: number, type: string): Identifier {
  const values = Array.from({ length: 100 }, (_, i) => `${type[0]}${i}`)
  const value = values.find((one) => identities.partitionOf({ type, value: one }, 2) === home) as string
  return { type, value }
}

const [user, email, device] = [at(1, 'user_id'), at(0, 'email'), at(0, 'anonymous_id')]
const cookie = at(1, 'anonymous_id')

/** A partition whose only neighbour says what a test lets it say. */
function alone() {
  const partition = new Partition(0, 2, definitions)
  let n = 0
  const step = (bytes: Uint8Array) => partition.step({ offset: ++n, time: START + n, bytes })
  const seen = (...identifiers: Identifier[]): Event => ({
    kind: 'track',
    name: 'Seen',
    messageId: `m${n}`,
    time: START + 1_000 + n,
    received: START,
    source: 'test',
    identifiers,
    properties: {},
  })
  let links = 0
  const hear = (message: StitchMessage<Profile>) =>
    encodeLink(1, [encodeStitch(message, definitions)], '', () => ++links).flatMap(
      ({ bytes }) => step(bytes).outputs,
    )
  return { partition, step, seen, hear }
}

/**
 * An e-mail with a device has become a user's, who lives elsewhere and is erased: that the e-mail leads there
 * no more is known already, that the device does not is still under way.
 */
function halfErased() {
  const half = alone()
  const { step, seen, hear } = half
  step(encodeEvents([seen(email, device)]))
  const evidence = { eventId: 'login', time: START, source: 'test' }
  const about = { key: email, generation: 0, by: user, byKnown: true, forced: false, evidence }
  hear({ kind: 'claim', to: email, fresh: true, ...about })
  hear({ kind: 'release', to: email, generation: 0, erased: START + 2, gone: true })
  return half
}

/** The messages to the other partition. */
function messagesOf(outputs: readonly Output[]): StitchMessage<Profile>[] {
  const reading = { definitions, shelf: new VersionShelf(definitions) }
  return outputs
    .filter(({ to }) => to === 'link')
    .flatMap(({ bytes }) => {
      const record = readRecord(bytes, definitions.symbols, 2)
      return record.kind === 'link' ? record.messages.map((message) => decodeStitch(message, reading)) : []
    })
}

it('an event that claims what leads to a node that is no more takes it over, within the same step', () => {
  const { partition, step, seen } = halfErased()
  expect(step(encodeEvents([seen(email, device)])).counts.events).toBe(1)
  const [profile] = partition.profiles()
  expect(profile?.links).toMatchObject([email, device])
})

it('a command for what leads to a node that is no more ends, within the same step', () => {
  const { partition, step } = halfErased()
  step(encodeCommandRecord({ name: 'erase', id: 'c', time: START, subject: device }))
  expect([...partition.nodes()].filter(({ node }) => isRedirect(node))).toEqual([])
})

it('what is granted to nobody who awaits it is let go again: it would lead to who does not list it', () => {
  const { partition, step, seen, hear } = alone()
  step(encodeEvents([seen(email)]))
  const reply = { kind: 'reply', to: email, key: cookie, generation: 1, refusal: '' } as const
  expect(messagesOf(hear(reply))).toMatchObject([{ kind: 'release', to: cookie, generation: 1, gone: false }])
  // When the profile ends, nothing leads there any more.
  const outputs = step(encodeCommandRecord({ name: 'erase', id: 'c', time: START, subject: email })).outputs
  expect(messagesOf(outputs)).toMatchObject([{ kind: 'release', to: cookie, generation: 1, gone: true }])
  expect([...partition.profiles()]).toEqual([])
})

it('an event does not claim for ever: it goes on with what it has, and a later one may ask again', () => {
  const { partition, step, seen, hear } = alone()
  const asks = (outputs: readonly Output[]) => messagesOf(outputs).some(({ kind }) => kind === 'claim')
  let said = step(encodeEvents([seen(email, cookie)])).outputs
  let rounds = 0
  for (; asks(said) && rounds < 100; rounds++)
    said = hear({ kind: 'reply', to: email, key: cookie, generation: 0, refusal: SETTLED })
  expect(rounds).toBe(LIMITS.claimRoundsMax)
  const facts = said.filter(({ to }) => to === 'fact').map(({ bytes }) => new TextDecoder().decode(bytes))
  expect(facts.join('')).toMatch(/link\.refused.*unsettled/)
  const [profile] = partition.profiles()
  expect(profile).toMatchObject({ links: [email], parked: [], pending: [] })
  expect(asks(step(encodeEvents([seen(email, cookie)])).outputs)).toBe(true)
})

/** An e-mail was handed to a user who is no more, and has begun anew before it came back. */
function overtaken() {
  const all = alone()
  const { partition, step, seen, hear } = all
  step(encodeEvents([seen(email)]))
  const [root] = partition.profiles() as Iterable<Profile> as Profile[]
  const about = { key: email, generation: 0, evidence: { eventId: 'login', time: START, source: 'test' } }
  hear({ kind: 'claim', to: email, fresh: true, by: user, byKnown: true, forced: false, ...about })
  const event = seen(email)
  hear({ kind: 'forward', to: email, event, fresh: true, hops: 0, via: null, dead: user })
  expect([...partition.profiles()].map(({ key }) => key.value)).toEqual([`${email.value}\u00011`])
  const comeBack = () =>
    hear({ kind: 'handoff', to: email, from: email, root: root as Profile, returned: true, ...about })
  return { ...all, comeBack }
}

it('a profile that comes back and finds that its identifier has begun anew becomes one with that', () => {
  const { partition, comeBack } = overtaken()
  comeBack()
  const profiles = [...partition.profiles()]
  expect(profiles).toHaveLength(1)
  expect(profiles[0]?.links).toMatchObject([{ ...email, generation: 1 }])
  expect(partition.find(email.type, email.value)).toEqual(profiles[0])
})

it('a profile that comes back after its customer was erased is erased', () => {
  const { partition, step, comeBack } = overtaken()
  step(encodeCommandRecord({ name: 'erase', id: 'c', time: START, subject: email }))
  comeBack()
  expect([...partition.nodes()]).toEqual([])
})

it('an event under way when its customer was unlinked does not bring that one to somebody else', () => {
  const { partition, step, seen, hear } = alone()
  const other = at(0, 'user_id')
  step(encodeEvents([seen(other)]))
  const event = seen(user, device)
  const said = hear({ kind: 'forward', to: other, event, fresh: false, hops: 1, via: null, dead: null })
  expect(messagesOf(said).filter(({ kind }) => kind === 'claim')).toEqual([])
  const [profile] = partition.profiles()
  expect(profile).toMatchObject({ links: [other, device], parked: [], pending: [] })
})
