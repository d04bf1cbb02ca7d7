import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../core/base/log.js'
import type { Broker } from '../core/cluster/broker.js'
import { findNatsServer } from '../core/cluster/nats-binary.js'
import { connectBroker } from '../core/cluster/nats-broker.js'
import { startNatsServer } from '../core/cluster/nats-server.js'

/** A real server on an empty folder of its own, and a connection to it. */
export interface BenchBroker {
  readonly broker: Broker
  readonly url: string
  readonly version: string
  readonly pid: number
  stop(): Promise<void>
}

export async function startBroker(): Promise<BenchBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const binary = await findNatsServer(process.env, silentLog)
  const server = await startNatsServer({ binary, dataDir, log: silentLog })
  const broker = await connectBroker({ servers: [server.url], name: 'bench', log: silentLog })
  return {
    broker,
    url: server.url,
    version: server.version,
    pid: server.pid,
    stop: async () => {
      await broker.close()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
