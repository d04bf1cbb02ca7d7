import { dirname, resolve } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { WaymarkError } from '../base/errors.js'
import { issueWords } from '../base/issue-words.js'
import { type Path, Places } from '../definitions/places.js'
import { NotUtf8, readText } from './text-file.js'

export const ROLES = ['ingest', 'engine', 'delivery', 'api'] as const
export type Role = (typeof ROLES)[number]

/** P at most: partition numbers have three digits, and each takes three streams. */
export const PARTITIONS_MAX = 256

const sourceSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/)
    .describe('Name of the source, as it stands on events and metrics.'),
  writeKey: z
    .string()
    .min(1)
    .describe('Key with which its events come in: the user name of basic authorization.'),
})

const channelSchema = z.strictObject({
  plugin: z
    .string()
    .min(1)
    .describe('Path of the plugin’s module, from the configuration file, or a package name.'),
  options: z.record(z.string(), z.unknown()).default({}).describe('Options of the plugin: see its README.'),
  concurrency: z
    .int()
    .min(1)
    .max(1024)
    .optional()
    .describe('Sends under way at once; as the plugin says, unless told.'),
  timeoutMs: z.int().min(1).max(600_000).optional().describe('One send may take so long, ms.'),
  attempts: z.int().min(1).max(100).optional().describe('Tries before a delivery is a dead letter.'),
})

/** What a user may write in `config/waymark.yaml`. */
export const configSchema = z.strictObject({
  namespace: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,20}$/)
    .default('wm')
    .describe('Begins the names of all streams: one for each tenant or environment.'),
  partitions: z
    .int()
    .min(1)
    .max(PARTITIONS_MAX)
    .default(16)
    .describe(
      'Number of partitions, fixed when the namespace is created: 16 for one machine, 64 for clusters.',
    ),
  roles: z
    .array(z.enum(ROLES))
    .min(1)
    .default([...ROLES])
    .describe('What this worker does; all of it unless told.'),
  nats: z
    .strictObject({
      servers: z
        .array(z.string())
        .default([])
        .describe('Addresses of the servers; none: a private nats-server is started.'),
      replicas: z
        .int()
        .min(1)
        .max(5)
        .default(1)
        .describe('Copies of each stream: 3 for a cluster of nats-servers.'),
      dataDir: z.string().default('.waymark').describe('Folder of the private server’s data.'),
      credentials: z.string().optional().describe('File of credentials for the servers.'),
      logBytesMax: z
        .int()
        .min(1_000_000)
        .default(1_000_000_000)
        .describe('Limit of the log of one partition, bytes; full: events are refused.'),
      changelogBytesMax: z
        .int()
        .min(1_000_000)
        .default(1_000_000_000)
        .describe('Limit of the changelog of one partition, bytes: more than three times its state.'),
      factsBytesMax: z
        .int()
        .min(1_000_000)
        .default(2_000_000_000)
        .describe('Limit of all facts, bytes; full: the oldest go.'),
      deliveriesBytesMax: z
        .int()
        .min(1_000_000)
        .default(1_000_000_000)
        .describe('Limit of all deliveries, bytes; full: the engine waits.'),
      deadLettersBytesMax: z
        .int()
        .min(1_000_000)
        .default(256_000_000)
        .describe('Limit of all dead letters, bytes; full: the oldest go.'),
      logAgeDays: z
        .number()
        .positive()
        .default(7)
        .describe(
          'How long the logs keep events, days: so far back a state can be recomputed, or a window filled.',
        ),
    })
    .prefault({})
    .describe('The broker: the only store.'),
  ingest: z
    .strictObject({
      host: z.string().default('127.0.0.1').describe('Address on which it listens; 0.0.0.0: on all.'),
      port: z.int().min(0).max(65_535).default(8080).describe('Port of the API for events; 0: any free one.'),
      sources: z
        .array(sourceSchema)
        .min(1)
        .default([{ name: 'default', writeKey: 'write-key' }])
        .describe('Who may send events.'),
      lingerMs: z
        .number()
        .min(0)
        .max(50)
        .default(2)
        .describe('How long a batch waits for more events without load, ms.'),
    })
    .prefault({})
    .describe('Where events come in.'),
  engine: z
    .strictObject({
      lanes: z.int().min(0).max(64).default(0).describe('Threads; 0: one per core but one, at least one.'),
      checkpointSeconds: z
        .number()
        .min(0.1)
        .max(3600)
        .default(5)
        .describe('Time between two checkpoints of a partition.'),
      hotBytesMax: z
        .int()
        .min(0)
        .default(1_000_000_000)
        .describe('Bytes of profiles in memory, over all threads; 0: all of them, whatever they take.'),
      spillDir: z
        .string()
        .min(1)
        .default('.waymark/spill')
        .describe('Folder of the others: one of its own for each machine or container.'),
    })
    .prefault({})
    .describe('Where partitions run.'),
  cluster: z
    .strictObject({
      heartbeatSeconds: z
        .number()
        .min(0.05)
        .max(60)
        .default(1)
        .describe('Time between two signs of life of a worker.'),
      expirySeconds: z
        .number()
        .min(0.2)
        .max(600)
        .default(5)
        .describe('Without one for so long a worker is dead, and others take over what it owned.'),
      steadyBeats: z
        .int()
        .min(1)
        .max(100)
        .default(2)
        .describe('Heartbeats after which a worker that came gets partitions that others have.'),
      movesMax: z
        .int()
        .min(1)
        .max(256)
        .default(8)
        .describe('Partitions that change hands at the same time, unless their owner ends.'),
    })
    .refine(({ heartbeatSeconds, expirySeconds }) => expirySeconds >= 3 * heartbeatSeconds, {
      path: ['expirySeconds'],
      message: 'is at least three times heartbeatSeconds',
    })
    .prefault({})
    .describe('Workers that share the partitions.'),
  admin: z
    .strictObject({
      host: z.string().default('127.0.0.1').describe('Address on which it listens; 0.0.0.0: on all.'),
      port: z
        .int()
        .min(0)
        .max(65_535)
        .default(9464)
        .describe('Port of admin API and metrics; 0: any free one.'),
      token: z
        .string()
        .min(1)
        .optional()
        .describe('Wanted from every caller; required when host is not loopback.'),
    })
    .prefault({})
    .describe('Admin API and metrics.'),
  definitions: z.string().default('definitions').describe('Folder of the definitions, from this file.'),
  channels: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), channelSchema)
    .default({})
    .describe('Channels by name, as journeys name them.'),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('The least that is said.'),
    })
    .prefault({})
    .describe('What the process says.'),
})

