import { didYouMean } from '../base/did-you-mean.js'
import { WaymarkError } from '../base/errors.js'
import type { HttpRequest } from '../ingest/http.js'
import { FACT_KINDS, isFactKind } from '../partition/fact-kinds.js'
import type { FactQuery } from './fact-stream.js'

/**
 * Reads what a listener asks for.
 * @throws WaymarkError REQUEST_INVALID
 */
export function readFactQuery(request: HttpRequest): FactQuery {
  const { kind, follow = 'true', since } = request.query
  if (kind !== undefined && !(typeof kind === 'string' && /^[a-z]+(\.[a-z]+)*$/.test(kind)))
    throw invalid('kind is one kind of fact: segment.entered, or segment for all of them')
  // One that never comes would be waited for without end.
  if (kind !== undefined && !isFactKind(kind)) {
    const hint = didYouMean(kind, [
      ...FACT_KINDS,
      ...FACT_KINDS.map((known) => known.split('.')[0] as string),
    ])
    throw invalid(`no fact is of the kind ${kind}${hint}: there are ${FACT_KINDS.join(', ')}`)
  }
  if (follow !== 'true' && follow !== 'false') throw invalid('follow is true or false')
  const from = since === 'now' ? since : typeof since === 'string' ? Date.parse(since) : undefined
  if (since !== undefined && (from === undefined || Number.isNaN(from)))
    throw invalid('since is an instant (2026-01-31T10:00:00Z) or now')
  const after = request.headers['last-event-id']
  if (after !== undefined && !(typeof after === 'string' && /^\d{1,15}$/.test(after)))
    throw invalid('last-event-id is the id of an event of this stream')
  return {
    follow: follow === 'true',
    ...(kind === undefined ? {} : { kind }),
    ...(from === undefined ? {} : { since: from }),
    ...(after === undefined ? {} : { after: Number(after) }),
  }
}

function invalid(what: string): WaymarkError {
  return new WaymarkError('REQUEST_INVALID', what)
}
