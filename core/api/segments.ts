import { didYouMean } from '../base/did-you-mean.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Segment } from '../definitions/segment.js'
import type { SegmentMembers } from '../partition/member-counts.js'
import type { MembersPage, SegmentMember } from '../partition/members-page.js'

/** The segments as the admin API sees them. */
export interface ApiSegments {
  /** Those in force. */
  all(): readonly Pick<Segment, 'name' | 'version' | 'entity'>[]
  /** P. */
  readonly partitions: number
  /** How many are in each, in one partition. */
  counts(partition: number): Promise<readonly SegmentMembers[]>
  /** The next members of a segment in one partition, behind a place. */
  members(partition: number, segment: string, after: number, limit: number): Promise<MembersPage>
}

interface SegmentView {
  readonly name: string
  readonly version: string
  readonly entity: string
  readonly members: number
}

const PAGE = 100

/** All segments, and how many profiles are in each: owners keep count, nobody looks through profiles. */
export async function listSegments(segments: ApiSegments): Promise<{ segments: SegmentView[] }> {
  const numbers = Array.from({ length: segments.partitions }, (_, partition) => partition)
  const sums = new Map<string, number>()
  for (const counts of await Promise.all(numbers.map((partition) => segments.counts(partition))))
    for (const { segment, members } of counts) sums.set(segment, (sums.get(segment) ?? 0) + members)
  const view = ({ name, version, entity }: Omit<SegmentView, 'members'>): SegmentView => ({
    name,
    version,
    entity,
    members: sums.get(name) ?? 0,
  })
  return {
    segments: segments
      .all()
      .map(view)
      .sort((x, y) => (x.name < y.name ? -1 : 1)),
  }
}

/** @throws WaymarkError NOT_FOUND, BROKER_UNREACHABLE */
export async function oneSegment(segments: ApiSegments, name: string): Promise<SegmentView> {
  check(segments, name)
  const all = (await listSegments(segments)).segments
  return all.find((one) => one.name === name) as SegmentView
}

interface Page {
  readonly members: SegmentMember[]
  /** For the next page; null: this is the last. */
  readonly next: string | null
}

/**
 * A page of the members of a segment, partition by partition, in an order in which nobody moves: whoever
 * stays in the segment from the first page to the last is met once, if no merge takes it elsewhere. A page
 * may hold fewer than it could, or none, when members are few: only `next` tells whether there are more.
 * @throws WaymarkError NOT_FOUND, REQUEST_INVALID for a limit or a cursor that is none, BROKER_UNREACHABLE
 */
export async function segmentMembers(
  segments: ApiSegments,
  name: string,
  query: { readonly limit?: unknown; readonly cursor?: unknown },
): Promise<Page> {
  check(segments, name)
  const limit = readLimit(query.limit)
  const members: SegmentMember[] = []
  let { partition, after } = readCursor(query.cursor, segments.partitions)
  for (let looks = 0; looks < LIMITS.membersLooksMax; looks++) {
    if (partition >= segments.partitions || members.length >= limit) break
    const page = await segments.members(partition, name, after, limit - members.length)
    members.push(...page.members)
    after = page.after ?? 0
    if (page.after === undefined) partition++
  }
  return { members, next: partition < segments.partitions ? `${partition}-${after.toString(36)}` : null }
}

function check(segments: ApiSegments, name: string): void {
  const names = segments.all().map((one) => one.name)
  if (names.includes(name)) return
  const what = `no segment is named "${name}"${didYouMean(name, names)}`
  throw new WaymarkError('NOT_FOUND', what, 'look at /api/segments')
}

function readLimit(limit: unknown): number {
  const number = limit === undefined ? PAGE : Number(limit)
  if (Number.isInteger(number) && number > 0 && number <= LIMITS.membersPageMax) return number
  const todo = `write 1 to ${LIMITS.membersPageMax}`
  throw new WaymarkError('REQUEST_INVALID', `the limit "${String(limit)}" is no such number`, todo)
}

function readCursor(cursor: unknown, partitions: number): { partition: number; after: number } {
  if (cursor === undefined) return { partition: 0, after: 0 }
  const [, partition = '', place = ''] = /^(\d{1,5})-([0-9a-z]{1,11})$/.exec(String(cursor)) ?? []
  const after = Number.parseInt(place, 36)
  if (partition !== '' && Number(partition) < partitions && Number.isSafeInteger(after))
    return { partition: Number(partition), after }
  throw new WaymarkError('REQUEST_INVALID', 'this is no cursor', 'take it from `next` of the page before')
}
