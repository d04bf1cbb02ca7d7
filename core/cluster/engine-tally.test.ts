import { describe, expect, it } from 'vitest'
import type { Meter } from '../metrics/table.js'
import type { StepCounts } from '../partition/output.js'
import { noCounts } from '../partition/step-counts.js'
import { EngineTally } from './engine-tally.js'

/** What is counted when `name` alone is 7: metric, value. */
function counted(name: keyof StepCounts): string[] {
  const rows: string[] = []
  const count: Meter['count'] = (metric, labels, by = 1) => {
    rows.push(`${[metric, ...Object.values(labels)].join(' ')} ${by}`)
  }
  const tally = new EngineTally({ count, observe: () => {}, onScrape: () => {} })
  tally.stepped('3', { ...noCounts(), [name]: 7 })
  return rows
}

describe('what a lane counts', () => {
  it('reaches the metrics, each under its own name', () => {
    const metrics = Object.keys(noCounts()).map((name) => [name, counted(name as keyof StepCounts)])
    expect(Object.fromEntries(metrics)).toEqual({
      events: ['events_processed_total 3 7'],
      duplicates: ['events_duplicate_total 3 7'],
      // Facts and deliveries count when the broker has them.
      facts: [],
      deliveries: [],
      timers: ['timers_fired_total 7'],
      parked: ['events_parked_total parked 7'],
      parkedPastLimit: ['events_parked_total past_limit 7'],
      erasedEvents: ['events_erased_total 7'],
      bounced: ['events_bounced_total 7'],
      shared: ['profiles_shared_total 7'],
      lostRefusals: ['state_dropped_total refusal 7'],
      lostProperties: ['state_dropped_total property 7'],
      lostEntries: ['state_dropped_total window_entry 7'],
      lostWindows: ['state_dropped_total window 7'],
      lostInstances: ['state_dropped_total instance 7'],
      lostHistory: ['state_dropped_total journey_history 7'],
      lostIds: ['state_dropped_total event_id 7'],
      links: ['links_total applied 7'],
      linkDuplicates: ['links_total duplicate 7'],
      linkGaps: ['links_total gap 7'],
      lateEvents: ['events_late_total 7'],
    })
  })
})

it('tells which definitions have conditions without a value', () => {
  const rows: unknown[] = []
  const tally = new EngineTally({
    count: (...counted) => rows.push(counted),
    observe: () => {},
    onScrape: () => {},
  })
  tally.failed({ 'segment big-spender': 3 })
  expect(rows).toEqual([['condition_failures_total', { definition: 'segment big-spender' }, 3]])
})
