/**
 * A worker of the cases with real processes, as `waymark start` runs it. Its configuration is its argument.
 * It says on its output that it has started, and then, asked by any line on its input, what it owns and has
 * counted. It ends when its input does, whatever it is at.
 */
import { createInterface } from 'node:readline'
import { systemClock } from '../core/base/clock.js'
import { checkConfig } from '../core/cluster/config.js'
import { createLogger } from '../core/cluster/logger.js'
import { startWorker } from '../core/cluster/worker.js'

/** Of what a worker does at its end. */
const END_MS_MAX = 20_000

const input = createInterface({ input: process.stdin })
// Who started it may have been killed, and the broker with it: then what it waits for never comes.
input.once('close', () => setTimeout(() => process.exit(1), END_MS_MAX))
const config = checkConfig(JSON.parse(process.argv[2] ?? '{}'), {
  path: 'bench',
  baseDir: process.cwd(),
  environment: process.env,
})
const log = createLogger({ level: 'warn', to: process.stderr, readable: true })
const worker = await startWorker(config, { clock: systemClock, log })
void worker.failed.then((error) => {
  console.error(error.message)
  process.exit(1)
})
console.log(JSON.stringify({ url: worker.ingestUrl }))
for await (const _ of input) {
  const owned = [...(worker.engine?.owned() ?? [])].map(([partition, view]) => ({ partition, ...view }))
  console.log(JSON.stringify({ totals: await worker.engine?.totals(), owned }))
}
await worker.stop()
process.exit(0)
