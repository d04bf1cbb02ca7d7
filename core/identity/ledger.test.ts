import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileDefinitions } from '../definitions/definitions.js'
import { Ledger } from './ledger.js'
import { Nodes } from './nodes.js'
import type { StitchPorts } from './ports.js'
import type { IdentityState, Link } from './root.js'

const evidence = { eventId: 'm1', time: 0, source: 'test' }

function root({ links }: Pick<IdentityState, 'links'>, crowd: IdentityState['crowd'] = []): IdentityState {
  const key = { type: 'user_id', value: 'x' }
  const empty = { refusals: [], former: [], pending: [], parked: [], shared: false, created: 0 }
  return { key, links: [...links], crowd, ...empty }
}

describe.each(['reject', 'evict-oldest'] as const)(
  'identifiers of two profiles, beyond the limit of their type (%s)',
  (policy) => {
    const { identities } = compileDefinitions([
      {
        path: 'limits.yaml',
        text:
          'kind: identity\nname: limits\ntypes:\n  - {type: user_id, role: known, from: [userId]}\n' +
          `  - {type: cookie, role: anonymous, from: [anonymousId], max: 3, over_limit: ${policy}}`,
      },
    ])
    let told: string[] = []
    let marks = 0
    const limits = new Ledger<IdentityState>(identities, new Nodes(), {
      now: 10,
      ...{ absorb: () => {}, send: () => {}, count: () => {} },
      unlinked: (_: unknown, { value }: Link, reason: string) => told.push(`${value} unlinked: ${reason}`),
      refused: (_: unknown, { value }: Link, reason: string) => told.push(`${value} refused: ${reason}`),
      marked: () => marks++,
    } as unknown as StitchPorts<IdentityState>)
    const place = fc.record({ value: fc.constantFrom(...'abcdefghijkl'), linked: fc.nat(9) })
    /** Profiles that share no identifier, none beyond its limit. */
    const profiles = fc
      .uniqueArray(place, { selector: ({ value }) => value, minLength: 3, maxLength: 9 })
      .map((all) =>
        [0, 1, 2].map((n) =>
          root({
            links: all
              .filter((_, i) => i % 3 === n)
              .map((own): Link => ({ type: 'cookie', generation: 0, evidence, ...own })),
            ...{ refusals: [], crowd: [] },
          }),
        ),
      )
    const copy = (state: IdentityState) => root(state, state.crowd)
    const joined = (x: IdentityState, y: IdentityState): IdentityState => {
      const winner = copy(x)
      limits.join(winner, copy(y), { type: 'user_id', value: 'x' }, evidence)
      return winner
    }
    const left = ({ links }: IdentityState) => links.map(({ value }) => value).sort()

    it('go in an order that does not depend on that of merges', () => {
      fc.assert(
        fc.property(profiles, (all) => {
          const [x, y, z] = all as [IdentityState, IdentityState, IdentityState]
          const right = left(joined(joined(x, y), z))
          for (const other of [joined(x, joined(y, z)), joined(joined(z, x), y), joined(z, joined(y, x))])
            expect(left(other)).toEqual(right)
        }),
      )
    })

    it('are the newest or the oldest, each with its facts, and the profile is within the limit', () => {
      fc.assert(
        fc.property(profiles, (all) => {
          const [x, y] = all as [IdentityState, IdentityState, IdentityState]
          told = []
          const stay = left(joined(x, y))
          const byAge = [...x.links, ...y.links].sort(
            (a, b) => a.linked - b.linked || (a.value < b.value ? -1 : 1),
          )
          const most = Math.min(3, byAge.length)
          const right = policy === 'reject' ? byAge.slice(0, most) : byAge.slice(byAge.length - most)
          expect(stay).toEqual(right.map(({ value }) => value).sort())
          const gone = byAge.filter(({ value }) => !stay.includes(value)).map(({ value }) => value)
          const facts = policy === 'reject' ? ['unlinked: limit', 'refused: limit'] : ['unlinked: limit']
          expect([...told].sort()).toEqual(gone.flatMap((v) => facts.map((fact) => `${v} ${fact}`)).sort())
        }),
      )
    })

    it('are counted: more than the limit within the window, and the profile is marked once', () => {
      marks = 0
      const links = (values: string): Link[] =>
        [...values].map((value, linked) => ({ type: 'cookie', value, generation: 0, linked, evidence }))
      const [x, y, z] = ['abc', 'def', 'ghi'].map((v) => root({ links: links(v) }))
      const both = joined(x as IdentityState, y as IdentityState)
      expect([both.shared, both.crowd, marks]).toEqual([false, [{ type: 'cookie', at: [10, 10, 10] }], 0])
      const three = joined(both, z as IdentityState)
      expect([three.shared, three.crowd, marks]).toEqual([true, [], 1])
    })
  },
)
