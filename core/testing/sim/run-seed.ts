import { compileDefinitions } from '../../definitions/definitions.js'
import type { Identifier } from '../../event/event.js'
import { definitionText } from './definition-text.js'
import { faultNames, faultsOf } from './faults.js'
import { checkApplied, checkIdentity, type Lookup } from './identity-oracle.js'
import { Random } from './random.js'
import { makeSpecs } from './spec-maker.js'
import { Trace } from './trace.js'
import { Violation } from './violation.js'
import { VirtualTime } from './virtual-time.js'
import { type Outcome, type Scenario, START, World } from './world.js'
import { makeWorkload } from './workload.js'

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

/** Everything that a seed decides but the order in which things happen. */
function scenarioOf(seed: number): Scenario {
  const random = new Random(`scenario ${seed}`)
  const specs = makeSpecs(new Random(`definitions ${seed}`))
  const definitions = compileDefinitions([{ path: 'simulated.yaml', text: definitionText(specs) }])
  const compare = (x: Identifier, y: Identifier): number => definitions.identities.compare(x, y)
  return {
    partitions: random.pick([1, 2, 3, 4, 5, 8]),
    workers: random.between(1, 4),
    specs,
    definitions,
    workload: makeWorkload(new Random(`workload ${seed}`), START, compare),
    faults: faultsOf(new Random(`faults ${seed}`)),
  }
}

/** Runs a seed: the world with its faults, then every check. `print` gets a line for all that happens. */
export async function runSeed(seed: number, print?: (line: string) => void): Promise<SeedResult> {
  const time = new VirtualTime(START)
  const trace = new Trace(() => time.now(), print)
  let violation: string | null = null
  try {
    const scenario = scenarioOf(seed)
    const { partitions, workers, faults, workload } = scenario
    trace.line('seed', `${seed}: ${partitions} partitions, ${workers} workers, ${workload.sendings.length} sendings`)
    trace.line('seed', `faults: ${faultNames(faults)}`)
    const outcome = await new World(scenario, time, new Random(`world ${seed}`), trace).run()
    checkOutcome(scenario, outcome)
  } catch (error) {
    violation = error instanceof Violation ? error.message : String(error instanceof Error ? error.stack : error)
    trace.line('violation', violation)
  }
  return { seed, traceHash: trace.hash, counts: trace.counts, violation }
}

function checkOutcome({ workload, specs, definitions, partitions }: Scenario, outcome: Outcome): void {
  const { identities } = definitions
  const lookup: Lookup = {
    find: (id) => outcome.machines[identities.partitionOf(id, partitions)]?.find(id.type, id.value),
    compare: (x, y) => identities.compare(x, y),
  }
  const events = [...new Set(workload.sendings.map(({ event }) => event))]
  const standing = checkIdentity(events, specs, lookup)
  checkApplied(events, outcome.timeline, specs, standing)
}
