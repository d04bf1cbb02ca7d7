import type { Definitions } from '../definitions/definitions.js'
import type { Journey } from '../definitions/journey.js'

/**
 * Every version of the definitions that a partition may meet: by their own version, and journeys by theirs.
 */
export class VersionShelf {
  readonly #versions = new Map<string, Definitions>()
  #journeys = new Map<string, Journey>()

  constructor(...versions: readonly Definitions[]) {
    for (const definitions of versions) this.add(definitions)
  }

  add(definitions: Definitions): void {
    this.#versions.set(definitions.version, definitions)
    this.#addJourneys(definitions)
  }

  /** All that there are. */
  all(): Iterable<Definitions> {
    return this.#versions.values()
  }

  /** Drops all but these. */
  retain(versions: ReadonlySet<string>): void {
    for (const version of [...this.#versions.keys()])
      if (!versions.has(version)) this.#versions.delete(version)
    this.#journeys = new Map()
    for (const definitions of this.#versions.values()) this.#addJourneys(definitions)
  }

  get(version: string): Definitions | undefined {
    return this.#versions.get(version)
  }

  /**
   * The version that is to follow the present one.
   * @throws Error when it cannot
   */
  successor(version: string, present: Definitions): Definitions {
    const next = this.get(version)
    if (next === undefined) throw new Error(`definitions of version ${version} are not at hand`)
    if (!next.identities.sameRank(present.identities))
      throw new Error(`version ${version} ranks identifier types differently: links rest on the rank`)
    return next
  }

  /** A journey in the version in which an instance began. */
  journey(name: string, version: string): Journey | undefined {
    return this.#journeys.get(`${name} ${version}`)
  }

  #addJourneys({ journeys }: Definitions): void {
    for (const journey of journeys) this.#journeys.set(`${journey.name} ${journey.version}`, journey)
  }
}
