import type { Sets } from './identity-sets.js'

/** Somebody who does the job: finds the profile of every event, and unites what the event names. */
export interface Contender {
  readonly name: string
  /** What else there is to say of how the work is done. */
  readonly words: string
  /** Forgets everything; not timed. */
  reset(): Promise<void>
  /** Takes all events, in order; returns how many it resolved. */
  run(): Promise<number>
  /** CPU that its own processes have taken so far, in microseconds, by their names; without this one. */
  cpu(): Readonly<Record<string, number>>
  /** What identifiers were united; not timed. */
  sets(): Promise<Sets>
  /** Ends its processes. */
  stop(): Promise<void>
}
