import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { errorLine } from '../base/errors.js'
import { silentLog } from '../base/log.js'
import { distributionNatsServer, findNatsServer } from '../cluster/nats-binary.js'
import { Progress } from '../demo/progress.js'
import { faultLines } from './fault-list.js'
import { type RunReport, runScenario } from './run.js'
import { SCENARIOS } from './scenarios.js'
import type { Scenario } from './scene.js'
import type { Gaps } from './watch.js'

const USAGE = `usage: npm run chaos -- [--fault F2 ...] [--seconds N] [--rate N] [--engines N] [--seed N]
                        [--partitions N] [--checkpoint-seconds N] [--rounds N] [--hot-bytes N]
                        [--old] [--keep] [--list]

Real processes under real faults; a verifier recomputes from the stored log what must have come of it.
  --fault     which (again for more); all unless told
  --seconds   how long events are sent, 20 unless told
  --rate      events a second, 2000 unless told
  --engines   workers with an engine, 3 unless told
  --checkpoint-seconds  from one checkpoint of a partition to the next, 2 unless told
  --rounds    how often a fault is made at least, where it comes in rounds (F13, F41, F45)
  --hot-bytes memory for profiles of each engine, 4000000 unless told: most lie on disk; 0: all in memory
  --list      all faults: what is done, and which scenario or test shows what comes of it
  --old       on the distribution's nats-server (Debian 12: 2.9.10)
  --keep      leaves the folder with everything that the processes wrote`

/** Runs scenarios one after the other; 1 when one of them was not as it must be. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      fault: { type: 'string', multiple: true },
      seconds: { type: 'string', default: '20' },
      rate: { type: 'string', default: '2000' },
      engines: { type: 'string', default: '3' },
      partitions: { type: 'string', default: '8' },
      'hot-bytes': { type: 'string', default: '4000000' },
      'checkpoint-seconds': { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string' },
      old: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  if (values.list) return print(faultLines().join('\n'))
  const scenarios = (values.fault ?? SCENARIOS.map(({ name }) => name)).map(named)
  const numbers = ['seconds', 'rate', 'engines', 'partitions', 'seed', 'checkpoint-seconds'] as const
  const [seconds, eventsPerSecond, engines, partitions, seed, checkpointSeconds] = numbers.map((name) =>
    positive(name, values[name]),
  )
  const hotBytesMax = values['hot-bytes'] === '0' ? 0 : positive('hot-bytes', values['hot-bytes'])
  const rounds = values.rounds === undefined ? undefined : positive('rounds', values.rounds)
  const server = values.old ? await distributionNatsServer(process.env, silentLog) : undefined
  const { path: binary, version } = server ?? (await findNatsServer(process.env, silentLog))
  say(`nats-server ${version}, ${eventsPerSecond} events a second for ${seconds} s each`)
  let failed = 0
  for (const scenario of scenarios) {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-chaos-'))
    say(`\n${scenario.name}: ${scenario.what}`)
    const progress = new Progress(1000, { interactive: process.stderr.isTTY === true, say })
    try {
      const options = { scenario, folder, binary, say: (line: string) => say(`  ${line}`) }
      const report = await runScenario({
        ...options,
        ...({ seconds, eventsPerSecond, engines, partitions, seed, checkpointSeconds } as Numbers),
        hotBytesMax,
        rounds,
        onProgress: (share, words) => progress.update(1000 * share, words),
      })
      progress.stop()
      if (report.violations.length > 0) failed++
      for (const line of lines(report)) say(`  ${line}`)
    } catch (error) {
      failed++
      say(`  FAILED: ${errorLine(error)}; again with --fault ${scenario.name} --seed ${seed} --keep`)
    } finally {
      progress.stop()
      if (values.keep) say(`  everything is in ${folder}`)
      else rmSync(folder, { recursive: true, force: true })
    }
  }
  say(failed === 0 ? '\nall promises were kept' : `\n${failed} of ${scenarios.length} broke a promise`)
  return failed === 0 ? 0 : 1
}

interface Numbers {
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly engines: number
  readonly partitions: number
  readonly seed: number
  readonly checkpointSeconds: number
}

function lines(report: RunReport): string[] {
  const { verdict } = report
  const found = [
    `seed ${report.seed}: ${report.accepted} events accepted, ${report.repeated} batches sent twice`,
    `sent and accepted at ${report.perSecond} events a second; verified in ${seconds(report.verifyMs)}`,
    `requests: ${report.refused} refused, ${report.broken} broken` +
      `; longest time until one was taken ${Math.round(report.longestMs)} ms`,
    `log: ${verdict.stored} events, ${verdict.storedAgain} of them again; dropped as duplicates: ` +
      `${report.duplicates} events seen, ${report.linkDuplicates} links`,
    `said: ${verdict.profiles} profiles, ${verdict.flips} flips, ${verdict.deliveries} deliveries, ` +
      `${verdict.deadLetters} dead letters; done ${Math.round(report.drainMs)} ms after the last event`,
    `owners: ${report.claims} claims; partitions without owner ${gaps(report.withoutOwner)}`,
    ...byPartition(report),
    `recovery: ${gaps(report.recovery)}`,
    ...report.figures,
  ]
  if (report.violations.length === 0) return [...found, 'nothing lost, nothing twice']
  return [...found, ...report.violations.map((violation) => `BROKEN: ${violation}`)]
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`
}

function byPartition({ withoutOwnerByPartition: sums, unowned }: RunReport): string[] {
  const each = [...sums].map(([partition, ms]) => `${partition}: ${ms}`)
  const told = unowned.count === 0 ? 0 : Math.round((1000 * unowned.seconds) / unowned.count)
  const measured =
    unowned.count === 0 ? [] : [`as workers measure it: ${told} ms on average (${unowned.count})`]
  return [
    ...(each.length === 0 ? [] : [`without owner by partition, ms in all: ${each.join(', ')}`]),
    ...measured,
  ]
}

function gaps({ count, p50, p99, max }: Gaps): string {
  return count === 0 ? 'none' : `p50 ${p50} ms, p99 ${p99} ms, longest ${max} ms (${count})`
}

function named(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return found
  throw new Error(`there is no fault ${name}: ${SCENARIOS.map((scenario) => scenario.name).join(', ')}`)
}

function positive(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name} is a whole number from 1 on`)
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

// So that what was started ends, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  process.exitCode = await main()
} catch (error) {
  say(errorLine(error))
  process.exitCode = 2
}
