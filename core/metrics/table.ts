/**
 * All metrics (DESIGN 12), without the prefix `waymark_`: one table, rendered into the documentation.
 * Labels are bounded: names of sources, channels, kinds, reasons and numbers of partitions, never what a
 * customer sent.
 */
export const COUNTERS = {
  events_ingested_total: { labels: ['source'], help: 'Events stored in the partition logs' },
  events_rejected_total: { labels: ['source', 'reason'], help: 'Events refused by ingest' },
  events_processed_total: { labels: ['partition'], help: 'Events applied to a profile' },
  events_duplicate_total: { labels: ['partition'], help: 'Events dropped because their id was seen before' },
  events_parked_total: {
    labels: ['outcome'],
    help: 'Events that had to wait for the answers to claims: parked; past_limit: went on without them',
  },
  events_erased_total: { labels: [], help: 'Events from before an erasure, dropped' },
  events_bounced_total: { labels: [], help: 'Events whose way led to an erased profile: they began anew' },
  events_late_total: { labels: [], help: 'Events beyond the lateness of a segment, kept out of its windows' },
  condition_failures_total: {
    labels: ['definition'],
    help: 'Expressions that had no value, which counts as false: a property was missing or of another type',
  },
  profiles_shared_total: { labels: [], help: 'Profiles marked as shared by many: they link no more' },
  state_dropped_total: {
    labels: ['what'],
    help: 'Parts of profiles dropped at a limit: what they were',
  },
  segment_flips_total: {
    labels: ['segment', 'flip'],
    help: 'Profiles that entered or left a segment, as facts say it; beyond a limit of segments as _other',
  },
  facts_total: { labels: ['kind'], help: 'Facts stated' },
  deliveries_total: { labels: ['channel', 'outcome'], help: 'Deliveries by what became of them' },
  dead_letters_total: { labels: ['what'], help: 'Messages put into the dead-letter stream' },
  timers_fired_total: { labels: [], help: 'Timers that fired' },
  links_total: { labels: ['outcome'], help: 'Messages from other partitions: applied, duplicate, gap' },
  checkpoint_bytes_total: { labels: [], help: 'Bytes appended to the state changelogs' },
  changelog_flaws_total: { labels: [], help: 'Messages of state changelogs that were refused' },
  log_records_missing_total: {
    labels: ['partition'],
    help: 'Records of partition logs that were deleted before they were applied: what they said is lost',
  },
  lane_replacements_total: { labels: [], help: 'Engine threads that died, hung or were condemned' },
} as const

export const HISTOGRAMS = {
  ingest_ack_seconds: { labels: [], help: 'From a request in hand to the broker having its events' },
  event_to_fact_seconds: { labels: [], help: 'From a record stored to its facts stored' },
  event_to_delivery_seconds: { labels: [], help: 'From the deciding instant to the delivery stored' },
  delivery_send_seconds: { labels: ['channel'], help: 'One call of a channel' },
  checkpoint_seconds: { labels: [], help: 'From the cut of a checkpoint to its commit stored' },
  partition_unowned_seconds: {
    labels: [],
    help: 'From the last heartbeat of a former owner that had a partition, or its release, to the next claim',
  },
  restore_seconds: { labels: [], help: 'From the claim of a partition to its state restored' },
} as const

export const GAUGES = {
  partition_lag: { labels: ['partition'], help: 'Records stored but not applied' },
  partition_owned: { labels: ['partition'], help: '1 when this worker owns the partition' },
  profiles: { labels: ['partition', 'tier'], help: 'Profiles held' },
  lane_utilization: { labels: ['lane'], help: 'Share of the time in which a lane is at work' },
  segment_members: { labels: ['segment'], help: 'Profiles in a segment, of the partitions owned' },
  timers: { labels: ['partition'], help: 'Timers pending' },
} as const

export type CounterName = keyof typeof COUNTERS
export type HistogramName = keyof typeof HISTOGRAMS
export type GaugeName = keyof typeof GAUGES
export type Labels = Readonly<Record<string, string>>

/** How components report; only `prometheus.ts` knows prom-client. */
export interface Meter {
  count(name: CounterName, labels: Labels, by?: number): void
  observe(name: HistogramName, labels: Labels, seconds: number): void
  /** Sets gauges when they are asked for: `call` runs at each scrape. */
  onScrape(
    call: (set: (name: GaugeName, labels: Labels, value: number) => void) => void | Promise<void>,
  ): void
}

export const silentMeter: Meter = { count: () => {}, observe: () => {}, onScrape: () => {} }
