import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Message } from 'waymark/plugin'
import { channelContract, type ProviderMood } from 'waymark/testing'
import webhook from './index.js'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const NEXT_SECRET = Buffer.alloc(32, 8).toString('base64')

interface Call {
  readonly headers: Record<string, string>
  readonly body: string
}

/** A receiver of webhooks: real HTTP; refuses what is not signed. */
class Receiver {
  readonly calls: Call[] = []
  answer: (response: ServerResponse) => void = (response) => response.writeHead(204).end()
  readonly #server = createServer((request, response) => void this.#take(request, response))

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    const headers = request.headers as Record<string, string>
    this.calls.push({ headers, body })
    try {
      new Webhook(SECRET).verify(body, headers)
    } catch {
      response.writeHead(401).end()
      return
    }
    this.answer(response)
  }
}

const receiver = new Receiver()
const right = () => ({ url: receiver.url, secret: SECRET, allow: ['127.0.0.1'] })
beforeAll(() => receiver.listen())
afterAll(() => receiver.close())

const MOODS: Record<ProviderMood, (response: ServerResponse) => void> = {
  accepts: (response) => response.writeHead(204).end(),
  fails: (response) => response.writeHead(503).end(),
  refuses: (response) => response.writeHead(400).end(),
  'is silent': () => {},
}

channelContract(webhook, {
  options: right,
  provider: {
    become: (mood) => {
      receiver.answer = MOODS[mood]
    },
    keys: () => receiver.calls.map((call) => call.headers['webhook-id'] ?? ''),
  },
})

