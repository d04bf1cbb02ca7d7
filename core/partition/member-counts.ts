import type { Definitions } from '../definitions/definitions.js'

/** How many profiles are in a segment; by its name, so that it outlives versions of the definitions. */
export interface SegmentMembers {
  readonly segment: string
  readonly members: number
}

/**
 * How many profiles of a partition are in each segment: kept as they enter, leave, come and go, so that
 * nobody has to look through them.
 */
export class MemberCounts {
  #definitions: Definitions
  /** By number of the segment. */
  #counts: number[]
  /** Of segments that are not in force any more, by name, while profiles are still in them. */
  #others = new Map<string, number>()

  constructor(definitions: Definitions) {
    this.#definitions = definitions
    this.#counts = definitions.segments.map(() => 0)
  }

  flipped(segment: number, flip: 'entered' | 'left'): void {
    this.#add(segment, flip === 'entered' ? 1 : -1)
  }

  /** A profile that is in these comes to the partition. */
  come(segments: readonly number[]): void {
    for (const segment of segments) this.#add(segment, 1)
  }

  /** A profile that is in these leaves the partition, or ends. */
  go(segments: readonly number[]): void {
    for (const segment of segments) this.#add(segment, -1)
  }

  /** A profile of the partition is in a segment no more that the definitions do not have. */
  lost(name: string): void {
    const number = this.#definitions.segments.findIndex((segment) => segment.name === name)
    if (number >= 0) this.#add(number, -1)
    else if (this.#others.get(name) === 1) this.#others.delete(name)
    else this.#others.set(name, (this.#others.get(name) ?? 0) - 1)
  }

  /** Other definitions are in force; who is in a segment that is gone stays so until it is judged. */
  adopt(next: Definitions): void {
    this.restore(next, this.state)
  }

  /** What a checkpoint says, under these definitions. */
  restore(definitions: Definitions, members: readonly SegmentMembers[]): void {
    const before = new Map(members.map((one) => [one.segment, one.members]))
    this.#definitions = definitions
    this.#counts = definitions.segments.map(({ name }) => before.get(name) ?? 0)
    for (const { name } of definitions.segments) before.delete(name)
    this.#others = new Map([...before].filter(([, count]) => count > 0))
  }

  /** What a checkpoint says: of all segments that profiles are in. */
  get state(): SegmentMembers[] {
    const others = [...this.#others].map(([segment, members]) => ({ segment, members }))
    return [...this.all(), ...others.sort((x, y) => (x.segment < y.segment ? -1 : 1))]
  }

  /** Of all segments in force, in their order. */
  all(): SegmentMembers[] {
    return this.#definitions.segments.map(({ name }, number) => ({
      segment: name,
      members: this.#counts[number] ?? 0,
    }))
  }

  #add(segment: number, by: number): void {
    this.#counts[segment] = (this.#counts[segment] ?? 0) + by
  }
}
