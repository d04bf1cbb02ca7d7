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
  '/api/facts': {
    get: {
      summary: 'Facts as server-sent events: one fact a data line; last `event: end` unless it follows',
      parameters: [
        query('kind', 'A kind (segment.entered) or how kinds begin (segment)', { type: 'string' }),
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

const IDENTIFIER = {
  type: 'object',
  required: ['type', 'value'],
  properties: { type: { type: 'string' }, value: { type: 'string' } },
}
const PLACE = {
  ...IDENTIFIER,
  properties: {
    ...IDENTIFIER.properties,
    life: {
      type: 'integer',
      description: 'How often the identifier had been let go before; left out when never',
    },
  },
}
const EVIDENCE = {
  type: 'object',
  description: 'The event or command that said so',
  properties: {
    eventId: { type: 'string' },
    time: { type: 'number', description: 'ms since the epoch' },
    source: { type: 'string' },
  },
}
const INSTANT = { type: 'string', format: 'date-time' }

const REVISION = {
  type: 'object',
  required: ['revision', 'version', 'at', 'by', 'changes'],
  properties: {
    revision: { type: 'integer', description: 'Counts up with each that is applied' },
    version: { type: 'string', description: 'Hash of the content' },
    at: INSTANT,
    by: { type: 'string' },
    changes: { type: 'array', items: { type: 'string' } },
  },
}

const SCHEMAS = {
  DefinitionHistory: {
    type: 'object',
    required: ['current', 'earlier'],
    properties: {
      current: { oneOf: [REVISION, { type: 'null' }] },
      earlier: { type: 'array', items: REVISION, description: 'Newest first' },
    },
  },
  DefinitionRequest: {
    type: 'object',
    additionalProperties: false,
    description: 'Files or a version, one of the two',
    properties: {
      files: {
        type: 'array',
        items: {
          type: 'object',
          required: ['path', 'text'],
          additionalProperties: false,
          properties: {
            path: { type: 'string', description: 'As mistakes name it' },
            text: { type: 'string' },
          },
        },
      },
      version: { type: 'string', description: 'One of the history' },
      by: { type: 'string', description: 'Who applies it' },
      after: { type: 'integer', description: 'Refuse when the definitions are not at this revision' },
      dryRun: { type: 'boolean', description: 'Only say what would change' },
    },
  },
  AppliedDefinitions: {
    type: 'object',
    required: ['version', 'revision', 'applied', 'changes'],
    properties: {
      version: { type: 'string' },
      revision: { type: 'integer' },
      applied: { type: 'boolean' },
      changes: list({
        kind: { type: 'string' },
        name: { type: 'string' },
        change: { enum: ['added', 'changed', 'removed'] },
        means: { type: 'string', description: 'For profiles and running journeys' },
      }),
    },
  },
  Refusal: {
    type: 'object',
    required: ['success', 'code', 'message'],
    properties: { success: { const: false }, code: { type: 'string' }, message: { type: 'string' } },
  },
  Readiness: {
    type: 'object',
    required: ['ready', 'reasons'],
    properties: { ready: { type: 'boolean' }, reasons: { type: 'array', items: { type: 'string' } } },
  },
  Profile: {
    type: 'object',
    required: ['profile', 'root', 'way'],
    properties: {
      profile: { type: 'string', description: 'Stable over merges' },
      root: IDENTIFIER,
      way: {
        type: 'array',
        description: 'From the identifier that was asked for to the profile',
        items: {
          ...PLACE,
          properties: {
            ...PLACE.properties,
            partition: { type: 'integer' },
            leads: { oneOf: [{ const: 'profile' }, PLACE] },
            owners: { type: 'array', items: PLACE },
          },
        },
      },
      entity: { type: 'string' },
      shared: { type: 'boolean', description: 'Used by too many: it links no more' },
      created: INSTANT,
      identifiers: list({ ...IDENTIFIER.properties, linked: INSTANT, because: EVIDENCE }),
      refused: list({
        type: { type: 'string' },
        reason: { type: 'string' },
        at: INSTANT,
        because: EVIDENCE,
      }),
      pending: { type: 'array', items: IDENTIFIER, description: 'Claimed, not answered yet' },
      parked: { type: 'integer', description: 'Events and commands that wait for those answers' },
      properties: { type: 'object' },
      segments: { type: 'array', items: { type: 'string' } },
      journeys: { type: 'array', items: { type: 'object' }, description: 'Those that run' },
    },
  },
  Explanation: {
    type: 'object',
    required: ['profile', 'segment', 'in', 'where', 'next', 'way'],
    properties: {
      profile: { type: 'string' },
      segment: { type: 'string' },
      version: { type: 'string' },
      asOf: { ...INSTANT, description: 'Log time of its partition' },
      in: { type: 'boolean' },
      where: { $ref: '#/components/schemas/Condition' },
      next: { type: ['string', 'null'], description: 'Earliest instant at which time alone could change it' },
      way: { type: 'array', items: { type: 'object' }, description: 'As of a profile' },
    },
  },
  Condition: {
    type: 'object',
    description: 'all, any or not of conditions, or a leaf',
    required: ['holds'],
    properties: {
      holds: { type: 'boolean' },
      all: { type: 'array', items: { $ref: '#/components/schemas/Condition' } },
      any: { type: 'array', items: { $ref: '#/components/schemas/Condition' } },
      not: { $ref: '#/components/schemas/Condition' },
      leaf: { type: 'string' },
      value: { type: ['number', 'string', 'boolean'], description: 'Left out when there is none' },
      events: { type: 'array', items: { type: 'string' }, description: 'Message ids, newest first' },
      properties: { type: 'object', description: 'Those of the profile that the leaf reads' },
      where: { $ref: '#/components/schemas/Condition' },
    },
  },
  Command: {
    type: 'object',
    required: ['command', 'subject'],
    additionalProperties: false,
    properties: {
      command: { enum: ['link', 'unlink', 'erase'] },
      subject: IDENTIFIER,
      other: { ...IDENTIFIER, description: 'Of `link`, and of no other' },
      id: {
        type: 'string',
        pattern: '^[A-Za-z0-9_.:-]{1,128}$',
        description: 'A command that comes again with its id within two minutes is stored once',
      },
    },
  },
  StoredCommand: {
    type: 'object',
    required: ['id', 'partition', 'sequence'],
    properties: {
      id: { type: 'string' },
      partition: { type: 'integer' },
      sequence: { type: 'integer' },
    },
  },
  Cluster: {
    type: 'object',
    required: ['namespace', 'broker', 'workers', 'partitions'],
    properties: {
      namespace: { type: 'string' },
      broker: {
        type: 'object',
        properties: { version: { type: 'string' }, connected: { type: 'boolean' } },
      },
      workers: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string' },
            host: { type: 'string', description: 'Its machine' },
            roles: { type: 'array', items: { type: 'string' } },
            version: { type: 'string' },
            startedAt: { type: 'string', format: 'date-time' },
            state: { enum: ['joining', 'present', 'leaving'] },
            partitions: { type: 'integer', description: 'How many it owns' },
          },
        },
      },
      partitions: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            partition: { type: 'integer' },
            owner: { type: ['string', 'null'] },
            state: { enum: ['open', 'opening', 'unowned', 'refused'] },
            epoch: { type: ['integer', 'null'], description: 'Grows with each owner' },
            lag: { type: ['integer', 'null'], description: 'Records stored and not yet applied' },
            checkpointAgeMs: { type: ['number', 'null'], description: 'Since its state was last durable' },
            definitions: { type: ['string', 'null'], description: 'Version of the definitions in force' },
            reason: { type: ['string', 'null'], description: 'Why it is refused' },
          },
        },
      },
    },
  },
}

function list(properties: Readonly<Record<string, unknown>>): unknown {
  return { type: 'array', items: { type: 'object', properties } }
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
