import { LIMITS } from '../base/limits.js'

const OTHERS = '_other'

/**
 * Names of segments as labels of metrics: they come from the definitions, and there are so many at most that
 * Prometheus can bear it. Those beyond count together.
 */
export class SegmentLabels {
  readonly #names = new Set<string>()

  of(segment: string): string {
    if (this.#names.has(segment)) return segment
    if (this.#names.size >= LIMITS.meteredSegmentsMax) return OTHERS
    this.#names.add(segment)
    return segment
  }
}
