import { type OutboundResponse, TargetRefused } from './outbound.js'
import type { SendResult } from './plugin.js'

/** Statuses of the 400s that say nothing about the message: timeout, too early, too many. */
const PASSING = new Set([408, 425, 429])

/**
 * What an HTTP answer means for a delivery: 2xx sent; 4xx rejected, but for 408, 425 and 429; all else
 * is tried again, redirects (never followed) too. Retry-After is obeyed, in seconds or as a date.
 */
export function httpResult(response: OutboundResponse, providerId?: string): SendResult {
  const { status } = response
  if (status >= 200 && status < 300) return { kind: 'sent', ...(providerId !== undefined && { providerId }) }
  const reason = `HTTP ${status}`
  if (status >= 400 && status < 500 && !PASSING.has(status)) return { kind: 'rejected', reason }
  const afterMs = retryAfterMs(response.header('retry-after'))
  return { kind: 'retry', reason, ...(afterMs !== undefined && { afterMs }) }
}

/** What a call that brought no answer means: try again, unless the target itself is refused. */
export function httpFailure(error: unknown): SendResult {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof TargetRefused) return { kind: 'rejected', reason: cause.message }
  const { code, message } = error as NodeJS.ErrnoException
  return { kind: 'retry', reason: [code, message].filter(Boolean).join(': ') || 'no answer' }
}

function retryAfterMs(header: string): number | undefined {
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}
