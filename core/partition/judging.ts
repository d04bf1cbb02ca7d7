import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import { identifierHash, isRedirect, type Nodes } from '../identity/nodes.js'
import type { Profile } from './profile.js'

/** What is left of a sweep: part of a partition's state. */
export interface JudgingState {
  /** In so many pieces, by the hash of the profile's name. */
  readonly pieces: number
  /** The next one. */
  readonly next: number
  /** Names of the segments by which profiles are judged. */
  readonly segments: readonly string[]
}

/** Of hashes of names. */
const HASHES = 2 ** 53

/**
 * Goes over all profiles in pieces, one a step, so that no step takes long. A piece is a share of the hashes
 * of names: so it is the same profiles whoever goes over them, wherever he began.
 */
export class Judging {
  readonly #pieces: number
  readonly #segments: readonly string[]
  /** By number, in order. */
  readonly segments: readonly number[]
  #next: number
  /** Of the profiles that there are when it begins, or goes on: who comes later is judged as he comes. */
  readonly #names: { readonly hash: number; readonly name: Identifier }[]
  #at = 0

  constructor({ pieces, next, segments }: JudgingState, definitions: Definitions, nodes: Nodes<Profile>) {
    this.#pieces = pieces
    this.#next = next
    this.#segments = segments
    const names = new Set(segments)
    this.segments = definitions.segments.filter(({ name }) => names.has(name)).map(({ number }) => number)
    this.#names = []
    const from = this.#from(next)
    for (const { type, value, node } of nodes.entries()) {
      const name = { type, value }
      const hash = identifierHash(name)
      if (!isRedirect(node) && hash >= from) this.#names.push({ hash, name })
    }
    this.#names.sort((x, y) => x.hash - y.hash || (x.name.value < y.name.value ? -1 : 1))
  }

  get state(): JudgingState {
    return { pieces: this.#pieces, next: this.#next, segments: this.#segments }
  }

  get isOver(): boolean {
    return this.#next >= this.#pieces
  }

  /** Names of the profiles of the next piece. */
  *take(): Generator<Identifier> {
    const to = this.#from(++this.#next)
    for (let one = this.#names[this.#at]; one !== undefined && one.hash < to; one = this.#names[this.#at]) {
      this.#at++
      yield one.name
    }
  }

  #from(piece: number): number {
    return piece >= this.#pieces ? Number.POSITIVE_INFINITY : Math.ceil((HASHES / this.#pieces) * piece)
  }
}
