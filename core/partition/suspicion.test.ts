import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeEvents } from '../event/batch.js'
import {
  type ChangelogOwner,
  type Commit,
  decodeChange,
  encodeClaim,
  encodeCommit,
  encodeSkip,
  encodeTrial,
} from './change-codec.js'
import { ChangelogState } from './changelog-state.js'
import { Partition } from './partition.js'
import { skippedRecord } from './skipped-record.js'
import { isGuilty, type Suspect, suspectOf, trialEnd, withoutApplied } from './suspicion.js'

const owner: ChangelogOwner = { namespace: 'wm', partition: 3, partitions: 16 }
const commit = (offset: number, skips: Commit['skips'] = []): Commit => ({
  ...{ offset, now: 0, received: [], sent: [], version: 'v', rank: '', flushes: 0, entries: 0, chunks: 0 },
  members: [],
  backfill: { state: undefined, failed: undefined, peers: [] },
  sweep: undefined,
  adoption: { turn: 0, round: undefined, earlier: [], waiting: '' },
  ...{ stateHash: 0, sweepFrom: 1, skips },
})

/** What a changelog with these messages tells. */
function told(...messages: Uint8Array[]): ChangelogState {
  const state = new ChangelogState(owner)
  for (const [i, bytes] of messages.entries()) state.add(i + 1, bytes)
  return state
}
const claim = (epoch: number): Uint8Array => encodeClaim(owner, epoch, 'w')
const trial = (from: number, to: number, attempt = 1, program = 'v1'): Uint8Array =>
  encodeTrial(owner, 1, { from, to, attempt, program })
/** Whom a version of Waymark suspects that finds these messages. */
const suspected = (program: string, ...messages: Uint8Array[]): Suspect | undefined => {
  const { trial: last, tries } = told(...messages).suspicion
  return last && suspectOf(last, tries, program)
}
const skip = (offset: number): Uint8Array => encodeSkip(owner, 1, { offset, reason: `r${offset}` })
const commits = (offset: number, skips: Commit['skips'] = []): Uint8Array =>
  encodeCommit(owner, { epoch: 1, checkpoint: 1 }, commit(offset, skips))

describe('what a changelog tells about records that do harm', () => {
  it('is read as it was written, and no bit of it may be another', () => {
    for (const bytes of [trial(5, 9, 2), skip(7)]) {
      expect(decodeChange(bytes, owner)).toMatchObject({ epoch: 1 })
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const altered = Uint8Array.from(bytes)
        altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const read = (() => {
          try {
            return decodeChange(altered, owner)
          } catch {
            return undefined
          }
        })()
        if (read !== undefined) expect(read).toEqual(decodeChange(bytes, owner))
      }
    }
  })

  it('is the last trial, until a commit, a later trial or the end of care passes it', () => {
    expect(told(claim(1), trial(5, 9)).suspicion.trial).toEqual({ from: 5, to: 9, attempt: 1, program: 'v1' })
    expect(told(claim(1), trial(5, 9), commits(8)).suspicion.trial).toBeDefined()
    expect(told(claim(1), trial(5, 9), commits(9)).suspicion.trial).toBeUndefined()
    expect(told(claim(1), trial(5, 9), trial(10, 12)).suspicion.trial).toMatchObject({ from: 10 })
    expect(told(claim(1), trial(5, 9), trial(0, 0, 0)).suspicion.trial).toBeUndefined()
  })

  it('keeps what is still suspected when a part of it has gone well', () => {
    const state = told(claim(1), trial(5, 9), trial(8, 9, 0))
    expect(state.flaws).toEqual([])
    expect(state.suspicion.trial).toEqual({ from: 8, to: 9, attempt: 0, program: 'v1' })
    expect(suspected('v1', claim(1), trial(8, 8, 0))).toEqual({ from: 8, to: 8, deaths: 0 })
  })

  it('counts the deaths of this version of Waymark: another one may be able to apply the record', () => {
    const messages = [claim(1), trial(8, 8, 5)]
    expect(suspected('v1', ...messages)).toEqual({ from: 8, to: 8, deaths: 5 })
    expect(suspected('v2', ...messages)).toEqual({ from: 8, to: 8, deaths: 0 })
  })

  it('ends also when versions of Waymark take turns dying of one record', () => {
    const messages = [claim(1)]
    let deaths = 0
    for (; deaths < 100; deaths++) {
      const program = deaths % 2 === 0 ? 'v1' : 'v2'
      const suspect = suspected(program, ...messages)
      if (suspect !== undefined && isGuilty(suspect, false)) break
      // What stands before it is applied anew each time.
      messages.push(trial(5, 7, 1, program), trial(8, 8, 0, program))
      messages.push(trial(8, 8, (suspect?.deaths ?? 0) + 1, program))
    }
    expect(deaths).toBe(2 * LIMITS.unseenAttemptsMax)
  })

  it('forgets how often a record was tried when it has gone well', () => {
    for (const good of [trial(9, 9, 0), trial(0, 0, 0), trial(9, 12), commits(8)])
      expect(suspected('v1', claim(1), trial(8, 8, 4), good, trial(8, 8, 1))?.deaths).toBe(1)
    expect(suspected('v1', claim(1), trial(8, 8, 4), trial(3, 6), trial(8, 8, 0))?.deaths).toBe(4)
  })

  it('is how many owners have got nowhere', () => {
    expect(told(claim(1)).suspicion.claims).toBe(1)
    expect(told(claim(1), commits(5), claim(3), claim(4)).suspicion.claims).toBe(2)
  })

  it('is every record that is skipped, also when the checkpoints that tell of it are damaged', () => {
    const state = told(claim(1), skip(7), Uint8Array.of(1, 2), commits(9, [{ offset: 4, reason: 'r4' }]))
    expect(state.commit).toBeUndefined()
    expect(state.suspicion.skips).toEqual([
      { offset: 4, reason: 'r4' },
      { offset: 7, reason: 'r7' },
    ])
  })
})

