import type { DefinitionVersion } from '../lane/protocol.js'

/** Which version of the definitions is to be in force, everywhere. */
export interface CurrentVersion {
  readonly version: string
  /** Counts up with each version that is applied, also with one that was there before. */
  readonly revision: number
}

/** The versions of the definitions as an engine needs them. */
export interface EngineDefinitions {
  readonly current: CurrentVersion
  /** The version with which the namespace began: a partition without state begins in it. */
  readonly first: string
  /** All that are at hand, the current one among them, oldest first. */
  versions(): readonly DefinitionVersion[]
  /** Looks for what has been applied meanwhile: whoever opens a partition must know all that it may meet. */
  refresh(): Promise<void>
  /**
   * Gets one that is not at hand.
   * @throws WaymarkError NOT_FOUND when nobody has applied it, BROKER_UNREACHABLE
   */
  fetch(version: string): Promise<DefinitionVersion>
  /** Called when another version has become the current one. */
  onChange(listener: () => void): void
}
