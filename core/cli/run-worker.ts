import { systemClock } from '../base/clock.js'
import { type Config, type Role, readConfig } from '../cluster/config.js'
import { createLogger } from '../cluster/logger.js'
import { startWorker, type Worker } from '../cluster/worker.js'
import type { Terminal } from './terminal.js'

export interface RunOptions {
  /** Instead of those that the configuration names. */
  readonly role?: Role[]
  /** Path of the configuration. */
  readonly config: string
}

/** After this long a stop is given up: everything is as safe as after a kill. */
const STOP_MS = 20_000

/**
 * Runs one worker until a signal or a failure ends it.
 * @throws WaymarkError of the part that did not start, or could not go on
 */
export async function runWorker(options: RunOptions, terminal: Terminal): Promise<void> {
  const file = readConfig(options.config, terminal.environment)
  const config: Config = options.role === undefined ? file : { ...file, roles: options.role }
  const log = createLogger({ level: config.log.level, readable: terminal.interactive })
  const stopping = firstSignal()
  const worker = await Promise.race([startWorker(config, { clock: systemClock, log }), stopping])
  // While it starts nothing is worth a clean stop; a private nats-server ends with its parent.
  if (typeof worker === 'string') process.exit(0)
  announce(worker, config, terminal)
  const end = await Promise.race([worker.failed, stopping])
  if (typeof end === 'string') {
    log.info(`${end}: stopping; once more to stop at once`)
    await stopInTime(worker)
    log.info('stopped')
    return
  }
  await stopInTime(worker)
  throw end
}

/** Resolves with the first signal to stop; the second one ends the process at once. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false
    const onSignal = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(1)
      asked = true
      resolve(signal)
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
}

async function stopInTime(worker: Worker): Promise<void> {
  const cut = setTimeout(() => {
    process.stderr.write(`did not stop within ${STOP_MS / 1000} s: ended at once, nothing is lost\n`)
    process.exit(1)
  }, STOP_MS)
  await worker.stop().finally(() => clearTimeout(cut))
}

function announce(worker: Worker, config: Config, terminal: Terminal): void {
  if (!terminal.interactive) return
  const lines = ['', `Waymark is up: ${config.roles.join(', ')}.`]
  if (worker.ingestUrl !== undefined)
    lines.push(`  send events   POST ${worker.ingestUrl}/v1/track, with a write key of ingest.sources`)
  if (config.roles.includes('api'))
    lines.push('  look around   waymark status · waymark facts --follow · waymark profile user_id:…')
  lines.push(`  measure       ${worker.adminUrl}/metrics`)
  lines.push('  stop          Ctrl-C', '')
  for (const line of lines) terminal.say(line)
}
