import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { didYouMean } from '../base/did-you-mean.js'
import { type ErrorCode, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'

/** One request, its body read whole and left as it came: neither inflated nor parsed. */
export interface HttpRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The `:name` parts of the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string | readonly string[]>>
  readonly headers: Readonly<IncomingHttpHeaders>
  /** Empty when there is none. */
  readonly body: Buffer
}

export interface HttpAnswer {
  readonly status: number
  /** `application/json; charset=utf-8` unless told. */
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A stream is destroyed when the caller goes away. */
  readonly body: string | Uint8Array | Readable
}

export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/api/profiles/:type/:value` */
  readonly path: string
  /** Instead of that of the server. */
  readonly bodyBytesMax?: number
  /** A thrown WaymarkError is answered by its code (`refusal`), anything else is a bug: 500. */
  answer(request: HttpRequest): HttpAnswer | Promise<HttpAnswer>
}

export interface HttpOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  readonly routes: readonly HttpRoute[]
  /** Body as it comes over the line; beyond it the answer is 413. */
  readonly bodyBytesMax: number
  /** True: pages of any origin may call (no cookies are read). */
  readonly anyOrigin: boolean
  /** How long `stop` waits for requests under way before it cuts them, ms. */
  readonly drainMs: number
  readonly log: Log
}

export interface HttpServer {
  /** `http://127.0.0.1:8080`; '' before the start. */
  readonly url: string
  /** @throws WaymarkError CONFIG_INVALID when the address cannot be had */
  start(): Promise<void>
  /** Takes no more connections, lets requests under way end, then closes. */
  stop(): Promise<void>
}

/** The one door to HTTP: for ingest, for the admin API. Nothing listens before `start`. */
export function createHttpServer(options: HttpOptions): HttpServer {
  const life = { ending: false }
  const app = createApp(options, life)
  for (const route of options.routes) addRoute(app, route, life)
  let url = ''
  return {
    get url() {
      return url
    },
    start: async () => {
      url = await listen(app, options)
    },
    stop: () => {
      life.ending = true
      return stop(app, options.drainMs)
    },
  }
}

/** An answer in JSON. */
export function json(status: number, value: unknown, headers?: Readonly<Record<string, string>>): HttpAnswer {
  return { status, body: JSON.stringify(value), ...(headers === undefined ? {} : { headers }) }
}

/** What a caller is told of an error: `{"success":false,"code":…,"message":…}`. */
function refusal(error: unknown): HttpAnswer {
  if (!(error instanceof WaymarkError))
    return json(500, { success: false, code: 'INTERNAL', message: 'the server failed; its log says why' })
  const status = STATUS[error.code] ?? 400
  const message = error.todo === '' ? error.message : `${error.message} — ${error.todo}`
  const headers = RETRY_AFTER.has(status) ? { 'retry-after': '1' } : undefined
  return json(status, { success: false, code: error.code, message }, headers)
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  KEY_REJECTED: 401,
  NOT_FOUND: 404,
  EVENT_TOO_LARGE: 413,
  INGEST_FULL: 503,
  BROKER_FULL: 503,
  BROKER_UNREACHABLE: 503,
  BROKER_UNSUITABLE: 503,
}
const RETRY_AFTER = new Set([429, 503])
const JSON_TYPE = 'application/json; charset=utf-8'
const NO_BODY = Buffer.alloc(0)

interface Life {
  readonly ending: boolean
}

function createApp(options: HttpOptions, life: Life): FastifyInstance {
  const app = fastify({
    bodyLimit: options.bodyBytesMax,
    connectionTimeout: 0,
    requestTimeout: LIMITS.httpRequestMsMax,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    logger: false,
    http: { maxHeaderSize: LIMITS.httpHeaderBytesMax },
    routerOptions: { maxParamLength: LIMITS.pathPartLengthMax },
  })
  app.server.maxConnections = LIMITS.httpConnectionsMax
  // The type that a sender states is not believed, and a malformed one is no reason to refuse.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', (request, reply, done) => {
    delete request.raw.headers['content-type']
    if (options.anyOrigin) reply.header('access-control-allow-origin', '*')
    done()
  })
  if (options.anyOrigin) app.options('*', (_request, reply) => reply.code(204).headers(PREFLIGHT).send())
  app.setNotFoundHandler((request, reply) => send(reply, refusal(missing(request, options.routes)), life))
  app.setErrorHandler((error: FastifyError | WaymarkError, _request, reply) =>
    send(reply, failed(error, options.log), life),
  )
  return app
}

/** The nearest path is named, or the method of this one. */
function missing(request: FastifyRequest, routes: readonly HttpRoute[]): WaymarkError {
  const path = pathOf(request)
  const methods = routes.filter((route) => route.path === path).map(({ method }) => method)
  const names = new Set(routes.map((route) => route.path).filter((known) => !known.includes(':')))
  const isLong = path.length > HINTED_PATH_MAX
  const near = (isLong ? '' : didYouMean(path, names)) || `: there are ${[...names].join(', ')}`
  const hint = methods.length > 0 ? `: it is ${methods.join(', ')}` : near
  return new WaymarkError('NOT_FOUND', `there is no ${request.method} ${path}${hint}`)
}

/** Characters of a path to which the nearest one is looked for. */
const HINTED_PATH_MAX = 64

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, content-encoding',
  'access-control-max-age': '86400',
}

function addRoute(app: FastifyInstance, route: HttpRoute, life: Life): void {
  app.route({
    method: route.method,
    url: route.path,
    ...(route.bodyBytesMax === undefined ? {} : { bodyLimit: route.bodyBytesMax }),
    handler: async (request, reply) => {
      const answer = await route.answer({
        method: request.method,
        path: pathOf(request),
        params: request.params as Record<string, string>,
        query: request.query as Record<string, string>,
        headers: request.headers,
        body: (request.body as Buffer | undefined) ?? NO_BODY,
      })
      return send(reply, answer, life)
    },
  })
}

function send(reply: FastifyReply, answer: HttpAnswer, life: Life): FastifyReply {
  // Else the caller would keep its connection, and the end would wait for it.
  if (life.ending) reply.header('connection', 'close')
  reply.code(answer.status).type(answer.type ?? JSON_TYPE)
  if (answer.headers !== undefined) reply.headers(answer.headers)
  return reply.send(answer.body)
}

/** What fastify itself refuses (a body too large, a malformed request) speaks our language too. */
function failed(error: FastifyError | WaymarkError, log: Log): HttpAnswer {
  if (error instanceof WaymarkError) return refusal(error)
  if (error.statusCode === 413)
    return refusal(new WaymarkError('EVENT_TOO_LARGE', 'the body is too large', 'send less at once'))
  if (error.statusCode !== undefined && error.statusCode < 500)
    return json(error.statusCode, { success: false, code: 'EVENT_INVALID', message: error.message })
  log.error('a request failed', { error: error.stack ?? error.message })
  return refusal(error)
}

function pathOf(request: FastifyRequest): string {
  const end = request.url.indexOf('?')
  return end < 0 ? request.url : request.url.slice(0, end)
}

async function listen(app: FastifyInstance, options: HttpOptions): Promise<string> {
  const { host, port } = options
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new WaymarkError(
      'CONFIG_INVALID',
      `cannot listen on ${host}:${port}: ${reason}`,
      'name a free port',
      {
        cause,
      },
    )
  }
  const address = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

async function stop(app: FastifyInstance, drainMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), drainMs)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
  }
}
