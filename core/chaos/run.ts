import { setTimeout as pause } from 'node:timers/promises'
import { compileDefinitions } from '../definitions/definitions.js'
import { Random } from '../demo/random.js'
import { Driver } from './driver.js'
import { definitionsOf, Plan } from './plan.js'
import type { Scenario, Scene } from './scene.js'
import { Stage } from './stage.js'
import { WRITE_KEYS } from './stage-config.js'
import { type Verdict, Verifier } from './verifier.js'
import type { Gaps } from './watch.js'

export interface RunOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly engines: number
  readonly partitions: number
  /** How often a fault is made at least; undefined: as often as fits. */
  readonly rounds: number | undefined
  /** Memory for profiles of each engine, bytes; the rest lies on disk. */
  readonly hotBytesMax: number
  readonly checkpointSeconds: number
  readonly folder: string
  /** Path of a nats-server. */
  readonly binary: string
  readonly say: (line: string) => void
  readonly onProgress: (share: number, words: string) => void
}

export interface RunReport {
  readonly scenario: string
  readonly seed: number
  readonly verdict: Verdict
  readonly violations: readonly string[]
  readonly accepted: number
  readonly repeated: number
  readonly refused: number
  readonly broken: number
  readonly longestMs: number
  /** Events, as they were accepted on average. */
  readonly perSecond: number
  readonly claims: number
  readonly withoutOwner: Gaps
  /** Ms of each partition, all times together. */
  readonly withoutOwnerByPartition: ReadonlyMap<number, number>
  /** The same as the next owners measure it, with its count. */
  readonly unowned: { readonly seconds: number; readonly count: number }
  readonly recovery: Gaps
  readonly linkDuplicates: number
  readonly duplicates: number
  /** What the scenario itself has counted. */
  readonly figures: readonly string[]
  /** From the last event's acceptance until all was done, ms. */
  readonly drainMs: number
  readonly verifyMs: number
}

const REQUESTS = 16
const EVENTS_EACH = 40
/** How long nothing may get on after the last event. */
const STANDSTILL_MS_MAX = 120_000
/** What is said twice would be said by then. */
const REST_MS = 3_000
const LOOK_MS = 500

/** Sends a plan while a scenario does its worst, lets everything come to rest, and verifies. */
export async function runScenario(options: RunOptions): Promise<RunReport> {
  const { scenario, seed, say, onProgress } = options
  const plan = planOf(options)
  const own = scenario.definitions === undefined ? '' : `---\n${scenario.definitions}`
  const definitions = `${definitionsOf(plan.settings)}${own}`
  const stage = new Stage({ servers: 1, ...options, ...scenario, definitions })
  try {
    await stage.start()
    say(`${plan.events} events of ${plan.settings.customers} customers, seed ${seed}`)
    const compiled = compileDefinitions([{ path: 'chaos.yaml', text: definitions }])
    const { broker, names } = stage
    const verifier = new Verifier({ ...options, broker, names, definitions: compiled, plan })
    stage.readLogs = () => verifier.readLogs()
    const driver = new Driver({
      plan,
      urls: () => stage.ingestUrls,
      writeKeys: WRITE_KEYS,
      eventsPerSecond: options.eventsPerSecond,
      requests: REQUESTS,
    })
    let sending = true
    const goesOn = () => sending
    const scene: Scene = {
      ...{ stage, random: new Random(seed), goesOn, say, rounds: options.rounds },
      customers: plan.settings.customers,
    }
    const played = scenario.play(scene)
    // Told when it is awaited: until then the driver goes on.
    played.catch(() => {})
    const looking = (async () => {
      while (sending) {
        onProgress(driver.accepted / plan.batches, `${driver.refused} refused, ${driver.broken} broken`)
        await pause(LOOK_MS)
      }
    })()
    try {
      await driver.run()
    } finally {
      sending = false
      await Promise.allSettled([played, looking])
    }
    const perSecond = Math.round((1000 * plan.events) / driver.tookMs)
    await played
    const drainMs = await drain(stage, plan, onProgress)
    await stage.look()
    const verifying = performance.now()
    const verdict = await verifier.verify()
    const verifyMs = performance.now() - verifying
    await scenario.after?.(scene)
    return {
      ...{ scenario: scenario.name, seed, verdict, drainMs, verifyMs },
      violations: [...verdict.violations, ...besides(stage, driver, plan), ...missed(scenario, driver)],
      ...{ accepted: plan.events, repeated: driver.repeated, refused: driver.refused, broken: driver.broken },
      longestMs: driver.longestMs,
      perSecond,
      claims: stage.watch.claims,
      withoutOwner: stage.watch.withoutOwner,
      withoutOwnerByPartition: stage.watch.withoutOwnerByPartition,
      unowned: {
        seconds: stage.counted('partition_unowned_seconds_sum'),
        count: stage.counted('partition_unowned_seconds_count'),
      },
      recovery: stage.watch.recovery,
      linkDuplicates: stage.counted('links_total duplicate'),
      duplicates: stage.counted('events_duplicate_total'),
      figures: stage.figures,
    }
  } finally {
    await stage.stop()
  }
}

function planOf({ seed, seconds, eventsPerSecond, scenario }: RunOptions): Plan {
  const customers = Math.max(1, Math.round((seconds * eventsPerSecond) / EVENTS_EACH))
  // A customer is under way for about ten seconds: longer than most faults.
  const cohort = Math.max(1, Math.min(customers, Math.round((10 * eventsPerSecond) / EVENTS_EACH)))
  return new Plan({ ...scenario, seed, customers, eventsEach: EVENTS_EACH, cohort })
}

/** Waits until every customer has their message, and then for what might still come. */
async function drain(
  stage: Stage,
  { settings: { customers } }: Plan,
  onProgress: RunOptions['onProgress'],
): Promise<number> {
  const start = performance.now()
  await stage.settled()
  const { taken } = stage.hook
  let [size, movedAt] = [taken.size, start]
  while (taken.size < customers && performance.now() - movedAt < STANDSTILL_MS_MAX) {
    if (taken.size > size) [size, movedAt] = [taken.size, performance.now()]
    onProgress(size / customers, `${size} of ${customers} messages have arrived`)
    await pause(100)
  }
  const took = performance.now() - start
  await pause(REST_MS)
  return took
}

/** A fault that was not felt shows nothing. */
function missed({ refuses = false }: Scenario, { refused }: Driver): string[] {
  return refuses && refused === 0 ? ['nothing was refused: the fault was not felt'] : []
}

/** What is not as it must be besides what the streams say. */
function besides({ hook, surprises }: Stage, driver: Driver, { settings: { customers } }: Plan): string[] {
  const violations = [...surprises]
  if (hook.taken.size !== customers)
    violations.push(`the far end has ${hook.taken.size} messages for ${customers} customers`)
  if (hook.changed > 0) violations.push(`${hook.changed} messages came again with another body`)
  if (hook.tooEarly > 0) violations.push(`${hook.tooEarly} messages came before Retry-After was over`)
  if (driver.refusedWithoutWord > 0)
    violations.push(`${driver.refusedWithoutWord} requests were refused without Retry-After`)
  return violations
}
