import type { Readable } from 'node:stream'
import { LIMITS } from '../base/limits.js'
import { type HttpAnswer, type HttpRequest, type HttpRoute, json } from '../ingest/http.js'
import type { ApiParts } from './api.js'
import { storeCommand } from './command.js'
import { answerApply, answerHistory } from './definitions.js'
import { explainMembership } from './explain-membership.js'
import { readFactQuery } from './fact-query.js'
import { factStream } from './fact-stream.js'
import { guard } from './guard.js'
import { readIdentifier } from './identifier.js'
import { knownParameters } from './known-parameters.js'
import { openapi } from './openapi.js'
import { lookUpProfile } from './profile-lookup.js'
import { listSegments, oneSegment, segmentMembers } from './segments.js'

/**
 * The routes of the admin API: probes and metrics in every worker, the rest in those with the role `api`.
 * `listeners` holds the streams that are open.
 * @throws WaymarkError CONFIG_INVALID when others could call without a token
 */
export function createRoutes(parts: ApiParts, listeners: Set<Readable>): HttpRoute[] {
  const api = parts.probesOnly
    ? []
    : [
        ...reads(parts),
        profileRoute(parts),
        explainRoute(parts),
        ...segmentRoutes(parts),
        factsRoute(parts, listeners),
        commandRoute(parts),
        applyRoute(parts),
      ]
  // Scrapers and probes may send parameters of their own.
  const guarded = [metricsRoute(parts), ...api.map(knownParameters)].map(guard(parts.config))
  return [...probes(parts), ...guarded]
}

function probes(parts: ApiParts): HttpRoute[] {
  return [
    { method: 'GET', path: '/healthz', answer: () => json(200, { status: 'ok' }) },
    {
      method: 'GET',
      path: '/readyz',
      answer: async () => {
        const reasons = await parts.notReady()
        const ready = reasons.length === 0
        return json(ready ? 200 : 503, { ready, reasons })
      },
    },
  ]
}

function metricsRoute({ metrics }: ApiParts): HttpRoute {
  const answer = async () => ({ status: 200, type: metrics.contentType, body: await metrics.render() })
  return { method: 'GET', path: '/metrics', answer }
}

function reads(parts: ApiParts): HttpRoute[] {
  const document = openapi(parts.version, parts.config.token !== undefined)
  return [
    { method: 'GET', path: '/api/cluster', answer: async () => json(200, await parts.cluster()) },
    { method: 'GET', path: '/api/definitions', answer: () => answerHistory(parts.definitions) },
    { method: 'GET', path: '/api/openapi.json', answer: () => json(200, document) },
  ]
}

function profileRoute({ ask, identities }: ApiParts): HttpRoute {
  return {
    method: 'GET',
    path: '/api/profiles/:type/:value',
    answer: async ({ params: { type = '', value = '' } }) =>
      json(200, await lookUpProfile(ask, readIdentifier(identities(), type, value))),
  }
}

/** Why a profile is in a segment, or why not; 404 names the segments that there are. */
function explainRoute({ ask, identities }: ApiParts): HttpRoute {
  return {
    method: 'GET',
    path: '/api/profiles/:type/:value/explain',
    answer: async ({ params: { type = '', value = '' }, query }) =>
      json(200, await explainMembership(ask, readIdentifier(identities(), type, value), query.segment)),
  }
}

function segmentRoutes({ segments }: ApiParts): HttpRoute[] {
  return [
    { method: 'GET', path: '/api/segments', answer: async () => json(200, await listSegments(segments)) },
    {
      method: 'GET',
      path: '/api/segments/:name',
      answer: async ({ params: { name = '' } }) => json(200, await oneSegment(segments, name)),
    },
    {
      method: 'GET',
      path: '/api/segments/:name/members',
      answer: async ({ params: { name = '' }, query }) =>
        json(200, await segmentMembers(segments, name, query)),
    },
  ]
}

/** 202: it is in the log, and will be carried out in its place. */
function commandRoute(parts: ApiParts): HttpRoute {
  const answer = async ({ body }: HttpRequest) => json(202, await storeCommand(body, parts))
  return { method: 'POST', path: '/api/commands', answer }
}

function applyRoute({ definitions }: ApiParts): HttpRoute {
  return {
    method: 'POST',
    path: '/api/definitions',
    bodyBytesMax: LIMITS.definitionsBytesMax,
    answer: (request) => answerApply(definitions, request),
  }
}

function factsRoute(parts: ApiParts, listeners: Set<Readable>): HttpRoute {
  let opening = 0
  return {
    method: 'GET',
    path: '/api/facts',
    answer: async (request: HttpRequest): Promise<HttpAnswer> => {
      const query = readFactQuery(request)
      if (listeners.size + opening >= LIMITS.factListenersMax) {
        const message = `${LIMITS.factListenersMax} listeners are connected already`
        return json(429, { success: false, code: 'TOO_MANY', message }, { 'retry-after': '10' })
      }
      opening++
      const body = await factStream(parts.broker, parts.names, parts.clock, query).finally(() => opening--)
      listeners.add(body)
      body.once('close', () => listeners.delete(body))
      return { status: 200, type: 'text/event-stream', headers: { 'cache-control': 'no-store' }, body }
    },
  }
}
