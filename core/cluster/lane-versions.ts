import { WaymarkError } from '../base/errors.js'
import type { Log } from '../base/log.js'
import type { DefinitionVersion, LaneVersions as Load, RefusedVersion } from '../lane/protocol.js'
import type { EngineDefinitions } from './engine-definitions.js'
import type { TaskRunner } from './lane.js'

/**
 * The versions of the definitions that one engine thread has loaded: those that were applied lately, and what
 * was asked for since the last one came. Others it has only as long as partitions are in them.
 */
export class LaneVersions {
  readonly #lane: TaskRunner
  readonly #definitions: EngineDefinitions
  readonly #log: Log
  readonly #loaded = new Set<string>()
  readonly #refused = new Map<string, string>()
  #current = ''
  /** One after the other: the last one says what is current. */
  #loading: Promise<unknown> = Promise.resolve()

  constructor(lane: TaskRunner, definitions: EngineDefinitions, log: Log) {
    this.#lane = lane
    this.#definitions = definitions
    this.#log = log
  }

  /** What the thread is to start with. */
  get initial(): Load {
    return { versions: this.#definitions.versions(), current: this.#definitions.current.version }
  }

  /** The thread has started with these. */
  started({ versions, current }: Load, refused: readonly RefusedVersion[]): void {
    this.#note(versions, refused)
    this.#current = current
  }

  has(version: string): boolean {
    return this.#loaded.has(version)
  }

  /** Loads what is at hand by now; the current version is the thread's current one then. */
  async load(): Promise<void> {
    const { versions, current } = this.initial
    const missing = versions.filter(({ version }) => !this.#loaded.has(version))
    if (missing.length === 0 && current === this.#current) return
    await this.#run({ versions: missing, current })
  }

  /**
   * Makes sure that a version is loaded, wherever it has to come from.
   * @throws WaymarkError NOT_FOUND when nobody has applied it, DEFINITION_INVALID when it cannot be compiled,
   *   BROKER_UNREACHABLE, LANE_LOST
   */
  async ensure(version: string): Promise<void> {
    if (this.has(version)) return
    await this.load()
    if (!this.has(version) && !this.#refused.has(version)) {
      const found = await this.#definitions.fetch(version)
      await this.#run({ versions: [found], current: this.#definitions.current.version })
    }
    const reason = this.#refused.get(version)
    if (reason === undefined) return
    const what = `version ${version} of the definitions cannot be compiled: ${reason}`
    throw new WaymarkError('DEFINITION_INVALID', what, 'run the version of Waymark that it was applied with')
  }

  #run(task: Load): Promise<void> {
    const run = async (): Promise<void> => {
      const recent = [...this.#definitions.versions(), ...task.versions].map(({ version }) => version)
      const keep = new Set(task.current === this.#current ? [...recent, ...this.#loaded] : recent)
      // What goes is forgotten before: tasks behind this one find it gone.
      for (const version of this.#loaded) if (!keep.has(version)) this.#loaded.delete(version)
      for (const version of this.#refused.keys()) if (!keep.has(version)) this.#refused.delete(version)
      const { refused } = await this.#lane.run({ kind: 'load', ...task, keep: [...keep] })
      this.#note(task.versions, refused)
      this.#current = task.current
    }
    const loading = this.#loading.then(run, run)
    this.#loading = loading
    return loading
  }

  #note(versions: readonly DefinitionVersion[], refused: readonly RefusedVersion[]): void {
    for (const { version, reason } of refused) {
      this.#refused.set(version, reason)
      this.#log.warn(`version ${version} of the definitions cannot be compiled any more`, { reason })
    }
    for (const { version } of versions) if (!this.#refused.has(version)) this.#loaded.add(version)
  }
}
