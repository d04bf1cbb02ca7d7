import { errorLine, WaymarkError } from '../base/errors.js'
import type { Names } from '../event/subjects.js'
import type { NodeQuery } from '../lane/protocol.js'
import type { Broker, Reader } from './broker.js'

/** A profile, a redirect or null, as JSON; rejects when the partition is not run here. */
export type AnswerQuery = (query: NodeQuery, partition: number) => Promise<string | null>

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

  /** `{"kind":"profile","type":…,"value":…,"named":…,"segment"?:…}` -> JSON, `null`, or `{"error":…}`. */
  async #respond(partition: number, bytes: Uint8Array): Promise<Uint8Array> {
    let json: string | null
    try {
      const query: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
      if (!isProfileQuery(query))
        throw new WaymarkError('USAGE', 'a query is {kind: "profile", type, value, named, segment?}')
      json = await this.#answer(query, partition)
    } catch (error) {
      json = JSON.stringify({ error: errorLine(error) })
    }
    return Buffer.from(json ?? 'null')
  }
}

interface ProfileQuery extends NodeQuery {
  readonly kind: 'profile'
}

function isProfileQuery(query: unknown): query is ProfileQuery {
  if (typeof query !== 'object' || query === null) return false
  const { kind, type, value, named, segment } = query as Record<string, unknown>
  const isNode = typeof type === 'string' && typeof value === 'string' && typeof named === 'boolean'
  return kind === 'profile' && isNode && (segment === undefined || typeof segment === 'string')
}
