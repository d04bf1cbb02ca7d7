import type { Definitions } from '../definitions/definitions.js'

/** What a simulation said of one segment. */
export interface SegmentCounts {
  readonly name: string
  /** In it at the end. */
  members: number
  entered: number
  left: number
}

/** What a simulation said of one journey. */
export interface JourneyCounts {
  readonly name: string
  entered: number
  /** Still on the way at the end. */
  running: number
  deliveries: number
  /** By reason: `completed`, `stopped`, `event`, … */
  readonly exited: Record<string, number>
}

/** `,"name":"` as it stands in a fact: within a text its quotes would be escaped. */
const NAME = /,"name":"([^"]*)"/
const REASON = /"reason":"([^"]*)"/

/** Counts what facts say, by the definition that they are about: one that says nothing counts, too. */
export class ToldCounts {
  readonly #segments: ReadonlyMap<string, SegmentCounts>
  readonly #journeys: ReadonlyMap<string, JourneyCounts>

  constructor({ segments, journeys }: Pick<Definitions, 'segments' | 'journeys'>) {
    this.#segments = new Map(
      segments.map(({ name }) => [name, { name, members: 0, entered: 0, left: 0 }] as const),
    )
    this.#journeys = new Map(
      journeys.map(
        ({ name }) => [name, { name, entered: 0, running: 0, deliveries: 0, exited: {} }] as const,
      ),
    )
  }

  /** @param line of the facts file */
  add(kind: string, line: string): void {
    switch (kind) {
      case 'segment.entered':
      case 'segment.left':
        this.#flip(line, kind === 'segment.entered')
        return
      case 'journey.entered':
      case 'journey.exited':
      case 'delivery':
        this.#travelled(kind, line)
    }
  }

  get segments(): readonly SegmentCounts[] {
    return byName(this.#segments)
  }

  get journeys(): readonly JourneyCounts[] {
    return byName(this.#journeys)
  }

  #flip(line: string, isEntry: boolean): void {
    const counts = this.#segments.get(NAME.exec(line)?.[1] ?? '')
    if (counts === undefined) return
    counts.members += isEntry ? 1 : -1
    counts[isEntry ? 'entered' : 'left']++
  }

  #travelled(kind: 'journey.entered' | 'journey.exited' | 'delivery', line: string): void {
    const counts = this.#journeys.get(NAME.exec(line)?.[1] ?? '')
    if (counts === undefined) return
    if (kind === 'delivery') {
      counts.deliveries++
    } else if (kind === 'journey.entered') {
      counts.entered++
      counts.running++
    } else {
      const reason = REASON.exec(line)?.[1] ?? ''
      counts.running--
      counts.exited[reason] = (counts.exited[reason] ?? 0) + 1
    }
  }
}

function byName<T extends { readonly name: string }>(counts: ReadonlyMap<string, T>): T[] {
  return [...counts.values()].sort((x, y) => (x.name < y.name ? -1 : 1))
}
