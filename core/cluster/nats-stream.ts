import { WaymarkError } from '../base/errors.js'
import type { StreamSpec } from './broker.js'
import { type JetStreamApi, JetStreamRefusal, JS_ERROR, type StreamConfig } from './nats-api.js'

const NANOS = 1_000_000
/** A consumer that nobody pulls from is gone after it. */
const FORGOTTEN_MS = 60_000

/** See `Broker.ensureStream`. */
export async function ensureStream(api: JetStreamApi, spec: StreamSpec): Promise<void> {
  const wanted = configOf(spec)
  try {
    const kept = await createOrUpdate(api, wanted)
    const lost = differences(kept, wanted)
    if (lost.length > 0)
      throw new WaymarkError(
        'BROKER_UNSUITABLE',
        `stream ${spec.name}: the server did not take ${lost.join(', ')}`,
        'use a newer nats-server, or delete the stream if it is not Waymark’s',
      )
  } catch (cause) {
    if (!(cause instanceof JetStreamRefusal)) throw cause
    const isFull =
      cause.number === JS_ERROR.storageExceeded || cause.number === JS_ERROR.insufficientResources
    throw new WaymarkError(
      'BROKER_UNSUITABLE',
      `stream ${spec.name}: ${cause.message}`,
      isFull
        ? 'all streams together are over the server’s max_file_store: lower nats.*BytesMax or raise that'
        : 'check the server, its number of replicas and its permissions',
      { cause },
    )
  }
}

/**
 * See `Broker.sequenceAt`. A consumer that begins at an instant says where that is as soon as it is there:
 * every server can do so, and no message has to be read.
 */
export async function sequenceAt(
  api: JetStreamApi,
  stream: string,
  time: number,
  inbox: string,
): Promise<number> {
  const name = inbox.replaceAll('.', '-')
  const config = {
    ...{ name, ack_policy: 'none', deliver_policy: 'by_start_time', replay_policy: 'instant' },
    ...{
      opt_start_time: new Date(Math.max(0, time)).toISOString(),
      inactive_threshold: FORGOTTEN_MS * NANOS,
    },
    ...{ num_replicas: 1, mem_storage: true },
  }
  const sequence = await api.createConsumer(stream, config, 'create')
  // Only courtesy: the server forgets it by itself.
  api.deleteConsumer(stream, name).catch(() => {})
  return sequence
}

async function createOrUpdate(api: JetStreamApi, wanted: StreamConfig): Promise<StreamConfig> {
  const present = await find(api, wanted.name)
  if (present === null) {
    try {
      return await api.createStream(wanted)
    } catch (error) {
      // Another worker was first.
      if (!(error instanceof JetStreamRefusal) || error.number !== JS_ERROR.streamNameInUse) throw error
      return createOrUpdate(api, wanted)
    }
  }
  if (differences(present, wanted).length === 0) return present
  return api.updateStream({ ...present, ...wanted })
}

async function find(api: JetStreamApi, name: string): Promise<StreamConfig | null> {
  try {
    return (await api.stream(name)).config
  } catch (error) {
    if (error instanceof JetStreamRefusal && error.number === JS_ERROR.streamNotFound) return null
    throw error
  }
}

function configOf(spec: StreamSpec): StreamConfig {
  return {
    name: spec.name,
    subjects: spec.subjects,
    retention: 'limits',
    storage: 'file',
    discard: spec.discard,
    num_replicas: spec.replicas,
    max_bytes: spec.bytesMax,
    max_age: Math.round(spec.ageMsMax) * NANOS,
    duplicate_window: Math.round(spec.duplicateWindowMs) * NANOS,
    ...(spec.perSubjectMax === undefined ? {} : { max_msgs_per_subject: spec.perSubjectMax }),
  }
}

function differences(kept: StreamConfig, wanted: StreamConfig): string[] {
  const keys = Object.keys(wanted) as Array<keyof StreamConfig>
  return keys.filter((key) => JSON.stringify(kept[key]) !== JSON.stringify(wanted[key]))
}
