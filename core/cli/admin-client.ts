import { WaymarkError } from '../base/errors.js'

const DEFAULT_ADMIN = 'http://127.0.0.1:9464'
const JSON_ONLY = { accept: 'application/json' }

/** How a command finds the admin API: options first, then the environment. */
export interface AdminOptions {
  readonly admin?: string
}

/** Calls the admin API of a running worker. */
export class AdminClient {
  readonly url: string
  readonly #token: string | undefined

  /** @throws WaymarkError USAGE when the address is none */
  constructor(options: AdminOptions, environment: NodeJS.ProcessEnv) {
    this.url = (options.admin ?? environment.WAYMARK_ADMIN ?? DEFAULT_ADMIN).replace(/\/+$/, '')
    this.#token = environment.WAYMARK_TOKEN
    if (!/^https?:\/\/[^/]/.test(this.url) || !URL.canParse(this.url))
      throw new WaymarkError('USAGE', `${this.url} is no address`, `give one like ${DEFAULT_ADMIN}`)
  }

  /**
   * The JSON that a path answers with; `accept` names statuses beside 200 that are answers, too.
   * @throws WaymarkError ADMIN_UNREACHABLE, TOKEN_REJECTED, or the code that the API gave
   */
  async get(path: string, accept: readonly number[] = []): Promise<unknown> {
    return this.#json(await this.#fetch(path, { headers: JSON_ONLY }), [200, ...accept])
  }

  /**
   * The JSON with which a path says that it has taken what was sent; `accept` names statuses beside 202.
   * @throws WaymarkError ADMIN_UNREACHABLE, TOKEN_REJECTED, or the code that the API gave
   */
  async post(path: string, body: unknown, accept: readonly number[] = []): Promise<unknown> {
    const headers = { ...JSON_ONLY, 'content-type': 'application/json' }
    return this.#json(await this.#fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }), [
      202,
      ...accept,
    ])
  }

  /** The `data:` lines of a stream of server-sent events; ends with its `event: end`. */
  async *events(path: string): AsyncGenerator<string> {
    const response = await this.#fetch(path, { headers: { accept: 'text/event-stream' } })
    if (response.status !== 200) throw this.#refused(response, await this.#whole(response))
    if (response.body === null) throw this.#stranger()
    for await (const line of lines(response.body, (cause) => this.#lost(cause))) {
      if (line === 'event: end') return
      if (line.startsWith('data: ')) yield line.slice(6)
    }
    throw this.#lost()
  }

  async #fetch(path: string, call: Call): Promise<Response> {
    const authorization = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }
    const headers = { ...call.headers, ...authorization }
    try {
      return await fetch(this.url + path, { ...call, headers, redirect: 'error' })
    } catch (cause) {
      throw new WaymarkError(
        'ADMIN_UNREACHABLE',
        `nobody answers at ${this.url}`,
        'start Waymark (waymark start), or say where it is with --admin URL',
        { cause },
      )
    }
  }

  async #json(response: Response, accept: readonly number[]): Promise<unknown> {
    const text = await this.#whole(response)
    if (!accept.includes(response.status)) throw this.#refused(response, text)
    try {
      return JSON.parse(text)
    } catch {
      throw this.#stranger()
    }
  }

  async #whole(response: Response): Promise<string> {
    try {
      return await response.text()
    } catch (cause) {
      throw this.#lost(cause)
    }
  }

  #refused(response: Response, text: string): WaymarkError {
    const refusal = parseRefusal(text)
    if (response.status === 401)
      return new WaymarkError(
        'TOKEN_REJECTED',
        `${this.url} wants a token`,
        'set WAYMARK_TOKEN to admin.token',
      )
    if (refusal === undefined) return this.#stranger()
    // The API's message ends with what to do, as an error's line does.
    const [what = '', todo] = refusal.message.split(' — ', 2)
    const code = response.status === 404 ? 'NOT_FOUND' : 'ADMIN_UNREACHABLE'
    const told = refusal.code === 'DEFINITION_INVALID' ? refusal.code : 'REQUEST_INVALID'
    return new WaymarkError(response.status === 400 ? told : code, what, todo)
  }

  #lost(cause?: unknown): WaymarkError {
    const todo = 'look whether Waymark still runs (waymark status)'
    return new WaymarkError('ADMIN_UNREACHABLE', `${this.url} ended the connection`, todo, { cause })
  }

  #stranger(): WaymarkError {
    const todo = 'say where Waymark is with --admin URL'
    return new WaymarkError('ADMIN_UNREACHABLE', `what answers at ${this.url} is not Waymark`, todo)
  }
}

interface Call {
  readonly method?: 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

function parseRefusal(text: string): { message: string; code: unknown } | undefined {
  try {
    const { message, code } = JSON.parse(text) as { message?: unknown; code?: unknown }
    return typeof message === 'string' ? { message, code } : undefined
  } catch {
    return undefined
  }
}

async function* lines(
  body: ReadableStream<Uint8Array>,
  lost: (cause: unknown) => Error,
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of body) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = parts.pop() ?? ''
      yield* parts
    }
  } catch (cause) {
    throw lost(cause)
  }
}
