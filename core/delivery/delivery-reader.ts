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
  const parsed = deliverySchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { ok: false, reason: `malformed: ${issue?.path.join('.') || '(top)'}: ${issue?.message}` }
  }
  if (parsed.data.channel !== channel)
    return { ok: false, reason: `malformed: it is for channel ${parsed.data.channel}` }
  return { ok: true, delivery: parsed.data }
}
