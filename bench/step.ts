import { Partition } from '../core/partition/partition.js'
import type { Outcome } from './outcome.js'
import { timed } from './timed.js'
import { type LogMessage, PARTITIONS, type Workload } from './workload.js'

const RUNS = 5
const START = Date.parse('2026-01-01T00:00:00Z')
/** Records of the log a second of log time. */
const RECORDS_PER_SECOND = 400

/** The state machine alone: every partition on one thread, with all that they say to each other. */
export async function step({ definitions, log, events }: Workload): Promise<Outcome> {
  let partitions: Partition[] = []
  let said = { facts: 0, deliveries: 0, links: 0 }
  const { ms, cpuMicros, fastest, slowest } = await timed('step', RUNS, {
    prepare: () => {
      partitions = Array.from({ length: PARTITIONS }, (_, p) => new Partition(p, PARTITIONS, definitions))
    },
    run: () => {
      said = stepAll(partitions, log, events)
    },
  })
  const each = (count: number) => (count / events).toFixed(2)
  const spread = `${fastest.toFixed(0)} to ${slowest.toFixed(0)} ms`
  const { facts, deliveries, links } = said
  const says = `${each(facts)} facts, ${each(deliveries)} deliveries, ${each(links)} link records`
  return {
    name: 'step',
    target: 150_000,
    eventsPerSecond: (1000 * events) / ms,
    cpu: { thread: cpuMicros / events },
    words: `${RUNS} runs of ${spread}; an event says ${says}`,
  }
}

/** Applies the whole log, and what comes of it at other partitions right behind. */
function stepAll(partitions: readonly Partition[], log: readonly LogMessage[], events: number) {
  const said = { facts: 0, deliveries: 0, links: 0 }
  const offsets = partitions.map(() => 0)
  let applied = 0
  log.forEach((message, i) => {
    const time = START + Math.floor((1000 * i) / RECORDS_PER_SECOND)
    const queue: LogMessage[] = [message]
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const offset = (offsets[next.partition] ?? 0) + 1
      offsets[next.partition] = offset
      const partition = partitions[next.partition] as Partition
      const { outputs, counts } = partition.step({ offset, time, bytes: next.bytes })
      applied += counts.events + counts.duplicates
      said.facts += counts.facts
      said.deliveries += counts.deliveries
      for (const output of outputs) {
        if (output.to !== 'link') continue
        said.links++
        queue.push({ partition: output.target, bytes: output.bytes })
      }
    }
  })
  if (applied !== events) throw new Error(`${applied} events were applied instead of ${events}`)
  return said
}
