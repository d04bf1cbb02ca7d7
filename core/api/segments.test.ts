import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { SegmentMember } from '../partition/members-page.js'
import { type ApiSegments, listSegments, oneSegment, segmentMembers } from './segments.js'

const member = (place: number): SegmentMember => ({
  profile: `p${place}`,
  subject: { type: 'user_id', value: `u${place}` },
})

/** Members by partition and place, as owners hold them. */
function held(...partitions: number[][]): ApiSegments {
  return {
    all: () => [
      { name: 'vip', version: 'v2', entity: 'user' },
      { name: 'away', version: 'v1', entity: 'user' },
    ],
    partitions: partitions.length,
    counts: async (partition) => [{ segment: 'vip', members: partitions[partition]?.length ?? 0 }],
    members: async (partition, _, after, limit) => {
      const rest = (partitions[partition] ?? []).filter((place) => place > after)
      const page = rest.slice(0, limit)
      return { members: page.map(member), after: rest.length > limit ? page.at(-1) : undefined }
    },
  }
}

async function all(segments: ApiSegments, limit: number, onPage = (_: number) => {}): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < 100; pages++) {
    const page = await segmentMembers(segments, 'vip', { limit: String(limit), cursor })
    expect(page.members.length).toBeLessThanOrEqual(limit)
    found.push(...page.members.map(({ profile }) => profile))
    onPage(pages)
    if (page.next === null) return found
    cursor = page.next
  }
  throw new Error('the pages have no end')
}

describe('segments', () => {
  it('tell how many are in them over all partitions, in the order of their names', async () => {
    const { segments } = await listSegments(held([1, 2], [], [3]))
    expect(segments.map(({ name, members }) => [name, members])).toEqual([
      ['away', 0],
      ['vip', 3],
    ])
    expect(await oneSegment(held([1, 2], [3]), 'vip')).toEqual({
      ...{ name: 'vip', version: 'v2', entity: 'user' },
      members: 3,
    })
  })

  it('tell all their members, each once, whatever the size of a page', async () => {
    const segments = held([1, 2, 3, 4, 5], [], [6], [7, 8])
    const wanted = [1, 2, 3, 4, 5, 6, 7, 8].map((place) => `p${place}`)
    for (const limit of [1, 2, 3, 8, 1000]) expect(await all(segments, limit)).toEqual(wanted)
    expect(await all(held([], []), 2)).toEqual([])
  })

  it('tell few at a time, and where to go on, when owners look long for each of them', async () => {
    const places = Array.from({ length: 3 * LIMITS.membersLooksMax }, (_, place) => place + 1)
    const sparse: ApiSegments = {
      ...held(places),
      // A look goes over one place only, and every other one is no member.
      members: async (_, __, after) => ({
        members: after % 2 === 0 && after < places.length ? [member(after + 1)] : [],
        after: after < places.length ? after + 1 : undefined,
      }),
    }
    const page = await segmentMembers(sparse, 'vip', { limit: '1000' })
    expect(page.members).toHaveLength(LIMITS.membersLooksMax / 2)
    const found = await all(sparse, 1000)
    expect(found).toEqual(places.filter((place) => place % 2 === 1).map((place) => `p${place}`))
  })

  it('tell those who stay although others come and go between two pages', async () => {
    const first = [10, 20, 30, 40, 50]
    const found = await all(held(first), 2, (page) => {
      if (page === 0) first.splice(0, 1, 5, 25)
    })
    expect(found).toEqual(['p10', 'p20', 'p30', 'p40', 'p50'].toSpliced(2, 0, 'p25'))
  })

  it('are refused when nobody has defined them, or when limit or cursor is none', async () => {
    const segments = held([1], [2])
    await expect(segmentMembers(segments, 'vipp', {})).rejects.toThrow('did you mean "vip"')
    await expect(oneSegment(segments, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const limit of ['0', '-1', '1001', 'x', '1.5'])
      await expect(segmentMembers(segments, 'vip', { limit })).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      })
    for (const cursor of ['x', '2-0', '1', '0-', '0-zzzzzzzzzzz', '-1-0', ''])
      await expect(segmentMembers(segments, 'vip', { cursor })).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      })
  })
})
