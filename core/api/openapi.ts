import { FACT_KINDS } from '../partition/fact-kinds.js'
import { SCHEMAS } from './openapi-schemas.js'

/** What `/api/openapi.json` says: true to the routes of `api.ts`, held together by a test. */
export function openapi(version: string, token: boolean): unknown {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Waymark admin API',
      version,
      description: 'Health, metrics, profiles, facts and commands of a Waymark cluster.',
    },
    paths: PATHS,
    components: {
      schemas: SCHEMAS,
      ...(token ? { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } : {}),
    },
    ...(token ? { security: [{ token: [] }] } : {}),
  }
}

/** Names of the query parameters of a route: of its method and path, as `/api/profiles/:type/:value`. */
export function queryNames(method: string, path: string): string[] {
  const paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> = PATHS
  const operation = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
  const parameters = (operation?.parameters ?? []) as readonly {
    readonly name: string
    readonly in: string
  }[]
  return parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
}

interface Operation {
  readonly summary: string
  readonly parameters?: readonly unknown[]
}

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'A parameter or the body is not understood',
  401: 'The token is missing or wrong',
  403: 'No token is set, and the call goes to no loopback address or comes from a page in a browser',
  404: 'There is no such thing',
  413: 'The body is too large',
  429: 'Too many listeners',
  503: 'The broker or an owner does not answer',
}

const PATHS = {
  '/healthz': {
    get: {
      summary: 'The process is alive',
      security: [],
      responses: { 200: body('It is', { type: 'object', properties: { status: { const: 'ok' } } }) },
    },
  },
  '/readyz': {
    get: {
      summary: 'The worker can take work: its partitions are owned and their lag is known',
      security: [],
      responses: { 200: body('It can', ref('Readiness')), 503: body('Not yet, and why', ref('Readiness')) },
    },
  },
  '/metrics': {
    get: {
      summary: 'Metrics for Prometheus',
      responses: { 200: { description: 'Text format', content: { 'text/plain': {} } }, ...refusals() },
    },
  },
  '/api/cluster': {
    get: {
      summary: 'Workers, partitions, who owns them and how far behind they are',
      responses: { 200: body('The cluster', ref('Cluster')), ...refusals() },
    },
  },
  '/api/profiles/{type}/{value}': {
    get: {
      summary: 'The profile that an identifier leads to',
      parameters: [pathPart('type', 'Type of the identifier: user_id'), pathPart('value', 'Its value: u42')],
      responses: { 200: body('The profile', ref('Profile')), ...refusals(400, 404, 503) },
    },
  },
  '/api/profiles/{type}/{value}/explain': {
    get: {
      summary: 'Why the profile is in a segment, or why not, and when time alone could change it',
      parameters: [
        pathPart('type', 'Type of the identifier: user_id'),
        pathPart('value', 'Its value: u42'),
        { ...(query('segment', 'Name of the segment', { type: 'string' }) as object), required: true },
      ],
      responses: { 200: body('What its leaves say', ref('Explanation')), ...refusals(400, 404, 503) },
    },
  },
  '/api/segments': {
    get: {
      summary: 'All segments, and how many profiles are in each',
      responses: { 200: body('The segments', ref('Segments')), ...refusals(503) },
    },
  },
  '/api/segments/{name}': {
    get: {
      summary: 'A segment, and how many profiles are in it',
      parameters: [pathPart('name', 'Its name: big-spender')],
      responses: { 200: body('The segment', ref('Segment')), ...refusals(404, 503) },
    },
  },
  '/api/segments/{name}/members': {
    get: {
      summary: 'Members of a segment, a page at a time, in an order in which nobody moves',
      parameters: [
        pathPart('name', 'Its name: big-spender'),
        query('limit', 'Members of a page, 1 to 1000; 100 unless told', { type: 'integer' }),
        query('cursor', '`next` of the page before; the first page unless told', { type: 'string' }),
      ],
      responses: { 200: body('A page', ref('Members')), ...refusals(400, 404, 503) },
    },
  },
  '/api/facts': {
    get: {
      summary: 'Facts as server-sent events: one fact a data line; last `event: end` unless it follows',
      parameters: [
        query('kind', 'A kind, or how kinds begin (segment)', { type: 'string', examples: [...FACT_KINDS] }),
        query('follow', 'false: end with what is stored now. true unless told', { type: 'boolean' }),
        query('since', 'An instant (ISO 8601) or `now`; all that is stored unless told', { type: 'string' }),
        {
          name: 'last-event-id',
          in: 'header',
          description: 'Go on after this id',
          schema: { type: 'integer', minimum: 0 },
        },
      ],
      responses: {
        200: { description: 'The facts', content: { 'text/event-stream': {} } },
        ...refusals(400, 429, 503),
      },
    },
  },
  '/api/commands': {
    post: {
      summary: 'Link, unlink or erase: stored in the log, carried out when the log comes to it',
      requestBody: { required: true, content: { 'application/json': { schema: ref('Command') } } },
      responses: { 202: body('It is stored', ref('StoredCommand')), ...refusals(400, 413, 503) },
    },
  },
  '/api/definitions': {
    get: {
      summary: 'The version of the definitions that is in force, and those before it',
      responses: { 200: body('The history', ref('DefinitionHistory')), ...refusals(503) },
    },
    post: {
      summary: 'Bring definitions into force, or go back to a version that was',
      requestBody: { required: true, content: { 'application/json': { schema: ref('DefinitionRequest') } } },
      responses: {
        200: body('Nothing is applied: a dry run, or nothing changes', ref('AppliedDefinitions')),
        202: body('It is current, and comes into force partition by partition', ref('AppliedDefinitions')),
        ...refusals(400, 404, 413, 503),
      },
    },
  },
  '/api/openapi.json': {
    get: {
      summary: 'This document',
      responses: { 200: body('OpenAPI 3.1', { type: 'object' }), ...refusals() },
    },
  },
}

function ref(name: keyof typeof SCHEMAS): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}

function body(description: string, schema: unknown): unknown {
  return { description, content: { 'application/json': { schema } } }
}

/** Statuses with which a call may be refused; that of a missing token always. */
function refusals(...statuses: readonly number[]): Record<number, unknown> {
  const all = [401, 403, ...statuses].map((status) => [status, body(REFUSALS[status] ?? '', ref('Refusal'))])
  return Object.fromEntries(all)
}

function pathPart(name: string, description: string): unknown {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } }
}

function query(name: string, description: string, schema: unknown): unknown {
  return { name, in: 'query', description, schema }
}
