import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import { describe, type Fields } from './fields.js'
import { measureContext } from './measure.js'
import { rejectionText } from './rejection.js'

/** What a batch holds: `{batch: […], context}`; each of its items is judged by itself. */
export interface Batch {
  readonly items: readonly unknown[]
  readonly context: Fields | undefined
  readonly contextSize: number
}

/** @throws WaymarkError EVENT_INVALID, EVENT_TOO_LARGE */
export function readBatch(body: Fields): Batch {
  const { batch, context } = body
  if (!Array.isArray(batch))
    throw new WaymarkError('EVENT_INVALID', `batch is ${describe(batch)}, not an array`, 'send {"batch":[…]}')
  if (batch.length > LIMITS.requestEventsMax)
    throw tooLarge(`the batch has ${batch.length} events, at most ${LIMITS.requestEventsMax} are taken`)
  const measured = measureContext(context)
  if ('outcome' in measured)
    throw measured.reason === 'too_large'
      ? tooLarge(rejectionText(measured))
      : new WaymarkError('EVENT_INVALID', rejectionText(measured))
  if (measured.size * batch.length > LIMITS.requestMergedBytesMax)
    throw tooLarge('the context of the batch is too large for so many events')
  const contextSize = measured.size
  return { items: batch, context: (context as Fields | null | undefined) ?? undefined, contextSize }
}

function tooLarge(what: string): WaymarkError {
  return new WaymarkError('EVENT_TOO_LARGE', what, 'send smaller batches')
}
