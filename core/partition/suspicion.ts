import { LIMITS } from '../base/limits.js'
import type { Change } from './change-codec.js'

/**
 * Records that were tried with care: all from one offset to another. Told before the try, so that whoever
 * comes after a death of the process knows what it was at. `to` 0 says that there is no suspect any more.
 */
export interface Trial {
  readonly from: number
  readonly to: number
  /** Which try of these records it is, from 1; 0: they are not tried now, but still suspected. */
  readonly attempt: number
  /** The version of Waymark that tries; '' where trials did not say so yet. */
  readonly program: string
}

/** A record that has no effect, and why: part of what the log means. */
export interface Skip {
  readonly offset: number
  readonly reason: string
}

/** Records of which one is harmful, as far as is known. */
export interface Suspect {
  readonly from: number
  readonly to: number
  /** Times that they have done harm; counted while it is one record. */
  readonly deaths: number
}

/** What a record has done to the process that applied it. */
export interface Harm {
  readonly suspect: Suspect
  readonly reason: string
}

/**
 * What a changelog tells about records that do harm: which are skipped, and what its owners were at when they
 * ended. Reads message by message, like `ChangelogState`; what it tells holds whichever commit serves.
 */
export class Suspicion {
  readonly #skips = new Map<number, Skip>()
  #trial: Trial | undefined
  /** The record that was tried alone and has not gone well since, and its tries by version of Waymark. */
  #accused = 0
  readonly #tries = new Map<string, number>()
  #claims = 0

  add(change: Change): void {
    switch (change.kind) {
      case 'claim':
        this.#claims++
        return
      case 'trial':
        this.#trial = change.trial.to === 0 ? undefined : change.trial
        this.#count(change.trial)
        return
      case 'skip':
        this.#skips.set(change.skip.offset, change.skip)
        return
      case 'commit':
        this.#claims = 0
        if (this.#trial !== undefined && change.commit.offset >= this.#trial.to) this.#trial = undefined
        if (change.commit.offset >= this.#accused) this.#acquit()
        for (const skip of change.commit.skips) this.#skips.set(skip.offset, skip)
        return
      case 'chunk':
      case 'torn':
        return
    }
  }

  /** In the order of their offsets. */
  get skips(): Skip[] {
    return [...this.#skips.values()].sort((a, b) => a.offset - b.offset)
  }

  /** The last trial, if nothing tells that it went well. */
  get trial(): Trial | undefined {
    return this.#trial
  }

  /**
   * How often the record of the last trial was tried alone, by version of Waymark: each counts its own, also
   * when versions take turns with it.
   */
  get tries(): ReadonlyMap<string, number> {
    return this.#trial?.from === this.#accused && this.#trial.to === this.#accused ? this.#tries : new Map()
  }

  #count({ from, to, attempt, program }: Trial): void {
    // Who is at what stands behind it has applied it.
    if (to === 0 || from > this.#accused) this.#acquit()
    if (from !== to || attempt === 0) return
    if (this.#accused !== from) this.#acquit()
    this.#accused = from
    this.#tries.set(program, attempt)
  }

  #acquit(): void {
    this.#accused = 0
    this.#tries.clear()
  }

  /** Claims behind the last commit: owners that have got nowhere, and the present one. */
  get claims(): number {
    return this.#claims
  }
}

/**
 * What is known when a trial did not go well.
 * @param tries of its record alone, by version of Waymark
 * @param program the version that asks: what others have died of it may well be able to apply
 */
export function suspectOf({ from, to }: Trial, tries: ReadonlyMap<string, number>, program: string): Suspect {
  return { from, to, deaths: from === to ? (tries.get(program) ?? 0) : 0 }
}

/** What is known once all up to an offset has been applied without harm; undefined: nothing any more. */
export function withoutApplied(suspect: Suspect, offset: number): Suspect | undefined {
  if (offset < suspect.from) return suspect
  return offset >= suspect.to ? undefined : { ...suspect, from: offset + 1 }
}

/** The last offset that may go into the next trial: what stands before the suspect, or half of it. */
export function trialEnd({ from, to }: Suspect, applied: number): number {
  if (applied < from - 1) return from - 1
  return from + Math.floor((to - from) / 2)
}

/**
 * One record, which has done harm as often as it may.
 * @param seen the last harm was seen; else only a trial tells of it that has no end, and its owner may have
 *   ended, or have lost the partition, for another reason
 */
export function isGuilty({ from, to, deaths }: Suspect, seen: boolean): boolean {
  return from === to && deaths >= (seen ? LIMITS.recordAttemptsMax : LIMITS.unseenAttemptsMax)
}
