import { setTimeout as pause } from 'node:timers/promises'
import type { EngineTotals } from '../core/cluster/engine-tally.js'
import { Counts } from '../core/demo/counts.js'
import { sendLoad } from '../core/demo/load.js'
import { startBroker } from './broker.js'
import { cpuOf } from './cpu.js'
import type { Outcome } from './outcome.js'
import { WorkerChild } from './worker-child.js'
import { PARTITIONS, WORKLOAD } from './workload.js'

const WRITE_KEY = 'write-key'
/** Requests under way at the same time. */
const REQUESTS = 16
const LOOK_MS = 25
const PATIENCE_MS = 30_000

/** HTTP in, delivery record out: generator, worker and broker, a process each, on the same cores. */
export async function endToEnd(): Promise<Outcome> {
  const server = await startBroker()
  const worker = new WorkerChild(server.url, {
    partitions: PARTITIONS,
    ingest: { port: 0, sources: [{ name: 'bench', writeKey: WRITE_KEY }] },
  })
  try {
    const url = await worker.ready()
    const before = { worker: cpuOf(worker.pid), broker: cpuOf(server.pid), own: process.cpuUsage() }
    const start = performance.now()
    const { expected } = await sendLoad(
      { ...WORKLOAD, url, writeKey: WRITE_KEY, requests: REQUESTS },
      () => {},
    )
    const sentMs = performance.now() - start
    const counts = new Counts(expected)
    const totals = await finished(worker, counts)
    const ms = performance.now() - start
    const events = counts.get('events accepted')
    const { user, system } = process.cpuUsage(before.own)
    const each = (micros: number) => micros / events
    return {
      name: 'end-to-end',
      target: 25_000,
      eventsPerSecond: (1000 * events) / ms,
      cpu: {
        worker: each(cpuOf(worker.pid) - before.worker),
        'nats-server': each(cpuOf(server.pid) - before.broker),
        generator: each(user + system),
      },
      words: words(totals, Math.round((1000 * events) / sentMs), server.version),
    }
  } finally {
    await worker.stop()
    await server.stop()
  }
}

function words(
  { deliveriesByChannel, toDeliveryMs }: EngineTotals,
  accepted: number,
  version: string,
): string {
  const deliveries = Object.values(deliveriesByChannel).reduce((sum, count) => sum + count, 0)
  const [p50, p99] = [toDeliveryMs.p50, toDeliveryMs.p99].map((ms) => `${Math.round(ms)} ms`)
  const parts = [
    `accepted at ${accepted}/s`,
    `${deliveries} deliveries`,
    `p50 ${p50} p99 ${p99} to the delivery`,
  ]
  return [...parts, `${PARTITIONS} partitions`, `nats-server ${version}`].join(', ')
}

/** Resolves when every event is applied and every delivery that is due now is stored. */
async function finished(worker: WorkerChild, expected: Counts): Promise<EngineTotals> {
  const deadline = performance.now() + PATIENCE_MS
  const atOnce = deliveriesAtOnce(expected)
  for (;;) {
    const { totals } = await worker.look()
    const stored = Object.values(totals.deliveriesByChannel).reduce((sum, count) => sum + count, 0)
    if (totals.events + totals.duplicates >= expected.get('events stored') && stored >= atOnce) return totals
    if (performance.now() > deadline)
      throw new Error(`${totals.events} events, ${stored} of ${atOnce} deliveries: the rest does not come`)
    await pause(LOOK_MS)
  }
}

/** All but those that wait for an hour, or for a month to end. */
function deliveriesAtOnce(expected: Counts): number {
  return (
    expected.sum('deliveries ') - expected.sum('journey.exited cart-rescue completed') - lapsedLater(expected)
  )
}

/** Who had lapsed before has returned by now; the others lapse seconds later, by time alone. */
function lapsedLater(expected: Counts): number {
  return expected.get('segment.entered lapsed') - expected.get('segment.left lapsed')
}
