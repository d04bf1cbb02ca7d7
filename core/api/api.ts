import type { Readable } from 'node:stream'
import type { Clock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import type { Config } from '../cluster/config.js'
import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import type { Names } from '../event/subjects.js'
import { createHttpServer, type HttpServer } from '../ingest/http.js'
import type { ClusterView } from './cluster-view.js'
import type { ApiDefinitions } from './definitions.js'
import type { AskOwner } from './profile-lookup.js'
import { createRoutes } from './routes.js'
import type { ApiSegments } from './segments.js'

export interface ApiParts {
  readonly config: Config['admin']
  readonly broker: Broker
  readonly names: Names
  /** True for a worker without the role `api`: it serves `/healthz`, `/readyz` and `/metrics` only. */
  readonly probesOnly: boolean
  readonly metrics: { readonly contentType: string; render(): Promise<string> }
  /** As they are in force. */
  readonly identities: () => Identities
  readonly definitions: ApiDefinitions
  readonly ask: AskOwner
  readonly segments: ApiSegments
  /** Home of an identifier. */
  partitionOf(identifier: Identifier): number
  cluster(): Promise<ClusterView>
  /** Why the worker should not get work yet; none: it is ready. */
  notReady(): Promise<readonly string[]>
  /** Of Waymark. */
  readonly version: string
  readonly clock: Clock
  readonly log: Log
}

/**
 * The admin API (DESIGN 11): reads, and commands about identities. `/healthz` and `/readyz` are open to
 * probes, all else is guarded.
 * @throws WaymarkError CONFIG_INVALID when it would listen to others without a token
 */
export function createApi(parts: ApiParts): HttpServer {
  const listeners = new Set<Readable>()
  const server = createHttpServer({
    host: parts.config.host,
    port: parts.config.port,
    routes: createRoutes(parts, listeners),
    bodyBytesMax: LIMITS.commandBytesMax,
    anyOrigin: false,
    drainMs: 2_000,
    log: parts.log,
  })
  return {
    get url() {
      return server.url
    },
    start: () => server.start(),
    stop: () => {
      // Streams never end by themselves: the server would wait for them.
      for (const listener of listeners) listener.destroy()
      return server.stop()
    },
  }
}
