import { mentioned } from './conditions.js'
import type { Expectations } from './expectations.js'
import type { ModelJourneys } from './model-journeys.js'
import type { ModelProfile } from './model-profile.js'
import type { SegmentSpec } from './specs.js'

interface Judged {
  readonly at: number
  readonly cause: string
  /** Segments to look at, with those that look at them; all unless told. */
  readonly touched?: ((spec: SegmentSpec) => boolean) | undefined
}

/** Finds out who is in which segments, by looking at everything, and expects to hear what has changed. */
export class ModelJudging {
  readonly #said: Expectations
  readonly #journeys: ModelJourneys

  constructor(said: Expectations, journeys: ModelJourneys) {
    this.#said = said
    this.#journeys = journeys
  }

  /**
   * Judges segments anew, then tells what has changed. A profile is judged in full from its first event on:
   * before that only what time or that event touches, and what looks at it.
   * @param segments all, in the order in which they are judged
   */
  judge(
    profile: ModelProfile,
    segments: readonly SegmentSpec[],
    { at, cause, touched = () => true }: Judged,
  ): void {
    const chosen = new Set<string>()
    for (const spec of segments)
      if (touched(spec) || mentioned(spec.where).some((name) => chosen.has(name))) chosen.add(spec.name)
    profile.isJudged ||= chosen.size === segments.length
    const these = segments.filter(({ name }) => chosen.has(name))
    this.judgeThese(these, profile, at, cause)
  }

  /** Judges these segments and no others. */
  judgeThese(segments: readonly SegmentSpec[], profile: ModelProfile, at: number, cause: string): void {
    const flips: [SegmentSpec, 'entered' | 'left'][] = []
    for (const spec of segments) {
      const { name, where } = spec
      const holds = profile.holds(where, at)
      if (holds === profile.members.has(name)) continue
      profile.members[holds ? 'add' : 'delete'](name)
      flips.push([spec, holds ? 'entered' : 'left'])
    }
    for (const [{ name, where }, flip] of flips) {
      this.#said.flipped(profile, at, flip, { name, cause, leaves: profile.leavesHold(where, at) })
      this.#journeys.flip(profile, name, flip, at)
    }
    profile.lookedAt = at
  }
}
