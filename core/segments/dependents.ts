import type { Segment } from '../definitions/segment.js'

/** Numbers of the segments that `look` says, and of those that look at them, however far; in order. */
export function withDependents(segments: readonly Segment[], look: (segment: Segment) => boolean): number[] {
  const chosen = new Set<number>()
  for (const segment of segments)
    if (look(segment) || segment.segments.some((number) => chosen.has(number))) chosen.add(segment.number)
  return [...chosen]
}