describe('webhook', () => {
  beforeEach(() => {
    receiver.calls.length = 0
    receiver.answer = MOODS.accepts
  })

  it('posts the delivery as JSON, signed so that the library of the standard verifies it', async () => {
    expect(await send(right())).toEqual({ kind: 'sent' })
    const [call] = receiver.calls
    expect(new Webhook(SECRET).verify(call?.body ?? '', call?.headers ?? {})).toEqual({
      type: 'delivery',
      ...MESSAGE,
    })
    expect(call?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': '7-4711-0' })
  })

  it('signs with every secret, so that one can replace another', async () => {
    const { secret: _, ...rest } = right()
    expect(await send({ ...rest, secrets: [NEXT_SECRET, SECRET] })).toEqual({ kind: 'sent' })
    const [call] = receiver.calls
    for (const secret of [SECRET, NEXT_SECRET])
      expect(() => new Webhook(secret).verify(call?.body ?? '', call?.headers ?? {})).not.toThrow()
  })

  it('escapes a key that no header can carry, and signs what it sends', async () => {
    expect(await send(right(), { key: '购物车\r\n1' })).toEqual({ kind: 'sent' })
    expect(receiver.calls[0]?.headers['webhook-id']).toBe(encodeURIComponent('购物车\r\n1'))
    expect(JSON.parse(receiver.calls[0]?.body ?? '').key).toBe('购物车\r\n1')
  })

  it('keeps the id of a JSON answer as the id of the provider', async () => {
    receiver.answer = (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"m-1"}')
    expect(await send(right())).toEqual({ kind: 'sent', providerId: 'm-1' })
  })

  it.each([
    [200, 'sent'],
    [302, 'retry'],
    [400, 'rejected'],
    [404, 'rejected'],
    [408, 'retry'],
    [410, 'rejected'],
    [413, 'rejected'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ])('takes %i for %s', async (status, kind) => {
    receiver.answer = (response) =>
      response.writeHead(status, { location: `${receiver.url}/elsewhere` }).end()
    expect((await send(right())).kind).toBe(kind)
    expect(receiver.calls).toHaveLength(1)
  })

  it('obeys Retry-After in seconds and as a date', async () => {
    receiver.answer = (response) => response.writeHead(429, { 'retry-after': '7' }).end()
    expect(await send(right())).toEqual({ kind: 'retry', reason: 'HTTP 429', afterMs: 7_000 })
    const date = new Date(Date.now() + 60_000).toUTCString()
    receiver.answer = (response) => response.writeHead(503, { 'retry-after': date }).end()
    const result = await send(right())
    expect(result.kind === 'retry' && result.afterMs).toBeGreaterThan(50_000)
    expect(result.kind === 'retry' && result.afterMs).toBeLessThanOrEqual(60_000)
  })

  it('tries again when nobody listens, when the answer breaks off, and when none comes in time', async () => {
    const deaf = { ...right(), url: 'http://127.0.0.1:1/' }
    expect(await send(deaf)).toMatchObject({ kind: 'retry', reason: expect.stringContaining('ECONNREFUSED') })
    receiver.answer = (response) => response.destroy()
    expect((await send(right())).kind).toBe('retry')
    receiver.answer = () => {}
    expect((await send({ ...right(), timeoutMs: 30 })).kind).toBe('retry')
  })

  it('reads no more than 64 KB of an answer', async () => {
    let stopped = 0
    receiver.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/plain' })
      const endless = () => {
        while (response.write(Buffer.alloc(16_384, 'x'))) {}
      }
      response.on('drain', endless).on('close', () => stopped++)
      endless()
    }
    expect(await send(right())).toEqual({ kind: 'sent' })
    await expect.poll(() => stopped).toBe(1)
  })

  it.each<[string, { host?: string; allow?: string[] }]>([
    ['a literal loopback address', {}],
    ['a name that leads to loopback', { host: 'localhost' }],
    ['loopback in another spelling', { host: '0x7f.1' }],
    ['loopback as IPv6', { host: '[::ffff:127.0.0.1]' }],
    ['a neighbour that is not named', { allow: ['127.0.0.2', '10.0.0.0/8'] }],
  ])('rejects %s unless "allow" names it', async (_, { host = '127.0.0.1', allow = [] }) => {
    const url = receiver.url.replace('127.0.0.1', host)
    const result = await send({ ...right(), url, allow })
    expect(result).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('not public') })
    expect(receiver.calls).toHaveLength(0)
  })

  it.each([[['127.0.0.0/8']], [['127.0.0.1']]])('calls loopback when "allow" is %j', async (allow) => {
    expect((await send({ ...right(), allow })).kind).toBe('sent')
  })

  it('calls a host that "allow" names, wherever it leads', async () => {
    const url = receiver.url.replace('127.0.0.1', 'localhost')
    expect((await send({ ...right(), url, allow: ['localhost'] })).kind).toBe('sent')
  })

  it.each([
    ['no secret', { secret: undefined }],
    ['a short secret', { secret: 'aGVsbG8=' }],
    ['a secret that is not base64', { secret: 'correct horse battery staple' }],
    ['secret and secrets', { secrets: [SECRET] }],
    ['a URL that is not http', { url: 'file:///etc/passwd' }],
    ['a URL with a password', { url: 'https://ann:secret@example.com/' }],
    ['a header that it sets itself', { headers: { 'Webhook-Id': 'x' } }],
    ['a header with a line break', { headers: { 'x-a': 'b\r\nc: d' } }],
  ])('refuses %s at boot', (_, wrong) => {
    expect(webhook.options?.safeParse({ ...right(), ...wrong }).success).toBe(false)
  })

  it('refuses an entry of "allow" that means nothing', () => {
    const options = webhook.options?.parse({ ...right(), allow: ['10.0.0.0/40'] })
    expect(() => webhook.setup({ instance: 'w', options: options as never, log: {} as never })).toThrow(
      '10.0.0.0/40',
    )
  })
})

const MESSAGE: Message = {
  key: '7-4711-0',
  channel: 'crm',
  at: '2026-01-01T10:00:00.000Z',
  profile: 'p-ann',
  to: { user_id: ['ann'] },
  content: { name: 'welcome', subject: 'Hello', body: '你好', parts: { url: 'https://example.com' } },
  journey: 'welcome',
  instance: 'i-1',
}

async function send(raw: object, change: Partial<Message> = {}) {
  const options = webhook.options?.parse(raw)
  const channel = await webhook.setup({ instance: 'crm', options: options as never, log: {} as never })
  try {
    return await channel.send({ ...MESSAGE, ...change }, { attempt: 1, signal: new AbortController().signal })
  } finally {
    await channel.close?.()
  }
}
