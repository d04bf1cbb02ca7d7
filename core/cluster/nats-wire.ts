/**
 * What the files beside `nats-broker.ts` need of a NATS connection. Only that file knows the client.
 */
export interface Wire {
  readonly connected: boolean
  /** As the server said last; it can change on a reconnect. */
  readonly payloadBytesMax: number
  /**
   * Sends and forgets. What is sent while disconnected is lost.
   * @param headers as they stand on the wire, from `encodeHeaders`; none if undefined
   * @throws Error when the message is over the server's limit, or the connection is closed
   */
  publish(subject: string, bytes: Uint8Array, reply?: string, headers?: Uint8Array): void
  /** Returns how to end the subscription. It survives reconnects. */
  subscribe(subject: string, onMessage: (message: WireMessage) => void): () => void
  /** A subject prefix that only this connection listens to. */
  newInbox(): string
  /** Calls at each change; returns how to end that. */
  onChange(call: (change: 'up' | 'down') => void): () => void
}

/** A message as it came. Its bytes are one piece of the socket's buffer: copy what is kept. */
export interface WireMessage {
  readonly subject: string
  readonly reply?: string | undefined
  readonly data: Uint8Array
  readonly headers?: WireHeaders | undefined
}

export interface WireHeaders {
  /** Status of a message of the server's own, 0 for others. */
  readonly code: number
  readonly description: string
  get(name: string): string
}

const encoder = new TextEncoder()
export const NOTHING = new Uint8Array(0)

/**
 * Headers as bytes. Ours and not the client's: its map and its canonical spelling cost 1 µs a message, a
 * tenth of a publish.
 */
export function encodeHeaders(headers: ReadonlyArray<readonly [name: string, value: string]>): Uint8Array {
  let text = 'NATS/1.0\r\n'
  for (const [name, value] of headers) {
    if (/[\r\n]/.test(name) || /[\r\n]/.test(value)) throw new Error(`header ${name}: a line break in it`)
    text += `${name}: ${value}\r\n`
  }
  return Buffer.from(`${text}\r\n`)
}

/** The reverse of `encodeHeaders`, for messages that come as JSON. */
export function decodeHeaders(bytes: Uint8Array): WireHeaders {
  const values = new Map<string, string>()
  for (const line of Buffer.from(bytes).toString().split('\r\n').slice(1)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    if (colon > 0 && !values.has(name)) values.set(name, line.slice(colon + 1).trim())
  }
  return { code: 0, description: '', get: (name) => values.get(name) ?? '' }
}

export function encodeJson(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value))
}

/** A pause before try `n` (from 1): doubling from 20 ms to 1 s, halved at random. */
export function backoffMs(n: number): number {
  return Math.min(1_000, 20 * 2 ** (n - 1)) * (0.5 + Math.random() / 2)
}
