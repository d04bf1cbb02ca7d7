import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { ContentDefinition } from '../definitions/content.js'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import type { Names } from '../event/subjects.js'
import type { DefinitionFile, DefinitionVersion } from '../lane/protocol.js'
import type { Broker, EndingReader } from './broker.js'
import { type CurrentRevision, DefinitionBucket, isConflict, recentVersions } from './definition-bucket.js'
import type { CurrentVersion, EngineDefinitions } from './engine-definitions.js'

export interface LiveDefinitionsSettings {
  readonly broker: Broker
  readonly names: Names
  /**
   * The configured folder, compiled.
   * @throws WaymarkError CONFIG_INVALID, DEFINITION_INVALID
   */
  readonly folder: () => { readonly files: readonly DefinitionFile[]; readonly definitions: Definitions }
  /** Several workers share the bucket: the folder counts only while there is nothing in it. */
  readonly shared: boolean
  readonly timeScale: number
  /** Who applies the folder. */
  readonly by: string
  readonly clock: Clock
  readonly log: Log
}

/**
 * The definitions that are in force as this worker knows them: what the bucket says is current, and the
 * versions before it that partitions, instances and deliveries may still be in. It follows the bucket
 * while it runs.
 */
export class LiveDefinitions implements EngineDefinitions {
  readonly bucket: DefinitionBucket
  readonly #settings: LiveDefinitionsSettings
  readonly #versions = new Map<string, DefinitionVersion>()
  /** Those that were compiled here: the current one, others when they are asked for. */
  readonly #compiled = new Map<string, Definitions | null>()
  readonly #listeners: (() => void)[] = []
  #revision: CurrentRevision | undefined
  #reader: EndingReader | undefined
  #cancel: (() => void) | undefined
  #taking: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(settings: LiveDefinitionsSettings) {
    this.#settings = settings
    this.bucket = new DefinitionBucket(settings.broker, settings.names)
  }

  /**
   * Finds out what is current, and applies the configured folder if nothing is. Streams must exist.
   * @throws WaymarkError DEFINITION_INVALID, CONFIG_INVALID, BROKER_UNREACHABLE, BROKER_UNSUITABLE
   */
  async start(): Promise<void> {
    await this.#take(await this.#first())
    await this.#read()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    await this.#reader?.stop()
  }

  /** What is current, with its history. */
  get revision(): CurrentRevision {
    if (this.#revision === undefined) throw new Error('the definitions are not known yet')
    return this.#revision
  }

  get current(): CurrentVersion {
    return this.revision
  }

  get first(): string {
    return this.revision.first
  }

  /** The current version, compiled. */
  get definitions(): Definitions {
    const compiled = this.#compiled.get(this.revision.version)
    if (!compiled) throw new Error('the definitions are not compiled')
    return compiled
  }

  versions(): readonly DefinitionVersion[] {
    return [...this.#versions.values()]
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  async refresh(): Promise<void> {
    const { current } = await this.bucket.look()
    if (current !== null) await this.#change(current)
  }

  async fetch(version: string): Promise<DefinitionVersion> {
    const found = this.#versions.get(version) ?? (await this.bucket.version(version))
    if (found !== null) return found
    throw new WaymarkError(
      'NOT_FOUND',
      `version ${version} of the definitions is in a log, but not in the bucket`,
      'apply the definitions again as they were then (waymark apply)',
    )
  }

  /**
   * What a message of a journey is made of: the present contents, unless the journey has been changed since;
   * then those of the last version of the definitions that had it as it was.
   */
  contentsOf(journey: string, version: string): ReadonlyMap<string, ContentDefinition> {
    for (const { version: name } of this.versions().toReversed()) {
      const definitions = this.#compile(name)
      const has = definitions?.journeys.some((one) => one.name === journey && one.version === version)
      if (definitions && has) return definitions.contents
    }
    return this.definitions.contents
  }

  /** What the bucket says; when it is empty, or this worker's own, what the folder says. */
  async #first(): Promise<CurrentRevision> {
    const { folder, shared, by, clock, log } = this.#settings
    for (;;) {
      const state = await this.bucket.look()
      const { current } = state
      if (current !== null && shared) {
        this.#warnOfFolder(current)
        return current
      }
      const { files, definitions } = folder()
      const { version } = definitions
      if (current?.version === version) return current
      if (current !== null) await this.#checkRank(current, definitions)
      const told = { by, at: new Date(clock.now()).toISOString(), changes: ['the configured folder'] }
      try {
        const applied = await this.bucket.put({ version, files }, state, told)
        log.info('the definitions are applied', { version, revision: applied.revision })
        return applied
      } catch (error) {
        // Another worker was first.
        if (!isConflict(error)) throw error
      }
    }
  }

  #warnOfFolder({ version, revision }: CurrentRevision): void {
    const { folder, log } = this.#settings
    try {
      const { files, definitions } = folder()
      if (files.length === 0 || definitions.version === version) return
      log.warn('the folder of definitions is not what is in force: apply it (waymark apply)', {
        folder: definitions.version,
        inForce: version,
        revision,
      })
    } catch (error) {
      log.warn('the folder of definitions cannot be used; what is in force is', { reason: errorLine(error) })
    }
  }

  async #checkRank({ version }: CurrentRevision, next: Definitions): Promise<void> {
    const before = await this.bucket.version(version)
    if (before === null) return
    let definitions: Definitions
    try {
      definitions = compileDefinitions(before.files)
    } catch {
      // Written for another version of Waymark; partitions look at the rank themselves.
      return
    }
    if (!definitions.identities.sameRank(next.identities)) throw otherRank(definitions, next)
  }

  #change(current: CurrentRevision): Promise<void> {
    const change = async (): Promise<void> => {
      const { revision, version } = this.revision
      if (this.#stopped || (current.revision === revision && current.version === version)) return
      await this.#take(current)
      this.#settings.log.info('other definitions are in force', {
        version: current.version,
        revision: current.revision,
      })
      for (const listener of this.#listeners) listener()
    }
    const taking = this.#taking.then(change, change)
    this.#taking = taking
    return taking
  }

  /** Nothing is changed when the current version cannot be had. */
  async #take(current: CurrentRevision): Promise<void> {
    const { log, timeScale } = this.#settings
    const wanted = recentVersions(current).reverse()
    const found = new Map<string, DefinitionVersion>()
    for (const version of wanted) {
      try {
        found.set(version, await this.fetch(version))
      } catch (error) {
        if (version === current.version) throw error
        log.debug('an earlier version of the definitions cannot be had', {
          version,
          reason: errorLine(error),
        })
      }
    }
    const files = found.get(current.version)?.files ?? []
    const compiled = this.#compiled.get(current.version) ?? compileDefinitions(files, { timeScale })
    this.#versions.clear()
    for (const [version, stored] of found)
      if (version !== current.version) this.#versions.set(version, stored)
    this.#versions.set(current.version, { version: current.version, files })
    for (const version of this.#compiled.keys()) if (!found.has(version)) this.#compiled.delete(version)
    this.#compiled.set(current.version, compiled)
    this.#revision = current
  }

  #compile(version: string): Definitions | null {
    const known = this.#compiled.get(version)
    if (known !== undefined) return known
    const { timeScale } = this.#settings
    let compiled: Definitions | null = null
    try {
      compiled = compileDefinitions(this.#versions.get(version)?.files ?? [], { timeScale })
    } catch {
      // Written for another version of Waymark: lanes tell of it.
    }
    this.#compiled.set(version, compiled)
    return compiled
  }

  async #read(): Promise<void> {
    const { broker, names, clock, log } = this.#settings
    if (this.#stopped) return
    const again = (): void => {
      if (!this.#stopped) this.#cancel = clock.timer(LIMITS.definitionsAgainMs, () => void this.#read())
    }
    try {
      const { lastSequence } = await broker.streamState(names.definitionStream)
      const reader = await broker.read(names.definitionStream, lastSequence + 1, async (messages) => {
        if (messages.some(({ subject }) => subject === names.definition('current'))) this.#look()
      })
      this.#reader = reader
      void reader.ended.then((error) => {
        if (error !== undefined) again()
      })
      // What came before it read.
      this.#look()
    } catch (error) {
      log.debug('the bucket of definitions cannot be read yet', { reason: errorLine(error) })
      again()
    }
  }

  #look(): void {
    const { log, clock } = this.#settings
    this.refresh().catch((error: unknown) => {
      log.error('the current definitions cannot be taken over', { reason: errorLine(error) })
      if (!this.#stopped) this.#cancel = clock.timer(LIMITS.definitionsAgainMs, () => this.#look())
    })
  }
}

/** Links rest on the rank of identifier types: it stays as long as its namespace. */
export function otherRank(before: Definitions, next: Definitions): WaymarkError {
  const [is, would] = [before, next].map(({ identities }) => identities.rank)
  return new WaymarkError(
    'DEFINITION_INVALID',
    `identifier types keep their order, ${is}; these definitions say ${would}`,
    'keep types and order as they are, or begin a new namespace',
  )
}
