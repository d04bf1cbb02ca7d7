import { conditions } from './conditions.js'
import { decode } from './decode.js'
import { endToEnd } from './end-to-end.js'
import { identity } from './identity.js'
import { memory } from './memory.js'
import { type Outcome, table } from './outcome.js'
import { passThrough } from './pass-through.js'
import { restore } from './restore.js'
import { scale } from './scale.js'
import { step } from './step.js'
import { takeover } from './takeover.js'
import { windows } from './windows.js'
import { pregenerate, type Workload } from './workload.js'

const CASES: Readonly<Record<string, (workload: Workload) => Promise<Outcome | readonly Outcome[]>>> = {
  conditions,
  decode,
  step,
  identity,
  restore: async (workload) => [...(await restore(workload)), await takeover()],
  memory: () => memory(),
  windows,
  'pass-through': passThrough,
  'end-to-end': endToEnd,
  scale: () => scale(),
}

/** `npm run bench [-- CASE…]`: measures, prints one table, writes nothing. */
async function main(chosen: readonly string[]): Promise<number> {
  const unknown = chosen.filter((name) => !(name in CASES))
  if (unknown.length > 0) {
    console.error(`bench: no such case: ${unknown.join(', ')}. There are ${Object.keys(CASES).join(', ')}`)
    return 2
  }
  console.error('bench: making up the workload')
  const workload = pregenerate()
  const outcomes: Outcome[] = []
  for (const [name, measure] of Object.entries(CASES)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    console.error(`bench: ${name}`)
    outcomes.push(...[await measure(workload)].flat())
  }
  for (const line of table(outcomes)) console.log(line)
  return 0
}

// What it has started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
process.exit(await main(process.argv.slice(2)))
