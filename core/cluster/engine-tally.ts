import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import type { PartitionTotals } from '../lane/protocol.js'
import type { Meter } from '../metrics/table.js'
import type { SegmentFlips } from '../partition/flip-counts.js'
import type { Output, StepCounts } from '../partition/output.js'
import { SegmentLabels } from './segment-labels.js'

/** What an engine did since it started, and what its partitions hold. */
export interface EngineTotals {
  /** Events applied, and events dropped because their id was seen before. */
  readonly events: number
  readonly duplicates: number
  /** Messages from other partitions. */
  readonly links: { readonly applied: number; readonly duplicate: number; readonly gap: number }
  readonly timersFired: number
  /** Events that had to wait for the answers to claims. */
  readonly parkings: number
  /** Outputs that this engine has stored; what an earlier owner had stored is not counted. */
  readonly factsByKind: Readonly<Record<string, number>>
  readonly deliveriesByChannel: Readonly<Record<string, number>>
  readonly deadLetters: number
  /** From the record's log time to its facts stored, ms. */
  readonly toFactMs: Percentiles
  /** From the deciding instant to the delivery stored, ms. */
  readonly toDeliveryMs: Percentiles
  /** State, over all partitions. */
  readonly profiles: number
  readonly identifiers: number
  readonly timers: number
}

export interface Percentiles {
  readonly count: number
  readonly p50: number
  readonly p99: number
}

/** Parts of profiles that a limit keeps out, by the name of what is dropped. */
const DROPPED = [
  ['property', 'lostProperties'],
  ['window_entry', 'lostEntries'],
  ['window', 'lostWindows'],
  ['instance', 'lostInstances'],
  ['journey_history', 'lostHistory'],
  ['refusal', 'lostRefusals'],
  ['event_id', 'lostIds'],
] as const

/** Counts what an engine does, for metrics and for its totals. */
export class EngineTally {
  readonly #meter: Meter
  readonly #sum = { events: 0, duplicates: 0, applied: 0, duplicate: 0, gap: 0, timers: 0, parked: 0 }
  readonly #facts = new Map<string, number>()
  readonly #deliveries = new Map<string, number>()
  readonly #labels = new SegmentLabels()
  #deadLetters = 0
  readonly #toFact = createHistogram()
  readonly #toDelivery = createHistogram()

  constructor(meter: Meter) {
    this.#meter = meter
  }

  /** Records of a partition were applied. */
  stepped(partition: string, counts: StepCounts): void {
    const sum = this.#sum
    sum.timers += counts.timers
    sum.parked += counts.parked
    if (counts.events > 0) {
      sum.events += counts.events
      this.#meter.count('events_processed_total', { partition }, counts.events)
    }
    if (counts.duplicates > 0) {
      sum.duplicates += counts.duplicates
      this.#meter.count('events_duplicate_total', { partition }, counts.duplicates)
    }
    const parked = { parked: counts.parked, past_limit: counts.parkedPastLimit }
    for (const outcome of ['parked', 'past_limit'] as const)
      if (parked[outcome] > 0) this.#meter.count('events_parked_total', { outcome }, parked[outcome])
    if (counts.erasedEvents > 0) this.#meter.count('events_erased_total', {}, counts.erasedEvents)
    if (counts.bounced > 0) this.#meter.count('events_bounced_total', {}, counts.bounced)
    if (counts.lateEvents > 0) this.#meter.count('events_late_total', {}, counts.lateEvents)
    if (counts.shared > 0) this.#meter.count('profiles_shared_total', {}, counts.shared)
    for (const [what, name] of DROPPED)
      if (counts[name] > 0) this.#meter.count('state_dropped_total', { what }, counts[name])
    if (counts.timers > 0) this.#meter.count('timers_fired_total', {}, counts.timers)
    const links = { applied: counts.links, duplicate: counts.linkDuplicates, gap: counts.linkGaps }
    for (const outcome of ['applied', 'duplicate', 'gap'] as const) {
      if (links[outcome] === 0) continue
      sum[outcome] += links[outcome]
      this.#meter.count('links_total', { outcome }, links[outcome])
    }
  }

