import { compileDefinitions } from '../../definitions/definitions.js'
import type { Identifier } from '../../event/event.js'
import { BehaviourOracle } from './behaviour-oracle.js'
import { canonicalOf, checkSameResult } from './canonical.js'
import { definitionText } from './definition-text.js'
import { faultNames, faultsOf } from './faults.js'
import { checkAccepted, checkIdentity, type Lookup } from './identity-oracle.js'
import { Random } from './random.js'
import { makeSpecs } from './spec-maker.js'
import { Trace } from './trace.js'
import { Violation } from './violation.js'
import { VirtualTime } from './virtual-time.js'
import { makeWorkload } from './workload.js'
import { type Outcome, type Scenario, START, World } from './world.js'

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
 * @param print gets a line for everything that happens in the first run
 */
export async function runSeed(seed: number, print?: (line: string) => void): Promise<SeedResult> {
  const counts = new Map<string, number>()
  const time = new VirtualTime(START)
  const trace = new Trace(() => time.now(), counts, print)
  let violation: string | null = null
  try {
    const one = await runOnce(`${seed}`, scenarioOf(seed, `${seed}`), time, trace)
    if (one.size > 0) {
      const again = new VirtualTime(START)
      const other = `${seed} once more`
      const silent = new Trace(() => again.now(), counts)
      checkSameResult(one, await runOnce(other, scenarioOf(seed, other), again, silent))
    }
  } catch (error) {
    violation = error instanceof Violation ? error.message : String(error instanceof Error ? error.stack : error)
    trace.line('violation', violation)
  }
  return { seed, traceHash: trace.hash, counts, violation }
}

/** Definitions and input by the seed; partitions, workers and faults by `order`. */
function scenarioOf(seed: number, order: string): Scenario {
  const random = new Random(`world ${order}`)
  const specs = makeSpecs(new Random(`definitions ${seed}`))
  const definitions = compileDefinitions([{ path: 'simulated.yaml', text: definitionText(specs) }])
  const compare = (x: Identifier, y: Identifier): number => definitions.identities.compare(x, y)
  return {
    partitions: random.pick([1, 2, 3, 4, 5, 8]),
    workers: random.between(1, 4),
    specs,
    definitions,
    workload: makeWorkload(new Random(`workload ${seed}`), START, compare),
    faults: faultsOf(random),
  }
}

async function runOnce(
  order: string,
  scenario: Scenario,
  time: VirtualTime,
  trace: Trace,
): Promise<Map<string, string>> {
  const { partitions, workers, faults, workload } = scenario
  trace.line('seed', `${order}: ${partitions} partitions, ${workers} workers, ${workload.sendings.length} sendings`)
  trace.line('seed', `faults: ${faultNames(faults)}`)
  const outcome = await new World(scenario, time, new Random(`chance ${order}`), trace).run()
  return checkOutcome(scenario, outcome, trace)
}

function checkOutcome(scenario: Scenario, outcome: Outcome, trace: Trace): Map<string, string> {
  const { workload, specs, definitions, partitions } = scenario
  const { identities } = definitions
  const home = (id: Identifier) => outcome.machines[identities.partitionOf(id, partitions)]
  const lookup: Lookup = {
    find: (id) => home(id)?.find(id.type, id.value),
    named: (name) => home(name)?.nodeNamed(name),
    compare: (x, y) => identities.compare(x, y),
  }
  const oracle = new BehaviourOracle(specs, definitions, workload, partitions, (state) => trace.count(state))
  oracle.check(outcome.timeline)
  const standing = checkIdentity(workload, specs, lookup)
  oracle.checkRest(standing)
  const hasErasures = workload.orders.some(({ command }) => command.name === 'erase')
  checkAccepted(outcome.arrivals, oracle.accepted, specs, standing, hasErasures)
  return canonicalOf(standing, definitions)
}
