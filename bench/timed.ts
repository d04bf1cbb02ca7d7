import { Bench } from 'tinybench'

export interface Timing {
  /** Mean over the runs, ms. */
  readonly ms: number
  /** Of the fastest and the slowest run, ms. */
  readonly fastest: number
  readonly slowest: number
  /** CPU of this process, in microseconds a run: of all its threads, the garbage collector's too. */
  readonly cpuMicros: number
}

export interface TimedRun {
  /** Before each run, not timed. */
  prepare(): void
  run(): void
}

/** Times some tenths of a second of work by tinybench, a few times after one that does not count. */
export async function timed(name: string, runs: number, { prepare, run }: TimedRun): Promise<Timing> {
  const bench = new Bench({ iterations: runs, time: 0, warmupIterations: 1, warmupTime: 0, throws: true })
  let [cpu, counted] = [0, 0]
  let mode = ''
  const measured = (): void => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    if (mode !== 'run') return
    cpu += user + system
    counted++
  }
  bench.add(name, measured, {
    beforeEach: (now) => {
      mode = now ?? ''
      prepare()
    },
  })
  const [task] = await bench.run()
  const result = task?.result
  if (result === undefined || !('latency' in result)) throw new Error(`${name} has no result`)
  const { mean, min, max } = result.latency
  return { ms: mean, fastest: min, slowest: max, cpuMicros: cpu / counted }
}
