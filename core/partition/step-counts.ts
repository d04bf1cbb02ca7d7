import type { StepCounts } from './output.js'
import type { Losses } from './profile-merge.js'

export function noCounts(): StepCounts {
  return {
    events: 0,
    duplicates: 0,
    facts: 0,
    deliveries: 0,
    timers: 0,
    parked: 0,
    parkedPastLimit: 0,
    erasedEvents: 0,
    bounced: 0,
    shared: 0,
    lostRefusals: 0,
    lostProperties: 0,
    lostEntries: 0,
    lostWindows: 0,
    lostInstances: 0,
    lostHistory: 0,
    lostIds: 0,
    links: 0,
    linkDuplicates: 0,
    linkGaps: 0,
    lateEvents: 0,
  }
}

/** Counts of two steps as those of one. */
export function sumCounts(x: StepCounts, y: StepCounts): StepCounts {
  const sum = noCounts()
  for (const name of Object.keys(sum) as (keyof StepCounts)[]) sum[name] = x[name] + y[name]
  return sum
}

/** Counts what a merge lost among those of its step. */
export function addLosses(counts: StepCounts, losses: Losses): void {
  for (const name of Object.keys(losses) as (keyof Losses)[]) counts[name] += losses[name]
}
