import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import type { Profile } from './profile.js'

/** How fast profiles are met to whom nothing happens. */
export interface Pace {
  /** In one step, at most. */
  readonly profiles: number
  /** Log time between two such steps, at least, ms. */
  readonly everyMs: number
}

/** Slow enough for what comes meanwhile. */
export const PACE: Pace = { profiles: LIMITS.sweepProfilesMax, everyMs: LIMITS.sweepEveryMs }

/** How far a round has come: part of a partition's state. */
export interface RoundState {
  /** Hash of a name from which on profiles are still to be met. */
  readonly from: number
  /** Log time of the last piece, ms; 0: there was none. */
  readonly last: number
}

/** A profile in its place. */
export interface PlacedName {
  readonly hash: number
  readonly name: Identifier
  /** How often the definitions had changed when it came under those that it goes by. */
  readonly turn: number
  /** Itself, or its entry when it is not in memory. */
  readonly profile: Profile | Uint8Array
}

/** All profiles from a hash on, in the order of the hashes of their names, in memory or not. */
export type PlacedNames = (from: number) => Generator<PlacedName>

/**
 * Goes over all profiles of a partition once, piece by piece between other records, so that no step takes
 * long: a few at a time, and so seldom that most of the time is left to what comes. Who comes behind the
 * place where it is was not there when it began, and is not met.
 */
export class Round {
  readonly #pace: Pace
  #from: number
  #last: number

  constructor(pace: Pace, { from, last }: RoundState = { from: 0, last: 0 }) {
    this.#pace = pace
    this.#from = from
    this.#last = last
  }

  get state(): RoundState {
    return { from: this.#from, last: this.#last }
  }

  get isOver(): boolean {
    return this.#from === Number.POSITIVE_INFINITY
  }

  /** When the next piece is due, log time, ms. */
  get due(): number {
    return this.#last === 0 ? 0 : this.#last + this.#pace.everyMs
  }

  /** The next piece. */
  take(profiles: PlacedNames, now: number): PlacedName[] {
    this.#last = now
    const piece: PlacedName[] = []
    for (const one of profiles(this.#from)) {
      const last = piece.at(-1)
      if (last !== undefined && piece.length >= this.#pace.profiles && one.hash !== last.hash) {
        this.#from = last.hash + 1
        return piece
      }
      piece.push(one)
    }
    this.#from = Number.POSITIVE_INFINITY
    return piece
  }
}
