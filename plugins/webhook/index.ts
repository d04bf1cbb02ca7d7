import { Webhook } from 'standardwebhooks'
import {
  createOutbound,
  defineChannel,
  httpFailure,
  httpResult,
  type Message,
  type OutboundResponse,
  z,
} from 'waymark/plugin'

/** Spoken by the webhook itself, or by HTTP: not for the user to set. */
const RESERVED = /^(webhook-|content-|(host|connection|transfer-encoding|expect|upgrade|keep-alive)$)/i

const secret = z
  .string()
  .refine(
    isSecret,
    'must be base64 of 24 to 64 bytes, whsec_ before it or not: `openssl rand -base64 32` makes one',
  )

const headers = z.record(
  z
    .string()
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'is no name of a header')
    .refine((name) => !RESERVED.test(name), 'is set by the webhook itself'),
  z.string().regex(/^[\t\x20-\x7e]*$/, 'may hold printable ASCII only'),
)

const options = z
  .strictObject({
    /** Where to POST. */
    url: z.url({ protocol: /^https?$/ }).refine((url) => !URL.canParse(url) || new URL(url).username === '', {
      message: 'may hold no user name; put an Authorization header into "headers"',
    }),
    /** Signs every request. */
    secret: secret.optional(),
    /** Several while one replaces another: each signs, the receiver takes any. */
    secrets: z.array(secret).min(1).max(8).optional(),
    /** Of one call, from connecting to the end of the answer. */
    timeoutMs: z.int().min(1).max(600_000).default(10_000),
    headers: headers.default({}),
    /** Targets that are not public or not https: addresses, networks, host names. */
    allow: z.array(z.string()).default([]),
  })
  .refine(({ secret, secrets }) => (secret === undefined) !== (secrets === undefined), {
    message: 'give either "secret" or "secrets"',
    path: ['secret'],
  })

/** POSTs each delivery to one URL, signed as Standard Webhooks say (https://www.standardwebhooks.com). */
export default defineChannel({
  name: 'webhook',
  options,
  limits: { timeoutMs: 15_000 },
  setup: ({ options }) => {
    const signers = (options.secrets ?? [options.secret ?? '']).map((secret) => new Webhook(secret))
    const outbound = createOutbound({ allow: options.allow })
    return {
      send: async (message, { signal }) => {
        try {
          const response = await outbound.request(options.url, {
            ...signed(message, signers, options.headers),
            signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]),
          })
          return httpResult(response, providerId(response))
        } catch (error) {
          return httpFailure(error)
        }
      },
      close: () => outbound.close(),
    }
  },
})

/** The id is the idempotency key, so it stays on retry; the timestamp is that of the try. */
function signed(message: Message, signers: readonly Webhook[], headers: Readonly<Record<string, string>>) {
  const { key, channel, at, profile, to, content, journey, instance } = message
  const body = JSON.stringify({ type: 'delivery', key, channel, at, profile, to, content, journey, instance })
  const id = /^[\x21-\x7e]+$/.test(key) ? key : encodeURIComponent(key)
  const now = new Date()
  return {
    body,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signers.map((signer) => signer.sign(id, now, body)).join(' '),
    },
  }
}

/** The receiver's own name for it, if it answers with JSON that has an `id`. */
function providerId(response: OutboundResponse): string | undefined {
  if (!response.header('content-type').includes('json')) return undefined
  try {
    const answer: unknown = JSON.parse(response.body)
    const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}

function isSecret(text: string): boolean {
  const base64 = text.replace(/^whsec_/, '')
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 && bytes.length >= 24 && bytes.length <= 64
}
