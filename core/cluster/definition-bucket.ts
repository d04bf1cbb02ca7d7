import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Names } from '../event/subjects.js'
import type { DefinitionFile, DefinitionVersion } from '../lane/protocol.js'
import { type Broker, SequenceConflict } from './broker.js'

const revisionSchema = z.object({
  /** Counts up from 1. */
  revision: z.int(),
  version: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Who applied it. */
  by: z.string(),
  /** What it changed, a line each. */
  changes: z.array(z.string()),
})

const currentSchema = revisionSchema.extend({
  /** The version with which the namespace began: partitions without state begin in it. */
  first: z.string(),
  /** Revisions before this one, newest first. */
  earlier: z.array(revisionSchema),
})

const filesSchema = z.array(z.object({ path: z.string(), text: z.string() }))

/** A version that was applied, at some time by someone. */
export type Revision = z.output<typeof revisionSchema>
/** The version that is to be in force, and those that were. */
export type CurrentRevision = z.output<typeof currentSchema>

/** What the bucket held when it was looked at: nobody may have written since for a change to be stored. */
export interface BucketState {
  readonly current: CurrentRevision | null
  readonly sequence: number
}

const CURRENT = 'current'

/**
 * The versions of the definitions of a namespace, as a bucket of key and value keeps them, so that any
 * client of such buckets can look in: `current` is JSON, `version.<version>` the gzipped JSON of all its
 * files. A version is named by its content and never changes.
 */
export class DefinitionBucket {
  readonly #broker: Pick<Broker, 'publish' | 'lastMessage' | 'streamState' | 'purge' | 'payloadBytesMax'>
  readonly #names: Names

  constructor(
    broker: Pick<Broker, 'publish' | 'lastMessage' | 'streamState' | 'purge' | 'payloadBytesMax'>,
    names: Names,
  ) {
    this.#broker = broker
    this.#names = names
  }

  /** @throws WaymarkError BROKER_UNREACHABLE, BROKER_UNSUITABLE when what it holds cannot be read */
  async look(): Promise<BucketState> {
    const { definitionStream: stream } = this.#names
    // First the sequence: what comes in between makes a later change fail, not the other way round.
    const { lastSequence: sequence } = await this.#broker.streamState(stream)
    const message = await this.#broker.lastMessage(stream, this.#names.definition(CURRENT))
    return { current: message && readCurrent(message.bytes), sequence }
  }

  /** Null when there is no such version. */
  async version(version: string): Promise<DefinitionVersion | null> {
    const message = await this.#broker.lastMessage(this.#names.definitionStream, this.#keyOf(version))
    return message && { version, files: readFiles(version, message.bytes) }
  }

  /**
   * Makes a version the current one; its files first, so that whoever reads of it finds them.
   * @throws SequenceConflict when someone has changed something since `state` was read
   * @throws WaymarkError DEFINITION_INVALID when the files are too large, BROKER_FULL, BROKER_UNREACHABLE
   */
  async put(
    { version, files }: DefinitionVersion,
    state: BucketState,
    told: Pick<Revision, 'at' | 'by' | 'changes'>,
  ): Promise<CurrentRevision> {
    const { current } = state
    let { sequence } = state
    const stored = (await this.version(version)) !== null
    if (!stored)
      sequence = await this.#store(this.#keyOf(version), pack(files, this.#broker.payloadBytesMax), sequence)
    const { first = version, earlier = [], ...before } = current ?? {}
    const history = 'revision' in before ? [before as Revision, ...earlier] : []
    const next: CurrentRevision = {
      revision: (current?.revision ?? 0) + 1,
      version,
      ...told,
      first,
      earlier: history.slice(0, LIMITS.definitionHistoryMax),
    }
    await this.#store(this.#names.definition(CURRENT), Buffer.from(JSON.stringify(next)), sequence)
    return next
  }

  /**
   * Drops versions that nobody will ask for when they take much room: what is still needed is stored once
   * more behind them.
   * @throws SequenceConflict when someone has changed something meanwhile: then it is for another time
   */
  async makeRoom(needed: readonly string[]): Promise<void> {
    const { definitionStream: stream } = this.#names
    const { bytes, lastSequence } = await this.#broker.streamState(stream)
    if (bytes < LIMITS.definitionsStoreBytesMax / 2) return
    let sequence = lastSequence
    for (const key of [...needed.map((version) => this.#keyOf(version)), this.#names.definition(CURRENT)]) {
      const message = await this.#broker.lastMessage(stream, key)
      if (message !== null) sequence = await this.#store(key, message.bytes, sequence)
    }
    await this.#broker.purge(stream, lastSequence)
  }

  async #store(key: string, bytes: Uint8Array, expectedLastSequence: number): Promise<number> {
    const options = { expectedLastSequence, messageId: crypto.randomUUID() }
    return (await this.#broker.publish(key, bytes, options)).sequence
  }

  #keyOf(version: string): string {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(version))
      throw new WaymarkError(
        'NOT_FOUND',
        'a version is named by letters and digits',
        'see waymark apply --history',
      )
    return this.#names.definition(`version.${version}`)
  }
}

/** Versions that were in force lately, the current one first, each once. */
export function recentVersions({ version, earlier, first }: CurrentRevision): string[] {
  const recent = [...new Set([version, ...earlier.map((revision) => revision.version)])]
  return [...new Set([...recent.slice(0, LIMITS.versionsMax), first])]
}

export function isConflict(error: unknown): boolean {
  return error instanceof SequenceConflict
}

function pack(files: readonly DefinitionFile[], payloadBytesMax: number): Uint8Array {
  const bytes = gzipSync(JSON.stringify(files))
  const bytesMax = payloadBytesMax / 2
  if (bytes.length <= bytesMax) return bytes
  throw new WaymarkError(
    'DEFINITION_INVALID',
    `the definitions are too large: ${bytes.length} bytes when packed, the broker takes ${bytesMax}`,
    'raise max_payload of the nats-server, or use fewer definitions',
  )
}

function readCurrent(bytes: Uint8Array): CurrentRevision {
  const read = currentSchema.safeParse(
    parse('current', () => JSON.parse(Buffer.from(bytes).toString('utf8'))),
  )
  if (read.success) return read.data
  throw unreadable('current', read.error.issues[0]?.message ?? '')
}

function readFiles(version: string, bytes: Uint8Array): DefinitionFile[] {
  const unpack = (): unknown =>
    JSON.parse(gunzipSync(bytes, { maxOutputLength: 2 * LIMITS.definitionsBytesMax }).toString('utf8'))
  const read = filesSchema.safeParse(parse(`version.${version}`, unpack))
  if (read.success) return read.data
  throw unreadable(`version.${version}`, read.error.issues[0]?.message ?? '')
}

function parse(key: string, read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    throw unreadable(key, error instanceof Error ? error.message : String(error))
  }
}

function unreadable(key: string, reason: string): WaymarkError {
  const todo =
    'run the version of Waymark that wrote it, or delete the bucket and apply the definitions again'
  return new WaymarkError(
    'BROKER_UNSUITABLE',
    `the bucket of definitions: ${key} cannot be read: ${reason}`,
    todo,
  )
}
