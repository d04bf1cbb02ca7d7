import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { encodeActivate, encodeEvents } from '../event/batch.js'
import type { Identifier } from '../event/event.js'
import { encodeLink, type WireMessage } from './link-codec.js'
import { Partition } from './partition.js'
import { Changelog } from './test-changelog.js'
import { VersionShelf } from './version-shelf.js'

const START = Date.parse('2026-01-01T00:00:00Z')
const IDENTITY = `kind: identity
name: test
types:
  - {type: user_id, role: known, from: [userId]}
  - {type: anonymous_id, role: anonymous, from: [anonymousId]}
`
const segment = (name: string, event: string): string =>
  `---\nkind: segment\nname: ${name}\nwhere: {count: {event: ${event}, within: 1d, is: '>= 2'}}\n`
const compile = (...segments: string[]): Definitions =>
  compileDefinitions([{ path: 'x.yaml', text: IDENTITY + segments.join('') }])

const first = compile(segment('seen', 'Seen'), segment('bought', 'Bought'))
// What stood first stands last.
const second = compile(segment('asked', 'Asked'), segment('bought', 'Bought'), segment('seen', 'Seen'))
const shelf = new VersionShelf(first, second)
const { identities } = first

/** Identifiers of a type that are at home in a partition. */
function at(partition: number, type: string): Identifier[] {
  const all = Array.from({ length: 40 }, (_, i) => ({ type, value: `${type}${i}` }))
  return all
    .filter((one) => identities.partitionOf(one, 2) === partition)
    .sort((x, y) => identities.compare(x, y))
}

/** One of two partitions, and what the other says to it. */
class Side {
  partition: Partition
  readonly #number: number
  #offset = 0
  #heard = 0

  constructor(number: number) {
    this.#number = number
    this.partition = new Partition(number, 2, first, { shelf })
  }

  step(bytes: Uint8Array): WireMessage[] {
    const { outputs } = this.partition.step({ offset: ++this.#offset, time: START, bytes })
    return outputs.flatMap(({ to, bytes }) =>
      to === 'link' ? ((waymark.Record.decode(bytes).link?.messages ?? []) as WireMessage[]) : [],
    )
  }

  event(name: string, messageId: string, identifier: Identifier): void {
    const own = { kind: 'track', name, messageId, source: 'test', properties: {} } as const
    this.step(encodeEvents([{ ...own, time: START, received: START, identifiers: [identifier] }]))
  }

  hears(message: WireMessage): WireMessage[] {
    const [link] = encodeLink(1 - this.#number, [message], first.version, () => ++this.#heard)
    return this.step((link as { bytes: Uint8Array }).bytes)
  }

  claimed(key: Identifier, by: Identifier): WireMessage[] {
    const evidence = { eventId: 'e', timeMs: START, source: 'test' }
    return this.hears({ claim: { to: key, key, by, byKnown: by.type === 'user_id', fresh: true, evidence } })
  }

  /** The next owner begins at a checkpoint. */
  restart(): void {
    const changelog = new Changelog(this.#number, 2)
    changelog.write(this.partition, changelog.cut(this.partition))
    this.partition = changelog.restore(first, { shelf })
  }
}

describe('a handoff that a flush holds back', () => {
  const [via, from] = [at(0, 'anonymous_id')[0], at(1, 'anonymous_id').at(-1)] as [Identifier, Identifier]
  const [root, nearer] = at(1, 'user_id') as [Identifier, Identifier]

  for (const restarts of [[], ['before'], ['behind'], ['before', 'behind']])
    it(`arrives as it came when definitions change meanwhile; new owners: ${restarts.join()}`, () => {
      const [holder, sender] = [new Side(0), new Side(1)]
      for (const id of ['m1', 'm2']) sender.event('Seen', id, from)
      sender.event('Bought', 'm3', from)
      const [handoff] = sender.claimed(from, via)
      expect(handoff?.handoff?.profile?.memberships?.map(({ segment }) => segment)).toEqual(['seen'])

      holder.event('Seen', 'm4', via)
      holder.claimed(via, root)
      expect(holder.hears({ shortcut: { to: via, root: nearer } })[0]?.flush).toBeDefined()
      expect(holder.hears(handoff as WireMessage)).toEqual([])
      if (restarts.includes('before')) holder.restart()
      holder.step(encodeActivate(second.version))
      if (restarts.includes('behind')) holder.restart()
      const [onward] = holder.hears({ flushed: { to: via, root: nearer, id: 1 } })

      expect(onward?.handoff?.to).toMatchObject(nearer)
      expect(plain(onward)).toEqual({ ...plain(handoff), to: nearer })
    })
})

/** What of it goes by definitions. */
function plain(message: WireMessage | undefined): object {
  const { to, profile } = message?.handoff ?? {}
  return { to, memberships: profile?.memberships, windows: windowsOf(profile).sort() }
}

function windowsOf(profile: waymark.Profile.$Properties | null | undefined): string[] {
  return (profile?.windows ?? []).map((window) => JSON.stringify(window))
}
