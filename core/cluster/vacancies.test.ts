import { expect, test } from 'vitest'
import { Vacancies } from './vacancies.js'

const owns = (worker: string, ...entries: (readonly [partition: number, epoch: number])[]) => ({
  worker,
  owned: entries.map(([partition, epoch]) => ({
    ...{ partition, epoch, open: true, restoredPercent: 100, lag: 0 },
    ...{ definitions: 'v1', missing: 0, backfillFailed: '', checkpointAgeMs: null },
  })),
})

test('a partition that nobody was heard to own has been empty since an unknown time', () => {
  expect(new Vacancies().since(0)).toBeUndefined()
})

test('the owner that falls silent had it until its last heartbeat', () => {
  const vacancies = new Vacancies()
  vacancies.heard(owns('a', [0, 1], [1, 1]), 1_000)
  vacancies.heard(owns('a', [0, 1], [1, 1]), 2_000)
  expect(vacancies.since(0)).toBe(2_000)
})

test('the owner that hands it over had it until it said so, whatever it says later', () => {
  const vacancies = new Vacancies()
  vacancies.heard(owns('a', [0, 1], [1, 1]), 1_000)
  vacancies.heard(owns('a', [1, 1]), 1_400)
  vacancies.heard(owns('a', [1, 1]), 2_000)
  expect([0, 1].map((partition) => vacancies.since(partition))).toEqual([1_400, 2_000])
})

test('who claims it, or has lost it and does not know, does not have it', () => {
  const vacancies = new Vacancies()
  vacancies.heard(owns('b', [0, 7]), 1_000)
  vacancies.heard(owns('a', [0, 1]), 2_000)
  vacancies.heard(owns('c', [0, 0]), 3_000)
  expect(vacancies.since(0)).toBe(1_000)
})
