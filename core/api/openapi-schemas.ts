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

/** What `/api/openapi.json` says of the shapes that go to and fro. */
export const SCHEMAS = {
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
      zone: { type: 'string', description: 'Of a leaf by the calendar: that of its instants' },
      events: {
        type: 'array',
        description: 'Those that decide it, newest first',
        items: {
          type: 'object',
          required: ['id', 'at'],
          properties: { id: { type: 'string', description: 'Its messageId' }, at: INSTANT },
        },
      },
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
  Segments: {
    type: 'object',
    required: ['segments'],
    properties: { segments: { type: 'array', items: { $ref: '#/components/schemas/Segment' } } },
  },
  Segment: {
    type: 'object',
    required: ['name', 'version', 'entity', 'members'],
    properties: {
      name: { type: 'string' },
      version: { type: 'string' },
      entity: { type: 'string', description: 'Kind of the profiles that can be in it' },
      members: { type: 'integer', description: 'Profiles that are in it now' },
    },
  },
  Members: {
    type: 'object',
    required: ['members', 'next'],
    properties: {
      members: list({ profile: { type: 'string' }, subject: IDENTIFIER }),
      next: {
        type: ['string', 'null'],
        description: 'Cursor of the next page, even if this one is not full; null: there is none',
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
      checkpointSeconds: { type: 'number', description: 'Time between two checkpoints of a partition' },
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
            missing: {
              type: ['integer', 'null'],
              description: 'Records of its log that were deleted before its owner could apply them',
            },
            checkpointAgeMs: { type: ['number', 'null'], description: 'Since its state was last durable' },
            definitions: { type: ['string', 'null'], description: 'Version of the definitions in force' },
            backfillFailed: {
              type: ['string', 'null'],
              description: 'Version whose new windows lack some of the past of its log',
            },
            restoredPercent: { type: ['number', 'null'], description: 'How much of its state is restored' },
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
