import { LIMITS } from '../base/limits.js'
import type { Definitions } from '../definitions/definitions.js'
import type { Reading } from './profile-codec.js'
import { type Pace, Round, type RoundState } from './round.js'
import { Succession } from './succession.js'
import type { VersionShelf } from './version-shelf.js'

/** Why a profile comes under the definitions in force: it is looked at, its timer fires, or by turns. */
export type Renewal = 'look' | 'time' | 'sweep'

/** From where a profile comes under the definitions in force. */
export interface Takeover {
  /** Those whose numbers its windows and segments have. */
  readonly before: Definitions
  readonly succession: Succession
  /** All segments must be looked at. */
  readonly all: boolean
}

/** What was in force before, and still holds for profiles that nobody has looked at since. */
export interface EarlierState {
  readonly turn: number
  readonly version: string
  readonly all: boolean
  /** Keys of windows that are not what they were: they begin empty. */
  readonly anew: readonly string[]
}

/** How far profiles have come under the definitions in force: part of a partition's state. */
export interface AdoptionState {
  /** How often definitions have come into force. */
  readonly turn: number
  /** Undefined: all have. */
  readonly round: RoundState | undefined
  readonly earlier: readonly EarlierState[]
  /** Version that is to come into force when there is room for it; '': none. */
  readonly waiting: string
}

interface Earlier extends EarlierState, Takeover {}

/**
 * Which definitions each profile goes by. When others come into force nothing is done but to note it: a
 * profile says by its `turn` how old it is, and whoever looks at one that is older brings it under those in
 * force before anything else. A round brings those that nobody looks at.
 */
export class Adoption {
  readonly #shelf: VersionShelf
  readonly #pace: Pace
  #definitions: Definitions
  #turn = 0
  #earlier: readonly Earlier[] = []
  #round: Round | undefined
  #waiting: Definitions | undefined
  /** The state is of neither version: whatever is to come into force does so at once. */
  #isOtherwise = false

  constructor(definitions: Definitions, shelf: VersionShelf, pace: Pace) {
    this.#definitions = definitions
    this.#shelf = shelf
    this.#pace = pace
  }

  /** Those in force. */
  get definitions(): Definitions {
    return this.#definitions
  }

  /** Of the profiles that go by those in force. */
  get turn(): number {
    return this.#turn
  }

  /** Undefined: all profiles go by those in force. */
  get round(): Round | undefined {
    return this.#round
  }

  /** What comes into force now: nothing while too many versions are still in use. */
  get next(): Definitions | undefined {
    const hasRoom = this.#isOtherwise || this.#earlier.length < LIMITS.earlierVersionsMax
    return hasRoom ? this.#waiting : undefined
  }

  /** Version that is to come into force as soon as it may; '': none. */
  get waiting(): string {
    return this.#waiting?.version ?? ''
  }

  /** These are to come into force: whatever waited for that does no more. */
  wait(next: Definitions): void {
    this.#waiting = next
  }

  /** Versions that profiles still go by, or are to. */
  get versions(): string[] {
    const all = [this.#definitions, ...this.#earlier, ...(this.#waiting === undefined ? [] : [this.#waiting])]
    return all.map(({ version }) => version)
  }

  get state(): AdoptionState {
    const earlier = this.#earlier.map(({ turn, version, all, anew }) => ({ turn, version, all, anew }))
    return { turn: this.#turn, round: this.#round?.state, earlier, waiting: this.waiting }
  }

  /**
   * @param isOtherwise all was decoded under those in force, by names and keys
   */
  restore(
    { turn, round, earlier, waiting }: AdoptionState,
    inForce: Definitions,
    isOtherwise: boolean,
  ): void {
    // When it is not at hand the owner asks for it again; in a state of neither version for the current one.
    this.#waiting = isOtherwise ? undefined : this.#shelf.get(waiting)
    this.#isOtherwise = isOtherwise
    this.#definitions = inForce
    this.#turn = turn
    this.#round = round && new Round(this.#pace, round)
    this.#earlier = earlier.map((one) => {
      const known = isOtherwise ? undefined : this.#shelf.get(one.version)
      const state = { ...one, all: one.all || known === undefined }
      return this.#from(state, known ?? inForce)
    })
  }

  /**
   * Others are in force.
   * @param all every profile must be looked at by every segment
   * @param unfilled keys of windows that begin empty again
   */
  activated(next: Definitions, all: boolean, unfilled: readonly string[]): void {
    this.#waiting = undefined
    this.#isOtherwise = false
    const before = this.#definitions
    const last = { turn: this.#turn, version: before.version, all, anew: [], before }
    this.#definitions = next
    this.#turn++
    const known = new Set(next.windows.map(({ key }) => key))
    this.#earlier = [...this.#earlier, last].map((one) => {
      // What was gone for a while has missed what happened meanwhile.
      const gone = one.before.windows.map(({ key }) => key).filter((key) => !known.has(key))
      const anew = [...new Set([...one.anew, ...unfilled, ...gone])]
      return this.#from({ ...one, all: one.all || all, anew }, one.before)
    })
    this.#round = new Round(this.#pace)
  }

  /** The round is over. */
  end(): void {
    this.#round = undefined
    this.#earlier = []
  }

  /** Whose numbers a profile has. */
  definitionsOf(turn: number): Definitions {
    if (turn === this.#turn) return this.#definitions
    return this.takeover(turn)?.before ?? this.#definitions
  }

  /** How a profile is read that was written at this turn. */
  readingOf(turn: number = this.#turn): Required<Reading> {
    return { definitions: this.definitionsOf(turn), shelf: this.#shelf, turn }
  }

  takeover(turn: number): Takeover | undefined {
    return this.#earlier.find((one) => one.turn === turn)
  }

  #from({ turn, version, all, anew }: EarlierState, before: Definitions): Earlier {
    const succession = new Succession(before, this.#definitions, anew)
    return { turn, version, all, anew, before, succession }
  }
}
