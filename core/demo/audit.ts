import type { EngineTotals } from '../cluster/engine-tally.js'
import type { Worker } from '../cluster/worker.js'
import { Counts } from './counts.js'
import type { Receiver } from './receiver.js'

/** Facts of which the engine itself tells how many there were. */
const TOTALLED = [
  'segment.entered',
  'segment.left',
  'journey.entered',
  'journey.exited',
  'identifier.unlinked',
  'link.refused',
]

/** What worker and receiver have counted up to now, under the names that the generator uses. */
export async function countedBy(
  worker: Worker,
  receiver: Receiver,
): Promise<{ totals: EngineTotals; counts: Counts }> {
  const { engine, ingest, delivery } = worker
  if (engine === undefined || ingest === undefined || delivery === undefined)
    throw new Error('the demo needs a worker of every role')
  const totals = await engine.totals()
  const { accepted, stored, rejected } = ingest.counts()
  const counts = new Counts([
    ['events accepted', accepted],
    ['events stored', stored],
    ['events refused', rejected],
    ['events processed', totals.events],
    ['duplicates dropped', totals.duplicates],
    ['dead letters', totals.deadLetters],
    ['profiles', totals.profiles],
    ['identifiers', totals.identifiers],
  ])
  for (const [channel, count] of Object.entries(totals.deliveriesByChannel))
    counts.add(`deliveries ${channel}`, count)
  for (const [channel, { sent, rejected, dead }] of Object.entries(delivery.counts())) {
    counts.add(`sent ${channel}`, sent)
    counts.add('dead letters', rejected + dead)
  }
  for (const [what, count] of receiver.counts.entries()) counts.add(what, count)
  for (const kind of TOTALLED) counts.add(`${kind} in all`, totals.factsByKind[kind] ?? 0)
  return { totals, counts }
}

/** The generator's counts with the sums that the engine tells as well. */
export function withSums(expected: Counts): Counts {
  const sums = TOTALLED.map((kind): [string, number] => [`${kind} in all`, expected.sum(kind)])
  return new Counts([...expected.entries(), ...sums])
}

/** Only what is counted while it happens: not the facts one by one. */
export function countedLive(expected: Counts): Counts {
  const one = /^(segment|journey)\.\w+ (?!in all$)|^(identifier\.unlinked|link\.refused)$/
  return new Counts(expected.entries().filter(([what]) => !one.test(what)))
}
