import { setTimeout as pause } from 'node:timers/promises'
import type { AskOwner } from '../api/profile-lookup.js'
import { WaymarkError } from '../base/errors.js'
import type { Identifier } from '../event/event.js'
import type { Names } from '../event/subjects.js'
import type { Broker } from './broker.js'
import type { PartitionQuery } from './partition-queries.js'

const ASK_MS = 2_000
/** A partition that changes hands is without owner for moments: asked again until this is over. */
const PATIENCE_MS = 3_000
const AGAIN_MS = 100

/** Asks the owners of partitions over the broker, wherever they run; `Engine` answers. */
export function askOwner(
  broker: Broker,
  names: Names,
  partitionOf: (identifier: Identifier) => number,
): AskOwner {
  const ask = askPartition(broker, names)
  return async (question) => {
    const partition = partitionOf(question)
    return { partition, found: await ask(partition, { kind: 'profile', ...question }) }
  }
}

/**
 * Asks the owner of a partition, whoever it is; `Engine.answer` answers.
 * @throws WaymarkError BROKER_UNREACHABLE when nobody does
 */
export function askPartition(
  broker: Broker,
  names: Names,
): (partition: number, query: PartitionQuery) => Promise<unknown> {
  return async (partition, asked) => {
    const query = Buffer.from(JSON.stringify(asked))
    const end = performance.now() + PATIENCE_MS
    for (;;) {
      const { found, refusal } = await answerOf(broker, names, partition, query)
      if (refusal === undefined) return found
      if (!refusal.passing || performance.now() > end) throw refusal.error
      await pause(AGAIN_MS)
    }
  }
}

interface Answer {
  readonly found?: unknown
  readonly refusal?: { readonly error: WaymarkError; readonly passing: boolean }
}

async function answerOf(broker: Broker, names: Names, partition: number, query: Uint8Array): Promise<Answer> {
  let answer: Uint8Array
  try {
    answer = await broker.request(names.query(partition), query, ASK_MS)
  } catch (cause) {
    const error = unanswered(partition, 'no worker with the role engine answers', cause)
    return { refusal: { error, passing: true } }
  }
  const found: unknown = JSON.parse(Buffer.from(answer).toString('utf8'))
  if (!isRefusal(found)) return { found }
  // It has just let the partition go.
  const passing = found.error.startsWith('NOT_FOUND')
  return { refusal: { error: unanswered(partition, found.error), passing } }
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
