import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Config, checkConfig } from '../cluster/config.js'

export interface DemoPlace {
  /** Of the private nats-server. */
  readonly dataDir: string
  readonly webhook: { readonly url: string; readonly secret: string }
}

const HOST = '127.0.0.1'

/** The shipped definitions on a worker with every role, on the usual ports where they are free. */
export async function demoConfig({ dataDir, webhook }: DemoPlace): Promise<Config> {
  const raw = {
    nats: { dataDir },
    ingest: { port: await freePort(8080) },
    admin: { port: await freePort(9464) },
    definitions: shippedDefinitions(),
    channels: {
      console: { plugin: 'console' },
      webhook: { plugin: 'webhook', options: { ...webhook, allow: [HOST] } },
    },
  }
  return checkConfig(raw, { path: 'the demo', baseDir: process.cwd(), environment: {} })
}

/** The port, or 0 for any when it is taken. */
export function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(0))
    server.listen(port, HOST, () => server.close(() => resolve(port)))
  })
}

/** Beside the sources and beside `dist` alike. */
function shippedDefinitions(): string {
  const fromSource = import.meta.url.endsWith('.ts')
  return fileURLToPath(
    new URL(fromSource ? '../../config/definitions' : '../../../config/definitions', import.meta.url),
  )
}
