import type { AskOwner } from '../api/profile-lookup.js'
import { WaymarkError } from '../base/errors.js'
import type { Identifier } from '../event/event.js'
import type { Names } from '../event/subjects.js'
import type { Broker } from './broker.js'

const ASK_MS = 2_000

/** Asks the owners of partitions over the broker, wherever they run; `Engine` answers. */
export function askOwner(
  broker: Broker,
  names: Names,
  partitionOf: (identifier: Identifier) => number,
): AskOwner {
  return async (question) => {
    const partition = partitionOf(question)
    const query = Buffer.from(JSON.stringify({ kind: 'profile', ...question }))
    const answer = await request(broker, names, partition, query)
    const found: unknown = JSON.parse(Buffer.from(answer).toString('utf8'))
    if (isRefusal(found)) throw unanswered(partition, found.error)
    return { partition, found }
  }
}

async function request(
  broker: Broker,
  names: Names,
  partition: number,
  query: Uint8Array,
): Promise<Uint8Array> {
  try {
    return await broker.request(names.query(partition), query, ASK_MS)
  } catch (cause) {
    throw unanswered(partition, 'no worker with the role engine answers', cause)
  }
}

function unanswered(partition: number, reason: string, cause?: unknown): WaymarkError {
  const todo = 'look at `waymark status`, try again'
  return new WaymarkError('BROKER_UNREACHABLE', `partition ${partition}: ${reason}`, todo, { cause })
}

function isRefusal(answer: unknown): answer is { readonly error: string } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    Object.keys(answer).length === 1 &&
    'error' in answer &&
    typeof answer.error === 'string'
  )
}
