import type { Definitions } from '../definitions/definitions.js'
import { type Pace, Round, type RoundState } from './round.js'

/** What is left of a sweep when windows were filled: part of a partition's state. */
export interface JudgingState extends RoundState {
  /** Names of the segments by which profiles are judged. */
  readonly segments: readonly string[]
}

/** A round in which all profiles are judged by some segments. */
export class Judging {
  readonly round: Round
  readonly #names: readonly string[]
  /** By number, in order. */
  readonly segments: readonly number[]

  constructor({ segments, ...round }: JudgingState, definitions: Definitions, pace: Pace) {
    this.round = new Round(pace, round)
    this.#names = segments
    const names = new Set(segments)
    this.segments = definitions.segments.filter(({ name }) => names.has(name)).map(({ number }) => number)
  }

  get state(): JudgingState {
    return { ...this.round.state, segments: this.#names }
  }
}
