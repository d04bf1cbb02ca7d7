import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { silentLog } from '../base/log.js'
import type { EndingReader, StoredMessage, StreamSpec } from './broker.js'
import type { NatsBinary } from './nats-binary.js'
import { connectBroker, type NatsBroker } from './nats-broker.js'
import type { NatsServer } from './nats-server.js'
import { startTestServer } from './nats-test-servers.js'

/** For tests: a server with one connection to it, and streams as they need them. */
export class BrokerFixture {
  readonly #binary: NatsBinary
  #server: NatsServer | undefined
  #broker: NatsBroker | undefined
  #streams = 0

  constructor(binary: NatsBinary) {
    this.#binary = binary
  }

  async start(): Promise<void> {
    this.#server = await startTestServer(this.#binary)
    this.#broker = await this.connect(this.#server.url)
  }

  async stop(): Promise<void> {
    await this.#broker?.close()
    await this.#server?.stop()
  }

  get broker(): NatsBroker {
    if (this.#broker === undefined) throw new Error('start() first')
    return this.#broker
  }

  get url(): string {
    return this.#server?.url ?? ''
  }

  connect(url = this.url): Promise<NatsBroker> {
    return connectBroker({ servers: [url], name: 'test', log: silentLog })
  }

  /** A stream of its own for one test. */
  async stream(over: Partial<StreamSpec> = {}): Promise<{ spec: StreamSpec; name: string; subject: string }> {
    const n = this.#streams++
    const spec: StreamSpec = {
      name: `S${n}`,
      subjects: [`s.${n}.>`],
      replicas: 1,
      bytesMax: 1_000_000,
      ageMsMax: 0,
      discard: 'new',
      duplicateWindowMs: 120_000,
      ...over,
    }
    await this.broker.ensureStream(spec)
    return { spec, name: spec.name, subject: `s.${n}.a` }
  }

  async fill(subject: string, messages: number, bytes = 10): Promise<void> {
    for (let at = 0; at < messages; at += 200) {
      const part = Math.min(200, messages - at)
      await Promise.all(
        Array.from({ length: part }, () => this.broker.publish(subject, new Uint8Array(bytes))),
      )
    }
  }
}

/** For tests: a way to the server that can be cut, or made to swallow what the server says. */
export class BrokenWire {
  /** What the server says is dropped while this is true. */
  mute = false
  /** Nobody gets through while this is true. */
  refuse = false
  readonly #target: URL
  readonly #listener: Server
  readonly #sockets = new Set<Socket>()

  constructor(url: string) {
    this.#target = new URL(url)
    this.#listener = createServer((client) => this.#join(client))
  }

  /** The address that goes through here. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#listener.listen(0, '127.0.0.1', resolve))
    const address = this.#listener.address()
    const port = typeof address === 'object' ? address?.port : 0
    return `nats://${this.#target.username}@127.0.0.1:${port}`
  }

  /** Breaks every connection; new ones are taken at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#listener.close(resolve))
  }

  #join(client: Socket): void {
    if (this.refuse) {
      client.destroy()
      return
    }
    const server = dial(Number(this.#target.port), this.#target.hostname)
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', () => {})
    }
    client.on('data', (bytes) => server.write(bytes))
    server.on('data', (bytes) => this.mute || client.write(bytes))
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroy())
  }
}

/** For tests: a reader that keeps what it gets. */
export async function collect(broker: NatsBroker, stream: string, from: number) {
  const messages: StoredMessage[] = []
  const reader: EndingReader = await broker.read(stream, from, async (batch) => {
    messages.push(...batch)
  })
  return { messages, reader }
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes)
}
