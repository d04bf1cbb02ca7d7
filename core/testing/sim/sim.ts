import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import cliProgress from 'cli-progress'
import type { SeedResult } from './run-seed.js'
import { runSeeds } from './seed-pool.js'
import { BROKEN_ONCE } from './seeds.js'
import { STATES_SEEDS_MIN, statesReached } from './states.js'

/**
 * `npm run sim -- --seeds 200 [--from N] [--jobs 2]` runs many seeds, with `--again` those too that once
 * broke a promise; `npm run sim -- --seed N [--trace]` runs one, exactly as before. Exit code 1: a promise
 * was broken; 2: the command line is not understood.
 */
const USAGE = `usage: npm run sim -- [--seeds N] [--from N] [--again] [--jobs N] [--until-failure]
       npm run sim -- --seed N [--trace]
`

interface Options {
  readonly seeds: number
  readonly from: number
  readonly again: boolean
  readonly jobs: number
  readonly seed: number | undefined
  readonly trace: boolean
  readonly untilFailure: boolean
}

async function main(args: readonly string[]): Promise<number> {
  const options = read(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}`)
    return 2
  }
  return options.seed === undefined ? runMany(options) : runOne(options.seed, options.trace)
}

/** What the command line says, or what is wrong with it. */
function read(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '200' },
        from: { type: 'string', default: '1' },
        again: { type: 'boolean', default: false },
        jobs: { type: 'string', default: String(Math.min(8, availableParallelism())) },
        seed: { type: 'string' },
        trace: { type: 'boolean', default: false },
        'until-failure': { type: 'boolean', default: false },
      },
    })
    const options = {
      seeds: Number(values.seeds),
      from: Number(values.from),
      again: values.again,
      jobs: Number(values.jobs),
      seed: values.seed === undefined ? undefined : Number(values.seed),
      trace: values.trace,
      untilFailure: values['until-failure'],
    }
    for (const [name, least] of [
      ['seeds', 1],
      ['from', 0],
      ['jobs', 1],
      ['seed', 0],
    ] as const) {
      const n = options[name]
      if (n !== undefined && !(Number.isSafeInteger(n) && n >= least))
        return `--${name} ${values[name]}: not a whole number from ${least} on`
    }
    return options
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function runOne(seed: number, trace: boolean): Promise<number> {
  const print = trace ? (line: string) => void process.stdout.write(`${line}\n`) : undefined
  // Only here: threads that run seeds load the engine for themselves.
  const { runSeed } = await import('./run-seed.js')
  const { violation, traceHash, counts } = await runSeed(seed, print)
  process.stdout.write(`${statesReached(counts).reached}\nseed ${seed}: trace ${traceHash}\n`)
  if (violation === null) {
    process.stdout.write('all promises were kept\n')
    return 0
  }
  process.stdout.write(`BROKEN ${violation}\n`)
  return 1
}

async function runMany({ seeds: count, from, again, jobs, untilFailure }: Options): Promise<number> {
  const start = performance.now()
  const row = Array.from({ length: count }, (_, i) => from + i)
  const seeds = [...new Set([...row, ...(again ? BROKEN_ONCE.map(({ seed }) => seed) : [])])]
  const counts = new Map<string, number>()
  const broken: SeedResult[] = []
  let done = 0
  const bar = process.stderr.isTTY
    ? new cliProgress.SingleBar({ format: '  {bar} {percentage} %  {value}/{total} seeds, {broken} broken' })
    : undefined
  bar?.start(seeds.length, 0, { broken: 0 })
  await runSeeds({
    seeds,
    jobs,
    onResult: (result) => {
      done++
      for (const [state, times] of result.counts) counts.set(state, (counts.get(state) ?? 0) + times)
      if (result.violation !== null) broken.push(result)
      bar?.update(done, { broken: broken.length })
      return !(untilFailure && broken.length > 0)
    },
  })
  bar?.stop()
  const { reached, missed } = statesReached(counts)
  process.stdout.write(`reached, over ${done} seeds:\n${reached}\n`)
  for (const { seed, violation } of broken.sort((x, y) => x.seed - y.seed))
    process.stdout.write(
      `BROKEN by seed ${seed}: ${violation}\n  again: npm run sim -- --seed ${seed} --trace\n`,
    )
  const isPoor = missed.length > 0 && done >= STATES_SEEDS_MIN
  if (isPoor) process.stdout.write(`never reached: ${missed.join(', ')}\n`)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const end = broken.length === 0 ? 'all promises were kept' : `${broken.length} seeds broke a promise`
  process.stdout.write(`${done} seeds from ${from} on, ${jobs} at a time, ${seconds} s: ${end}\n`)
  return broken.length > 0 || isPoor ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
