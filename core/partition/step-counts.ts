import type { StepCounts } from './output.js'

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
    links: 0,
    linkDuplicates: 0,
    linkGaps: 0,
    lateEvents: 0,
    windowEntriesLost: 0,
  }
}

/** Counts of two steps as those of one. */
export function sumCounts(x: StepCounts, y: StepCounts): StepCounts {
  const sum = noCounts()
  for (const name of Object.keys(sum) as (keyof StepCounts)[]) sum[name] = x[name] + y[name]
  return sum
}
