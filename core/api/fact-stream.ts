import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import type { Broker, EndingReader, StoredMessage } from '../cluster/broker.js'
import type { Names } from '../event/subjects.js'

/** Which facts a listener wants. */
export interface FactQuery {
  /** `segment.entered`, or `segment` for all kinds that begin so. None: all. */
  readonly kind?: string
  /** Facts stored from this instant on, ms since the epoch; `now`: only those still to come. */
  readonly since?: number | 'now'
  /** Goes on after this place in the stream: the `id` of the last event that was seen. */
  readonly after?: number
  /** True: never ends. False: ends with what was stored when it began. */
  readonly follow: boolean
}

const HEARTBEAT_MS = 15_000

/**
 * The facts stream as server-sent events: one fact a `data:` line, the place in the stream as `id:`,
 * and `event: end` last when it does not follow. A slow listener holds up only itself.
 * @throws WaymarkError BROKER_UNREACHABLE
 */
export async function factStream(
  broker: Broker,
  names: Names,
  clock: Clock,
  query: FactQuery,
): Promise<Readable> {
  const state = await broker.streamState(names.factStream)
  const end = state.lastSequence
  const seen = query.since === 'now' ? end : (query.after ?? 0)
  const first = Math.max(1, state.firstSequence, seen + 1)
  const body = new PassThrough()
  // Headers go out with the first bytes: a listener is to know at once that it is connected.
  body.write(': facts\n\n')
  if (!query.follow && (state.messages === 0 || first > end)) {
    body.end(END)
    return body
  }
  const onMessages = writer(body, wants(names, query), query.follow ? Number.POSITIVE_INFINITY : end)
  const reader = await openReader(broker, names.factStream, first, onMessages)
  const stopHeartbeat = heartbeat(body, clock)
  body.once('close', () => {
    stopHeartbeat()
    void reader.stop()
  })
  // The listener learns that there is no more, and may come again with the last id that it saw.
  body.on('error', () => {})
  void reader.ended.then((reason) => {
    if (reason !== undefined) body.destroy(reason)
  })
  return body
}

const decoder = new TextDecoder()
const END = 'event: end\ndata: {}\n\n'

/** Writes the facts that are wanted, the end behind the message `last`; waits while the listener is slow. */
function writer(
  body: PassThrough,
  wanted: (message: StoredMessage) => boolean,
  last: number,
): (messages: StoredMessage[]) => Promise<void> {
  return async (messages) => {
    let text = ''
    for (const message of messages) {
      if (body.writableEnded || body.destroyed) return
      if (wanted(message)) text += events(message)
      if (message.sequence >= last) {
        body.end(text + END)
        return
      }
    }
    if (text !== '' && !body.write(text)) await roomIn(body)
  }
}

/** Between asking for the first sequence and reading, old facts may have gone: then ask again. */
async function openReader(
  broker: Broker,
  stream: string,
  from: number,
  onMessages: (messages: StoredMessage[]) => Promise<void>,
): Promise<EndingReader> {
  try {
    return await broker.read(stream, from, onMessages)
  } catch (error) {
    if (!(error instanceof WaymarkError) || error.code !== 'LOG_TRIMMED') throw error
    const { firstSequence } = await broker.streamState(stream)
    return broker.read(stream, firstSequence, onMessages)
  }
}

function wants(names: Names, { kind, since = 0 }: FactQuery): (message: StoredMessage) => boolean {
  const prefix = `${names.namespace}.fact.`
  return ({ subject, time }) => {
    if (since !== 'now' && time < since) return false
    if (kind === undefined) return true
    // What follows the kind is a longer kind or the partition.
    return subject.startsWith(`${prefix}${kind}.`)
  }
}

/** The id stands on the last fact of a message only: who goes on after it has seen them all. */
function events({ bytes, sequence }: StoredMessage): string {
  const lines = decoder.decode(bytes).split('\n')
  const facts = lines.filter((line) => line !== '').map((line) => `data: ${line}\n`)
  return facts.length === 0 ? '' : `${facts.join('\n')}id: ${sequence}\n\n`
}

/** Waits until there is room, or nobody listens any more. */
async function roomIn(body: PassThrough): Promise<void> {
  const settled = new AbortController()
  const { signal } = settled
  await Promise.race([once(body, 'drain', { signal }), once(body, 'close', { signal })]).catch(() => {})
  settled.abort()
}

/** A comment now and then: proxies keep the connection, and a listener that is gone is noticed. */
function heartbeat(body: PassThrough, clock: Clock): () => void {
  let cancel = (): void => {}
  const beat = (): void => {
    cancel = clock.timer(HEARTBEAT_MS, () => {
      if (!body.writableEnded && !body.writableNeedDrain) body.write(': still here\n\n')
      beat()
    })
  }
  beat()
  return () => cancel()
}
