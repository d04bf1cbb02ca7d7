import type { Meter } from '../metrics/table.js'
import type { EngineLanes } from './engine-lanes.js'
import type { EngineTally } from './engine-tally.js'
import type { OwnedView } from './owned-view.js'

/** What gauges of an engine are taken from. */
export interface GaugedEngine {
  readonly owned: ReadonlyMap<number, Pick<OwnedView, 'lag'>>
  readonly lanes: Pick<EngineLanes, 'utilization' | 'totals'>
  readonly tally: Pick<EngineTally, 'members'>
}

/** Sets the gauges of an engine to what is so now. */
export async function setGauges(
  set: Parameters<Parameters<Meter['onScrape']>[0]>[0],
  { owned, lanes, tally }: GaugedEngine,
): Promise<void> {
  for (const [number, { lag }] of owned) {
    const partition = String(number)
    set('partition_lag', { partition }, lag)
    set('partition_owned', { partition }, 1)
  }
  for (const { lane, share } of lanes.utilization()) set('lane_utilization', { lane: String(lane) }, share)
  const totals = await lanes.totals()
  for (const [segment, members] of tally.members(totals)) set('segment_members', { segment }, members)
  for (const { partition, profiles, cold, timers } of totals) {
    set('profiles', { partition: String(partition), tier: 'hot' }, profiles - cold)
    set('profiles', { partition: String(partition), tier: 'cold' }, cold)
    set('timers', { partition: String(partition) }, timers)
  }
}
