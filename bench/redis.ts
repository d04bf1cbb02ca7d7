import { createServer } from 'node:net'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { ForeignServer, folderOf, serverFolder } from './identity-server.js'

export interface RunningRedis {
  readonly redis: Redis
  readonly server: ForeignServer
}

/** A Redis on loopback, without persistence, and a client of it; undefined where there is no redis-server. */
export async function startRedis(): Promise<RunningRedis | undefined> {
  const folder = folderOf(['redis-server'])
  if (folder === undefined) return undefined
  const port = await freePort()
  const files = await serverFolder()
  const server = await ForeignServer.start(files, [
    join(folder, 'redis-server'),
    ...['--bind', '127.0.0.1', '--port', String(port), '--dir', files],
    ...['--save', '', '--appendonly', 'no', '--daemonize', 'no'],
  ])
  try {
    return { redis: await server.connected(() => connect(port)), server }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function connect(port: number): Promise<Redis> {
  const redis = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => null })
  // Said by `connect` too.
  redis.on('error', () => {})
  try {
    await redis.connect()
    return redis
  } catch (error) {
    redis.disconnect()
    throw error
  }
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
