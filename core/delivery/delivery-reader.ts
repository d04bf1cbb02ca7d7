import { z } from 'zod'
import type { Delivery } from '../partition/output.js'

const identifiers = z.record(z.string(), z.array(z.string()))
const values = z.record(z.string(), z.unknown())

/** Keys that it does not know are let through: a newer engine may say more. */
const deliverySchema = z.object({
  id: z.string().min(1),
  key: z.string().min(1),
  channel: z.string(),
  at: z.iso.datetime({ offset: true }),
  profile: z.string(),
  subject: z.object({ type: z.string(), value: z.string() }),
  to: identifiers,
  journey: z.string(),
  version: z.string(),
  instance: z.string(),
  step: z.number(),
  content: z.string(),
  snapshot: z.object({ profile: values, entry: values }),
})

type DeliveryRead =
  | { readonly ok: true; readonly delivery: Delivery }
  | { readonly ok: false; readonly reason: string }

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads a message of `wm.delivery.<channel>.*`; what is no delivery for this channel, with a reason. */
export function readDelivery(bytes: Uint8Array, channel: string): DeliveryRead {
  let json: unknown
  try {
    json = JSON.parse(decoder.decode(bytes))
  } catch {
    return { ok: false, reason: 'malformed: not JSON in UTF-8' }
  }
  const parsed = isPlain(json) ? { success: true as const, data: json } : deliverySchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { ok: false, reason: `malformed: ${issue?.path.join('.') || '(top)'}: ${issue?.message}` }
  }
  if (parsed.data.channel !== channel)
    return { ok: false, reason: `malformed: it is for channel ${parsed.data.channel}` }
  return { ok: true, delivery: parsed.data }
}

const TEXTS = ['id', 'key', 'channel', 'profile', 'journey', 'version', 'instance', 'content'] as const
const ENGINE_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/**
 * Whether it is as the engine writes it: the schema's answer at a tenth of its cost. What is not goes through
 * the schema, which knows more spellings and the reason.
 */
function isPlain(json: unknown): json is Delivery {
  if (!isRecord(json)) return false
  for (const key of TEXTS) if (typeof json[key] !== 'string') return false
  const { id, key, at, step, subject, to, snapshot } = json
  if (id === '' || key === '' || typeof step !== 'number') return false
  if (typeof at !== 'string' || !ENGINE_INSTANT.test(at) || Number.isNaN(Date.parse(at))) return false
  if (!isRecord(subject) || typeof subject.type !== 'string' || typeof subject.value !== 'string')
    return false
  if (!isRecord(snapshot) || !isRecord(snapshot.profile) || !isRecord(snapshot.entry)) return false
  return isRecord(to) && Object.values(to).every(isTexts)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