/** Checked, defaults filled in, paths absolute. */
export type Config = z.output<typeof configSchema> & {
  /** Folder that relative paths of plugins start from. */
  readonly baseDir: string
  /** File that it was read from; undefined when there is none. */
  readonly file?: string
}

/**
 * Reads a configuration file. `${NAME}` in a string is the environment's variable of that name.
 * @throws WaymarkError CONFIG_INVALID with path and reason of every mistake
 */
export function readConfig(path: string, environment: NodeJS.ProcessEnv): Config {
  const { value, places } = readYaml(path)
  const config = checkConfig(value, { path, baseDir: dirname(resolve(path)), environment, places })
  return { ...config, file: path }
}

function readYaml(path: string): { value: unknown; places: Places } {
  let text: string
  try {
    text = readText(path)
  } catch (cause) {
    if (cause instanceof NotUtf8) throw new WaymarkError('CONFIG_INVALID', cause.message, cause.todo)
    throw new WaymarkError('CONFIG_INVALID', `cannot read ${path}`, 'name an existing file with --config', {
      cause,
    })
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const places = new Places(text, document, lines)
  const broken = document.errors[0]
  if (broken === undefined) return { value: document.toJS() ?? {}, places }
  const { line, column } = places.at(broken.pos[0])
  const reason = (broken.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
  throw new WaymarkError('CONFIG_INVALID', `${path}:${line}:${column}: ${reason}`, 'mend the YAML')
}

/** `file:line:column` of a key of a configuration; its way when it was read from no file. */
export function configPlace({ file }: Pick<Config, 'file'>, path: Path): string {
  return placeOf(path, file === undefined ? undefined : { path: file, places: readYaml(file).places })
}

function placeOf(
  path: Path,
  origin: { readonly path: string; readonly places?: Places } | undefined,
): string {
  if (origin?.places === undefined) return [origin?.path, path.join('.')].filter(Boolean).join(': ')
  const { line, column } = origin.places.of(path)
  return `${origin.path}:${line}:${column}`
}

export interface ConfigOrigin {
  /** Named in errors. */
  readonly path: string
  readonly baseDir: string
  readonly environment: NodeJS.ProcessEnv
  /** Where its keys stand in the file. */
  readonly places?: Places
}

/** Checks a configuration given as an object: defaults, secrets, absolute paths. */
export function checkConfig(raw: unknown, origin: ConfigOrigin): Config {
  const value = substitute(raw, origin, [])
  const parsed = configSchema.safeParse(value)
  if (!parsed.success) {
    const mistakes = parsed.error.issues
      .flatMap((issue) => issueWords(issue, { schema: configSchema, value }))
      .map(({ path, message }) => `${placeOf(path, origin)}: ${message}`)
    throw new WaymarkError('CONFIG_INVALID', mistakes.join('\n'), 'mend these keys')
  }
  const config = parsed.data
  return { ...config, definitions: resolve(origin.baseDir, config.definitions), baseDir: origin.baseDir }
}

/** Replaces `${NAME}` in every string of a tree. */
function substitute(node: unknown, origin: ConfigOrigin, path: Path): unknown {
  if (typeof node === 'string') {
    return node.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
      const value = origin.environment[name]
      if (value === undefined)
        throw new WaymarkError(
          'CONFIG_INVALID',
          `${placeOf(path, origin)}: \${${name}} is not set`,
          `set ${name}`,
        )
      return value
    })
  }
  if (Array.isArray(node)) return node.map((item, i) => substitute(item, origin, [...path, i]))
  if (node !== null && typeof node === 'object')
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, substitute(value, origin, [...path, key])]),
    )
  return node
}
