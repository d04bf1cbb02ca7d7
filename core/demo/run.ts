import { createLogger } from '../cluster/logger.js'
import { Demo, TIME_SCALE } from './demo.js'
import { grouped } from './grouped.js'
import type { ProgressPort } from './progress.js'
import type { Received } from './receiver.js'
import { report, scaleLine } from './report.js'

export interface DemoRunOptions {
  readonly events: number
  readonly seed: number
  /** Leaves it running until a signal. */
  readonly keep: boolean
}

/** Where the demo talks to. */
export interface DemoTerminal extends ProgressPort {
  /** The one screen that it is about. */
  out(line: string): Promise<void>
}

/**
 * The demo from start to end.
 * @throws WaymarkError of the part that did not start, or DEMO_DIFFERS
 */
export async function runDemo({ keep, ...settings }: DemoRunOptions, terminal: DemoTerminal): Promise<void> {
  // Deliveries by console are lines of level info: twenty thousand of them are no screen.
  const log = createLogger({ level: 'warn', to: process.stderr, readable: true })
  const stopping = firstSignal()
  terminal.say(scaleLine(TIME_SCALE))
  terminal.say('starting: a nats-server of its own, a worker with every role, a receiver of webhooks')
  const demo = await Demo.start({ ...settings, log })
  try {
    const [people, events] = [grouped(demo.people), grouped(settings.events)]
    terminal.say(`${people} customers send ${events} events to ${demo.worker.ingestUrl}`)
    const outcome = await Promise.race([demo.run(terminal), stopping])
    if (outcome === undefined) return
    const { ingestUrl = '', adminUrl } = demo.worker
    for (const line of report(outcome, keep ? { ingestUrl, adminUrl } : undefined)) await terminal.out(line)
    if (!keep) return
    demo.receiver.onMessage = (message) => terminal.say(arrival(message))
    await Promise.race([stopping, demo.worker.failed.then(rethrow)])
  } finally {
    await demo.stop()
  }
}

/** Resolves with the first signal to stop; the second one ends the process at once. */
function firstSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    let asked = false
    const onSignal = (): void => {
      if (asked) process.exit(1)
      asked = true
      resolve(undefined)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

function arrival({ content, to }: Received): string {
  const who = Object.entries(to).map(([type, values]) => `${type}:${values.join(',')}`)
  return `  arrived: ${content.name} for ${who.join(' ')}: “${content.body}”`
}

function rethrow(error: Error): never {
  throw error
}
