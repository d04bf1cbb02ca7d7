/** How often profiles have entered and left a segment. */
export interface SegmentFlips {
  entered: number
  left: number
}

/** Counts flips as they are said, by the name of the segment: also of one that is no more. */
export class FlipCounts {
  #flips = new Map<string, SegmentFlips>()

  add(segment: string, flip: keyof SegmentFlips): void {
    let flips = this.#flips.get(segment)
    if (flips === undefined) {
      flips = { entered: 0, left: 0 }
      this.#flips.set(segment, flips)
    }
    flips[flip]++
  }

  /** Since this was asked last. */
  take(): ReadonlyMap<string, SegmentFlips> {
    const flips = this.#flips
    if (flips.size > 0) this.#flips = new Map()
    return flips
  }
}
