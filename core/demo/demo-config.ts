import { cpSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
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
    engine: { spillDir: join(dataDir, 'spill') },
    ingest: { port: await freePort(8080) },
    admin: { port: await freePort(9464) },
    definitions: shippedDefinitions(join(dataDir, 'definitions')),
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

/** What the made-up customers are made for; other definitions in the folder are somebody's own. */
const SHIPPED = ['identity.yaml', 'cart-rescue.yaml', 'welcome.yaml', 'win-back.yaml']

/** Copies the shipped definitions, which lie beside the sources and beside `dist` alike, into a folder. */
function shippedDefinitions(folder: string): string {
  const place = import.meta.url.endsWith('.ts') ? '../../config/definitions/' : '../../../config/definitions/'
  for (const name of SHIPPED)
    cpSync(fileURLToPath(new URL(place + name, import.meta.url)), join(folder, name), { recursive: true })
  return folder
}
