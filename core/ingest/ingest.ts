import type { Clock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import type { Config } from '../cluster/config.js'
import type { Identities } from '../definitions/identities.js'
import { EVENT_KINDS, type Event } from '../event/event.js'
import type { Names } from '../event/subjects.js'
import type { Meter } from '../metrics/table.js'
import { Appender } from './appender.js'
import { DeadLetters } from './dead-letters.js'
import { Gateway, type IngestCounts } from './gateway.js'
import { createHttpServer, type HttpRoute } from './http.js'
import { LogRoom } from './log-room.js'
import { WriteKeys } from './write-keys.js'

export interface IngestParts {
  readonly broker: Broker
  readonly names: Names
  readonly partitions: number
  readonly config: Config['ingest']
  /** Limit of one log. */
  readonly logBytesMax: number
  /** As they are in force. */
  readonly identities: () => Identities
  /** Events of one partition as a `Record` of its log. */
  readonly encode: (events: readonly Event[]) => Uint8Array
  readonly meter: Meter
  readonly log: Log
  readonly clock: Clock
}

/** The door for events: Segment's HTTP API. */
export interface Ingest {
  /** `http://127.0.0.1:8080`; '' before the start. */
  readonly url: string
  /** @throws WaymarkError CONFIG_INVALID when the address cannot be had */
  start(): Promise<void>
  /** Takes no more requests; answers those under way when the broker has their events. */
  stop(): Promise<void>
  counts(): IngestCounts & { readonly records: number; readonly pendingBytes: number }
}

/** How long the end waits for requests under way: longer than a publish may take. */
const DRAIN_MS = 10_000

export function createIngest(parts: IngestParts): Ingest {
  const room = new LogRoom(parts)
  const appender = new Appender({ ...parts, room, lingerMs: parts.config.lingerMs })
  const keys = new WriteKeys(parts.config.sources)
  const gateway = new Gateway({ ...parts, keys, appender, deadLetters: new DeadLetters(parts) })
  const { host, port } = parts.config
  const server = createHttpServer({
    host,
    port,
    routes: routes(gateway),
    // Twice what is taken, so that a little too much is refused with an answer, not with a cut connection.
    bodyBytesMax: 2 * LIMITS.requestBytesMax,
    anyOrigin: true,
    drainMs: DRAIN_MS,
    log: parts.log,
  })
  return {
    get url() {
      return server.url
    },
    start: async () => {
      await room.start()
      await server.start()
    },
    stop: async () => {
      appender.hurry()
      await server.stop()
      room.stop()
    },
    counts: () => ({ ...gateway.counts(), records: appender.records, pendingBytes: appender.pendingBytes }),
  }
}

function routes(gateway: Gateway): HttpRoute[] {
  const singles = EVENT_KINDS.map(
    (kind): HttpRoute => ({
      method: 'POST',
      path: `/v1/${kind}`,
      answer: (request) => gateway.single(kind, request),
    }),
  )
  return [...singles, { method: 'POST', path: '/v1/batch', answer: (request) => gateway.batch(request) }]
}
