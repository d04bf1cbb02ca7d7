import type { LogRecord } from '../lane/protocol.js'
import { neededVersion } from '../partition/needed-version.js'
import type { LaneVersions } from './lane-versions.js'

export interface VersionGateSettings {
  readonly versions: Pick<LaneVersions, 'has' | 'ensure'>
  /** Called when the record that had to wait may pass. */
  readonly onOpen: () => void
  /** Called when the version that it needs cannot be had: the partition cannot go on. */
  readonly onStuck: (error: Error) => void
}

/**
 * Holds up a partition in front of a record that needs a version of the definitions, until its lane has it:
 * what a record does must not depend on who has heard of a version how soon.
 */
export class VersionGate {
  readonly #settings: VersionGateSettings
  #passed = 0
  #waiting = 0

  constructor(settings: VersionGateSettings) {
    this.#settings = settings
  }

  /** Whether the lane may have this record now; asked of the same record again and again. */
  passes({ offset, bytes }: LogRecord): boolean {
    if (offset === this.#passed) return true
    if (offset === this.#waiting) return false
    const version = neededVersion(bytes)
    if (version === undefined || this.#settings.versions.has(version)) {
      this.#passed = offset
      return true
    }
    this.#waiting = offset
    void this.#wait(version)
    return false
  }

  async #wait(version: string): Promise<void> {
    const { versions, onOpen, onStuck } = this.#settings
    try {
      await versions.ensure(version)
      this.#waiting = 0
      onOpen()
    } catch (error) {
      onStuck(error instanceof Error ? error : new Error(String(error)))
    }
  }
}
