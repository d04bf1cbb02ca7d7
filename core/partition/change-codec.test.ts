import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import {
  CHANGE_FORMAT,
  type ChangelogOwner,
  ChunkWriter,
  type Commit,
  decodeChange,
  encodeClaim,
  encodeCommit,
  encodeTorn,
} from './change-codec.js'
import { ChangelogState } from './changelog-state.js'
import { entryHash } from './entry-codec.js'

const owner: ChangelogOwner = { namespace: 'wm', partition: 3, partitions: 16 }
const name = { epoch: 7, checkpoint: 2 }
const commit: Commit = {
  offset: 41,
  now: 1_767_225_600_123,
  received: [1, 0, 2 ** 40],
  sent: [0, 5, 1],
  version: 'v1',
  rank: 'user user_id,user email',
  flushes: 9,
  members: [{ segment: 'vip', members: 3 }],
  backfill: {
    state: { version: 'v2', begun: 7, windows: ['k'], from: 5, cursor: 3, until: 9 },
    failed: { version: 'v2', offset: 17 },
    peers: [{ version: 'v2', stage: 2 }],
  },
  sweep: { from: 2 ** 52 + 1, last: 1_767_225_600_100, segments: ['vip'] },
  adoption: {
    turn: 3,
    round: { from: 2 ** 51 + 1, last: 1_767_225_600_120 },
    earlier: [{ turn: 2, version: 'v1', all: true, anew: ['k'] }],
    waiting: 'v3',
  },
  entries: 1_000,
  chunks: 4,
  stateHash: 2 ** 47 + 1,
  sweepFrom: 12,
  skips: [{ offset: 44, reason: 'it ended the process' }],
}
const entry = (value: string): Uint8Array =>
  waymark.Entry.encode({
    name: { type: 'user_id', value: value.slice(0, 9) },
    profile: { profileId: value },
  }).finish()

describe('a change', () => {
  it('is read as it was written', () => {
    expect(decodeChange(encodeClaim(owner, 7, 'worker-1'), owner)).toEqual({
      kind: 'claim',
      epoch: 7,
      checkpoint: 0,
      worker: 'worker-1',
    })
    expect(decodeChange(encodeCommit(owner, name, commit), owner)).toEqual({
      kind: 'commit',
      ...name,
      commit,
    })
    const entries = ['ann', 'bob'].map(entry)
    const [chunk = new Uint8Array()] = new ChunkWriter(3, name).pack(entries)
    const read = decodeChange(chunk, owner)
    expect(read).toMatchObject({ kind: 'chunk', ...name, index: 0, open: false })
    expect(read.kind === 'chunk' && read.entries.map((bytes) => Buffer.from(bytes))).toEqual(
      entries.map((bytes) => Buffer.from(bytes)),
    )
  })

  it('that tells of torn chunks is read as it was written', () => {
    const chunks = [5, 6, 2 ** 40]
    expect(decodeChange(encodeTorn(owner, 7, chunks), owner)).toEqual({
      ...{ kind: 'torn', epoch: 7, checkpoint: 0 },
      chunks,
    })
  })

  it('is refused when a single bit of what it says is another', () => {
    const [chunk = new Uint8Array()] = new ChunkWriter(3, name).pack([entry('ann')])
    for (const whole of [chunk, encodeCommit(owner, name, commit), encodeClaim(owner, 7, 'worker-1')]) {
      for (let bit = 0; bit < whole.length * 8; bit++) {
        const bytes = Uint8Array.from(whole)
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
        let read: unknown
        try {
          read = decodeChange(bytes, owner)
        } catch {
          continue
        }
        expect(read, `bit ${bit}`).toEqual(decodeChange(whole, owner))
      }
    }
  })

  it('is refused when it is cut short', () => {
    const whole = encodeCommit(owner, name, commit)
    for (let length = 0; length < whole.length; length++)
      expect(() => decodeChange(whole.subarray(0, length), owner)).toThrowError()
  })

  it.each<[string, Partial<ChangelogOwner>, RegExp]>([
    ['partition', { partition: 4 }, /of partition 3; this is the changelog of 4/],
    ['namespace', { namespace: 'shop' }, /of namespace wm; this is the changelog of one of shop/],
    ['number of partitions', { partitions: 8 }, /of one of 16 partitions; there are 8/],
  ])('of another %s is refused', (_, other, reason) => {
    expect(() => decodeChange(encodeCommit(owner, name, commit), { ...owner, ...other })).toThrowError(reason)
  })

  it('of another format is refused', () => {
    const change = waymark.Change.decode(encodeCommit(owner, name, commit))
    const other = waymark.Change.encode({ ...change, format: CHANGE_FORMAT + 1 }).finish()
    expect(() => decodeChange(other, owner)).toThrowError('format 3; this version reads 2')
  })
})

describe('chunks', () => {
  it('are each within a message, whatever the size of the entries, and give the entries back', () => {
    const large = LIMITS.messageBytesMax * 2.5
    for (const sizes of [
      [10, 20],
      [400_000, 400_000, 400_000],
      [10, large, 10],
      [large, large],
      [921_550, 921_470],
    ]) {
      const entries = sizes.map((size, i) => entry(`name ${i}  ${'x'.repeat(size)}`))
      const log = new ChangelogState({ ...owner, partition: 3 })
      const changes = [encodeClaim(owner, 1, 'w')]
      changes.push(...new ChunkWriter(3, { epoch: 1, checkpoint: 1 }).pack(entries))
      for (const bytes of changes) expect(bytes.length).toBeLessThanOrEqual(LIMITS.messageBytesMax)
      const stateHash = entries.reduce((sum, bytes) => (sum + entryHash(bytes)) % 2 ** 48, 0)
      const last = { ...commit, entries: entries.length, chunks: changes.length - 1, stateHash, sweepFrom: 1 }
      changes.push(encodeCommit(owner, { epoch: 1, checkpoint: 1 }, last))
      for (const [i, bytes] of changes.entries()) log.add(i + 1, bytes)
      expect(log.flaws).toEqual([])
      expect([...log.takeEntries()].map((bytes) => bytes.length)).toEqual(
        entries.map((bytes) => bytes.length),
      )
    }
  })
})
