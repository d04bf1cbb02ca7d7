import type { Definitions } from '../definitions/definitions.js'
import type { Segment } from '../definitions/segment.js'

/** What becomes of windows and segments when one version of the definitions follows another. */
export class Succession {
  /** By number before: the number now, undefined for what is gone. */
  readonly windows: readonly (number | undefined)[]
  readonly segments: readonly (number | undefined)[]
  /** By entity kind: numbers of the segments that may judge a profile otherwise than before, in order. */
  readonly #touched = new Map<string, number[]>()

  /** @param anew keys of windows that begin empty again */
  constructor(before: Definitions, next: Definitions, anew: readonly string[] = []) {
    const byKey = new Map(next.windows.map(({ key, number }) => [key, number]))
    for (const key of anew) byKey.delete(key)
    this.windows = before.windows.map(({ key }) => byKey.get(key))
    const name = (segment: Segment): string => `${segment.entity} ${segment.name}`
    const byName = new Map(next.segments.map((segment) => [name(segment), segment.number]))
    this.segments = before.segments.map((segment) => byName.get(name(segment)))
    const versions = new Map(before.segments.map((segment) => [name(segment), segment.version]))
    // Types of a catalogue may make other expressions of the same words.
    const isFree = catalogueOf(before) !== catalogueOf(next)
    const isAnew = new Set(anew)
    const touched = new Set<number>()
    for (const segment of next.segments) {
      const isSame =
        versions.get(name(segment)) === segment.version &&
        !segment.windows.some((window) => isAnew.has(next.windows[window]?.key ?? ''))
      if (!isFree && isSame && !segment.segments.some((number) => touched.has(number))) continue
      touched.add(segment.number)
      const ofEntity = this.#touched.get(segment.entity)
      if (ofEntity === undefined) this.#touched.set(segment.entity, [segment.number])
      else ofEntity.push(segment.number)
    }
  }

  touched(entity: string): readonly number[] {
    return this.#touched.get(entity) ?? []
  }
}

function catalogueOf({ outline }: Definitions): string | undefined {
  return outline.find(({ kind }) => kind === 'catalogue')?.version
}
