import { LIMITS } from '../base/limits.js'
import type { SendResult } from './plugin.js'

/** What a plugin returned, as a result: checked, bounded, without what does not belong; null for nonsense. */
export function readSendResult(returned: unknown): SendResult | null {
  if (typeof returned !== 'object' || returned === null) return null
  const { kind, reason, providerId, afterMs } = returned as Record<string, unknown>
  switch (kind) {
    case 'sent':
      if (providerId === undefined) return { kind }
      return typeof providerId === 'string' ? { kind, providerId: shortReason(providerId) } : null
    case 'rejected':
      return typeof reason === 'string' ? { kind, reason: shortReason(reason) } : null
    case 'retry':
      if (typeof reason !== 'string') return null
      if (afterMs === undefined) return { kind, reason: shortReason(reason) }
      return isDelay(afterMs) ? { kind, reason: shortReason(reason), afterMs } : null
    default:
      return null
  }
}

/** A reason as it may stand in logs and headers: one line, bounded. */
export function shortReason(reason: string): string {
  const line = reason.slice(0, LIMITS.reasonLengthMax * 2).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
  return line.length > LIMITS.reasonLengthMax ? `${line.slice(0, LIMITS.reasonLengthMax - 1)}…` : line
}

function isDelay(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
