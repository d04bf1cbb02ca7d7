import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import type { Log } from '../base/log.js'
import type { Broker } from '../cluster/broker.js'
import type { Identities } from '../definitions/identities.js'
import { encodeCommandRecord } from '../event/batch.js'
import type { Identifier } from '../event/event.js'
import type { Names } from '../event/subjects.js'
import { readIdentifier } from './identifier.js'

/** Where a command stands: in the log of the home of its subject. */
export interface StoredCommand {
  readonly id: string
  readonly partition: number
  readonly sequence: number
}

export interface CommandParts {
  readonly broker: Broker
  readonly names: Names
  /** As they are in force. */
  readonly identities: () => Identities
  /** Home of an identifier. */
  partitionOf(identifier: Identifier): number
  readonly clock: Clock
  readonly log: Log
}

/**
 * Puts a command about identities into the log, where it takes its place among the events; it is carried out
 * when the log comes to it. `body` is JSON, `{command, subject, other?, id?}`. The id makes it idempotent:
 * what comes again with it, for the same subject and within two minutes, is stored once.
 * @throws WaymarkError REQUEST_INVALID; BROKER_FULL, BROKER_UNREACHABLE: not stored, as far as is known
 */
export async function storeCommand(body: Uint8Array, parts: CommandParts): Promise<StoredCommand> {
  const { broker, names, clock, log } = parts
  const identities = parts.identities()
  const { command, id = randomUUID(), ...given } = readBody(body)
  const whom = 'other' in given ? strongerFirst(given, identities) : subjectOf(given, identities)
  const partition = parts.partitionOf(whom.subject)
  const record = encodeCommandRecord({ name: command, id, time: clock.now(), ...whom })
  const { sequence } = await broker.publish(names.log(partition), record, { messageId: id })
  // Who was erased must not live on in a log.
  log.info('a command is stored', { command, id, partition, sequence })
  return { id, partition, sequence }
}

const identifierSchema = z.strictObject({ type: z.string(), value: z.string() })
const idSchema = z
  .string()
  .regex(/^[\w.:-]{1,128}$/, 'an id is up to 128 letters, digits and . : _ -')
  .optional()
const commandSchema = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('link'),
    subject: identifierSchema,
    other: identifierSchema,
    id: idSchema,
  }),
  z.strictObject({ command: z.enum(['unlink', 'erase']), subject: identifierSchema, id: idSchema }),
])
type GivenCommand = z.infer<typeof commandSchema>

function readBody(body: Uint8Array): GivenCommand {
  let given: unknown
  try {
    given = JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    throw invalid('the body is no JSON')
  }
  const { success, data, error } = commandSchema.safeParse(given)
  if (success) return data
  const [issue] = error.issues
  const place = issue?.path.length ? `${issue.path.join('.')}: ` : ''
  throw invalid(`${place}${issue?.message ?? 'malformed'}`)
}

function subjectOf({ subject }: { subject: Identifier }, identities: Identities): { subject: Identifier } {
  return { subject: readIdentifier(identities, subject.type, subject.value) }
}

/** Claims go from stronger to weaker: so the command begins at the stronger of the two. */
function strongerFirst(
  given: { readonly subject: Identifier; readonly other: Identifier },
  identities: Identities,
): { subject: Identifier; other: Identifier } {
  const subject = readIdentifier(identities, given.subject.type, given.subject.value)
  const other = readIdentifier(identities, given.other.type, given.other.value)
  const [kind, otherKind] = [subject, other].map(({ type }) => identities.type(type)?.entity)
  if (kind !== otherKind)
    throw invalid(`${subject.type} is of the kind ${kind}, ${other.type} of the kind ${otherKind}`)
  const order = identities.compare(subject, other)
  if (order === 0) throw invalid(`${subject.type}:${subject.value} is linked to itself already`)
  return order < 0 ? { subject, other } : { subject: other, other: subject }
}

function invalid(what: string): WaymarkError {
  const todo = 'send {"command": "link|unlink|erase", "subject": {type, value}, "other": {type, value}, "id"}'
  return new WaymarkError('REQUEST_INVALID', what, todo)
}
