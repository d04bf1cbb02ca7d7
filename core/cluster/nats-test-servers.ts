import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../base/log.js'
import { distributionNatsServer, findNatsServer, type NatsBinary } from './nats-binary.js'
import { type NatsServer, startNatsServer } from './nats-server.js'

/**
 * The servers that tests run against: the newest, and the distribution's old one. One that is missing on
 * this machine is left out, and a line says so.
 */
export async function testServers(): Promise<NatsBinary[]> {
  const newest = await findNatsServer(process.env, silentLog).catch(() => null)
  const old = await distributionNatsServer(process.env, silentLog).catch(() => null)
  if (newest === null) console.warn('skipped: no nats-server on this machine')
  if (old === null) console.warn("skipped: no nats-server of the distribution's own")
  const found = [newest, old].filter((one) => one !== null)
  return found.filter((one, i) => found.findIndex((other) => other.version === one.version) === i)
}

/** A server on an empty folder of its own, which goes with it. */
export async function startTestServer(binary: NatsBinary): Promise<NatsServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waymark-nats-'))
  const server = await startNatsServer({ binary, dataDir, log: silentLog })
  return {
    ...server,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
