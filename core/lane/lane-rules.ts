import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import { Symbols } from '../event/symbols.js'
import type { ColdOptions } from '../partition/cold-tier.js'
import { Partition } from '../partition/partition.js'
import { VersionShelf } from '../partition/version-shelf.js'
import type { LaneSettings, MoreVersions, RefusedVersion } from './protocol.js'

/** How a partition begins. */
export interface Beginning {
  /** It has a state: of its own version, or of the current one when that is not at hand. */
  readonly isRestored: boolean
  readonly onProgress: () => void
  readonly cold?: ColdOptions | undefined
}

export interface Loading {
  /** Versions that partitions are in. */
  readonly inUse: readonly string[]
  readonly onProgress: () => void
}

/** What a lane applies logs by. */
export interface LaneRules {
  /** @throws WaymarkError DEFINITION_INVALID when the current version cannot be compiled */
  load(more: MoreVersions, loading: Loading): readonly RefusedVersion[]
  /** Whether a version is at hand. */
  has(version: string): boolean
  /** A partition without any state. */
  make(number: number, beginning: Beginning): Partition
  /** By definition: how often expressions had no value since the last call. */
  failures(): Record<string, number>
}

/** Versions of the definitions side by side, compiled for one thread. */
export class CompiledRules implements LaneRules {
  readonly #settings: LaneSettings
  readonly #shelf = new VersionShelf()
  /** A name has one number in all versions. */
  readonly #symbols = new Symbols()
  #current: Definitions | undefined

  constructor(settings: LaneSettings) {
    this.#settings = settings
  }

  /** Compiles what is not there yet. What is written for another version of Waymark is refused. */
  load({ versions, current, keep }: MoreVersions, { inUse, onProgress }: Loading): readonly RefusedVersion[] {
    const { timeScale, first } = this.#settings
    const refused: RefusedVersion[] = []
    for (const { version, files } of versions) {
      onProgress()
      if (this.#shelf.get(version) !== undefined) continue
      try {
        const symbols = this.#symbols
        this.#shelf.add({ ...compileDefinitions(files, { timeScale, symbols }), version })
      } catch (error) {
        if (version === current) throw error
        refused.push({ version, reason: error instanceof Error ? error.message : String(error) })
      }
    }
    this.#current = this.#shelf.get(current) ?? this.#current
    this.#shelf.retain(new Set([first, current, ...keep, ...inUse]))
    return refused
  }

  has(version: string): boolean {
    return this.#shelf.get(version) !== undefined
  }

  make(number: number, { isRestored, onProgress, cold }: Beginning): Partition {
    const { partitions, first } = this.#settings
    const definitions = (isRestored ? undefined : this.#shelf.get(first)) ?? this.#current
    if (definitions === undefined) throw new Error('a lane wants definitions first')
    return new Partition(number, partitions, definitions, { shelf: this.#shelf, onProgress, cold })
  }

  failures(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { failures } of this.#shelf.all())
      for (const { definition, count } of failures.take())
        counts[definition] = (counts[definition] ?? 0) + count
    return counts
  }
}
