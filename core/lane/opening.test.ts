import { expect, test } from 'vitest'
import { type Commit, encodeClaim, encodeCommit } from '../partition/change-codec.js'
import { Partition } from '../partition/partition.js'
import { Changelog } from '../partition/test-changelog.js'
import { definitions, nodesOf, random, records } from '../partition/test-network.js'
import { LaneBoard } from './board.js'
import { Opening } from './opening.js'
import type { Opened, StepOutcome, Unfinished } from './protocol.js'
import { Lane, runIn } from './worker.js'

const SLICE_BYTES = 500
const START = Date.parse('2026-01-01T00:00:00Z')

/** A lane with two partitions, the first of which is to be opened from its changelog. */
function setting(hand: ReadonlySet<string> = new Set([definitions.version])) {
  const changelog = new Changelog(0, 2)
  const lived = new Partition(0, 2, definitions)
  const logs = [1, 2, 3, 4, 5].flatMap((seed) => records(seed, random(seed), 1))
  for (const [i, { bytes }] of logs.entries()) lived.step({ offset: i + 1, time: START + i * 1_000, bytes })
  changelog.write(lived, changelog.cut(lived))
  let made: Partition | undefined
  const lane = new Lane(
    {
      ...{ lane: 0, namespace: 'test', partitions: 2, timeScale: 1, first: '', spill: undefined },
      definitions: { versions: [], current: '' },
      board: new LaneBoard().buffer,
    },
    {
      load: () => [],
      has: (version) => hand.has(version),
      make: (number) => {
        const partition = new Partition(number, 2, definitions)
        if (number === 0) made = partition
        return partition
      },
      failures: () => ({}),
    },
  )
  const open = (partition: number) => runIn(lane, { kind: 'open', partition, bytesMax: SLICE_BYTES })
  const read = () =>
    runIn(lane, { kind: 'restore', partition: 0, changes: changelog.messages.map((one) => ({ ...one })) })
  const totals = () => (runIn(lane, { kind: 'totals' }) as { partitions: object[] }).partitions.length
  return { lane, lived, open, read, totals, nodes: () => nodesOf(made as Partition) }
}

test('a partition comes back slice by slice, and another one of its lane steps in between', () => {
  const { lane, lived, open, read, nodes } = setting()
  open(1)
  read()
  const bytes = records(8, random(8), 1)[0]?.bytes as Uint8Array
  let slices = 0
  let restored = 0
  for (let opened = open(0); 'share' in (opened as object); opened = open(0)) {
    const { share } = opened as Unfinished
    expect(share).toBeGreaterThan(restored)
    expect(share).toBeLessThanOrEqual(1)
    restored = share
    const record = { partition: 1, offset: ++slices, time: START, bytes }
    const { steps } = runIn(lane, { kind: 'step', records: [record] }) as { steps: StepOutcome[] }
    expect(steps).toMatchObject([{ partition: 1, offset: slices, thrown: undefined }])
  }
  expect(slices).toBeGreaterThan(5)
  expect(nodes()).toEqual(nodesOf(lived))
})

test('one that is let go between two slices leaves nothing behind, and may be opened anew', () => {
  const { lane, lived, open, read, totals, nodes } = setting()
  read()
  expect(open(0)).toHaveProperty('share')
  runIn(lane, { kind: 'close', partition: 0 })
  expect(totals()).toBe(0)
  read()
  let opened = open(0)
  while ('share' in opened) opened = open(0)
  expect((opened as Opened).offset).toBe(lived.offset)
  expect(totals()).toBe(1)
  expect(nodes()).toEqual(nodesOf(lived))
})

test('one whose state goes by versions that are not at hand asks for them, and once', () => {
  const { lived, open, read } = setting(new Set())
  read()
  expect(open(0)).toEqual({ wanted: [definitions.version] })
  let opened = open(0)
  while ('share' in opened) opened = open(0)
  expect((opened as Opened).offset).toBe(lived.offset)
})

test('also by one that waits, and by those before', () => {
  const commit = committed({
    turn: 3,
    round: { from: 1, last: 2 },
    earlier: [{ turn: 2, version: 'v1', all: false, anew: [] }],
    waiting: 'v3',
  })
  const opening = new Opening(OWNER)
  opening.add([
    { sequence: 1, bytes: encodeClaim(OWNER, 1, 'w') },
    { sequence: 2, bytes: commit },
  ])
  expect(opening.versions).toEqual(['v2', 'v1', 'v3'])
  expect(opening.wanted((version) => version === 'v1')).toEqual(['v2', 'v3'])
  expect(opening.wanted(() => false)).toEqual([])
})

const OWNER = { namespace: 'test', partition: 0, partitions: 1 }

/** Of an empty state in version v2. */
function committed(adoption: Commit['adoption']): Uint8Array {
  return encodeCommit(
    OWNER,
    { epoch: 1, checkpoint: 1 },
    {
      ...{
        offset: 5,
        now: 0,
        received: [],
        sent: [],
        version: 'v2',
        rank: '',
        flushes: 0,
        entries: 0,
        chunks: 0,
      },
      ...{
        members: [],
        backfill: { state: undefined, failed: undefined, peers: [] },
        sweep: undefined,
        adoption,
      },
      ...{ stateHash: 0, sweepFrom: 1, skips: [] },
    },
  )
}
