import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import type { Log } from '../base/log.js'
import type { EngineTotals } from '../cluster/engine-tally.js'
import { startWorker, type Worker } from '../cluster/worker.js'
import { names } from '../event/subjects.js'
import { countedBy, countedLive, withSums } from './audit.js'
import { Counts, type Difference, differences } from './counts.js'
import { demoConfig, freePort } from './demo-config.js'
import { countFacts } from './fact-counts.js'
import { Generator } from './generator.js'
import { grouped } from './grouped.js'
import type { LoadResult } from './load.js'
import { Progress, type ProgressPort } from './progress.js'
import { Receiver } from './receiver.js'
import type { Outcome } from './report.js'

export interface DemoSettings {
  /** Events, not counting those that are sent twice. */
  readonly events: number
  readonly seed: number
  readonly log: Log
}

/** An hour in four seconds, a month in 48 minutes: a machine that is busy for two seconds loses no race. */
export const TIME_SCALE = 900
/** So many events a customer, on average. */
const EVENTS_EACH = 10
/** Well below what a profile remembers to drop duplicates (`LIMITS.seenEventsMax`). */
const VIEWS_MAX = 300
const REQUESTS = 6
const NAMESPACE = 'wm'
const LOOK_MS = 50
/** So long nothing may change before the numbers count, and before they are given up. */
const QUIET_MS = 500
const PATIENCE_MS = 20_000

/**
 * A worker with everything that belongs to it, and the customers: start, run, stop.
 * The broker's data lie in a temporary folder, which goes with it.
 */
export class Demo {
  readonly #settings: DemoSettings
  readonly #folder: string
  readonly #receiver: Receiver
  readonly #worker: Worker
  #generator: Generator | undefined

  private constructor(settings: DemoSettings, folder: string, receiver: Receiver, worker: Worker) {
    this.#settings = settings
    this.#folder = folder
    this.#receiver = receiver
    this.#worker = worker
  }

  /** @throws WaymarkError of the part that did not start */
  static async start(settings: DemoSettings): Promise<Demo> {
    const { log } = settings
    const folder = await mkdtemp(join(tmpdir(), 'waymark-demo-'))
    const secret = `whsec_${randomBytes(32).toString('base64')}`
    const receiver = new Receiver({ port: await freePort(8787), secret, log })
    try {
      await receiver.start()
      const config = await demoConfig({ dataDir: folder, webhook: { url: receiver.url, secret } })
      const worker = await startWorker(config, { clock: systemClock, log, timeScale: TIME_SCALE })
      return new Demo(settings, folder, receiver, worker)
    } catch (error) {
      await receiver.stop()
      await rm(folder, { recursive: true, force: true })
      throw error
    }
  }

  get worker(): Worker {
    return this.#worker
  }

  get receiver(): Receiver {
    return this.#receiver
  }

  get people(): number {
    return Math.max(1, Math.round(this.#settings.events / EVENTS_EACH))
  }

  /**
   * Lets the customers do what they do, waits for what comes of it, and compares.
   * @throws WaymarkError DEMO_DIFFERS naming every count that is not what the generator knows
   */
  async run(port: ProgressPort): Promise<Outcome> {
    const start = performance.now()
    const progress = new Progress(this.#settings.events, port)
    try {
      const { load, processedMs } = await this.#drive(progress)
      const expected = withSums(new Counts(load.expected))
      const { totals, counts } = await this.#settle(expected, progress)
      await countFacts(this.#worker.broker, names(NAMESPACE), counts)
      const differing = differences(expected, counts)
      if (differing.length > 0) throw differs(differing, load.postponed)
      return {
        people: this.people,
        events: this.#settings.events,
        seed: this.#settings.seed,
        counts,
        compared: expected.entries().length,
        acceptedRate: (1000 * counts.get('events accepted')) / load.tookMs,
        processedRate: (1000 * counts.get('events processed')) / processedMs,
        busy: this.#receiver.busy,
        toDelivery: totals.toDeliveryMs,
        toReceiver: this.#receiver.latency,
        tookMs: performance.now() - start,
      }
    } finally {
      progress.stop()
    }
  }

  async stop(): Promise<void> {
    await this.#generator?.stop()
    await this.#worker.stop()
    await this.#receiver.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Sends everything; resolves when the engine has applied it. */
  async #drive(progress: Progress): Promise<{ load: LoadResult; processedMs: number }> {
    const { events, seed } = this.#settings
    const writeKey = 'write-key'
    const url = this.#worker.ingestUrl ?? ''
    const plan = { events, seed, people: this.people, viewsMax: VIEWS_MAX, timeScale: TIME_SCALE }
    const generator = new Generator({ ...plan, url, writeKey, requests: REQUESTS })
    this.#generator = generator
    let load: LoadResult | undefined
    void generator.result.then(
      (result) => {
        load = result
      },
      () => {},
    )
    const start = performance.now()
    for (let still = performance.now(), before = -1; ; ) {
      await Promise.race([pause(LOOK_MS), this.#worker.failed.then(rethrow), failureOf(generator)])
      const totals = await this.#totals()
      const done = totals.events + totals.duplicates
      progress.update(generator.progress.accepted, words(generator.progress.accepted, totals, start))
      const now = performance.now()
      if (load !== undefined && done >= new Counts(load.expected).get('events stored'))
        return { load, processedMs: now - start }
      if (done !== before) still = now
      before = done
      // The comparison will say what is missing.
      if (load !== undefined && now - still > PATIENCE_MS) return { load, processedMs: now - start }
    }
  }

  /** Waits until all is as expected, or nothing changes any more; and then for what should not come. */
  async #settle(expected: Counts, progress: Progress): Promise<{ totals: EngineTotals; counts: Counts }> {
    const live = countedLive(expected)
    let before = ''
    for (let still = performance.now(); ; ) {
      const counted = await countedBy(this.#worker, this.#receiver)
      const text = JSON.stringify(counted.counts.entries())
      const now = performance.now()
      if (text !== before) still = now
      before = text
      const equal = differences(live, counted.counts).length === 0
      if (now - still >= (equal ? QUIET_MS : PATIENCE_MS)) return counted
      const sent = counted.counts.sum('sent ')
      progress.update(
        this.#settings.events,
        `waiting for carts and customers to be late: ${sent} messages sent`,
      )
      await Promise.race([pause(LOOK_MS), this.#worker.failed.then(rethrow)])
    }
  }

  async #totals(): Promise<EngineTotals> {
    const { totals } = await countedBy(this.#worker, this.#receiver)
    return totals
  }
}

function words(accepted: number, { events, duplicates }: EngineTotals, start: number): string {
  const rate = (1000 * accepted) / (performance.now() - start)
  const processed = grouped(events + duplicates)
  return `${grouped(accepted)} events accepted (${grouped(rate)}/s), ${processed} processed`
}

function differs(differing: readonly Difference[], postponed: number): WaymarkError {
  const lines = differing.map(({ what, expected, found }) => `${what}: ${found} instead of ${expected}`)
  const todo =
    postponed === 0 ? 'please report this' : `${postponed} requests were postponed: try with fewer --events`
  return new WaymarkError('DEMO_DIFFERS', lines.join('; '), todo)
}

async function failureOf(generator: Generator): Promise<void> {
  // Its result is taken elsewhere; only a failure ends the wait.
  await generator.result.then(() => new Promise<never>(() => {}))
}

function rethrow(error: Error): never {
  throw error
}
