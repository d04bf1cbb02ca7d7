import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { endsWithUs } from './companion.js'

const HOST = '127.0.0.1'
/** How long a server may take until it listens. */
const START_MS_MAX = 20_000

interface Server {
  readonly name: string
  readonly port: number
  readonly routePort: number
  readonly config: string
  readonly output: number
  process: ChildProcess | undefined
}

/** One nats-server, or a cluster of them, as processes that can be killed and come back on their ports. */
export class KillableNats {
  readonly #binary: string
  readonly #servers: Server[]

  private constructor(binary: string, servers: Server[]) {
    this.#binary = binary
    this.#servers = servers
  }

  /** Starts them on empty folders and waits until each takes connections. */
  static async start(binary: string, folder: string, count: number): Promise<KillableNats> {
    const servers: Server[] = []
    for (let i = 0; i < count; i++) {
      const own = join(folder, `nats-${i}`)
      mkdirSync(own, { recursive: true })
      const output = openSync(join(own, 'output.log'), 'a')
      const [port, routePort] = [await freePort(), await freePort()]
      servers.push({
        name: `n${i}`,
        port,
        routePort,
        config: join(own, 'nats.conf'),
        output,
        process: undefined,
      })
    }
    for (const server of servers) writeFileSync(server.config, configOf(server, servers, folder))
    const nats = new KillableNats(binary, servers)
    await Promise.all(servers.map((_, i) => nats.start(i)))
    return nats
  }

  get urls(): string[] {
    return this.#servers.map(({ port }) => `nats://${HOST}:${port}`)
  }

  get count(): number {
    return this.#servers.length
  }

  /** The place of the server of this name. */
  placeOf(name: string): number {
    return this.#servers.findIndex((server) => server.name === name)
  }

  isUp(place: number): boolean {
    return this.#servers[place]?.process !== undefined
  }

  async start(place: number): Promise<void> {
    const server = this.#servers[place]
    if (server === undefined || server.process !== undefined) return
    const child = spawn(this.#binary, ['-c', server.config], {
      stdio: ['ignore', server.output, server.output],
    })
    endsWithUs(child)
    server.process = child
    child.once('exit', () => {
      if (server.process === child) server.process = undefined
    })
    const until = performance.now() + START_MS_MAX
    while (!(await listens(server.port))) {
      if (performance.now() > until) throw new Error(`nats-server ${server.name} does not listen`)
      await pause(50)
    }
  }

  /** Ends one at once, as by a power cut of the process. */
  async kill(place: number): Promise<void> {
    const child = this.#servers[place]?.process
    if (child === undefined) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map((_, i) => this.kill(i)))
  }
}

function configOf(server: Server, all: readonly Server[], folder: string): string {
  const lines = [
    `server_name: ${server.name}`,
    `listen: "${HOST}:${server.port}"`,
    `jetstream { store_dir: ${JSON.stringify(join(folder, server.name))}, max_file_store: 60GB }`,
  ]
  if (all.length > 1) {
    const routes = all.map(({ routePort }) => `"nats://${HOST}:${routePort}"`).join(', ')
    lines.push(`cluster { name: chaos, listen: "${HOST}:${server.routePort}", routes: [${routes}] }`)
  }
  return `${lines.join('\n')}\n`
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST)
    const answer = (is: boolean) => () => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', answer(true))
    socket.once('error', answer(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, HOST, () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
