import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Names } from '../event/subjects.js'
import type { MembersQuery, NodeQuery } from '../lane/protocol.js'
import type { Broker, Reader } from './broker.js'
import type { TaskRunner } from './lane.js'

/** What the API of any worker asks the owner of a partition. */
export type PartitionQuery =
  /** A profile, a redirect or null. */
  | ({ readonly kind: 'profile' } & NodeQuery)
  /** How many profiles are in each segment: `[{segment, members}]`. */
  | { readonly kind: 'segments' }
  /** Some members of a segment: `{members: […], after?}`. */
  | ({ readonly kind: 'members' } & MembersQuery)

/** The answer as JSON; rejects when the partition is not run here. */
type AnswerQuery = (query: PartitionQuery, partition: number) => Promise<string | null>

/** Has the lane of a partition answer, as JSON. */
export async function answerIn(
  lane: TaskRunner,
  partition: number,
  query: PartitionQuery,
): Promise<string | null> {
  switch (query.kind) {
    case 'profile': {
      const { type, value, named, segment } = query
      const of = { type, value, named, ...(segment === undefined ? {} : { segment }) }
      return (await lane.run({ kind: 'profile', partition, ...of })).json
    }
    case 'segments':
      return JSON.stringify((await lane.run({ kind: 'segments', partition })).segments)
    case 'members': {
      const { segment, after, limit } = query
      return JSON.stringify(await lane.run({ kind: 'members', partition, segment, after, limit }))
    }
  }
}

/** Answers what the API of any worker asks about the partitions that this one owns. */
export class PartitionQueries {
  readonly #broker: Broker
  readonly #names: Names
  readonly #answer: AnswerQuery
  readonly #readers = new Map<number, Reader>()

  constructor(broker: Broker, names: Names, answer: AnswerQuery) {
    this.#broker = broker
    this.#names = names
    this.#answer = answer
  }

  async serve(partition: number): Promise<void> {
    await this.end(partition)
    const answer = (bytes: Uint8Array) => this.#respond(partition, bytes)
    this.#readers.set(partition, await this.#broker.serve(this.#names.query(partition), answer))
  }

  async end(partition: number): Promise<void> {
    const reader = this.#readers.get(partition)
    this.#readers.delete(partition)
    await reader?.stop()
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.#readers.keys()].map((partition) => this.end(partition)))
  }

  /** A `PartitionQuery` as JSON -> JSON, `null`, or `{"error":…}`. */
  async #respond(partition: number, bytes: Uint8Array): Promise<Uint8Array> {
    let json: string | null
    try {
      const query: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
      if (!isQuery(query))
        throw new WaymarkError(
          'USAGE',
          'a query is of kind profile, segments or members, with all that belongs to it',
        )
      json = await this.#answer(query, partition)
    } catch (error) {
      json = JSON.stringify({ error: errorLine(error) })
    }
    return Buffer.from(json ?? 'null')
  }
}

function isQuery(query: unknown): query is PartitionQuery {
  if (typeof query !== 'object' || query === null) return false
  const { kind, type, value, named, segment, after, limit } = query as Record<string, unknown>
  switch (kind) {
    case 'profile': {
      const isNode = typeof type === 'string' && typeof value === 'string' && typeof named === 'boolean'
      return isNode && (segment === undefined || typeof segment === 'string')
    }
    case 'segments':
      return true
    case 'members': {
      const isLimit = Number.isInteger(limit) && Number(limit) > 0 && Number(limit) <= LIMITS.membersPageMax
      return typeof segment === 'string' && Number.isSafeInteger(after) && isLimit
    }
    default:
      return false
  }
}
