import type { Broker } from '../cluster/broker.js'
import type { Names } from '../event/subjects.js'
import type { Counts } from './counts.js'

/** The part of a fact that is counted. */
interface Fact {
  readonly fact: string
  readonly name?: string
  readonly because: { readonly reason?: string }
}

/** Kinds of facts whose number does not depend on the order in which partitions get to their events. */
const COUNTED = /^(segment\.(entered|left)|journey\.(entered|exited)|identifier\.unlinked|link\.refused)$/
const KIND = /"fact":"([^"]+)"/

/** Counts a line of the facts stream, if it is of a kind that is counted. */
export function countFact(line: string, counts: Counts): void {
  const kind = KIND.exec(line)?.[1] ?? ''
  if (!COUNTED.test(kind)) return
  const { name, because } = JSON.parse(line) as Fact
  const ending = kind === 'journey.exited' ? ` ${because.reason}` : ''
  counts.add(name === undefined ? kind : `${kind} ${name}${ending}`)
}

/** Counts what the facts stream holds up to now. */
export async function countFacts(broker: Broker, names: Names, counts: Counts): Promise<void> {
  const { firstSequence, lastSequence, messages } = await broker.streamState(names.factStream)
  if (messages === 0) return
  const prefix = `${names.namespace}.fact.`
  let arrived = (): void => {}
  const done = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const reader = await broker.read(names.factStream, firstSequence, async (batch) => {
    for (const { subject, sequence, bytes } of batch) {
      if (sequence <= lastSequence && COUNTED.test(subject.slice(prefix.length, -'.nnn'.length)))
        for (const line of Buffer.from(bytes).toString('utf8').trimEnd().split('\n')) countFact(line, counts)
      if (sequence >= lastSequence) arrived()
    }
  })
  const reason = await Promise.race([done, reader.ended, broker.closed])
  await reader.stop()
  if (reason !== undefined) throw reason
}
