import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { EngineTotals } from '../core/cluster/engine-tally.js'
import { Counts } from '../core/demo/counts.js'
import { sendLoad } from '../core/demo/load.js'
import { startBroker } from './broker.js'
import { cpuOf } from './cpu.js'
import type { Outcome } from './outcome.js'
import { definitionsFolder, PARTITIONS, WORKLOAD } from './workload.js'

const WRITE_KEY = 'write-key'
/** Requests under way at the same time. */
const REQUESTS = 16
const LOOK_MS = 25
const PATIENCE_MS = 30_000

/** HTTP in, delivery record out: generator, worker and broker, a process each, on the same cores. */
export async function endToEnd(): Promise<Outcome> {
  const server = await startBroker()
  const worker = new WorkerChild(server.url)
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
    const totals = await worker.finished(counts)
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

/** A worker in a process of its own. */
class WorkerChild {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  constructor(natsUrl: string) {
    const config = {
      partitions: PARTITIONS,
      nats: { servers: [natsUrl] },
      ingest: { port: 0, sources: [{ name: 'bench', writeKey: WRITE_KEY }] },
      admin: { port: 0 },
      definitions: definitionsFolder(),
      // Deliveries end in a log that says nothing: what a receiver takes is not the worker's.
      channels: { console: { plugin: 'console' }, webhook: { plugin: 'console' } },
    }
    const program = fileURLToPath(new URL('./end-to-end-worker.js', import.meta.url))
    this.#child = spawn(process.execPath, [program, JSON.stringify(config)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    if (this.#child.stdout === null) throw new Error('the worker has no output')
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Resolves with the address of ingest. */
  async ready(): Promise<string> {
    const { url } = (await this.#line()) as { url: string }
    return url
  }

  /** Resolves when every event is applied and every delivery that is due now is stored. */
  async finished(expected: Counts): Promise<EngineTotals> {
    const deadline = performance.now() + PATIENCE_MS
    const atOnce = deliveriesAtOnce(expected)
    for (;;) {
      this.#child.stdin?.write('?\n')
      const { totals } = (await this.#line()) as { totals: EngineTotals }
      const stored = Object.values(totals.deliveriesByChannel).reduce((sum, count) => sum + count, 0)
      if (totals.events + totals.duplicates >= expected.get('events stored') && stored >= atOnce)
        return totals
      if (performance.now() > deadline)
        throw new Error(`${totals.events} events, ${stored} of ${atOnce} deliveries: the rest does not come`)
      await pause(LOOK_MS)
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return
    this.#child.stdin?.end()
    await once(this.#child, 'exit')
  }

  async #line(): Promise<unknown> {
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error('the worker has ended')
    return JSON.parse(value as string)
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
