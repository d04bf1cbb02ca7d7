import type { Identifier } from '../../event/event.js'
import { BehaviourOracle } from './behaviour-oracle.js'
import { canonicalOf, checkSameResult } from './canonical.js'
import { checkErasures } from './command-oracle.js'
import { drilled, isDrill, withDrill } from './drills.js'
import { checkTold } from './fact-oracle.js'
import { faultNames, faultsOf } from './faults.js'
import { checkAccepted, checkIdentity, type Lookup } from './identity-oracle.js'
import { nightOf, withPlaces } from './nights.js'
import { checkPast, hasPast, isPast, visited, withPast } from './past.js'
import { Random } from './random.js'
import { checkExplanations, checkRest } from './rest-oracle.js'
import { DUPLICATE_WINDOW_MS } from './sim-broker.js'
import { changeSpecs } from './spec-change.js'
import { makeSpecs, withoutPolicies } from './spec-maker.js'
import { Trace } from './trace.js'
import { compileVersion, type Version } from './version.js'
import { Violation } from './violation.js'
import { VirtualTime } from './virtual-time.js'
import { makeWorkload, type Workload } from './workload.js'
import { type Outcome, type Scenario, World } from './world.js'

/** What one seed came to. */
export interface SeedResult {
  readonly seed: number
  /** Equal whenever the seed is run again. */
  readonly traceHash: string
  /** How often each rare state was reached. */
  readonly counts: ReadonlyMap<string, number>
  /** Null when every promise was kept. */
  readonly violation: string | null
}

/**
 * Runs a seed: the world with its faults, then every check; then the same input once more in another order
 * and over other partitions, to compare what must not depend on that.
 * @param print gets a line for everything that happens
 */
export async function runSeed(seed: number, print?: (line: string) => void): Promise<SeedResult> {
  const counts = new Map<string, number>()
  const night = nightOf(new Random(`night ${seed}`), isDrill(seed))
  const time = new VirtualTime(night.start)
  const trace = new Trace(() => time.now(), counts, print)
  let violation: string | null = null
  try {
    const one = await runOnce(`${seed}`, scenarioOf({ seed, night }, `${seed}`), time, trace)
    if (one.size > 0) {
      const again = new VirtualTime(night.start)
      const other = `${seed} once more`
      const second = new Trace(() => again.now(), counts, print)
      checkSameResult(one, await runOnce(other, scenarioOf({ seed, night }, other), again, second))
    }
  } catch (error) {
    violation =
      error instanceof Violation ? error.message : String(error instanceof Error ? error.stack : error)
    trace.line('violation', violation)
  }
  return { seed, traceHash: trace.hash, counts, violation }
}

interface Given {
  readonly seed: number
  readonly night: ReturnType<typeof nightOf>
}

/** Definitions and input by the seed; partitions, workers and faults by `order`. */
function scenarioOf({ seed, night }: Given, order: string): Scenario {
  const { start, zone } = night
  const random = new Random(`world ${order}`)
  const versions = versionsOf(new Random(`definitions ${seed}`), zone, seed)
  const { identities } = (versions[0] as Version).definitions
  const compare = (x: Identifier, y: Identifier): number => identities.compare(x, y)
  const made = makeWorkload(new Random(`workload ${seed}`), start, compare)
  const workload = workloadOf(seed, made, start)
  return {
    start,
    partitions: random.pick([1, 2, 3, 4, 5, 8]),
    workers: random.between(1, 4),
    versions,
    workload: withPlaces(workload, new Random(`places ${seed}`)),
    // What logs have dropped nobody can count.
    faults: { ...faultsOf(random), ...(isPast(seed) ? { trimmed: 0 } : {}) },
    checkpoints: {
      everyMs: random.pick([random.between(400, 2_000), random.between(400, 6_000), 30_000]),
      sliceBytes: random.pick([60, 400, 20_000]),
      sweepMin: random.pick([1, 3, 64]),
      changelogBytesMax: random.pick([100_000, 1_000_000]),
    },
    outputWindowMs: random.pick([DUPLICATE_WINDOW_MS, DUPLICATE_WINDOW_MS, 6_000]),
  }
}

function workloadOf(seed: number, made: Workload, start: number): Workload {
  if (isDrill(seed)) return drilled(made, start, new Random(`drill ${seed}`))
  return isPast(seed) ? visited(made, start, new Random(`past ${seed}`)) : made
}

/** Mostly one version of the definitions; else another one comes into force while events flow. */
function versionsOf(random: Random, zone: string, seed: number): Version[] {
  const specs = makeSpecs(random, zone)
  if (isPast(seed)) {
    const first = compileVersion(withoutPolicies(specs))
    return [first, compileVersion(withPast(first.specs), first.definitions.symbols)]
  }
  const versions = [compileVersion(isDrill(seed) ? withDrill(specs) : specs)]
  const count = random.pick([0, 0, 0, 1, 1, 2])
  for (let i = 0; i < count; i++) {
    const last = versions.at(-1) as Version
    const next = compileVersion(changeSpecs(random, i, last.specs), last.definitions.symbols)
    if (versions.every(({ definitions }) => definitions.version !== next.definitions.version))
      versions.push(next)
  }
  return versions
}

async function runOnce(
  order: string,
  scenario: Scenario,
  time: VirtualTime,
  trace: Trace,
): Promise<Map<string, string>> {
  const { partitions, workers, versions, faults, workload } = scenario
  const { sendings, orders } = workload
  trace.line('seed', `${order}: ${partitions} partitions, ${workers} workers, ${versions.length} versions`)
  trace.line('seed', `${sendings.length} sendings, ${orders.length} commands; faults: ${faultNames(faults)}`)
  const outcome = await new World(scenario, time, new Random(`chance ${order}`), trace).run()
  return checkOutcome(scenario, outcome, trace)
}

function checkOutcome(
  { workload, versions, partitions }: Scenario,
  { machines, timeline, arrivals, commandTimes }: Outcome,
  trace: Trace,
): Map<string, string> {
  const { specs, definitions } = versions.at(-1) as Version
  const { identities, segments } = definitions
  const home = (id: Identifier) => machines[identities.partitionOf(id, partitions)]
  const lookup: Lookup = {
    find: (id) => home(id)?.find(id.type, id.value),
    named: (name) => home(name)?.nodeNamed(name),
    compare: (x, y) => identities.compare(x, y),
    now: Math.max(...machines.map(({ now }) => now)),
  }
  for (const { version } of machines)
    if (version !== definitions.version) throw new Violation('the last version is in force', version)
  const oracle = new BehaviourOracle(versions, workload, partitions, (state) => trace.count(state))
  oracle.check(timeline)
  const standing = checkIdentity(workload, specs, lookup)
  const segmentName = (number: number): string => segments[number]?.name ?? ''
  checkRest(oracle.profiles(), standing, segmentName)
  if (segments.some(({ name }) => hasPast(name)))
    checkPast(machines, oracle.profiles(), workload, (state) => trace.count(state))
  checkExplanations(machines, oracle.profiles(), versions.at(-1) as Version)
  checkTold(timeline, machines, segmentName)
  checkErasures(workload, specs, oracle.profiles(), commandTimes)
  const hasErasures = workload.orders.some(({ command }) => command.name === 'erase')
  checkAccepted(arrivals, oracle.accepted, specs, standing, hasErasures)
  return canonicalOf(standing, versions.length > 1 ? null : segmentName)
}
