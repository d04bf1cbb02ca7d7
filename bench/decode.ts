import { Batch, EventView } from '../core/event/reader.js'
import { Wire } from '../core/event/wire.js'
import type { Outcome } from './outcome.js'
import { timed } from './timed.js'
import type { LogMessage, Workload } from './workload.js'

const RUNS = 12

/** Reads what the engine reads of every event: identifiers, name, time; properties are found, not decoded. */
export async function decode({ definitions, log, events, bytes }: Workload): Promise<Outcome> {
  const { ms, cpuMicros, fastest, slowest } = await timed('decode', RUNS, {
    prepare: () => {},
    run: () => {
      const read = log.reduce((sum, message) => sum + decodeRecord(message, definitions.symbols), 0)
      if (read !== events) throw new Error(`${read} events instead of ${events}`)
    },
  })
  const spread = `${fastest.toFixed(0)} to ${slowest.toFixed(0)} ms`
  return {
    name: 'decode',
    eventsPerSecond: (1000 * events) / ms,
    cpu: { thread: cpuMicros / events },
    words: `${log.length} records, ${Math.round(bytes / events)} bytes an event, ${RUNS} runs of ${spread}`,
  }
}

const view = new EventView()

/** Reads one record of events in place; returns how many there were. */
export function decodeRecord({ bytes }: LogMessage, symbols: Workload['definitions']['symbols']): number {
  const wire = new Wire(bytes)
  // A record is one field: its tag, its length, the batch.
  wire.at = 1
  const end = wire.fieldEnd(bytes.length)
  const batch = new Batch(wire, wire.at, end, symbols)
  for (let i = 0; i < batch.length; i++) batch.view(i, view)
  return batch.length
}