  /** Records of a log were deleted before they were applied. */
  missed(partition: string, records: number): void {
    this.#meter.count('log_records_missing_total', { partition }, records)
  }

  /** Conditions had no value, by definition. */
  failed(failures: Readonly<Record<string, number>>): void {
    for (const [definition, count] of Object.entries(failures))
      this.#meter.count('condition_failures_total', { definition }, count)
  }

  /** Profiles have entered and left segments. */
  flipped(flips: ReadonlyMap<string, SegmentFlips>): void {
    for (const [name, counts] of flips) {
      const segment = this.#labels.of(name)
      for (const flip of ['entered', 'left'] as const)
        if (counts[flip] > 0) this.#meter.count('segment_flips_total', { segment, flip }, counts[flip])
    }
  }

  /** How many are in each segment, by its label. */
  members(partitions: readonly PartitionTotals[]): ReadonlyMap<string, number> {
    const sums = new Map<string, number>()
    for (const { members } of partitions)
      for (const { segment, members: count } of members) add(sums, this.#labels.of(segment), count)
    return sums
  }

  /**
   * The broker has an output.
   * @param tookMs since it was decided; undefined where that is not known
   */
  stored(output: Output, tookMs: number | undefined): void {
    switch (output.to) {
      case 'fact':
        add(this.#facts, output.kind, output.count)
        this.#meter.count('facts_total', { kind: output.kind }, output.count)
        if (tookMs === undefined) break
        record(this.#toFact, tookMs)
        this.#meter.observe('event_to_fact_seconds', {}, tookMs / 1000)
        break
      case 'delivery':
        add(this.#deliveries, output.channel, 1)
        if (tookMs === undefined) break
        record(this.#toDelivery, tookMs)
        this.#meter.observe('event_to_delivery_seconds', {}, tookMs / 1000)
        break
      case 'dead-letter':
        this.#deadLetters++
        this.#meter.count('dead_letters_total', { what: output.what })
        break
      case 'link':
        break
    }
  }

  /** A checkpoint is stored. */
  checkpointed(bytes: number, tookMs: number): void {
    this.#meter.count('checkpoint_bytes_total', {}, bytes)
    this.#meter.observe('checkpoint_seconds', {}, tookMs / 1000)
  }

  restored(flaws: number, tookMs: number): void {
    this.#meter.observe('restore_seconds', {}, tookMs / 1000)
    if (flaws > 0) this.#meter.count('changelog_flaws_total', {}, flaws)
  }

  totals(partitions: readonly PartitionTotals[]): EngineTotals {
    const total = (key: 'profiles' | 'identifiers' | 'timers'): number =>
      partitions.reduce((sum, p) => sum + p[key], 0)
    const { events, duplicates, applied, duplicate, gap, timers, parked } = this.#sum
    return {
      events,
      duplicates,
      links: { applied, duplicate, gap },
      timersFired: timers,
      parkings: parked,
      factsByKind: Object.fromEntries(this.#facts),
      deliveriesByChannel: Object.fromEntries(this.#deliveries),
      deadLetters: this.#deadLetters,
      toFactMs: percentiles(this.#toFact),
      toDeliveryMs: percentiles(this.#toDelivery),
      profiles: total('profiles'),
      identifiers: total('identifiers'),
      timers: total('timers'),
    }
  }
}

function add(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by)
}

/** Histograms of Node take whole numbers from 1 on: microseconds. */
function record(histogram: RecordableHistogram, ms: number): void {
  histogram.record(Math.max(1, Math.round(ms * 1000)))
}

function percentiles(histogram: RecordableHistogram): Percentiles {
  if (histogram.count === 0) return { count: 0, p50: 0, p99: 0 }
  return {
    count: histogram.count,
    p50: histogram.percentile(50) / 1000,
    p99: histogram.percentile(99) / 1000,
  }
}
