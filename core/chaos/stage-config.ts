import { join } from 'node:path'

/** Of two sources. */
export const WRITE_KEYS = ['write-key', 'other-key'] as const

/** Settings of workers on top of those of the stage. */
export interface StageConfig {
  readonly nats?: Readonly<Record<string, unknown>>
  readonly channels?: Readonly<Record<string, unknown>>
  readonly [key: string]: unknown
}

interface Wishes {
  readonly namespace: string
  readonly roles: readonly string[]
  /** Of the nats-servers. */
  readonly urls: readonly string[]
  readonly hookUrl: string
  readonly folder: string
  readonly servers: number
  readonly partitions: number
  readonly lanes?: number
  readonly hotBytesMax: number
  readonly checkpointSeconds: number
  readonly attempts?: number
  readonly config?: StageConfig
}

/** Configuration of a worker: quick to notice, quick to checkpoint. */
export function configOf(wishes: Wishes): Record<string, unknown> {
  const { namespace, roles, urls, hookUrl, folder, servers, partitions } = wishes
  const { lanes = 1, hotBytesMax, checkpointSeconds, attempts } = wishes
  const { nats, channels, ...config } = wishes.config ?? {}
  return {
    namespace,
    partitions,
    roles,
    nats: { servers: urls, replicas: servers >= 3 ? 3 : 1, logBytesMax: 2_000_000_000, ...nats },
    ingest: { port: 0, sources: WRITE_KEYS.map((writeKey, i) => ({ name: `chaos-${i}`, writeKey })) },
    engine: { lanes, checkpointSeconds, hotBytesMax, spillDir: join(folder, 'spill') },
    cluster: { heartbeatSeconds: 0.5, expirySeconds: 2 },
    admin: { port: 0 },
    definitions: 'definitions',
    channels: {
      hook: {
        plugin: 'webhook',
        options: { url: hookUrl, secret: SECRET, allow: ['127.0.0.1'] },
        ...(attempts === undefined ? {} : { attempts }),
      },
      ...channels,
    },
    ...config,
  }
}

/** Signs what nobody checks. */
const SECRET = `whsec_${Buffer.from('chaos needs no secret, really').toString('base64')}`
