import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { createPrometheus } from './prometheus.js'

const plain = { processMetrics: false }

describe('prometheus', () => {
  it('shows every metric of the table under the same name for ever', async () => {
    const text = await createPrometheus(plain).render()
    const names = text.split('\n').flatMap((line) => /^# TYPE (\S+ \S+)$/.exec(line)?.[1] ?? [])
    expect(names).toEqual([
      'waymark_events_ingested_total counter',
      'waymark_events_rejected_total counter',
      'waymark_events_processed_total counter',
      'waymark_events_duplicate_total counter',
      'waymark_events_parked_total counter',
      'waymark_events_erased_total counter',
      'waymark_events_bounced_total counter',
      'waymark_events_late_total counter',
      'waymark_condition_failures_total counter',
      'waymark_profiles_shared_total counter',
      'waymark_state_dropped_total counter',
      'waymark_segment_flips_total counter',
      'waymark_facts_total counter',
      'waymark_deliveries_total counter',
      'waymark_dead_letters_total counter',
      'waymark_timers_fired_total counter',
      'waymark_links_total counter',
      'waymark_checkpoint_bytes_total counter',
      'waymark_changelog_flaws_total counter',
      'waymark_log_records_missing_total counter',
      'waymark_lane_replacements_total counter',
      'waymark_ingest_ack_seconds histogram',
      'waymark_event_to_fact_seconds histogram',
      'waymark_event_to_delivery_seconds histogram',
      'waymark_delivery_send_seconds histogram',
      'waymark_checkpoint_seconds histogram',
      'waymark_partition_unowned_seconds histogram',
      'waymark_restore_seconds histogram',
      'waymark_partition_lag gauge',
      'waymark_partition_owned gauge',
      'waymark_profiles gauge',
      'waymark_lane_utilization gauge',
      'waymark_segment_members gauge',
      'waymark_timers gauge',
    ])
  })

  it('adds up counts by their labels, however often it is scraped', async () => {
    const meter = createPrometheus(plain)
    meter.count('events_rejected_total', { source: 'web', reason: 'no-id' })
    meter.count('events_rejected_total', { reason: 'no-id', source: 'web' }, 4)
    meter.count('events_rejected_total', { source: 'app', reason: 'no-id' })
    await meter.render()
    const text = await meter.render()
    expect(text).toContain('waymark_events_rejected_total{source="web",reason="no-id"} 5')
    expect(text).toContain('waymark_events_rejected_total{source="app",reason="no-id"} 1')
  })

  it('asks for gauges at each scrape and forgets what is no longer said', async () => {
    const meter = createPrometheus(plain)
    let partition = 0
    meter.onScrape(async (set) => set('partition_lag', { partition: String(partition++) }, 7))
    expect(await meter.render()).toContain('waymark_partition_lag{partition="0"} 7')
    const second = await meter.render()
    expect(second).toContain('waymark_partition_lag{partition="1"} 7')
    expect(second).not.toContain('partition="0"')
  })

  it('still renders when one gauge cannot be had', async () => {
    const errors: unknown[] = []
    const meter = createPrometheus({ ...plain, onError: (error) => errors.push(error) })
    meter.onScrape(() => Promise.reject(new Error('lane gone')))
    meter.onScrape((set) => set('partition_owned', { partition: '3' }, 1))
    expect(await meter.render()).toContain('waymark_partition_owned{partition="3"} 1')
    expect(errors).toHaveLength(1)
  })

  it('observes into buckets', async () => {
    const meter = createPrometheus(plain)
    meter.observe('ingest_ack_seconds', {}, 0.003)
    meter.observe('delivery_send_seconds', { channel: 'console' }, -1)
    const text = await meter.render()
    expect(text).toContain('waymark_ingest_ack_seconds_bucket{le="0.005"} 1')
    expect(text).toContain('waymark_ingest_ack_seconds_bucket{le="0.002"} 0')
    expect(text).toContain('waymark_delivery_send_seconds_bucket{le="0.005",channel="console"} 1')
  })

  it('does not grow without end when a label does', async () => {
    const meter = createPrometheus(plain)
    for (let i = 0; i < LIMITS.metricChildrenMax + 10; i++) meter.count('facts_total', { kind: `k${i}` })
    const text = await meter.render()
    expect(text).toContain('waymark_facts_total{kind="other"} 10')
  })
})
