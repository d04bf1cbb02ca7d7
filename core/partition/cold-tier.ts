import type { Identifier } from '../event/event.js'

/** A record of the cold tier. */
export interface ColdRecord {
  readonly name: Identifier
  /** `identifierHash` of the name. */
  readonly hash: number
  readonly bytes: Uint8Array
}

export interface ColdTimer {
  readonly due: number
  readonly key: Identifier
}

/**
 * Where a partition keeps what does not fit in memory: records by the name of their node, and timers. It is
 * called between two events, so it answers at once, by itself: nothing here waits. It is swap and not truth:
 * what it holds is lost with the partition. Bytes that are put are copied, those that are got are the
 * caller's.
 */
export interface ColdTier {
  get(hash: number, name: Identifier): Uint8Array | undefined
  /** Puts a record, in place of the one of this name if there is one. */
  put(hash: number, name: Identifier, bytes: Uint8Array): void
  delete(hash: number, name: Identifier): void
  /**
   * The first records with `from` <= hash < `until`, by hash: `max` of them, and those that have the hash of
   * the last one.
   */
  range(from: number, until: number, max: number): ColdRecord[]
  /** Sets a timer. A name may have several; each is unscheduled by the instant that it was set for. */
  schedule(name: Identifier, due: number): void
  unschedule(name: Identifier, due: number): void
  /** The first timers in the order (due, key), `max` of them. */
  timers(max: number): ColdTimer[]
  /** Forgets everything; it is not used any more. */
  close(): void
}

/** Where what does not fit in so many bytes of memory, by estimate, goes. */
export interface ColdOptions {
  readonly tier: ColdTier
  readonly hotBytesMax: number
}
