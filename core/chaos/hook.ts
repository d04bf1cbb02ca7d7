import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hash32 } from '../base/hash.js'

/** How the far end behaves. */
export type Mood = 'fine' | 'busy' | 'failing' | 'silent'

const RETRY_AFTER_SECONDS = 1

/** The far end of the webhook channel, which can have bad days. */
export class Hook {
  /** By idempotency key: how often it was taken. */
  readonly taken = new Map<string, number>()
  /** Keys that came with another body than before. */
  changed = 0
  mood: Mood = 'fine'
  /** Calls while it was busy that came before the time that it had asked for. */
  tooEarly = 0
  readonly #server: Server
  /** Hashes of bodies, by key. */
  readonly #bodies = new Map<string, number>()
  readonly #notBefore = new Map<string, number>()

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => this.#answer(Buffer.concat(chunks).toString('utf8'), response))
      request.on('error', () => {})
    })
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #answer(text: string, response: import('node:http').ServerResponse): void {
    if (this.mood === 'silent') return
    const { key } = JSON.parse(text) as { key: string }
    if ((this.#notBefore.get(key) ?? 0) > Date.now()) this.tooEarly++
    this.#notBefore.delete(key)
    if (this.mood === 'busy') {
      this.#notBefore.set(key, Date.now() + 1000 * RETRY_AFTER_SECONDS)
      response.writeHead(429, { 'retry-after': String(RETRY_AFTER_SECONDS) }).end()
      return
    }
    if (this.mood === 'failing') {
      response.writeHead(500).end()
      return
    }
    const before = this.#bodies.get(key)
    const body = hash32(text, 0)
    if (before !== undefined && before !== body) this.changed++
    this.#bodies.set(key, body)
    this.taken.set(key, (this.taken.get(key) ?? 0) + 1)
    response.writeHead(200).end()
  }
}
