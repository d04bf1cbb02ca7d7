import { setTimeout as pause } from 'node:timers/promises'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Names } from '../event/subjects.js'
import { type Broker, SequenceConflict, type StreamSpec } from './broker.js'
import type { Config } from './config.js'

const DAY_MS = 24 * 60 * 60 * 1000
const DUPLICATE_WINDOW_MS = 120_000
/** Of each key of the bucket of definitions: the current one tells of those before it. */
const DEFINITIONS_KEPT = 1
const NAMESPACE_BYTES_MAX = 1_000_000

/** What ensuring the streams needs of the configuration. */
export type StreamsConfig = Pick<Config, 'partitions'> & {
  readonly nats: Pick<
    Config['nats'],
    | 'replicas'
    | 'logAgeDays'
    | 'logBytesMax'
    | 'changelogBytesMax'
    | 'factsBytesMax'
    | 'deliveriesBytesMax'
    | 'deadLettersBytesMax'
  >
}

/**
 * Creates or updates every stream of a namespace, and writes down its number of partitions the first time.
 * @throws WaymarkError BROKER_UNSUITABLE when the namespace was created with another number, or the server
 *   does not take a setting
 */
export async function ensureStreams(broker: Broker, names: Names, config: StreamsConfig): Promise<void> {
  const { replicas } = config.nats
  await broker.ensureStream({ ...namespaceStream(names), replicas })
  await fixPartitions(broker, names, config.partitions)
  await Promise.all(streamSpecs(names, config).map((spec) => broker.ensureStream(spec)))
}

/** Bytes that all streams of a namespace may take: what the server must have room for. */
export function storeBytes(names: Names, config: StreamsConfig): number {
  return streamSpecs(names, config).reduce((sum, spec) => sum + spec.bytesMax, NAMESPACE_BYTES_MAX)
}

/** The streams of DESIGN 4. */
export function streamSpecs(names: Names, config: StreamsConfig): StreamSpec[] {
  const { nats } = config
  const both = { replicas: nats.replicas, ageMsMax: 0, duplicateWindowMs: DUPLICATE_WINDOW_MS }
  const logs = Array.from({ length: config.partitions }, (_, p): StreamSpec => {
    const name = names.logStream(p)
    const ageMsMax = Math.round(nats.logAgeDays * DAY_MS)
    // Full means no to the sender, never a hole in front of the engine.
    return {
      ...both,
      name,
      subjects: [names.log(p)],
      bytesMax: nats.logBytesMax,
      ageMsMax,
      discard: 'new',
      duplicateWindowMs: Math.min(DUPLICATE_WINDOW_MS, ageMsMax),
    }
  })
  const changelogs = Array.from({ length: config.partitions }, (_, p): StreamSpec => {
    const name = names.changelogStream(p)
    // Its owner alone deletes what is not needed any more.
    return { ...both, name, subjects: [names.changelog(p)], bytesMax: nats.changelogBytesMax, discard: 'new' }
  })
  const { namespace } = names
  return [
    ...logs,
    ...changelogs,
    {
      ...both,
      name: names.factStream,
      subjects: [`${namespace}.fact.>`],
      bytesMax: nats.factsBytesMax,
      discard: 'old',
    },
    {
      ...both,
      name: names.deliveryStream,
      subjects: [`${namespace}.delivery.>`],
      bytesMax: nats.deliveriesBytesMax,
      ageMsMax: Math.round(nats.logAgeDays * DAY_MS),
      // A delivery that is not sent yet must not be pushed out: the engine waits instead.
      discard: 'new',
    },
    {
      ...both,
      name: names.deadLetterStream,
      subjects: [`${namespace}.dlq.>`],
      bytesMax: nats.deadLettersBytesMax,
      discard: 'old',
    },
    memberSpec(names, nats.replicas),
    {
      ...both,
      name: names.definitionStream,
      subjects: [names.definition('>')],
      bytesMax: LIMITS.definitionsStoreBytesMax,
      discard: 'new',
      perSubjectMax: DEFINITIONS_KEPT,
    },
  ]
}

/**
 * The newest heartbeat of each worker, as a bucket of key and value keeps it: any client of such buckets can
 * look in.
 */
export function memberSpec(names: Names, replicas: number): StreamSpec {
  return {
    name: names.memberStream,
    subjects: [names.member('>')],
    replicas,
    bytesMax: LIMITS.heartbeatsBytesMax,
    ageMsMax: LIMITS.memberForgottenMs,
    discard: 'old',
    duplicateWindowMs: DUPLICATE_WINDOW_MS,
    perSubjectMax: 1,
  }
}

/** One message that says what the namespace was created with. It is never trimmed. */
function namespaceStream(names: Names): Omit<StreamSpec, 'replicas'> {
  return {
    name: `${names.namespace.toUpperCase()}_NAMESPACE`,
    subjects: [namespaceSubject(names)],
    bytesMax: NAMESPACE_BYTES_MAX,
    ageMsMax: 0,
    discard: 'new',
    duplicateWindowMs: DUPLICATE_WINDOW_MS,
  }
}

function namespaceSubject(names: Names): string {
  return `${names.namespace}.namespace`
}

async function fixPartitions(broker: Broker, names: Names, partitions: number): Promise<void> {
  const stream = namespaceStream(names).name
  const subject = namespaceSubject(names)
  let kept = await broker.lastMessage(stream, subject)
  if (kept === null) {
    const bytes = new TextEncoder().encode(JSON.stringify({ partitions }))
    try {
      // Only the first of several workers that start at once gets through.
      await broker.publish(subject, bytes, { expectedLastSequence: 0, messageId: crypto.randomUUID() })
      return
    } catch (error) {
      if (!(error instanceof SequenceConflict)) throw error
    }
    while (kept === null) {
      await pause(10)
      kept = await broker.lastMessage(stream, subject)
    }
  }
  const created = readPartitions(kept.bytes)
  if (created === partitions) return
  const before = `was created with ${created ?? 'an unreadable number of'} partitions`
  throw new WaymarkError(
    'BROKER_UNSUITABLE',
    `namespace ${names.namespace} ${before}, the configuration says ${partitions}`,
    `set partitions to ${created ?? 'its number'}, or use another namespace`,
  )
}

function readPartitions(bytes: Uint8Array): number | null {
  try {
    const kept: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const isRecord = typeof kept === 'object' && kept !== null && 'partitions' in kept
    return isRecord && typeof kept.partitions === 'number' ? kept.partitions : null
  } catch {
    return null
  }
}
