import { expect, it } from 'vitest'
import { encodeCommandRecord, encodeEvents } from '../event/batch.js'
import type { Event, Identifier } from '../event/event.js'
import type { StitchMessage } from '../identity/messages.js'
import { isRedirect } from '../identity/nodes.js'
import { encodeLink } from './link-codec.js'
import { Partition } from './partition.js'
import type { Profile } from './profile.js'
import { encodeStitch } from './stitch-codec.js'
import { definitions } from './test-network.js'

const START = Date.parse('2026-01-01T00:00:00Z')
const { identities } = definitions

/** An identifier that lives at this one of two partitions. */
function at(home: number, type: string): Identifier {
  const values = Array.from({ length: 100 }, (_, i) => `${type[0]}${i}`)
  const value = values.find((one) => identities.partitionOf({ type, value: one }, 2) === home) as string
  return { type, value }
}

const [user, email, device] = [at(1, 'user_id'), at(0, 'email'), at(0, 'anonymous_id')]

/**
 * An e-mail with a device has become a user's, who lives elsewhere and is erased: that the e-mail leads there
 * no more is known already, that the device does not is still under way.
 */
function halfErased() {
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
  const hear = (message: StitchMessage<Profile>) => {
    for (const { bytes } of encodeLink(1, [encodeStitch(message, definitions)], '', () => ++links))
      step(bytes)
  }
  step(encodeEvents([seen(email, device)]))
  const evidence = { eventId: 'login', time: START, source: 'test' }
  const about = { key: email, generation: 0, by: user, byKnown: true, forced: false, evidence }
  hear({ kind: 'claim', to: email, fresh: true, ...about })
  hear({ kind: 'release', to: email, generation: 0, erased: START + 2, gone: true })
  return { partition, step, seen }
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
