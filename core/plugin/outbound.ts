import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher, request } from 'undici'
import { LIMITS } from '../base/limits.js'
import { TargetGuard } from './target-guard.js'

export interface OutboundOptions {
  /**
   * Targets that are not public, or that are called over plain http: addresses, networks
   * (`10.0.0.0/8`) and host names. None: public addresses over https only.
   */
  readonly allow?: readonly string[]
}

export interface OutboundRequest {
  /** POST unless told. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

export interface OutboundResponse {
  readonly status: number
  /** One header by its lower-case name, '' if there is none. */
  header(name: string): string
  /** As text, cut at 64 KB. */
  readonly body: string
}

/** HTTP calls to providers. */
export interface Outbound {
  /**
   * One call: no redirect is followed, no proxy used, no cookie kept. Any status is an answer.
   * @throws TargetRefused for a target that must not be called; the abort's reason; network errors
   */
  request(url: string, call: OutboundRequest): Promise<OutboundResponse>
  /** Ends all connections, also those at work. */
  close(): Promise<void>
}

/** A target that configuration does not allow: trying again does not help. */
export class TargetRefused extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'TargetRefused'
  }
}

/**
 * HTTP for plugins that must not become a way into the operator's own network: the address that a
 * connection really goes to is checked, so a name that resolves otherwise later gains nothing.
 * @throws Error when an entry of `allow` cannot be understood
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const agent = new Agent({
    connect: guardedConnector(new TargetGuard(options.allow)),
    connections: LIMITS.outboundConnectionsMax,
  })
  return {
    request: async (url, call) => {
      const response = await request(url, {
        dispatcher: agent,
        method: call.method ?? 'POST',
        signal: call.signal,
        ...(call.headers !== undefined && { headers: call.headers }),
        ...(call.body !== undefined && { body: call.body }),
      })
      return {
        status: response.statusCode,
        header: (name) => [response.headers[name] ?? ''].flat().join(', '),
        body: await readText(response.body),
      }
    },
    close: async () => {
      await agent.destroy()
    },
  }
}

/** Checks literal addresses itself, as they are connected to without a look-up. */
function guardedConnector(guard: TargetGuard): buildConnector.connector {
  const connector = (protocol: string) =>
    buildConnector({ lookup: guardedLookup(guard, protocol), timeout: LIMITS.outboundConnectMsMax })
  const plain = connector('http:')
  const secure = connector('https:')
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '')
    const refusal = isIP(host) === 0 ? null : guard.refusal(target.protocol, host, host)
    if (refusal !== null) return callback(new TargetRefused(refusal), null)
    const connect = target.protocol === 'https:' ? secure : plain
    connect(target, callback)
  }
}

/** Resolves a name to those of its addresses that may be connected to. */
function guardedLookup(guard: TargetGuard, protocol: string): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, [])
      const open = found.filter(({ address }) => guard.refusal(protocol, host, address) === null)
      const [first] = open
      if (first === undefined) {
        const refusals = found.map(({ address }) => guard.refusal(protocol, host, address))
        return callback(new TargetRefused(refusals[0] ?? `${host} has no address`), [])
      }
      if (options.all === true) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

/** Reads up to the limit; what is beyond is neither kept nor waited for. */
async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= LIMITS.outboundResponseBytesMax) break
  }
  return Buffer.concat(chunks).subarray(0, LIMITS.outboundResponseBytesMax).toString('utf8')
}
