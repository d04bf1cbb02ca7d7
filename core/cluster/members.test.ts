import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { Heartbeat } from './heartbeat.js'
import { Members } from './members.js'

const HEARTBEAT_MS = 100
const EXPIRY_BEATS = 5

let members: Members
let numbers: Map<string, number>
beforeEach(() => {
  members = new Members({ heartbeatMs: HEARTBEAT_MS, steadyBeats: 3 })
  numbers = new Map()
})

function says(worker: string, over: Partial<Heartbeat> = {}, time = 0): boolean {
  const number = (numbers.get(worker) ?? 0) + 1
  numbers.set(worker, number)
  const base = { worker, host: worker, roles: ['engine'], startedAt: '', version: '1', leaving: false }
  const more = { owned: [], refused: [], returns: 0, expiryMs: EXPIRY_BEATS * HEARTBEAT_MS }
  return members.heard({ ...base, ...more, number, beat: number, ...over }, time)
}

function owns(partition: number, epoch: number) {
  return {
    ...{ partition, epoch, open: true, restoredPercent: 100, lag: 0 },
    ...{ definitions: 'v1', missing: 0, backfillFailed: '', checkpointAgeMs: 0 },
  }
}

/** Time goes by, and these go on. */
function pass(beats: number, ...alive: (readonly [string, Partial<Heartbeat>?])[]): void {
  for (let n = 0; n < beats; n++) {
    for (const [worker, over] of alive) says(worker, over)
    members.beat()
  }
}

const present = (): string[] => members.present.map(({ worker }) => worker)

describe('a worker', () => {
  test('that falls silent is there until its time is over, as counted here', () => {
    says('ann')
    says('bob')
    pass(EXPIRY_BEATS - 1, ['ann'])
    expect(present()).toEqual(['ann', 'bob'])
    pass(1, ['ann'])
    expect(present()).toEqual(['ann'])
    expect(says('bob')).toBe(true)
    expect(present()).toEqual(['ann', 'bob'])
  })

  test('is never dead to one whose own time stands still', () => {
    says('ann')
    says('bob')
    for (let n = 0; n < 100; n++) says('bob', {}, n * 10_000)
    expect(present()).toEqual(['ann', 'bob'])
  })

  test('that had been silent for long when this one came is dead at once', () => {
    says('ann', { owned: [owns(0, 1)] }, 1_000)
    says('bob', { owned: [owns(1, 1)] }, 9_700)
    says('me', {}, 10_000)
    members.caughtUp(10_000)
    expect(present()).toEqual(['bob', 'me'])
    pass(2, ['me'])
    expect(present()).toEqual(['me'])
  })

  test('that says that it ends is gone, whatever of it is read again', () => {
    says('ann')
    expect(members.left('ann')).toBe(true)
    expect(members.left('ann')).toBe(false)
    numbers.set('ann', 0)
    expect(says('ann')).toBe(false)
    expect(present()).toEqual([])
  })

  test('shares partitions when it has been there for a while, or owns some', () => {
    says('ann', { beat: 9 })
    says('bob', { beat: 2 })
    says('cleo', { beat: 1, owned: [owns(0, 4)] })
    says('dan', { beat: 9, roles: ['ingest'] })
    says('eve', { beat: 9, leaving: true })
    expect(members.engines).toEqual(['ann', 'cleo'])
    says('bob', { beat: 3 })
    expect(members.engines).toEqual(['ann', 'bob', 'cleo'])
  })

  test('shares them at once when there is nobody else', () => {
    says('bob', { beat: 1 })
    expect(members.engines).toEqual(['bob'])
  })

  test('waits twice as long for each one of its machine that has gone soon after it came', () => {
    says('ann', { beat: 100 })
    for (const flap of [1, 2, 3]) {
      says(`bob${flap}`, { host: 'bob', beat: 5 })
      members.left(`bob${flap}`)
    }
    says('bob4', { host: 'bob', beat: 3 * 8 - 1 })
    expect(members.engines).toEqual(['ann'])
    says('bob4', { host: 'bob', beat: 3 * 8 })
    expect(members.engines).toEqual(['ann', 'bob4'])
    const forgotten = LIMITS.memberForgottenMs / HEARTBEAT_MS
    pass(forgotten, ['ann', { beat: 100 }])
    says('bob5', { host: 'bob', beat: 6 })
    // The fourth is the one that went last.
    expect(members.engines).toEqual(['ann', 'bob5'])
  })

  test('changes who shares partitions as soon as it has been heard for long enough', () => {
    says('ann', { beat: 9 })
    says('bob', { beat: 1 })
    expect(says('bob', { beat: 2 })).toBe(false)
    expect(says('bob', { beat: 3 })).toBe(true)
    expect(says('bob', { beat: 4 })).toBe(false)
  })

  test('is expected to share them before it does, and no longer once it is silent', () => {
    says('ann', { beat: 9, owned: [owns(0, 4)] })
    says('bob', { beat: 1 })
    expect([members.engines, members.enginesSoon]).toEqual([['ann'], ['ann', 'bob']])
    pass(2, ['bob'])
    expect(members.enginesSoon).toEqual(['ann', 'bob'])
    pass(1, ['bob'])
    expect([members.engines, members.enginesSoon]).toEqual([['ann', 'bob'], ['bob']])
    says('ann', { beat: 10, owned: [owns(0, 4)] })
    expect(members.enginesSoon).toEqual(['ann', 'bob'])
    says('cleo', { beat: 9, leaving: true })
    expect(members.enginesSoon).toEqual(['ann', 'bob'])
  })

  test('that comes again and again is not expected for as long as it has to wait', () => {
    says('ann', { beat: 100 })
    says('bob1', { host: 'bob', beat: 5 })
    members.left('bob1')
    says('bob2', { host: 'bob', beat: 2 })
    expect(members.enginesSoon).toEqual(['ann'])
    says('bob2', { host: 'bob', beat: 3 })
    expect([members.engines, members.enginesSoon]).toEqual([['ann'], ['ann', 'bob2']])
  })

  test('of a machine where one has ended after long does not wait', () => {
    says('ann', { beat: 100 })
    says('bob1', { host: 'bob', beat: LIMITS.flapBeats })
    members.left('bob1')
    says('bob2', { host: 'bob', beat: 3 })
    expect(members.engines).toEqual(['ann', 'bob2'])
  })
})

test('of two that say they own a partition the one that claimed last does', () => {
  says('ann', { owned: [owns(0, 9), owns(1, 2)] })
  says('bob', { owned: [owns(0, 4), owns(1, 3)] })
  const owners = [...members.owners].map(([partition, { worker }]) => [partition, worker])
  expect(owners).toEqual([
    [0, 'ann'],
    [1, 'bob'],
  ])
})

test('as many workers as may be are remembered, and the longest gone is forgotten first', () => {
  for (let n = 0; n < LIMITS.membersMax + 10; n++) {
    says(`w${n}`)
    if (n < 20) members.left(`w${n}`)
  }
  expect(members.present).toHaveLength(LIMITS.membersMax - 10)
  expect(says('w3')).toBe(true)
})