describe('a search by halves', () => {
  it('ends at the one record that does harm, in few deaths, and never at another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(), fc.nat(50), fc.boolean(), (...given) => {
        const [count, place, before, seen] = given
        const from = before + 1
        const harmful = from + (place % count)
        let suspect: Suspect | undefined = { from, to: from + count - 1, deaths: 0 }
        let applied = 0
        let deaths = 0
        for (let turns = 0; suspect !== undefined && !isGuilty(suspect, seen); turns++) {
          expect(turns).toBeLessThan(100)
          const end = trialEnd(suspect, applied)
          const tried = {
            from: applied + 1,
            to: end,
            attempt: suspect.from === suspect.to ? suspect.deaths + 1 : 1,
            program: 'v1',
          }
          if (harmful > applied && harmful <= end) {
            deaths++
            suspect = suspectOf(tried, new Map([['v1', tried.attempt]]), 'v1')
            // The state is that of a checkpoint again.
            applied = Math.min(applied, before)
          } else {
            applied = end
            suspect = withoutApplied(suspect, applied)
          }
        }
        expect(suspect).toMatchObject({ from: harmful, to: harmful })
        const alone = seen ? LIMITS.recordAttemptsMax : LIMITS.unseenAttemptsMax
        expect(deaths).toBeLessThanOrEqual(Math.ceil(Math.log2(count)) + alone)
      }),
    )
  })

  it('takes more than coincidence where nobody saw what the record did', () => {
    const tried = (attempt: number) =>
      suspectOf({ from: 7, to: 7, attempt, program: 'v1' }, new Map([['v1', attempt]]), 'v1')
    expect(isGuilty(tried(LIMITS.recordAttemptsMax), true)).toBe(true)
    expect(isGuilty(tried(LIMITS.unseenAttemptsMax - 1), false)).toBe(false)
    expect(isGuilty(tried(LIMITS.unseenAttemptsMax), false)).toBe(true)
  })

  it('finds nobody when none does harm', () => {
    let suspect: Suspect | undefined = { from: 1, to: 1_000, deaths: 0 }
    for (let applied = 0; suspect !== undefined; ) {
      applied = trialEnd(suspect, applied)
      suspect = withoutApplied(suspect, applied)
    }
    expect(suspect).toBeUndefined()
  })
})

describe('a record that is skipped', () => {
  const definitions = compileDefinitions([])
  const reason = { offset: 1, reason: 'it ended the process 3 times' }

  it('has no effect but a dead letter with its bytes and the reason; not even time passes', () => {
    const partition = new Partition(0, 4, definitions)
    const identifiers = [{ type: 'user_id', value: 'ann' }]
    const time = Date.UTC(2026, 0, 1)
    const bytes = encodeEvents([
      {
        kind: 'track',
        name: 'Seen',
        messageId: 'm',
        time,
        received: time,
        source: 's',
        identifiers,
        properties: {},
      },
    ])
    const { record, letter } = skippedRecord(0, { offset: 1, time, bytes }, reason)
    expect(partition.step(record).outputs).toEqual([])
    expect(letter).toEqual({ to: 'dead-letter', id: '0-1-0', what: 'poison', reason: reason.reason, bytes })
    expect(partition).toMatchObject({ offset: 1, now: 0, totals: { profiles: 0, identifiers: 0, timers: 0 } })
  })

  it('that is a link counts as received: those behind it are accepted', () => {
    const partition = new Partition(0, 4, definitions)
    const link = (n: number) =>
      waymark.Record.encode({ link: { from: 2, n, messages: [{ forward: { hops: 1 } }] } }).finish()
    const { record } = skippedRecord(0, { offset: 1, time: 5, bytes: link(1) }, reason)
    expect(partition.step(record).outputs).toEqual([])
    expect(partition.step({ offset: 2, time: 6, bytes: link(2) }).counts).toMatchObject({
      links: 1,
      linkGaps: 0,
    })
  })

  it('may be bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (rest, isLink) => {
        const bytes = isLink ? Uint8Array.of(18, ...rest) : rest
        const partition = new Partition(0, 4, definitions)
        const { record } = skippedRecord(0, { offset: 1, time: 5, bytes }, reason)
        partition.step(record)
        expect(partition.offset).toBe(1)
      }),
    )
  })
})
